"""Shapes of the models in use on the wire."""

from nullus.platform.web import Schema


class ProviderProblemOut(Schema):
    code: str
    message: str
    hint: str | None


class ProviderOut(Schema):
    """`role` is chat or embeddings; `origin` settings, detected or bundled; `model` null while it is not known."""

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
    items: list[ProviderOut]


class TrialsOut(Schema):
    items: list[TrialOut]
