"""Publications on the wire, as their owners see them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from nullus.knowledge import CollectionRef
from nullus.platform.web import Schema
from nullus.platform.web_values import Line, Prose
from nullus.publishing.publications import Crawlers, IdentityMode

Face = Literal["chat", "book", "person", "star"]
Scheme = Literal["auto", "light", "dark"]


def _lower(value: str) -> str:
    return value.lower()


def _both() -> list[Literal["ko", "en"]]:
    return ["ko", "en"]


def _unlike(value: list[str]) -> list[str]:
    if len(set(value)) != len(value):
        raise PydanticCustomError("repeated", "names something twice")
    return value


Name = Annotated[Line, Field(max_length=80)]
Slug = Annotated[str, Field(min_length=3, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Greeting = Annotated[Prose, Field(max_length=500)]
Suggestions = Annotated[list[Annotated[Line, Field(max_length=200)]], Field(max_length=6)]
Languages = Annotated[list[Literal["ko", "en"]], Field(min_length=1, max_length=2), AfterValidator(_unlike)]
Accent = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(_lower)]
Origins = Annotated[list[Annotated[Line, Field(max_length=300)]], Field(max_length=50)]
Collections = Annotated[list[CollectionRef], Field(min_length=1, max_length=50)]
PerDay = Annotated[int, Field(ge=1, le=1_000_000)]
Tier = Annotated[Line, Field(max_length=100)]


class PublicationIn(Schema):
    """`origins` empty: no other site may show it. `tier`: what visitors may use; another than `guest` needs the right to
    change tiers. `crawlers`: who may read the page by machine."""

    name: Name
    collection_ids: Collections
    face: Face = "chat"
    greeting: Greeting = ""
    suggestions: Suggestions = Field(default_factory=list)
    languages: Languages = Field(default_factory=_both)
    accent: Accent = "#3b5bdb"
    scheme: Scheme = "auto"
    tier: Tier = "guest"
    origins: Origins = Field(default_factory=list)
    widget: bool = False
    page: bool = False
    slug: Slug | None = None
    crawlers: Crawlers = "none"
    questions_per_day: PerDay = 200
    identity: IdentityMode = "off"


class PublicationChange(Schema):
    """What is not named stays. A `slug` of null takes the page's address away."""

    name: Name | None = None
    collection_ids: Collections | None = None
    face: Face | None = None
    greeting: Greeting | None = None
    suggestions: Suggestions | None = None
    languages: Languages | None = None
    accent: Accent | None = None
    scheme: Scheme | None = None
    tier: Tier | None = None
    origins: Origins | None = None
    widget: bool | None = None
    page: bool | None = None
    slug: Slug | None = None
    crawlers: Crawlers | None = None
    questions_per_day: PerDay | None = None
    identity: IdentityMode | None = None


class PublicationOut(Schema):
    """`app` is the public key in the snippet; `snippet` is what a site's page takes; `pageAddress` null: no public page."""

    id: UUID
    app: str
    name: str
    collection_ids: list[UUID]
    face: str
    has_image: bool
    greeting: str
    suggestions: list[str]
    languages: list[str]
    accent: str
    scheme: str
    tier: str
    origins: list[str]
    widget: bool
    page: bool
    slug: str | None
    crawlers: Crawlers
    questions_per_day: int
    identity: IdentityMode
    has_secret: bool
    snippet: str
    frame: str
    page_address: str | None
    created_at: datetime
    updated_at: datetime


class FaceIn(Schema):
    """`image`: the bytes of the image in Base64 (RFC 4648, section 4)."""

    image: Annotated[str, Field(max_length=90_000)]


class PublicationGoneOut(Schema):
    id: UUID
    deleted: bool


class SecretOut(Schema):
    """What the host's server signs identities with (HS256); shown this once."""

    secret: str


class SecretGoneOut(Schema):
    removed: bool


class VisitDayOut(Schema):
    """`overLimit`: questions that a limit refused."""

    day: date
    visitors: int
    questions: int
    over_limit: int


class RefusedOriginOut(Schema):
    """A site that wanted to show it and may not; empty where none was named."""

    origin: str
    times: int
    last_at: datetime


class StatisticsOut(Schema):
    """`signedUp`: of the visitors those who have an account by now."""

    visitors: int
    signed_up: int
    days: list[VisitDayOut]
    refused: list[RefusedOriginOut]
