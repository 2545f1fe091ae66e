"""`nullus search`: ranked passages in the terminal."""

import sys
from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.collections import AsJson, collection_named
from nullus.cli.output import painted, say, show, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    app.command(help=words("Search passages.", "문서 구절을 검색합니다."))(search)


def search(
    query: str,
    collection: Annotated[str | None, typer.Option(help=words("Only this collection.", "이 컬렉션만."))] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help=words("How many.", "결과 개수."))] = 10,
    mode: Annotated[str, typer.Option(help="hybrid|dense|lexical")] = "hybrid",
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    body: dict[str, Any] = {"query": query, "topK": k, "mode": mode}
    if collection is not None:
        body["collectionIds"] = [collection_named(client, collection)["id"]]
    found = client.post("/api/v1/search", body)
    if as_json:
        show_json(found)
        return
    if found["degraded"]:
        say(found["degraded"], "warn")
    if not found["hits"]:
        say(Text(en="Nothing was found.", ko="찾은 것이 없습니다."))
    for place, hit in enumerate(found["hits"], 1):
        where = " › ".join(hit["headingPath"])
        page = words(f"p. {hit['page']}", f"{hit['page']}쪽") if hit["page"] else ""
        title = "  ".join(part for part in (hit["documentName"], where, page) if part)
        show(painted(f"{place:>2}. {title}", "strong", sys.stdout))
        ranks = hit["ranks"]
        why = ", ".join(f"{name} {ranks[name]}" for name in ("lexical", "dense") if ranks[name])
        show(f"    {hit['snippet'].replace(chr(10), ' ')}")
        show(painted(f"    {hit['score']:.3f}  {why}  {hit['documentId']}", "dim", sys.stdout))
