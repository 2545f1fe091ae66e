"""The CLI's way to the running service: plain HTTP with the operator's token of this machine. Imports nothing heavy."""

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

from nullus.platform.errors import ErrorKind, Language, NullusError, Text
from nullus.platform.secrets import secrets_folder
from nullus.platform.settings import PlatformSettings, ambient_language, load

OPERATOR_SECRET = "operator-token"  # noqa: S105  the name of a file
TIMEOUT_SECONDS = 120.0


class NotRunning(NullusError):
    """Nothing answers at the configured address."""

    kind = ErrorKind.UNAVAILABLE
    code = "not_running"
    message = Text(en="Nullus does not answer at {address}.", ko="{address}에서 Nullus가 응답하지 않습니다.")
    hint = Text(
        en="Start it with `nullus up --detach`, or see `nullus status`.",
        ko="`nullus up --detach`로 시작하거나 `nullus status`를 확인하세요.",
    )


class ServiceError(NullusError):
    """An error answer of the service, passed on as it is: code, sentence and hint are the service's."""

    code = "service_error"
    message = Text(en="{text}", ko="{text}")
    hint = Text(en="{advice}", ko="{advice}")

    def __init__(self, kind: ErrorKind, answered_code: str, text: str, advice: str | None) -> None:
        super().__init__(text=text, advice=advice or "")
        self.answered_code = answered_code
        setattr(self, "kind", kind)  # noqa: B010  this one class stands for errors of every kind


_KINDS = {
    400: ErrorKind.INVALID,
    401: ErrorKind.UNAUTHENTICATED,
    403: ErrorKind.FORBIDDEN,
    404: ErrorKind.NOT_FOUND,
    405: ErrorKind.METHOD,
    409: ErrorKind.CONFLICT,
    413: ErrorKind.TOO_LARGE,
    422: ErrorKind.INVALID,
    429: ErrorKind.EXHAUSTED,
    503: ErrorKind.UNAVAILABLE,
}


class Client:
    """One connection at a time; made per command."""

    def __init__(self, settings: PlatformSettings, token: str, language: Language) -> None:
        self.host, self.port, self.language = settings.host, settings.port, language
        self.address = f"http://{settings.host}:{settings.port}"
        self._token = token
        self.patience: float | None = TIMEOUT_SECONDS
        """How many seconds the service may say nothing; None for a call that takes as long as it takes."""
        self.workspace: str | None = None
        """The id of the workspace to act in, where it is not the credential's own."""

    def get(self, path: str, **query: Any) -> Any:
        asked = {name: value for name, value in query.items() if value is not None}
        return self.call("GET", path + (f"?{urlencode(asked)}" if asked else ""))

    def post(self, path: str, body: Any = None) -> Any:
        return self.call("POST", path, {} if body is None else body)

    def patch(self, path: str, body: Any) -> Any:
        return self.call("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self.call("DELETE", path)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The `data` of the answer. Raises NotRunning and ServiceError."""
        content = None if body is None else json.dumps(body).encode()
        with self.open(method, path, content, {"Content-Type": "application/json"}) as answer:
            return data_of(answer)

    def pages(self, path: str, **query: Any) -> Iterator[Any]:
        """Every item of a list, page by page."""
        cursor = None
        while True:
            page = self.get(path, cursor=cursor, **query)
            yield from page["items"]
            cursor = page["nextCursor"]
            if cursor is None:
                return

    @contextmanager
    def open(
        self, method: str, path: str, body: bytes | BinaryIO | Iterator[bytes] | None, headers: Mapping[str, str]
    ) -> Iterator[http.client.HTTPResponse]:
        """The raw answer, for streams and uploads. Raises NotRunning."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.patience)
        sent = {"Authorization": f"Bearer {self._token}", "Accept-Language": self.language, **headers}
        if self.workspace is not None:
            sent["X-Nullus-Workspace"] = self.workspace
        try:
            try:
                connection.request(method, path, body=body, headers=sent, encode_chunked=False)
                answer = connection.getresponse()
            except (OSError, socket.gaierror, http.client.HTTPException) as error:
                raise NotRunning(address=self.address) from error
            yield answer
        finally:
            connection.close()


def connect() -> Client:
    """A client for the service of this machine. Raises NotRunning when it was never started."""
    settings = load(PlatformSettings)
    language: Language = "ko" if ambient_language(settings.language) == "ko" else "en"
    path = _secret_path(settings)
    if not path.is_file():
        raise NotRunning(address=f"http://{settings.host}:{settings.port}")
    return Client(settings, path.read_text(encoding="utf-8").strip(), language)


def segment(typed: str) -> str:
    """What a person typed as an id, as one part of a path and no more."""
    return quote(typed, safe="", errors="replace")


def check(answer: http.client.HTTPResponse) -> None:
    """Raise ServiceError unless the answer is a success."""
    if answer.status >= 400:
        data_of(answer)


def _secret_path(settings: PlatformSettings) -> Path:
    if not (settings.home / "secrets").is_dir():
        return settings.home / "secrets" / OPERATOR_SECRET
    return secrets_folder(settings.home) / OPERATOR_SECRET


def data_of(answer: http.client.HTTPResponse) -> Any:
    raw = answer.read()
    try:
        body = json.loads(raw)
    except ValueError:
        raise ServiceError(ErrorKind.BROKEN, "bad_answer", f"HTTP {answer.status}", None) from None
    if answer.status >= 400:
        kind = _KINDS.get(answer.status, ErrorKind.BROKEN)
        raise ServiceError(kind, body.get("resultCode", ""), body.get("message", ""), body.get("hint"))
    return body["data"]
