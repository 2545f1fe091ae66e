"""What can go wrong with the database server itself, and the mend for each."""

from nullus.platform.errors import ErrorKind, NullusError, Text

_EXTERNAL = Text(
    en="Or use a server of your own: set NULLUS_DATABASE_URL.",
    ko="또는 NULLUS_DATABASE_URL로 직접 운영하는 서버를 지정하세요.",
)


class ServerBinariesMissing(NullusError):
    """The wheel that carries PostgreSQL is not installed, or not for this machine."""

    kind = ErrorKind.UNAVAILABLE
    code = "postgres_binaries_missing"
    message = Text(
        en="The PostgreSQL that comes with Nullus is not installed here ({problem}).",
        ko="Nullus에 포함된 PostgreSQL이 설치되어 있지 않습니다({problem}).",
    )
    hint = Text(
        en="Reinstall Nullus. " + _EXTERNAL.en,
        ko="Nullus를 다시 설치하세요. " + _EXTERNAL.ko,
    )


class NoServerAccount(NullusError):
    """PostgreSQL refuses to run as root, and no other account can be used."""

    kind = ErrorKind.UNAVAILABLE
    code = "postgres_account_missing"
    message = Text(
        en="PostgreSQL does not run as root, and no other user account could be found or made here.",
        ko="PostgreSQL은 root로 실행되지 않는데, 사용할 다른 계정을 찾거나 만들 수 없습니다.",
    )
    hint = Text(
        en="Make one: `useradd --system nullus`. Or start Nullus as an ordinary user. " + _EXTERNAL.en,
        ko="`useradd --system nullus`로 계정을 만들거나 일반 사용자로 Nullus를 시작하세요. " + _EXTERNAL.ko,
    )


class ClusterNotMade(NullusError):
    """initdb failed."""

    kind = ErrorKind.BROKEN
    code = "postgres_initdb_failed"
    message = Text(
        en="The database could not be created in {folder}: {problem}",
        ko="{folder}에 데이터베이스를 만들지 못했습니다: {problem}",
    )
    hint = Text(
        en="Check free space and permissions with `nullus doctor`, then run `nullus up` again.",
        ko="`nullus doctor`로 디스크 공간과 권한을 확인한 뒤 `nullus up`을 다시 실행하세요.",
    )


class ClusterForeign(NullusError):
    """The data folder belongs to somebody else or holds another major version."""

    kind = ErrorKind.CONFLICT
    code = "postgres_data_unusable"
    message = Text(
        en="The database in {folder} cannot be used: {problem}.",
        ko="{folder}의 데이터베이스를 사용할 수 없습니다: {problem}.",
    )
    hint = Text(
        en="{mend}",
        ko="{mend}",
    )


class ServerNotStarted(NullusError):
    """The server ended instead of getting ready."""

    kind = ErrorKind.UNAVAILABLE
    code = "postgres_not_started"
    message = Text(
        en="PostgreSQL ended while starting (exit {status}): {problem}",
        ko="PostgreSQL이 시작 중에 종료되었습니다(종료 코드 {status}): {problem}",
    )
    hint = Text(en="See `nullus logs postgres`.", ko="`nullus logs postgres`를 확인하세요.")


class ServerWillNotStop(NullusError):
    """A server of an earlier run is still there and cannot be stopped."""

    kind = ErrorKind.CONFLICT
    code = "postgres_left_over"
    message = Text(
        en="A PostgreSQL of an earlier run (process {pid}) still uses {folder} and does not stop.",
        ko="이전에 실행된 PostgreSQL(프로세스 {pid})이 {folder}을(를) 계속 사용하며 종료되지 않습니다.",
    )
    hint = Text(en="Stop it: `kill -QUIT {pid}`.", ko="`kill -QUIT {pid}`로 종료하세요.")


class ServerTooOld(NullusError):
    """An external server below the least version."""

    kind = ErrorKind.UNAVAILABLE
    code = "postgres_too_old"
    message = Text(
        en="The database server is PostgreSQL {found}; Nullus needs {least} or newer.",
        ko="데이터베이스 서버가 PostgreSQL {found}입니다. {least} 이상이 필요합니다.",
    )
    hint = Text(
        en="Upgrade the server, or unset NULLUS_DATABASE_URL to use the embedded one.",
        ko="서버를 업그레이드하거나 NULLUS_DATABASE_URL을 지워 내장 서버를 사용하세요.",
    )


class VectorMissing(NullusError):
    """pgvector is not installed on the server, or too old."""

    kind = ErrorKind.UNAVAILABLE
    code = "pgvector_missing"
    message = Text(
        en="The database server offers pgvector {found}; Nullus needs {least} or newer.",
        ko="데이터베이스 서버의 pgvector가 {found}입니다. {least} 이상이 필요합니다.",
    )
    hint = Text(
        en="Install pgvector on the server and let an administrator run `{statement}` in the database.",
        ko="서버에 pgvector를 설치하고 관리자가 해당 데이터베이스에서 `{statement}`를 실행하게 하세요.",
    )


class DatabaseUnreachable(NullusError):
    """The external server cannot be reached or refuses the credentials."""

    kind = ErrorKind.UNAVAILABLE
    code = "database_unreachable"
    message = Text(
        en="The database of NULLUS_DATABASE_URL cannot be used: {problem}",
        ko="NULLUS_DATABASE_URL의 데이터베이스를 사용할 수 없습니다: {problem}",
    )
    hint = Text(
        en="Check that the server runs and that the address, name and password are right: NULLUS_DATABASE_URL.",
        ko="서버가 실행 중인지, NULLUS_DATABASE_URL의 주소·이름·암호가 맞는지 확인하세요.",
    )
