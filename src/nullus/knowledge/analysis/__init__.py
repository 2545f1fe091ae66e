"""Text to terms, for chunks and for questions alike: Korean morphemes, words of other scripts, and characters."""

from nullus.knowledge.analysis.correction import corrected
from nullus.knowledge.analysis.query import QueryTerms, analyse_query
from nullus.knowledge.analysis.terms import VERSION, UnpackedTerms, analyse_chunks, unpack

__all__ = [
    "VERSION",
    "QueryTerms",
    "UnpackedTerms",
    "analyse_chunks",
    "analyse_query",
    "corrected",
    "unpack",
]
