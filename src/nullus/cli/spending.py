"""`nullus prices`, `nullus budgets`, `nullus usage`: what models cost, what they may cost, what they did cost."""

from typing import Annotated, Any

import typer

from nullus.cli.choosing import InWorkspace, connect_in
from nullus.cli.client import Client, connect, segment
from nullus.cli.collections import AsJson
from nullus.cli.output import say, show, show_json, words
from nullus.platform.errors import ErrorKind, NullusError, Text

Everywhere = Annotated[
    bool, typer.Option("--everywhere", help=words("Of the whole service.", "서비스 전체를 대상으로 합니다."))
]
Amount = Annotated[str | None, typer.Option(metavar="AMOUNT", help=words("A number, or `none`.", "숫자 또는 `none`."))]


class NotAnAmount(NullusError):
    """What was typed is no amount."""

    kind = ErrorKind.INVALID
    code = "not_an_amount"
    message = Text(en="{typed} is not an amount.", ko="{typed}은(는) 금액이나 수량이 아닙니다.")
    hint = Text(
        en="For example `nullus budgets set money month 50` or `nullus prices set openai 'gpt-*' --read 2.5 --written 10`.",
        ko="예: `nullus budgets set money month 50` 또는 `nullus prices set openai 'gpt-*' --read 2.5 --written 10`.",
    )


def add_to(app: typer.Typer) -> None:
    prices = typer.Typer(no_args_is_help=True)
    prices.command("list", help=words("List what models cost.", "모델 가격을 봅니다."))(list_prices)
    prices.command("set", help=words("Set what a model costs.", "모델 가격을 정합니다."))(set_price)
    prices.command("withdraw", help=words("Take back a price that is to come.", "예정된 가격을 철회합니다."))(
        withdraw_price
    )
    app.add_typer(prices, name="prices", help=words("What models cost.", "모델 가격."))
    budgets = typer.Typer(no_args_is_help=True)
    budgets.command("list", help=words("List budgets and what is used.", "예산과 사용량을 봅니다."))(list_budgets)
    budgets.command("set", help=words("Set a budget.", "예산을 정합니다."))(set_budget)
    budgets.command("remove", help=words("Remove a budget.", "예산을 지웁니다."))(remove_budget)
    app.add_typer(budgets, name="budgets", help=words("What models may cost.", "모델 예산."))
    app.command("usage", help=words("Show what models took and cost.", "모델 사용량과 비용을 봅니다."))(usage)


def list_prices(as_json: AsJson = False) -> None:
    found = connect().get("/api/v1/prices")
    if as_json:
        show_json(found)
        return
    for each in found["items"]:
        note = "" if each["inForce"] else f"  ({_not_in_force(each, found['currency'])})"
        show(f"{each['provider']}/{each['model']:<30} {_price(each)} {each['currency']}{note}")
    for each in found["unknown"]:
        name = f"{each['provider']}/{each['model']}"
        say(
            Text(
                en="Unknown price: {name} ({calls} calls in 30 days, counted as 0). Set it with `nullus prices set`.",
                ko="가격을 모름: {name}(30일 동안 {calls}번 호출, 0으로 계산). `nullus prices set`으로 정하세요.",
            ),
            name=name,
            calls=each["calls"],
        )


def _not_in_force(price: dict[str, Any], currency: str) -> str:
    if price["currency"] != currency:
        return words("in another currency", "다른 통화")
    since = price["validFrom"]
    return words(f"from {since} on, {price['id']}", f"{since}부터, {price['id']}")


def set_price(
    provider: str,
    model: str,
    read: Amount = None,
    written: Amount = None,
    hour: Amount = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="TIME",
            help=words(
                "Holds from then on, for example 2027-01-01T00:00+09:00.",
                "이때부터 적용합니다. 예: 2027-01-01T00:00+09:00.",
            ),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    body = {
        "provider": provider,
        "model": model,
        "perMillionRead": _amount(read),
        "perMillionWritten": _amount(written),
        "perHour": _amount(hour),
        "validFrom": since,
    }
    made = connect().call("PUT", "/api/v1/prices", body)
    show_json(made) if as_json else show(f"{made['provider']}/{made['model']}  {_price(made)} {made['currency']}")


def withdraw_price(
    price_id: Annotated[str, typer.Argument(help=words("As `list` shows it.", "`list`에 나오는 ID."))],
    as_json: AsJson = False,
) -> None:
    gone = connect().delete(f"/api/v1/prices/{segment(price_id)}")
    show_json(gone) if as_json else say(
        Text(
            en="Withdrawn: {name}, which was to hold from {since}.",
            ko="철회했습니다: {since}부터 적용할 {name}의 가격.",
        ),
        name=f"{gone['provider']}/{gone['model']}",
        since=gone["validFrom"],
    )


def list_budgets(everywhere: Everywhere = False, workspace: InWorkspace = None, as_json: AsJson = False) -> None:
    found = connect_in(workspace).get("/api/v1/budgets", everywhere="true" if everywhere else None)
    if as_json:
        show_json(found)
        return
    for each in found["items"]:
        _show_budget(each)
    if not found["items"]:
        say(Text(en="No budgets: calls to models are not limited here.", ko="예산이 없어 모델 호출에 제한이 없습니다."))


def set_budget(
    meter: Annotated[str, typer.Argument(help=words("money or tokens.", "money 또는 tokens."))],
    period: Annotated[str, typer.Argument(help=words("day or month.", "day 또는 month."))],
    amount: Annotated[str, typer.Argument(help=words("How much.", "한도."))],
    everywhere: Everywhere = False,
    workspace: InWorkspace = None,
    person: Annotated[
        str | None, typer.Option(help=words("Only of this member (e-mail or id).", "이 구성원만(이메일 또는 ID)."))
    ] = None,
    of_app: Annotated[str | None, typer.Option("--app", help=words("Only of this app.", "이 앱만."))] = None,
    time_zone: Annotated[
        str | None, typer.Option(help=words("Whose midnight begins a period.", "기간이 시작되는 시간대."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    client = connect_in(workspace)
    body = {
        "meter": meter,
        "period": period,
        "amount": _amount(amount),
        "everywhere": everywhere,
        "accountId": _member(client, person) if person else None,
        "app": of_app,
        "timeZone": time_zone,
    }
    made = client.call("PUT", "/api/v1/budgets", body)
    show_json(made) if as_json else _show_budget(made)


def remove_budget(budget_id: str, as_json: AsJson = False) -> None:
    gone = connect().delete(f"/api/v1/budgets/{segment(budget_id)}")
    show_json(gone) if as_json else say(Text(en="Removed.", ko="지웠습니다."))


def usage(
    by: Annotated[
        str,
        typer.Option(
            help=words(
                "person, workspace, app, model, task or day.", "person, workspace, app, model, task, day 중 하나."
            )
        ),
    ] = "model",
    first: Annotated[str | None, typer.Option("--from", help=words("First day.", "시작일."))] = None,
    last: Annotated[str | None, typer.Option("--to", help=words("Last day.", "종료일."))] = None,
    everywhere: Everywhere = False,
    workspace: InWorkspace = None,
    as_json: AsJson = False,
) -> None:
    asked = {"by": by, "from": first, "to": last, "everywhere": "true" if everywhere else None}
    found = connect_in(workspace).get("/api/v1/usage", **asked)
    if as_json:
        show_json(found)
        return
    for each in found["items"]:
        show(f"{each['name'] or words('(nobody)', '(없음)'):<36} {_sum(each)}")
    for each in found["totals"]:
        show(f"{words('in all', '합계'):<36} {_sum(each)}")


def _price(each: dict[str, Any]) -> str:
    unknown = words("unknown", "모름")
    read, written, hour = each["perMillionRead"], each["perMillionWritten"], each["perHour"]
    if read is None and written is None and hour is None:
        return unknown
    said = words(f"{read or 0} / {written or 0} a million", f"백만 토큰당 {read or 0} / {written or 0}")
    return said + (words(f", {hour} an hour", f", 시간당 {hour}") if hour else "")


def _show_budget(each: dict[str, Any]) -> None:
    whose = " ".join(
        str(part) for part in (each["setBy"], each["of"], each["app"], each["accountId"] or each["workspaceId"]) if part
    )
    unit = each["currency"] or words("tokens", "토큰")
    used = words(f"{each['used']} of {each['amount']} {unit}", f"{each['amount']} {unit} 중 {each['used']}")
    show(f"{each['id']}  {each['meter']}/{each['period']}  {used}  {each['state']}  {whose}")


def _sum(each: dict[str, Any]) -> str:
    counts = words(
        f"{each['calls']} calls  {each['tokensRead']} + {each['tokensWritten']} tokens",
        f"호출 {each['calls']}번  토큰 {each['tokensRead']} + {each['tokensWritten']}",
    )
    note = (
        words(f"  ({each['unpriced']} at an unknown price)", f"  (가격을 모르는 호출 {each['unpriced']}번)")
        if each["unpriced"]
        else ""
    )
    return f"{counts}  {each['money']} {each['currency']}{note}"


def _amount(typed: str | None) -> float | int | None:
    if typed is None or typed == "none":
        return None
    try:
        value = float(typed)
    except ValueError:
        raise NotAnAmount(typed=typed) from None
    return int(value) if value.is_integer() else value


def _member(client: Client, typed: str) -> str:
    """The id of a member with this e-mail or id."""
    for each in client.pages("/api/v1/members"):
        if typed in {each["accountId"], each["email"]}:
            return str(each["accountId"])
    return typed
