"""Work that this room can be asked to do."""

from dataclasses import dataclass
from datetime import timedelta

from nullus.jobs import Schedule, Task


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Give back what crashed processes had reserved of somebody's quota."""


@dataclass(frozen=True, slots=True)
class TidyUse:
    """Drop rates, reservations and periods of use that no longer serve."""


@dataclass(frozen=True, slots=True)
class RemoveWorkspace:
    """Finish the deletion of a workspace that was interrupted."""

    workspace_id: str


@dataclass(frozen=True, slots=True)
class ForgetGuests:
    """Delete guests who were not seen for a long time."""


@dataclass(frozen=True, slots=True)
class TidyCeremonies:
    """Drop what lies between two calls of a sign-in and is over, and refresh tokens that ended."""


@dataclass(frozen=True, slots=True)
class SendMail:
    """Send a mail to an account: what for, to whom, and the row that its link belongs to. Never a token or an address."""

    purpose: str
    account: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class SendInvitation:
    """Send an invitation to the address that it is bound to."""

    workspace_id: str
    invitation_id: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Take away what is left of somebody who leaves."""

    erasure_id: str


@dataclass(frozen=True, slots=True)
class ResumeErasures:
    """Queue erasures again whose job was lost or has given up."""


SEND_MAIL = Task("identity.send_mail", SendMail, queue="mail", priority=10, retries=8, timeout=60, backoff=5)
SEND_INVITATION = Task(
    "identity.send_invitation", SendInvitation, queue="mail", priority=10, retries=8, timeout=60, backoff=5
)
GIVE_BACK = Task("identity.give_back", GiveBack, queue="upkeep", retries=1)
TIDY_USE = Task("identity.tidy_use", TidyUse, queue="upkeep", retries=3)
REMOVE_WORKSPACE = Task("identity.remove_workspace", RemoveWorkspace, queue="upkeep", retries=20)
FORGET_GUESTS = Task("identity.forget_guests", ForgetGuests, queue="upkeep", retries=3)
TIDY_CEREMONIES = Task("identity.tidy_ceremonies", TidyCeremonies, queue="upkeep", retries=3)
ERASE = Task("identity.erase", Erase, queue="upkeep", priority=10, retries=30, timeout=6 * 3600.0, stall_after=900.0)
RESUME_ERASURES = Task("identity.resume_erasures", ResumeErasures, queue="upkeep", retries=1)

SCHEDULES = (
    Schedule(GIVE_BACK, timedelta(seconds=30), GiveBack()),
    Schedule(TIDY_USE, timedelta(hours=1), TidyUse()),
    Schedule(FORGET_GUESTS, timedelta(days=1), ForgetGuests()),
    Schedule(TIDY_CEREMONIES, timedelta(hours=1), TidyCeremonies()),
    Schedule(RESUME_ERASURES, timedelta(minutes=5), ResumeErasures()),
)
