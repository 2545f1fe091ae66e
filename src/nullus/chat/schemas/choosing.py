"""Shapes of the models that an asker may choose on the wire."""

from typing import Literal

from nullus.chat.schemas.answers import ProblemOut
from nullus.platform.sensitivity import Sensitivity
from nullus.platform.web import Schema


class AnswerModelOut(Schema):
    """`name` is what `model` takes in a question, a retry or a conversation. `allowed`: it may see what would be asked (else the
    answer is quotations). `resting`: it failed too often just now; after `retryAfterSeconds` it is tried again."""

    name: str
    provider: str
    model: str
    local: bool
    clearance: Sensitivity
    context_tokens: int
    allowed: bool
    state: Literal["ready", "resting"]
    retry_after_seconds: float | None


class ModelsOut(Schema):
    """`sensitivity`: of what would be asked; `answering`: what an answer without a choice comes to now; `problem`: why it is
    quotations, and what mends it."""

    items: list[AnswerModelOut]
    sensitivity: Sensitivity
    answering: Literal["model", "quotations"]
    problem: ProblemOut | None
