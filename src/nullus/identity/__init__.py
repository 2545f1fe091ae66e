"""Who may enter: accounts, credentials, sessions, workspaces, tiers and limits."""

from nullus.identity.admission import Admission
from nullus.identity.authentication import authenticate, until_refused
from nullus.identity.erasing import hold
from nullus.identity.errors import QuotaExceeded
from nullus.identity.first_start import FirstStart, prepare
from nullus.identity.http import router
from nullus.identity.keyring import rotate as rotate_access_keys
from nullus.identity.loading import GroupRef
from nullus.identity.meters import Amounts, Meter, Standing
from nullus.identity.personal_data import File, Holder, Leaving, Membership, Person
from nullus.identity.quotas import Quotas
from nullus.identity.rates import Ask, Rate, Rates, network_of
from nullus.identity.removal import Cleared, Part
from nullus.identity.reservation import Reservation
from nullus.identity.resources import Resources, open_resources, public_url
from nullus.identity.schemas.usage import StandingOut, standing_out
from nullus.identity.settings import IdentitySettings, QuotaSettings, RateSettings
from nullus.identity.tasks import SCHEDULES
from nullus.identity.trace_store import traces
from nullus.identity.worker import build_handlers

__all__ = [
    "SCHEDULES",
    "Admission",
    "Amounts",
    "Ask",
    "Cleared",
    "File",
    "FirstStart",
    "GroupRef",
    "Holder",
    "IdentitySettings",
    "Leaving",
    "Membership",
    "Meter",
    "Part",
    "Person",
    "QuotaExceeded",
    "QuotaSettings",
    "Quotas",
    "Rate",
    "RateSettings",
    "Rates",
    "Reservation",
    "Resources",
    "Standing",
    "StandingOut",
    "authenticate",
    "build_handlers",
    "hold",
    "network_of",
    "open_resources",
    "prepare",
    "public_url",
    "rotate_access_keys",
    "router",
    "standing_out",
    "traces",
    "until_refused",
]
