"""CSV and TSV to Markdown tables; the delimiter is found by trying, because exports of Korean offices use any of four."""

import csv
import io

from nullus.knowledge.parsers.document import Draft, ParsedDocument, Source, clean
from nullus.knowledge.parsers.tables import add_table


def parse(source: Source, text: str) -> ParsedDocument:
    """One table (in parts, each with the header)."""
    draft = Draft(source.limits)
    text = clean(text)
    delimiter = "\t" if source.extension in ("tsv", "tab") else _delimiter(text)
    # The default field limit of the csv module raises on a long cell; cells are cut later instead.
    csv.field_size_limit(max(len(text), 131_072))
    add_table(draft, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True))
    return draft.finish("csv")


def _delimiter(text: str) -> str:
    """The candidate that gives the first lines the same number of columns, more being better."""
    head = "\n".join(text[:20_000].split("\n")[:50])
    best, best_score = ",", 0.0
    for candidate in ",\t;|":
        widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=candidate) if row]
        if not widths:
            continue
        common = max(set(widths), key=widths.count)
        score = widths.count(common) / len(widths) * min(common - 1, 20)
        if score > best_score:
            best, best_score = candidate, score
    return best
