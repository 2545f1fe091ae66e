"""Prometheus metrics of all processes of this machine.

Under the supervisor the processes share a folder of counters (PROMETHEUS_MULTIPROC_DIR), so the API's `/metrics` tells of the
worker and the scheduler too; alone, a process tells of itself.
"""

from collections.abc import Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST
REGISTRY = CollectorRegistry(auto_describe=True)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def counter(name: str, about: str, labels: Sequence[str] = ()) -> Counter:
    """`nullus_<name>_total`."""
    return Counter(f"nullus_{name}", about, labels, registry=REGISTRY)


def gauge(name: str, about: str, labels: Sequence[str] = ()) -> Gauge:
    """`nullus_<name>`; the value of the process that set it last."""
    return Gauge(f"nullus_{name}", about, labels, registry=REGISTRY, multiprocess_mode="mostrecent")


def histogram(name: str, about: str, labels: Sequence[str] = (), buckets: Sequence[float] = SECONDS) -> Histogram:
    """`nullus_<name>` with buckets in the unit that the name ends with."""
    return Histogram(f"nullus_{name}", about, labels, registry=REGISTRY, buckets=buckets)


def shared() -> bool:
    """Whether the processes of this machine share their numbers."""
    return str(values.ValueClass.__name__) != "MutexValue"


def render() -> bytes:
    """All metrics in Prometheus's text format."""
    if not shared():
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library does not annotate it
    return generate_latest(registry)
