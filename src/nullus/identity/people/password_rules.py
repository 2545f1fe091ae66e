"""Which passwords are refused, and why: too short, too long, or among the first that anybody would guess.

Nothing has to be in a password (no capitals, no signs): length and not being guessable is what counts (NIST SP 800-63B-4).
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from nullus.identity.people.errors import PasswordRefused
from nullus.identity.people.passwords import LONGEST, composed
from nullus.platform.errors import Text

LENGTH_ALONE, LENGTH_WITH_SECOND = 15, 8
PRODUCT_WORDS = ("nullus", "널러스")
_LEFT = 4
"""So much has to be left of a password once everything that comes to mind first is taken out of it."""

_SHORT = Text(
    en="it has {found} characters and needs at least {least}.", ko="{found}자입니다. {least}자 이상이어야 합니다."
)
_LONG = Text(en="it has more than {most} characters.", ko="{most}자를 넘습니다.")
_COMMON = Text(
    en="it is among the first that are guessed: common passwords, sequences, repeated characters or years.",
    ko="가장 먼저 추측되는 비밀번호입니다(흔한 비밀번호, 연속된 글자, 반복된 글자, 연도 등).",
)
_ABOUT = Text(
    en="it consists of your name, your e-mail address or the name of this service or workspace.",
    ko="이름, 이메일 주소, 서비스나 워크스페이스 이름으로 이루어져 있습니다.",
)
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "가나다라마바사아자차카타파하",
    "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
)
_SWAPPED = str.maketrans("@4031!5$7", "aaoeiisst")
_SEPARATORS = re.compile(r"[\s\W_]+")
_DIGITS = re.compile(r"\d+")


def check(password: str, *, words: Iterable[str] = (), second_factor: bool = False) -> None:
    """Refuse a bad password. `words`: what is known about its owner. Raises PasswordRefused."""
    whole = composed(password)
    least = LENGTH_WITH_SECOND if second_factor else LENGTH_ALONE
    if len(whole) < least:
        raise PasswordRefused(reason=_filled(_SHORT, found=len(whole), least=least))
    if len(whole) > LONGEST:
        raise PasswordRefused(reason=_filled(_LONG, most=LONGEST))
    folded = whole.casefold()
    own = sorted({each for word in (*PRODUCT_WORDS, *words) for each in _pieces(word)}, key=len, reverse=True)
    for said in {folded, folded.translate(_SWAPPED)}:
        if said in common() or _SEPARATORS.sub("", said) in common() or _little_left(said, _uncommon(said)):
            raise PasswordRefused(reason=_COMMON)
        others = said
        for word in own:
            others = others.replace(word, " ")
        if others != said and _little_left(said, _uncommon(others)):
            raise PasswordRefused(reason=_ABOUT)


def is_short_alone(password: str) -> bool:
    """Whether a password is too short to be the only factor: it was chosen while there was a second."""
    return len(composed(password)) < LENGTH_ALONE


@cache
def common() -> frozenset[str]:
    """What is guessed first, in lower case."""
    listed = files("nullus.identity.people").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(word for line in listed.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _common_words() -> re.Pattern[str]:
    words = sorted((word for word in common() if len(word) >= 4), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _pieces(words: str) -> set[str]:
    """The parts of a name or an address that are long enough to mean somebody."""
    folded = words.casefold()
    return {each for each in (_SEPARATORS.sub("", folded), *_SEPARATORS.split(folded)) if len(each) >= 3}


def _uncommon(said: str) -> str:
    """What is left without common words and runs."""
    return _common_words().sub(" ", _without_runs(said))


def _little_left(said: str, rest: str) -> bool:
    """Whether something was taken out, and what is left of it beside numbers and separators is next to nothing."""
    return rest != said and len(set(_SEPARATORS.sub("", _DIGITS.sub("", rest)))) < _LEFT


def _without_runs(said: str) -> str:
    """Without characters that repeat or follow each other on a keyboard, in an alphabet or a count (four and more)."""
    kept: list[str] = []
    place = 0
    while place < len(said):
        length = max(_run(said, place, step) for step in (-1, 0, 1))
        if length >= 4:
            kept.append(" ")
            place += length
        else:
            kept.append(said[place])
            place += 1
    return "".join(kept)


def _run(said: str, place: int, step: int) -> int:
    """How many characters from here on follow each other by `step` in one of the rows; 0 repeats the same one."""
    length = 1
    while place + length < len(said) and _follows(said[place + length - 1], said[place + length], step):
        length += 1
    return length


def _follows(first: str, second: str, step: int) -> bool:
    if step == 0:
        return first == second
    pair = first + second if step == 1 else second + first
    return any(pair in row for row in _RUNS)


def _filled(text: Text, **fields: object) -> Text:
    return Text(en=text.en.format(**fields), ko=text.ko.format(**fields))
