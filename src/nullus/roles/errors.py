"""Why the service cannot start, and what to do about it."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class AlreadyRunning(NullusError):
    """A second `up` on the same home."""

    kind = ErrorKind.CONFLICT
    code = "already_running"
    message = Text(
        en="Nullus is already running here (process {pid}, since {since}).",
        ko="Nullus가 이미 실행 중입니다(프로세스 {pid}, 시작 {since}).",
    )
    hint = Text(
        en="See `nullus status`, or stop it with `nullus down`.",
        ko="`nullus status`로 확인하거나 `nullus down`으로 중지하세요.",
    )


class PortTaken(NullusError):
    """Another program listens where Nullus should."""

    kind = ErrorKind.CONFLICT
    code = "port_taken"
    message = Text(
        en="Port {port} on {host} is already in use by {holder}.",
        ko="{host}의 포트 {port}을(를) 이미 다른 프로그램이 사용 중입니다: {holder}.",
    )
    hint = Text(
        en="Stop that program, or choose another port: `NULLUS_PORT={other} nullus up`.",
        ko="그 프로그램을 중지하거나 다른 포트를 쓰세요: `NULLUS_PORT={other} nullus up`.",
    )


class AddressUnusable(NullusError):
    """The address cannot be bound for another reason: not of this machine, or not permitted."""

    kind = ErrorKind.INVALID
    code = "address_unusable"
    message = Text(
        en="Cannot listen on {host}:{port}: {problem}.", ko="{host}:{port}에서 수신할 수 없습니다: {problem}."
    )
    hint = Text(
        en="Set NULLUS_HOST to an address of this machine and NULLUS_PORT to a free port above 1023.",
        ko="NULLUS_HOST를 이 컴퓨터의 주소로, NULLUS_PORT를 1023보다 큰 빈 포트로 설정하세요.",
    )


class DidNotStart(NullusError):
    """A part failed again and again before the service was ready for the first time."""

    kind = ErrorKind.BROKEN
    code = "did_not_start"
    message = Text(
        en="Nullus did not start: {part} ended ({reason}).\n{lines}",
        ko="Nullus를 시작하지 못했습니다: {part}이(가) 종료되었습니다({reason}).\n{lines}",
    )
    hint = Text(
        en="See `nullus logs {part}` and `nullus doctor`.", ko="`nullus logs {part}`와 `nullus doctor`를 확인하세요."
    )


class MigrationFailed(NullusError):
    """A step of the schema's history was refused by the database; what was done before it stands."""

    kind = ErrorKind.BROKEN
    code = "migration_failed"
    message = Text(
        en="The database could not be brought to this release: {problem}",
        ko="데이터베이스를 이 버전에 맞게 변경하지 못했습니다: {problem}",
    )
    hint = Text(
        en="Nothing of the failed step was kept. See `nullus logs migrations`.",
        ko="실패한 단계는 모두 되돌렸습니다. `nullus logs migrations`를 확인하세요.",
    )


class WillNotStop(NullusError):
    """The supervisor does not end although it was asked to."""

    kind = ErrorKind.BROKEN
    code = "will_not_stop"
    message = Text(en="Nullus (process {pid}) does not stop.", ko="Nullus(프로세스 {pid})가 중지되지 않습니다.")
    hint = Text(
        en="Kill it, then clean up: `kill -9 {pid}; nullus down`.",
        ko="강제로 종료한 뒤 정리하세요: `kill -9 {pid}; nullus down`.",
    )


class SchemaNewer(NullusError):
    """The database was migrated by a newer release than this one."""

    kind = ErrorKind.CONFLICT
    code = "schema_newer"
    message = Text(
        en="The database belongs to a newer release of Nullus than this one.",
        ko="데이터베이스가 이 버전보다 새로운 Nullus에서 사용되었습니다.",
    )
    hint = Text(
        en="Use that release again, or restore a backup of this one: `nullus backup restore`.",
        ko="그 버전을 다시 사용하거나 이 버전의 백업을 복원하세요: `nullus backup restore`.",
    )


class SpawnerSilent(NullusError):
    """The process that the roles are forked from does not answer."""

    kind = ErrorKind.UNAVAILABLE
    code = "spawner_silent"
    message = Text(
        en="The process that starts the others does not answer.",
        ko="다른 프로세스를 시작하는 프로세스가 응답하지 않습니다.",
    )
    hint = Text(en="See `nullus logs spawner`.", ko="`nullus logs spawner`를 확인하세요.")
