"""Templates of prompts: text in which `{name}` stands for a value, and nothing else means anything.

There is no expression, no attribute, no format and no nesting: what fills a place is never read again as a template. Braces
that do not hold a bare name are text, so that a prompt may show JSON.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 20_000
_PLACE = re.compile(r"\{([^\W\d]\w*)\}")
# What other template languages would execute: {x.y}, {x[0]}, {x!r}, {x:>9}, {{x}}, {% x %}.
_EXPRESSION = re.compile(
    r"\{\s*[^\W\d]\w*\s*[.\[!:(|][^{}\n]{0,60}\}?|\{\{\s*[^\W\d][^{}\n]{0,60}\}\}|\{%[^\n]{0,60}|\{\s+[^\W\d]\w*\s*\}"
)


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a template; empty when nothing is."""

    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    blank: bool = False
    too_long: bool = False
    unprintable: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.unknown or self.expressions or self.blank or self.too_long or self.unprintable)


def variables(template: str) -> frozenset[str]:
    """The names that the template asks for."""
    return frozenset(_PLACE.findall(template))


def check(template: str, *, required: frozenset[str], known: frozenset[str]) -> Faults:
    """Whether a template can be filled with exactly the variables that there are."""
    asked = variables(template)
    expressions = sorted({match[0][:60] for match in _EXPRESSION.finditer(template)})
    within = {
        name for each in expressions for name in variables(each)
    }  # `{{name}}` is told once, as what it looks like
    return Faults(
        missing=tuple(sorted(required - (asked - within))),
        unknown=tuple(sorted(asked - known - within)),
        expressions=tuple(expressions),
        blank=not template.strip(),
        too_long=len(template) > LONGEST,
        unprintable=any(each < " " and each not in "\n\t" for each in template)
        or any("\ud800" <= each <= "\udfff" for each in template),
    )


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its places filled, in one pass: a value that looks like a place stays as it is. Raises KeyError."""
    return _PLACE.sub(lambda match: values[match[1]], template)
