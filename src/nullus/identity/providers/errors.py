"""What can go wrong when somebody signs in with an account of another provider."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class ProviderNotFound(NullusError):
    """No identity provider of this name is set up."""

    kind = ErrorKind.NOT_FOUND
    code = "identity_provider_not_found"
    message = Text(en="There is no identity provider {name}.", ko="{name}(이)라는 로그인 제공자가 없습니다.")
    hint = Text(
        en="The operator lists them with `nullus identity-providers list`.",
        ko="운영자가 `nullus identity-providers list`로 목록을 볼 수 있습니다.",
    )


class ProviderKnown(NullusError):
    """Two providers with one name or one issuer could be taken for each other."""

    kind = ErrorKind.CONFLICT
    code = "identity_provider_known"
    message = Text(
        en="An identity provider with this name or issuer is set up already.",
        ko="같은 이름이나 발급자(issuer)의 로그인 제공자가 이미 있습니다.",
    )
    hint = Text(
        en="Remove it first: `nullus identity-providers remove NAME`.",
        ko="먼저 지우세요: `nullus identity-providers remove 이름`.",
    )


class ProviderUnusable(NullusError):
    """What an identity provider says of itself does not fit."""

    kind = ErrorKind.INVALID
    code = "identity_provider_unusable"
    message = Text(
        en="The identity provider at {issuer} cannot be used: {problem}.",
        ko="{issuer}의 로그인 제공자를 쓸 수 없습니다: {problem}.",
    )
    hint = Text(
        en="Compare the issuer with the provider's own documentation; `nullus identity-providers add --help` shows examples.",
        ko="발급자(issuer) 주소를 제공자의 문서와 비교하세요. `nullus identity-providers add --help`에 예가 있습니다.",
    )


class ProviderUnreachable(NullusError):
    """An identity provider does not answer."""

    kind = ErrorKind.UNAVAILABLE
    code = "identity_provider_unreachable"
    message = Text(
        en="The identity provider {name} does not answer at the moment.",
        ko="로그인 제공자 {name}이(가) 지금 응답하지 않습니다.",
    )
    hint = Text(
        en="Try again in a moment, or sign in another way.", ko="잠시 뒤에 다시 시도하거나 다른 방법으로 로그인하세요."
    )


class SignInRefused(NullusError):
    """A sign-in by a provider that is old, used, of another browser, or does not prove who it is: all answer alike."""

    kind = ErrorKind.FORBIDDEN
    code = "provider_sign_in_refused"
    message = Text(
        en="This sign-in was not accepted: it is over, was begun in another browser, or the provider's answer does not fit.",
        ko="로그인할 수 없습니다. 시간이 지났거나, 다른 브라우저에서 시작했거나, 제공자의 응답이 맞지 않습니다.",
    )
    hint = Text(
        en="Begin again from the sign-in page in this browser.", ko="이 브라우저의 로그인 화면에서 다시 시작하세요."
    )


class ProviderDenied(NullusError):
    """The person or the provider said no."""

    kind = ErrorKind.FORBIDDEN
    code = "provider_denied"
    message = Text(en="The provider did not let this sign-in happen.", ko="제공자가 로그인을 허용하지 않았습니다.")
    hint = Text(
        en="Begin again and agree to what the provider asks, or sign in another way.",
        ko="다시 시작해서 제공자가 묻는 동의를 누르거나 다른 방법으로 로그인하세요.",
    )


class EmailNotProven(NullusError):
    """A provider did not vouch for the e-mail address of somebody who is new here."""

    kind = ErrorKind.FORBIDDEN
    code = "provider_email_not_verified"
    message = Text(
        en="The provider does not say that your e-mail address is verified, so it cannot become an account here.",
        ko="제공자가 이메일 주소를 확인해 주지 않아 이 주소로 계정을 만들 수 없습니다.",
    )
    hint = Text(
        en="Verify your address at the provider, or sign up here with it and link the provider afterwards.",
        ko="제공자에서 이메일을 인증하거나, 여기서 가입한 다음 제공자를 연결하세요.",
    )


class LinkFirst(NullusError):
    """An account with this e-mail exists; only its owner may tie it to a provider."""

    kind = ErrorKind.CONFLICT
    code = "link_first"
    message = Text(
        en="There is an account here with your e-mail address, but it is not linked to {name}.",
        ko="같은 이메일의 계정이 있지만 {name}과(와) 연결되어 있지 않습니다.",
    )
    hint = Text(
        en="Sign in to it the way you do now, then link {name} in your account.",
        ko="지금 쓰는 방법으로 로그인한 다음 계정 설정에서 {name}을(를) 연결하세요.",
    )


class IdentityTaken(NullusError):
    """The person at the provider is linked to an account already."""

    kind = ErrorKind.CONFLICT
    code = "identity_linked_already"
    message = Text(
        en="This identity at {name} is linked to an account already.",
        ko="{name}의 이 계정은 이미 다른 계정에 연결되어 있습니다.",
    )
    hint = Text(
        en="Sign in with {name} to reach that account; unlink it there first.",
        ko="{name}(으)로 로그인하면 그 계정이 열립니다. 거기서 먼저 연결을 끊으세요.",
    )


class NotLinked(NullusError):
    """The account has no identity at this provider."""

    kind = ErrorKind.NOT_FOUND
    code = "identity_not_linked"
    message = Text(en="Your account is not linked to {name}.", ko="계정이 {name}과(와) 연결되어 있지 않습니다.")


class SignUpClosed(NullusError):
    """Somebody new came by a provider, and this service takes nobody new that way."""

    kind = ErrorKind.FORBIDDEN
    code = "provider_sign_up_closed"
    message = Text(
        en="Nobody here is linked to your {name} identity, and new accounts are not made this way.",
        ko="{name} 계정에 연결된 계정이 없고, 이 방법으로는 새로 가입할 수 없습니다.",
    )
    hint = Text(
        en="Ask the operator for an invitation; once you have an account, link {name} in it.",
        ko="운영자에게 초대를 요청하세요. 계정이 생기면 거기서 {name}을(를) 연결할 수 있습니다.",
    )


class OpenedElsewhere(NullusError):
    """A provider sends people back to the public address, so they have to leave from there."""

    kind = ErrorKind.CONFLICT
    code = "opened_elsewhere"
    message = Text(
        en="Signing in by a provider begins at {there}, but this page was opened as {here}.",
        ko="제공자를 통한 로그인은 {there}에서 시작해야 하는데 이 페이지는 {here}(으)로 열렸습니다.",
    )
    hint = Text(
        en="Open {there} instead; another public address is set with NULLUS_IDENTITY_PUBLIC_URL.",
        ko="{there}(으)로 다시 여세요. 공개 주소는 NULLUS_IDENTITY_PUBLIC_URL로 바꿉니다.",
    )


class AccountWaits(NullusError):
    """The person is known, but their account is not approved yet."""

    kind = ErrorKind.FORBIDDEN
    code = "account_waits"
    message = Text(
        en="Your account is made and waits for somebody to approve it.", ko="계정을 만들었고 승인을 기다리고 있습니다."
    )
    hint = Text(en="Sign in again once it is approved.", ko="승인된 뒤에 다시 로그인하세요.")
