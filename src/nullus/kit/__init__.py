"""Small pure tools that know nothing of Nullus."""

from nullus.kit.ids import new_id
from nullus.kit.memory import give_back
from nullus.kit.rest import Rest

__all__ = ["Rest", "give_back", "new_id"]
