"""JSON, JSON lines and notebooks: records become tables or labelled values; what is not valid JSON is kept as text."""

import json
from typing import Any

from nullus.knowledge.parsers import plain
from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source
from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.parsers.tables import add_table

_DEPTH = 100


def parse(source: Source, text: str) -> ParsedDocument:
    """Objects by key as headings near the top, lists of flat records as tables, long strings as paragraphs."""
    draft = Draft(source.limits)
    try:
        value = _load(text)
    except RecursionError:
        raise ParseFailed("too_complex", "json: nested too deeply") from None
    except ValueError:
        return plain.parse(source, text)
    if isinstance(value, dict) and isinstance(value.get("cells"), list) and "nbformat" in value:
        _notebook(draft, value["cells"])
        return draft.finish("notebook")
    _write(draft, value, "", 1)
    return draft.finish("json")


def _load(text: str) -> Any:
    text = text.strip()
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line) for line in lines]


def _scalar(value: Any) -> bool:
    return not isinstance(value, (dict, list))


def _show(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _write(draft: Draft, value: Any, label: str, depth: int) -> None:
    if depth > _DEPTH:
        raise ParseFailed("too_complex", "json: nested too deeply")
    if _scalar(value):
        text = _show(value)
        draft.add("paragraph", f"{label}: {text}" if label else text)
    elif isinstance(value, list):
        _write_list(draft, value, label, depth)
    else:
        if label:
            draft.heading(label, depth)
        for key, item in value.items():
            _write(draft, item, key, depth + 1)


def _write_list(draft: Draft, value: list[Any], label: str, depth: int) -> None:
    if all(_scalar(item) for item in value):
        shown = [_show(item) for item in value]
        if sum(map(len, shown)) < 200:
            draft.add("paragraph", f"{label}: {', '.join(shown)}" if label else ", ".join(shown))
            return
        if label:
            draft.heading(label, depth)
        for text in shown:
            draft.add("list", f"- {text}")
    elif all(
        isinstance(item, dict) and all(_scalar(v) and len(_show(v)) <= 200 for v in item.values()) for item in value
    ):
        if label:
            draft.heading(label, depth)
        keys = list(dict.fromkeys(key for item in value for key in item))
        add_table(draft, [keys, *([_show(item[key]) if key in item else "" for key in keys] for item in value)])
    else:
        for number, item in enumerate(value, 1):
            _write(draft, item, f"{label} {number}".strip(), depth + 1)


def _notebook(draft: Draft, cells: list[Any]) -> None:
    from nullus.knowledge.parsers import markdown

    for cell in cells:
        lines = cell.get("source", "")
        text = "".join(map(str, lines)) if isinstance(lines, list) else str(lines)
        if cell.get("cell_type") == "code":
            draft.add("code", text)
        else:
            for block in markdown.scan(text):
                piece = text[block.start : block.end]
                if block.kind == "heading":
                    draft.heading(piece.strip("# \n"), block.level)
                else:
                    draft.add(block.kind, piece)
