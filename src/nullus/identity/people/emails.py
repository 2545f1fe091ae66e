"""E-mail addresses: one form to compare, and nothing that looks like another address or ends a header line."""

import re
import unicodedata
from dataclasses import dataclass

import idna

from nullus.identity.people.errors import EmailRefused
from nullus.platform.errors import Text
from nullus.platform.web_values import is_one_line

_LONGEST, _LONGEST_LOCAL = 254, 64
_PLAIN_SIGNS = frozenset("!#$%&'*+/=?^_`{|}~.-")
_PART = re.compile(r"[.+_\-']+")

# Letters of other scripts that read as Latin ones: a word written with these alone pretends to be Latin.
_LATIN_LOOKALIKES = frozenset("авеѕіјһорсухкмтнԁԛԝӏүαβγεηικνορτυχωίόύάέήϳսոօցհյւո")
_WITH_HAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO"})
_TOGETHER = (_WITH_HAN | {"LATIN"}, frozenset({"HANGUL", "CJK", "LATIN"}))

_FORM = Text(en="it does not have the form name@domain.", ko="이름@도메인 형식이 아닙니다.")
_LONG = Text(en="it is too long.", ko="너무 깁니다.")
_SIGNS = Text(en="it holds characters that no address has.", ko="주소에 쓸 수 없는 문자가 들어 있습니다.")
_DOMAIN = Text(en="there can be no such domain.", ko="있을 수 없는 도메인입니다.")
_MIXED = Text(
    en="it mixes letters of different scripts, or uses letters that look like others.",
    ko="서로 다른 문자 체계의 글자를 섞었거나 다른 글자처럼 보이는 글자를 썼습니다.",
)


@dataclass(frozen=True, slots=True)
class Email:
    """`address` is where mail goes; `key` is how addresses are compared: one person, one key."""

    address: str
    key: str


def parse(typed: str) -> Email:
    """An address as somebody typed it. Raises EmailRefused."""
    if len(typed) > 4 * _LONGEST:
        raise EmailRefused(reason=_LONG)
    composed = unicodedata.normalize("NFKC", typed.strip(" "))
    local, at, domain = composed.rpartition("@")
    if not at or not local or "@" in local:
        raise EmailRefused(reason=_FORM)
    if not is_one_line(composed) or not all(each.isalnum() or each in _PLAIN_SIGNS for each in local):
        raise EmailRefused(reason=_SIGNS)
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise EmailRefused(reason=_FORM)
    ascii_domain = _domain(domain)
    if len(local.encode()) > _LONGEST_LOCAL or len(local.encode()) + len(ascii_domain) + 1 > _LONGEST:
        raise EmailRefused(reason=_LONG)
    for word in (*_PART.split(local), *idna.decode(ascii_domain).split(".")):
        if not _reads_as_it_is(word):
            raise EmailRefused(reason=_MIXED)
    return Email(f"{local}@{ascii_domain}", f"{unicodedata.normalize('NFKC', local.casefold())}@{ascii_domain}")


def _domain(domain: str) -> str:
    """The domain in ASCII, lower case (IDNA 2008). Raises EmailRefused."""
    try:
        found = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise EmailRefused(reason=_DOMAIN) from None
    labels = found.split(".")
    if len(labels) < 2 or found.endswith(".") or labels[-1].isdigit():
        raise EmailRefused(reason=_DOMAIN)
    return found


def _reads_as_it_is(word: str) -> bool:
    """Whether a word keeps to one script (Japanese and Korean: to those that are written together) and hides nothing."""
    letters = [each for each in word.casefold() if each.isalpha()]
    scripts = {unicodedata.name(each, "UNKNOWN").partition(" ")[0] for each in letters}
    if not scripts or scripts == {"LATIN"}:
        return True
    if len(scripts) > 1 and not any(scripts <= allowed for allowed in _TOGETHER):
        return False
    return not all(each in _LATIN_LOOKALIKES for each in letters)
