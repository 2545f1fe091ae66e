"""An identity provider that says what a test tells it, rightly or wrongly, over real HTTP."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from tests.llm.scripted_server import ScriptedServer, json_reply

from nullus.identity.providers.oidc_providers import Provider

KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
CURVE = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig"})


@dataclass
class Issuer:
    """`claims` overrides what an ID token says; None leaves a claim out."""

    server: ScriptedServer
    name: str = "issuer"
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    document: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.server.url

    def provider(self, **changed: Any) -> Provider:
        values = {"name": self.name, "issuer": self.url, "client_id": "nullus-here", "client_secret": "sesame"}
        return Provider(**{**values, "scopes": "openid email profile", "flavour": "oidc", **changed})

    def publish(self) -> None:
        """Put discovery and keys where they are looked for."""
        told = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/userinfo",
            **self.document,
        }
        document = {name: value for name, value in told.items() if value is not None}
        self.server.on("/.well-known/openid-configuration", json_reply(document))
        keys = [KEY.as_dict(private=False), CURVE.as_dict(private=False)]
        self.server.on("/keys", json_reply({"keys": keys}))

    def answer(self, address: str, **more: Any) -> None:
        """Give tokens for the sign-in that was begun at `address`."""
        asked = dict(parse_qsl(urlsplit(address).query))
        now = int(time.time())
        told = {
            "iss": self.url,
            "aud": asked["client_id"],
            "sub": "somebody",
            "nonce": asked.get("nonce"),
            "iat": now,
            "exp": now + 300,
            "email": "somebody@example.org",
            "email_verified": True,
            **self.claims,
        }
        claims = {name: value for name, value in told.items() if value is not None}
        header = {"alg": "RS256", "kid": "first", **self.header}
        token = more.pop("token", None) or self.sign(header, claims)
        self.server.on("/token", json_reply({"access_token": "at", "token_type": "Bearer", "id_token": token, **more}))

    def sign(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        names = ["RS256", "ES256", "HS256", "none"]
        return jwt.encode(header, claims, self.key, algorithms=names)


@asynccontextmanager
async def issuer(name: str = "issuer") -> AsyncIterator[Issuer]:
    async with ScriptedServer() as server:
        made = Issuer(server, name)
        made.publish()
        yield made
