"""Somebody leaves: of what they sent, what was theirs alone is found nowhere any more; what others use loses only their name."""

import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from tests.knowledge.workplace import Workplace, digest, sections, workplace
from tests.postgres_server import SharedServer

from nullus import knowledge
from nullus.identity.erasure import erasing, exporting
from nullus.identity.erasure.errors import StillInUse
from nullus.identity.erasure.personal_data import Documents
from nullus.kit import new_id
from nullus.knowledge.collections import collections
from nullus.knowledge.documents import documents
from nullus.knowledge.errors import DocumentNotFound
from nullus.knowledge.index.follower import Follower, Storing
from nullus.knowledge.sandbox import Sandbox
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotAuthenticated
from nullus.platform.postgres import Access

EMAIL = "canary.kestrel@example.org"


@pytest.fixture(scope="module")
async def place(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> AsyncIterator[Workplace]:
    async with workplace(database, tmp_path_factory.mktemp("objects"), sandbox) as made:
        yield made


@dataclass(frozen=True)
class Someone:
    """A member of the workplace's workspace. `shared` and `own`: the workplace as they use it, by collection."""

    id: UUID
    actor: Actor
    shared: Workplace
    own: Workplace
    parts: tuple[knowledge.WorkspaceContents, ...]

    async def leave(self, documents: Documents = "keep") -> erasing.Erasure:
        return await erasing.accept(self.shared.db, self.actor, self.id, documents, EMAIL)

    async def gone(self, erasure: erasing.Erasure) -> erasing.Erasure:
        """Do what the job does; the receipt afterwards."""
        await erasing.carry_out(self.shared.db, self.parts, erasure.id)
        async with self.shared.db.system_transaction() as tx:
            return await erasing.find(tx, erasure.id)


@pytest.fixture
async def someone(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Someone]:
    monkeypatch.setattr(erasing, "SETTLING", timedelta(0))
    account = new_id()
    async with place.db.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.accounts (id, kind, state, email, email_key, name, tier) "
                "values (:id, 'person', 'active', :email, :email, 'Canary Kestrel', 'protostar')"
            ),
            {"id": account, "email": EMAIL},
        )
        await tx.execute(
            text("insert into identity.memberships values (:workspace, :id, 'editor')"),
            {"workspace": place.actor.workspace_id, "id": account},
        )
    actor = Actor("person", place.actor.workspace_id, account, scopes=frozenset({"*"}), role="editor")
    async with place.db.transaction(actor) as tx:
        own = await collections.create(tx, actor, f"mine {account.hex}", access="private")
    parts = (knowledge.WorkspaceContents(place.db, place.objects),)
    yield Someone(account, actor, replace(place, actor=actor), replace(place, actor=actor, collection=own.id), parts)
    async with place.db.system_transaction() as tx:
        await tx.execute(text("delete from identity.accounts where id = :id"), {"id": account})


def dump(server: SharedServer, access: Access) -> str:
    """Every row of every table as text, statistics of the planner too, as the superuser sees them."""
    with psycopg.connect(server.superuser_url(access), autocommit=True) as connection:
        connection.execute("analyze")
        tables = connection.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname <> 'pg_catalog' "
            "union all values ('pg_catalog.pg_stats')"
        ).fetchall()
        rows = [
            each for (table,) in tables for (each,) in connection.execute(f"select t::text from {table} t").fetchall()
        ]
    return "\n".join(rows)


async def test_what_was_theirs_alone_is_found_nowhere(
    someone: Someone, place: Workplace, server: SharedServer, access: Access
) -> None:
    canary = "quetzalcanary"
    private = await someone.own.ready("diary.md", sections([canary]) + f"\n\nWritten by {EMAIL}.")
    shared = await someone.shared.ready("plan.md", sections(["sparrow"]))
    async with place.db.transaction(someone.actor) as tx:
        original = (await documents.get(tx, someone.actor, private.id)).digest
    assert len(await someone.own.find(canary)) == 1
    receipt = await someone.gone(await someone.leave())
    assert (receipt.state, receipt.verified, receipt.leftovers) == ("done", True, ())
    assert receipt.removed.items() >= {"documents": 1, "collections": 1, "objects": 1, "versions_unnamed": 1}.items()
    assert not await place.objects.exists(original)
    assert await place.find(canary) == []
    kept = dump(server, access)
    for needle in (canary, EMAIL, "Canary Kestrel"):
        assert needle not in kept
    lines = [line for line in kept.splitlines() if str(someone.id) in line]
    assert lines, "the trail and the ledger keep the id that leads to nobody"
    assert len(await place.find("sparrow")) == 1
    assert (await place.document(shared.id)).status == "ready"
    held = [path for path in Path(str(getattr(place.objects, "root"))).rglob("*") if path.is_file()]  # noqa: B009
    assert not any(canary.encode() in path.read_bytes() for path in held)


async def test_documents_in_shared_collections_go_when_they_ask_for_it(someone: Someone, place: Workplace) -> None:
    theirs = await someone.shared.ready("theirs.md", sections(["whimbrel"]))
    replaced = await someone.shared.ready("replaced.md", sections(["dunlin"]))
    await place.ready("replaced.md", sections(["godwit"]))
    await place.ready("others.md", sections(["avocet"]))
    before = digest(sections(["dunlin"]))
    receipt = await someone.gone(await someone.leave("delete"))
    assert receipt.verified
    assert await place.find("whimbrel") == await place.find("dunlin") == []
    assert len(await place.find("godwit")) == len(await place.find("avocet")) == 1
    assert not await place.objects.exists(before)
    assert (await place.document(replaced.id)).name == "replaced.md"
    with pytest.raises(DocumentNotFound):
        await place.document(theirs.id)


async def test_repeating_an_upload_tells_nothing_of_them(someone: Someone, place: Workplace) -> None:
    await someone.shared.upload({"once.md": sections(["pipit"])}, key="once")
    await place.upload({"others.txt": "of others"}, key="others")
    assert (await someone.gone(await someone.leave())).verified
    async with place.db.transaction(place.actor) as tx:
        keys = set((await tx.execute(text("select key from knowledge.idempotency_keys"))).scalars())
    assert keys & {"once", "others"} == {"others"}


async def test_leaving_while_documents_are_read_brings_nothing_back(someone: Someone, place: Workplace) -> None:
    """Those in shared collections are read to their end, for the workspace; private ones never come back."""
    private = [
        UUID(each.id) for each in await someone.own.upload({f"p{n}.md": sections([f"lost{n}"]) for n in range(9)})
    ]
    shared = [
        UUID(each.id) for each in await someone.shared.upload({f"s{n}.md": sections([f"kept{n}"]) for n in range(9)})
    ]
    erasure = await someone.leave()
    assert (await someone.gone(erasure)).verified
    for each in shared:
        assert (await place.settled(each)).status == "ready"
    for each in private:
        with pytest.raises(DocumentNotFound):
            await place.document(each)
    assert [await place.find(f"lost{n}") for n in range(9)] == [[]] * 9
    async with place.db.transaction(place.actor) as tx:
        named = await tx.execute(text("select count(*) from jobs.procrastinate_jobs where person_id is not null"))
        assert named.scalar() == 0


async def test_an_upload_that_ends_after_they_left_is_refused(someone: Someone) -> None:
    await someone.leave()
    for where in (someone.shared, someone.own):
        with pytest.raises(NotAuthenticated):
            await where.upload({"late.md": "too late"})


async def test_files_of_an_index_that_has_not_followed_are_a_leftover(
    someone: Someone, place: Workplace, tmp_path: Path
) -> None:
    await someone.own.ready("a.md", sections(["ruff"]))
    follower = Follower(place.db, Storing(tmp_path, least=1, changes=1, seconds=0))
    async with place.db.system_transaction() as tx:
        row = (await tx.execute(text("select generation, identity from knowledge.indexes"))).first()
    assert row is not None
    await follower.follow(place.actor, row.generation, row.identity)
    while not list(tmp_path.rglob("*.segment")):
        await follower._save(place.actor.workspace_id, follower._of(place.actor.workspace_id))
    parts = (replace(someone.parts[0], index_files=tmp_path),)
    leaving = replace(someone, parts=parts)
    erasure = await someone.leave()
    with pytest.raises(StillInUse):
        await leaving.gone(erasure)
    async with place.db.system_transaction() as tx:
        assert (await erasing.find(tx, erasure.id)).leftovers == ("index files",)
        row = (await tx.execute(text("select generation, identity from knowledge.indexes"))).first()
    assert row is not None
    await follower.follow(place.actor, row.generation, row.identity)
    await follower.settle(place.actor.workspace_id)
    assert (await leaving.gone(erasure)).verified
    await follower.close()


async def test_the_archive_holds_their_originals_and_nobody_elses(someone: Someone, place: Workplace) -> None:
    content = sections(["dotterel"]) + "한글도 그대로.\n"
    await someone.own.ready("folder/내 문서.md", content)
    await someone.shared.ready("shared.md", sections(["phalarope"]))
    await place.ready("not-mine.md", sections(["turnstone"]))
    stream = await exporting.hand_out(place.db, someone.actor, someone.parts, someone.id)
    archive = zipfile.ZipFile(io.BytesIO(b"".join([piece async for piece in stream])))
    assert archive.testzip() is None
    listed = [json.loads(line) for line in archive.read("documents.jsonl").splitlines()]
    assert {each["name"] for each in listed} == {"folder/내 문서.md", "shared.md"}
    by_name = {each["name"]: archive.read(each["file"]).decode() for each in listed}
    assert by_name["folder/내 문서.md"] == content
    assert all(re.fullmatch(r"originals/[0-9a-f-]{36}-[^/\\]+", each["file"]) for each in listed)
    assert [json.loads(line)["access"] for line in archive.read("collections.jsonl").splitlines()] == ["private"]


async def test_a_member_who_was_removed_is_not_handed_what_they_cannot_open(someone: Someone, place: Workplace) -> None:
    await someone.shared.ready("former.md", sections(["sanderling"]))
    async with place.db.system_transaction() as tx:
        await tx.execute(text("delete from identity.memberships where account_id = :id"), {"id": someone.id})
    stream = await exporting.hand_out(place.db, someone.actor, someone.parts, someone.id)
    archive = zipfile.ZipFile(io.BytesIO(b"".join([piece async for piece in stream])))
    assert archive.read("documents.jsonl") == b""
