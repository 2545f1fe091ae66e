"""What can go wrong with the audit trail."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class UnknownAction(NullusError):
    """A defect: an act was to be recorded under a name, or with a detail, that `audit/actions.py` does not declare."""

    kind = ErrorKind.BROKEN
    code = "unknown_audit_action"
    message = Text(
        en="{name} is not declared for the audit trail; nothing was changed.",
        ko="{name}은(는) 감사 기록에 등록되지 않은 이름입니다. 변경된 것은 없습니다.",
    )
    hint = Text(
        en="This is a defect of Nullus: report it with the request id.",
        ko="Nullus의 결함입니다. 요청 ID와 함께 알려 주세요.",
    )
