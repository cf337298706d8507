"""What a command would change in a file, as a unified diff."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from timeline.commands.telling import visible


def unified(data: bytes, text: bytes, file: str, now: str) -> Iterator[str]:
    """The lines of a unified diff; those for a terminal cannot steer it."""
    from difflib import unified_diff

    from timeline.text.decoding import normal

    name = visible(file)
    old, new = (normal(each.decode(errors="backslashreplace")).split("\n") for each in (data, text))
    if old == new:
        yield f"{name}: only its line ends differ"
    for line in unified_diff(old, new, name, f"{name} ({now})", lineterm=""):
        yield visible(line) if sys.stdout.isatty() else line
