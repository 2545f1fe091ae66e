"""The operator's model providers on the wire. A key goes in and never comes out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from nullus.llm.directory.provider import Purpose
from nullus.llm.problems import ProviderProblemOut
from nullus.platform.sensitivity import Sensitivity
from nullus.platform.web import Schema
from nullus.platform.web_values import Line

ProviderName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[!-~]*$", max_length=2000)]
Url = Annotated[Line, Field(max_length=500)]


class ModelIn(Schema):
    """`contextTokens`: what the model reads at once; left out, what is usual for the kind, else what the settings say."""

    name: Annotated[Line, Field(max_length=200)]
    purpose: Purpose = "chat"
    context_tokens: int | None = Field(default=None, ge=256, le=100_000_000)
    tools: bool = True


class ModelOut(Schema):
    name: str
    purpose: Purpose
    context_tokens: int
    tools: bool


class ModelProviderIn(Schema):
    """Without `url` the usual address of the kind; without `models` the first that the server lists.

    It is tried by a live call before it is kept, unless `unchecked`.
    """

    name: ProviderName
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,40}$")]
    url: Url | None = None
    key: Key | None = None
    clearance: Sensitivity | None = None
    models: list[ModelIn] = Field(default=[], max_length=100)
    enabled: bool = True
    unchecked: bool = False


class ModelProviderChangeIn(Schema):
    """What is left out stays as it is. An empty `key` takes the key away."""

    url: Url | None = None
    key: Key | None = None
    clearance: Sensitivity | None = None
    models: list[ModelIn] | None = Field(default=None, min_length=1, max_length=100)
    enabled: bool | None = None
    unchecked: bool = False


class ModelProviderOut(Schema):
    """`problem` is the code of what the last trial failed with."""

    name: str
    kind: str
    address: str
    clearance: Sensitivity
    models: list[ModelOut]
    enabled: bool
    has_key: bool
    checked_at: datetime | None
    problem: str | None


class ModelProviderTrialOut(ModelProviderOut):
    """What trying it gave: the server's chat models, the milliseconds to the first answer of each model, and what each chat
    model said; null where it was not tried."""

    listed: list[str]
    took_ms: dict[str, float] | None
    said: dict[str, str] | None
    failure: ProviderProblemOut | None


class ModelProviderRemovedOut(Schema):
    name: str
    removed: bool
