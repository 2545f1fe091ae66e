"""The listening address: bound once by the supervisor, so a restarted API loses no connection; and who holds it if not we."""

import errno
import re
import socket
import subprocess
import sys
from pathlib import Path

from nullus.platform.postgres import processes
from nullus.roles.errors import AddressUnusable, PortTaken


def bind(host: str, port: int) -> socket.socket:
    """A bound socket, not yet listening: until the API listens, a caller is refused at once instead of waiting."""
    if not 0 <= port <= 65535:  # getaddrinfo takes a larger one modulo 65536
        raise AddressUnusable(host=host, port=port, problem="a port is a number from 0 to 65535")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
        listener = socket.socket(family, kind)
    except (OSError, OverflowError, UnicodeError) as error:
        raise AddressUnusable(host=host, port=port, problem=error) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        if _answers(family, address):
            raise OSError(errno.EADDRINUSE, "in use")
    except (OSError, OverflowError) as error:
        listener.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise PortTaken(host=host, port=port, holder=describe_holder(port), other=port + 1) from None
        raise AddressUnusable(host=host, port=port, problem=getattr(error, "strerror", None) or error) from None
    return listener


def address_of(host: str, listener: socket.socket) -> str:
    """The URL to show: a wildcard address is shown as this machine's loopback."""
    port = listener.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def describe_holder(port: int) -> str:
    """`name (PID 123)` of the program that listens on a TCP port, as far as this user may know; same in every language."""
    pid = holder_of(port)
    if pid is None:
        return f"PID ? (`sudo ss -ltnp sport = :{port}`)"
    return f"{processes.command(pid)} (PID {pid})".strip()


def holder_of(port: int) -> int | None:
    """The process that listens on a TCP port."""
    if sys.platform != "linux":
        done = subprocess.run(
            ["lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-t"],
            check=False,
            capture_output=True,
            text=True,
            timeout=10,
        )
        return int(done.stdout.split()[0]) if done.stdout.split() else None
    inodes = _listening_inodes(port)
    if not inodes:
        return None
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _has_socket(entry / "fd", inodes):
            return int(entry.name)
    return None


def _answers(family: socket.AddressFamily, address: tuple[object, ...]) -> bool:
    """Whether something already accepts there; a server bound with SO_REUSEPORT would not stop our bind."""
    if address[1] == 0:
        return False
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        return client.connect_ex(address) == 0


def _listening_inodes(port: int) -> set[str]:
    found = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            columns = line.split()
            if columns[3] == "0A" and int(columns[1].rpartition(":")[2], 16) == port:
                found.add(columns[9])
    return found


def _has_socket(folder: Path, inodes: set[str]) -> bool:
    try:
        for link in folder.iterdir():
            found = re.fullmatch(r"socket:\[(\d+)\]", str(link.readlink()))
            if found and found.group(1) in inodes:
                return True
    except OSError:
        pass
    return False
