"""Shapes of the models in use on the wire."""

from nullus.llm.directory.schemas import ModelProviderOut
from nullus.llm.problems import ProviderProblemOut
from nullus.platform.web import Schema


class ProviderOut(Schema):
    """`role` is chat, embeddings or reranking; `origin` settings, detected or bundled; `model` null while it is not known."""

    role: str
    kind: str
    model: str | None
    address: str | None
    origin: str
    dimension: int | None
    languages: list[str] | None
    problem: ProviderProblemOut | None


class TrialOut(ProviderOut):
    """What trying it gave: the time to vectors or to the first token, and the server's other models."""

    took_ms: float | None
    models: list[str]


class ProvidersOut(Schema):
    """`items`: what the settings name, what was detected, and what is bundled; `providers`: the operator's own list."""

    items: list[ProviderOut]
    providers: list[ModelProviderOut]


class TrialsOut(Schema):
    items: list[TrialOut]
