"""Looks that are cheap: whether a text may have anything of which there is something to tell.

A good file pays for nothing else.
"""

from __future__ import annotations

import re

_MAY = re.compile(
    r"\]\((?![ \t]*<?(?:https?://|mailto:)[^\s<>()]*>?\))|\]\[|\][ \t]+\(|\*\*[ \t]|!\[|\[[\^!]|\[\[|\[https?://[^\s\]]*[ \t]|\[/|\]:|\[[ xX]\] "
    r"|==|\^|[^\W\d]~|\$|:[a-z0-9_+-]+:(?!/)|\{\{|<[A-Za-z!]|''|www\.|---|___|\*[ \t]*\*[ \t]*\*"
    r"|- *- *-|\|[ \t]*:?-|-:?[ \t]*\||^[ \t>]*(?:#|```|~~~|:|!!!)|^    ",
    re.IGNORECASE | re.MULTILINE,
)


# A look that is cheaper still: all begins with a letter of a few, by which `re` goes fast.
_MIGHT = re.compile(
    r"\]|!\[|\[|=|\^|~|\$|\{\{|<|''|www\.|Www\.|WWW\.|--|- -|__|_ _|\*\*|\* \*|\||#|`|:\w|: |::|!!!|    |\t"
)


def may_have(text: str) -> bool:
    """Whether a text may have something that is not read, or a link to an event."""
    return _MIGHT.search(text) is not None and _MAY.search(text) is not None


# Of plain texts.

_MAY_PLAIN = re.compile(
    r"\*\*|__|~~|\]\(|\[\[|\[https?://|\{\{|''|<[A-Za-z]|&[#A-Za-z]", re.IGNORECASE
)


def may_be_signed(text: str) -> bool:
    """Whether a plain text may have signs of Markdown or HTML."""
    return _MAY_PLAIN.search(text) is not None
