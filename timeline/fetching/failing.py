"""Why something cannot be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn


class Why(StrEnum):
    """What keeps something from being fetched, as the last part of a fault's code."""

    ADDRESS = "address"  # it is none that may be asked
    INSIDE = "inside"  # it is one of a network that is not the web's
    UNREACHED = "unreached"
    UNSAFE = "unsafe"  # who answers cannot prove to be who is asked
    ANSWER = "answer"
    REDIRECTS = "redirects"
    TIME = "time"
    LARGE = "large"
    ENCODED = "encoded"
    CUT = "cut"
    KIND = "kind"


@dataclass(eq=False)  # and not frozen: an exception is given its traceback
class Failed(Exception):
    """Something that cannot be fetched: why, and what to do, which may be empty."""

    why: Why
    problem: str
    remedy: str = ""


def fail(why: Why, problem: str, remedy: str = "") -> NoReturn:
    """Raise Failed."""
    raise Failed(why, problem, remedy)
