"""A small clone: the real wrapper, with a package and a lock so small that an environment is made in seconds."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "cat", "readlink", "uname", "env", "sleep", "kill", "rm", "ls")
MAIN = """
import json, sys
from importlib.metadata import distributions

def main() -> None:
    names = sorted(d.name + "==" + d.version for d in distributions() if d.name.startswith("tiny"))
    print(json.dumps({"arguments": sys.argv[1:], "packages": names, "prefix": sys.prefix, "path": sys.path}))

if __name__ == "__main__":
    main()
"""


@dataclass
class Clone:
    """A clone in a folder of its own, and the bare machine that it is called on."""

    folder: Path
    wheels: Path
    tools: Path

    def lock(self, name: str, *packages: str) -> None:
        """Write a lock file that names these packages of the wheelhouse, with their hashes."""
        lines = []
        for package in packages:
            wheel = make_wheel(self.wheels, *package.split("=="))
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            lines.append(f"{package} \\\n    --hash=sha256:{digest}\n")
        (self.folder / name).write_text("# Made for a test.\n" + "".join(lines), encoding="utf-8")

    def environment(self, **extra: str) -> dict[str, str]:
        """Next to nothing: the base tools, one python3, and the wheelhouse for a registry."""
        return {
            "PATH": str(self.tools),
            "HOME": str(self.folder.parent),
            "LANG": "C.UTF-8",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "PIP_CONFIG_FILE": os.devnull,
        } | extra

    def start(self, *arguments: str, **extra: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(self.folder / "nullus"), *arguments],
            env=self.environment(**extra), cwd="/", text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def call(self, *arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
        child = self.start(*arguments, **extra)
        out, err = child.communicate(timeout=120)
        return subprocess.CompletedProcess(child.args, child.returncode, out, err)

    def builds(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir() if each.name.startswith(".venv-"))


def make_clone(parent: Path, python: Path | None = None) -> Clone:
    """Lay out a clone under `parent`; `python` is what its PATH calls python3 (default: the one that runs the tests)."""
    clone = Clone(parent / "복제한 폴더 nullus", parent / "wheels", parent / "bin")
    package = clone.folder / "src" / "nullus" / "cli"
    package.mkdir(parents=True)
    clone.wheels.mkdir()
    clone.tools.mkdir()
    for name in ("nullus", "bin/environment.py"):
        (clone.folder / name).parent.mkdir(exist_ok=True)
        shutil.copy2(ROOT / name, clone.folder / name)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "main.py").write_text(MAIN, encoding="utf-8")
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (clone.tools / tool).symlink_to(found)
    (clone.tools / "python3").symlink_to(python or real_python())
    clone.lock("requirements.lock", "tiny==1.0")
    clone.lock("requirements-dev.lock", "tinytests==1.0")
    return clone


def real_python() -> Path:
    """The interpreter under the tests' environment, not the environment itself."""
    return Path(os.path.realpath(sys.executable))


def make_wheel(folder: Path, name: str, version: str) -> Path:
    """Write a wheel with one empty module."""
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    if wheel.exists():
        return wheel
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()
            record += f"{path},sha256={digest},{len(content)}\n"
        archive.writestr(f"{info}/RECORD", record + f"{info}/RECORD,,\n")
    return wheel
