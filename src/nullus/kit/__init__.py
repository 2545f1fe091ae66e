"""Small pure tools that know nothing of Nullus."""

from nullus.kit.ids import new_id

__all__ = ["new_id"]
