"""The routes of this room: one file a subject."""

from nullus.identity.http import factors, me, oidc, owner, passkeys, sessions, tiers, tokens, usage
from nullus.platform.web import Router

router = Router()
for each in (
    owner.router,
    me.router,
    usage.router,
    sessions.router,
    sessions.keys,
    tokens.router,
    factors.router,
    passkeys.router,
    oidc.router,
    tiers.router,
):
    router.include_router(each)
