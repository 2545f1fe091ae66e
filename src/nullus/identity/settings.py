"""Settings of the door: how people get in and how long they stay in, and how often what may be asked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from nullus.platform.errors import Text
from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class RateSettings:
    """How often an address, an account or a key may call; 0 is no limit. The operator of the machine is never limited."""

    prefix: ClassVar[str] = "NULLUS_IDENTITY_RATE_"
    title: ClassVar[Text] = Text(en="Calls a minute", ko="분당 호출 한도")

    login: int = setting(
        60,
        Text(
            en="Attempts to sign in a minute from one network (an IPv6 network is a /64).",
            ko="한 네트워크에서 분당 로그인을 시도할 수 있는 횟수(IPv6 네트워크는 /64 단위).",
        ),
    )
    reset: int = setting(
        20,
        Text(
            en="Requests for a password or verification mail a minute from one network.",
            ko="한 네트워크에서 분당 비밀번호 재설정이나 이메일 확인 메일을 요청할 수 있는 횟수.",
        ),
    )
    signup: int = setting(
        30,
        Text(
            en="Sign-ups, and new guests, a minute from one network.",
            ko="한 네트워크에서 분당 가입하거나 게스트로 새로 들어올 수 있는 횟수.",
        ),
    )
    search: int = setting(600, Text(en="Searches a minute of one account.", ko="한 계정의 분당 검색 횟수."))
    page: int = setting(
        300,
        Text(
            en="Pages of documents drawn or searched for marks a minute of one account.",
            ko="한 계정이 분당 문서 페이지를 그림으로 열거나 표시할 곳을 찾는 횟수.",
        ),
    )
    share: int = setting(
        60,
        Text(
            en="Readings of shared conversations a minute, from one network or of one account.",
            ko="한 네트워크 또는 한 계정이 분당 공유된 대화를 열람할 수 있는 횟수.",
        ),
    )
    embed: int = setting(
        60,
        Text(
            en="Calls of published chatbots a minute: visits begun from one network, and all that one visitor does.",
            ko="공개 챗봇의 분당 호출 수. 한 네트워크에서 시작하는 방문과, 방문자 한 명의 모든 호출에 각각 적용합니다.",
        ),
    )
    account: int = setting(
        0,
        Text(
            en="Calls of every kind a minute of one account whose tier does not say otherwise (`rate_minute`).",
            ko="등급에서 따로 정하지 않은 경우(`rate_minute`) 한 계정의 분당 전체 호출 수.",
        ),
    )
    key: int = setting(
        0,
        Text(
            en="Calls of every kind a minute of one API key that stands for no account.",
            ko="계정에 속하지 않은 API 키 하나의 분당 전체 호출 수.",
        ),
    )
    address: int = setting(
        6000,
        Text(
            en="Calls without a credential a minute from one network, counted in each process by itself.",
            ko="한 네트워크에서 인증 정보 없이 부르는 분당 호출 수. 프로세스마다 따로 셉니다.",
        ),
    )


@dataclass(frozen=True, slots=True)
class QuotaSettings:
    """How quotas are kept."""

    prefix: ClassVar[str] = "NULLUS_IDENTITY_QUOTA_"
    title: ClassVar[Text] = Text(en="Quotas", ko="사용 한도")

    lease_seconds: float = setting(
        60.0,
        Text(
            en="After so long without a sign of life what a crashed process had reserved comes back, in seconds.",
            ko="중단된 프로세스가 예약해 둔 한도를 되돌리기까지 응답을 기다리는 시간(초).",
        ),
    )


@dataclass(frozen=True, slots=True)
class IdentitySettings:
    """How people get in, and how long they stay in."""

    prefix: ClassVar[str] = "NULLUS_IDENTITY_"
    title: ClassVar[Text] = Text(en="Signing in and mail", ko="로그인과 메일")

    public_url: str = setting(
        "",
        Text(
            en="Address under which people reach this service, for links in e-mails (default: host and port).",
            ko="사용자가 이 서비스에 접속하는 주소. 이메일 속 링크에 쓰입니다(기본값: 호스트와 포트).",
        ),
    )
    smtp_host: str = setting(
        "",
        Text(
            en="Mail server that sends this service's e-mails; empty: the operator hands links over.",
            ko="이 서비스의 이메일을 보낼 메일 서버. 비워 두면 운영자가 링크를 직접 전달합니다.",
        ),
    )
    smtp_port: int = setting(587, Text(en="TCP port of the mail server.", ko="메일 서버의 TCP 포트."))
    smtp_user: str = setting(
        "",
        Text(
            en="Name that the service signs in to the mail server with; empty: it does not sign in.",
            ko="메일 서버에 로그인할 사용자 이름. 비워 두면 로그인하지 않습니다.",
        ),
    )
    smtp_password: str = setting(
        "",
        Text(en="Password that the service signs in to the mail server with.", ko="메일 서버에 로그인할 비밀번호."),
        secret=True,
    )
    smtp_tls: str = setting(
        "starttls",
        Text(
            en="How the way to the mail server is protected: `starttls`, `tls` or `none`.",
            ko="메일 서버와의 연결을 보호하는 방식: `starttls`, `tls`, `none` 중 하나.",
        ),
    )
    mail_from: str = setting(
        "",
        Text(
            en="Address that the e-mails come from; needed to send any.",
            ko="이메일의 보내는 사람 주소. 이메일을 보내려면 꼭 있어야 합니다.",
        ),
    )
    session_days: int = setting(
        30,
        Text(
            en="A browser signs in again after so many days at the latest.",
            ko="브라우저 로그인을 유지하는 최대 일수. 지나면 다시 로그인해야 합니다.",
        ),
    )
    session_idle_hours: int = setting(
        336,
        Text(
            en="A session that was not used for so many hours ends.", ko="이 시간 동안 쓰지 않은 세션은 끝납니다(시간)."
        ),
    )
    refresh_grace_seconds: float = setting(
        10.0,
        Text(
            en="How long a refresh token that was just used still works: two tabs of one browser may use it at once.",
            ko="방금 쓴 갱신 토큰을 더 받아 주는 시간(초). 같은 브라우저의 두 탭이 동시에 쓸 수 있습니다.",
        ),
    )
    guest_days: int = setting(
        30,
        Text(
            en="A guest's browser is known for so many days; who was not seen for as long is forgotten.",
            ko="게스트의 브라우저를 기억하는 일수. 그동안 다시 오지 않은 게스트의 정보는 지웁니다.",
        ),
    )
    unknown_credentials: int = setting(
        600,
        Text(
            en="Credentials that are none a minute from one network; more are refused unseen, in each process by "
            "itself. 0: no limit.",
            ko="한 네트워크에서 분당 받아 주는 잘못된 인증 정보의 수. 넘으면 확인하지 않고 거부하며, "
            "프로세스마다 따로 셉니다. 0이면 한도가 없습니다.",
        ),
    )
    argon2_memory_kib: int = setting(
        65536,
        Text(en="Memory that checking one password takes, in KiB.", ko="비밀번호 하나를 확인할 때 쓰는 메모리(KiB)."),
    )
    argon2_rounds: int = setting(
        3, Text(en="Rounds that checking one password takes.", ko="비밀번호 하나를 확인할 때의 반복 횟수.")
    )
    argon2_lanes: int = setting(4, Text(en="Lanes of one password check.", ko="비밀번호 하나를 확인할 때의 병렬 수."))
    password_checks: int = setting(
        2,
        Text(
            en="Passwords that one process checks at the same time.", ko="프로세스 하나가 동시에 확인하는 비밀번호 수."
        ),
    )

    @property
    def sends_mail(self) -> bool:
        """Whether this service can send e-mails at all."""
        return bool(self.smtp_host and self.mail_from)

    @property
    def idle(self) -> timedelta:
        """How long a session may lie unused."""
        return timedelta(hours=self.session_idle_hours)
