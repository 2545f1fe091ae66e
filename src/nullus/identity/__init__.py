"""Who may enter: accounts, credentials, sessions, workspaces, tiers and limits."""

from nullus.identity.credentials.keyring import rotate as rotate_access_keys
from nullus.identity.credentials.share_links import ShareLink
from nullus.identity.credentials.share_links import find as find_share_link
from nullus.identity.credentials.share_links import issue as issue_share_link
from nullus.identity.credentials.share_links import revoke as revoke_share_links
from nullus.identity.credentials.visitor_tokens import VisitorToken
from nullus.identity.entrance.authentication import authenticate, lost, still, until_refused, visit_of
from nullus.identity.entrance.first_start import FirstStart, prepare
from nullus.identity.entrance.profile import check_time_zone
from nullus.identity.entrance.sessions import Place
from nullus.identity.entrance.visitor_store import end_visits
from nullus.identity.entrance.visitors import Door, Visitor, check_tier, hand_over, token_for
from nullus.identity.entrance.visitors import enter as enter_as_visitor
from nullus.identity.erasure.erasing import hold
from nullus.identity.erasure.personal_data import File, Holder, Leaving, Membership, Person
from nullus.identity.erasure.removal import Cleared, Part
from nullus.identity.erasure.trace_store import traces
from nullus.identity.errors import QuotaExceeded
from nullus.identity.http import router
from nullus.identity.limits.admission import Admission
from nullus.identity.limits.meters import Amounts, Meter, Standing
from nullus.identity.limits.periods import span_at, zone_named
from nullus.identity.limits.quota_store import time_zone_of
from nullus.identity.limits.quotas import Quotas
from nullus.identity.limits.rates import Ask, Rate, Rates, network_of
from nullus.identity.limits.reservation import Reservation
from nullus.identity.loading import GroupRef, MemberRef
from nullus.identity.people.errors import WorkspaceNotFound
from nullus.identity.people.policies import SignUp, sign_up
from nullus.identity.resources import Resources, open_resources, public_url, resources_of
from nullus.identity.schemas.usage import BudgetNoticeOut, StandingOut, standing_out
from nullus.identity.settings import IdentitySettings, QuotaSettings, RateSettings
from nullus.identity.spaces.names import of_accounts, of_workspaces, tiers_of
from nullus.identity.spaces.rights import enter
from nullus.identity.tasks import SCHEDULES
from nullus.identity.worker import build_handlers

__all__ = [
    "SCHEDULES",
    "Admission",
    "Amounts",
    "Ask",
    "BudgetNoticeOut",
    "Cleared",
    "Door",
    "File",
    "FirstStart",
    "GroupRef",
    "Holder",
    "IdentitySettings",
    "Leaving",
    "MemberRef",
    "Membership",
    "Meter",
    "Part",
    "Person",
    "Place",
    "QuotaExceeded",
    "QuotaSettings",
    "Quotas",
    "Rate",
    "RateSettings",
    "Rates",
    "Reservation",
    "Resources",
    "ShareLink",
    "SignUp",
    "Standing",
    "StandingOut",
    "Visitor",
    "VisitorToken",
    "WorkspaceNotFound",
    "authenticate",
    "build_handlers",
    "check_tier",
    "check_time_zone",
    "end_visits",
    "enter",
    "enter_as_visitor",
    "find_share_link",
    "hand_over",
    "hold",
    "issue_share_link",
    "lost",
    "network_of",
    "of_accounts",
    "of_workspaces",
    "open_resources",
    "prepare",
    "public_url",
    "resources_of",
    "revoke_share_links",
    "rotate_access_keys",
    "router",
    "sign_up",
    "span_at",
    "standing_out",
    "still",
    "tiers_of",
    "time_zone_of",
    "token_for",
    "traces",
    "until_refused",
    "visit_of",
    "zone_named",
]
