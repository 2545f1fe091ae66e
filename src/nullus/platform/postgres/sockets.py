"""Where the server listens: a Unix socket in a folder that only its account can enter (0700), never TCP.

A socket's path holds at most 103 bytes on every system we run on, so a long home, or one that the server's account
cannot walk to, gets a short folder in the system's temporary place; a record in the home says which.
"""

import json
import os
import socket
import stat
import struct
import tempfile
from pathlib import Path
from typing import Literal

from nullus.platform.postgres.account import Account
from nullus.platform.secrets import make_private_folder

PORT = 5432
_LONGEST = 103 - len(f"/.s.PGSQL.{PORT}")

Answer = Literal["ready", "starting", "gone"]


def record_path(home: Path) -> Path:
    return home / "run" / "postgres.json"


def recorded_folder(home: Path) -> str | None:
    """The socket folder of the running (or last) server."""
    try:
        content = json.loads(record_path(home).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    folder = content.get("socketFolder") if isinstance(content, dict) else None
    return folder if isinstance(folder, str) else None


def choose_folder(home: Path, account: Account) -> str:
    """A private socket folder for the account: the recorded one if it is still sound, else a new one, recorded."""
    run = home / "run"
    make_private_folder(run)
    known = recorded_folder(home)
    if known is not None and _is_sound(Path(known), account):
        return known
    inside = run / "pg"
    if not account.other and len(os.fsencode(inside)) <= _LONGEST:
        make_private_folder(inside)
        folder = inside
    else:
        folder = _short_folder(account)
    draft = run / "postgres.json.new"
    draft.write_text(json.dumps({"socketFolder": str(folder)}), encoding="utf-8")
    draft.replace(record_path(home))
    return str(folder)


def forget_folder(home: Path) -> None:
    """Remove what a stopped server leaves: its socket folder and the record of it."""
    known = recorded_folder(home)
    if known is not None:
        folder = Path(known)
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (folder / name).unlink(missing_ok=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    record_path(home).unlink(missing_ok=True)


def ask(folder: str) -> Answer:
    """Ask the server whether it takes connections, by a bare start-up packet: no driver, no password."""
    body = struct.pack("!i", 196608) + b"user\0postgres\0database\0postgres\0\0"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        try:
            client.connect(f"{folder}/.s.PGSQL.{PORT}")
            client.sendall(struct.pack("!i", len(body) + 4) + body)
            answer = client.recv(4096)
        except OSError:
            return "gone"
    if answer[:1] == b"R":
        return "ready"
    # 57P03: starting up, shutting down or recovering; any other refusal (too many connections) comes from a live server
    return "starting" if b"C57P03\0" in answer or not answer else "ready"


def _short_folder(account: Account) -> Path:
    places = ["/run", "/tmp"] if account.other else ["/tmp", tempfile.gettempdir()]  # noqa: S108  # mkdtemp makes it ours
    for place in places:
        try:
            folder = Path(tempfile.mkdtemp(prefix="nullus-", dir=place))
        except OSError:
            continue
        if account.other:
            os.chown(folder, account.uid, account.gid)
        return folder
    return Path(tempfile.mkdtemp(prefix="nullus-"))


def _is_sound(folder: Path, account: Account) -> bool:
    try:
        facts = folder.lstat()
    except OSError:
        return False
    private = stat.S_ISDIR(facts.st_mode) and stat.S_IMODE(facts.st_mode) == 0o700
    return private and facts.st_uid == account.uid and len(os.fsencode(folder)) <= _LONGEST
