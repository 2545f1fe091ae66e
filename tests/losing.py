"""People who have something open, and the ways in which they lose the right to it: the same for tests and measurements.

The losses are written by SQL, as another process would write them: no cache of the process that streams hears of it.
"""

import asyncio
import hashlib
import json
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg

SSE = {"Accept": "text/event-stream"}
SMALL = 256 << 10
"""Files up to here are gathered in memory before they are stored."""
SECONDS = 5.0
"""What revoking, demoting and suspending have to act within, on what is open too."""
Rows = psycopg.Connection[Any]


@dataclass(frozen=True)
class Member:
    """An editor of the first workspace, signed in a moment ago, who has a key for programs too."""

    account: str
    session: str
    secret: str
    key: str
    key_secret: str

    def lines(self, way: str) -> list[str]:
        """The same as lines of a raw request."""
        return [f"Authorization: Bearer {self.key_secret}" if way == "key" else f"Cookie: nullus_session={self.secret}"]

    def by(self, way: str) -> dict[str, Any]:
        """What an HTTP client sends with every request: the cookie of a browser, or the key of a program."""
        if way == "key":
            return {"headers": {"Authorization": f"Bearer {self.key_secret}"}}
        return {"cookies": {"nullus_session": self.secret}}


def member(connection: Rows) -> Member:
    def secret(kind: str) -> str:
        return f"{kind}_{uuid.uuid4().hex}{uuid.uuid4().hex}"

    made = Member(str(uuid.uuid4()), str(uuid.uuid4()), secret("nls"), str(uuid.uuid4()), secret("nlk"))
    email = f"{made.account}@example.org"
    connection.execute(
        "insert into identity.accounts (id, kind, state, email, email_key, email_verified_at, name, tier) "
        "values (%s, 'person', 'active', %s, %s, now(), 'Asker', 'protostar')",
        (made.account, email, email),
    )
    connection.execute(
        "insert into identity.memberships select id, %s, 'editor' from identity.workspaces order by created_at, id limit 1",
        (made.account,),
    )
    for kind, each, shown in (("session", made.session, made.secret), ("key", made.key, made.key_secret)):
        connection.execute(
            "insert into identity.credentials (id, kind, name, hash, account_id, workspace_id, scopes, authenticated_at, "
            "seen_at, expires_at) select %s, %s, 'x', %s, %s, "
            "(select workspace_id from identity.memberships where account_id = %s), '{*}', now(), now(), "
            "now() + interval '1 day'",
            (each, kind, hashlib.sha256(shown.encode()).digest(), made.account, made.account),
        )
    return made


@dataclass(frozen=True)
class Loss:
    """A statement with the account, session or key of its person; `way`: by which credential they have something open."""

    statement: str
    of: str = "account"
    way: str = "session"

    def befall(self, connection: Rows, who: Member) -> None:
        connection.execute(self.statement, (getattr(who, self.of),))


LOSSES = {
    "session revoked": Loss("update identity.credentials set revoked_at = now() where id = %s", "session"),
    "signed out everywhere": Loss(
        "update identity.credentials set revoked_at = now() where account_id = %s and kind = 'session'"
    ),
    "suspended": Loss("update identity.accounts set state = 'suspended' where id = %s"),
    "taken out of the workspace": Loss("delete from identity.memberships where account_id = %s"),
    "taken out of the workspace, by key": Loss("delete from identity.memberships where account_id = %s", way="key"),
    "key deleted": Loss("delete from identity.credentials where id = %s", "key", "key"),
    "key revoked": Loss("update identity.credentials set revoked_at = now() where id = %s", "key", "key"),
    "suspended, by key": Loss("update identity.accounts set state = 'suspended' where id = %s", way="key"),
}
"""Each ends whatever is open."""
DEMOTED = Loss("update identity.memberships set role = 'viewer' where account_id = %s")
"""Ends an upload; a viewer may go on reading and asking."""
OTHER_TIER = Loss("update identity.accounts set tier = 'stargazer' where id = %s")
"""Ends nothing that is open: its quota is reserved already."""


async def answer(client: httpx.AsyncClient, opened: asyncio.Event) -> tuple[str, dict[str, Any]]:
    """Ask, and listen to the end: the name of the last event, and what it says."""
    name, told = "", {}
    body = {"question": "When does the harbour open?"}
    async with client.stream("POST", "/api/v1/ask", json=body, headers=SSE) as stream:
        assert stream.status_code == 200, await stream.aread()
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                told = json.loads(line[6:])
            if name == "delta":
                opened.set()
    return name, told


@dataclass
class Upload:
    """A file on its way, sent piece by piece over a connection of its own, whose answer may come before its end."""

    port: int
    collection: str
    name: str
    headers: Sequence[str]
    pieces: int = 40
    pause: float = 0.25

    async def send(self, opened: asyncio.Event, arrives: Callable[[], bool]) -> tuple[int, dict[str, Any]]:
        """Status and content of the answer; `opened` once `arrives` says that the service stores what was sent."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        path = f"/api/v1/collections/{self.collection}/documents"
        head = [
            f"POST {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Content-Type: multipart/form-data; boundary=x",
            "Transfer-Encoding: chunked",
            *self.headers,
        ]
        writer.write(("\r\n".join(head) + "\r\n\r\n").encode())
        answering = asyncio.create_task(_answer(reader))
        try:
            for piece in self._body():
                writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                await writer.drain()
                await asyncio.wait([answering], timeout=self.pause)
                if answering.done():
                    break
                if arrives():
                    opened.set()
            else:
                writer.write(b"0\r\n\r\n")
        except ConnectionError:
            pass  # the answer lies there all the same
        answer = await answering
        writer.close()
        return answer

    def _body(self) -> Iterator[bytes]:
        yield f'--x\r\nContent-Disposition: form-data; name="file"; filename="{self.name}"\r\n\r\n'.encode()
        for number in range(self.pieces):
            yield f"{self.name} {number} ".encode() * (2 * SMALL // len(self.name))
        yield b"\r\n--x--\r\n"


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, Any]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length:")[2].partition("\r\n")[0])
    return int(head.split(" ", 2)[1]), json.loads(await reader.readexactly(length))


async def download(client: httpx.AsyncClient, document: str, opened: asyncio.Event, pause: float = 0.25) -> int:
    """Take an original slowly; returns how many bytes came before its end, or the connection's."""
    got = 0
    async with client.stream("GET", f"/api/v1/documents/{document}/original") as stream:
        assert stream.status_code == 200, await stream.aread()
        try:
            async for piece in stream.aiter_raw(1 << 20):
                got += len(piece)
                opened.set()
                await asyncio.sleep(pause)
        except httpx.RemoteProtocolError:
            pass
    return got


async def seconds_until_the_end(working: "asyncio.Task[Any]", opened: asyncio.Event, lose: Callable[[], None]) -> float:
    """Wait until it is open, lose the right to it, and measure how long it goes on after the loss is committed."""
    waiting = asyncio.create_task(opened.wait())
    await asyncio.wait([working, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if working.done():
        working.result()
    await asyncio.to_thread(lose)
    began = time.monotonic()
    await asyncio.wait([working])
    return time.monotonic() - began
