"""All recognisers over one text, and one answer where they overlap."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from nullus.llm.redaction import names
from nullus.llm.redaction.addresses import addresses
from nullus.llm.redaction.contacts import emails, phones
from nullus.llm.redaction.kinds import Found, Kind, Options
from nullus.llm.redaction.money import accounts, cards
from nullus.llm.redaction.numbers import businesses, licences, passports, residents
from nullus.llm.redaction.page import Page, page_of

_RECOGNISERS: tuple[tuple[frozenset[Kind], Callable[[Page], Iterator[Found]]], ...] = (
    (frozenset({"rrn", "frn"}), residents),
    (frozenset({"passport"}), passports),
    (frozenset({"licence"}), licences),
    (frozenset({"business"}), businesses),
    (frozenset({"phone"}), phones),
    (frozenset({"account"}), accounts),
    (frozenset({"card"}), cards),
    (frozenset({"email"}), emails),
    (frozenset({"address"}), addresses),
)
_EVERYTHING = Options()


def find(text: str, options: Options = _EVERYTHING) -> list[Found]:
    """What is private in the text, in order and without overlaps. Takes time in proportion to the text, whatever stands in it."""
    page = page_of(text)
    recognisers = [recognise for kinds, recognise in _RECOGNISERS if kinds & options.kinds]
    if "name" in options.kinds and options.names:
        recognisers.append(partial(names.given, names=options.names))
    if "name" in options.kinds and options.find_names:
        recognisers.append(names.noticed)
    finds = (found for recognise in recognisers for found in recognise(page))
    return _joined(each for each in finds if each.certainty >= options.least and each.kind in options.kinds)


def _joined(finds: Iterable[Found]) -> list[Found]:
    """Overlapping finds become one that covers them all and bears the name of the most certain, so that no digit stays behind."""
    joined: list[Found] = []
    for found in sorted(finds, key=lambda each: (each.start, -each.end)):
        if joined and found.start < joined[-1].end:
            last = joined[-1]
            better = found if found.certainty > last.certainty else last
            joined[-1] = replace(better, start=last.start, end=max(last.end, found.end))
        else:
            joined.append(found)
    return joined
