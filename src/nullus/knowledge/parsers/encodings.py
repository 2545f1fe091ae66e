"""Bytes to text: Unicode first, then the legacy encodings of East Asia, told apart by what the text would say."""

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 64 * 1024
_CONTROLS: Final = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_HIGH: Final = re.compile(rb"[\x80-\xff]")

_HANGUL: Final = re.compile("[가-힣]")
_HAN: Final = re.compile("[一-鿿]")
_KANA: Final = re.compile("[ぁ-ヺー]")
_WIDE: Final = re.compile("[^\x00-\x7f]")
# The syllables and characters that a text of some length cannot do without.
_COMMON_HANGUL: Final = re.compile(
    "[이다는을에의가고하지은를로서도한기사자인어리일대시나그수부정있아해보라스전상여게들만주적으]"
)
_COMMON_SIMPLIFIED: Final = re.compile("[的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子]")
_COMMON_TRADITIONAL: Final = re.compile("[的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子]")
# What ordinary text is made of, for guessing at UTF-16 without a byte order mark.
_SPOKEN: Final = re.compile("[\n a-zA-Z가-힣ぁ-ヺ]")
_ORDINARY: Final = re.compile("[\t\n\r\x20-\x7e\u00a0-\u024f\u2010-\u203b\u3000-\u30ff가-힣ㄱ-ㅣ一-鿿\uff01-\uff5e]")


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the name of its encoding (a Python codec), or None when the bytes are not text."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec) or _mostly(data[len(mark) :], codec)
    if b"\0" in data[:_SAMPLE]:
        return _wide_units(data)
    if b"\x1b$" in data[:_SAMPLE]:
        for codec in ("iso2022_kr",) if b"\x1b$)C" in data[:_SAMPLE] else ("iso2022_jp_2",):
            if found := _strictly(data, codec):
                return found
    if _is_binary(data[:_SAMPLE]):
        return None
    return _strictly(data, "utf-8") or _cut_or_dented(data) or _legacy(data) or _wide_units(data)


def _strictly(data: bytes, codec: str) -> tuple[str, str] | None:
    try:
        return data.decode(codec), codec
    except (UnicodeDecodeError, LookupError):
        return None


def _mostly(data: bytes, codec: str) -> tuple[str, str] | None:
    """Decoded with replacement characters where at most one in two hundred is broken."""
    text = data.decode(codec, "replace")
    return (text, codec) if text.count("\ufffd") * 200 <= len(text) + 200 else None


def _cut_or_dented(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a cut last character or a few broken bytes, which is still clearly UTF-8."""
    for cut in range(1, 4):
        if found := _strictly(data[:-cut], "utf-8"):
            return found if found[0].strip() and not found[0].isascii() else None
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = len(_WIDE.findall(text[:_SAMPLE]))
    return (text, "utf-8") if broken * 50 <= wide and broken * 500 <= len(text) + 500 else None


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 300 > len(sample)


def _wide_units(data: bytes) -> tuple[str, str] | None:
    """UTF-16 (or 32) without a byte order mark, when nearly everything in it is ordinary text."""
    best: tuple[float, str] = (0.0, "")
    for codec, unit in (("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4)):
        if len(data) < 4 or len(data) % unit:
            continue
        text = data[: _SAMPLE // 4 * 4].decode(codec, "replace")
        ordinary = len(_ORDINARY.findall(text)) / max(1, len(text))
        spoken = (len(_SPOKEN.findall(text)) + 5 * len(_COMMON_SIMPLIFIED.findall(text))) / max(1, len(text))
        if ordinary > 0.97 and spoken > 0.3 and ordinary + spoken > best[0]:
            best = (ordinary + spoken, codec)
    return _strictly(data, best[1]) or _mostly(data, best[1]) if best[1] else None


def _legacy(data: bytes) -> tuple[str, str] | None:
    sample = data[:_SAMPLE]
    for codec, plausible in (
        ("cp949", _is_korean),
        ("cp932", _is_japanese),
        ("euc_jp", _is_japanese),
        ("gb18030", _is_simplified),
        ("big5", _is_traditional),
    ):
        text = sample.decode(codec, "replace")
        wide = _WIDE.findall(text)
        if not wide or text.count("\ufffd") * 100 > len(wide) + (100 if len(data) > _SAMPLE else 0):
            continue
        if plausible(text, len(wide)):
            return _strictly(data, codec) or _mostly(data, codec)
    if len(_HIGH.findall(sample)) * 5 <= len(sample):
        return _strictly(data, "cp1252") or _strictly(data, "latin-1")
    return None


def _is_korean(text: str, wide: int) -> bool:
    hangul = len(_HANGUL.findall(text))
    return hangul * 10 >= wide * 7 and (hangul < 8 or len(_COMMON_HANGUL.findall(text)) * 5 >= hangul)


def _is_japanese(text: str, wide: int) -> bool:
    return (
        len(_KANA.findall(text)) * 6 >= wide and (len(_KANA.findall(text)) + len(_HAN.findall(text))) * 10 >= wide * 7
    )


def _is_simplified(text: str, wide: int) -> bool:
    han = len(_HAN.findall(text))
    return han * 10 >= wide * 6 and len(_COMMON_SIMPLIFIED.findall(text)) * 12 >= han


def _is_traditional(text: str, wide: int) -> bool:
    han = len(_HAN.findall(text))
    return han * 10 >= wide * 6 and len(_COMMON_TRADITIONAL.findall(text)) * 12 >= han


CODECS: Final = (
    "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp949", "cp932", "euc_jp", "gb18030", "big5", "cp1252",
    "latin-1", "iso2022_jp_2", "iso2022_kr", "euc_kr", "johab", "ascii", "cp437", "shift_jis", "iso8859_15", "gb2312", "gbk",
    "koi8_r", "iso8859_2", "cp1250", "cp1251", "utf-7", "idna", "punycode", "base64_codec", "quopri_codec", "raw_unicode_escape",
)  # fmt: skip


def preload() -> None:
    """Load every codec now; a sandboxed child cannot open the files of a codec that it meets first."""
    for codec in CODECS:
        codecs.lookup(codec)
