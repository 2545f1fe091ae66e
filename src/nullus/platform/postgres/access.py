"""How processes reach the database: as its owner (migrations) or as the application role that owns nothing."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from nullus.platform import secrets
from nullus.platform.postgres import sockets
from nullus.platform.postgres.server import SUPERUSER_SECRET

DATABASE = "nullus"
OWNER_ROLE = "nullus_owner"
APP_ROLE = "nullus_app"
DEFINER_ROLE = "nullus_definer"
OWNER_SECRET = "postgres-owner"  # noqa: S105  # names of files
APP_SECRET = "postgres-app"  # noqa: S105
EXTERNAL_APP_ROLE = "external-app-role"


@dataclass(frozen=True, slots=True)
class Access:
    """URLs of the database. `split` is False when one role has to serve as owner and application."""

    owner_url: str
    app_url: str
    split: bool


def embedded_access(home: Path, database: str = DATABASE) -> Access:
    """URLs of the embedded server's database; passwords are read from their files each time."""
    folder = sockets.recorded_folder(home) or str(home / "run" / "pg")
    owner = _socket_url(OWNER_ROLE, secrets.read(home, OWNER_SECRET), folder, database)
    return Access(owner, _socket_url(APP_ROLE, secrets.read(home, APP_SECRET), folder, database), split=True)


def superuser_url(home: Path, database: str = "postgres") -> str:
    """The embedded server's superuser: only for provisioning, backup and tests."""
    folder = sockets.recorded_folder(home) or str(home / "run" / "pg")
    return _socket_url("postgres", secrets.read(home, SUPERUSER_SECRET), folder, database)


def external_access(home: Path, url: str) -> Access:
    """URLs of an external server: the given role owns; the application role is the one made at migration, if any."""
    record = home / "run" / EXTERNAL_APP_ROLE
    if not record.is_file():
        return Access(url, url, split=False)
    role = record.read_text(encoding="ascii").strip()
    return Access(url, with_role(url, role, secrets.read(home, APP_SECRET)), split=True)


def database_access(home: Path, database_url: str) -> Access:
    """The one function that roles call: an external URL wins over the embedded server."""
    return external_access(home, database_url) if database_url else embedded_access(home)


def with_role(url: str, role: str, password: str) -> str:
    """The same address and database with another role."""
    parts = urlsplit(url)
    address = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role, safe='')}:{quote(password, safe='')}@{address}"))


def _socket_url(role: str, password: str, folder: str, database: str) -> str:
    return (
        f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={quote(folder, safe='')}&port={sockets.PORT}"
    )
