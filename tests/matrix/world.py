"""A victim's workspace with one of everything, and everybody who has no business there. Credentials are rows, made as superuser."""

import hashlib
import json
import tempfile
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from psycopg.rows import TupleRow
from tests.postgres_server import SharedServer

from nullus.knowledge import KnowledgeSettings
from nullus.platform.actor import ROLE_SCOPES, Role
from nullus.platform.database import Database
from nullus.platform.postgres import Access
from nullus.platform.settings import PlatformSettings
from nullus.platform.web import Guards
from nullus.roles.assembly import api_on

Rows = psycopg.Connection[TupleRow]
# What reading alone may change.
VOLATILE = ["seen_at", "last_seen_at"]
_TABLES = (
    "select format('%I.%I', schemaname, tablename) from pg_tables "
    "where schemaname not in ('pg_catalog', 'information_schema', 'audit') order by 1"
)


@dataclass(slots=True)
class Place:
    """A workspace, as its owner works in it. `rows` is a connection of the superuser, `samples` an id of each kind."""

    name: str
    workspace_id: str
    owner_id: str
    client: httpx.AsyncClient
    rows: Rows
    samples: dict[str, Any] = field(default_factory=dict)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The `data` of an answer that must be a success."""
        answer = await self.client.post(path, json=body)
        assert answer.status_code < 300, f"{path}: {answer.text}"
        found: dict[str, Any] = answer.json()["data"]
        return found


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who asks. `place` is where they are at home; `within`: in the victim's own workspace, with this role."""

    name: str
    client: httpx.AsyncClient
    place: Place
    within: Role | None = None
    known: bool = True
    account_id: str = ""


class World:
    """Everybody and everything, on one app and one database. `rows` is a connection of the superuser."""

    def __init__(self, app: Any, rows: Rows, closing: AsyncExitStack, home: Path) -> None:
        self._app = app
        self.home = home
        self._closing = closing
        self.rows = rows

    async def place(self, name: str) -> Place:
        """A new workspace with its owner."""
        workspace = str(uuid.uuid4())
        self.rows.execute("insert into identity.workspaces (id, name) values (%s, %s)", (workspace, name))
        owner = self.account(name)
        return Place(name, workspace, owner, await self.member(workspace, owner, "owner"), self.rows)

    def account(self, name: str, kind: str = "person", state: str = "active") -> str:
        account = str(uuid.uuid4())
        address = f"{name.replace(' ', '.')}.{account[:8]}@example.com"
        self.rows.execute(
            "insert into identity.accounts (id, kind, state, email, email_key, email_verified_at, name, tier) "
            "values (%s, %s, %s, %s, %s, now(), %s, 'protostar')",
            (account, kind, state, *((None, None) if kind == "guest" else (address, address)), name),
        )
        return account

    async def member(self, workspace: str, account: str, role: Role) -> httpx.AsyncClient:
        """Make an account a member; returns it signed in, a moment ago."""
        self.rows.execute("insert into identity.memberships values (%s, %s, %s)", (workspace, account, role))
        secret = self.credential("session", workspace, account, sorted(ROLE_SCOPES[role]))
        return await self.client({"Cookie": f"nullus_session={secret}"})

    async def operator(self) -> httpx.AsyncClient:
        """The operator of the machine."""
        token = (self.home / "secrets" / "operator-token").read_text(encoding="ascii")
        return await self.client({"Authorization": f"Bearer {token}"})

    async def key(self, workspace: str, scopes: Sequence[str], **columns: str) -> httpx.AsyncClient:
        secret = self.credential("key", workspace, None, scopes, **columns)
        return await self.client({"Authorization": f"Bearer {secret}"})

    def credential(
        self, kind: str, workspace: str | None, account: str | None, scopes: Sequence[str], **columns: str
    ) -> str:
        """A credential's row; `columns` are SQL expressions."""
        secret = f"nl{kind[0]}_{uuid.uuid4().hex}{uuid.uuid4().hex}"
        more = {"authenticated_at": "now()", "seen_at": "now()", "expires_at": "now() + interval '1 day'", **columns}
        self.rows.execute(
            "insert into identity.credentials (id, kind, name, hash, workspace_id, account_id, scopes, "
            f"{', '.join(more)}) values (%s, %s, %s, %s, %s, %s, %s, {', '.join(more.values())})",
            (str(uuid.uuid4()), kind, kind, hashlib.sha256(secret.encode()).digest(), workspace, account, list(scopes)),
        )
        return secret

    async def client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
        made = httpx.AsyncClient(transport=transport, base_url="http://matrix.test", headers=headers, timeout=30)
        return await self._closing.enter_async_context(made)

    def fingerprint(self, place: Place, but: Sequence[str] = ()) -> str:
        """A digest of every row, of any table, that names the place's workspace, its owner or one of its objects.

        `but`: accounts whose own rows do not count. Audit entries are left out: that refusals are recorded is wanted.
        """
        wanted = {place.workspace_id, place.owner_id, *map(str, place.samples.values())}
        found = []
        for (table,) in self.rows.execute(_TABLES).fetchall():
            rows = self.rows.execute(f"select to_jsonb(t) - %s::text[] from {table} t", (VOLATILE,)).fetchall()
            texts = [json.dumps(row, sort_keys=True, default=str) for (row,) in rows]
            found += [
                f"{table} {text}"
                for text in texts
                if any(each in text for each in wanted) and not any(each in text for each in but)
            ]
        return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


@asynccontextmanager
async def opened(
    server: SharedServer,
    access: Access,
    database: Database,
    guards: Guards | None = None,
    home: Path | None = None,
) -> AsyncIterator[World]:
    """The assembled app in this process. `guards`: to see what an attack does where one of them is missing."""
    async with AsyncExitStack() as closing:
        if home is None:
            home = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="nullus-matrix-")))
        patch = closing.enter_context(pytest.MonkeyPatch.context())
        for name in ("LOGIN", "RESET", "SIGNUP", "SEARCH", "PAGE", "ACCOUNT", "KEY", "ADDRESS", "SHARE", "EMBED"):
            patch.setenv(f"NULLUS_IDENTITY_RATE_{name}", "0")  # a thousand requests a minute come from here
        assembled = await closing.enter_async_context(
            api_on(database, PlatformSettings(home=home), KnowledgeSettings(), guards)
        )
        rows = closing.enter_context(psycopg.connect(server.superuser_url(access), autocommit=True))
        yield World(assembled.app, rows, closing, home)
