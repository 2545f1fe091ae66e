"""Routes of accounts as the operators of the service see them, and of how people may sign up."""

from typing import Annotated, Any, Literal

from fastapi import Query, Request

from nullus.identity.entrance import administration, registration
from nullus.identity.http.showing import account_out
from nullus.identity.paging import after_id, page_of
from nullus.identity.people import policies
from nullus.identity.people.accounts import Account
from nullus.identity.resources import resources_of
from nullus.identity.schemas.accounts import (
    AccountChangeIn,
    AccountIn,
    AccountLinkIn,
    AccountLinkOut,
    AccountOut,
    ResetSentOut,
    SignUpPolicy,
)
from nullus.platform.web import CurrentActor, Envelope, Loader, Page, Router, success

router = Router(prefix="/api/v1", tags=["identity"])

ACCOUNT = Loader("account", administration.get, service_wide=True)
TheAccount = Annotated[Account, ACCOUNT.at("account_id")]


@router.call("GET", "/accounts", policy="accounts", answers=Page[AccountOut])
async def list_accounts(
    request: Request,
    actor: CurrentActor,
    query: Annotated[str | None, Query(max_length=200)] = None,
    state: Literal["pending", "waiting", "active", "suspended"] | None = None,
    kind: Literal["person", "guest", "service"] | None = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Envelope[Any]:
    """The accounts of the service, newest first; `query` is a part of an e-mail address or a name."""
    async with resources_of(request).db.system_transaction() as tx:
        found = await administration.search(tx, actor, query, state, kind, after_id(cursor), limit + 1)
    return success(page_of(AccountOut, [account_out(each) for each in found], limit, lambda each: each.id))


@router.call("POST", "/accounts", policy="accounts", recent=True, answers=AccountOut, status=201)
async def create_account(body: AccountIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Make an account; its person sets the password with a link from a mail."""
    async with resources_of(request).db.system_transaction() as tx:
        return success(
            account_out(await administration.create(tx, actor, body.email, body.name or "", body.role, body.tier))
        )


@router.call("GET", "/accounts/{account_id}", policy="accounts", answers=AccountOut)
async def show_account(account: TheAccount) -> Envelope[Any]:
    """One account."""
    return success(account_out(account))


@router.call("PATCH", "/accounts/{account_id}", policy="accounts", recent=True, answers=AccountOut)
async def change_account(
    body: AccountChangeIn, account: TheAccount, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Suspend, activate or approve an account; give it another tier, or roles in the service."""
    wanted = administration.Changes(body.state, body.tier, body.platform_roles)
    return success(account_out(await administration.change(resources_of(request), actor, account.id, wanted)))


@router.call("POST", "/accounts/{account_id}/reset", policy="accounts", recent=True, answers=ResetSentOut, status=202)
async def send_reset(account: TheAccount, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Send the person a mail with which they set a new password."""
    resources = resources_of(request)
    async with resources.db.system_transaction() as tx:
        await administration.send_reset(tx, actor, account)
    return success(ResetSentOut(delivery=registration.delivery_of(resources)))


@router.call("POST", "/accounts/{account_id}/links", policy="accounts", answers=AccountLinkOut, status=201)
async def make_link(body: AccountLinkIn, account: TheAccount, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The link that a mail would carry, shown this once; only for the operator of the machine itself."""
    resources = resources_of(request)
    async with resources.db.system_transaction() as tx:
        return success(AccountLinkOut(link=await administration.make_link(tx, resources, actor, account, body.purpose)))


@router.call("GET", "/policies/sign-up", policy="accounts", answers=SignUpPolicy)
async def show_sign_up(request: Request) -> Envelope[Any]:
    """How people may sign up."""
    async with resources_of(request).db.system_transaction() as tx:
        found = await policies.sign_up(tx)
    return success(SignUpPolicy.model_validate({"mode": found.mode, "role": found.role, "tier": found.tier}))


@router.call("PUT", "/policies/sign-up", policy="accounts", recent=True, answers=SignUpPolicy)
async def change_sign_up(body: SignUpPolicy, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Say how people may sign up: not at all, by invitation, openly with a confirmed e-mail, or openly with approval."""
    async with resources_of(request).db.system_transaction() as tx:
        await policies.set_sign_up(tx, actor, policies.SignUp(body.mode, body.role, body.tier))
    return success(body)
