"""The routes of this room: one file a subject."""

from nullus.identity.http import (
    accounts,
    factors,
    groups,
    guests,
    invitations,
    me,
    members,
    oidc,
    owner,
    passkeys,
    personal_data,
    registration,
    service_accounts,
    sessions,
    tiers,
    tokens,
    usage,
    workspaces,
)
from nullus.platform.web import Router

router = Router()
for each in (
    owner.router,
    registration.router,
    accounts.router,
    me.router,
    personal_data.router,
    usage.router,
    sessions.router,
    sessions.keys,
    guests.router,
    tokens.router,
    factors.router,
    passkeys.router,
    oidc.router,
    workspaces.router,
    members.router,
    groups.router,
    invitations.router,
    service_accounts.router,
    tiers.router,
):
    router.include_router(each)
