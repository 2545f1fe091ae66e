"""Names of documents: what a file name may be. Names are shown and compared, never used as paths."""

import unicodedata

from nullus.knowledge.errors import InvalidName

MAX_BYTES = 1024


def clean_name(raw: str) -> str:
    """A document's name from a file name or relative path: NFC, forward slashes, no way up.

    Raises InvalidName for names that are empty, longer than `MAX_BYTES` in UTF-8, or hold control characters.
    """
    try:
        size = len(raw.encode("utf-8"))
    except UnicodeEncodeError:
        raise InvalidName(problem="it is not valid text") from None
    if size > MAX_BYTES:
        raise InvalidName(problem=f"it is longer than {MAX_BYTES} bytes")
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in _BIDI for character in raw):
        raise InvalidName(problem="it holds control characters")
    parts = [part.strip() for part in unicodedata.normalize("NFC", raw).replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."}]
    if not kept:
        raise InvalidName(problem="it is empty")
    return "/".join(kept)


# Characters that turn the direction of text: a name must not read as another name.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
