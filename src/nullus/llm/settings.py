"""Which embedder and which chat model this installation uses, and how long it waits for them."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Everything about models that the operator decides."""

    prefix: ClassVar[str] = "NULLUS_LLM_"

    embedder: str = setting(
        "static",
        "What turns text into vectors: `static` (bundled, English, offline), `onnx:MODEL`, `ollama:MODEL`, `openai:MODEL` "
        "or `gemini:MODEL`.",
    )
    embedder_url: str = setting("", "Address of the embedding server (default for ollama: http://127.0.0.1:11434).")
    embedder_key: str = setting("", "Key for the embedding server.", secret=True)
    embedder_dimension: int = setting(0, "Numbers in a vector of the embedding server; 0 asks it once.")
    embedder_languages: tuple[str, ...] = setting(
        (), "Languages that the embedder reads, such as `en,ko`; empty: what is known of the model, else all."
    )
    reranker: str = setting(
        "",
        "What puts passages in order where that is asked for: `onnx:MODEL` (a cross-encoder in this process: a name "
        "on the Hugging Face hub, or a folder), `PROVIDER/MODEL` of `nullus providers`; empty: the first reranking model of a "
        "provider that may see them.",
    )
    provider: str = setting(
        "",
        "Who answers: `ollama`, `openai` (any compatible server), `anthropic`, `gemini` or `none`; empty uses a local Ollama "
        "when one runs.",
    )
    url: str = setting(
        "", "Address of the model server (default for ollama: http://127.0.0.1:11434; openai: with /v1)."
    )
    model: str = setting("", "Name of the chat model; empty takes the first that the server lists.")
    key: str = setting("", "Key for the model server.", secret=True)
    clearance: str = setting(
        "",
        "The most sensitive label that the model server may see: `public`, `internal`, `confidential` or `personal`; empty: "
        "everything on this machine, else what is public.",
    )
    embedder_clearance: str = setting("", "The same for the embedding server.")
    hide_names: bool = setting(
        False,
        "Whether names of people are hidden from models that may not see personal data, as numbers and addresses always are: "
        "names that a label, a title or 씨/님 gives away. It takes some other words for names.",
    )
    hidden_names: tuple[str, ...] = setting(
        (), "Names that are hidden from such models wherever they stand, such as `홍길동,Ada Lovelace`."
    )
    context_tokens: int = setting(
        8192, "Tokens that the chat model reads at once, question, passages and answer together."
    )
    answer_tokens: int = setting(1024, "Most tokens of one answer.")
    temperature: float = setting(0.1, "Randomness of answers, 0 to 2.")
    first_token_seconds: float = setting(
        60.0, "Longest wait for the first token; a cold local model loads in this time."
    )
    between_tokens_seconds: float = setting(20.0, "Longest silence inside an answer.")
    total_seconds: float = setting(300.0, "Longest time of one answer.")
    breaker_calls: int = setting(
        10,
        "Calls within 30 seconds, half of them failed, after which a model is left alone for a while; 0: it never is.",
    )
    embed_seconds: float = setting(60.0, "Longest wait for one batch of vectors.")
    retries: int = setting(4, "How often a busy or unreachable embedding server is tried again.")
    cache_seconds: int = setting(
        86_400,
        "How long an answer is kept for who asks exactly the same with the same rights, in seconds; 0 keeps none.",
    )
    cache_answers: int = setting(5_000, "Most answers that a workspace keeps; the oldest go first.")
