"""Settings of the audit trail: how soon it is sealed, how long it is kept, when a flood is only counted."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.errors import Text
from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """How acts are kept."""

    prefix: ClassVar[str] = "NULLUS_AUDIT_"
    title: ClassVar[Text] = Text(en="Audit trail", ko="감사 기록")

    seal_seconds: float = setting(
        4.0, Text(en="How often new entries are sealed.", ko="새 감사 기록을 봉인하는 간격(초).")
    )
    keep_days: int = setting(
        730,
        Text(
            en="Days that entries are kept in the database; never fewer than 365.",
            ko="감사 기록을 데이터베이스에 보관하는 일수. 365일보다 짧게 할 수 없습니다.",
        ),
    )
    refusals_per_minute: int = setting(
        10,
        Text(
            en="Refusals of one source that get an entry each; more of them are counted.",
            ko="같은 출처에서 거부된 요청을 분당 몇 건까지 하나씩 기록할지. 넘는 것은 건수만 셉니다.",
        ),
    )
