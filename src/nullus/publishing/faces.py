"""The face of a chatbot: one that is built in, or a small image. Its first bytes say what it is, never its sender."""

import base64
import struct

from nullus.platform.errors import Text
from nullus.publishing.errors import FaceNotUnderstood

BUILT_IN = ("chat", "book", "person", "star")
MOST_BYTES = 65_536
MOST_PIXELS = 512


def read(text: str) -> bytes:
    """An image out of Base64. Raises FaceNotUnderstood."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise FaceNotUnderstood(problem=_NO_BASE64) from None


def kind_of(image: bytes) -> str:
    """The media type of an image that may be a face. Raises FaceNotUnderstood."""
    if not 0 < len(image) <= MOST_BYTES:
        raise FaceNotUnderstood(problem=_TOO_LARGE if image else _EMPTY)
    try:
        media_type, width, height = _look(image)
    except (struct.error, IndexError):
        raise FaceNotUnderstood(problem=_NO_IMAGE) from None
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise FaceNotUnderstood(problem=_TOO_WIDE)
    return media_type


def _look(image: bytes) -> tuple[str, int, int]:
    """Media type, width and height. Raises FaceNotUnderstood, struct.error, IndexError."""
    if image.startswith(b"\x89PNG\r\n\x1a\n") and image[12:16] == b"IHDR":
        width, height = struct.unpack(">II", image[16:24])
        return "image/png", width, height
    if image.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", *_jpeg_size(image)
    if image[:4] == b"RIFF" and image[8:12] == b"WEBP":
        return "image/webp", *_webp_size(image)
    raise FaceNotUnderstood(problem=_NO_IMAGE)


def _jpeg_size(image: bytes) -> tuple[int, int]:
    """From the frame header (ITU-T T.81, B.2.2), past the segments before it."""
    at = 2
    while image[at] == 0xFF:
        marker = image[at + 1]
        (length,) = struct.unpack(">H", image[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", image[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise FaceNotUnderstood(problem=_NO_IMAGE)


def _webp_size(image: bytes) -> tuple[int, int]:
    """From the first chunk: lossy, lossless or extended (RFC 9649)."""
    form = image[12:16]
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", image[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if form == b"VP8L":
        (bits,) = struct.unpack("<I", image[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8X":
        return int.from_bytes(image[24:27], "little") + 1, int.from_bytes(image[27:30], "little") + 1
    raise FaceNotUnderstood(problem=_NO_IMAGE)


_NO_BASE64 = Text(en="it is no Base64", ko="Base64가 아닙니다")
_EMPTY = Text(en="nothing was sent", ko="보낸 내용이 없습니다")
_TOO_LARGE = Text(en="it is larger than 64 KiB", ko="64 KiB보다 큽니다")
_TOO_WIDE = Text(en="it is larger than 512 by 512 pixels", ko="512×512 픽셀보다 큽니다")
_NO_IMAGE = Text(en="it is no PNG, JPEG or WebP", ko="PNG, JPEG, WebP가 아닙니다")
