"""The only place where anything is sent to a model. Nothing is, without the clearance of the egress policy for that very model."""

from collections.abc import AsyncGenerator, Sequence

from nullus.llm import egress
from nullus.llm.egress import Clearance, Destination
from nullus.llm.ports import Embedder, Message, Part, Patience, Reranker, Tool, ToolChoice, Vectors
from nullus.llm.routing.candidates import Candidate


def chat(
    clearance: Clearance,
    candidate: Candidate,
    messages: Sequence[Message],
    *,
    max_tokens: int,
    temperature: float,
    patience: Patience,
    tools: Sequence[Tool] = (),
    tool_choice: ToolChoice = "auto",
) -> AsyncGenerator[Part, None]:
    """See ports.ChatProvider.stream. Raises EgressRefused for the clearance of another model."""
    egress.require(clearance, candidate)
    return candidate.chat.stream(
        messages,
        model=candidate.model,
        max_tokens=max_tokens,
        temperature=temperature,
        patience=patience,
        tools=tools,
        tool_choice=tool_choice,
    )


async def embed_documents(
    clearance: Clearance, destination: Destination, embedder: Embedder, texts: Sequence[str]
) -> Vectors:
    """See ports.Embedder.embed_documents."""
    egress.require(clearance, destination)
    return await embedder.embed_documents(texts)


async def embed_query(clearance: Clearance, destination: Destination, embedder: Embedder, text: str) -> Vectors:
    """See ports.Embedder.embed_query."""
    egress.require(clearance, destination)
    return await embedder.embed_query(text)


async def rerank(
    clearance: Clearance, destination: Destination, reranker: Reranker, query: str, passages: Sequence[str]
) -> list[float]:
    """See ports.Reranker.rerank."""
    egress.require(clearance, destination)
    return await reranker.rerank(query, passages)
