"""Why an image file cannot be shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn


class Why(StrEnum):
    """What is wrong with an image file, as the last part of a fault's code."""

    KIND = "kind"
    LARGE = "large"
    BROKEN = "broken"
    UNSAFE = "unsafe"


@dataclass(eq=False)  # and not frozen: an exception is given its traceback
class Unfit(Exception):
    """An image file that cannot be shown: why, and what to do."""

    why: Why
    problem: str
    remedy: str


def refuse(why: Why, problem: str, remedy: str) -> NoReturn:
    """Raise Unfit."""
    raise Unfit(why, problem, remedy)
