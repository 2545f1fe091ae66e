"""Small things that a model is asked on the side, such as a title: one short text, given up quickly, and never needed."""

import asyncio
import secrets
from contextlib import aclosing

from nullus.chat.wording import language_of
from nullus.llm import Delta, Gateway, Message, current_prompt
from nullus.platform.database import Database
from nullus.platform.errors import NullusError

PATIENCE_SECONDS = 8.0
_LONGEST = 2_000


async def short_text(
    db: Database, gateway: Gateway, task: str, material: dict[str, str], max_tokens: int
) -> str | None:
    """What a model makes of the material (marked as such, by name); None without a model, or when it fails or takes long."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            model = await gateway.chat_model()
            if model is None:
                return None
            key = secrets.token_hex(4)
            prompt = await current_prompt(db, task, language_of(" ".join(material.values())))
            quoted = "\n".join(
                f'<{name} key="{key}">\n{text}\n</{name} key="{key}">' for name, text in material.items()
            )
            messages = [Message("system", prompt.fill(key=key)), Message("user", quoted)]
            said = ""
            async with aclosing(model.stream(messages, max_tokens=max_tokens, temperature=0.0)) as parts:
                async for part in parts:
                    said += part.text if isinstance(part, Delta) else ""
                    if len(said) > _LONGEST:
                        return None
            return said
    except (NullusError, TimeoutError):
        return None
