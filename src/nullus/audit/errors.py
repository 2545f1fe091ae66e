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


class AuditorsOnly(NullusError):
    """Somebody who may read the trail of their workspace asked for that of the whole service."""

    kind = ErrorKind.FORBIDDEN
    code = "auditors_only"
    message = Text(
        en="Only operators and auditors of this service see the whole audit trail.",
        ko="전체 감사 기록은 이 서비스의 운영자와 감사자만 볼 수 있습니다.",
    )
    hint = Text(
        en="Leave out `everywhere` to see your workspace's, or ask an operator for the role `auditor`.",
        ko="`everywhere`를 빼고 워크스페이스의 기록만 보거나, 운영자에게 `auditor` 역할을 요청하세요.",
    )


class AlreadyVerifying(NullusError):
    """The trail is being verified already: one at a time, because it reads everything."""

    kind = ErrorKind.CONFLICT
    code = "already_verifying"
    message = Text(en="The audit trail is being verified already.", ko="감사 기록을 이미 검증하고 있습니다.")
    hint = Text(en="Try again when that has ended.", ko="끝난 뒤에 다시 시도하세요.")


class ExportNotPossible(NullusError):
    """The trail that was to be exported breaks off before its end: checkpoints that cannot be read."""

    kind = ErrorKind.BROKEN
    code = "audit_export_broken"
    message = Text(
        en="Checkpoint {number} of the audit trail cannot be read.",
        ko="감사 기록의 체크포인트 {number}을(를) 읽을 수 없습니다.",
    )
    hint = Text(
        en="See what is wrong with `nullus audit verify`.", ko="`nullus audit verify`로 무엇이 잘못됐는지 확인하세요."
    )
