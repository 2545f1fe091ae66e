"""The portal: the built files of `portal/`, served to browsers."""

from nullus.roles.portal.portal import router

__all__ = ["router"]
