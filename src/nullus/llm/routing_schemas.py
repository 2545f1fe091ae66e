"""Shapes of routes on the wire."""

from typing import Literal

from pydantic import Field

from nullus.llm.calls import Task
from nullus.platform.sensitivity import Sensitivity
from nullus.platform.web import Schema
from nullus.platform.web_values import Line


class RoutedOut(Schema):
    """One model in the order in which it is tried, and the highest label that it may see."""

    provider: str
    model: str
    local: bool
    clearance: Sensitivity


class RouteOut(Schema):
    """`models` is what the operator set, empty for the default order; `order` is what that comes to now."""

    task: Task
    models: list[str]
    order: list[RoutedOut]


class RoutesOut(Schema):
    items: list[RouteOut]


class RouteIn(Schema):
    """`models`: `provider/model`, a provider or a model each, in the order in which they are tried; empty: the default order."""

    task: Literal["answer", "title", "rewrite", "translate", "judge", "suggest"]
    models: list[Line] = Field(max_length=100)
