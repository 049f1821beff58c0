"""The shared libraries that a wheel brings along, as the wheels of the real index do.

Debian's extension modules are linked to libraries of other packages. Those that a bare image does not hold go into the
wheel, in a folder NAME.libs, where the modules are made to look for them.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

BASE = Path("/base-libraries")  # the names of those that every image holds


class SharedLibraries:
    def __init__(self, folder: str, modules: Iterable[Path]) -> None:
        self.folder = folder
        self.needed: dict[str, Path] = {}  # name -> file
        self._needing: set[Path] = set()
        in_base = set(BASE.read_text().split())
        for module in filter(is_elf, modules):
            for name, path in linked(module):
                if name not in in_base and not path.is_relative_to("/usr/lib/python3"):
                    self.needed[name] = path
                    self._needing.add(module)

    def holds(self, file: Path) -> bool:
        """Whether the file is a link to one of them."""
        return file.is_symlink() and file.resolve() in {path.resolve() for path in self.needed.values()}

    def module(self, file: Path, path: str) -> bytes:
        """The content of the file, which gets this path in the wheel."""
        if file not in self._needing:
            return file.read_bytes()
        up = "../" * (len(PurePosixPath(path).parts) - 1)
        return with_search_path(file, f"$ORIGIN/{up}{self.folder}")

    def library(self, name: str) -> bytes:
        return with_search_path(self.needed[name], "$ORIGIN")


def is_elf(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def linked(module: Path) -> list[tuple[str, Path]]:
    """Names and files of all libraries that the module is linked to, directly or not."""
    done = subprocess.run(["ldd", module], capture_output=True, text=True, check=False)
    return [(name, Path(path)) for name, path in re.findall(r"(\S+) => (/\S+)", done.stdout)]


def with_search_path(file: Path, search_path: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, file.name)
        subprocess.run(["patchelf", "--add-rpath", search_path, "--output", copy, file], check=True)
        return copy.read_bytes()
