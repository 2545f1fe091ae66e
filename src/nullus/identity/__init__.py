"""Who may enter: workspaces and credentials. Accounts, tiers and quotas will live here too."""

from nullus.identity.admission import Admission
from nullus.identity.credentials import CredentialCache, FirstStart, authenticate, prepare
from nullus.identity.http import router
from nullus.identity.meters import Amounts, Meter, Standing
from nullus.identity.quotas import Quotas
from nullus.identity.rates import Ask, Rate, Rates, network_of
from nullus.identity.reservation import Reservation
from nullus.identity.settings import QuotaSettings, RateSettings
from nullus.identity.tasks import SCHEDULES
from nullus.identity.worker import build_handlers

__all__ = [
    "SCHEDULES",
    "Admission",
    "Amounts",
    "Ask",
    "CredentialCache",
    "FirstStart",
    "Meter",
    "QuotaSettings",
    "Quotas",
    "Rate",
    "RateSettings",
    "Rates",
    "Reservation",
    "Standing",
    "authenticate",
    "build_handlers",
    "network_of",
    "prepare",
    "router",
]
