"""`nullus invitations`: codes that let people into a workspace or a tier."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import segment
from nullus.cli.collections import AsJson
from nullus.cli.groups import group_named
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import Text


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.command("create", help=words("Invite somebody.", "초대를 만듭니다."))(create)
    group.command("list", help=words("List invitations.", "초대 목록을 봅니다."))(list_invitations)
    group.command("revoke", help=words("Withdraw an invitation.", "초대를 취소합니다."))(revoke)
    app.add_typer(
        group, name="invitations", help=words("Invitations to workspaces and tiers.", "워크스페이스와 등급 초대.")
    )


def create(
    role: Annotated[
        str | None,
        typer.Option(
            help=words("owner, admin, editor, viewer or guest.", "owner, admin, editor, viewer, guest 중 하나.")
        ),
    ] = None,
    tier: Annotated[str | None, typer.Option(help=words("Tier that the code gives.", "코드가 주는 등급."))] = None,
    email: Annotated[
        str | None, typer.Option(help=words("Only for this e-mail address.", "이 이메일 주소만 쓸 수 있습니다."))
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option(help=words("Group to join (repeatable).", "들어갈 그룹(여러 번 가능)."))
    ] = None,
    uses: Annotated[int, typer.Option(help=words("How many people may use it.", "사용할 수 있는 사람 수."))] = 1,
    days: Annotated[
        int,
        typer.Option(help=words("Days until it ends.", "유효 기간(일).")),
    ] = 7,
    note: Annotated[str, typer.Option(help=words("A note for yourselves.", "메모."))] = "",
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    body: dict[str, Any] = {"uses": uses, "note": note}
    body["expiresAt"] = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    body["groupIds"] = [group_named(client, each)["id"] for each in group or []]
    body |= {name: value for name, value in {"role": role, "tier": tier, "email": email}.items() if value is not None}
    made = client.post("/api/v1/invitations", body)
    if as_json:
        show_json(made)
    elif made["mailed"]:
        say(Text(en="Sent to {email}.", ko="{email} 주소로 보냈습니다."), email=made["email"])
    else:
        say(
            Text(
                en="Shown this once; whoever has it may use it:",
                ko="지금 한 번만 표시됩니다. 링크를 가진 사람이 쓸 수 있습니다:",
            )
        )
        show(made["link"])


def list_invitations(workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = list(connect_in(workspace).pages("/api/v1/invitations"))
    if as_json:
        show_json({"items": found, "nextCursor": None})
        return
    for each in found:
        state = words("open", "사용 가능") if each["open"] else words("over", "종료")
        gives = " ".join(filter(None, (each["role"], each["tier"])))
        show(f"{each['id']}  {state}  {each['uses']}/{each['usesMax']}  {gives}  {each['email'] or ''}  {each['note']}")


def revoke(invitation_id: str, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    gone = connect_in(workspace).delete(f"/api/v1/invitations/{segment(invitation_id)}")
    show_json(gone) if as_json else say(Text(en="Withdrawn.", ko="취소했습니다."))
