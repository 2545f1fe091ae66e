"""What could be asked after an answer: by a model where one may see it, else from the headings beside what was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row

from nullus.chat.answering.support import squeezed
from nullus.chat.answering.wording import MORE_ABOUT, language_of, say
from nullus.chat.conversations import conversations, messages
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.errors import NotAnAnswer
from nullus.chat.showing import showing
from nullus.chat.turns.speaking import Aside, short_text
from nullus.knowledge import Retrieval
from nullus.llm import Gateway, Reuse, digest
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sensitivity import label_of

MOST = 3
_LONGEST = 160
_READ = 1_500
_READ_PASSAGES = 4_000
_TOKENS = 160
_HEADING = re.compile(r"^#{1,6} +(.+?)[ #]*$", re.MULTILINE)
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s*")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Questions, and where they come from. `none`: nothing is beside what was found, or the answer has not come to its end."""

    questions: list[str]
    by: Literal["model", "headings", "none"]


async def suggest(
    db: Database, gateway: Gateway, retrieval: Retrieval, actor: Actor, answered: ChatMessage
) -> Suggestions:
    """Questions that could follow an answer of the actor's own conversation, from documents that they see now.

    What the model takes is in the ledger under the task `suggest`; the same again is kept like an answer. Raises NotAnAnswer.
    """
    if answered.role != "assistant" or answered.parent_id is None:
        raise NotAnAnswer
    if answered.state != "complete":
        return Suggestions([], "none")
    async with db.transaction(actor) as tx:
        question = await messages.get(tx, actor, answered.parent_id)
        conversation = await conversations.get(tx, actor, answered.conversation_id)
        kept = await showing.kept_evidence(tx, actor.workspace_id, [answered])
        seen = await showing.seen_by(tx, actor.workspace_id, kept)
    rows = showing.sources_for(answered, kept.get(answered.id, ()), seen).seen
    asked = answered.rewritten or question.text
    if answered.mode == "model" and answered.finish != "not_found" and rows:
        aside = Aside(actor, asked, label_of(conversation.sensitivity), conversation.id)
        passages = "\n\n".join(str(row.text) for row in rows)[:_READ_PASSAGES]
        material = {"question": asked[:_READ], "answer": answered.text[:_READ], "passages": passages}
        said = await short_text(db, gateway, "suggest", aside, material, _TOKENS, _reuse(actor, material, rows))
        if questions := _cleaned(said or "", asked):
            return Suggestions(questions, "model")
    questions = await _from_headings(retrieval, actor, rows, asked)
    return Suggestions(questions, "headings" if questions else "none")


def _reuse(actor: Actor, material: dict[str, str], rows: Sequence[Row[Any]]) -> Reuse:
    collections: frozenset[UUID] = frozenset(row.collection_id for row in rows)
    return Reuse(
        inputs=digest("suggest", *material.values()),
        rights=digest(actor.reach, *sorted(map(str, collections))),
        collections=collections,
        documents=frozenset(row.document_id for row in rows),
    )


async def _from_headings(retrieval: Retrieval, actor: Actor, rows: Sequence[Row[Any]], asked: str) -> list[str]:
    """The nearest headings that the question does not name: in what the answer cites, beside it, then of the other passages."""
    cited = [row for row in rows if row.cited]
    spent = {squeezed(_last(row.heading_path)) for row in cited} | {""}
    beside = await retrieval.beside(actor, [row.chunk_id for row in cited]) if cited else {}
    within = [match[1] for row in cited for match in _HEADING.finditer(row.text)]
    near = [_last(each.heading_path) for row in cited for each in beside.get(row.chunk_id, ())]
    language = language_of(asked)
    found: list[str] = []
    for named in (*within, *near, *(_last(row.heading_path) for row in rows if not row.cited)):
        heading = " ".join(named.split())
        plain = squeezed(heading)
        if plain in spent or plain in squeezed(asked) or len(heading) > _LONGEST:
            continue
        spent.add(plain)
        found.append(say(MORE_ABOUT, language, heading=heading))
        if len(found) == MOST:
            break
    return found


def _last(path: Sequence[str]) -> str:
    return path[-1] if path else ""


def _cleaned(said: str, asked: str) -> list[str]:
    """Lines that are short questions, none of them what was asked; nothing of a model that talks about itself."""
    found: list[str] = []
    for line in said.splitlines():
        plain = " ".join(_LIST_MARK.sub("", line).strip("\"'“”*` ").split())
        asks = plain.endswith(("?", "？")) and plain.isprintable() and len(plain) <= _LONGEST
        if asks and squeezed(plain) != squeezed(asked) and plain not in found:
            found.append(plain)
    return found[:MOST]
