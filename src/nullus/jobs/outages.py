"""What the long-lived loops of this room outlive: PostgreSQL being away for a while."""

from sqlalchemy.exc import InterfaceError, OperationalError

from nullus.platform.errors import DatabaseUnavailable

OUTAGES = (DatabaseUnavailable, OperationalError, InterfaceError)
