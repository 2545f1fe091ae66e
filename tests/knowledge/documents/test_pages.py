"""Pages for readers: pictures and marks of the right version, hostile files refused in words, and nobody takes all the room."""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from tests.knowledge.workplace import Workplace, one_piece, workplace
from tests.samples import pages as samples

from nullus import knowledge
from nullus.knowledge.documents import pages
from nullus.knowledge.documents.documents import Document, Version
from nullus.knowledge.documents.pages import PagePicture, Pages, Place, Sought
from nullus.knowledge.errors import (
    DocumentNotFound,
    NoPagePictures,
    PageNotDrawn,
    PageNotFound,
    PagesBusy,
    VersionNotFound,
)
from nullus.knowledge.parsers import fonts
from nullus.knowledge.sandbox import PageView, Sandbox
from nullus.knowledge.settings import KnowledgeSettings
from nullus.platform.database import Database

BERTH = "선석을 하룻밤 쓰는 요금은 사만 이천 원입니다."
FIRST = samples.hangul([["항만 안내서", BERTH], ["둘째 쪽에는 겨울 요금이 있습니다."]])


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(
    database: Database, tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> AsyncIterator[Workplace]:
    async with workplace(database, tmp_path_factory.mktemp("objects"), sandbox) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def drawing(place: Workplace) -> AsyncIterator[Pages]:
    async with Pages(place.objects, KnowledgeSettings(page_seconds=1, parse_memory_bytes=512 << 20)) as made:
        yield made


async def shown(place: Workplace, document: Document, number: int | None = None) -> Version:
    async with place.db.transaction(place.actor) as tx:
        return await pages.version_shown(tx, place.actor, document, number)


async def found(place: Workplace, document: Document, passage: int, *span: int) -> Sought:
    async with place.db.transaction(place.actor) as tx:
        return await pages.sought(tx, place.actor, document.id, Place(passage, *span))


async def test_a_page_is_a_picture_and_a_passage_has_its_place_on_it(place: Workplace, drawing: Pages) -> None:
    document = await place.ready("harbour.pdf", FIRST)
    version = await shown(place, document)
    picture = Image.open(io.BytesIO((await drawing.picture(place.actor, document, version, 1)).data), formats=["WEBP"])
    (hit,) = await place.find("하룻밤")
    start = hit.start_offset + hit.text.index(BERTH)
    what = await found(place, document, hit.chunk_id, start, start + len(BERTH))
    view = await drawing.look(place.actor, document, version, 1, what)
    assert picture.size == (view.width, view.height)
    assert (view.pages, view.marked, len(view.boxes), view.rows) == (2, 1, 1, b"")
    whole = await drawing.look(place.actor, document, version, 1, await found(place, document, hit.chunk_id))
    assert len(whole.boxes) > 1


async def test_a_later_upload_is_another_picture_and_passages_are_marked_on_theirs(
    place: Workplace, drawing: Pages
) -> None:
    await place.ready("prices.pdf", samples.hangul([["옛 요금은 삼만 원입니다."]]))
    (former,) = await place.find("삼만")
    document = await place.ready("prices.pdf", samples.hangul([["머리말"], ["새 요금은 오만 원입니다."]]))
    now, before = await shown(place, document), await shown(place, document, 1)
    assert (now.number, before.number) == (2, 1)
    assert pages.etag_of(now, 1) != pages.etag_of(before, 1) != pages.etag_of(before, 2)
    assert (await drawing.look(place.actor, document, before, 1, Sought())).pages == 1
    assert await found(place, document, former.chunk_id) == Sought(), "its passage is no part of what is searched"
    with pytest.raises(VersionNotFound):
        await shown(place, document, 3)


@pytest.mark.parametrize("where", ["/nonexistent", ""])
async def test_letters_that_the_file_does_not_carry_are_the_machines_or_said_to_be_missing(
    place: Workplace, where: str
) -> None:
    able = not where
    if able and "ko" not in fonts.languages(fonts.faces(fonts.folders(where))):
        pytest.skip("no Korean font on this machine (apt-get install fonts-noto-cjk)")
    document = await place.ready("notice.pdf", samples.korean(["항만 공고"]))
    version = await shown(place, document)
    async with Pages(place.objects, KnowledgeSettings(fonts=where, parse_memory_bytes=512 << 20)) as drawing:
        view = await drawing.look(place.actor, document, version, 1, Sought())
        picture = await drawing.picture(place.actor, document, version, 1)
    assert (view.letterless, picture.whole) == ((), True) if able else (("ko",), False)
    page = Image.open(io.BytesIO(picture.data), formats=["WEBP"]).convert("L")
    assert (min(page.tobytes()) < 100) == able


async def test_only_pdfs_have_pages_and_only_the_pages_they_have(place: Workplace, drawing: Pages) -> None:
    document = await place.ready("notes.md", "# Notes\n\nNothing but words.")
    with pytest.raises(NoPagePictures):
        await shown(place, document)
    document = await place.ready("two.pdf", samples.report())
    version = await shown(place, document)
    for number in (3, 99_999, 2**31 - 1):
        with pytest.raises(PageNotFound):
            await drawing.picture(place.actor, document, version, number)
        with pytest.raises(PageNotFound):
            await drawing.look(place.actor, document, version, number, Sought())


def laughs() -> bytes:
    """A form that draws another one ten times, which draws another one ten times, and so on: ten thousand million lines."""
    objects = []
    for depth in range(10):
        inner = f"/X{depth + 1} Do " * 10 if depth < 9 else "0 0 m 500 800 l S "
        names = f"/Resources<</XObject<</X{depth + 1} {depth + 51} 0 R>>>>"
        head = f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{names}/Length {len(inner)}>>"
        objects.append(f"{depth + 50} 0 obj\n{head}stream\n{inner}\nendstream\nendobj\n")
    page = samples.pdf([[]], extra="".join(objects))
    drawn = page.replace(b"<</Length 0>>stream\n", b"<</Length 7>>stream\n/X0 Do \n")
    return drawn.replace(b"/Resources<<", b"/Resources<</XObject<</X0 50 0 R>>")


HOSTILE = {
    "bomb": (samples.pdf_bomb(), PageNotDrawn),
    "laughs": (laughs(), PageNotDrawn),
    "loop": (samples.pdf_loop(), PageNotDrawn),
    "locked": (samples.locked_pdf(), PageNotDrawn),
    "torn": (b"%PDF-1.7 torn", PageNotDrawn),
    "no size": (samples.report().replace(b"[0 0 595 842]", b"[0 0 nan 1e99]"), None),
    "vast": (samples.report().replace(b"[0 0 595 842]", b"[0 0 9e5 9e5]"), None),
    "another kind": (b"\x89PNG\r\n", NoPagePictures),
    "nothing": (b"", NoPagePictures),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_a_hostile_file_does_stays_in_its_child(place: Workplace, drawing: Pages, name: str) -> None:
    data, refusal = HOSTILE[name]
    document = await place.ready("fine.pdf", samples.report())
    fine = await shown(place, document)
    hostile = replace(fine, digest=(await place.objects.put(one_piece(data))).digest)
    async with asyncio.timeout(30):
        answers = await asyncio.gather(
            drawing.picture(place.actor, document, hostile, 1),
            drawing.look(place.actor, document, hostile, 1, Sought([("nothing", 0, 7)], (1, 2, 3))),
            drawing.picture(place.actor, document, fine, 2),
            return_exceptions=True,
        )
    assert isinstance(answers[2], PagePicture), "another page is drawn all the same"
    for answer in answers[:2]:
        if refusal is None:
            assert isinstance(answer, (PagePicture, PageView)), answer
        else:
            assert isinstance(answer, refusal), answer
            assert answer.message_in("ko") != answer.message_in("en")
            assert ("암호" in answer.message_in("ko")) == (name == "locked")


async def test_one_person_leaves_room_for_the_others(place: Workplace, drawing: Pages) -> None:
    document = await place.ready("turned.pdf", samples.report())
    version = await shown(place, document)
    many = [drawing.picture(place.actor, document, version, 1) for _ in range(pages.MOST_OF_ONE + 2)]
    asked = asyncio.gather(*many, return_exceptions=True)
    await asyncio.sleep(0)
    stranger = (await place.neighbour()).actor
    assert await drawing.picture(stranger, document, version, 2)
    answers = await asked
    refused = [each for each in answers if isinstance(each, PagesBusy)]
    assert (len(refused), sum(isinstance(each, PagePicture) for each in answers)) == (2, pages.MOST_OF_ONE)
    assert all(each.retry_after_seconds for each in refused)
    assert await drawing.picture(place.actor, document, version, 1), "and there is room again"


async def test_a_document_that_is_gone_is_not_drawn(place: Workplace, drawing: Pages) -> None:
    document = await place.ready("gone.pdf", samples.pdf([[(12.0, "soon gone")]]))
    await place.delete(document.id)
    with pytest.raises(DocumentNotFound):
        await place.document(document.id)
    with pytest.raises(VersionNotFound):
        await shown(place, document)


def test_only_what_runs_in_a_child_can_read_a_pdf() -> None:
    """The processes that answer and work load neither PDFium nor what uses it."""
    source = Path(knowledge.__file__).parent
    reading = {
        path.relative_to(source).as_posix()
        for path in source.parent.glob("**/*.py")
        if path.parent.name != "parsers"
        and re.search(r"^(?:from|import) .*\b(?:pypdfium2|pdf_pages|pdf|fonts)\b", path.read_text("utf-8"), re.M)
    }
    assert reading == {"sandbox/child.py"}
