"""Shapes of the models in use on the wire."""

from nullus.llm.directory.schemas import ModelProviderOut
from nullus.llm.problems import ProviderProblemOut
from nullus.platform.sensitivity import Sensitivity
from nullus.platform.web import Schema


class ProviderOut(Schema):
    """`role` is chat, embeddings or reranking; `origin` settings, detected or bundled; `model` null while it is not known.

    `clearance` is the highest label that it may see; null while the model is not known.
    """

    role: str
    kind: str
    model: str | None
    address: str | None
    origin: str
    clearance: Sensitivity | None
    dimension: int | None
    languages: list[str] | None
    problem: ProviderProblemOut | None


class TrialOut(ProviderOut):
    """What trying it gave: the time to vectors or to the first token, what a chat model said, and the server's other models."""

    took_ms: float | None
    said: str | None
    models: list[str]


class ProvidersOut(Schema):
    """`items`: what the settings name, what was detected, and what is bundled; `providers`: the operator's own list."""

    items: list[ProviderOut]
    providers: list[ModelProviderOut]


class TrialsOut(Schema):
    items: list[TrialOut]
