"""Wheels in place of frameworks that Debian does not have: stub_wheels.py OUT_DIR

Each holds one module that says what it is and ends the import. So requirements install and images are built; what runs
the framework needs the real thing, or a test that puts a module of its own in front. One more is no stub: see relabel.
"""

import sys
import zipfile
from pathlib import Path

from deb_wheels import Wheel

STUBS = {  # package: (version, module)
    "chainer": ("7.8.1", "chainer"),
    "cupy-cuda11x": ("12.3.0", "cupy"),
    "mxnet": ("1.9.1", "mxnet"),
    "mxnet-cu112": ("1.9.1", "mxnet"),
    "pyspark": ("4.0.2", "pyspark"),
    "sagemaker-training": ("5.1.0", "sagemaker_training"),
    "tensorflow": ("2.20.0", "tensorflow"),
    "tokenizers": ("0.22.1", "tokenizers"),
    "transformers": ("4.57.1", "transformers"),
}
MODULE = '''"""NOT {package}: the lab's stand-in for it."""

raise ImportError("this is the lab's stand-in for {package}, which is not to be had here")
'''


def write(out: Path, package: str, version: str, module: str) -> None:
    wheel = Wheel(out, f"{package.replace('-', '_')}-{version}+standin")
    info = f"{wheel.stem}.dist-info"
    wheel.add(f"{module}/__init__.py", MODULE.format(package=package).encode())
    summary = f"NOT {package}, only the lab's stand-in for it"
    wheel.add(
        f"{info}/METADATA",
        f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}+standin\nSummary: {summary}\n".encode(),
    )
    wheel.add(f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: stub_wheels\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.close()


def relabel(wheel: Path, version: str) -> None:
    """The same wheel once more under an old version, which says what it is, for what asks for none of today's."""
    name, real = wheel.name.split("-")[:2]
    old = Wheel(wheel.parent, f"{name}-{version}+is.{real}")
    with zipfile.ZipFile(wheel) as files:
        for path in files.namelist():
            content = files.read(path)
            if path.endswith(".dist-info/METADATA"):
                content = content.replace(f"\nVersion: {real}\n".encode(), f"\nVersion: {version}+is.{real}\n".encode())
            if not path.endswith(".dist-info/RECORD"):
                old.add(path.replace(f"{name}-{real}.dist-info", f"{old.stem}.dist-info"), content)
    old.close()


def main() -> None:
    out = Path(sys.argv[1])
    for package, (version, module) in STUBS.items():
        write(out, package, version, module)
    relabel(next(out.glob("numpy-*.whl")), "1.23.5")  # the last that MXNet and Chainer work with


main()
