"""The one error family: what went wrong, what the person can do about it, in their language.

Three edges map it, once each: HTTP status (`platform.web`), CLI exit code (`cli`), retry or discard of a job (`jobs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal

Language = Literal["en", "ko"]


class ErrorKind(StrEnum):
    """What the caller can do about it."""

    INVALID = "invalid"  # mend the input
    UNAUTHENTICATED = "unauthenticated"  # sign in
    FORBIDDEN = "forbidden"  # ask someone who may
    NOT_FOUND = "not_found"  # look elsewhere
    METHOD = "method"  # the address takes other methods
    CONFLICT = "conflict"  # read again, then retry
    TOO_LARGE = "too_large"  # send less
    EXHAUSTED = "exhausted"  # wait, or raise the limit
    UNAVAILABLE = "unavailable"  # a dependency is down: retry later
    BROKEN = "broken"  # a defect of ours

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed later without anybody changing it."""
        return self in {ErrorKind.EXHAUSTED, ErrorKind.UNAVAILABLE, ErrorKind.BROKEN}


HTTP_STATUS: dict[ErrorKind, int] = {
    ErrorKind.INVALID: 422,
    ErrorKind.UNAUTHENTICATED: 401,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.METHOD: 405,
    ErrorKind.CONFLICT: 409,
    ErrorKind.TOO_LARGE: 413,
    ErrorKind.EXHAUSTED: 429,
    ErrorKind.UNAVAILABLE: 503,
    ErrorKind.BROKEN: 500,
}

EXIT_CODE: dict[ErrorKind, int] = {
    ErrorKind.INVALID: 2,
    ErrorKind.UNAUTHENTICATED: 3,
    ErrorKind.FORBIDDEN: 3,
    ErrorKind.NOT_FOUND: 4,
    ErrorKind.METHOD: 2,
    ErrorKind.CONFLICT: 5,
    ErrorKind.TOO_LARGE: 2,
    ErrorKind.EXHAUSTED: 6,
    ErrorKind.UNAVAILABLE: 7,
    ErrorKind.BROKEN: 1,
}


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages; `{name}` fields are filled when it is shown, those that are Texts in its language."""

    en: str
    ko: str

    def render(self, language: Language, fields: dict[str, object]) -> str:
        shown = {
            name: value.render(language, {}) if isinstance(value, Text) else value for name, value in fields.items()
        }
        return (self.ko if language == "ko" else self.en).format(**shown)


class NullusError(Exception):
    """A failure that a person is told about. Subclasses set the class attributes; instances carry the fields.

    `code` is stable and lower_snake; on the wire it is UPPER_SNAKE. `hint` ends in a command or a setting. `resets_at`: when
    a limit that was reached begins anew.
    """

    kind: ClassVar[ErrorKind] = ErrorKind.BROKEN
    code: ClassVar[str] = "internal_error"
    message: ClassVar[Text] = Text(
        en="Something went wrong inside Nullus; it was logged under the request id.",
        ko="Nullus 내부에서 문제가 생겼습니다. 요청 ID와 함께 로그에 기록했습니다.",
    )
    hint: ClassVar[Text | None] = None
    retry_after_seconds: float | None = None
    resets_at: datetime | None = None

    def __init__(
        self, *, retry_after_seconds: float | None = None, resets_at: datetime | None = None, **fields: object
    ) -> None:
        self.fields = fields
        self.retry_after_seconds = retry_after_seconds
        self.resets_at = resets_at
        super().__init__(self.message.render("en", fields))

    @property
    def result_code(self) -> str:
        return self.code.upper()

    def message_in(self, language: Language) -> str:
        return self.message.render(language, self.fields)

    def hint_in(self, language: Language) -> str | None:
        return self.hint.render(language, self.fields) if self.hint else None


class InvalidInput(NullusError):
    """The request does not have the shape that this call takes."""

    kind = ErrorKind.INVALID
    code = "invalid_input"
    message = Text(en="The request is not valid: {problem}", ko="요청이 올바르지 않습니다: {problem}")
    hint = Text(
        en="The shape of each call is described in docs/reference/api.md.",
        ko="각 호출의 형식은 docs/reference/api.md에 있습니다.",
    )


class NotAuthenticated(NullusError):
    """No credential was given, or it is unknown, expired or revoked."""

    kind = ErrorKind.UNAUTHENTICATED
    code = "not_authenticated"
    message = Text(
        en="This call needs a valid API key or session.", ko="이 호출에는 유효한 API 키나 로그인 세션이 필요합니다."
    )
    hint = Text(
        en="Make a key on this machine with `nullus tokens create NAME` and send it as `Authorization: Bearer KEY`.",
        ko="이 컴퓨터에서 `nullus tokens create 이름`으로 키를 만들어 `Authorization: Bearer 키`로 보내세요.",
    )


class NotPermitted(NullusError):
    """The actor is known but lacks the scope."""

    kind = ErrorKind.FORBIDDEN
    code = "not_permitted"
    message = Text(en="This needs the permission {scope}.", ko="{scope} 권한이 필요합니다.")
    hint = Text(
        en="Make a key that has it: `nullus tokens create NAME --scope {scope}`.",
        ko="권한이 있는 키를 만드세요: `nullus tokens create 이름 --scope {scope}`.",
    )


class AccessEnded(NullusError):
    """Somebody lost the right to a request while it was still being received."""

    kind = ErrorKind.FORBIDDEN
    code = "access_ended"
    message = Text(
        en="Your access ended while this was being received; nothing of it was kept.",
        ko="보내는 동안 접근 권한이 없어졌습니다. 받은 내용은 남기지 않았습니다.",
    )
    hint = Text(
        en="Sign in again, or ask an administrator of the workspace for the permission, then send it again.",
        ko="다시 로그인하거나 워크스페이스 관리자에게 권한을 요청한 뒤 다시 보내세요.",
    )


class SignInTooOld(NullusError):
    """The act needs a person who proved who they are within the last minutes."""

    kind = ErrorKind.FORBIDDEN
    code = "sign_in_too_old"
    message = Text(
        en="This act needs a sign-in that is no older than ten minutes; API keys cannot do it.",
        ko="이 작업은 10분 안에 본인 확인을 한 사람만 할 수 있습니다. API 키로는 할 수 없습니다.",
    )
    hint = Text(
        en="Sign in again, or confirm with your password or second factor, then repeat it.",
        ko="다시 로그인하거나 비밀번호 또는 2단계 인증으로 확인한 뒤 다시 시도하세요.",
    )


class RouteNotFound(NullusError):
    """No such address or method."""

    kind = ErrorKind.NOT_FOUND
    code = "not_found"
    message = Text(en="There is nothing at this address.", ko="이 주소에는 아무것도 없습니다.")
    hint = Text(en="The calls are listed in docs/reference/api.md.", ko="호출 목록은 docs/reference/api.md에 있습니다.")


class BadHost(NullusError):
    """A request that does not name one host as a browser would."""

    kind = ErrorKind.INVALID
    code = "bad_host"
    message = Text(en="The Host header is not a host.", ko="Host 헤더가 올바른 호스트 이름이 아닙니다.")
    hint = Text(
        en="Send one Host header with the name or address of this service, and its port.",
        ko="이 서비스의 이름이나 주소와 포트를 담은 Host 헤더를 하나만 보내세요.",
    )


class MethodNotAllowed(NullusError):
    """The address exists, but not with this HTTP method."""

    kind = ErrorKind.METHOD
    code = "method_not_allowed"
    message = Text(en="This address does not take {method}.", ko="이 주소는 {method} 메서드를 받지 않습니다.")
    hint = Text(en="It takes {methods}.", ko="이 주소가 받는 메서드: {methods}.")

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        super().__init__(method=method, methods=", ".join(allowed))
        self.allowed = tuple(allowed)


class BodyTooLarge(NullusError):
    """The request body is over the limit of its route."""

    kind = ErrorKind.TOO_LARGE
    code = "body_too_large"
    message = Text(en="The request is larger than {limit} bytes.", ko="요청이 {limit}바이트를 넘습니다.")
    hint = Text(en="Send less at once.", ko="나누어 보내세요.")


class RequestStalled(NullusError):
    """The client stopped sending, or sends too slowly, in the middle of its request."""

    kind = ErrorKind.INVALID
    code = "request_stalled"
    message = Text(
        en="The rest of the request did not come in time; nothing was changed.",
        ko="요청의 나머지가 제때 오지 않았습니다. 변경된 것은 없습니다.",
    )
    hint = Text(
        en="Send it again; the same Idempotency-Key is safe.",
        ko="다시 보내세요. 같은 Idempotency-Key를 써도 안전합니다.",
    )


class DatabaseUnavailable(NullusError):
    """PostgreSQL does not answer."""

    kind = ErrorKind.UNAVAILABLE
    code = "database_unavailable"
    message = Text(
        en="The database does not answer at the moment; nothing was changed.",
        ko="지금 데이터베이스가 응답하지 않습니다. 변경된 것은 없습니다.",
    )
    hint = Text(
        en="See `nullus status` and `nullus logs postgres`.",
        ko="`nullus status`와 `nullus logs postgres`를 확인하세요.",
    )


class TransactionCrossed(NullusError):
    """PostgreSQL ended one of two transactions that waited for each other, or that changed the same rows."""

    kind = ErrorKind.UNAVAILABLE
    code = "transaction_crossed"
    message = Text(
        en="Another change crossed this one at the same moment; nothing was changed.",
        ko="같은 순간에 다른 변경과 부딪혔습니다. 변경된 것은 없습니다.",
    )
    hint = Text(en="Send it again.", ko="다시 보내세요.")


class InternalError(NullusError):
    """A defect: logged with its request id, never shown in detail."""
