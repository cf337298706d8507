"""The page's script: ES modules in `templates/script`, joined into one classic script.

Modules import each other by name and export what they share, so that they can
be loaded and tested one by one. Joined, they stand in one function, each before
those that import it; their top-level names are therefore unique. As modules they
could not be in the page: one in an element cannot be imported by another, and a
page opened as a file may load none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_IMPORT = re.compile(r"^import \{[^}]*\} from '\./([a-z]+)\.js';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|let|class)", re.MULTILINE)
# Of lines of their own: a comment after code stays.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/)[\s\S])*\*/)?\n", re.MULTILINE)


def joined(entry: str, read: Callable[[str], str]) -> str:
    """The module `entry` with all that it imports, as one script without comments.

    `read` gives a module's text by its name without `.js`. Raises ValueError
    for a ring of imports, or for a script that would end its own element.
    """
    done: dict[str, str] = {}
    _join(entry, read, done, ())
    body = "".join(done.values())
    if "</" in body or "<!--" in body:
        raise ValueError(f"{entry}: a script in a page may hold neither </ nor <!--")
    return f"(() => {{\n'use strict';\n{body}}})();\n"


def _join(
    name: str, read: Callable[[str], str], done: dict[str, str], waiting: tuple[str, ...]
) -> None:
    if name in done:
        return
    if name in waiting:
        raise ValueError(f"modules import each other in a ring: {', '.join((*waiting, name))}")
    text = read(name)
    for needed in _IMPORT.findall(text):
        _join(needed, read, done, (*waiting, name))
    done[name] = _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
