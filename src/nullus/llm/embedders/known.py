"""What is known of common embedding models: which languages they read and which words they want before a text.

A model that is not listed reads all languages and wants nothing; NULLUS_LLM_EMBEDDER_LANGUAGES overrules.
"""

from dataclasses import dataclass

ENGLISH = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class Known:
    """`languages` None is all; the prefixes are put before queries and documents."""

    languages: frozenset[str] | None = None
    query: str = ""
    document: str = ""


# The first name that the model's name contains, in lower case, decides. Sources: the models' cards.
_KNOWN: dict[str, Known] = {
    "multilingual-e5": Known(query="query: ", document="passage: "),
    "e5-": Known(ENGLISH, "query: ", "passage: "),
    "nomic-embed-text-v2": Known(query="search_query: ", document="search_document: "),
    "nomic-embed": Known(ENGLISH, "search_query: ", "search_document: "),
    "mxbai-embed": Known(ENGLISH, "Represent this sentence for searching relevant passages: "),
    "bge-m3": Known(),
    "bge-small-zh": Known(frozenset({"zh"})),
    "bge-base-zh": Known(frozenset({"zh"})),
    "bge-large-zh": Known(frozenset({"zh"})),
    "bge-": Known(ENGLISH, "Represent this sentence for searching relevant passages: "),
    "paraphrase-multilingual": Known(),
    "all-minilm": Known(ENGLISH),
    "snowflake-arctic-embed2": Known(query="query: "),
    "snowflake-arctic-embed-l-v2": Known(query="query: "),
    "snowflake-arctic-embed-m-v2": Known(query="query: "),
    "snowflake-arctic-embed": Known(ENGLISH, "Represent this sentence for searching relevant passages: "),
    "gte-multilingual": Known(),
    "gte-": Known(ENGLISH),
    "jina-embeddings-v2-base-en": Known(ENGLISH),
    "jina-embeddings-v2-small-en": Known(ENGLISH),
}


def known(model: str, languages: tuple[str, ...] = ()) -> Known:
    """What is known of a model; languages that the operator named take the place of the known ones."""
    name = model.lower()
    found = next((value for part, value in _KNOWN.items() if part in name), Known())
    if languages:
        return Known(frozenset(each.lower() for each in languages), found.query, found.document)
    return found
