"""`nullus documents`: what is in a collection, why something failed, and how it goes again."""

from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import check, segment
from nullus.cli.collections import AsJson, collection_named, show_receipt
from nullus.cli.ingest import DEFAULT_COLLECTION
from nullus.cli.output import show, show_json, words

CollectionName = Annotated[str, typer.Option("--collection", help=words("Collection.", "컬렉션."))]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List documents.", "문서 목록을 봅니다."))(list_documents)
    group.command("show", help=words("Show one document.", "문서 하나를 봅니다."))(show_document)
    group.command("retry", help=words("Read a failed document again.", "실패한 문서를 다시 읽습니다."))(retry)
    group.command("delete", help=words("Delete a document.", "문서를 삭제합니다."))(delete)
    group.command("download", help=words("Save the original.", "원본을 저장합니다."))(download)
    app.add_typer(group, name="documents", help=words("Documents.", "문서."))


def list_documents(
    collection: CollectionName = DEFAULT_COLLECTION,
    status: Annotated[str | None, typer.Option(help="received|processing|ready|failed")] = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    path = f"/api/v1/collections/{collection_named(client, collection)['id']}/documents"
    found = list(client.pages(path, status=status, limit=500))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['id']}  {each['status']:<10} {each['name']}")
        if each["failure"]:
            show(f"{'':38}{each['failure']['message']}", "bad")


def show_document(document_id: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _show(connect_in(workspace).get(f"/api/v1/documents/{segment(document_id)}"), as_json)


def retry(document_id: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _show(connect_in(workspace).post(f"/api/v1/documents/{segment(document_id)}/retry"), as_json)


def delete(document_id: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    show_receipt(connect_in(workspace).delete(f"/api/v1/documents/{segment(document_id)}"), as_json)


def download(
    document_id: str,
    to: Annotated[Path, typer.Argument(help=words("File to write.", "저장할 파일."))],
    workspace: InWorkspace = None,
) -> None:
    with connect_in(workspace).open("GET", f"/api/v1/documents/{segment(document_id)}/original", None, {}) as answer:
        check(answer)
        with to.open("xb") as file:
            while block := answer.read(1 << 20):
                file.write(block)
    show(str(to))


def _show(document: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(document)
        return
    for key in (
        "id",
        "name",
        "collectionName",
        "status",
        "format",
        "language",
        "pages",
        "chunkCount",
        "size",
        "digest",
    ):
        if document[key] is not None:
            show(f"{key:<16} {document[key]}")
    if document["failure"]:
        show(f"{'failure':<16} {document['failure']['message']}", "bad")
        show(f"{'':<16} → {document['failure']['hint']}")
