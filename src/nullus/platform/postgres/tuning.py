"""How the embedded server is set: durable always, lean when idle, sized to the machine."""

import os
from pathlib import Path

MIB = 1024 * 1024


def memory_bytes() -> int:
    """Memory that this process may use: the machine's, or its control group's when that is less."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for path in (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes")):
        try:
            text = path.read_text(encoding="ascii").strip()
        except OSError:
            continue
        if text.isdigit():
            total = min(total, int(text))
    return total


def server_settings(socket_folder: str, memory: int) -> dict[str, str]:
    """Settings given on the server's command line; none of them is a secret.

    Shared buffers are touched only when used, so a large value costs an idle machine nothing. Statement texts, their
    parameters and the DETAIL of errors stay out of the log: they would hold people's content.
    """
    shared = _between(memory // 8, 64 * MIB, 1024 * MIB)
    maintenance = _between(memory // 16, 64 * MIB, 1024 * MIB)
    return {
        "listen_addresses": "",
        "unix_socket_directories": socket_folder,
        "unix_socket_permissions": "0700",
        "port": "5432",
        "max_connections": "60",
        "superuser_reserved_connections": "3",
        "password_encryption": "scram-sha-256",
        # durable: an acknowledged write survives a power cut
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "wal_level": "replica",
        "max_wal_senders": "4",
        "max_wal_size": "2GB",
        "wal_compression": "pglz",
        "checkpoint_completion_target": "0.9",
        # memory
        "shared_buffers": f"{shared // MIB}MB",
        "effective_cache_size": f"{_between(memory // 2, 128 * MIB, 64 * 1024 * MIB) // MIB}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{maintenance // MIB}MB",
        "autovacuum_work_mem": "64MB",
        "dynamic_shared_memory_type": _shared_memory_type(maintenance),
        "huge_pages": "off",
        "io_workers": "2",
        "autovacuum_max_workers": "2",
        "max_logical_replication_workers": "0",
        # short queries gain nothing from compilation, and it costs memory in every backend
        "jit": "off",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "log_timezone": "UTC",
        # what the log tells: events, never content
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_checkpoints": "off",
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "lc_messages": "C",
        "idle_in_transaction_session_timeout": "10min",
        "client_connection_check_interval": "5s",
    }


def _shared_memory_type(needed: int) -> str:
    """POSIX shared memory, unless the machine (a container, mostly) gives /dev/shm too little for an index build."""
    try:
        facts = os.statvfs("/dev/shm")  # noqa: S108  # asked for its size only
    except OSError:
        return "posix"
    return "posix" if facts.f_blocks * facts.f_frsize >= 2 * needed else "mmap"


def _between(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
