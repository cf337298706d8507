"""How a timeline is cited: its licence, with links to the texts of the known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Licences by name, written with spaces or hyphens, and where their texts are.
_LICENCES = {
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC By 1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "PDDL 1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
} | {
    f"CC {kind} {version}": (
        f"https://creativecommons.org/licenses/{kind.lower().replace(' ', '-')}/{version}/"
    )
    for kind in ("BY", "BY SA", "BY ND", "BY NC", "BY NC SA", "BY NC ND")
    for version in ("2.0", "2.5", "3.0", "4.0")
}
_BY_NAME = {name.lower(): url for name, url in _LICENCES.items()}


def _pattern() -> re.Pattern[str]:
    names = sorted(_LICENCES, key=len, reverse=True)
    known = "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in names)
    # "CC BY 3.0 DE" is a licence of its own, and "CC BY 4.0.1" none.
    return re.compile(
        rf"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'])"
        rf"|(?<![\w-])(?P<name>(?i:{known}))(?![\w]|[.-]\w| [A-Z]{{2,3}}\b)",
        re.ASCII,
    )


_KNOWN = _pattern()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedText:
    """Some words of a text, and the address they link to, empty if they are words alone."""

    text: str
    url: str = ""


def linked(licence: str) -> tuple[LinkedText, ...]:
    """A licence as the author words it, in pieces: known names and http(s) addresses are links.

    A name that might be of another licence, such as that of a country, is no link.
    """
    return tuple(piece for piece in _pieces(licence) if piece.text)


def _pieces(licence: str) -> Iterator[LinkedText]:
    at = 0
    for found in _KNOWN.finditer(licence):
        yield LinkedText(text=licence[at : found.start()])
        name = found["name"]
        url = _BY_NAME[name.lower().replace("-", " ")] if name else found["url"]
        yield LinkedText(text=found[0], url=url)
        at = found.end()
    yield LinkedText(text=licence[at:])
