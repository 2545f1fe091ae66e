"""Web plumbing: routes with a policy, ids that only a loader resolves, the envelope, errors in the asker's language.

A route cannot be mounted without a policy: `Router.call` asks for one, and `ungoverned_routes` finds any that came another
way. How a call is added: docs/explanation/calls.md.
"""

from nullus.platform.web.answers import error_answer, headers_of, install_errors, language_of
from nullus.platform.web.description import describe
from nullus.platform.web.frame import RequestFrame
from nullus.platform.web.guards import Guards
from nullus.platform.web.loading import Loader, Ref, db_of, load_all
from nullus.platform.web.policy import (
    PUBLIC,
    RECENT,
    SIGNED_IN,
    VISITOR,
    Authenticate,
    CurrentActor,
    PossibleActor,
    bearer_of,
    current_actor,
    is_recent,
    possible_actor,
)
from nullus.platform.web.proxies import TrustedProxies
from nullus.platform.web.routing import PolicyRoute, Router, mount, policy_routes, ungoverned_routes
from nullus.platform.web.shapes import Envelope, ErrorEnvelope, Page, Schema, success
from nullus.platform.web.watching import take_over

__all__ = [
    "PUBLIC",
    "RECENT",
    "SIGNED_IN",
    "VISITOR",
    "Authenticate",
    "CurrentActor",
    "Envelope",
    "ErrorEnvelope",
    "Guards",
    "Loader",
    "Page",
    "PolicyRoute",
    "PossibleActor",
    "Ref",
    "RequestFrame",
    "Router",
    "Schema",
    "TrustedProxies",
    "bearer_of",
    "current_actor",
    "db_of",
    "describe",
    "error_answer",
    "headers_of",
    "install_errors",
    "is_recent",
    "language_of",
    "load_all",
    "mount",
    "policy_routes",
    "possible_actor",
    "success",
    "take_over",
    "ungoverned_routes",
]
