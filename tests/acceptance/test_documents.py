"""What happens to documents, seen from outside: received once, replaced whole, tried again, listed, deleted for good."""

import hashlib
import json
import os
import threading
import unicodedata
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from chaos.running import Running
from tests.acceptance import asking
from tests.acceptance.asking import document, refused, settled, upload, uploaded
from tests.samples import pages


def word() -> str:
    """A word that no other test knows."""
    letters = "bcdfghjklmnprstv"
    return "".join(letters[int(each, 16)] + "aeiou"[int(each, 16) % 5] for each in uuid.uuid4().hex[:8])


def search(client: httpx.Client, query: str, **more: Any) -> list[dict[str, Any]]:
    """Hits that hold the word itself: a search also finds what is spelled much like it."""
    return [hit for hit in asking.search(client, query, **more) if query in hit["text"]]


def section(title: str, *words: str) -> str:
    return f"# {title}\n\n" + "\n\n".join(
        f"The note about {each} lies in the third drawer of the old desk." for each in words
    )


def test_an_upload_is_found_by_its_words_with_its_place(client: httpx.Client, collection: str) -> None:
    canary = word()
    document_id = uploaded(client, collection, "notes/one.md", section("Harbour", canary).encode())
    found = settled(client, document_id)
    assert (found["status"], found["searchable"], found["version"]) == ("ready", True, 1)
    (hit,) = search(client, canary)
    assert (hit["documentId"], hit["documentName"], hit["collectionId"]) == (document_id, "notes/one.md", collection)
    assert hit["headingPath"] == ["Harbour"]


def test_passages_stand_at_their_offsets_and_cover_the_text(client: httpx.Client, collection: str) -> None:
    text = "\n\n".join(
        f"Paragraph {number} speaks of ships, cranes and the tide at noon. " * 4 for number in range(120)
    )
    document_id = uploaded(client, collection, "long.txt", text.encode())
    assert settled(client, document_id)["characters"] >= len(text.strip())
    chunks = every(client, f"/api/v1/documents/{document_id}/chunks", limit=7)
    assert len(chunks) == document(client, document_id)["chunkCount"] > 7
    assert [chunk["ordinal"] for chunk in chunks] == list(range(len(chunks)))
    reached = 0
    for chunk in chunks:
        assert text[chunk["startOffset"] : chunk["endOffset"]] == chunk["text"]
        assert not text[reached : chunk["startOffset"]].strip(), "a gap between passages"
        reached = max(reached, chunk["endOffset"])
    assert not text[reached:].strip()


def every(client: httpx.Client, path: str, **query: object) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        parameters = {name: str(value) for name, value in query.items()} | ({"cursor": cursor} if cursor else {})
        page = client.get(path, params=parameters).raise_for_status().json()["data"]
        items += page["items"]
        cursor = page["nextCursor"]
        if cursor is None:
            return items


def test_the_same_key_gets_the_same_answer(client: httpx.Client, collection: str) -> None:
    body, key = word().encode(), uuid.uuid4().hex
    first = upload(client, collection, "a.txt", body, **{"Idempotency-Key": key})
    second = upload(client, collection, "a.txt", body, **{"Idempotency-Key": key})
    assert (first.status_code, second.status_code) == (202, 202)
    assert second.json()["data"] == first.json()["data"]
    refused(upload(client, collection, "a.txt", body + b"!", **{"Idempotency-Key": key}), 409)
    refused(upload(client, collection, "b.txt", body, **{"Idempotency-Key": key}), 409)
    refused(upload(client, asking.collection(client), "a.txt", body, **{"Idempotency-Key": key}), 409)
    assert document(client, first.json()["data"]["documents"][0]["id"])["version"] == 1


def test_fifty_at_once_with_one_key_make_one_document(service: Running, client: httpx.Client, collection: str) -> None:
    canary, key = word(), uuid.uuid4().hex
    with service.client() as many, ThreadPoolExecutor(50) as pool:
        futures = [
            pool.submit(upload, many, collection, "one.txt", canary.encode(), **{"Idempotency-Key": key})
            for _ in range(50)
        ]
        answers = [future.result() for future in futures]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    document_id = answers[0].json()["data"]["documents"][0]["id"]
    assert settled(client, document_id)["version"] == 1
    assert len(search(client, canary)) == 1


def test_fifty_at_once_without_a_key_make_one_document_of_one_version(
    service: Running, client: httpx.Client, collection: str
) -> None:
    canary = word()
    with service.client() as many, ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: upload(many, collection, "one.txt", canary.encode()), range(50)))
    shown = [answer.json()["data"]["documents"][0] for answer in answers]
    assert len({each["id"] for each in shown}) == 1
    assert sum(1 for each in shown if not each["unchanged"]) == 1
    assert settled(client, shown[0]["id"])["version"] == 1
    assert len(search(client, canary)) == 1


def test_different_versions_at_once_end_as_the_last_one_whole(
    service: Running, client: httpx.Client, collection: str
) -> None:
    canaries = [word() for _ in range(12)]
    with service.client() as many, ThreadPoolExecutor(12) as pool:
        answers = list(
            pool.map(lambda each: upload(many, collection, "race.md", section(each, each).encode()), canaries)
        )
    versions = {
        answer.json()["data"]["documents"][0]["version"]: each for answer, each in zip(answers, canaries, strict=True)
    }
    assert sorted(versions) == list(range(1, 13))
    found = settled(client, answers[0].json()["data"]["documents"][0]["id"])
    assert (found["status"], found["version"]) == ("ready", 12)
    for number, canary in versions.items():
        assert bool(search(client, canary)) == (number == 12)


def test_the_same_file_twice_is_kept_once_and_not_read_again(
    service: Running, client: httpx.Client, collection: str
) -> None:
    body = section("Twice", word()).encode()
    digest = hashlib.sha256(body).hexdigest()
    document_id = uploaded(client, collection, "twice.md", body)
    before = settled(client, document_id)
    again = upload(client, collection, "twice.md", body).json()["data"]["documents"][0]
    assert (again["id"], again["unchanged"], again["version"]) == (document_id, True, 1)
    assert document(client, document_id)["updatedAt"] == before["updatedAt"]
    assert digest in service.objects()


def test_a_new_version_embeds_only_what_changed_and_replaces_the_old_whole(
    client: httpx.Client, collection: str
) -> None:
    kept, old, new = [word() for _ in range(3)], word(), word()
    sections = [section(f"Kept {each}", each) + "\n\n" + f"More about {each}. " * 60 for each in kept]
    first = "\n\n".join([*sections, section("Changing", old)])
    document_id = uploaded(client, collection, "plan.md", first.encode())
    before = settled(client, document_id)
    assert before["embeddedCount"] == before["chunkCount"] >= 4
    second = "\n\n".join([*sections, section("Changing", new)])
    assert uploaded(client, collection, "plan.md", second.encode()) == document_id
    after = settled(client, document_id)
    assert (after["version"], after["embeddedCount"]) == (2, 1)
    assert not search(client, old)
    assert len(search(client, new)) == 1
    for each in kept:
        assert search(client, each)


def test_old_and_new_never_stand_in_one_answer_while_versions_change(
    service: Running, client: httpx.Client, collection: str
) -> None:
    family, canaries = word(), [word() for _ in range(15)]
    seen: set[frozenset[str]] = set()
    done = threading.Event()

    def look() -> None:
        with service.client() as searcher:
            while not done.is_set():
                for mode in ("hybrid", "lexical"):
                    texts = [hit["text"] for hit in search(searcher, family, mode=mode, collectionIds=[collection])]
                    seen.add(frozenset(each for each in canaries for text in texts if each in text))

    watchers = [threading.Thread(target=look) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    try:
        for canary in canaries:
            body = "\n\n".join(section(f"Part {number}", f"{family} {canary}") for number in range(6))
            settled(client, uploaded(client, collection, "changing.md", body.encode()))
    finally:
        done.set()
        for watcher in watchers:
            watcher.join()
    assert max(map(len, seen)) == 1, seen
    assert len(seen) > 3


def test_a_failed_document_is_tried_again_by_one_call_and_others_are_not(client: httpx.Client, collection: str) -> None:
    failed = uploaded(client, collection, "locked.pdf", pages.locked_pdf())
    good = uploaded(client, collection, "good.txt", b"a good one")
    before = settled(client, failed)
    assert (before["status"], before["failure"]["code"], before["searchable"]) == ("failed", "encrypted", False)
    again = client.post(f"/api/v1/documents/{failed}/retry")
    assert (again.status_code, again.json()["data"]["status"], again.json()["data"]["failure"]) == (
        202,
        "received",
        None,
    )
    assert settled(client, failed)["failure"]["code"] == "encrypted"
    assert document(client, failed)["jobId"] != before["jobId"]
    settled(client, good)
    refused(client.post(f"/api/v1/documents/{good}/retry"), 409)


def test_a_version_that_cannot_be_read_leaves_the_last_good_one_searchable(
    client: httpx.Client, collection: str
) -> None:
    canary = word()
    document_id = uploaded(client, collection, "same.pdf", section("x", canary).encode())
    first = settled(client, document_id)
    if first["status"] != "ready":
        document_id = uploaded(client, collection, "same.md", section("x", canary).encode())
        settled(client, document_id)
    name = document(client, document_id)["name"]
    assert uploaded(client, collection, name, pages.locked_pdf()) == document_id
    after = settled(client, document_id)
    assert (after["status"], after["searchable"], after["version"]) == ("failed", True, 2)
    assert len(search(client, canary)) == 1
    assert uploaded(client, collection, name, section("y", word()).encode()) == document_id


def test_a_receipt_counts_what_went_and_nothing_is_found_afterwards(
    service: Running, client: httpx.Client, collection: str
) -> None:
    canary = word()
    body = "\n\n".join(section(f"Part {number}", canary) for number in range(5)).encode()
    document_id = uploaded(client, collection, "gone.md", body)
    chunks = settled(client, document_id)["chunkCount"]
    receipt = client.delete(f"/api/v1/documents/{document_id}").raise_for_status().json()["data"]
    assert receipt == {
        "documents": 1,
        "versions": 1,
        "chunks": chunks,
        "vectors": chunks,
        "lexicalEntries": chunks,
        "objects": 1,
        "objectsKept": 0,
        "verified": True,
    }
    for mode in ("lexical", "hybrid", "dense"):
        assert not search(client, canary, mode=mode)
    for method, path in (("GET", ""), ("GET", "/chunks"), ("GET", "/original"), ("POST", "/retry"), ("DELETE", "")):
        refused(client.request(method, f"/api/v1/documents/{document_id}{path}"), 404)
    assert hashlib.sha256(body).hexdigest() not in service.objects()
    with service.database() as connection:
        tables = connection.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('knowledge', 'jobs')"
        ).fetchall()
        for (table,) in tables:
            found = connection.execute(
                f"select count(*) from {table} t where t::text like %s".encode(), (f"%{canary}%",)
            )
            assert found.fetchone() == (0,), f"{table} still holds the text"


def test_an_original_is_kept_until_its_last_document_goes(
    service: Running, client: httpx.Client, collection: str
) -> None:
    body = section("Shared", word()).encode()
    digest = hashlib.sha256(body).hexdigest()
    first = uploaded(client, collection, "first.md", body)
    second = uploaded(client, asking.collection(client), "second.md", body)
    settled(client, first)
    settled(client, second)
    receipt = client.delete(f"/api/v1/documents/{first}").json()["data"]
    assert (receipt["objects"], receipt["objectsKept"], receipt["verified"]) == (0, 1, True)
    assert client.get(f"/api/v1/documents/{second}/original").content == body
    receipt = client.delete(f"/api/v1/documents/{second}").json()["data"]
    assert (receipt["objects"], receipt["objectsKept"], receipt["verified"]) == (1, 0, True)
    assert digest not in service.objects()


def test_a_collection_goes_with_everything_in_it(client: httpx.Client, collection: str) -> None:
    canary = word()
    ids = [uploaded(client, collection, f"{number}.md", section(f"{number}", canary).encode()) for number in range(7)]
    for each in ids:
        settled(client, each)
    receipt = client.delete(f"/api/v1/collections/{collection}").raise_for_status().json()["data"]
    assert (receipt["documents"], receipt["versions"], receipt["chunks"], receipt["verified"]) == (7, 7, 7, True)
    assert search(client, canary) == []
    refused(client.get(f"/api/v1/collections/{collection}"), 404)
    refused(client.delete(f"/api/v1/collections/{collection}"), 404)
    refused(client.post("/api/v1/search", json={"query": canary, "collectionIds": [collection]}), 404)


def test_a_document_deleted_while_it_is_read_stays_deleted(
    service: Running, client: httpx.Client, collection: str
) -> None:
    canaries = [word() for _ in range(30)]
    for number, canary in enumerate(canaries):
        document_id = uploaded(client, collection, f"{number}.md", section("x", *([canary] * 40)).encode())
        assert client.delete(f"/api/v1/documents/{document_id}").json()["data"]["verified"]
    last = uploaded(client, collection, "last.md", b"The last one stays.")
    settled(client, last)
    assert all(search(client, canary, collectionIds=[collection]) == [] for canary in canaries)
    assert client.get(f"/api/v1/collections/{collection}").json()["data"]["documents"] == 1


def test_an_original_comes_back_unchanged(client: httpx.Client, collection: str) -> None:
    body = bytes(range(256)) * 5000
    document_id = uploaded(client, collection, "폴더/보고서 %22 1.bin", body)
    answer = client.get(f"/api/v1/documents/{document_id}/original")
    assert answer.content == body
    assert answer.headers["etag"] == f'"{hashlib.sha256(body).hexdigest()}"'
    assert answer.headers["content-disposition"].endswith(
        "filename*=UTF-8''%EB%B3%B4%EA%B3%A0%EC%84%9C%20%2522%201.bin"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("page.html", b"<script>fetch('/api/v1/me')</script>"),
        ("image.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("worker.js", b"self.addEventListener('fetch', () => {})"),
        ("both.gif", b"GIF89a/*<script>*/=1;alert(1)"),
        ("mail.mhtml", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>"),
    ],
)
def test_no_browser_runs_what_was_uploaded(client: httpx.Client, collection: str, name: str, body: bytes) -> None:
    """D05, D13: always a download of no kind, in a sandbox, kept by no cache; no script may register itself from there."""
    document_id = uploaded(client, collection, name, body)
    answer = client.get(f"/api/v1/documents/{document_id}/original")
    assert answer.content == body
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["cache-control"] == "no-store"
    assert "service-worker-allowed" not in answer.headers


def test_metadata_narrows_a_search_and_so_do_collections(client: httpx.Client, collection: str) -> None:
    canary, other = word(), asking.collection(client)
    kinds: list[dict[str, Any]] = [
        {"year": 2024, "open": True},
        {"year": 2025, "open": False},
        {"year": 2025, "team": "항만"},
    ]
    for number, metadata in enumerate(kinds):
        path = f"/api/v1/collections/{collection}/documents"
        files = {"file": (f"{number}.txt", f"{canary} number {number}".encode())}
        sent = client.post(path, files=files, data={"metadata": httpx.Response(200, json=metadata).text})
        settled(client, sent.raise_for_status().json()["data"]["documents"][0]["id"])
    settled(client, uploaded(client, other, "other.txt", f"{canary} elsewhere".encode()))

    def names(**more: object) -> list[str]:
        return sorted(hit["documentName"] for hit in search(client, canary, **more))

    assert names() == ["0.txt", "1.txt", "2.txt", "other.txt"]
    assert names(collectionIds=[collection]) == ["0.txt", "1.txt", "2.txt"]
    assert names(collectionIds=[other]) == ["other.txt"]
    assert names(collectionIds=[]) == []
    for mode in ("lexical", "hybrid"):
        assert names(filters={"year": 2025}, mode=mode) == ["1.txt", "2.txt"]
        assert names(filters={"year": 2025, "team": "항만"}, mode=mode) == ["2.txt"]
        assert names(filters={"open": True}, mode=mode) == ["0.txt"]
    assert names(filters={"year": "2025"}) == []
    assert names(filters={"year": 2025}, collectionIds=[other]) == []
    assert names(filters={"nothing": 1}) == []


def test_lists_go_page_by_page_without_loss_or_repetition(client: httpx.Client, collection: str) -> None:
    ids = {uploaded(client, collection, f"{number:02}.txt", f"number {number}".encode()) for number in range(23)}
    path = f"/api/v1/collections/{collection}/documents"
    for limit in (1, 7, 23, 24):
        listed = [each["id"] for each in every(client, path, limit=limit)]
        assert len(listed) == 23
        assert set(listed) == ids
    for wrong in ("0", "-1", "501", "x", "1000000000"):
        refused(client.get(path, params={"limit": wrong}), 422)
    refused(client.get(path, params={"status": "lost"}), 422)
    refused(client.get(path, params={"cursor": "x"}), 422)


def test_queries_of_every_kind_are_answered(client: httpx.Client, korean: httpx.Client, collection: str) -> None:
    settled(client, uploaded(client, collection, "one.txt", "The harbour and 항구 and 港 and 😀.".encode()))
    for mode in ("hybrid", "lexical", "dense"):
        for query in (
            "",
            " ",
            "!?.,;",
            "😀",
            "👩‍👩‍👧",
            "\u202e\u200b",
            "\0",
            "%",
            "' or 1=1 --",
            "a & | ! <-> b:*",
            "\\",
            "(" * 5000,
        ):
            answer = client.post("/api/v1/search", json={"query": query, "mode": mode, "collectionIds": [collection]})
            assert answer.status_code == 200, answer.text
        for query in ("x" * 10_000, "가" * 10_000, "harbour " * 1250, "항구 " * 3333, "😀" * 10_000):
            answer = client.post("/api/v1/search", json={"query": query, "mode": mode})
            assert answer.status_code == 200, answer.text
            asking.in_time(answer)
    for bad in (
        {"query": "x" * 10_001},
        {"query": "x", "topK": 0},
        {"query": "x", "topK": 101},
        {"query": "x", "mode": "magic"},
    ):
        refused(korean.post("/api/v1/search", json=bad), 422)
    kind = {"Content-Type": "application/json"}
    refused(korean.post("/api/v1/search", content=b'{"query": "\\ud800"}', headers=kind), 422)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_command_line_does_the_whole_round(service: Running, tmp_path: Path, language: str) -> None:
    canary = word()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "note.md").write_text(section("CLI", canary))
    (tmp_path / ".hidden").write_text("not this")
    name = f"문서 {canary}"

    def run(*arguments: str | Path) -> str:
        done = service.cli(*arguments, NULLUS_LANGUAGE=language)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("ingest", tmp_path, "--collection", unicodedata.normalize("NFD", f" {name} "), "--wait")
    assert canary in run("search", canary, "--collection", name)
    listed = run("documents", "list", "--collection", name)
    assert "folder/note.md" in listed
    assert ".hidden" not in listed
    document_id = listed.split()[0]
    assert "ready" in run("documents", "show", document_id)
    run("documents", "download", document_id, tmp_path / "back.md")
    assert (tmp_path / "back.md").read_text() == section("CLI", canary)
    run("documents", "delete", document_id)
    assert service.cli("documents", "show", document_id).returncode == 4
    for wrong in ("x", "../..", str(uuid.uuid4()), "\x1b[31m"):
        done = service.cli("documents", "show", wrong, NULLUS_LANGUAGE=language)
        assert done.returncode in {2, 4}
        assert "Traceback" not in done.stderr


def test_odd_names_on_disk_do_not_stop_a_folder(service: Running, client: httpx.Client, tmp_path: Path) -> None:
    names = [
        b"line\nbreak.txt",
        b"escape\x1b[31m.txt",
        b"latin\xe9.txt",
        b'quo"te.txt',
        b"back\\slash.txt",
        b"\xe2\x80\xaeturned.txt",
    ]
    names += [b"semi;colon=x.txt", b"percent%00.txt", unicodedata.normalize("NFD", "한글.txt").encode(), b" blank .txt"]
    for number, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"contents of number {number}")
    done = service.cli("ingest", tmp_path, "--collection", f"odd {word()}", "--wait", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    shown = {each["name"] for each in json.loads(done.stdout)["documents"]}
    assert len(shown) == len(names)
    assert "한글.txt" in shown
    assert all(each.isprintable() for each in shown)


def test_the_passages_around_one_are_asked_for_by_its_id(client: httpx.Client, collection: str) -> None:
    text = "\n\n".join(f"Paragraph {number} speaks of ships and the tide at noon. " * 8 for number in range(60))
    document_id = uploaded(client, collection, "around.txt", text.encode())
    settled(client, document_id)
    path = f"/api/v1/documents/{document_id}/chunks"
    chunks = every(client, path)
    middle = chunks[len(chunks) // 2]
    found = client.get(path, params={"around": middle["id"], "limit": 5}).raise_for_status().json()["data"]["items"]
    assert [each["ordinal"] for each in found] == list(range(middle["ordinal"] - 2, middle["ordinal"] + 3))
    first = client.get(path, params={"around": chunks[0]["id"], "limit": 5}).raise_for_status().json()["data"]["items"]
    elsewhere = client.get(path, params={"around": "1", "limit": 5}).raise_for_status().json()["data"]["items"]
    assert first == elsewhere == chunks[:5]
    assert client.get(path, params={"around": "x"}).status_code == 422
