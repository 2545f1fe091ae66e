"""The egress policy: what carries a label goes only where the clearance covers it.

A model on this machine may see everything; any other only what is public, unless the operator says otherwise. The word of
the policy is a `Clearance`, which nothing else can make, and without which nothing is sent (`routing.sending`).
"""

import ipaddress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from nullus.llm.egress.errors import EgressRefused
from nullus.platform.sensitivity import Sensitivity, covers

_SEAL = object()


class Destination(Protocol):
    """A model that data may go to. `clearance` is the highest label that it may see."""

    @property
    def provider(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def clearance(self) -> Sensitivity: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A destination that is no chat model: an embedder, a reranker."""

    provider: str
    model: str
    clearance: Sensitivity
    address: str = ""
    """Empty: in this process."""

    @property
    def local(self) -> bool:
        return not self.address or is_here(self.address)


@dataclass(frozen=True, slots=True)
class Clearance:
    """That data of this label may go to this model of this provider. Made by `clear` alone."""

    label: Sensitivity
    provider: str
    model: str
    _seal: object

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("only the egress policy makes a Clearance")


def clear(label: Sensitivity, destination: Destination) -> Clearance:
    """Let data of a label go to a destination. Raises EgressRefused."""
    if not covers(destination.clearance, label):
        raise EgressRefused(label=label, provider=destination.provider, cleared=destination.clearance)
    return Clearance(label, destination.provider, destination.model, _SEAL)


def require(clearance: Clearance, destination: Destination) -> None:
    """Make sure that a clearance is for this destination. Raises EgressRefused for one that was given for another."""
    if (clearance.provider, clearance.model) != (destination.provider, destination.model):
        raise EgressRefused(label=clearance.label, provider=destination.provider, cleared=destination.clearance)


def default_clearance(address: str) -> Sensitivity:
    """What a server may see of which nobody said anything: everything on this machine, else what is public."""
    return "personal" if is_here(address) else "public"


def is_here(address: str) -> bool:
    """Whether an address is this machine itself. A name that somebody else resolves is not."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
