"""Translations on the wire: every paragraph with its original beside it."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from nullus.chat.translation.translating import Target, Translated
from nullus.platform.web import Schema


class TranslationIn(Schema):
    """`language`: what is translated into."""

    language: Target


class DocumentTranslationIn(TranslationIn):
    """`cursor`: where the page before ended; `limit`: passages of a page."""

    cursor: int = Field(default=0, ge=0, le=2**31 - 1)
    limit: int = Field(default=5, ge=1, le=20)


class ParagraphOut(Schema):
    """`how`: by a model, kept from an earlier time, or unchanged because nothing in it needs translating. `lost`: citations,
    code, addresses and numbers of the original that the translation lacks. `complete`: false where the model broke off.
    """

    original: str
    text: str
    how: Literal["model", "kept", "unchanged"]
    model: str | None
    prompt: str | None
    complete: bool
    lost: list[str]


class TranslationOut(Schema):
    language: Target
    text: str
    paragraphs: list[ParagraphOut]


class MessageTranslationOut(TranslationOut):
    message_id: UUID


class PassageTranslationOut(TranslationOut):
    """A passage of a document, at its place."""

    chunk_id: str
    ordinal: int
    start_offset: int
    end_offset: int
    page: int | None
    heading_path: list[str]


class DocumentTranslationOut(Schema):
    document_id: UUID
    language: Target
    items: list[PassageTranslationOut]
    next_cursor: int | None


def paragraph_out(each: Translated) -> ParagraphOut:
    return ParagraphOut(
        original=each.original,
        text=each.text,
        how=each.how,
        model=each.model,
        prompt=each.prompt,
        complete=each.finish != "length",
        lost=list(each.lost),
    )


def whole(translated: list[Translated]) -> str:
    """The translated text with the white space of the original between its paragraphs."""
    return "".join(each.text + each.behind for each in translated)
