"""What a heading says of dates: which end it is, and whether it tells of the entry, not of the event."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from timeline.importing.sheets.headings import names_of

# Words of headings, in the languages of `headings`.
_START = (
    "start starts started begin begins beginning began from earliest since first lower initial"
    " von beginn anfang debut inicio inicial inizio iniziale desde dal"
)
_END = (
    "end ends ended ending finish to until till latest last upper final"
    " bis ende schluss fin fim fine hasta ate al"
)
_DATE = "date dates dated datum when year years jahr annee ano anno fecha jahreszahl"
_ENTRY = (
    "modified modification updated update created uploaded upload accession accessioned acquired"
    " accessed added entered imported exported edited changed saved crawled scraped retrieved"
    " downloaded inserted submitted digitized digitised catalogued cataloged timestamp"
    " geandert aktualisiert erstellt hochgeladen modifie modifiee cree creado modificado"
    " actualizado criado modificato aggiornato creato"
)
_STARTS, _ENDS, _OF_DATES, _OF_ENTRIES = (
    frozenset(words.split()) for words in (_START, _END, _DATE, _ENTRY)
)
_NUMBER = re.compile(r"[+\-\u2212]?\d+(?:\.0+)?")


def of_dates(heading: str) -> bool:
    """Whether a heading says that its column has dates: "Date made"."""
    return bool(_words(heading) & _OF_DATES)


def of_entries(heading: str) -> bool:
    """Whether a heading says when an entry was changed or taken in: "Last modified"."""
    return bool(_words(heading) & _OF_ENTRIES)


def bounds_in(
    header: Sequence[str], cells: Sequence[Sequence[str]], share: Callable[[Sequence[str]], float]
) -> tuple[int, int] | None:
    """The columns of a start and of an end, if two are called alike but for that.

    `share` gives how many of some cells are dates, of 1.
    """
    found: dict[tuple[frozenset[str], bool], int] = {}
    for at, heading in enumerate(header):
        words = _words(heading)
        sides = words & _STARTS, words & _ENDS
        if bool(sides[0]) == bool(sides[1]) or not _may_bound(cells[at], share):
            continue
        rest = words - _STARTS - _ENDS - _OF_DATES
        found.setdefault((rest, bool(sides[0])), at)
    pairs = (
        (at, found[rest, False])
        for (rest, is_start), at in found.items()
        if is_start and (rest, False) in found
    )
    return next(pairs, None)


def _may_bound(cells: Sequence[str], share: Callable[[Sequence[str]], float]) -> bool:
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
    return bool(cells) and numbers / len(cells) + share(cells) >= 0.8


def _words(heading: str) -> frozenset[str]:
    return frozenset(word for form in names_of(heading) for word in form.split())
