"""What can go wrong with signing in, signing up and accounts."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class WrongSignIn(NullusError):
    """E-mail and password do not belong together, the account is not active, or there is none: all answer alike."""

    kind = ErrorKind.UNAUTHENTICATED
    code = "wrong_sign_in"
    message = Text(en="E-mail or password is wrong.", ko="이메일 또는 비밀번호가 올바르지 않습니다.")
    hint = Text(
        en="If you have just signed up, confirm your e-mail first. A lost password: `POST /api/v1/auth/password/forgot`.",
        ko="방금 가입했다면 먼저 이메일을 확인하세요. 비밀번호를 잊었다면 `POST /api/v1/auth/password/forgot`을 쓰세요.",
    )


class TooManySignIns(NullusError):
    """More passwords are to be checked than this process can."""

    kind = ErrorKind.UNAVAILABLE
    code = "too_many_sign_ins"
    message = Text(en="Too many people are signing in at this moment.", ko="지금 로그인하는 사람이 너무 많습니다.")
    hint = Text(en="Try again in a few seconds.", ko="몇 초 뒤에 다시 시도하세요.")


class TooManyAttempts(NullusError):
    """Too many attempts from this place; a place that signed in before is not held up by others."""

    kind = ErrorKind.EXHAUSTED
    code = "too_many_attempts"
    message = Text(
        en="Too many attempts. Try again in {seconds} seconds.",
        ko="시도가 너무 많습니다. {seconds}초 뒤에 다시 시도하세요.",
    )
    hint = Text(
        en="A device that you signed in with before is not held up by other people's attempts.",
        ko="전에 로그인한 기기는 다른 사람의 시도 때문에 막히지 않습니다.",
    )


class WorkspaceNotFound(NullusError):
    """No such workspace, or not one of the asker's: both answer alike."""

    kind = ErrorKind.NOT_FOUND
    code = "workspace_not_found"
    message = Text(en="There is no such workspace.", ko="그런 워크스페이스가 없습니다.")
    hint = Text(
        en="`GET /api/v1/workspaces` lists those that you belong to.",
        ko="속해 있는 워크스페이스는 `GET /api/v1/workspaces`로 볼 수 있습니다.",
    )


class AccountNeeded(NullusError):
    """The credential stands for no account, and the call is about one's own."""

    kind = ErrorKind.FORBIDDEN
    code = "account_needed"
    message = Text(
        en="This call is for people with an account; this credential stands for none.",
        ko="계정이 있는 사람만 쓸 수 있는 호출입니다. 이 인증 수단은 계정에 연결되어 있지 않습니다.",
    )
    hint = Text(
        en="Sign in with e-mail and password: `POST /api/v1/auth/login`.",
        ko="이메일과 비밀번호로 로그인하세요: `POST /api/v1/auth/login`.",
    )


class AccountNotFound(NullusError):
    """No such account on this service."""

    kind = ErrorKind.NOT_FOUND
    code = "account_not_found"
    message = Text(en="There is no such account.", ko="그런 계정이 없습니다.")
    hint = Text(en="List accounts with `nullus users list`.", ko="`nullus users list`로 계정 목록을 보세요.")


class EmailRefused(NullusError):
    """An e-mail address that cannot be used."""

    kind = ErrorKind.INVALID
    code = "email_refused"
    message = Text(en="This e-mail address cannot be used: {reason}", ko="이 이메일 주소는 쓸 수 없습니다: {reason}")
    hint = Text(en="Use an address like name@example.com.", ko="name@example.com 같은 주소를 쓰세요.")


class PasswordRefused(NullusError):
    """A password that is too easy to guess, too short or too long."""

    kind = ErrorKind.INVALID
    code = "password_refused"
    message = Text(en="This password cannot be used: {reason}", ko="이 비밀번호는 쓸 수 없습니다: {reason}")
    hint = Text(
        en="Four or five words that do not belong together make a good one; no special characters are needed.",
        ko="서로 관계없는 낱말 네댓 개를 이으면 좋은 비밀번호가 됩니다. 특수 문자는 필요 없습니다.",
    )


class EmailAndPasswordNeeded(NullusError):
    """The owner link was used with only a part of what an account needs."""

    kind = ErrorKind.INVALID
    code = "email_and_password_needed"
    message = Text(
        en="An account needs both an e-mail address and a password.",
        ko="계정에는 이메일 주소와 비밀번호가 모두 필요합니다.",
    )
    hint = Text(
        en="Send `email` and `password` together, or neither to let only this browser in.",
        ko="`email`과 `password`를 함께 보내세요. 둘 다 보내지 않으면 이 브라우저만 등록됩니다.",
    )
