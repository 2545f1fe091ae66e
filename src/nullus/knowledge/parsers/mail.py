"""E-mail: subject, people and date, then the body; the names of attachments, and the text of those that are documents."""

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from typing import Final

from nullus.knowledge.parsers import hypertext, plain
from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source, clean
from nullus.knowledge.parsers.encodings import decode
from nullus.knowledge.parsers.failures import ParseFailed

_HEADERS: Final = ("from", "to", "cc", "date")
_ATTACHMENTS: Final = 50


def parse(source: Source) -> ParsedDocument:
    """The subject is the title and the first heading."""
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise ParseFailed("damaged", "mail: not a message")
    draft = Draft(source.limits)
    subject = _header(message, "subject")
    draft.heading(subject, 1)
    facts = {name: value for name in _HEADERS if (value := _header(message, name))}
    draft.add("paragraph", "\n".join(f"{name.capitalize()}: {value}" for name, value in facts.items()))
    before = len(draft)
    body = message.get_body(("plain", "html"))
    if body is not None:
        _write_body(draft, body)
    parts = (
        [part for part in message.iter_attachments() if isinstance(part, EmailMessage)][:_ATTACHMENTS]
        if message.is_multipart()
        else []
    )
    for part in parts:
        _write_attachment(draft, part, source)
    if len(draft) == before and not subject:
        raise ParseFailed("empty", "mail: no body")
    return draft.finish("email", title=subject or None, metadata=facts)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # noqa: BLE001 - the header parser of the standard library raises many kinds on hostile headers
        return ""


def _write_body(draft: Draft, body: MIMEPart) -> None:
    payload = body.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return
    charset = body.get_content_charset() or "utf-8"
    try:
        text = payload.decode(charset)
    except (LookupError, UnicodeError):
        decoded = decode(payload)
        text = decoded[0] if decoded else payload.decode("utf-8", "replace")
    if body.get_content_subtype() == "html":
        hypertext.read_into(draft, text)
        return
    text = clean(text)
    for block in plain.scan(text):
        draft.add("list" if block.kind == "list" else "paragraph", text[block.start : block.end])


def _write_attachment(draft: Draft, part: EmailMessage, source: Source) -> None:
    from nullus.knowledge.parsers.registry import parse_source

    name = part.get_filename() or ""
    payload = part.get_payload(decode=True)
    if not name or not isinstance(payload, bytes) or source.depth >= source.limits.archive_depth:
        return
    draft.heading(name, 2)
    try:
        inner = parse_source(replace(source, data=payload, name=name, depth=source.depth + 1))
    except ParseFailed:
        return  # the message is the document; an attachment that cannot be read stays a name
    draft.extend(inner, deeper=2)
