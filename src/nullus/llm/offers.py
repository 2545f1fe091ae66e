"""The operator's providers as models that can be chosen."""

from collections.abc import Sequence

from nullus.llm import egress
from nullus.llm.directory import Opened
from nullus.llm.routing.candidates import Candidate


def offered(providers: Sequence[Opened]) -> list[Candidate]:
    """Every chat model of every provider, in the order of the list."""
    return [
        Candidate(
            provider=each.known.name,
            model=model.name,
            chat=each.chat,
            clearance=each.known.clearance,
            local=egress.is_here(each.known.address),
            context_tokens=model.context_tokens,
            tools=model.tools,
        )
        for each in providers
        for model in each.known.of("chat")
    ]
