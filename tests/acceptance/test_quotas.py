"""Quotas on a real service: the last unit for exactly one of a hundred, uploads paid before they are read, crashes forgiven."""

import asyncio
import hashlib
import json
import secrets
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from chaos.running import Running, running
from sqlalchemy import text
from tests.conftest import LIMITS

from nullus.kit import new_id
from nullus.platform.database import Database
from nullus.platform.postgres import database_access

LEASE = 1.0


@dataclass
class Member:
    """Somebody with an account on the service, in its first workspace."""

    service: Running
    database: Database
    id: UUID
    tier: str
    session: str

    def client(self) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=200)
        cookies = {"nullus_session": self.session}
        return httpx.AsyncClient(
            base_url=self.service.url, cookies=cookies, timeout=120, trust_env=False, limits=limits
        )

    async def usage(self) -> dict[str, dict[str, Any]]:
        async with self.client() as client:
            answer = await client.get("/api/v1/me/usage")
        assert answer.status_code == 200, answer.text
        return {f"{each['meter']} {each['period']}": each for each in answer.json()["data"]["meters"]}

    async def reserved(self) -> int:
        async with self.database.system_transaction() as tx:
            found = await tx.execute(
                text("select coalesce(sum(reserved), 0) from identity.usage where subject = :s"),
                {"s": f"account:{self.id}"},
            )
            return int(found.scalar_one())

    async def until_nothing_is_reserved(self, seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while await self.reserved():
                await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def own_service() -> Iterator[Running]:
    """A service that these tests may take apart; what a dead process held comes back soon."""
    quick = {
        "NULLUS_IDENTITY_QUOTA_LEASE_SECONDS": str(LEASE),
        "NULLUS_LLM_PROVIDER": "none",
        "NULLUS_SILENCE_SECONDS": "20",
    }
    with running({**LIMITS, **quick}) as started:
        yield started


@pytest.fixture(scope="module")
async def rows(own_service: Running) -> AsyncIterator[Database]:
    opened = Database(database_access(own_service.home, "").app_url, pool_size=4)
    yield opened
    await opened.close()


@asynccontextmanager
async def a_member(service: Running, database: Database, limits: dict[str, Any]) -> AsyncIterator[Member]:
    """An editor whose tier has these limits."""
    found = Member(service, database, new_id(), f"t{new_id().hex}", "nls_" + secrets.token_urlsafe(32))
    values = {
        "id": found.id,
        "tier": found.tier,
        "limits": json.dumps(limits),
        "hash": hashlib.sha256(found.session.encode()).digest(),
        "session": new_id(),
    }
    statements = [
        "insert into identity.tiers (name, title_en, title_ko, limits) values (:tier, 'T', 'T', cast(:limits as jsonb))",
        "insert into identity.accounts (id, kind, state, tier) values (:id, 'person', 'active', :tier)",
        """insert into identity.memberships (workspace_id, account_id, role)
            select id, :id, 'editor' from identity.workspaces order by created_at limit 1""",
        """insert into identity.credentials (id, kind, name, hash, account_id, scopes, expires_at)
            values (:session, 'session', '', :hash, :id, '{*}', now() + interval '1 day')""",
    ]
    async with database.system_transaction() as tx:
        for statement in statements:
            await tx.execute(text(statement), values)
    yield found


@pytest.fixture(scope="module")
def collection(own_service: Running) -> str:
    """A collection with something to find."""
    with own_service.client() as client:
        made = client.post("/api/v1/collections", json={"name": "quotas"}).json()["data"]["id"]
        files = {"file": ("harbour.md", b"The harbour office opens at 7:30 every morning and closes at 19:00.")}
        assert client.post(f"/api/v1/collections/{made}/documents", files=files).status_code == 202
    return str(made)


async def upload(client: httpx.AsyncClient, collection: str, *contents: bytes) -> httpx.Response:
    files = [("file", (f"{secrets.token_hex(4)}.txt", content)) for content in contents]
    return await client.post(f"/api/v1/collections/{collection}/documents", files=files)


async def test_exactly_one_of_a_hundred_questions_at_once_is_answered_at_the_last_unit(
    own_service: Running, rows: Database, collection: str
) -> None:
    async with a_member(own_service, rows, {"questions_day": 3}) as member, member.client() as client:
        question = {"question": "When does the harbour office open?"}
        for left in (2, 1):
            answer = (await client.post("/api/v1/ask", json=question)).json()["data"]
            assert [(each["meter"], each["period"], each["left"]) for each in answer["quota"]] == [
                ("questions", "day", left)
            ]
        completion = {"model": "nullus", "messages": [{"role": "user", "content": question["question"]}]}
        calls = [("/api/v1/ask", question), ("/v1/chat/completions", completion)] * 50
        answers = await asyncio.gather(*(client.post(path, json=body) for path, body in calls))
        assert sorted({each.status_code for each in answers}) == [200, 429]
        assert sum(each.status_code == 200 for each in answers) == 1
        refused = next(each for each in answers if each.status_code == 429 and each.url.path == "/api/v1/ask")
        assert refused.json()["resultCode"] == "QUOTA_EXCEEDED"
        assert refused.json()["resetsAt"].endswith("Z")
        assert 0 < int(refused.headers["Retry-After"]) <= 86400
        compatible = next(each for each in answers if each.status_code == 429 and each.url.path.startswith("/v1"))
        assert compatible.json()["error"]["code"] == "quota_exceeded"
        day = (await member.usage())["questions day"]
        assert (day["used"], day["reserved"], day["left"]) == (3, 0, 0)


async def test_a_stream_says_what_is_left_and_who_hangs_up_leaves_nothing_reserved(
    own_service: Running, rows: Database, collection: str
) -> None:
    async with a_member(own_service, rows, {"questions": 50}) as member, member.client() as client:
        headers = {"Accept": "text/event-stream"}
        body = {"question": "When does the harbour office open?"}
        whole = (await client.post("/api/v1/ask", json=body, headers=headers)).text
        done = json.loads(whole.split("event: done\ndata: ")[1].split("\n")[0])
        assert done["quota"][0]["left"] == 49
        for _ in range(10):
            async with client.stream("POST", "/api/v1/ask", json=body, headers=headers) as answer:
                async for _ in answer.aiter_raw():
                    break
        await member.until_nothing_is_reserved()
        assert 1 <= (await member.usage())["questions all"]["used"] <= 11


async def test_storage_is_what_the_uploads_take_and_comes_back_when_they_are_deleted(
    own_service: Running, rows: Database, collection: str
) -> None:
    async with a_member(own_service, rows, {"storage": 300_000, "uploads_day": 4}) as member, member.client() as client:
        first = await upload(client, collection, b"a" * 100_000, b"b" * 50_000)
        assert first.status_code == 202, first.text
        usage = await member.usage()
        assert (usage["storage all"]["used"], usage["storage all"]["left"]) == (150_000, 150_000)
        assert (usage["uploads day"]["used"], usage["uploads day"]["reserved"]) == (2, 0)
        over = await upload(client, collection, b"c" * 150_001)
        assert (over.status_code, over.json()["resultCode"]) == (429, "QUOTA_EXCEEDED")
        assert "150,000 left" in over.json()["message"]
        assert "resetsAt" not in over.json()
        deleted = await client.delete(f"/api/v1/documents/{first.json()['data']['documents'][0]['id']}")
        assert deleted.status_code == 200, deleted.text
        assert (await member.usage())["storage all"]["used"] == 50_000
        assert (await upload(client, collection, b"c" * 150_001)).status_code == 202
        many = await upload(client, collection, b"d", b"e")
        assert (many.status_code, many.json()["resultCode"]) == (429, "QUOTA_EXCEEDED")
        usage = await member.usage()
        assert (usage["uploads day"]["used"], usage["uploads day"]["reserved"]) == (3, 0)
        assert (usage["storage all"]["used"], usage["storage all"]["reserved"]) == (200_001, 0)


async def test_a_body_that_declares_too_much_is_refused_before_it_is_sent(
    own_service: Running, rows: Database, collection: str
) -> None:
    async with a_member(own_service, rows, {"storage": 1_000_000}) as member:
        head = (
            f"POST /api/v1/collections/{collection}/documents HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Cookie: nullus_session={member.session}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            "Content-Length: 900000000\r\n\r\n"
        )
        answer = await asyncio.to_thread(_raw, own_service.port, head.encode())
        assert answer.startswith(b"HTTP/1.1 429"), answer[:200]
        await member.until_nothing_is_reserved()


async def test_a_body_of_unknown_length_is_refused_where_the_room_ends(
    own_service: Running, rows: Database, collection: str
) -> None:
    async with a_member(own_service, rows, {"storage": 1_000_000}) as member, member.client() as client:
        known = own_service.objects()

        async def endless() -> AsyncIterator[bytes]:
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
            for _ in range(300):
                yield b"a" * 100_000

        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        path = f"/api/v1/collections/{collection}/documents"
        answer = await client.post(path, content=endless(), headers=headers)
        assert (answer.status_code, answer.json()["resultCode"]) == (429, "QUOTA_EXCEEDED")
        await member.until_nothing_is_reserved()
        assert (await member.usage())["storage all"]["used"] == 0
        assert own_service.objects() == known
        assert own_service.incoming() == []


async def test_what_a_killed_process_held_comes_back(own_service: Running, rows: Database, collection: str) -> None:
    async with a_member(own_service, rows, {"uploads_day": 1}) as member:
        with socket.create_connection(("127.0.0.1", own_service.port), timeout=30) as connection:
            head = (
                f"POST /api/v1/collections/{collection}/documents HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Cookie: nullus_session={member.session}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                "Content-Length: 200000\r\n\r\n"
            )
            connection.sendall(head.encode())
            async with asyncio.timeout(20):
                while not await member.reserved():
                    await asyncio.sleep(0.05)
            async with member.client() as client:
                assert (await upload(client, collection, b"x")).status_code == 429, "the first still works"
            await asyncio.to_thread(own_service.kill, "api")
        await asyncio.to_thread(own_service.wait_ready, 90)
        async with asyncio.timeout(60), member.client() as client:
            while (answer := await upload(client, collection, b"x")).status_code == 429:  # nobody renews it any more
                await asyncio.sleep(0.2)
        assert answer.status_code == 202
        uploads = (await member.usage())["uploads day"]
        assert (uploads["used"], uploads["reserved"]) == (1, 0)


def _raw(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        return connection.recv(65536)


async def test_a_guest_asks_three_times_of_what_is_public_and_a_new_cookie_brings_no_more(
    own_service: Running, collection: str
) -> None:
    assert own_service.cli("guests", "open").returncode == 0
    with own_service.client() as operator:
        shown = operator.patch(f"/api/v1/collections/{collection}", json={"access": "public"})
        assert shown.status_code == 200, shown.text
    body = {"question": "When does the harbour office open?"}
    async with httpx.AsyncClient(base_url=own_service.url, timeout=60, trust_env=False) as browser:
        assert (await browser.post("/api/v1/auth/guest")).status_code == 201
        left = [(await browser.post("/api/v1/ask", json=body)).json()["data"]["quota"] for _ in range(3)]
        assert [[each["left"] for each in standing] for standing in left] == [[2, 2], [1, 1], [0, 0]]
        refused = await browser.post("/api/v1/ask", json=body)
        assert (refused.status_code, refused.json()["resultCode"]) == (429, "QUOTA_EXCEEDED")
        browser.cookies.clear()
        assert (await browser.post("/api/v1/auth/guest")).status_code == 201
        again = await browser.post("/api/v1/ask", json=body)
        assert (again.status_code, again.json()["resultCode"]) == (429, "QUOTA_EXCEEDED")
        assert "network" in again.json()["message"]
    raised = own_service.cli("tiers", "set", "guest", "address_questions_day=4", "--json")
    assert json.loads(raised.stdout)["limits"]["address_questions_day"] == 4
    async with httpx.AsyncClient(base_url=own_service.url, timeout=60, trust_env=False) as browser:
        await browser.post("/api/v1/auth/guest")
        found = (await browser.post("/api/v1/ask", json=body)).json()["data"]
        assert found["sources"], "what is public answers guests"
    assert own_service.cli("guests", "close").returncode == 0
