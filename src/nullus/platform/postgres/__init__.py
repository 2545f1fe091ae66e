"""The embedded PostgreSQL 18 with pgvector, and the way to an external one.

This door imports no database driver: the supervisor uses it and stays small. `provision` (which needs the driver) is
imported by name from the processes that have one.
"""

from nullus.platform.postgres import processes, tuning
from nullus.platform.postgres.access import (
    APP_ROLE,
    DATABASE,
    OWNER_ROLE,
    Access,
    database_access,
    embedded_access,
    superuser_url,
)
from nullus.platform.postgres.account import account_for
from nullus.platform.postgres.binaries import MAJOR, installation, program
from nullus.platform.postgres.cluster import data_folder
from nullus.platform.postgres.server import (
    SUPERUSER_SECRET,
    Prepared,
    die_with_parent,
    is_ready,
    launch,
    prepare,
    running,
    stop,
    stop_left_over,
    wait_until_ready,
)
from nullus.platform.postgres.sockets import forget_folder, recorded_folder

__all__ = [
    "APP_ROLE",
    "DATABASE",
    "MAJOR",
    "OWNER_ROLE",
    "SUPERUSER_SECRET",
    "Access",
    "Prepared",
    "account_for",
    "data_folder",
    "database_access",
    "die_with_parent",
    "embedded_access",
    "forget_folder",
    "installation",
    "is_ready",
    "launch",
    "prepare",
    "processes",
    "program",
    "recorded_folder",
    "running",
    "stop",
    "stop_left_over",
    "superuser_url",
    "tuning",
    "wait_until_ready",
]
