#!/usr/bin/env python3
"""Turn the installed Debian python3-* packages into wheels: deb_wheels.py OUT_DIR

They hold Debian's files as they are, and the shared libraries that those need.
"""

import base64
import csv
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from shared_libraries import SharedLibraries

ROOT = Path("/usr/lib/python3/dist-packages")
SKIPPED = {"pip"}  # a venv has its own; Debian's is changed too much to stand in for it
BARE = {"mpi4py"}  # as its real wheels do, it looks for the image's own MPI


def output_of(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def installed_packages() -> set[str]:
    lines = output_of("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", "python3-*").splitlines()
    return {package for status, package in map(str.split, lines) if status == "installed"}


def modules_of(package: str) -> list[Path]:
    paths = (Path(line) for line in output_of("dpkg", "-L", package).splitlines())
    return [p for p in paths if p.is_relative_to(ROOT) and p.is_file() and "__pycache__" not in p.parts]


def info_of(files: list[Path]) -> Path | None:
    """The .dist-info or .egg-info folder (or, long ago, file) among a package's files."""
    tops = {ROOT / file.relative_to(ROOT).parts[0] for file in files}
    return min((top for top in tops if top.suffix in (".dist-info", ".egg-info")), default=None)


def metadata_of(info: Path) -> str:
    candidates = (info / "METADATA", info / "PKG-INFO", info)
    text = next(path for path in candidates if path.is_file()).read_text(encoding="utf-8")
    requires = info / "requires.txt"  # where an .egg-info keeps them; the sections after the first are extras
    if requires.is_file() and "Requires-Dist:" not in text:
        needs = requires.read_text(encoding="utf-8").split("[")[0].split()
        head, _, body = text.partition("\n\n")
        text = head + "".join(f"\nRequires-Dist: {need}" for need in needs) + "\n\n" + body
    text = re.sub(r"^Requires-Dist: *nvidia-.*\n", "", text, flags=re.MULTILINE)  # Debian's are for CPUs
    # Debian makes packages work together whose authors ask for other versions: name and marker stay, the version goes.
    return re.sub(r"^(Requires-Dist: *[\w.-]+(?:\[.*?\])?)[^;\n]*", r"\1 ", text, flags=re.MULTILINE)


def field(metadata: str, name: str) -> str:
    match = re.search(rf"^{name}: *(.+)$", metadata, re.MULTILINE)
    assert match, f"no {name} in\n{metadata}"
    return match.group(1).strip()


class Wheel:
    """A wheel being written, with the record of its files that it ends with."""

    def __init__(self, out: Path, stem: str) -> None:
        self.stem = stem
        self.zip = zipfile.ZipFile(out / f"{stem}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.record: list[tuple[str, str, str]] = []

    def add(self, path: str, data: bytes) -> None:
        self.zip.writestr(path, data)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        self.record.append((path, f"sha256={digest}", str(len(data))))

    def close(self) -> None:
        path = f"{self.stem}.dist-info/RECORD"
        text = io.StringIO()
        csv.writer(text).writerows([*self.record, (path, "", "")])
        self.zip.writestr(path, text.getvalue())
        self.zip.close()


def write_wheel(package: str, packages: set[str], out: Path) -> str | None:
    files = modules_of(package)
    if f"{package}-lib" in packages:
        files += modules_of(f"{package}-lib")  # Debian splits the extension modules off
    info = info_of(files)
    if info is None:
        return None
    metadata = metadata_of(info)
    name = re.sub(r"[^\w.]+", "_", field(metadata, "Name"))
    stem = f"{name}-{field(metadata, 'Version')}"
    if name in SKIPPED:
        return None
    wheel = Wheel(out, stem)
    libraries = SharedLibraries(f"{name}.libs", [] if name in BARE else files)
    for file in files:
        if file != info and info not in file.parents and not libraries.holds(file):
            path = str(file.relative_to(ROOT))
            wheel.add(path, libraries.module(file, path))
    for library in libraries.needed:
        wheel.add(f"{libraries.folder}/{library}", libraries.library(library))
    wheel.add(f"{wheel.stem}.dist-info/METADATA", metadata.encode())
    wheel.add(
        f"{wheel.stem}.dist-info/WHEEL",
        b"Wheel-Version: 1.0\nGenerator: deb_wheels\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    )
    if (info / "entry_points.txt").is_file():
        wheel.add(f"{wheel.stem}.dist-info/entry_points.txt", (info / "entry_points.txt").read_bytes())
    wheel.close()
    return wheel.stem


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    packages = installed_packages()
    for package in sorted(packages):
        if wheel := write_wheel(package, packages, out):
            print(wheel)


if __name__ == "__main__":
    main()
