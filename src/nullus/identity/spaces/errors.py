"""What can go wrong between people: workspaces, members, groups, programs, invitations."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class WorkspaceKept(NullusError):
    """The first workspace carries the operator's own credential."""

    kind = ErrorKind.CONFLICT
    code = "workspace_kept"
    message = Text(
        en="This is the first workspace of the service; it cannot be deleted.",
        ko="서비스의 첫 워크스페이스는 삭제할 수 없습니다.",
    )
    hint = Text(
        en="Delete its collections instead: `nullus collections delete NAME`.",
        ko="대신 컬렉션을 삭제하세요: `nullus collections delete 이름`.",
    )


class WorkspaceLimit(NullusError):
    """The tier allows no further workspace of one's own."""

    kind = ErrorKind.FORBIDDEN
    code = "workspace_limit"
    message = Text(
        en="Your tier allows {limit} workspaces of your own.",
        ko="현재 등급에서 가질 수 있는 워크스페이스는 {limit}개입니다.",
    )
    hint = Text(
        en="Delete one, or ask the operator for another tier (limit `workspaces`).",
        ko="하나를 삭제하거나 운영자에게 등급 변경(`workspaces` 한도)을 요청하세요.",
    )


class SessionNeeded(NullusError):
    """A key acts in the workspace where it was made, always."""

    kind = ErrorKind.FORBIDDEN
    code = "session_needed"
    message = Text(
        en="Only a signed-in session can change its workspace; a key stays where it was made.",
        ko="로그인한 세션만 워크스페이스를 바꿀 수 있습니다. 키는 만들어진 곳에서만 쓰입니다.",
    )
    hint = Text(
        en="Make a key in the other workspace: `nullus tokens create NAME`.",
        ko="다른 워크스페이스에서 키를 만드세요: `nullus tokens create 이름`.",
    )


class MemberNotFound(NullusError):
    """Nobody with this id in this workspace."""

    kind = ErrorKind.NOT_FOUND
    code = "member_not_found"
    message = Text(en="There is no such member in this workspace.", ko="이 워크스페이스에 그런 구성원이 없습니다.")
    hint = Text(en="List them with `nullus workspaces members`.", ko="`nullus workspaces members`로 목록을 보세요.")


class LastOwner(NullusError):
    """A workspace always keeps somebody who owns it."""

    kind = ErrorKind.CONFLICT
    code = "last_owner"
    message = Text(
        en="This is the last owner of the workspace.",
        ko="이 워크스페이스의 마지막 소유자입니다.",
    )
    hint = Text(
        en="Make somebody else an owner first, or delete the workspace.",
        ko="먼저 다른 사람을 소유자로 지정하거나 워크스페이스를 삭제하세요.",
    )


class BeyondYourRole(NullusError):
    """Nobody gives, or takes from others, more than they hold."""

    kind = ErrorKind.FORBIDDEN
    code = "beyond_your_role"
    message = Text(
        en="You cannot give or change the role {role}: it is more than you hold.",
        ko="{role} 역할을 주거나 바꿀 수 없습니다. 본인이 가진 권한보다 큽니다.",
    )
    hint = Text(en="Ask an owner of the workspace.", ko="워크스페이스 소유자에게 요청하세요.")


class GroupNotFound(NullusError):
    """No such group in this workspace."""

    kind = ErrorKind.NOT_FOUND
    code = "group_not_found"
    message = Text(en="There is no such group in this workspace.", ko="이 워크스페이스에 그런 그룹이 없습니다.")
    hint = Text(en="List groups with `nullus groups list`.", ko="`nullus groups list`로 그룹 목록을 보세요.")


class GroupExists(NullusError):
    """The workspace has a group of this name."""

    kind = ErrorKind.CONFLICT
    code = "group_exists"
    message = Text(en="There is a group {name} already.", ko="{name} 그룹이 이미 있습니다.")
    hint = Text(
        en="Choose another name; `nullus groups list` shows those there are.",
        ko="다른 이름을 고르세요. `nullus groups list`로 지금 있는 그룹을 볼 수 있습니다.",
    )


class ProgramNotFound(NullusError):
    """No such service account in this workspace."""

    kind = ErrorKind.NOT_FOUND
    code = "service_account_not_found"
    message = Text(
        en="There is no such service account in this workspace.", ko="이 워크스페이스에 그런 서비스 계정이 없습니다."
    )
    hint = Text(en="List them with GET /api/v1/service-accounts.", ko="GET /api/v1/service-accounts로 목록을 보세요.")


class ProgramLimit(NullusError):
    """The tier allows no further service account."""

    kind = ErrorKind.FORBIDDEN
    code = "service_account_limit"
    message = Text(
        en="Your tier allows {limit} service accounts in a workspace.",
        ko="현재 등급에서 워크스페이스에 둘 수 있는 서비스 계정은 {limit}개입니다.",
    )
    hint = Text(
        en="Use an API key of your own, or ask the operator for another tier (limit `service_accounts`).",
        ko="본인의 API 키를 쓰거나 운영자에게 등급 변경(`service_accounts` 한도)을 요청하세요.",
    )


class InvitationNotFound(NullusError):
    """No such invitation in this workspace."""

    kind = ErrorKind.NOT_FOUND
    code = "invitation_not_found"
    message = Text(en="There is no such invitation in this workspace.", ko="이 워크스페이스에 그런 초대가 없습니다.")
    hint = Text(en="List them with `nullus invitations list`.", ko="`nullus invitations list`로 목록을 보세요.")


class InvitationNotValid(NullusError):
    """Unknown, expired, revoked, used up, somebody else's, or from somebody who may no longer invite: all answer alike."""

    kind = ErrorKind.NOT_FOUND
    code = "invitation_not_valid"
    message = Text(en="This invitation is not valid.", ko="유효하지 않은 초대입니다.")
    hint = Text(
        en="It may have expired, been used or withdrawn, or belong to another e-mail address. Ask for a new one.",
        ko="만료되었거나 이미 쓰였거나 취소되었거나 다른 이메일 주소의 초대일 수 있습니다. 새 초대를 요청하세요.",
    )


class AlreadyMember(NullusError):
    """The invitation would give nothing that the account has not got; it is not used up."""

    kind = ErrorKind.CONFLICT
    code = "already_member"
    message = Text(
        en="You belong to this workspace already; the invitation was not used up.",
        ko="이미 이 워크스페이스의 구성원입니다. 초대는 사용되지 않았습니다.",
    )


class InvitationCounted(NullusError):
    """An invitation to one address is for one person."""

    kind = ErrorKind.INVALID
    code = "invitation_counted"
    message = Text(
        en="An invitation to an e-mail address can be used once.",
        ko="이메일 주소로 보내는 초대는 한 번만 쓸 수 있습니다.",
    )
    hint = Text(en="Leave out `uses`, or `email`.", ko="`uses`나 `email` 중 하나를 빼세요.")


class TierNotOffered(NullusError):
    """An invitation names a tier that does not exist."""

    kind = ErrorKind.INVALID
    code = "tier_not_offered"
    message = Text(en="There is no such tier.", ko="그런 등급이 없습니다.")
    hint = Text(en="List tiers with `nullus tiers list`.", ko="`nullus tiers list`로 등급 목록을 보세요.")


class TooMany(NullusError):
    """A workspace holds as many of these as it may."""

    kind = ErrorKind.CONFLICT
    code = "too_many"
    message = Text(
        en="There are {limit} {what} in this workspace already, the most there may be.",
        ko="이 워크스페이스의 {what}이(가) 이미 최대 개수인 {limit}개입니다.",
    )
    hint = Text(en="Remove some that are not needed.", ko="필요 없는 것을 먼저 지우세요.")
