"""A file that someone wants to import, before anybody knows what it is."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any

from timeline.importing.rows import Choices, Unreadable


@dataclass(frozen=True)
class Given:
    """The bytes of a file, its name for messages and hints, and what was said about it."""

    name: str
    data: bytes
    choices: Choices = Choices()

    @functools.cached_property
    def text(self) -> str:
        """The text, each line ended as on Unix; raises Unreadable with the byte that is none."""
        raise NotImplementedError

    @functools.cached_property
    def json(self) -> Any:
        """What the text holds as JSON, or None if it is none."""
        raise NotImplementedError

    @functools.cached_property
    def table(self) -> Any:
        """The cells of the text as CSV or TSV (a `tables.Sheet`)."""
        raise NotImplementedError
