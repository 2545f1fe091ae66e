"""The machine's fonts as they lie in its folders: read without trust, and the nearest one chosen."""

import struct
from pathlib import Path

import pytest
from pypdfium2 import raw  # type: ignore[import-untyped]
from tests.samples import pages

from nullus.knowledge.parsers.fonts import Face, Machine, faces, folders, languages
from nullus.knowledge.parsers.pdf_pages import look

KOREAN, JAPANESE = 1 << 19, 1 << 17


def font(name: str, *, weight: int = 400, serif: bool = False, bits: int = KOREAN, begin: int = 0) -> bytes:
    """The two tables of a typeface that tell what it is, `begin` bytes into a file."""
    metrics = struct.pack(">H2xH26x10s36xI", 4, weight, bytes([2, 2 if serif else 11, *[0] * 8]), bits)
    named = name.encode("utf-16-be")
    at = begin + 12 + 2 * 16
    head = struct.pack(">4sH6x", b"OTTO", 2)
    head += struct.pack(">4s4xII", b"OS/2", at, len(metrics)) + struct.pack(
        ">4s4xII", b"name", at + len(metrics), len(named)
    )
    return head + metrics + named


def collection(*names: str) -> bytes:
    """Typefaces in one file."""
    begin = 12 + 4 * len(names)
    offsets: list[int] = []
    parts: list[bytes] = []
    for name in names:
        offsets.append(begin + sum(map(len, parts)))
        parts.append(font(name, begin=offsets[-1]))
    return struct.pack(f">4sII{len(names)}I", b"ttcf", 0x10000, len(names), *offsets) + b"".join(parts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "serif.otf").write_bytes(font("Badang", serif=True))
    (tmp_path / "bold.TTF").write_bytes(font("Gothic", weight=700))
    (tmp_path / "light.ttf").write_bytes(font("Gothic", weight=300))
    (tmp_path / "all.ttc").write_bytes(collection("Sans JP", "Sans KR"))
    (tmp_path / "latin.ttf").write_bytes(font("Latin", bits=1))
    return tmp_path


def test_what_a_file_holds_is_read_and_what_is_none_is_passed_over(folder: Path) -> None:
    whole = (folder / "bold.TTF").read_bytes()
    for number, torn in enumerate((b"", b"ttcf", b"OTTO" + b"\xff" * 40, whole[:40], collection("A")[:70])):
        (folder / f"torn{number}.ttf").write_bytes(torn)
    (folder / "readme.txt").write_bytes(whole)
    (folder / "gone.ttf").symlink_to(folder / "nowhere")
    found = {(each.path.name, each.weight, each.serif) for each in faces([folder, folder / "missing"])}
    assert found == {
        ("serif.otf", 400, True),
        ("bold.TTF", 700, False),
        ("light.ttf", 300, False),
        ("all.ttc", 400, False),
        ("latin.ttf", 400, False),
    }
    assert languages(faces([folder])) == {"ko"}


@pytest.mark.parametrize(("weight", "pitch"), [(400, 0), (495, 0), (700, 0), (400, raw.FXFONT_FF_ROMAN)])
def test_letters_in_the_shape_of_the_country_come_first(folder: Path, weight: int, pitch: int) -> None:
    face = mapped(Machine(list(faces([folder]))), weight, pitch)
    assert face is not None
    assert (face.path.name, face.offset > 20) == ("all.ttc", True)


@pytest.mark.parametrize(
    ("weight", "pitch", "name"),
    [(400, 0, "light.ttf"), (700, 0, "bold.TTF"), (400, raw.FXFONT_FF_ROMAN, "serif.otf")],
)
def test_then_serifs_then_weight(folder: Path, weight: int, pitch: int, name: str) -> None:
    (folder / "all.ttc").unlink()
    face = mapped(Machine(list(faces([folder]))), weight, pitch)
    assert face is not None
    assert face.path.name == name


def mapped(machine: Machine, weight: int, pitch: int, charset: int = raw.FXFONT_HANGEUL_CHARSET) -> Face | None:
    handle = machine.MapFont(None, weight, 0, charset, pitch, None, None)
    return machine._faces[handle - 1][0] if handle else None


def test_of_a_collection_all_is_given_and_where_the_typeface_begins(folder: Path) -> None:
    machine = Machine(list(faces([folder])))
    handle = machine.MapFont(None, 400, 0, raw.FXFONT_HANGEUL_CHARSET, 0, None, None)
    assert handle is not None
    face, memory = machine._faces[handle - 1]
    assert machine.GetFontData(None, handle, 0x74746366, None, 0) == len(memory)
    assert machine.GetFontData(None, handle, 0, None, 0) == len(memory) - face.offset
    assert machine.GetFontData(None, handle, 0x12345678, None, 0) == 0


def test_what_nothing_here_can_write_is_remembered_by_its_language(folder: Path) -> None:
    machine = Machine(list(faces([folder])))
    assert mapped(machine, 400, 0, raw.FXFONT_SHIFTJIS_CHARSET) is None
    assert mapped(machine, 400, 0, raw.FXFONT_ANSI_CHARSET) is None, "PDFium has letters of its own for it"
    assert machine.missing == {"ja"}


def test_fonts_are_where_the_operator_says_or_where_the_system_keeps_them() -> None:
    assert folders("/here:/there/fonts") == [Path("/here"), Path("/there/fonts")]
    assert len(folders("")) > 2
    assert all(each.is_absolute() for each in folders(""))


def test_a_page_is_drawn_in_korean_letters_where_the_machine_has_some() -> None:
    if "ko" not in languages(faces(folders(""))):
        pytest.skip("no Korean font on this machine (apt-get install fonts-noto-cjk)")
    drawn = look(pages.korean(["항만 공고"]), 1, (), (), draw=True)
    assert not drawn.letterless
    assert min(drawn.rows) < 100
