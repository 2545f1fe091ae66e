"""A text prepared for the recognisers: one form of digits and dashes, and where the words stand that tell what a number is."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Clue = Literal["resident", "passport", "licence", "business", "phone", "bank", "card", "address", "order", "company"]

_WORDS: dict[Clue, str] = {
    "resident": "주민등록 주민번호 주민 외국인등록 외국인번호 거소신고 생년월일 resident rrn arc foreigner alien",
    "passport": "여권 passport",
    "licence": "운전면허 면허번호 면허증 license licence",
    "business": "사업자 business biz brn",
    "phone": "전화 연락처 휴대폰 휴대전화 핸드폰 팩스 문의 콜센터 전번 tel phone mobile cell fax call contact whatsapp",
    "bank": "계좌 입금 송금 이체 통장 예금 은행 뱅크 국민 신한 우리 하나 농협 기업 수협 신협 우체국 새마을금고 증권"
    " account acct bank iban",
    "card": "카드 card visa mastercard amex",
    "address": "주소 거주지 배송지 소재지 본적 사는 우편 위치 address residence lives deliver ship",
    "order": "주문 송장 운송장 접수 바코드 상품 모델 품번 일련 버전 관리번호 문서번호 order invoice tracking sku serial isbn"
    " barcode ticket version build epoch timestamp ref part model doi",
    "company": "법인",
}
_CLUE_OF = {word: clue for clue, words in _WORDS.items() for word in words.split()}
_SPELLED = sorted(
    {form for word in _CLUE_OF for form in (word, word.capitalize(), word.upper())}, key=lambda each: (-len(each), each)
)
# Literal alternatives, both cases spelled out: Python searches them by their first characters, which IGNORECASE would undo.
_CLUES = re.compile("|".join(map(re.escape, _SPELLED)))
_PLURAL = frozenset("sS")

_PLAIN = str.maketrans(
    "０１２３４５６７８９‐‑‒–—―−－﹣＠．，：（）＋\u00a0\u2007\u202f\u3000",
    "0123456789--------" + "-@.,:()+    ",
)
_UNUSUAL = re.compile("[０-９‐-―−－﹣＠．，：（）＋\u00a0\u2007\u202f\u3000]")


@dataclass(frozen=True)
class Page:
    """A text and its clues. `text` has the same length as what it was made from, so places in it are places there."""

    text: str

    @cached_property
    def clues(self) -> dict[Clue, list[int]]:
        """Where each sort of clue begins, rising."""
        found: dict[Clue, list[int]] = {clue: [] for clue in _WORDS}
        for match in _CLUES.finditer(self.text):
            word = match[0]
            if word.isascii() and _inside_word(self.text, match.start(), match.end()):
                continue
            found[_CLUE_OF[word.lower()]].append(match.start())
        return found

    def near(self, clue: Clue, start: int, end: int, before: int = 28, after: int = 0) -> bool:
        """Whether the clue begins at most `before` characters before `start`, or `after` characters behind `end`."""
        places = self.clues[clue]
        at = bisect_left(places, start)
        if at and places[at - 1] >= start - before:
            return True
        return bool(after) and at < len(places) and end <= places[at] <= end + after

    def windows(self, clue: Clue, length: int) -> Iterator[tuple[int, int]]:
        """What stands within `length` characters of a clue's beginning; clues in a row share one window."""
        start = end = -1
        for place in self.clues[clue]:
            if place > end:
                if end >= 0:
                    yield start, end
                start = place
            end = place + length
        if end >= 0:
            yield start, end

    def nearest(self, clues: Iterable[Clue], start: int, before: int = 28) -> Clue | None:
        """The clue that begins last before `start`, of those that begin at most `before` characters before it."""
        best, best_at = None, start - before - 1
        for clue in clues:
            places = self.clues[clue]
            at = bisect_left(places, start)
            if at and places[at - 1] > best_at:
                best, best_at = clue, places[at - 1]
        return best


def page_of(text: str) -> Page:
    """Full-width digits, the many dashes and unusual spaces become their ASCII sisters, one for one."""
    return Page(text.translate(_PLAIN) if _UNUSUAL.search(text) else text)


def _inside_word(text: str, start: int, end: int) -> bool:
    if start and text[start - 1].isascii() and text[start - 1].isalpha():
        return True
    rest = text[end : end + 2]
    if rest[:1] in _PLURAL:
        rest = rest[1:]
    return bool(rest) and rest[0].isascii() and rest[0].isalpha()
