"""A security key in software: answers WebAuthn requests as a browser would hand them on, rightly or wrongly."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Authenticator:
    """One passkey for one site. Change a field to make it misbehave."""

    origin: str
    rp_id: str
    handle: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: bytes | None = None
    counter: int = 0
    counts: bool = True
    flags: int = PRESENT | VERIFIED
    statement: dict[str, Any] = field(default_factory=dict)
    fmt: str = "none"

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """`navigator.credentials.create`."""
        self.user = base64.urlsafe_b64decode(options["user"]["id"] + "===")
        point = self._key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        told = self._data(ATTESTED) + bytes(16) + len(self.handle).to_bytes(2, "big") + self.handle + encode_cbor(key)
        attestation = encode_cbor({"fmt": self.fmt, "attStmt": self.statement, "authData": told})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer({"clientDataJSON": encoded(client), "attestationObject": encoded(attestation)})

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """`navigator.credentials.get`."""
        client = self._client("webauthn.get", options["challenge"])
        told = self._data(0)
        signature = self._key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": encoded(client),
            "authenticatorData": encoded(told),
            "signature": encoded(signature),
        }
        return self._answer(response | ({"userHandle": encoded(self.user)} if self.user else {}))

    def _data(self, more: int) -> bytes:
        self.counter += 1 if self.counts else 0
        return (
            hashlib.sha256(self.rp_id.encode()).digest() + bytes([self.flags | more]) + self.counter.to_bytes(4, "big")
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": encoded(self.handle),
            "rawId": encoded(self.handle),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
