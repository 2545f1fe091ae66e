"""An answer without a model: sentences of the documents, quoted with their places, and why no model wrote."""

from collections.abc import Sequence
from dataclasses import replace

from nullus.chat.answering import events, evidence, extract, wording
from nullus.chat.answering.course import Course, citation
from nullus.chat.answering.passages import Passage
from nullus.llm import EgressRefused, NoModel
from nullus.platform.errors import NullusError


def quoted(course: Course, strength: float, *, reason: NullusError | None = None) -> list[events.Event]:
    """The whole extractive answer."""
    language = wording.language_of(course.question.text)
    if strength < evidence.ENOUGH:
        text = wording.say(wording.NOT_FOUND, language)
        if not course.passages and course.actor.reach != "guest":
            text = f"{text} {wording.say(wording.NO_DOCUMENTS, language)}"
        return [events.Sources(course.passages), events.Delta(text), course.done("extractive", "not_found")]
    quotes = extract.choose(course.question.plain, course.passages)
    passages = _renumbered(course.passages, [quote.passage for quote in quotes])
    numbers = {passage.chunk_id: passage.number for passage in passages}
    found: list[events.Event] = [events.Sources(passages)]
    for place, quote in enumerate(quotes):
        passage, sentence = quote.passage, quote.sentence
        number = numbers[passage.chunk_id]
        start = passage.start_offset
        found.append(events.Delta(("\n\n" if place else "") + f"{sentence.text} [{number}]"))
        found.append(citation(number, passage, start + sentence.start, start + sentence.end))
    course.counts.kept = course.counts.sentences = len(quotes)
    note = wording.say(wording.NO_MODEL, language)
    withheld = reason if isinstance(reason, EgressRefused) else None
    if reason is not None:
        why = wording.MODEL_AWAY if withheld is None else wording.ONLY_LOCAL
        note = wording.say(why, language, reason=reason.message_in(language))
    if course.actor.reach == "guest":
        note = wording.say(wording.QUOTED, language)
    found.append(events.Delta(f"\n\n({note})"))
    found.append(course.done("extractive", "stop", withheld=withheld, away=reason or NoModel()))
    return found


def _renumbered(passages: Sequence[Passage], quoted: Sequence[Passage]) -> list[Passage]:
    """The passages with those that are quoted first, in the order of their quotations: an answer begins with `[1]`."""
    order = {passage.chunk_id: passage for passage in (*quoted, *passages)}
    return [replace(passage, number=number) for number, passage in enumerate(order.values(), 1)]
