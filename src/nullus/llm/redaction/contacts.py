"""Telephone numbers and e-mail addresses."""

import re
from collections.abc import Iterator

from nullus.llm.redaction.kinds import Found
from nullus.llm.redaction.page import Page

_END = r"(?![A-Za-z0-9_])(?![-.][0-9])"
_MOBILE = re.compile(
    r"0(?<![A-Za-z0-9_].)(?<![0-9][-.].)1[016-9][-. )]{0,2}[0-9]{3,4}[-. ]?[0-9]{4}" + _END,
)
_LANDLINE = re.compile(
    r"0(?<![A-Za-z0-9_].)(?<![0-9][-.].)(?:2|[3-6][1-5]|70|50[2-8]?|80)([-. )]{0,2})[0-9]{3,4}([-. ]?)[0-9]{4}" + _END
)
_KOREAN_ABROAD = re.compile(
    r"(?:\+|00|8)(?<![A-Za-z0-9_].)(?:(?<=8)|8)2[-. ]?\(?0?\)?[-. ]?"
    r"(1[016-9]|2|[3-6][1-5]|70)\)?[-. ]?[0-9]{3,4}([-. ]?)[0-9]{4}" + _END
)
_ABROAD = re.compile(r"\+(?<![A-Za-z0-9_+].)(?!82)[1-9](?:[-. ()]{0,2}[0-9]){7,14}+(?![A-Za-z0-9_])")
_AMERICAN = re.compile(
    r"[2-9](?<![A-Za-z0-9_].)(?<![0-9][-.].)[0-9]{2}(\) ?|[-. ]?)[2-9][0-9]{2}([-. ]?)[0-9]{4}" + _END,
)
_AMERICAN_LONG = re.compile(
    r"1(?<![A-Za-z0-9_+].)(?<![0-9][-.].)[-. ]\(?[2-9][0-9]{2}\)?[-. ]{1,2}[2-9][0-9]{2}[-. ][0-9]{4}" + _END
)
_REPRESENTATIVE = re.compile(r"1(?<![A-Za-z0-9_].)(?<![0-9-][-.].)[568][0-9]{2}-[0-9]{4}" + _END)

_DOMAIN = re.compile(
    r"(?:(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}|[가-힣]{1,20})\.){1,8}(?:[A-Za-z]{2,24}(?![A-Za-z0-9_-])|한국)"
)
_LOCAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-'")
_MOST_LOCAL = 64


def phones(page: Page) -> Iterator[Found]:
    """Korean mobile, landline and internet numbers, +82, American and international forms."""
    for match in _MOBILE.finditer(page.text):
        yield _at(page, match, 0.9 if any(each in match[0] for each in "-. ") else 0.8)
    for match in _LANDLINE.finditer(page.text):
        if (match[1] and match[2]) or page.near("phone", match.start(), match.end()):
            yield _at(page, match, 0.75)
    for match in _KOREAN_ABROAD.finditer(page.text):
        if match[0][0] != "8" or match[2]:
            yield _at(page, match, 0.9)
    for match in _ABROAD.finditer(page.text):
        digits = sum(character.isdigit() for character in match[0])
        if match[0][1] != "1" or digits == 11:
            yield _at(page, match, 0.7)
    yield from _american(page)
    if page.clues["phone"]:
        for match in _REPRESENTATIVE.finditer(page.text):
            if page.near("phone", match.start(), match.end()):
                yield _at(page, match, 0.6)


def _american(page: Page) -> Iterator[Found]:
    for match in _AMERICAN.finditer(page.text):
        near = page.near("phone", match.start(), match.end())
        if near or (match[1].strip() and match[2].strip()):
            order = not near and page.near("order", match.start(), match.end())
            yield _at(page, match, 0.3 if order else 0.6)
    for match in _AMERICAN_LONG.finditer(page.text):
        yield _at(page, match, 0.6)


def emails(page: Page) -> Iterator[Found]:
    """E-mail addresses, also those that Korean follows without a space: `hong@example.com이에요`."""
    text = page.text
    at = text.find("@")
    while at >= 0:
        start, least = at, max(0, at - _MOST_LOCAL)
        while start > least and text[start - 1] in _LOCAL:
            start -= 1
        while start < at and text[start] in ".-'%":
            start += 1
        domain = _DOMAIN.match(text, at + 1) if start < at else None
        if domain and not (text[start:at] == "git" and text[domain.end() : domain.end() + 1] == ":"):
            yield Found(start, domain.end(), "email", 0.95)
        at = text.find("@", at + 1)


def _at(page: Page, match: re.Match[str], certainty: float) -> Found:
    """The number, with the parenthesis that opens inside it or before it."""
    start = match.start()
    if ")" in match[0] and "(" not in match[0] and page.text[max(0, start - 1) : start] == "(":
        start -= 1
    return Found(start, match.end(), "phone", certainty)
