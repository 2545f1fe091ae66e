"""What can go wrong with leaving."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class ConfirmationWrong(NullusError):
    """What was typed is not the e-mail address of the account."""

    kind = ErrorKind.CONFLICT
    code = "confirmation_wrong"
    message = Text(
        en="The e-mail address that was typed is not the one of this account; nothing was deleted.",
        ko="입력한 이메일 주소가 이 계정의 주소와 다릅니다. 삭제된 것은 없습니다.",
    )
    hint = Text(
        en="Send the account's own address as `email`: deleting cannot be undone.",
        ko="`email`에 이 계정의 주소를 그대로 보내세요. 삭제는 되돌릴 수 없습니다.",
    )


class HandOverFirst(NullusError):
    """The only owner of a workspace that others use."""

    kind = ErrorKind.CONFLICT
    code = "hand_over_first"
    message = Text(
        en="This account is the only owner of workspaces that others need: {names}. Nothing was deleted.",
        ko="다른 사람이 쓰는 워크스페이스의 유일한 소유자입니다: {names}. 삭제된 것은 없습니다.",
    )
    hint = Text(
        en="Make another member an owner, or delete the workspace, then try again.",
        ko="다른 구성원을 소유자로 지정하거나 워크스페이스를 삭제한 뒤 다시 시도하세요.",
    )


class ErasureNotFound(NullusError):
    """No deletion has this receipt."""

    kind = ErrorKind.NOT_FOUND
    code = "erasure_not_found"
    message = Text(en="There is no deletion with this receipt.", ko="그런 영수증 번호의 삭제 기록이 없습니다.")
    hint = Text(
        en="The receipt is what `DELETE /api/v1/me` answered with.",
        ko="영수증 번호는 `DELETE /api/v1/me`의 응답에 있습니다.",
    )


class StillInUse(NullusError):
    """Something of a person is left that somebody else must let go of first: a running job, an index file."""

    kind = ErrorKind.UNAVAILABLE
    code = "erasure_unfinished"
    message = Text(
        en="Not everything is gone yet: {places}. It is tried again.",
        ko="아직 남은 것이 있습니다: {places}. 다시 시도합니다.",
    )
    hint = Text(
        en="If it stays like this, see `nullus jobs list` and `nullus doctor`.",
        ko="계속 이 상태라면 `nullus jobs list`와 `nullus doctor`를 확인하세요.",
    )
