"""Wheels in place of frameworks that Debian does not have: stub_wheels.py OUT_DIR

Each holds one module that says what it is and ends the import. So requirements install and images are built; what runs
the framework needs the real thing, or a test that puts a module of its own in front.
"""

import sys
from pathlib import Path

from deb_wheels import Wheel

STUBS = {  # package: (version, module)
    "accelerate": ("1.10.1", "accelerate"),
    "chainer": ("7.8.1", "chainer"),
    "mxnet": ("1.9.1", "mxnet"),
    "pyspark": ("4.0.2", "pyspark"),
    "tensorflow": ("2.20.0", "tensorflow"),
    "tokenizers": ("0.22.1", "tokenizers"),
    "transformers": ("4.57.1", "transformers"),
}
MODULE = '''"""NOT {package}: the lab's stand-in for it."""

raise ImportError("this is the lab's stand-in for {package}, which is not to be had here")
'''


def write(out: Path, package: str, version: str, module: str) -> None:
    wheel = Wheel(out, f"{package}-{version}+standin")
    info = f"{wheel.stem}.dist-info"
    wheel.add(f"{module}/__init__.py", MODULE.format(package=package).encode())
    summary = f"NOT {package}, only the lab's stand-in for it"
    wheel.add(
        f"{info}/METADATA",
        f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}+standin\nSummary: {summary}\n".encode(),
    )
    wheel.add(f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: stub_wheels\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.close()


for name, (version, module) in STUBS.items():
    write(Path(sys.argv[1]), name, version, module)
