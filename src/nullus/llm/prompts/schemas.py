"""Shapes of prompts on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from nullus.llm.prompts.templates import LONGEST
from nullus.platform.web import Schema
from nullus.platform.web_values import Prose

Template = Annotated[Prose, Field(min_length=1, max_length=LONGEST)]
VersionName = Annotated[str, Field(min_length=1, max_length=60)]


class TextsIn(Schema):
    """A language that is left out keeps the text of the version that the draft is based on."""

    en: Template | None = None
    ko: Template | None = None


class DraftIn(Schema):
    """`basedOn`: a version by its id or number; the one in use where it is left out."""

    texts: TextsIn
    based_on: VersionName | None = None
    note: Prose = Field(default="", max_length=500)


class PromotionIn(Schema):
    version: VersionName


class VariableOut(Schema):
    name: str
    meaning: str
    required: bool


class PromptOut(Schema):
    """`current` is the version in use; `versions` counts those that were written here."""

    name: str
    title: str
    current: str
    versions: int
    languages: list[str]
    variables: list[VariableOut]


class VersionOut(Schema):
    """`state`: package (comes with Nullus), draft (never used), current, former."""

    version: str
    state: str
    based_on: str | None
    note: str
    created_at: datetime | None
    promoted_at: datetime | None


class WholeVersionOut(VersionOut):
    texts: dict[str, str]


class WholePromptOut(PromptOut):
    """`history`: every version, the newest first. `texts`: what the one in use says."""

    texts: dict[str, str]
    history: list[VersionOut]


class DiffOut(Schema):
    """Unified diffs by language; empty where nothing changed."""

    old: str
    new: str
    diffs: dict[str, str]
