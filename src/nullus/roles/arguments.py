"""What the supervisor hands down to a role process."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """All are absent when a role is run by hand or by a cluster."""

    lifeline: int | None
    socket: int | None
    address: str | None


def parse(arguments: Sequence[str]) -> Arguments:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lifeline", type=int)
    parser.add_argument("--socket", type=int)
    parser.add_argument("--address")
    given = parser.parse_args(arguments)
    return Arguments(given.lifeline, given.socket, given.address)
