"""How sensitive something is: four labels in rising order. What is made of several things carries the highest of theirs."""

from typing import Literal, get_args

Sensitivity = Literal["public", "internal", "confidential", "personal"]
LABELS: tuple[Sensitivity, ...] = get_args(Sensitivity)
"""From the least to the most sensitive."""


def highest(first: Sensitivity, *others: Sensitivity) -> Sensitivity:
    """The most sensitive of the labels."""
    return max((first, *others), key=LABELS.index)


def covers(clearance: Sensitivity, label: Sensitivity) -> bool:
    """Whether whoever may see things up to `clearance` may see something of this label."""
    return LABELS.index(label) <= LABELS.index(clearance)


def label_of(value: str) -> Sensitivity:
    """The label of this name. Raises ValueError."""
    for each in LABELS:
        if each == value:
            return each
    raise ValueError(f"use {', '.join(LABELS)}")
