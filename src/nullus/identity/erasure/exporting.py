"""Everything about a person in one archive, made while it is sent.

A stream and not a job: an archive that waits somewhere would be one more copy of everything personal, to be guarded, to
expire and to be erased. Memory and disk stay flat however much there is; whoever is cut off asks again.
"""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from nullus import audit
from nullus.identity.erasure import export_store
from nullus.identity.erasure.archive import zipped
from nullus.identity.erasure.personal_data import File, Holder, Membership, Person
from nullus.identity.people import accounts
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import Language, Text

README = Text(
    en="""What Nullus keeps about you
===========================
Made {made} for the account {account}.

account.json              who you are here
memberships.json          your workspaces, roles and groups
sessions-and-keys.json    where you signed in, and your API keys (without their secrets)
factors.json              second factors and passkeys (without their secrets)
identities.json           accounts of other providers that you sign in with
invitations.json          invitations that you made
invitations-received.json invitations to your e-mail address
usage.json, tier.json     what you used, and what you may use
audit.jsonl               what was done by you or with your data, one entry a line
collections.jsonl         collections that you own
documents.jsonl           documents that you sent or that lie in your collections, with the file in `originals`
originals/                these documents, byte for byte as they were sent
conversations/            your conversations, one file each, with every branch

Times are in UTC. Documents in workspaces or collections that you cannot open any more are not part of this archive.
""",
    ko="""Nullus가 보관하는 내 정보
=======================
{made}에 계정 {account}에 대해 만들었습니다.

account.json              계정 정보
memberships.json          속한 워크스페이스, 역할, 그룹
sessions-and-keys.json    로그인 기록과 API 키(비밀 값 제외)
factors.json              2단계 인증 수단과 패스키(비밀 값 제외)
identities.json           로그인에 쓰는 외부 계정
invitations.json          내가 만든 초대
invitations-received.json 내 이메일 주소로 온 초대
usage.json, tier.json     사용량과 사용 한도
audit.jsonl               내가 했거나 내 정보와 관련된 기록(한 줄에 하나)
collections.jsonl         내가 소유한 컬렉션
documents.jsonl           내가 올렸거나 내 컬렉션에 있는 문서와 `originals` 안의 파일 이름
originals/                올릴 때 그대로의 원본 문서
conversations/            내 대화(대화마다 파일 하나, 모든 갈래 포함)

시각은 UTC입니다. 더 이상 열 수 없는 워크스페이스나 컬렉션의 문서는 들어 있지 않습니다.
""",
)


async def hand_out(db: Database, actor: Actor, holders: Sequence[Holder], account_id: UUID) -> AsyncIterator[bytes]:
    """The archive of one account; that it is handed out is recorded before its first byte. Raises AccountNotFound."""
    async with db.system_transaction() as tx:
        account = await accounts.get(tx, account_id)
        rows = await export_store.memberships(tx, account_id)
        await audit.record(
            tx,
            actor,
            "account.exported",
            object_kind="account",
            object_id=account_id,
            subjects=[account_id],
        )
    language: Language = "ko" if account.language == "ko" else "en"
    person = Person(account_id, language, tuple(Membership(row.workspace_id, row.name, row.role) for row in rows))
    return zipped(_files(db, holders, person))


async def _files(db: Database, holders: Sequence[Holder], person: Person) -> AsyncIterator[File]:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    readme = README.render(person.language, {"made": made, "account": person.id})
    yield File("README.txt", _whole(readme))
    for subject in export_store.SUBJECTS:
        async with db.system_transaction() as tx:
            rows = await export_store.rows(tx, subject, person.id)
        yield File(f"{subject}.json", _whole(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2)))
    yield File("audit.jsonl", _trail(db, person.id))
    for holder in holders:
        async for file in holder.export(person):
            yield file


async def _trail(db: Database, account_id: UUID) -> AsyncIterator[bytes]:
    async for entry in audit.entries_about(db, account_id):
        yield (json.dumps(entry, ensure_ascii=False) + "\n").encode()


async def _whole(text: str) -> AsyncIterator[bytes]:
    yield text.encode("utf-8", "surrogatepass")


def _plain(row: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in row._asdict().items()}


def _value(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | dict):
        return value
    return [_value(each) for each in value] if isinstance(value, list) else str(value)
