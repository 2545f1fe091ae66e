"""What can go wrong with background work, and what a job that failed says about itself."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class JobNotFound(NullusError):
    """No such job, or it belongs to another workspace: both answer alike."""

    kind = ErrorKind.NOT_FOUND
    code = "job_not_found"
    message = Text(en="There is no job {job_id}.", ko="작업 {job_id}을(를) 찾을 수 없습니다.")
    hint = Text(en="List the jobs with `nullus jobs list`.", ko="`nullus jobs list`로 작업 목록을 확인하세요.")


class JobNotRetryable(NullusError):
    """Only a job that failed or was cancelled can be retried."""

    kind = ErrorKind.CONFLICT
    code = "job_not_retryable"
    message = Text(
        en="Job {job_id} is {status}; only a failed or cancelled job can be retried.",
        ko="작업 {job_id}의 상태는 {status}입니다. 실패했거나 취소된 작업만 다시 시도할 수 있습니다.",
    )
    hint = Text(en="See it with `nullus jobs show {job_id}`.", ko="`nullus jobs show {job_id}`로 확인하세요.")


class JobAlreadyOver(NullusError):
    """A job that succeeded or was cancelled cannot be cancelled."""

    kind = ErrorKind.CONFLICT
    code = "job_already_over"
    message = Text(
        en="Job {job_id} is {status} already; there is nothing to cancel.",
        ko="작업 {job_id}은(는) 이미 {status} 상태이므로 취소할 것이 없습니다.",
    )
    hint = Text(en="See it with `nullus jobs show {job_id}`.", ko="`nullus jobs show {job_id}`로 확인하세요.")


class JobTimedOut(NullusError):
    """The handler ran longer than its task allows. Retried up to the task's limit."""

    kind = ErrorKind.UNAVAILABLE
    code = "job_timed_out"
    message = Text(
        en="The job {task} took longer than the {seconds:g} seconds it may take.",
        ko="작업 {task}이(가) 허용된 {seconds:g}초보다 오래 걸렸습니다.",
    )
    hint = Text(en="Try again with `nullus jobs retry {job_id}`.", ko="`nullus jobs retry {job_id}`로 다시 시도하세요.")


class WorkerDied(NullusError):
    """Every worker that ran this job died, so it is set aside."""

    kind = ErrorKind.BROKEN
    code = "worker_died"
    message = Text(
        en="The worker died {deaths} times while it ran this job, so the job was set aside.",
        ko="이 작업을 실행하던 워커가 {deaths}번 종료되어 작업을 따로 보관했습니다.",
    )
    hint = Text(
        en="Look for the reason with `nullus logs worker`, then try again with `nullus jobs retry {job_id}`.",
        ko="`nullus logs worker`로 원인을 확인한 뒤 `nullus jobs retry {job_id}`로 다시 시도하세요.",
    )


class PayloadUnreadable(NullusError):
    """The stored payload does not fit the task as this version knows it."""

    kind = ErrorKind.INVALID
    code = "job_payload_unreadable"
    message = Text(
        en="The job {task} was stored in a form that this version of Nullus cannot read.",
        ko="작업 {task}이(가) 이 버전의 Nullus가 읽을 수 없는 형식으로 저장되어 있습니다.",
    )


class JobFailed(NullusError):
    """An error that is not ours reached the worker's edge; the log has it with its trace."""

    kind = ErrorKind.BROKEN
    code = "job_failed"
    message = Text(
        en="The job {task} failed for a reason that Nullus did not foresee ({exception}).",
        ko="작업 {task}이(가) 예상하지 못한 이유로 실패했습니다({exception}).",
    )
    hint = Text(
        en="Find job {job_id} in `nullus logs worker`; try again with `nullus jobs retry {job_id}`.",
        ko="`nullus logs worker`에서 작업 {job_id}을(를) 찾아보고 `nullus jobs retry {job_id}`로 다시 시도하세요.",
    )


class LeaseLost(NullusError):
    """This run of the job is over: another worker has it, or it was settled. Effects must not be written."""

    kind = ErrorKind.CONFLICT
    code = "job_lease_lost"
    message = Text(
        en="Job {job_id} is no longer run by this worker.",
        ko="이 워커는 더 이상 작업 {job_id}을(를) 실행하지 않습니다.",
    )


class JobCancelled(NullusError):
    """Raised inside a handler when its job was asked to stop; the worker's edge marks the job as cancelled."""

    kind = ErrorKind.CONFLICT
    code = "job_cancelled"
    message = Text(en="Job {job_id} was cancelled.", ko="작업 {job_id}이(가) 취소되었습니다.")
