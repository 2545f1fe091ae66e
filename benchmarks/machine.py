"""On what machine, and how busy, a figure was measured: a figure without it cannot be compared."""

import json
import os
from pathlib import Path
from typing import Any


def conditions() -> dict[str, Any]:
    """Cores that this process may use, memory in MiB, and the load averages of 1, 5 and 15 minutes now."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
    return {"cores": len(os.sched_getaffinity(0)), "memory_mib": memory, "load": [round(x, 2) for x in os.getloadavg()]}


def described() -> str:
    """One line: cores, memory, load."""
    now = conditions()
    load = " ".join(f"{each:.2f}" for each in now["load"])
    busy = " (busy: times are those of a shared machine)" if now["load"][0] > now["cores"] else ""
    return f"machine: {now['cores']} cores, {now['memory_mib'] / 1024:.0f} GiB, load {load}{busy}"


def write_json(path: Path | None, figures: dict[str, Any]) -> None:
    """The raw figures with the machine's conditions, where a file was asked for."""
    if path is not None:
        path.write_text(json.dumps({"machine": conditions(), **figures}, indent=2, ensure_ascii=False) + "\n")
