"""What can go wrong with second factors and passkeys."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class WrongCode(NullusError):
    """A code is wrong, old, or was used already: all answer alike."""

    kind = ErrorKind.FORBIDDEN
    code = "wrong_code"
    message = Text(
        en="This code is not right, or it was used already.", ko="코드가 맞지 않거나 이미 사용한 코드입니다."
    )
    hint = Text(
        en="Wait for the next code of your app; check that your phone sets its clock by itself. A recovery code works too.",
        ko="인증 앱의 다음 코드를 기다렸다가 입력하세요. 휴대전화 시각이 자동 설정인지 확인하세요. 복구 코드도 쓸 수 있습니다.",
    )


class TooManyCodes(NullusError):
    """Somebody guesses codes of this account."""

    kind = ErrorKind.EXHAUSTED
    code = "too_many_codes"
    message = Text(
        en="Too many wrong codes were tried for this account, so one code alone is not enough for now.",
        ko="이 계정에 틀린 코드가 너무 많이 입력되어 당분간 코드 하나만으로는 로그인할 수 없습니다.",
    )
    hint = Text(
        en="Enter two codes of your app that follow each other (12 digits), a recovery code, or use a passkey.",
        ko="인증 앱의 연속된 코드 두 개를 이어서(12자리) 입력하거나, 복구 코드 또는 패스키를 쓰세요.",
    )


class PendingOver(NullusError):
    """The second step came too late, too often, or belongs to nothing: all answer alike."""

    kind = ErrorKind.UNAUTHENTICATED
    code = "sign_in_over"
    message = Text(
        en="This sign-in is over: it waits five minutes and for five codes.",
        ko="이 로그인은 끝났습니다. 5분 동안 코드를 다섯 번까지 입력할 수 있습니다.",
    )
    hint = Text(en="Sign in again from the start.", ko="처음부터 다시 로그인하세요.")


class NoAppPending(NullusError):
    """A code came to confirm an app, but none was begun in the last minutes."""

    kind = ErrorKind.CONFLICT
    code = "no_app_pending"
    message = Text(
        en="No authenticator app waits for its first code, or it waited longer than 15 minutes.",
        ko="첫 코드를 기다리는 인증 앱이 없거나 15분이 지났습니다.",
    )
    hint = Text(
        en="Begin again with POST /api/v1/me/factors/totp.", ko="POST /api/v1/me/factors/totp로 다시 시작하세요."
    )


class FactorNotFound(NullusError):
    """No such app or passkey on this account."""

    kind = ErrorKind.NOT_FOUND
    code = "factor_not_found"
    message = Text(en="This account has no such factor.", ko="이 계정에는 그런 인증 수단이 없습니다.")
    hint = Text(en="List them with GET /api/v1/me/factors.", ko="GET /api/v1/me/factors로 목록을 보세요.")


class LastWayIn(NullusError):
    """Without this nobody could enter the account."""

    kind = ErrorKind.CONFLICT
    code = "last_way_in"
    message = Text(
        en="This is the only way into your account, so it stays.",
        ko="이 계정에 들어올 수 있는 유일한 방법이어서 지울 수 없습니다.",
    )
    hint = Text(
        en="Set a password, add another passkey or link another provider first.",
        ko="먼저 비밀번호를 정하거나 다른 패스키를 추가하거나 다른 로그인 제공자를 연결하세요.",
    )


class PasskeyRefused(NullusError):
    """An answer of a passkey that does not fit: unknown, old, changed, for another page or account. All answer alike."""

    kind = ErrorKind.FORBIDDEN
    code = "passkey_refused"
    message = Text(
        en="This passkey was not accepted here, or the request was too old.",
        ko="패스키를 확인할 수 없거나 요청 시간이 지났습니다.",
    )
    hint = Text(
        en="Try again; if it stays so, sign in another way and add the passkey again.",
        ko="다시 시도해 보세요. 계속 안 되면 다른 방법으로 로그인해서 패스키를 다시 추가하세요.",
    )


class PasskeyKnown(NullusError):
    """The device's passkey belongs to an account already."""

    kind = ErrorKind.CONFLICT
    code = "passkey_known"
    message = Text(en="This passkey is in use already.", ko="이미 등록된 패스키입니다.")


class TooManyPasskeys(NullusError):
    """An account has as many passkeys as it may."""

    kind = ErrorKind.CONFLICT
    code = "too_many_passkeys"
    message = Text(en="An account can have {most} passkeys.", ko="계정 하나에 패스키를 {most}개까지 둘 수 있습니다.")
    hint = Text(en="Remove one that you no longer use.", ko="더 이상 쓰지 않는 패스키를 지우세요.")


class PasskeysNeedName(NullusError):
    """The service's public address is one that browsers give no passkeys."""

    kind = ErrorKind.CONFLICT
    code = "passkeys_need_name"
    message = Text(
        en="Passkeys do not work at {url}: browsers tie them to a name, over https.",
        ko="{url}에서는 패스키를 쓸 수 없습니다. 브라우저는 https로 연결된 이름(도메인)에만 패스키를 묶습니다.",
    )
    hint = Text(
        en="Give the service a name and https, and set NULLUS_IDENTITY_PUBLIC_URL to it; on this machine http://localhost does.",
        ko="서비스에 도메인과 https를 마련하고 NULLUS_IDENTITY_PUBLIC_URL에 적으세요. "
        "이 컴퓨터 안에서는 http://localhost로 됩니다.",
    )


class PasskeysElsewhere(NullusError):
    """The page was opened under another address than the one that passkeys are tied to."""

    kind = ErrorKind.CONFLICT
    code = "passkeys_elsewhere"
    message = Text(
        en="Passkeys belong to {there}, but this page was opened as {here}; browsers do not let one use the other's.",
        ko="패스키는 {there}에 묶여 있는데 이 페이지는 {here}(으)로 열렸습니다. 브라우저는 서로의 패스키를 쓰지 못하게 합니다.",
    )
    hint = Text(
        en="Open {there} instead; another public address is set with NULLUS_IDENTITY_PUBLIC_URL.",
        ko="{there}(으)로 다시 여세요. 공개 주소는 NULLUS_IDENTITY_PUBLIC_URL로 바꿉니다.",
    )
