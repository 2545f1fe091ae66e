"""`nullus ask`: an answer as it is written, then the places it rests on."""

import json
import sys
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import Client, NotRunning, ServiceError, check
from nullus.cli.collections import AsJson, collection_named
from nullus.cli.output import painted, say, show, show_json, words
from nullus.platform.errors import ErrorKind, Text

_CUT_SHORT = Text(en="The answer broke off here: {problem}", ko="답변이 여기서 끊겼습니다: {problem}")
_DROPPED = Text(
    en="{citations} citations and {quotes} quotations were removed: the documents do not hold them.",
    ko="문서에 없는 인용 표시 {citations}개와 인용문 {quotes}개를 지웠습니다.",
)
_UNSUPPORTED = Text(
    en="{sentences} sentences have no citation that the documents support: check them yourself.",
    ko="문장 {sentences}개에는 문서로 뒷받침되는 출처가 없습니다. 직접 확인하세요.",
)


def add_to(app: typer.Typer) -> None:
    app.command(help=words("Ask your documents.", "문서에 질문합니다."))(ask)


def ask(
    question: str,
    collection: Annotated[str | None, typer.Option(help=words("Only this collection.", "이 컬렉션만."))] = None,
    rerank: Annotated[
        bool | None,
        typer.Option(
            "--rerank/--no-rerank",
            help=words(
                "Whether a reranking model orders what is found; without it as the settings say.",
                "찾은 구절을 재정렬할지. 없으면 설정대로 합니다.",
            ),
        ),
    ] = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    body: dict[str, Any] = {"question": question} | ({} if rerank is None else {"rerank": rerank})
    if collection is not None:
        body["collectionIds"] = [collection_named(client, collection)["id"]]
    if as_json:
        show_json(client.post("/api/v1/ask", body))
        return
    _stream(client, body)


def _stream(client: Client, body: dict[str, Any]) -> None:
    sources: list[dict[str, Any]] = []
    cited: set[int] = set()
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    with client.open("POST", "/api/v1/ask", json.dumps(body).encode(), headers) as answer:
        check(answer)
        for name, data in _events(answer, client):
            if name == "sources":
                sources = data["sources"]
            elif name == "delta":
                print(_printable(data["text"]), end="", flush=True)  # noqa: T201
            elif name == "citation":
                cited.add(data["number"])
            elif name == "done":
                show()
                _show_sources([each for each in sources if each["number"] in cited], client)
                _show_checks(data)
            elif name == "error":
                show()
                _show_sources([each for each in sources if each["number"] in cited], client)
                say(_CUT_SHORT, "bad", problem=data["message"])
                raise ServiceError(ErrorKind.UNAVAILABLE, data["code"], data["message"], data["hint"])


def _events(answer: HTTPResponse, client: Client) -> Iterator[tuple[str, Any]]:
    """The name and data of each server-sent event. Raises NotRunning when the service goes away."""
    name = ""
    ended = False
    try:
        for raw in answer:
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                ended = ended or name in {"done", "error"}
                yield name, json.loads(line[6:])
    except (OSError, HTTPException) as error:
        raise NotRunning(address=client.address) from error
    if not ended:
        show()
        raise NotRunning(address=client.address)


def _show_sources(sources: list[dict[str, Any]], client: Client) -> None:
    if not sources:
        return
    show()
    show(painted(words("Sources", "출처"), "strong", sys.stdout))
    for each in sources:
        page = words(f"p. {each['page']}", f"{each['page']}쪽") if each["page"] else ""
        title = "  ".join(part for part in (each["documentName"], " › ".join(each["headingPath"]), page) if part)
        show(f"[{each['number']}] {_printable(title)}")
        address = f"{client.address}/documents/{each['documentId']}?chunk={each['chunkId']}"
        show(painted(f"    {address}", "dim", sys.stdout))


def _show_checks(done: dict[str, Any]) -> None:
    checks = done["checks"]
    if checks["citationsDropped"] or checks["quotesDropped"]:
        say(_DROPPED, "warn", citations=checks["citationsDropped"], quotes=checks["quotesDropped"])
    if checks["sentencesUnsupported"]:
        say(_UNSUPPORTED, "warn", sentences=checks["sentencesUnsupported"])
    if done["degraded"]:
        say(done["degraded"]["message"], "warn")


def _printable(text: str) -> str:
    """Text that cannot steer the terminal: a document may hold escape sequences."""
    return "".join(character for character in text if character in "\n\t" or character.isprintable())
