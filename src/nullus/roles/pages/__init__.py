"""The first pages: claim, ask, read a document. Plain files, no build step; the portal takes their place later."""

from nullus.roles.pages.pages import router

__all__ = ["router"]
