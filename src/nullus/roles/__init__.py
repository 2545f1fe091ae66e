"""The processes that Nullus can be: supervisor (`up`), api, worker, scheduler, migrate; and what the command line asks of them.

This door is light: a process role or a diagnosis that needs the heavy parts imports them when it runs.
"""

from nullus.roles.configuration import Configuration
from nullus.roles.diagnosis import Diagnosis, diagnose
from nullus.roles.folder_settings import configuration_here
from nullus.roles.lock import holder_of
from nullus.roles.log_reader import follow, last_lines, roles_with_logs
from nullus.roles.starting import become_supervisor, start_detached
from nullus.roles.status import PartStatus, ServiceStatus, read_status
from nullus.roles.stopping import data_in, remove_data, stop_service

__all__ = [
    "Configuration",
    "Diagnosis",
    "PartStatus",
    "ServiceStatus",
    "become_supervisor",
    "configuration_here",
    "data_in",
    "diagnose",
    "follow",
    "holder_of",
    "last_lines",
    "read_status",
    "remove_data",
    "roles_with_logs",
    "start_detached",
    "stop_service",
]
