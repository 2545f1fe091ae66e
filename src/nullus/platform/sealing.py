"""Secrets that have to be read again (TOTP secrets, client secrets, keys of model providers), encrypted at rest.

AES-256-GCM under a key of the secrets folder. Each is bound to its context, so a row that is copied to another place of
the database does not open there. A dump of the database without the secrets folder is worth nothing.
"""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nullus.platform import secrets
from nullus.platform.errors import ErrorKind, NullusError, Text

SEALING_SECRET = "sealing-key"  # noqa: S105  # the name of a file
_VERSION = b"\x01"
_MARK, _NONCE, _TAG = 4, 12, 16


class SealedByAnotherKey(NullusError):
    """The secrets folder does not belong to this database."""

    kind = ErrorKind.BROKEN
    code = "sealed_by_another_key"
    message = Text(
        en="A secret in the database was sealed with another key than the one in the secrets folder.",
        ko="데이터베이스의 비밀 값이 지금 비밀 폴더에 있는 키가 아닌 다른 키로 봉인되어 있습니다.",
    )
    hint = Text(
        en="Put back the file secrets/sealing-key that belongs to this database, from the backup of NULLUS_HOME.",
        ko="NULLUS_HOME 백업에서 이 데이터베이스에 맞는 secrets/sealing-key 파일을 되돌려 놓으세요.",
    )


class SealBroken(NullusError):
    """Changed, cut, or moved from another place of the database."""

    kind = ErrorKind.BROKEN
    code = "seal_broken"
    message = Text(
        en="A secret in the database was changed or moved from outside, so it is not used.",
        ko="데이터베이스의 비밀 값이 외부에서 바뀌었거나 옮겨져서 쓰지 않습니다.",
    )
    hint = Text(
        en="Set that secret again; `nullus logs api` shows which call met it.",
        ko="그 비밀 값을 다시 설정하세요. 어느 호출에서 생겼는지는 `nullus logs api`에서 볼 수 있습니다.",
    )


class Sealer:
    """Seals and opens. One a process."""

    def __init__(self, secret: str) -> None:
        key = hashlib.sha256(b"nullus sealing 1\0" + secret.encode()).digest()  # the secret has 256 random bits
        self._mark = hashlib.sha256(b"nullus sealing mark\0" + key).digest()[:_MARK]
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, *context: str) -> bytes:
        """Encrypt; `context` says where it belongs (a kind, an account id) and is needed to open it."""
        nonce = os.urandom(_NONCE)
        head = _VERSION + self._mark
        return head + nonce + self._cipher.encrypt(nonce, plain, _bound(head, context))

    def open(self, sealed: bytes, *context: str) -> bytes:
        """Decrypt. Raises SealedByAnotherKey and SealBroken."""
        head, body = sealed[: 1 + _MARK], sealed[1 + _MARK :]
        if len(body) < _NONCE + _TAG or head[:1] != _VERSION:
            raise SealBroken
        if head[1:] != self._mark:
            raise SealedByAnotherKey
        try:
            return self._cipher.decrypt(body[:_NONCE], body[_NONCE:], _bound(head, context))
        except InvalidTag:
            raise SealBroken from None


def open_sealer(home: Path) -> Sealer:
    """The sealer of an installation; makes its key at first use."""
    return Sealer(secrets.read_or_create(home, SEALING_SECRET)[0])


def _bound(head: bytes, context: tuple[str, ...]) -> bytes:
    """The context in a form that no other context has: each part with its length."""
    parts = [each.encode() for each in context]
    return head + b"".join(len(each).to_bytes(4, "big") + each for each in parts)
