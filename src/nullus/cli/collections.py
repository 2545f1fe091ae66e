"""`nullus collections`: the named sets of documents."""

import unicodedata
from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import Client, ServiceError
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import ErrorKind, Text

AsJson = Annotated[bool, typer.Option("--json", help=words("Print JSON.", "JSON으로 출력합니다."))]
Access = Annotated[
    str | None,
    typer.Option(
        help=words(
            "Who sees it: private, group, workspace or public.", "공개 범위: private, group, workspace, public 중 하나."
        )
    ),
]
Sensitive = Annotated[
    str | None,
    typer.Option(
        "--sensitivity",
        help=words(
            "How sensitive it is, which decides the models that may see it: public, internal, confidential or personal.",
            "민감도. 어느 모델이 볼 수 있는지를 정합니다: public, internal, confidential, personal 중 하나.",
        ),
    ),
]
Groups = Annotated[
    list[str] | None,
    typer.Option(help=words("A group that it is for; may be given again.", "볼 수 있는 그룹. 여러 번 쓸 수 있습니다.")),
]
CacheAnswers = Annotated[
    bool | None,
    typer.Option(
        help=words(
            "Whether an answer may be kept for who asks the same.", "같은 질문에 답을 다시 쓸 수 있게 보관할지 여부."
        )
    ),
]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List collections.", "컬렉션 목록을 봅니다."))(list_collections)
    group.command("create", help=words("Make a collection.", "컬렉션을 만듭니다."))(create)
    group.command("change", help=words("Change a collection, or who sees it.", "컬렉션이나 공개 범위를 바꿉니다."))(
        change
    )
    group.command("delete", help=words("Delete a collection with its documents.", "컬렉션과 문서를 삭제합니다."))(
        delete
    )
    app.add_typer(group, name="collections", help=words("Sets of documents.", "문서 묶음(컬렉션)."))


def _group_named(there: list[dict[str, Any]], typed: str) -> str:
    """The id of a group that was named, or given as its id: the service says that it is not there."""
    return next((str(each["id"]) for each in there if typed in {each["name"], each["id"]}), typed)


def collection_named(client: Client, name: str, *, make: bool = False) -> dict[str, Any]:
    """The collection of this name, made when it is new and `make` is set. Raises ServiceError."""
    name = unicodedata.normalize("NFC", name).strip()  # as the service keeps it; some keyboards and disks give pieces
    for each in client.pages("/api/v1/collections"):
        if each["name"] == name:
            found: dict[str, Any] = each
            return found
    if not make:
        raise ServiceError(
            ErrorKind.NOT_FOUND,
            "COLLECTION_NOT_FOUND",
            words(f"There is no collection {name}.", f"컬렉션 {name}이(가) 없습니다."),
            words("List them with `nullus collections list`.", "`nullus collections list`로 목록을 보세요."),
        )
    try:
        made: dict[str, Any] = client.post("/api/v1/collections", {"name": name})
    except ServiceError as error:
        if error.kind is not ErrorKind.CONFLICT:  # two commands at once: the other one made it
            raise
        return collection_named(client, name)
    return made


def list_collections(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = list(connect_in(workspace).pages("/api/v1/collections"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        show(
            f"{each['name']:<30} {each['documents']:>7} {words('documents', '문서')}  {each['sensitivity']:<12}  {each['access']}"
        )
    if not found:
        say(
            Text(
                en="No collections yet: `nullus ingest FOLDER` makes one.",
                ko="아직 컬렉션이 없습니다. `nullus ingest 폴더`로 만들어 보세요.",
            )
        )


def create(
    name: str,
    description: Annotated[str, typer.Option()] = "",
    access: Access = None,
    group: Groups = None,
    sensitivity: Sensitive = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    labelled = {} if sensitivity is None else {"sensitivity": sensitivity}
    made = client.post(
        "/api/v1/collections", {"name": name, "description": description} | labelled | _seen_by(client, access, group)
    )
    show_json(made) if as_json else show(made["id"])


def change(
    name: str,
    new_name: Annotated[str | None, typer.Option("--name", help=words("Another name.", "새 이름."))] = None,
    description: Annotated[str | None, typer.Option()] = None,
    access: Access = None,
    group: Groups = None,
    sensitivity: Sensitive = None,
    cache_answers: CacheAnswers = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    found = collection_named(client, name)
    given: dict[str, Any] = {
        "name": new_name,
        "description": description,
        "sensitivity": sensitivity,
        "cacheAnswers": cache_answers,
    }
    changes = {key: value for key, value in given.items() if value is not None} | _seen_by(client, access, group)
    changed = client.patch(f"/api/v1/collections/{found['id']}", changes)
    show_json(changed) if as_json else show(f"{changed['name']}  {changed['sensitivity']}  {changed['access']}")


def _seen_by(client: Client, access: str | None, groups: list[str] | None) -> dict[str, Any]:
    """The access asked for; naming groups asks for `group`."""
    if groups:
        there = list(client.pages("/api/v1/groups"))
        named = [_group_named(there, each) for each in groups]
        return {"access": access or "group", "groupIds": named}
    return {} if access is None else {"access": access}


def delete(
    name: str,
    yes: Annotated[bool, typer.Option("--yes", help=words("Do not ask.", "묻지 않습니다."))] = False,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    found = collection_named(client, name)
    if not yes:
        question = words(
            f"Delete {name} with {found['documents']} documents?", f"{name}와 문서 {found['documents']}개를 삭제할까요?"
        )
        typer.confirm(question, abort=True)
    show_receipt(client.delete(f"/api/v1/collections/{found['id']}"), as_json)


def show_receipt(receipt: dict[str, Any], as_json: bool) -> None:
    """What a deletion removed, and whether a look afterwards found nothing left."""
    if as_json:
        show_json(receipt)
        return
    names = {
        "documents": words("documents", "문서"),
        "versions": words("versions", "버전"),
        "chunks": words("passages", "구절"),
        "vectors": words("vectors", "벡터"),
        "lexicalEntries": words("lexical entries", "어휘 항목"),
        "objects": words("originals", "원본"),
        "objectsKept": words("originals kept (used elsewhere)", "보존된 원본(다른 곳에서 사용 중)"),
    }
    for key, name in names.items():
        show(f"{receipt[key]:>8} {name}")
    verified = words("verified: nothing is left", "확인됨: 남은 것이 없습니다")
    show(
        verified if receipt["verified"] else words("NOT verified", "확인 실패"),
        "good" if receipt["verified"] else "bad",
    )
