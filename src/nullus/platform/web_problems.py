"""Validation problems in words: where in the request, and what is wrong there, in the asker's language."""

from collections.abc import Sequence
from typing import Any

from nullus.platform.errors import Language, Text

NOT_JSON = Text(en="the body is not JSON", ko="본문이 JSON이 아닙니다")
WRONG = Text(en="is not valid", ko="값이 올바르지 않습니다")

# pydantic's error types; any other is said to be wrong without telling how.
KNOWN: dict[str, Text] = {
    "missing": Text(en="is required", ko="필수입니다"),
    "repeated": Text(en="stands there more than once", ko="두 번 이상 들어 있습니다"),
    "extra_forbidden": Text(en="is not a field of this call", ko="이 호출에 없는 항목입니다"),
    "control_characters": Text(en="holds control characters", ko="제어 문자가 들어 있습니다"),
    "blank": Text(en="is blank", ko="비어 있습니다"),
    "not_storable": Text(
        en="holds characters or numbers that JSON does not know", ko="JSON이 모르는 문자나 숫자가 들어 있습니다"
    ),
    "string_type": Text(en="must be text", ko="문자열이어야 합니다"),
    "int_type": Text(en="must be a whole number", ko="정수여야 합니다"),
    "int_parsing": Text(en="must be a whole number", ko="정수여야 합니다"),
    "int_from_float": Text(en="must be a whole number", ko="정수여야 합니다"),
    "int_parsing_size": Text(en="is too large a number", ko="숫자가 너무 큽니다"),
    "float_type": Text(en="must be a number", ko="숫자여야 합니다"),
    "float_parsing": Text(en="must be a number", ko="숫자여야 합니다"),
    "finite_number": Text(en="must be a finite number", ko="유한한 숫자여야 합니다"),
    "none_required": Text(en="must be null", ko="null이어야 합니다"),
    "bool_parsing": Text(en="must be true or false", ko="true 또는 false여야 합니다"),
    "string_pattern_mismatch": Text(en="does not have the right form", ko="형식이 맞지 않습니다"),
    "datetime_type": Text(en="must be a date and time", ko="날짜와 시각이어야 합니다"),
    "datetime_parsing": Text(en="must be a date and time", ko="날짜와 시각이어야 합니다"),
    "datetime_from_date_parsing": Text(en="must be a date and time", ko="날짜와 시각이어야 합니다"),
    "datetime_future": Text(en="must lie in the future", ko="미래의 시각이어야 합니다"),
    "timezone_aware": Text(en="needs a time zone", ko="시간대가 필요합니다"),
    "too_far": Text(en="lies too far in the future", ko="너무 먼 미래입니다"),
    "list_type": Text(en="must be a list", ko="목록이어야 합니다"),
    "dict_type": Text(en="must be an object", ko="객체여야 합니다"),
    "model_attributes_type": Text(en="must be an object", ko="객체여야 합니다"),
    "model_type": Text(en="must be an object", ko="객체여야 합니다"),
    "bool_type": Text(en="must be true or false", ko="true 또는 false여야 합니다"),
    "uuid_parsing": Text(en="must be an id", ko="ID 형식이어야 합니다"),
    "uuid_type": Text(en="must be an id", ko="ID 형식이어야 합니다"),
    "string_too_short": Text(en="is too short", ko="너무 짧습니다"),
    "string_too_long": Text(en="is too long", ko="너무 깁니다"),
    "string_unicode": Text(en="holds characters that are not valid text", ko="올바르지 않은 문자가 들어 있습니다"),
    "too_short": Text(en="has too few entries", ko="항목이 너무 적습니다"),
    "too_long": Text(en="has too many entries", ko="항목이 너무 많습니다"),
    "json_invalid": Text(en="is not valid JSON", ko="올바른 JSON이 아닙니다"),
    "literal_error": Text(en="must be one of {expected}", ko="다음 중 하나여야 합니다: {expected}"),
    "enum": Text(en="must be one of {expected}", ko="다음 중 하나여야 합니다: {expected}"),
    "greater_than_equal": Text(en="must be at least {ge}", ko="{ge} 이상이어야 합니다"),
    "less_than_equal": Text(en="must be at most {le}", ko="{le} 이하여야 합니다"),
}


def describe_problems(problems: Sequence[Any], language: Language, limit: int = 5) -> str:
    """One line: `body.query is required; body.topK must be at most 100`. Values are never repeated."""
    lines = []
    for problem in problems[:limit]:
        place = ".".join(
            str(part)[:60] for part in problem.get("loc", ()) if not isinstance(part, int) or part < 10_000
        )
        words = KNOWN.get(problem.get("type", ""), WRONG).render(language, problem.get("ctx") or {})
        lines.append(f"{_printable(place)} {words}".strip())
    return "; ".join(lines)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
