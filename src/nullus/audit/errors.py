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


class KeyMissing(NullusError):
    """The public key is not where sealing puts it: nothing was sealed yet, or somebody removed it."""

    kind = ErrorKind.CONFLICT
    code = "audit_key_missing"
    message = Text(
        en="There is no public key at {path}: nothing has been sealed on this machine yet.",
        ko="{path}에 공개 키가 없습니다. 이 컴퓨터에서 아직 봉인된 기록이 없습니다.",
    )
    hint = Text(
        en="Sealing makes it within seconds while the service runs: see `nullus status`.",
        ko="서비스가 실행 중이면 몇 초 안에 만들어집니다. `nullus status`를 확인하세요.",
    )
