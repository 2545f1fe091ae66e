"""Numbers that a state gives to people and firms: resident and foreigner numbers, passports, licences, business numbers."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from nullus.llm.redaction.kinds import Found
from nullus.llm.redaction.page import Clue, Page

# Hangul counts as a word character, so `\b` fails in `900101-1234567입니다`: the neighbours that matter are ASCII. Every pattern
# begins with what it looks for, not with a look-behind, so that Python can skip to the next digit.
_RESIDENT = re.compile(
    r"[0-9](?<![A-Za-z0-9_].)(?<![0-9][-.].)[0-9](?:0[1-9]|1[0-2])[0-3][0-9]( ?-? ?)([0-9])[0-9]{6}(?![A-Za-z0-9_])(?![-.][0-9])"
)
_PASSPORT = re.compile(r"[A-Z](?<![A-Za-z0-9_.\-].)[0-9]{3}(?:[A-Z][0-9]{4}|[0-9]{5})(?![A-Za-z0-9_])(?!-[A-Za-z0-9])")
_ANY_PASSPORT = re.compile(r"[A-Z0-9](?<![A-Za-z0-9_].)[A-Z]?[0-9]{6,8}(?![A-Za-z0-9_])(?!-[A-Za-z0-9])")
_LICENCE = re.compile(
    r"[0-9](?<![A-Za-z0-9_].)(?<![0-9]-.)([0-9])([ -]?)[0-9]{2}\2[0-9]{6}\2[0-9]{2}(?![A-Za-z0-9_])(?!-[0-9])"
)
_OLD_LICENCE = re.compile(
    r"(?:서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산)[ -]?[0-9]{2}-[0-9]{6}-[0-9]{2}(?![0-9])"
)
_ENGLISH_LICENCE = re.compile(r"[A-Z](?<![A-Za-z0-9_].)[0-9]{3}-?[0-9]{3,4}-?[0-9]{0,5}(?![A-Za-z0-9_-])")
_BUSINESS = re.compile(
    r"[0-9](?<![A-Za-z0-9_].)(?<![0-9][-.].)[0-9]{2}(-?)[0-9]{2}\1[0-9]{5}(?![A-Za-z0-9_])(?!-[0-9])"
)

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_COMPANY_WEIGHTS = (1, 2) * 6
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_CENTURIES = {
    "9": 1800,
    "0": 1800,
    "1": 1900,
    "2": 1900,
    "5": 1900,
    "6": 1900,
    "3": 2000,
    "4": 2000,
    "7": 2000,
    "8": 2000,
}
_OLDEST = 110  # years
_OLD_PASSPORTS = frozenset("MSR")
_KNOWN_PASSPORTS = frozenset("MSRODGT")
_TELLING: tuple[Clue, ...] = ("resident", "order", "company")


def residents(page: Page) -> Iterator[Found]:
    """Resident and foreigner numbers. The date must exist; the check digit only adds certainty: numbers given since October 2020
    end in random digits."""
    today = datetime.now(UTC).date()
    for match in _RESIDENT.finditer(page.text):
        digits = _digits(match[0])
        born = _birthday(digits)
        if born is None or born > today:
            continue
        told = page.nearest(_TELLING, match.start())
        certainty = 0.8 if match[1] else 0.55
        certainty += 0.2 if told == "resident" else 0.0
        certainty -= {"order": 0.1 if match[1] else 0.3, "company": 0.5}.get(told or "", 0.0)
        checked = _resident_check(digits)
        certainty += 0.15 if checked else 0.0
        if (
            told != "resident"
            and not checked
            and (today.year - born.year > _OLDEST or (not match[1] and _article_number(digits)))
        ):
            certainty -= 0.35
        yield Found(match.start(), match.end(), "frn" if match[2] in "5678" else "rrn", min(certainty, 1.0))


def passports(page: Page) -> Iterator[Found]:
    """Korean passports, old (M12345678) and new (M123A4567); of other states beside the word."""
    for match in _PASSPORT.finditer(page.text):
        value = match[0]
        near = page.near("passport", match.start(), match.end(), after=16)
        if value[0] not in _KNOWN_PASSPORTS and not near:
            continue
        new = value[4].isalpha()
        certainty = 0.7 if new else 0.5 if value[0] in _OLD_PASSPORTS else 0.3
        if not new and value[1:3] in {"19", "20"} and not near:
            certainty -= 0.25  # more likely a day: S20241121
        certainty += 0.3 if near else 0.0
        certainty -= 0.3 if not near and page.near("order", match.start(), match.end()) else 0.0
        yield Found(match.start(), match.end(), "passport", certainty)
    for start, end in page.windows("passport", 44):
        for match in _ANY_PASSPORT.finditer(page.text, start, end):
            yield Found(match.start(), match.end(), "passport", 0.6)


def licences(page: Page) -> Iterator[Found]:
    """Driver's licences: 11-24-123456-78 with the number of a region, or with its name as before; American ones beside the word."""
    for match in _LICENCE.finditer(page.text):
        near = page.near("licence", match.start(), match.end(), after=16)
        if 11 <= int(match[0][:2]) <= 28 and (match[2] or near):
            order = page.near("order", match.start(), match.end()) and not near
            yield Found(match.start(), match.end(), "licence", 0.95 if near else 0.4 if order else 0.7)
    for match in _OLD_LICENCE.finditer(page.text):
        yield Found(match.start(), match.end(), "licence", 0.9)
    for start, end in page.windows("licence", 44):
        for match in _ENGLISH_LICENCE.finditer(page.text, start, end):
            yield Found(match.start(), match.end(), "licence", 0.6)


def businesses(page: Page) -> Iterator[Found]:
    """Business registration numbers: 123-45-67890 with its check digit; without it, or without dashes, only beside the word."""
    for match in _BUSINESS.finditer(page.text):
        near = page.near("business", match.start(), match.end(), after=16)
        checked = _business_check(_digits(match[0]))
        certainty = 0.65 if match[1] else 0.2
        certainty += 0.15 if checked else -0.25
        certainty += 0.35 if near else 0.0
        certainty -= 0.4 if not near and page.near("order", match.start(), match.end()) else 0.0
        yield Found(match.start(), match.end(), "business", min(certainty, 1.0))


def _digits(text: str) -> str:
    return text.replace("-", "").replace(" ", "")


def _birthday(digits: str) -> date | None:
    try:
        return date(_CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None


def _resident_check(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    check = 11 - total % 11
    return (check + 2 if digits[6] in "5678" else check) % 10 == int(digits[12])


def _article_number(digits: str) -> bool:
    """Whether thirteen digits in a row are rather a bar code (880…) or the number of a firm than a person's."""
    odd, even = sum(map(int, digits[:12:2])), sum(map(int, digits[1:12:2]))
    barcode = digits.startswith("880") and (odd + 3 * even + int(digits[12])) % 10 == 0
    total = sum(weight * int(digit) for weight, digit in zip(_COMPANY_WEIGHTS, digits, strict=False))
    return barcode or (digits.startswith("1101") and -total % 10 == int(digits[12]))


def _business_check(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_BUSINESS_WEIGHTS, digits, strict=False))
    total += int(digits[8]) * 5 // 10
    return -total % 10 == int(digits[9])
