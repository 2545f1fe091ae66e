"""Pictures: their text comes from recognition; sizes are checked before anything is decoded."""

import io
from typing import Final

from PIL import Image, ImageOps

from nullus.knowledge.parsers import plain
from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.failures import NeedsOcr, ParseFailed

_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_FRAMES: Final = 300
Image.MAX_IMAGE_PIXELS = None  # the check below is ours, and an error instead of a warning


def _open(data: bytes, pixels: int) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Exception as error:  # noqa: BLE001 - third-party parsing of hostile bytes
        raise ParseFailed("damaged", f"image: {type(error).__name__}") from None
    if image.width * image.height > pixels:
        raise ParseFailed("too_complex", f"image: {image.width} x {image.height} pixels")
    return image


def _frames(image: Image.Image) -> int:
    # Only TIFF holds pages; the frames of an animation are one picture.
    return min(getattr(image, "n_frames", 1), _FRAMES) if image.format == "TIFF" else 1


def parse(source: Source) -> ParsedDocument:
    """The recognised text by page; NeedsOcr until there is one."""
    with _open(source.data, source.limits.pixels) as image:
        count = _frames(image)
        size = f"{image.width} x {image.height}"
        kind = (image.format or "image").lower()
        if source.ocr is None:
            image.load()  # a truncated picture is damaged, whether or not recognition is installed
            raise NeedsOcr(tuple(range(1, count + 1)))
    draft = Draft(source.limits)
    for page in range(1, count + 1):
        text = source.ocr.get(page, "")
        for block in plain.scan(text):
            draft.add("paragraph", text[block.start : block.end], page=page)
    return draft.finish("image", pages=count, metadata={"size": size, "kind": kind})


def render(data: bytes, number: int, pixels: int) -> tuple[int, int, bytes]:
    """One page (1-based) upright, as width, height and 8-bit grey rows, enlarged when it is too small to read."""
    try:
        with _open(data, pixels) as image:
            if number > 1:
                image.seek(number - 1)
                if image.width * image.height > pixels:
                    raise ParseFailed("too_complex", "image: a page is too large")
            upright = ImageOps.exif_transpose(image)
            if upright.mode in ("RGBA", "LA", "PA", "P"):
                layer = upright.convert("RGBA")
                upright = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
            grey = upright.convert("L")
    except ParseFailed:
        raise
    except Exception as error:  # noqa: BLE001 - third-party parsing of hostile bytes
        raise ParseFailed("damaged", f"image: {type(error).__name__}") from None
    if max(grey.size) < 1200:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    return grey.width, grey.height, grey.tobytes()


def preload() -> None:
    """Load the decoders now; a sandboxed child cannot."""
    Image.preinit()
    Image.init()
