"""Who may enter: workspaces and credentials. Accounts, tiers and quotas will live here too."""

from nullus.identity.credentials import CredentialCache, FirstStart, authenticate, prepare
from nullus.identity.http import router

__all__ = ["CredentialCache", "FirstStart", "authenticate", "prepare", "router"]
