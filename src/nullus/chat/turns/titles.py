"""Names of conversations: the first words at once, and what a model makes of the first turn once it is answered."""

from uuid import UUID

from nullus.chat.conversations import conversations
from nullus.chat.turns.speaking import Aside, short_text
from nullus.llm import Gateway
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.sensitivity import Sensitivity

_WORDS = 8
_LETTERS = 60
_READ = 1_500
_TOKENS = 40


def first_words(text: str) -> str:
    """The beginning of a question, cut at a word."""
    words = text.split()
    title = ""
    for word in words[:_WORDS]:
        if title and len(title) + len(word) >= _LETTERS:
            break
        title = f"{title} {word}".strip()
    shown = title[:_LETTERS].rstrip()
    return shown if shown == " ".join(words) else f"{shown}…"


async def entitle(
    db: Database,
    gateway: Gateway,
    actor: Actor,
    conversation_id: UUID,
    sensitivity: Sensitivity,
    question: str,
    answer: str,
) -> bool:
    """Let a model name a conversation by its first turn; false when it did not, or its owner gave a name."""
    aside = Aside(actor, question, sensitivity, conversation_id)
    material = {"conversation": f"{question[:_READ]}\n\n{answer[:_READ]}"}
    said = await short_text(db, gateway, "title", aside, material, _TOKENS)
    title = _cleaned(said or "")
    if not title:
        return False
    async with db.transaction(actor) as tx:
        return await conversations.entitle(tx, actor, conversation_id, title, "model")


def _cleaned(said: str) -> str:
    """One line that is a title and not a sentence of a model about itself; empty when it is none."""
    lines = [line.strip().strip("\"'“”*#` ").rstrip(".。") for line in said.strip().splitlines() if line.strip()]
    printable = "".join(each for each in lines[0] if each.isprintable()) if len(lines) == 1 else ""
    return printable if 0 < len(printable) <= 100 else ""
