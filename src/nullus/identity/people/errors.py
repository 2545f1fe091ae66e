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


class PasswordTooShortAlone(NullusError):
    """The password is right, but it was chosen beside a second factor that is gone."""

    kind = ErrorKind.FORBIDDEN
    code = "password_too_short_alone"
    message = Text(
        en="Your second factor is gone, and this password is too short to be the only one.",
        ko="2단계 인증이 해제되어 있는데, 이 비밀번호만으로 로그인하기에는 너무 짧습니다.",
    )
    hint = Text(
        en="Set a longer one: `POST /api/v1/auth/password/forgot`.",
        ko="더 긴 비밀번호로 바꾸세요: `POST /api/v1/auth/password/forgot`.",
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


class MailLinkNotValid(NullusError):
    """A link from a mail that is unknown, old, used or for something else: all answer alike."""

    kind = ErrorKind.UNAUTHENTICATED
    code = "mail_link_not_valid"
    message = Text(
        en="This link is not valid: it works once, and not for long.",
        ko="유효하지 않은 링크입니다. 링크는 짧은 시간 안에 한 번만 쓸 수 있습니다.",
    )
    hint = Text(en="Ask for a new e-mail.", ko="이메일을 다시 요청하세요.")


class SignUpClosed(NullusError):
    """This service lets nobody sign up."""

    kind = ErrorKind.FORBIDDEN
    code = "sign_up_closed"
    message = Text(en="This service is not open for signing up.", ko="이 서비스는 가입을 받지 않습니다.")
    hint = Text(
        en="The operator opens it with `nullus users sign-up open` (or invitation, approval).",
        ko="운영자가 `nullus users sign-up open`(또는 invitation, approval)으로 열 수 있습니다.",
    )


class InvitationNeeded(NullusError):
    """This service lets only those sign up who were invited."""

    kind = ErrorKind.FORBIDDEN
    code = "invitation_needed"
    message = Text(en="Signing up here needs an invitation.", ko="가입하려면 초대가 필요합니다.")
    hint = Text(
        en="Open the link of your invitation, or send its code as `invitation`.",
        ko="초대 링크를 열거나 초대 코드를 `invitation`으로 보내세요.",
    )


class UnknownTier(NullusError):
    """A tier that this service does not have."""

    kind = ErrorKind.INVALID
    code = "unknown_tier"
    message = Text(en="There is no such tier.", ko="그런 등급이 없습니다.")
    hint = Text(en="`nullus tiers list` shows those that there are.", ko="`nullus tiers list`로 등급 목록을 보세요.")


class LastOperator(NullusError):
    """Somebody has to be able to run this service."""

    kind = ErrorKind.CONFLICT
    code = "last_operator"
    message = Text(
        en="This is the last active operator of the service.", ko="이 서비스에 남은 마지막 활성 운영자입니다."
    )
    hint = Text(
        en="Make somebody else an operator first: `nullus users role EMAIL operator`.",
        ko="먼저 다른 사람을 운영자로 지정하세요: `nullus users role 이메일 operator`.",
    )


class NotVerifiedYet(NullusError):
    """An account cannot be activated before its e-mail was confirmed."""

    kind = ErrorKind.CONFLICT
    code = "not_verified_yet"
    message = Text(en="The e-mail of this account was not confirmed yet.", ko="아직 이메일이 확인되지 않은 계정입니다.")
    hint = Text(
        en="Hand its owner a link: `nullus users link EMAIL --for verify`.",
        ko="본인에게 링크를 전달하세요: `nullus users link 이메일 --for verify`.",
    )


class EmailTaken(NullusError):
    """An administrator wants to make an account for an address that has one."""

    kind = ErrorKind.CONFLICT
    code = "email_taken"
    message = Text(en="There is an account with this e-mail already.", ko="이미 이 이메일을 쓰는 계정이 있습니다.")
    hint = Text(en="Find it with `nullus users list`.", ko="`nullus users list`로 찾아보세요.")


class NothingToLink(NullusError):
    """The account waits for no such link."""

    kind = ErrorKind.CONFLICT
    code = "nothing_to_link"
    message = Text(en="This account needs no such link.", ko="이 계정에는 그런 링크가 필요하지 않습니다.")
    hint = Text(
        en="`--for verify` is for accounts that wait for it, `--for reset` for those that are active.",
        ko="`--for verify`는 확인을 기다리는 계정, `--for reset`은 활성 계정에 씁니다.",
    )


class OnMachineOnly(NullusError):
    """What would let an administrator into somebody's account is for the operator of the machine alone."""

    kind = ErrorKind.FORBIDDEN
    code = "on_machine_only"
    message = Text(
        en="Links are only shown on the machine itself; here a person can be sent an e-mail.",
        ko="링크는 서비스가 도는 컴퓨터에서만 볼 수 있습니다. 여기서는 본인에게 이메일을 보낼 수 있습니다.",
    )
    hint = Text(
        en="On the machine: `nullus users link EMAIL --for reset`.",
        ko="서비스가 도는 컴퓨터에서 `nullus users link 이메일 --for reset`을 실행하세요.",
    )


class UnknownTimeZone(NullusError):
    """A time zone that does not exist."""

    kind = ErrorKind.INVALID
    code = "unknown_time_zone"
    message = Text(en="There is no such time zone.", ko="그런 시간대가 없습니다.")
    hint = Text(en="Use a name like Asia/Seoul or Europe/Berlin.", ko="Asia/Seoul, Europe/Berlin 같은 이름을 쓰세요.")


class SessionNotFound(NullusError):
    """No such session of one's own."""

    kind = ErrorKind.NOT_FOUND
    code = "session_not_found"
    message = Text(en="You have no such session.", ko="그런 로그인 세션이 없습니다.")
    hint = Text(en="List them with `GET /api/v1/me/sessions`.", ko="`GET /api/v1/me/sessions`로 목록을 보세요.")


class ProofNeeded(NullusError):
    """A step-up without anything that proves who asks."""

    kind = ErrorKind.INVALID
    code = "proof_needed"
    message = Text(en="Send either your password or a code.", ko="비밀번호와 코드 가운데 하나만 보내세요.")


class WrongPassword(NullusError):
    """The present password was not right."""

    kind = ErrorKind.FORBIDDEN
    code = "wrong_password"
    message = Text(en="The present password is not right.", ko="현재 비밀번호가 올바르지 않습니다.")
    hint = Text(
        en="If it is lost: `POST /api/v1/auth/password/forgot`.",
        ko="잊었다면 `POST /api/v1/auth/password/forgot`을 쓰세요.",
    )


class MailNotSent(NullusError):
    """The mail server did not take a mail; it is tried again."""

    kind = ErrorKind.UNAVAILABLE
    code = "mail_not_sent"
    message = Text(
        en="The mail server {host}:{port} did not take a mail: {problem}.",
        ko="메일 서버 {host}:{port}이(가) 메일을 받지 않았습니다: {problem}.",
    )
    hint = Text(
        en="Check NULLUS_IDENTITY_SMTP_HOST, …_PORT and …_TLS, then `nullus jobs retry ID`.",
        ko="NULLUS_IDENTITY_SMTP_HOST, …_PORT, …_TLS를 확인하고 `nullus jobs retry ID`를 실행하세요.",
    )


class MailRefused(NullusError):
    """The mail server refuses for good: the name and password, or the recipient."""

    kind = ErrorKind.INVALID
    code = "mail_refused"
    message = Text(
        en="The mail server {host}:{port} refuses: {problem}.",
        ko="메일 서버 {host}:{port}이(가) 거부했습니다: {problem}.",
    )
    hint = Text(
        en="Check NULLUS_IDENTITY_SMTP_USER, …_PASSWORD and …_MAIL_FROM, then `nullus jobs retry ID`.",
        ko="NULLUS_IDENTITY_SMTP_USER, …_PASSWORD, …_MAIL_FROM을 확인하고 `nullus jobs retry ID`를 실행하세요.",
    )
