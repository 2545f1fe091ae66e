"""What can go wrong with prices and budgets."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class BudgetExceeded(NullusError):
    """A budget leaves less than this call may take at most."""

    kind = ErrorKind.EXHAUSTED
    code = "budget_exceeded"
    message = Text(
        en="{whose} budget for models{limit} leaves too little for this call. {renewal}",
        ko="{whose} 모델 예산{limit}이 이 호출에 모자랍니다. {renewal}",
    )
    hint = Text(
        en="Wait until it renews, ask a model that costs less, or have it raised with `nullus budgets set`.",
        ko="예산이 다시 채워질 때까지 기다리거나 더 싼 모델을 쓰거나 `nullus budgets set`으로 예산을 늘려 달라고 하세요.",
    )


class ModelUnpriced(NullusError):
    """A budget of money holds for a call to a model elsewhere of which nobody has said what it costs."""

    kind = ErrorKind.FORBIDDEN
    code = "model_unpriced"
    message = Text(
        en="A budget of money holds here, and nobody has said what {provider}/{model} costs, so it was not asked.",
        ko="금액 예산이 정해져 있는데 {provider}/{model}의 가격을 알 수 없어 모델에 요청하지 않았습니다.",
    )
    hint = Text(
        en="Set its price for a million tokens, 0 if it is free: `nullus prices set {provider} '{model}' --read N --written N`.",
        ko="토큰 100만 개의 가격을 정하세요. 무료라면 0으로 적습니다: "
        "`nullus prices set {provider} '{model}' --read N --written N`.",
    )


class PriceNotFound(NullusError):
    """No such price."""

    kind = ErrorKind.NOT_FOUND
    code = "price_not_found"
    message = Text(en="There is no such price.", ko="그런 가격이 없습니다.")
    hint = Text(en="List them with `nullus prices list`.", ko="`nullus prices list`로 목록을 보세요.")


class PriceHolds(NullusError):
    """A price that holds already, or did, is not taken back: calls were counted by it."""

    kind = ErrorKind.CONFLICT
    code = "price_holds"
    message = Text(
        en="This price has begun to hold; calls may have been counted by it.",
        ko="이미 적용된 가격이며 이 가격으로 계산된 호출이 있을 수 있습니다.",
    )
    hint = Text(
        en="Set another one, or none: `nullus prices set PROVIDER MODEL --read none`.",
        ko="다른 가격을 정하거나 비우세요: `nullus prices set PROVIDER MODEL --read none`.",
    )


class BudgetNotFound(NullusError):
    """No such budget, or one of another workspace."""

    kind = ErrorKind.NOT_FOUND
    code = "budget_not_found"
    message = Text(en="There is no such budget.", ko="그런 예산이 없습니다.")
    hint = Text(en="List them with `nullus budgets list`.", ko="`nullus budgets list`로 목록을 보세요.")


class ReportTooLong(NullusError):
    """A report over more days than one answer takes, or whose end lies before its beginning."""

    kind = ErrorKind.INVALID
    code = "report_too_long"
    message = Text(
        en="A report covers 1 to {most} days, from the first to the last.",
        ko="보고서 기간은 시작일부터 종료일까지 1~{most}일이어야 합니다.",
    )
    hint = Text(
        en="For example `nullus usage --from 2026-11-01 --to 2026-11-30`.",
        ko="예: `nullus usage --from 2026-11-01 --to 2026-11-30`.",
    )
