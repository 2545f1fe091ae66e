"""A call to a model, as somebody of a workspace makes it."""

from typing import Any
from uuid import UUID

from nullus.llm import Message, ModelCall
from nullus.platform.actor import Actor
from nullus.platform.sensitivity import Sensitivity

ASKER = Actor("operator", UUID(int=1), scopes=frozenset({"*"}))


def asked(text: str, sensitivity: Sensitivity = "personal", **more: Any) -> ModelCall:
    values: dict[str, Any] = {"task": "answer", "actor": ASKER, "prompt": "test.v1"}
    return ModelCall(messages=[Message("user", text)], sensitivity=sensitivity, **values | more)
