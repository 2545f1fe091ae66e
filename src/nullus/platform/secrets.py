"""Secrets of one installation: made at first use, a file each, readable by their owner only.

They never have a default, never stand on a command line and are never logged; whoever needs one reads its file.
"""

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from nullus.platform.errors import ErrorKind, NullusError, Text


class SecretExposed(NullusError):
    """Others on this machine can read a secret, so it is not one any more."""

    kind = ErrorKind.FORBIDDEN
    code = "secret_exposed"
    message = Text(
        en="{path} holds a secret, but other users of this machine can read it (mode {mode}).",
        ko="{path}에는 비밀 값이 있는데 이 컴퓨터의 다른 사용자가 읽을 수 있습니다(권한 {mode}).",
    )
    hint = Text(
        en="If nobody else can have read it: `chmod {wanted} {path}`. Otherwise replace the secret first.",
        ko="다른 사람이 읽지 않았다면 `chmod {wanted} {path}`를 실행하고, 그렇지 않다면 먼저 비밀 값을 바꾸세요.",
    )


class SecretUnreadable(NullusError):
    """A secret belongs to another user, is empty, or is not a plain file."""

    kind = ErrorKind.FORBIDDEN
    code = "secret_unreadable"
    message = Text(
        en="The secret {path} cannot be used: {problem}.", ko="비밀 값 {path}을(를) 쓸 수 없습니다: {problem}."
    )
    hint = Text(
        en="Run Nullus as the user who started it first, or give the folder back: `chown -R $(id -u) {folder}`.",
        ko="처음 시작한 사용자로 실행하거나 `chown -R $(id -u) {folder}`로 소유권을 되돌리세요.",
    )


def secrets_folder(home: Path) -> Path:
    """The folder of secrets of an installation; made with mode 0700, refused when others can enter it."""
    folder = home / "secrets"
    make_private_folder(folder)
    _refuse_if_exposed(folder, wanted="700")
    return folder


def make_private_folder(folder: Path) -> None:
    """Make `folder` (0700) and the folders above it that are missing; existing ones stay as they are."""
    if folder.is_dir():
        return
    missing = [folder, *(parent for parent in folder.parents if not parent.exists())]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def read_or_create(home: Path, name: str, make: Callable[[], str] | None = None) -> tuple[str, bool]:
    """The secret `name` and whether this call made it. Safe against a second caller.

    `make` says what a new one is, in ASCII (default: 256 random bits, URL-safe).
    """
    folder = secrets_folder(home)
    path = folder / name
    created = False
    if not path.exists():
        draft = folder / f".{name}.{secrets.token_hex(8)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(make() if make else secrets.token_urlsafe(32))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)  # appears whole, or not at all; never over an existing one
                created = True
            except FileExistsError:
                pass
        finally:
            draft.unlink()
    return read(home, name), created


def read(home: Path, name: str) -> str:
    """The secret `name`; raises SecretExposed or SecretUnreadable instead of using a doubtful one."""
    path = home / "secrets" / name
    try:
        _refuse_if_exposed(path, wanted="600")
        value = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SecretUnreadable(path=path, folder=path.parent, problem=error.strerror) from None
    if not value:
        raise SecretUnreadable(path=path, folder=path.parent, problem="it is empty")
    return value


def _refuse_if_exposed(path: Path, wanted: str) -> None:
    facts = path.lstat()
    if stat.S_ISLNK(facts.st_mode):
        raise SecretUnreadable(path=path, folder=path.parent, problem="it is a symbolic link")
    if facts.st_uid != os.geteuid() and os.geteuid() != 0:
        raise SecretUnreadable(path=path, folder=path.parent, problem=f"it belongs to user {facts.st_uid}")
    if facts.st_mode & 0o077:
        raise SecretExposed(path=path, mode=f"{stat.S_IMODE(facts.st_mode):04o}", wanted=wanted)
