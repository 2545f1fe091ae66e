"""Postal addresses: Korean ones by road and by lot, English street addresses, and Korean ones in Latin letters."""

import re
from collections.abc import Iterator

from nullus.llm.redaction.kinds import Found
from nullus.llm.redaction.page import Page

_PROVINCES = (
    "서울특별시|서울시|서울|부산광역시|부산시|부산|대구광역시|대구시|대구|인천광역시|인천시|인천|광주광역시|광주시|광주"
    "|대전광역시|대전시|대전|울산광역시|울산시|울산|세종특별자치시|세종시|세종|경기도|경기|강원특별자치도|강원도|강원"
    "|충청북도|충북|충청남도|충남|전북특별자치도|전라북도|전북|전라남도|전남|경상북도|경북|경상남도|경남|제주특별자치도|제주도|제주시|제주"
)
_DISTRICT = r"[가-힣]{1,4}(?:시|군|구)"
_AREA = rf"(?:(?:{_PROVINCES})(?![가-힣]),? ?(?:{_DISTRICT},? ){{0,2}}|{_DISTRICT},? (?:{_DISTRICT},? )?)"
_VILLAGE = r"(?:[가-힣]{1,5}(?:읍|면|동|리),? ){0,2}"
_DOOR = r"[0-9]{1,4}(?:-[0-9]{1,4})?"
_ROAD = rf"(?P<road>[가-힣][가-힣0-9·]{{0,11}}?(?:대로|로|길)) ?(?:[0-9]{{1,4}}(?:번|가|나|다)?길 ?)?(?:지하 ?)?(?P<door>{_DOOR})"
_LOT = rf"(?P<lot>[가-힣][가-힣0-9]{{0,6}}(?:동|리|가)) (?:산 ?)?(?P<number>{_DOOR})(?:번지)?"
_TAIL = (
    r"(?:,? ?\([가-힣0-9]{1,8}(?:동|리|가)(?:, ?[가-힣A-Za-z0-9 ]{1,20})?\))?"
    r"(?:,? ?[가-힣A-Za-z0-9]{1,14}(?:아파트|빌딩|타워|빌라|오피스텔|맨션|하우스|센터|자이|래미안|푸르지오|힐스테이트))?"
    r"(?:,? ?[가-힣0-9A-Za-z]{1,3}동(?![가-힣]))?(?:,? ?(?:지하 ?)?[0-9]{1,2}층)?(?:,? ?[0-9A-Z]{1,5}호(?![가-힣]*선))?"
    r"(?:,? ?\([가-힣0-9]{1,8}(?:동|리|가)(?:, ?[가-힣A-Za-z0-9 ]{1,20})?\))?"
)
# Counted things are no house numbers: 강남구 기준으로 3명.
_COUNTED = (
    r"(?![0-9]|[.,][0-9])"
    r"(?! ?(?:명|개|년|월|일|시간|시|분|초|차|원|만|억|배|건|회|위|대|번(?!지)|등|점|주|세|살|인|도|km|m|kg|%|[-~]))"
)
_BY_ROAD = re.compile(rf"{_AREA}{_VILLAGE}{_ROAD}{_COUNTED}{_TAIL}")
_BY_LOT = re.compile(rf"{_AREA}(?:[가-힣]{{1,5}}(?:읍|면),? )?{_LOT}{_COUNTED}{_TAIL}")
_BARE_ROAD = re.compile(rf"{_VILLAGE}{_ROAD}{_COUNTED}{_TAIL}")
_BARE_LOT = re.compile(rf"{_LOT}(?<=번지){_TAIL}")
_KOREAN_LINES = re.compile(r"[가-힣][^\n]*")  # nothing else is worth the slower patterns
_PARTICLES = re.compile(
    r"(?:으로|별도로|바로|그대로|서로|새로|실제로|주로|따로|스스로|함부로|제대로|대체로|기준으로|순서로|자체로|위주로)$"
)

_STREET = (
    r"(?P<street>Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Way|Terrace|Parkway|Pkwy"
    r"|Highway|Hwy)"
)
_ENGLISH = re.compile(
    r"(?P<number>[1-9](?<![A-Za-z0-9_.,$-].)[0-9]{0,4}[A-Z]?) (?:[NSEW]\.? )?"
    r"(?:(?:[A-Z][a-z']{1,15}|[0-9]{1,3}(?:st|nd|rd|th)) ){1,3}"
    rf"{_STREET}(?![A-Za-z])\.?(?P<rest>(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|#)\.? ?#?[A-Za-z0-9-]{{1,6}}(?![A-Za-z0-9]))?"
    r"(?:, [A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15}){0,2}(?:,? [A-Z]{2}(?![A-Za-z]))?(?: [0-9]{5}(?:-[0-9]{4})?(?![0-9]))?)?)"
)
_AMBIGUOUS = frozenset({"Drive", "Way", "Court", "Place", "Square"})  # 12 Hard Drive
_BOX = re.compile(r"P\.?O\.? ?Box [0-9]{1,6}(?![0-9])")
_ROMANISED = re.compile(
    r"[1-9](?<![A-Za-z0-9_.,-].)[0-9]{0,3}(?:-[0-9]{1,3})?,? [A-Z][a-z]{1,15}(?:-?daero|-ro|-gil)(?:,? ?[0-9]{1,3}(?:beon)?-gil)?"
    r"(?:, [A-Z][a-z]{1,15}-(?:gu|si|dong|gun|eup|myeon|do)){0,4}(?:, [A-Z][a-z]{1,15}){0,3}(?:,? [0-9]{5}(?![0-9]))?"
)


def addresses(page: Page) -> Iterator[Found]:
    """Addresses that name a door. A road without its town counts only beside a word such as 주소: `로` is also a particle."""
    text = page.text
    yield from _korean(text)
    for start, end in page.windows("address", 60):
        for pattern in (_BARE_ROAD, _BARE_LOT):
            for match in pattern.finditer(text, start, end):
                if not _particle(match):
                    yield Found(match.start(), match.end(), "address", 0.55)
    for match in _ENGLISH.finditer(text):
        told = page.near("address", match.start(), match.end()) or match["rest"] or match["number"][3:]
        yield Found(match.start(), match.end(), "address", 0.7 if told or match["street"] not in _AMBIGUOUS else 0.4)
    for match in _BOX.finditer(text):
        yield Found(match.start(), match.end(), "address", 0.7)
    for match in _ROMANISED.finditer(text):
        yield Found(match.start(), match.end(), "address", 0.8)


def _korean(text: str) -> Iterator[Found]:
    for line in _KOREAN_LINES.finditer(text):
        for pattern in (_BY_ROAD, _BY_LOT):
            for match in pattern.finditer(text, line.start(), line.end()):
                if not _particle(match):
                    yield Found(match.start(), match.end(), "address", 0.85)


def _particle(match: re.Match[str]) -> bool:
    road = match.groupdict().get("road")
    return bool(road and _PARTICLES.search(road))
