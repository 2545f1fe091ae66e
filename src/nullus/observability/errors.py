"""What can be wrong with how the service is told to report."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class UnknownLogLevel(NullusError):
    """NULLUS_LOG_LEVEL is not a level."""

    kind = ErrorKind.INVALID
    code = "unknown_log_level"
    message = Text(
        en="{level!r} is not a log level; there are {known}.",
        ko="{level!r}은(는) 로그 수준이 아닙니다. 가능한 값: {known}.",
    )
    hint = Text(en="Set NULLUS_LOG_LEVEL=info.", ko="NULLUS_LOG_LEVEL=info로 설정하세요.")
