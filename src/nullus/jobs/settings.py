"""Settings of the queue: how much a worker does at once, how soon a dead one is noticed, how long jobs are kept."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.errors import Text
from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class JobsSettings:
    """How background work is run."""

    prefix: ClassVar[str] = "NULLUS_JOBS_"
    title: ClassVar[Text] = Text(en="Background work", ko="백그라운드 작업")

    concurrency: int = setting(
        4,
        Text(
            en="Jobs (or batches of small jobs) that one worker runs at the same time.",
            ko="워커 하나가 동시에 실행하는 작업(또는 작은 작업 묶음)의 수.",
        ),
    )
    queues: tuple[str, ...] = setting(
        (),
        Text(
            en="Queues that this worker serves, comma-separated (default: all).",
            ko="이 워커가 맡는 대기열. 쉼표로 구분합니다(기본값: 전부).",
        ),
    )
    heartbeat_seconds: float = setting(
        2.0, Text(en="How often a worker says that it lives.", ko="워커가 살아 있음을 알리는 간격(초).")
    )
    dead_after_seconds: float = setting(
        8.0,
        Text(
            en="Silence after which a worker counts as dead and its jobs start again.",
            ko="이 시간(초) 동안 소식이 없는 워커는 멈춘 것으로 보고 맡은 작업을 다시 시작합니다.",
        ),
    )
    deaths_allowed: int = setting(
        3,
        Text(
            en="Workers that may die over one job before it is set aside as failed.",
            ko="작업 하나를 하다가 멈춰도 되는 워커의 수. 넘으면 그 작업을 실패로 처리합니다.",
        ),
    )
    poll_seconds: float = setting(
        1.0,
        Text(
            en="How often a worker looks for work of its own accord, besides being notified.",
            ko="알림과 별개로 워커가 스스로 새 작업을 확인하는 간격(초).",
        ),
    )
    cancel_grace_seconds: float = setting(
        10.0,
        Text(
            en="How long a job may take to notice that it was cancelled.",
            ko="취소된 작업이 취소를 알아차리기까지 기다리는 시간(초).",
        ),
    )
    stop_grace_seconds: float = setting(
        20.0,
        Text(
            en="How long a stopping worker waits for its jobs before it releases them.",
            ko="종료하는 워커가 진행 중인 작업을 기다렸다가 내려놓기까지의 시간(초).",
        ),
    )
    unserved_after_seconds: float = setting(
        20.0,
        Text(
            en="Wait after which a job that no worker serves is named as stalled.",
            ko="맡는 워커가 없는 작업을 정체로 표시하기까지의 시간(초).",
        ),
    )
    keep_days: float = setting(7.0, Text(en="Days that finished jobs are kept.", ko="끝난 작업을 보관하는 일수."))
    keep_failed_days: float = setting(
        30.0,
        Text(
            en="Days that failed jobs are kept, to be looked at and retried.",
            ko="실패한 작업을 보관하는 일수. 그동안 원인을 보고 다시 시도할 수 있습니다.",
        ),
    )
