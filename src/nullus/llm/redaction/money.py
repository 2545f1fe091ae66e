"""Cards (by their check digit) and bank accounts (by what stands beside them; an IBAN by its check digits)."""

import re
from collections.abc import Iterator

from nullus.llm.redaction.kinds import Found
from nullus.llm.redaction.page import Page

_CARD = re.compile(
    r"[0-9](?<![A-Za-z0-9_].)(?<![0-9A-Za-z][-.,].)"
    r"(?:[0-9]{3}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}|[0-9]{3}([ -])[0-9]{6}\2[0-9]{4,5}|[0-9]{12,18})"
    r"(?![A-Za-z0-9_])(?![-.,][0-9])"
)
_ACCOUNT = re.compile(
    r"[0-9](?<![A-Za-z0-9_].)(?<![0-9A-Za-z][-.,].)"
    r"(?:[0-9]{1,5}-[0-9]{1,8}(?:-[0-9]{1,8}){0,3}|[0-9]{1,5} [0-9]{2,6}(?: [0-9]{2,8}){1,2}|[0-9]{9,13})"
    r"(?![A-Za-z0-9_])(?![-.,][0-9])(?! ?(?:원|달러|won|KRW|USD|개|건))"
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}[- ][01]?[0-9][- ]")
_IBAN = re.compile(r"[A-Z](?<![A-Za-z0-9_].)[A-Z][0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9_])")
_IBAN_LENGTHS = range(15, 35)
_LEAST_DIGITS, _MOST_DIGITS = 10, 16


def cards(page: Page) -> Iterator[Found]:
    """Card numbers of the known networks whose check digit is right; with a wrong one only in groups beside the word card."""
    for match in _CARD.finditer(page.text):
        digits = match[0].replace("-", "").replace(" ", "")
        grouped = bool(match[1] or match[2])
        near = page.near("card", match.start(), match.end(), after=16)
        network = _network(digits)
        if _luhn(digits) and (network or (near and digits[0] == "9")):
            order = page.near("order", match.start(), match.end()) and not near
            certainty = (0.95 if grouped else 0.8) - ((0.2 if grouped else 0.4) if order else 0.0)
        else:
            certainty = 0.5 if grouped and near else 0.0
        if certainty:
            yield Found(match.start(), match.end(), "card", certainty)


def accounts(page: Page) -> Iterator[Found]:
    """Numbers of 10 to 16 digits that a bank or the word account stands beside, and IBANs."""
    if page.clues["bank"]:
        for match in _ACCOUNT.finditer(page.text):
            count = sum(character.isdigit() for character in match[0])
            if not _LEAST_DIGITS <= count <= _MOST_DIGITS or _DAY.match(match[0]):
                continue
            told = page.nearest(("bank", "order", "phone"), match.start())
            if told == "bank" or (told is None and page.near("bank", match.start(), match.end(), before=0, after=12)):
                yield Found(match.start(), match.end(), "account", 0.75)
    for match in _IBAN.finditer(page.text):
        compact = match[0].replace(" ", "")
        if len(compact) in _IBAN_LENGTHS and _mod97(compact):
            yield Found(match.start(), match.end(), "account", 0.95)


def _network(digits: str) -> bool:
    """Whether a card network gives out numbers that begin so, of this length."""
    two, four, length = int(digits[:2]), int(digits[:4]), len(digits)
    if length == 16:
        return digits[0] == "4" or 51 <= two <= 55 or 2221 <= four <= 2720 or two in {60, 62, 64, 65, 35, 94}
    if length == 15:
        return two in {34, 37}
    if length == 14:
        return two in {30, 36, 38, 39}
    return (length in {13, 19} and digits[0] == "4") or (17 <= length <= 19 and two == 62)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) << (place & 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _mod97(compact: str) -> bool:
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
