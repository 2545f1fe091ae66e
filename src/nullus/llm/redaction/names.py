"""Names of people: those that the caller gives, and, where asked, those that their surroundings give away."""

import re
from collections.abc import Iterator, Sequence

from nullus.llm.redaction.kinds import Found
from nullus.llm.redaction.page import Page

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공"
    "현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_TWO_SURNAMES = "남궁|황보|제갈|사공|선우|서문|독고"
_HANGUL_NAME = rf"(?:(?:{_TWO_SURNAMES})[가-힣]{{1,2}}|[{_SURNAMES}][가-힣]{{1,2}})"
_LABEL = (
    r"(?:이름|성명|성함|담당자|대표자|신청인|신청자|예금주"
    r"|환자명|고객명|작성자|수신인|수령인|받는 ?사람|받는 ?분|보내는 ?사람|지원자|계약자|보호자|직원명|참석자)"
)
_ENGLISH_WORD = r"[A-Z](?:[a-z]{0,2}['’]?[A-Z])?[a-z]{1,15}(?:-[A-Z][a-z]{1,15})?"
_ENGLISH_NAME = rf"{_ENGLISH_WORD}(?: [A-Z]\.)?(?: {_ENGLISH_WORD}){{0,2}}"
_SAID = r"입니다|이고|이며|이에요|예요|이다|님|씨"
_LABELLED = re.compile(
    rf"{_LABEL} ?[:=|] ?(?:(?P<name>{_HANGUL_NAME})(?=[^가-힣]|$|[은는이가을를와과의]|{_SAID})|(?P<latin>{_ENGLISH_NAME})(?![a-z]))"
)
_SAID_TO_BE = re.compile(
    rf"{_LABEL}[은는이가] (?:(?P<name>{_HANGUL_NAME})(?={_SAID}|[.,]|$)|(?P<latin>{_ENGLISH_NAME})(?={_SAID}|[.,]|$))"
)
_TITLED = re.compile(
    rf"(?<![가-힣])(?P<name>{_HANGUL_NAME}) ?(?:씨|님|선생님|교수|대리|과장|차장|부장|팀장|실장|변호사|간호사|주임)"
    r"(?=[^가-힣]|$|[은는이가을를와과의께도에]|님|입니다|한테|에게)"
)
_TITLED_YOUNG = re.compile(
    rf"(?<![가-힣])(?P<name>[{_SURNAMES}][가-힣]{{2}}) ?(?:군|양)(?=[^가-힣]|$|[은이의])"
)  # 정부군 is none
_NO_NAME_ENDS = frozenset("의을를는에와과청당처부황")
_TITLED_LATIN = re.compile(
    rf"(?<![A-Za-z0-9])(?P<latin>{_ENGLISH_WORD}(?: {_ENGLISH_WORD}){{0,2}}) ?(?:씨|님|선생님|교수님)"
)
# Words that look like a surname, a given name and a title and are not.
_WORDS = re.compile(
    r"(?:고객|선생|부모|손님|회원|사장|부장|이용|원장|이사|주인|하나|공주|왕자|기사|형|도련|아버|어머|할머|선배|후배|동기|담당|관리|주민|지원|신청|한국|이번|우리|전체|최고|정규|신입"
    r"|임원|인사|정보|전문|전담|주치|한의|수석|현장|안전|심사|고문|배우|유저|구매|이웃|진행|조사|성인|남성|여성|소아|주임|선임|책임|수간호|공인|국선|지도|어르신|모두|여러|하느|마님"
    r"|서방|서비스|주소|이메일|전화|연락|문의|공개|선택|한글|기타|이하|서류|정확|이름|성명|변경|추가|인증)(?:자|인|들|분|관|원|사|장|처|한)?"
)
_TITLED_ENGLISH = re.compile(
    # The title first, then what stands before it: so that Python searches the literals.
    r"(?:Mr(?<![A-Za-z]..)|Mrs(?<![A-Za-z]...)|Ms(?<![A-Za-z]..)|Miss(?<![A-Za-z]....)|Dr(?<![A-Za-z]..)|Prof(?<![A-Za-z]....))"
    r"(?:\. ?| )"
    rf"(?:(?P<latin>{_ENGLISH_NAME})|(?P<name>{_HANGUL_NAME})(?![가-힣]))"
)
_LABELLED_ENGLISH = re.compile(
    r"(?:[Nn]ame|Contact|Patient|Applicant|Employee|Customer|Recipient|Attn|Attention)(?: ?[:=] ?| is )"
    rf"(?:(?P<latin>{_ENGLISH_WORD}(?: [A-Z]\.)?(?: {_ENGLISH_WORD}){{1,2}})(?![a-z])|(?P<name>{_HANGUL_NAME})(?![가-힣]))"
)
_PATTERNS = (_LABELLED, _SAID_TO_BE, _TITLED, _TITLED_YOUNG, _TITLED_LATIN, _TITLED_ENGLISH, _LABELLED_ENGLISH)
_MOST_REPEATED = 200
_MOST_GIVEN = 2000


def given(page: Page, names: Sequence[str]) -> Iterator[Found]:
    """The names that the caller gave, wherever they stand, with a Korean particle behind them or not."""
    yield from _everywhere(page, list(dict.fromkeys(names))[:_MOST_GIVEN], 0.9, re.IGNORECASE)


def noticed(page: Page) -> Iterator[Found]:
    """Names that a label, a title or a form of address gives away, and then the same name elsewhere in the text."""
    names: dict[str, None] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(page.text):
            group = match.lastgroup or "name"
            name = match[group]
            if name[-1] not in _NO_NAME_ENDS and not _WORDS.fullmatch(name):
                names.setdefault(name)
                yield Found(match.start(group), match.end(group), "name", 0.7)
    yield from _everywhere(page, [name for name in names if len(name) > 2][:_MOST_REPEATED], 0.6)


def _everywhere(page: Page, names: list[str], certainty: float, flags: int = 0) -> Iterator[Found]:
    longest_first = sorted((name.strip() for name in names if len(name.strip()) > 1), key=len, reverse=True)
    if not longest_first:
        return
    # Literals alone, so that Python searches them by their first characters; the neighbours are looked at afterwards.
    for match in re.finditer("|".join(map(re.escape, longest_first)), page.text, flags):
        if _stands_alone(page.text, match.start(), match.end()):
            yield Found(match.start(), match.end(), "name", certainty)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Latin names stand between characters that are no Latin letters; a Hangul name of two syllables begins no word's middle."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if text[start].isascii() or text[end - 1].isascii():
        return not _latin(before) and not _latin(after)
    return end - start > 2 or not "가" <= before <= "힣"


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
