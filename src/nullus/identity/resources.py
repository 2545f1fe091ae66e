"""What the functions of this room are handed by the process they run in: opened once, passed down."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from fastapi import Request

from nullus.identity.credentials.credential_cache import CredentialCache
from nullus.identity.credentials.keyring import Keyring
from nullus.identity.credentials.strangers import Strangers
from nullus.identity.people.passwords import Passwords
from nullus.identity.providers.oidc_directory import Directory
from nullus.identity.settings import IdentitySettings
from nullus.platform import secrets
from nullus.platform.database import Database
from nullus.platform.sealing import Sealer, open_sealer

_DEVICE_SECRET = "device-key"  # noqa: S105  # the name of a file


@dataclass(frozen=True, slots=True)
class Resources:
    """For the API: everything that lets somebody in. `public_url` has no slash at its end."""

    db: Database
    settings: IdentitySettings
    keyring: Keyring
    passwords: Passwords
    cache: CredentialCache
    sealer: Sealer
    directory: Directory
    strangers: Strangers
    device_key: str
    public_url: str

    @property
    def issuer(self) -> str:
        """Who signs access tokens, as the tokens name it."""
        return self.public_url


def open_resources(home: Path, db: Database, settings: IdentitySettings, address: str) -> Resources:
    """What one process needs; makes the keys of the installation at first use. `address`: where it can be reached."""
    return Resources(
        db=db,
        settings=settings,
        keyring=Keyring(home),
        passwords=Passwords(settings),
        cache=CredentialCache(),
        sealer=open_sealer(home),
        directory=Directory(),
        strangers=Strangers(settings.unknown_credentials),
        device_key=secrets.read_or_create(home, _DEVICE_SECRET)[0],
        public_url=public_url(settings, address),
    )


def public_url(settings: IdentitySettings, address: str) -> str:
    """Where people reach this service. Never taken from a request: whoever sends one could point a mail's link elsewhere."""
    return (settings.public_url or address).rstrip("/")


def resources_of(request: Request) -> Resources:
    """The resources of the process that answers a request."""
    return cast("Resources", request.app.state.identity)
