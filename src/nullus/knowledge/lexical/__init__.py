"""Exact lexical ranking in memory, derived from the stored terms of the chunks."""

from nullus.knowledge.lexical.files import SegmentFolder, Stored
from nullus.knowledge.lexical.index import LexicalIndex
from nullus.knowledge.lexical.scoring import Allowed, Hits, Ranking, frequencies
from nullus.knowledge.lexical.segment import Addition

__all__ = ["Addition", "Allowed", "Hits", "LexicalIndex", "Ranking", "SegmentFolder", "Stored", "frequencies"]
