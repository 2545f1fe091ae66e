"""Small things that a model is asked on the side, such as a title: one short text, given up quickly, and never needed."""

import asyncio
import secrets
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from nullus.chat.answering.wording import language_of
from nullus.llm import Delta, Gateway, Message, ModelCall, Reuse, current_prompt
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NullusError
from nullus.platform.sensitivity import Sensitivity

PATIENCE_SECONDS = 8.0
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Aside:
    """For whom a model is asked on the side, what they had asked, and the label of everything that the model is shown."""

    actor: Actor
    asked: str
    """In whose language the model is spoken to: documents beside it may be in another."""
    sensitivity: Sensitivity
    conversation_id: UUID | None = None


async def short_text(
    db: Database,
    gateway: Gateway,
    task: Literal["title", "rewrite", "suggest"],
    aside: Aside,
    material: dict[str, str],
    max_tokens: int,
    reuse: Reuse | None = None,
) -> str | None:
    """What a model makes of the material (marked as such, by name); None without a model that may see it, or when it fails or
    takes long. `reuse`: on what terms it may be kept for whoever asks the same."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            if await gateway.prospect(task, aside.sensitivity) is None:
                return None
            key = secrets.token_hex(4)
            prompt = await current_prompt(db, task, language_of(aside.asked))
            quoted = "\n".join(
                f'<{name} key="{key}">\n{text}\n</{name} key="{key}">' for name, text in material.items()
            )
            messages = [Message("system", prompt.fill(key=key)), Message("user", quoted)]
            said = ""
            call = ModelCall(
                task,
                aside.actor,
                messages,
                aside.sensitivity,
                prompt.id,
                max_tokens=max_tokens,
                temperature=0.0,
                conversation_id=aside.conversation_id,
                reuse=reuse,
            )
            async with aclosing(gateway.chat(call)) as parts:
                async for part in parts:
                    said += part.text if isinstance(part, Delta) else ""
                    if len(said) > _LONGEST:
                        return None
            return said
    except (NullusError, TimeoutError):
        return None
