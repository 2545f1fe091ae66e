"""Names of documents: what a file name may be. Names are shown and compared, never used as paths."""

import unicodedata

from nullus.knowledge.errors import InvalidName
from nullus.platform.errors import Text
from nullus.platform.web_values import is_one_line

MAX_BYTES = 1024
NOT_TEXT = Text(en="it is not valid text", ko="올바른 문자가 아닙니다")
TOO_LONG = Text(en=f"it is longer than {MAX_BYTES} bytes", ko=f"{MAX_BYTES}바이트보다 깁니다")
CONTROL = Text(en="it holds control characters", ko="제어 문자가 들어 있습니다")
EMPTY = Text(en="it is empty", ko="비어 있습니다")


def clean_name(raw: str) -> str:
    """A document's name from a file name or relative path: NFC, forward slashes, no way up.

    Raises InvalidName for names that are empty, longer than `MAX_BYTES` in UTF-8, or hold control characters.
    """
    try:
        size = len(raw.encode("utf-8"))
    except UnicodeEncodeError:
        raise InvalidName(name=_shown(raw), problem=NOT_TEXT) from None
    if size > MAX_BYTES:
        raise InvalidName(name=_shown(raw), problem=TOO_LONG)
    if not is_one_line(raw):
        raise InvalidName(name=_shown(raw), problem=CONTROL)
    parts = [part.strip() for part in unicodedata.normalize("NFC", raw).replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."}]
    if not kept:
        raise InvalidName(name=_shown(raw), problem=EMPTY)
    return "/".join(kept)


def _shown(raw: str) -> str:
    """The name as a message may repeat it: short, and without what cannot be printed."""
    return "".join(each if each.isprintable() else "\ufffd" for each in raw[:80])
