"""How many descriptors a process may have: the usual first limit of 1,024 ends at 500 streams, each of which takes two."""

import contextlib
import resource

_MOST = 65_536


def open_more_files() -> int:
    """Raise this process's limit as far as the machine grants it; returns what it is now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST if hard == resource.RLIM_INFINITY else min(hard, _MOST)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):  # some systems have a lower ceiling than they say
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
