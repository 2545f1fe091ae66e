"""A model's verdict on an answer: right or wrong against what was expected, or none, with the reason why there is none.

What no verdict can be read from is counted as `unjudged`; it is never taken for right or for wrong.
"""

import re
import secrets
from contextlib import aclosing
from dataclasses import dataclass

from nullus import knowledge
from nullus.evaluation.golden import GoldenQuestion
from nullus.llm import Completed, Delta, Gateway, Message, ModelCall, prompt_of_version
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NullusError

UNREADABLE = "UNREADABLE_VERDICT"
"""Why there is no verdict, where a model said something else; any other reason is the code of an error."""
_LONGEST = 200
_VERDICT = re.compile(r"\s*(RIGHT|WRONG)\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`right` is None where there is no verdict, and `why` then says why. `model`: who gave it, as `provider/model`."""

    right: bool | None
    why: str = ""
    model: str = ""


async def judge(
    db: Database, gateway: Gateway, actor: Actor, question: GoldenQuestion, answer: str, version: str
) -> Verdict:
    """Ask the judge model, by a version of the judge prompt, whether an answer says what the question expects.

    The call carries the label of the collection, so a model that may not see it is not asked. Raises PromptVersionNotFound.
    """
    prompt = await prompt_of_version(db, "judge", version, "ko" if question.language == "ko" else "en")
    label = await knowledge.sensitivity_of(db, actor, [question.collection_id])
    key = secrets.token_hex(4)
    material = {"question": question.question, "expected": expected(question), "answer": answer}
    quoted = "\n".join(f'<{name} key="{key}">\n{text}\n</{name} key="{key}">' for name, text in material.items())
    messages = [Message("system", prompt.fill(key=key)), Message("user", quoted)]
    call = ModelCall("judge", actor, messages, label, prompt.id, app="evaluation", temperature=0.0)
    said, model = "", ""
    try:
        async with aclosing(gateway.chat(call)) as parts:
            async for part in parts:
                if isinstance(part, Completed):
                    model = f"{part.served.provider}/{part.served.model}"
                elif isinstance(part, Delta):
                    said += part.text
                if len(said) > _LONGEST:
                    return Verdict(None, UNREADABLE)
    except NullusError as error:
        return Verdict(None, error.result_code)
    right = read(said)
    return Verdict(right, UNREADABLE if right is None else "", model)


def read(said: str) -> bool | None:
    """The one word that the prompt asks for, in any case and with or without a full stop; None for everything else."""
    match = _VERDICT.fullmatch(said)
    return match[1].upper() == "RIGHT" if match else None


def expected(question: GoldenQuestion) -> str:
    """What a right answer states and rests on, as the judge reads it."""
    facts = [f"- {' | '.join(wordings)}" for wordings in question.facts]
    passages = [each.quote for each in question.passages]
    return "\n".join(
        [*(["facts:", *facts] if facts else []), *(["passages:", "\n\n".join(passages)] if passages else [])]
    )
