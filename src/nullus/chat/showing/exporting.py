"""A conversation as a file: JSON with every branch, or Markdown of the branch in use that no reader can be harmed by.

What people and models wrote is text in the file and nothing else: no HTML, no image, no link of theirs. The only links are
footnotes to the documents that were cited. Passages that their reader does not see any more are said to be left out.
"""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Literal
from uuid import UUID

from nullus import audit
from nullus.chat.conversations import message_store, messages
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.showing import inert, showing
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import Language, Text

Form = Literal["markdown", "json"]
MEDIA_TYPES: dict[Form, str] = {"markdown": "text/markdown; charset=utf-8", "json": "application/json"}
_SUFFIXES: dict[Form, str] = {"markdown": "md", "json": "json"}
_AT_ONCE = 100
_EXCERPT = 300
_UNTITLED = Text(en="Conversation", ko="대화")
_QUESTION = Text(en="Question", ko="질문")
_ANSWER = Text(en="Answer", ko="답변")
_WITHHELD = Text(
    en="This passage is not shown: its document was deleted, or you may not see it any more.",
    ko="이 구절은 표시하지 않습니다. 문서가 삭제되었거나 더 이상 볼 수 없습니다.",
)
_STATES = {
    "writing": Text(en="still being written", ko="작성 중"),
    "partial": Text(en="broken off", ko="중간에 끊김"),
    "stopped": Text(en="stopped", ko="중지함"),
    "failed": Text(en="failed", ko="실패"),
}


async def record(tx: Tx, actor: Actor, conversation: Conversation, form: Form) -> None:
    """Before the first byte leaves."""
    await audit.record(
        tx,
        actor,
        "conversation.exported",
        object_kind="conversation",
        object_id=conversation.id,
        details={"kind": form},
    )


def file_name(conversation: Conversation, form: Form) -> str:
    return f"conversation-{conversation.id}.{_SUFFIXES[form]}"


async def as_json(
    db: Database, actor: Actor, conversation: Conversation, base: str, language: Language
) -> AsyncIterator[bytes]:
    """One object: the conversation, and `messages` of every branch, oldest first, as GET …/messages shows them."""
    head = {name: getattr(conversation, name) for name in Conversation.__slots__}
    yield _dumped({"conversation": head})[:-1] + b', "messages": ['
    after, first = None, True
    while True:
        async with db.transaction(actor) as tx:
            rows = await message_store.everything(tx, actor.workspace_id, conversation.id, after, _AT_ONCE)
            found = [messages.shown(row) for row in rows]
            shown = await showing.shown(tx, actor, conversation.id, found, base, language)
        for each in shown:
            yield (b"" if first else b", ") + _dumped(each.model_dump(by_alias=True, mode="json"))
            first = False
        if len(rows) < _AT_ONCE:
            break
        after = rows[-1].id
    yield b"]}\n"


async def as_markdown(
    db: Database, actor: Actor, conversation: Conversation, base: str, language: Language
) -> AsyncIterator[bytes]:
    """The branch in use, for people."""
    title = conversation.title or _UNTITLED.render(language, {})
    yield f"# {inert.line(title)}\n".encode("utf-8", "replace")
    async with db.transaction(actor) as tx:
        way = [each.id for each in await messages.branch(tx, actor, conversation.id)]
    for start in range(0, len(way), _AT_ONCE):
        async with db.transaction(actor) as tx:
            piece = await _written(tx, actor, conversation, way[start : start + _AT_ONCE], start, base, language)
        yield piece.encode("utf-8", "replace")


async def _written(
    tx: Tx, actor: Actor, conversation: Conversation, ids: Sequence[UUID], before: int, base: str, language: Language
) -> str:
    found = await messages.branch(tx, actor, conversation.id, ids[-1], len(ids))
    kept = await showing.kept_evidence(tx, actor.workspace_id, found)
    visible = await showing.seen_by(tx, actor.workspace_id, kept)
    return "".join(
        _one(each, showing.sources_for(each, kept.get(each.id, ()), visible), number, base, language)
        for number, each in enumerate(found, before + 1)
    )


def _one(message: ChatMessage, sources: showing.Sources, number: int, base: str, language: Language) -> str:
    who = (_QUESTION if message.role == "user" else _ANSWER).render(language, {})
    at = message.created_at.isoformat(timespec="seconds")
    state = _STATES.get(message.state)
    notes = [at, *([message.model] if message.model else []), *([state.render(language, {})] if state else [])]
    shown = {row.number: row for row in sources.seen}
    known = {*shown, *sources.withheld}
    used: list[int] = []

    def marker(cited: int) -> str | None:
        if cited not in known:
            return None
        if cited not in used:
            used.append(cited)
        return f"[^{number}-{cited}]"

    text = inert.block(message.text, marker)
    footnotes = []
    for each in sorted(used):
        row = shown.get(each)
        if row is None:
            note = _WITHHELD.render(language, {})
        else:
            place = " › ".join((row.document_name, *row.heading_path)) + (f" (p. {row.page})" if row.page else "")
            address = showing.source_out(row, base).address
            excerpt = row.text if len(row.text) <= _EXCERPT else row.text[:_EXCERPT] + "…"
            note = f"{inert.line(place)} <{address}> — {inert.line(excerpt)}"
        footnotes.append(f"[^{number}-{each}]: {note}\n")
    return f"\n## {who}\n\n*{inert.line(' · '.join(notes))}*\n\n{text}\n" + (
        "\n" + "".join(footnotes) if footnotes else ""
    )


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace")


WRITERS: dict[Form, Callable[[Database, Actor, Conversation, str, Language], AsyncIterator[bytes]]] = {
    "markdown": as_markdown,
    "json": as_json,
}
