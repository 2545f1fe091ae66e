"""What can go wrong at the door."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class LinkUsed(NullusError):
    """The one-time owner link is unknown, expired or was used: all answer alike."""

    kind = ErrorKind.UNAUTHENTICATED
    code = "link_not_valid"
    message = Text(
        en="This link is not valid: it works once, for 24 hours.",
        ko="유효하지 않은 링크입니다. 링크는 24시간 안에 한 번만 쓸 수 있습니다.",
    )
    hint = Text(
        en="On the machine itself, `nullus owner link` prints a new one.",
        ko="서비스가 도는 컴퓨터에서 `nullus owner link`로 새 링크를 만드세요.",
    )


class CredentialNotFound(NullusError):
    """No such key in this workspace."""

    kind = ErrorKind.NOT_FOUND
    code = "token_not_found"
    message = Text(en="There is no such key.", ko="그런 키가 없습니다.")
    hint = Text(en="List keys with `nullus tokens list`.", ko="`nullus tokens list`로 키 목록을 보세요.")


class UnknownScope(NullusError):
    """A key was asked for with a permission that does not exist."""

    kind = ErrorKind.INVALID
    code = "unknown_scope"
    message = Text(en="{scope} is not a permission.", ko="{scope}은(는) 없는 권한입니다.")
    hint = Text(en="Choose from: {known}.", ko="다음 중에서 고르세요: {known}.")


class CrossSite(NullusError):
    """A browser sent a session cookie from another site."""

    kind = ErrorKind.FORBIDDEN
    code = "cross_site_request"
    message = Text(en="This request came from another site.", ko="다른 사이트에서 온 요청입니다.")


class TooManyRequests(NullusError):
    """An address, an account or a key called more often than it may."""

    kind = ErrorKind.EXHAUSTED
    code = "too_many_requests"
    message = Text(
        en="Too many requests: the next one is possible in {seconds} s.",
        ko="요청이 너무 많습니다. {seconds}초 뒤에 다시 할 수 있습니다.",
    )
    hint = Text(
        en="Wait for the time in Retry-After. The operator sets the limits: NULLUS_IDENTITY_RATE_… and `nullus tiers`.",
        ko="Retry-After에 적힌 시간만큼 기다리세요. 한도는 운영자가 NULLUS_IDENTITY_RATE_…와 `nullus tiers`로 정합니다.",
    )


class QuotaExceeded(NullusError):
    """A tier's limit leaves less than what was asked for."""

    kind = ErrorKind.EXHAUSTED
    code = "quota_exceeded"
    message = Text(
        en="This goes beyond your quota{of}: {limit} {period}, {left} left. {renewal}",
        ko="한도를 넘습니다{of}. {period} {limit} 중 {left} 남았습니다. {renewal}",
    )
    hint = Text(
        en="GET /api/v1/me/usage shows what is left. Another tier gives more: sign up, redeem an invitation code, or ask the "
        "operator, who sets limits with `nullus tiers set`.",
        ko="GET /api/v1/me/usage에서 남은 양을 볼 수 있습니다. 가입하거나 초대 코드를 쓰면 한도가 늘어나며, "
        "운영자는 `nullus tiers set`으로 한도를 바꿀 수 있습니다.",
    )


class TierNotFound(NullusError):
    """No tier has this name."""

    kind = ErrorKind.NOT_FOUND
    code = "tier_not_found"
    message = Text(en="There is no tier {name}.", ko="{name} 등급이 없습니다.")
    hint = Text(en="List them with `nullus tiers list`.", ko="`nullus tiers list`로 목록을 보세요.")


class TierExists(NullusError):
    """A tier of this name is there already."""

    kind = ErrorKind.CONFLICT
    code = "tier_exists"
    message = Text(en="There is a tier {name} already.", ko="{name} 등급이 이미 있습니다.")
    hint = Text(en="Change it with `nullus tiers set {name}`.", ko="`nullus tiers set {name}`으로 바꾸세요.")


class TierInUse(NullusError):
    """A tier that accounts have, invitations give, or new accounts get."""

    kind = ErrorKind.CONFLICT
    code = "tier_in_use"
    message = Text(
        en="The tier {name} is in use: {accounts} accounts have it, {invitations} open invitations give it (guest and "
        "stargazer are what new guests and new people get).",
        ko="{name} 등급은 사용 중입니다. 계정 {accounts}개가 이 등급이고, 열린 초대 {invitations}개가 이 등급을 줍니다"
        "(guest와 stargazer는 새 게스트와 새 가입자가 받는 등급입니다).",
    )
    hint = Text(
        en="Give these accounts another tier with `nullus users set EMAIL --tier NAME` and revoke the invitations, or change "
        "its limits with `nullus tiers set {name}`.",
        ko="`nullus users set 이메일 --tier 등급`으로 다른 등급을 주고 초대를 취소하거나, "
        "`nullus tiers set {name}`으로 한도를 바꾸세요.",
    )


class GuestsNotLetIn(NullusError):
    """No workspace of this service is open to guests."""

    kind = ErrorKind.FORBIDDEN
    code = "guests_not_let_in"
    message = Text(en="This service takes no guests.", ko="이 서비스는 게스트를 받지 않습니다.")
    hint = Text(
        en="Sign in or sign up; the operator opens it with `nullus guests open`.",
        ko="로그인하거나 가입하세요. 운영자는 `nullus guests open`으로 게스트를 받을 수 있습니다.",
    )


class VisitorSignedUp(NullusError):
    """The visitor of a published chatbot has an account by now."""

    kind = ErrorKind.CONFLICT
    code = "visitor_signed_up"
    message = Text(
        en="You have an account now; this conversation goes on there.",
        ko="이제 계정이 있습니다. 이 대화는 계정에서 이어집니다.",
    )
    hint = Text(
        en="Sign in to go on, or begin anew here without the `visitor` of before.",
        ko="로그인해 이어 가거나, 이전 `visitor` 값 없이 여기서 새로 시작하세요.",
    )


class HandoverNotValid(NullusError):
    """A code from a published chatbot that was used, has expired or never was."""

    kind = ErrorKind.INVALID
    code = "handover_not_valid"
    message = Text(en="This link from a chatbot works no longer.", ko="챗봇에서 받은 이 링크는 더 이상 쓸 수 없습니다.")
    hint = Text(
        en="Press “Sign up” in the chatbot once more; a link is good for 30 minutes and one use.",
        ko="챗봇에서 ‘가입하기’를 다시 누르세요. 링크는 30분 동안 한 번만 쓸 수 있습니다.",
    )
