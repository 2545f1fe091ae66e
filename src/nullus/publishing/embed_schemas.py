"""What a chatbot on another site sends and hears: no ids, but the count of an answer in its visit."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from nullus.chat import Said, source_shown
from nullus.identity import StandingOut
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose


class SessionIn(Schema):
    """`visitor`: the secret of an earlier visit. `identity`: a JWT in which the host's server says who its user is."""

    visitor: Annotated[Line, Field(max_length=100)] | None = None
    identity: Annotated[Line, Field(max_length=4000)] | None = None


class LookOut(Schema):
    """How the owner wants it to look. `imageVersion` null: the built-in face."""

    name: str
    face: str
    image_version: str | None
    greeting: str
    suggestions: list[str]
    languages: list[str]
    accent: str
    scheme: str


class VisitSessionOut(Schema):
    """`visitor` is a secret to come back with, null where the one that was sent still counts. `left`: of the visitor's limits
    on questions the one that leaves least; null without limits."""

    token: str
    expires_at: datetime
    visitor: str | None
    look: LookOut
    left: StandingOut | None
    sign_up: bool


class VisitQuestionIn(Schema):
    text: Annotated[Prose, Field(min_length=1, max_length=4000)]


class RatingIn(Schema):
    """`answer`: which of the visit, from 1."""

    answer: Annotated[int, Field(ge=1, le=100_000)]
    rating: Literal[1, -1]
    reason: Annotated[Prose, Field(max_length=2000)] | None = None


class VisitDoneOut(Schema):
    done: bool


class HandoverOut(Schema):
    """Where the visitor signs up without losing the conversation; good for half an hour and one use."""

    address: str
    expires_at: datetime


class VisitPassageOut(Schema):
    number: int
    document_name: str
    text: str
    heading_path: list[str]
    page: int | None


class VisitFailureOut(Schema):
    code: str
    message: str
    hint: str


class SaidOut(Schema):
    """A question (`answer` null) or an answer of the visit."""

    answer: int | None
    state: str
    text: str
    sources: list[VisitPassageOut]
    cited: list[int]
    rating: Literal[1, -1] | None
    failure: VisitFailureOut | None


class VisitOut(Schema):
    items: list[SaidOut]


def said_out(said: Said) -> SaidOut:
    failure = said.failure
    shown: list[dict[str, Any]] = [source_shown(each) for each in said.sources]
    return SaidOut(
        answer=said.answer,
        state=said.state,
        text=said.text,
        sources=[VisitPassageOut.model_validate(each) for each in shown],
        cited=list(said.cited),
        rating=said.rating,
        failure=None
        if failure is None
        else VisitFailureOut(code=failure.code, message=failure.message, hint=failure.hint or ""),
    )
