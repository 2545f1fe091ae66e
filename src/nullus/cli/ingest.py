"""`nullus ingest`: files and folders in, with progress, and a list of what failed."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli import uploading
from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import Client
from nullus.cli.collections import collection_named
from nullus.cli.output import say, show_json, words
from nullus.platform.errors import Text

DEFAULT_COLLECTION = "documents"
POLL_SECONDS = 0.3


def add_to(app: typer.Typer) -> None:
    app.command(help=words("Add files and folders.", "파일과 폴더를 추가합니다."))(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help=words("Files or folders.", "파일 또는 폴더."))],
    collection: Annotated[
        str, typer.Option(help=words("Collection; made when it is new.", "컬렉션. 없으면 만듭니다."))
    ] = DEFAULT_COLLECTION,
    wait: Annotated[
        bool, typer.Option("--wait", help=words("Return when all are searchable.", "모두 검색 가능해지면 돌아옵니다."))
    ] = False,
    workspace: InWorkspace = None,
    as_json: Annotated[bool, typer.Option("--json", help=words("Print JSON.", "JSON으로 출력합니다."))] = False,
) -> None:
    files = uploading.find_files(paths)
    client = connect_in(workspace)
    collection_id = collection_named(client, collection, make=True)["id"]
    label = words(f"Uploading {len(files)} files", f"파일 {len(files)}개 업로드 중")
    with uploading.progress(sum(file.size for file in files), label, sys.stderr.isatty()) as on_bytes:
        received = uploading.upload_all(client, collection_id, files, on_bytes)
    if wait:
        _wait(client, collection_id, {each["id"] for each in received if each["status"] in {"received", "processing"}})
    failed = list(_failed_of(client, collection_id, {each["id"] for each in received}))
    if as_json:
        by_id = {each["id"]: each for each in failed}
        for each in received:
            settled = {"status": "failed", "failure": by_id[each["id"]]["failure"]} if each["id"] in by_id else {}
            each |= settled or ({"status": "ready"} if wait else {})
        show_json({"documents": received})
    else:
        _report(received, failed, wait)
    if failed:
        raise typer.Exit(1)


def _wait(client: Client, collection_id: str, pending: set[str]) -> None:
    """Until none of the documents waits or is being read any more."""
    whole = len(pending)
    path = f"/api/v1/collections/{collection_id}/documents"
    while pending:
        busy = {
            each["id"] for status in ("received", "processing") for each in client.pages(path, status=status, limit=500)
        }
        pending &= busy
        _overwrite(f"{words('Reading', '읽는 중')} {whole - len(pending)}/{whole} ")
        if pending:
            time.sleep(POLL_SECONDS)
    _overwrite("")


def _overwrite(line: str) -> None:
    """Show one line of progress in place of the last, where somebody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()


def _failed_of(client: Client, collection_id: str, ids: set[str]) -> Iterator[dict[str, Any]]:
    path = f"/api/v1/collections/{collection_id}/documents"
    yield from (each for each in client.pages(path, status="failed", limit=500) if each["id"] in ids)


def _report(received: list[dict[str, Any]], failed: list[dict[str, Any]], waited: bool) -> None:
    unchanged = sum(1 for each in received if each["unchanged"])
    good = len(received) - len(failed)
    if waited:
        text = Text(
            en="{good} searchable ({unchanged} unchanged), {failed} failed.",
            ko="검색 가능 {good}개(변경 없음 {unchanged}개), 실패 {failed}개.",
        )
    else:
        text = Text(
            en="{good} received ({unchanged} unchanged); they are being read in the background.",
            ko="{good}개를 받았습니다(변경 없음 {unchanged}개). 백그라운드에서 읽고 있습니다.",
        )
    say(text, good=good, unchanged=unchanged, failed=len(failed))
    for each in failed:
        say(f"  {each['name']}: {each['failure']['message']}", "bad")
        if each["failure"].get("hint"):
            say(f"    → {each['failure']['hint']}")
