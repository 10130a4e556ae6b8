"""Rule: one difference between our package and bepusdt 0.3.1 that the contract wants.

A rule judges a case by its input alone. Where it applies, our package must do on that input what the old one does on
`instead(case)`, changed by `corrected`: so a rule says what is right, not only that something differs."""
from dataclasses import dataclass
from typing import Callable


def as_it_is(case):
    return case


def unchanged(case, seen):
    return seen


@dataclass
class Rule:
    name: str
    contract: str  # its words
    applies: Callable
    corrected: Callable = unchanged
    instead: Callable = as_it_is


def outcome(make):
    """A correction of the outcome alone."""
    return lambda case, seen: {**seen, "outcome": make(case)}
