"""Which function does which work of this room."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from nullus.identity import tasks
from nullus.identity.credentials import ceremonies
from nullus.identity.entrance import guests, mail
from nullus.identity.erasure import erasing, removal
from nullus.identity.erasure.personal_data import Holder
from nullus.identity.limits import quota_store, rates_store
from nullus.identity.limits.quotas import Quotas
from nullus.identity.settings import IdentitySettings, QuotaSettings
from nullus.jobs import Handlers, JobContext


def build_handlers(
    settings: QuotaSettings, identity: IdentitySettings, parts: Sequence[Holder], public_url: str
) -> Handlers:
    """The handlers of this room.

    `parts` are what the rooms above keep of workspaces and of people; `public_url`: where links in mails lead.
    """

    async def send_mail(context: JobContext, work: tasks.SendMail) -> dict[str, str]:
        return {"outcome": await mail.send(context, work, identity, public_url)}

    async def send_invitation(context: JobContext, work: tasks.SendInvitation) -> dict[str, str]:
        return {"outcome": await mail.send_invitation(context, work, identity, public_url)}

    async def give_back(context: JobContext, _: tasks.GiveBack) -> dict[str, int]:
        return {"reservations": await Quotas(context.db, settings).give_back_overdue()}

    async def tidy_use(context: JobContext, _: tasks.TidyUse) -> dict[str, int]:
        async with context.db.system_transaction() as tx:
            rates = await rates_store.trim(tx)
            await quota_store.trim(tx)
        return {"rates": rates}

    async def remove_workspace(context: JobContext, payload: tasks.RemoveWorkspace) -> Any:
        receipt = await removal.finish_interrupted(context.db, UUID(payload.workspace_id), parts)
        return None if receipt is None else {"removed": receipt.removed, "verified": receipt.verified}

    async def forget_guests(context: JobContext, _: tasks.ForgetGuests) -> dict[str, int]:
        removed = 0
        while True:
            async with context.db.system_transaction() as tx:
                batch = await guests.remove_idle(tx, identity.guest_days)
            removed += batch
            await context.progress(removed)
            if not batch:
                return {"removed": removed}

    async def tidy_ceremonies(context: JobContext, _: tasks.TidyCeremonies) -> dict[str, int]:
        return {"credentials": await ceremonies.tidy(context.db)}

    async def erase(context: JobContext, payload: tasks.Erase) -> dict[str, object]:
        return await erasing.carry_out(context.db, parts, UUID(payload.erasure_id))

    async def resume_erasures(context: JobContext, _: tasks.ResumeErasures) -> dict[str, int]:
        return {"erasures": await erasing.resume(context.db)}

    handlers = Handlers()
    handlers.add(tasks.SEND_MAIL, send_mail)
    handlers.add(tasks.SEND_INVITATION, send_invitation)
    handlers.add(tasks.GIVE_BACK, give_back)
    handlers.add(tasks.TIDY_USE, tidy_use)
    handlers.add(tasks.REMOVE_WORKSPACE, remove_workspace)
    handlers.add(tasks.FORGET_GUESTS, forget_guests)
    handlers.add(tasks.TIDY_CEREMONIES, tidy_ceremonies)
    handlers.add(tasks.ERASE, erase)
    handlers.add(tasks.RESUME_ERASURES, resume_erasures)
    return handlers
