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
