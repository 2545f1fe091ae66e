"""Who may enter: workspaces and credentials. Accounts, tiers and quotas will live here too."""

from nullus.identity.admission import Admission
from nullus.identity.credentials import CredentialCache, FirstStart, authenticate, prepare
from nullus.identity.http import router
from nullus.identity.rates import Ask, Rate, Rates, network_of
from nullus.identity.settings import RateSettings

__all__ = [
    "Admission",
    "Ask",
    "CredentialCache",
    "FirstStart",
    "Rate",
    "RateSettings",
    "Rates",
    "authenticate",
    "network_of",
    "prepare",
    "router",
]
