"""Golden questions from files: JSON lines of our own, and SQuAD (KorQuAD, XQuAD and SQuAD 2.0 with questions without an answer)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nullus.evaluation.errors import FileNotUnderstood
from nullus.platform.errors import Text

MOST_QUESTIONS = 200_000


@dataclass(frozen=True, slots=True)
class Expected:
    """A passage that answers: its words, and the document's name where it is known."""

    quote: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """One question of a file. `facts`: each with the wordings that count; `source` is the file's own id."""

    question: str
    passages: tuple[Expected, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    language: str | None = None
    answerable: bool = True
    source: str = ""


def read(content: bytes) -> list[Imported]:
    """The questions of a file, its format known by its beginning. Raises FileNotUnderstood, with the line where there is one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileNotUnderstood(problem=Text(en="it is not UTF-8 text", ko="UTF-8 글이 아닙니다")) from None
    whole = _whole(text)
    found = list(_squad(whole["data"]) if whole is not None else _lines(text))
    if not found:
        raise FileNotUnderstood(problem=Text(en="it holds no question", ko="질문이 없습니다"))
    if len(found) > MOST_QUESTIONS:
        problem = Text(en=f"it holds more than {MOST_QUESTIONS} questions", ko=f"질문이 {MOST_QUESTIONS}개를 넘습니다")
        raise FileNotUnderstood(problem=problem)
    return found


def _whole(text: str) -> dict[str, Any] | None:
    """The document of a SQuAD file; None for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and isinstance(value.get("data"), list) else None


def _squad(articles: list[Any]) -> Iterator[Imported]:
    """The passage is the paragraph; the answers are wordings of one fact."""
    place = "data"
    try:
        for number, article in enumerate(articles):
            for paragraph in article["paragraphs"]:
                context = str(paragraph["context"])
                for each in paragraph["qas"]:
                    place = f"data[{number}] {each.get('id', '')}".strip()
                    answerable = not each.get("is_impossible", False)
                    wordings = tuple(dict.fromkeys(str(answer["text"]) for answer in each.get("answers", ())))
                    yield Imported(
                        str(each["question"]),
                        (Expected(context),) if answerable else (),
                        (wordings,) if answerable and wordings else (),
                        answerable=answerable,
                        source=str(each.get("id", "")),
                    )
    except (KeyError, TypeError, AttributeError):
        raise FileNotUnderstood(
            problem=Text(en=f"it is not SQuAD at {_shown(place)}", ko=f"SQuAD 형식이 아닙니다({_shown(place)})")
        ) from None


def _lines(text: str) -> Iterator[Imported]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield _one(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                problem = Text(
                    en=f'line {number} is not a question such as {{{{"question": "…", "passages": [{{{{"quote": "…"}}}}]}}}}',
                    ko=f'{number}번째 줄이 {{{{"question": "…", "passages": [{{{{"quote": "…"}}}}]}}}} 같은 질문이 아닙니다',
                )
                raise FileNotUnderstood(problem=problem) from None


_FIELDS = {"question", "passages", "facts", "language", "answerable", "id"}
_EXPORTED = {"workspaceId", "collection", "origin", "created_at"}
"""What the export of a person's questions says besides: taken from here, and told anew where they are imported."""


def _one(value: dict[str, Any]) -> Imported:
    if not isinstance(value["question"], str) or value.keys() - _FIELDS - _EXPORTED:
        raise TypeError
    answerable = value.get("answerable", True)
    language = value.get("language")
    if not isinstance(answerable, bool) or not isinstance(language, str | None):
        raise TypeError
    return Imported(
        value["question"],
        tuple(_passage(each) for each in value.get("passages", ())),
        tuple(_wordings(each) for each in value.get("facts", ())),
        language,
        answerable,
        str(value.get("id", "")),
    )


def _passage(value: Any) -> Expected:
    if isinstance(value, str):
        return Expected(value)
    document = value.get("document")
    if (
        not isinstance(value["quote"], str)
        or not isinstance(document, str | None)
        or value.keys() - {"quote", "document"}
    ):
        raise TypeError
    return Expected(value["quote"], document)


def _wordings(value: Any) -> tuple[str, ...]:
    wordings = (value,) if isinstance(value, str) else tuple(value)
    if not wordings or not all(isinstance(each, str) for each in wordings):
        raise TypeError
    return wordings


def _shown(text: str) -> str:
    return text[:100].replace("{", "{{").replace("}", "}}")
