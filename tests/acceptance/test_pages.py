"""Pages of PDFs from outside: drawn for who may read the document, marked where a passage stands, refused in words otherwise."""

import io

import httpx
import pytest
from PIL import Image
from tests.acceptance import asking
from tests.acceptance.asking import refused, settled, uploaded
from tests.samples import pages

BERTH = "선석을 하룻밤 쓰는 요금은 사만 이천 원입니다."


@pytest.fixture(scope="module")
def harbour(client: httpx.Client) -> str:
    """A Korean PDF of two pages that is ready."""
    data = pages.hangul([["항만 안내서", BERTH], ["둘째 쪽에는 겨울 요금이 있습니다."]])
    document = uploaded(client, asking.collection(client), "harbour.pdf", data)
    assert settled(client, document)["status"] == "ready"
    return f"/api/v1/documents/{document}"


def test_the_picture_is_kept_by_its_reader_alone_and_asked_for_each_time(client: httpx.Client, harbour: str) -> None:
    answer = client.get(f"{harbour}/pages/1/picture").raise_for_status()
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    facts = client.get(f"{harbour}/pages/1").raise_for_status().json()["data"]
    picture = Image.open(io.BytesIO(answer.content), formats=["WEBP"])
    assert picture.size == (facts["width"], facts["height"])
    again = client.get(f"{harbour}/pages/1/picture", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{harbour}/pages/2/picture", headers={"If-None-Match": answer.headers["etag"]})
    assert other.status_code == 200
    assert other.headers["etag"] != answer.headers["etag"]


def test_a_passage_is_marked_and_its_page_is_named(client: httpx.Client, harbour: str) -> None:
    chunks = client.get(f"{harbour}/chunks").json()["data"]["items"]
    chunk = next(each for each in chunks if BERTH in each["text"])
    start = chunk["startOffset"] + chunk["text"].index(BERTH)
    asked = {"passage": chunk["id"], "start": start, "end": start + len(BERTH)}
    here = client.get(f"{harbour}/pages/1", params=asked).raise_for_status().json()["data"]
    (mark,) = here.pop("marks")
    assert (here["page"], here["pages"], here["version"], here["markedPage"]) == (1, 2, 1, 1)
    assert 0 < mark["left"] < mark["left"] + mark["width"] < 1
    assert 0 < mark["top"] < mark["top"] + mark["height"] < 0.2
    there = client.get(f"{harbour}/pages/2", params=asked).raise_for_status().json()["data"]
    assert (there["marks"], there["markedPage"]) == ([], 1)
    nowhere = client.get(f"{harbour}/pages/2", params={"passage": chunk["id"], "start": 10**6, "end": 10**6 + 9})
    assert (nowhere.json()["data"]["marks"], nowhere.json()["data"]["markedPage"]) == ([], None)
    unknown = client.get(f"{harbour}/pages/1", params={"passage": str(10**17)}).raise_for_status().json()["data"]
    assert (unknown["marks"], unknown["markedPage"]) == ([], None)


@pytest.mark.parametrize("tail", ["", "/picture"])
@pytest.mark.parametrize(
    ("page", "status"),
    [("0", 422), ("-1", 422), ("abc", 422), ("1.5", 422), ("%00", 404), ("3", 404), ("99999", 404), ("9" * 40, 422)],
)
def test_pages_that_are_none_are_refused_in_words(
    client: httpx.Client, korean: httpx.Client, harbour: str, page: str, status: int, tail: str
) -> None:
    for asker in (client, korean):
        refused(asker.get(f"{harbour}/pages/{page}{tail}"), status)


@pytest.mark.parametrize("tail", ["", "/picture"])
def test_documents_without_pages_say_so(client: httpx.Client, korean: httpx.Client, collection: str, tail: str) -> None:
    files = {
        "notes.md": (b"# Notes", 409, "NO_PAGE_PICTURES"),
        "locked.pdf": (pages.locked_pdf(), 422, "PAGE_NOT_DRAWN"),
        "torn.pdf": (b"%PDF-1.7 torn", 422, "PAGE_NOT_DRAWN"),
    }
    for name, (data, status, code) in files.items():
        document = uploaded(client, collection, name, data)
        settled(client, document)
        for asker in (client, korean):
            answer = asker.get(f"/api/v1/documents/{document}/pages/1{tail}")
            refused(answer, status)
            assert answer.json()["resultCode"] == code


def test_a_scan_is_shown_whether_or_not_its_text_could_be_read(client: httpx.Client, collection: str) -> None:
    document = uploaded(client, collection, "scan.pdf", pages.scan())
    settled(client, document)
    facts = client.get(f"/api/v1/documents/{document}/pages/1").raise_for_status().json()["data"]
    assert (facts["pages"], facts["marks"]) == (1, [])
    assert client.get(f"/api/v1/documents/{document}/pages/1/picture").status_code == 200


def test_nothing_is_left_of_the_pages_of_a_deleted_document(client: httpx.Client, collection: str) -> None:
    document = uploaded(client, collection, "gone.pdf", pages.report())
    settled(client, document)
    etag = client.get(f"/api/v1/documents/{document}/pages/1/picture").raise_for_status().headers["etag"]
    client.delete(f"/api/v1/documents/{document}").raise_for_status()
    for tail in ("", "/picture"):
        refused(client.get(f"/api/v1/documents/{document}/pages/1{tail}", headers={"If-None-Match": etag}), 404)
