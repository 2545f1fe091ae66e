"""The routes of this room: one file a subject."""

from nullus.identity.http import me, owner, tokens
from nullus.platform.web import Router

router = Router()
for each in (owner, me, tokens):
    router.include_router(each.router)
