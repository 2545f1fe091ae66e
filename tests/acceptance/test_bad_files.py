"""Files that cannot or should not be read: each ends as a failed document with a reason, or is read within its limits."""

import time
from collections.abc import Iterable
from pathlib import Path

import httpx
from chaos.running import Running, pss_bytes
from tests.acceptance import asking, hostile
from tests.samples import pages

from nullus.knowledge.parsers.failures import FAILURES
from nullus.knowledge.parsers.registry import EXTENSIONS

DEADLINE = 150.0


def send_all(client: httpx.Client, collection: str, files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Upload many files in one request; returns their ids by name."""
    parts = [("file", (name, body)) for name, body in files]
    answer = client.post(f"/api/v1/collections/{collection}/documents", files=parts)
    assert answer.status_code == 202, answer.text
    return {each["name"]: each["id"] for each in answer.json()["data"]["documents"]}


def settle_all(
    client: httpx.Client, korean: httpx.Client, ids: dict[str, str], seconds: float = DEADLINE
) -> dict[str, str]:
    """Wait for each document; returns the failure codes by name, empty for what was read. Checks every reason's words."""
    deadline = time.monotonic() + seconds
    codes = {}
    for name, document_id in ids.items():
        found = asking.settled(client, document_id, max(1.0, deadline - time.monotonic()))
        codes[name] = ""
        if found["status"] == "failed":
            codes[name] = found["failure"]["code"]
            assert codes[name] in FAILURES, f"{name}: {found['failure']}"
            for words in (found["failure"], asking.document(korean, document_id)["failure"]):
                assert words["message"], name
                assert words["hint"], name
            assert any("\uac00" <= each <= "\ud7a3" for each in words["message"]), words
    return codes


def test_random_bytes_under_every_extension_never_stop_the_work(
    client: httpx.Client, korean: httpx.Client, collection: str
) -> None:
    ids = send_all(client, collection, hostile.random_bytes(sorted(EXTENSIONS)))
    codes = settle_all(client, korean, ids)
    assert sum(1 for code in codes.values() if code) > len(codes) / 2


def test_cut_damaged_and_mislabelled_files_are_read_or_refused_with_a_reason(
    client: httpx.Client, korean: httpx.Client, collection: str
) -> None:
    files = [*hostile.cut(), *hostile.flipped(), *hostile.lying()]
    codes = settle_all(client, korean, send_all(client, collection, files))
    assert codes["lying/text-as.pdf"] in {"", "damaged", "unsupported"}
    assert codes["lying/program.exe"] == "unsupported"
    assert all(codes[name] for name in codes if name.startswith("cut/0.1."))


def test_good_files_of_every_kind_are_read(client: httpx.Client, korean: httpx.Client, collection: str) -> None:
    files = [(f"good.{extension}", body) for extension, body in hostile.good().items()]
    codes = settle_all(client, korean, send_all(client, collection, files))
    assert {name: code for name, code in codes.items() if code} in ({}, {"good.png": "needs_ocr"})


def test_locked_empty_and_inflating_files_say_so_and_the_next_one_is_read(
    service: Running, client: httpx.Client, korean: httpx.Client, collection: str
) -> None:
    wanted = hostile.refused()
    ids = send_all(client, collection, [(name, body) for name, (body, _) in wanted.items()])
    after = asking.uploaded(client, collection, "after.txt", b"The next document is read as ever.")
    codes = settle_all(client, korean, ids)
    wrong = {name: code for name, code in codes.items() if code not in wanted[name][1]}
    assert wrong == {}
    assert asking.settled(client, after)["status"] == "ready"


def test_deep_wide_and_endless_files_stay_within_their_limits(
    service: Running, client: httpx.Client, korean: httpx.Client, collection: str
) -> None:
    ids = send_all(client, collection, hostile.bounded())
    codes = settle_all(client, korean, ids)
    assert codes["one-line.txt"] == ""
    hits = asking.search(client, "root bin bash", collectionIds=[collection])
    assert not [hit for hit in hits if "root:" in hit["text"]]
    worker = service.part("worker")["pid"]
    own = sum(
        int(line.split()[1]) << 10
        for line in Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    )
    assert own < 500 << 20, f"the worker holds {own >> 20} MiB, with its children {pss_bytes(worker) >> 20}"


def test_the_command_line_lists_what_could_not_be_read(service: Running, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "locked.pdf").write_bytes(pages.locked_pdf())
    (tmp_path / "good.txt").write_text("A good document beside bad ones.")
    for language in ("en", "ko"):
        done = service.cli("ingest", tmp_path, "--collection", "cli bad files", "--wait", NULLUS_LANGUAGE=language)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        for name in ("empty.txt", "locked.pdf"):
            assert name in done.stdout + done.stderr
