"""The keys that sign access tokens: files of the secrets folder, numbered; the newest signs, the others still verify.

A key that has been replaced goes on verifying for OVERLAP_SECONDS, far longer than any token lives.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from nullus.platform import secrets

OVERLAP_SECONDS = 3600.0
LOOK_AGAIN_SECONDS = 30.0
_PREFIX = "access-key-"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`kid` is the key's own thumbprint (RFC 7638)."""

    number: int
    kid: str
    key: OKPKey


class Keyring:
    """The keys of one installation as a process knows them; looks at the folder again now and then."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._keys: dict[str, SigningKey] = {}
        self._looked = -LOOK_AGAIN_SECONDS
        self._folder_changed = 0

    def newest(self) -> SigningKey:
        """The key that signs; the first one is made when there is none."""
        self._look(LOOK_AGAIN_SECONDS)
        return max(self._keys.values(), key=lambda each: each.number)

    def find(self, kid: str) -> SigningKey | None:
        """The key of that name, if it may still verify. For an unknown name the folder is read again if it has changed."""
        self._look(LOOK_AGAIN_SECONDS)
        if kid not in self._keys and _changed(self._home) != self._folder_changed:
            self._look(0.0)
        return self._keys.get(kid)

    def published(self) -> list[dict[str, Any]]:
        """The public halves, as a JWK set holds them."""
        self._look(LOOK_AGAIN_SECONDS)
        return [
            {**each.key.as_dict(private=False), "kid": each.kid, "use": "sig", "alg": "EdDSA"}
            for each in sorted(self._keys.values(), key=lambda each: -each.number)
        ]

    def _look(self, older_than: float) -> None:
        now = time.monotonic()
        if self._keys and now - self._looked < older_than:
            return
        self._looked = now
        if not _paths(self._home):
            secrets.read_or_create(self._home, f"{_PREFIX}0001", make=_make)
        self._folder_changed = _changed(self._home)
        self._keys = {each.kid: each for each in (_load(self._home, path) for path in _valid(self._home))}


def rotate(home: Path) -> str:
    """Make a new signing key and drop those that nobody can need any more; returns the new key's name."""
    paths = _paths(home)
    valid = _valid(home)
    for path in paths:
        if path not in valid:
            path.unlink(missing_ok=True)
    number = int(paths[-1].name.removeprefix(_PREFIX)) + 1 if paths else 1
    name = f"{_PREFIX}{number:04d}"
    secrets.read_or_create(home, name, make=_make)
    return _load(home, home / "secrets" / name).kid


def _paths(home: Path) -> list[Path]:
    return sorted(secrets.secrets_folder(home).glob(f"{_PREFIX}[0-9]*"))


def _valid(home: Path) -> list[Path]:
    """Those that sign or verify: a key ends some time after its successor was made."""
    paths = _paths(home)
    oldest = time.time() - OVERLAP_SECONDS
    following = [*paths[1:], None] if paths else []
    return [path for path, next_ in zip(paths, following, strict=True) if next_ is None or _made(next_) > oldest]


def _changed(home: Path) -> int:
    """When a file was last added to or removed from the folder."""
    return secrets.secrets_folder(home).stat().st_mtime_ns


def _made(path: Path) -> float:
    return path.stat().st_mtime


def _make() -> str:
    return json.dumps(OKPKey.generate_key("Ed25519").as_dict(private=True))


def _load(home: Path, path: Path) -> SigningKey:
    key = OKPKey.import_key(json.loads(secrets.read(home, path.name)))
    return SigningKey(int(path.name.removeprefix(_PREFIX)), key.thumbprint(), key)
