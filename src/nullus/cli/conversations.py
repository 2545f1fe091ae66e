"""`nullus conversations`: what was asked without an account, by keys and on this machine, listed, read, exported, deleted."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.client import check, connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.leaving import FileThere
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List conversations, newest first.", "최근 대화부터 목록을 봅니다."))(
        list_conversations
    )
    group.command("show", help=words("Show a conversation.", "대화를 봅니다."))(show_conversation)
    group.command("export", help=words("Write a conversation to a file.", "대화를 파일로 저장합니다."))(export)
    group.command("delete", help=words("Delete a conversation.", "대화를 삭제합니다."))(delete)
    app.add_typer(
        group,
        name="conversations",
        help=words("Conversations of keys and of this machine.", "API 키와 이 컴퓨터의 대화."),
    )


def list_conversations(
    query: Annotated[
        str | None, typer.Option(help=words("Words that it must hold.", "대화에 들어 있어야 하는 말."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    asked = {} if query is None else {"query": query}
    found = list(connect().pages("/api/v1/conversations", **asked))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(f"{each['id']}  {each['updatedAt'][:16].replace('T', ' ')}  {each['title'] or '-'}")
    if not found:
        say(Text(en="No conversations.", ko="대화가 없습니다."))


def show_conversation(conversation: str, as_json: AsJson = False) -> None:
    client = connect()
    path = f"/api/v1/conversations/{segment(conversation)}"
    head = client.get(path)
    page = client.get(f"{path}/messages", limit=200)
    messages: list[Any] = page["items"]
    while page["nextCursor"] is not None:
        page = client.get(f"{path}/messages", limit=200, cursor=page["nextCursor"])
        messages = page["items"] + messages
    if as_json:
        show_json({"conversation": head, "messages": messages}, verbatim=True)
        return
    show(head["title"] or head["id"], "strong")
    for each in messages:
        who = words("Question", "질문") if each["role"] == "user" else words("Answer", "답변")
        show(f"\n{who}  {each['createdAt'][:16].replace('T', ' ')}  {each['model'] or ''}".rstrip(), "dim")
        show(each["text"])
        for source in each["sources"]:
            if source["cited"]:
                show(f"  [{source['number']}] {source['documentName']}  {source['address']}", "dim")


def export(
    conversation: str,
    output: Annotated[
        Path | None, typer.Option(help=words("File to write; must not exist.", "저장할 파일(새 파일)."))
    ] = None,
    form: Annotated[str, typer.Option("--format", help=words("markdown or json.", "markdown 또는 json."))] = "markdown",
) -> None:
    path = f"/api/v1/conversations/{segment(conversation)}/export"
    with connect().open("GET", f"{path}?format={segment(form)}", None, {}) as answer:
        check(answer)
        if output is None:
            sys.stdout.buffer.write(answer.read())
            sys.stdout.buffer.flush()
            return
        try:
            file = output.open("xb")
        except FileExistsError:
            raise FileThere(path=output) from None
        with file:
            output.chmod(0o600)
            while piece := answer.read(1 << 20):
                file.write(piece)
    say(Text(en="Written to {path}.", ko="{path}에 저장했습니다."), path=output)


def delete(
    conversation: str,
    yes: Annotated[bool, typer.Option("--yes", help=words("Do not ask.", "묻지 않습니다."))] = False,
    as_json: AsJson = False,
) -> None:
    client = connect()
    path = f"/api/v1/conversations/{segment(conversation)}"
    head = client.get(path)
    if not yes:
        name = head["title"] or head["id"]
        typer.confirm(words(f"Delete {name}?", f"{name} 대화를 삭제할까요?"), abort=True)
    receipt = client.delete(path)
    if as_json:
        show_json(receipt)
        return
    show(f"{receipt['messages']:>8} {words('messages', '메시지')}")
    verified = words("verified: nothing is left", "확인됨: 남은 것이 없습니다")
    show(
        verified if receipt["verified"] else words("NOT verified", "확인 실패"),
        "good" if receipt["verified"] else "bad",
    )
