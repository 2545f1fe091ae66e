"""Rows of cells to Markdown tables; a long table becomes several, each with the header row, so that each part explains itself."""

from collections.abc import Iterable, Sequence

from nullus.knowledge.parsers.document import Draft, clean

_PART = 900  # characters of a part; a chunk holds one or two
_COLUMNS = 512
_CELL = 20_000


def cell_text(text: str) -> str:
    """One line, with the character that separates columns escaped."""
    return " ".join(clean(text).split())[:_CELL].replace("|", "\\|")


def add_table(draft: Draft, rows: Iterable[Sequence[str]], *, page: int | None = None) -> None:
    """Append rows as Markdown; the first row that holds anything is the header. One column becomes paragraphs."""
    stripped = ([cell_text(cell) for cell in row[:_COLUMNS]] for row in rows)
    filled = (row for row in stripped if any(row))
    header = next(filled, None)
    if header is None:
        return
    body = list(filled)
    width = max([len(header), *map(len, body)])
    for row in (header, *body):
        row.extend([""] * (width - len(row)))
    used = [at for at in range(width) if header[at] or any(row[at] for row in body)]
    if len(used) == 1:
        for row in (header, *body):
            draft.add("paragraph", row[used[0]].replace("\\|", "|"), page=page)
        return
    top = f"{_line(header, used)}\n|{' --- |' * len(used)}"
    lines: list[str] = []
    size = 0
    for row in body:
        line = _line(row, used)
        if lines and size + len(line) > _PART:
            draft.add("table", "\n".join((top, *lines)), page=page)
            lines, size = [], 0
        lines.append(line)
        size += len(line) + 1
    if lines or not body:
        draft.add("table", "\n".join((top, *lines)), page=page)


def _line(row: Sequence[str], used: Sequence[int]) -> str:
    return "| " + " | ".join([row[at] for at in used]) + " |"
