"""`nullus publications`: chatbots that are open to the world, on a page of their own and on other sites."""

import base64
from pathlib import Path
from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in, one_of
from nullus.cli.client import Client, segment
from nullus.cli.collections import AsJson, collection_named
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text

Name = Annotated[str, typer.Argument(help=words("Name or id.", "이름 또는 id."))]
Collections = Annotated[
    list[str] | None,
    typer.Option("--collection", help=words("Public collection; repeat.", "공개 컬렉션(여러 번 가능).")),
]
Origins = Annotated[
    list[str] | None,
    typer.Option("--origin", help=words("Site that may show it; repeat.", "표시를 허용할 사이트(여러 번 가능).")),
]
Greeting = Annotated[str | None, typer.Option(help=words("First words.", "첫 인사말."))]
Suggestions = Annotated[
    list[str] | None, typer.Option("--suggest", help=words("Question to offer; repeat.", "추천 질문(여러 번 가능)."))
]
Slug = Annotated[str | None, typer.Option(help=words("Address of the page: /p/SLUG.", "페이지 주소: /p/슬러그."))]
Widget = Annotated[
    bool | None, typer.Option("--widget/--no-widget", help=words("On other sites.", "다른 사이트에 표시."))
]
PublicPage = Annotated[
    bool | None, typer.Option("--page/--no-page", help=words("As a public page.", "공개 페이지로 표시."))
]
Crawlers = Annotated[
    str | None, typer.Option(help=words("Who reads by machine: none, search, all.", "로봇 허용: none, search, all."))
]
PerDay = Annotated[
    int | None, typer.Option(help=words("Questions of all visitors a day.", "하루 전체 방문자 질문 수."))
]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("list", help=words("List publications.", "공개 챗봇 목록을 봅니다."))(list_publications)
    group.command("show", help=words("Show one, with its snippet.", "하나를 삽입 코드와 함께 봅니다."))(
        show_publication
    )
    group.command("create", help=words("Open collections to visitors.", "컬렉션을 방문자에게 공개합니다."))(create)
    group.command("change", help=words("Change one.", "설정을 바꿉니다."))(change)
    group.command("delete", help=words("Close one for good.", "완전히 닫습니다."))(delete)
    group.command("face", help=words("Give it an image, or take it away.", "얼굴 이미지를 정하거나 뺍니다."))(face)
    group.command("secret", help=words("Make a secret to sign identities with.", "신원 서명용 비밀을 만듭니다."))(
        secret
    )
    group.command("statistics", help=words("Visitors, questions, refused sites.", "방문자, 질문, 거부된 사이트."))(
        statistics
    )
    app.add_typer(group, name="publications", help=words("Chatbots open to the world.", "공개 챗봇."))


def publication_named(client: Client, typed: str) -> dict[str, Any]:
    """The publication with this name, slug or id. Raises ServiceError."""
    what = Text(en="publication", ko="공개 챗봇")
    return one_of(client.pages("/api/v1/publications"), typed, ("id", "name", "slug"), what, "nullus publications list")


def list_publications(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = list(connect_in(workspace).pages("/api/v1/publications"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        where = [*(["widget"] if each["widget"] else []), *([each["pageAddress"]] if each["page"] else [])]
        show(f"{each['id']}  {each['name']}  {', '.join(where) or '-'}")


def show_publication(publication: Name, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    _show(publication_named(connect_in(workspace), publication), as_json)


def create(
    name: str,
    collection: Collections = None,
    origin: Origins = None,
    greeting: Greeting = None,
    suggest: Suggestions = None,
    slug: Slug = None,
    widget: Widget = None,
    page: PublicPage = None,
    crawlers: Crawlers = None,
    per_day: PerDay = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    wanted = _body(client, collection, origin, greeting, suggest, slug, widget, page, crawlers, per_day)
    _show(client.post("/api/v1/publications", {"name": name, "collectionIds": [], **wanted}), as_json)


def change(
    publication: Name,
    name: Annotated[str | None, typer.Option(help=words("New name.", "새 이름."))] = None,
    collection: Collections = None,
    origin: Origins = None,
    greeting: Greeting = None,
    suggest: Suggestions = None,
    slug: Slug = None,
    widget: Widget = None,
    page: PublicPage = None,
    crawlers: Crawlers = None,
    per_day: PerDay = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    found = publication_named(client, publication)["id"]
    wanted = _body(client, collection, origin, greeting, suggest, slug, widget, page, crawlers, per_day)
    if name is not None:
        wanted["name"] = name
    _show(client.patch(f"/api/v1/publications/{segment(found)}", wanted), as_json)


def delete(publication: Name, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    found = publication_named(client, publication)["id"]
    gone = client.delete(f"/api/v1/publications/{segment(found)}")
    show_json(gone) if as_json else say(Text(en="Closed.", ko="닫았습니다."))


def face(
    publication: Name,
    image: Annotated[Path | None, typer.Argument(help=words("PNG, JPEG or WebP.", "PNG, JPEG 또는 WebP."))] = None,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    path = f"/api/v1/publications/{segment(publication_named(client, publication)['id'])}/face"
    if image is None:
        changed = client.delete(path)
    else:
        changed = client.call("PUT", path, {"image": base64.b64encode(image.read_bytes()).decode()})
    _show(changed, as_json)


def secret(publication: Name, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    found = publication_named(client, publication)["id"]
    made = client.post(f"/api/v1/publications/{segment(found)}/secret", {})
    show_json(made) if as_json else show(made["secret"])


def statistics(publication: Name, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    client = connect_in(workspace)
    found = client.get(f"/api/v1/publications/{segment(publication_named(client, publication)['id'])}/statistics")
    if as_json:
        show_json(found)
        return
    say(
        Text(en="{visitors} visitors, {people} signed up.", ko="방문자 {visitors}명, 그중 가입 {people}명."),
        visitors=found["visitors"],
        people=found["signedUp"],
    )
    for each in found["days"]:
        show(f"{each['day']}  {each['visitors']:>6}  {each['questions']:>6}  {each['overLimit']:>6}")
    for each in found["refused"]:
        show(f"✗ {each['times']:>6}  {each['origin'] or '-'}")


def _body(
    client: Client,
    collection: list[str] | None,
    origin: list[str] | None,
    greeting: str | None,
    suggest: list[str] | None,
    slug: str | None,
    widget: bool | None,
    page: bool | None,
    crawlers: str | None,
    per_day: int | None,
) -> dict[str, Any]:
    """What was named on the command line."""
    given = {
        "collectionIds": [collection_named(client, each)["id"] for each in collection] if collection else None,
        "origins": origin or None,
        "greeting": greeting,
        "suggestions": suggest or None,
        "slug": slug,
        "widget": widget,
        "page": page,
        "crawlers": crawlers,
        "questionsPerDay": per_day,
    }
    return {name: value for name, value in given.items() if value is not None}


def _show(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        show_json(found)
        return
    show(f"{found['id']}  {found['name']}")
    show(found["pageAddress"] if found["page"] else "-")
    show(found["snippet"])
