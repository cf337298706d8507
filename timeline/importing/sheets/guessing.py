"""Which column of a table is what: as it is said, by its name, or by what stands in it."""

from __future__ import annotations

import difflib
import itertools
import json
import re
from collections.abc import Callable, Mapping, Sequence

from timeline.edtf.english.words import read_words
from timeline.importing.hints import Choose, Hint, hint
from timeline.importing.rows import Unreadable
from timeline.importing.sheets.bounds import bounds_in, of_dates, of_entries
from timeline.importing.sheets.headings import KINDS, RANKS, known_key, names_of, plain
from timeline.importing.sheets.places import are_places
from timeline.importing.sheets.tables import Sheet

PERIODS = frozenset(
    ("period", "periods", "era", "eras", "epoch", "epoche", "zeitraum", "background", "periodo")
)
EVENTS = frozenset(
    ("event", "events", "ereignis", "evento", "point", "range", "box", "milestone", "slide")
)
MANY = frozenset(
    ("text", "tags", "media", "links", "sources", "note", "see", "was", "extra", *KINDS)
)

OF_MEDIA = {  # what stands beside a picture, by the columns that it may have
    "media_alt": "alt", "media_caption": "caption", "media_credit": "credit",
    "media_licence": "licence",
}  # fmt: skip

_SAMPLE = 300  # cells of a column, to see what it holds
_MOST_LANES = 12  # of a column whose name may also mean tags
_MAY_BE_TAGS = frozenset(name for name in RANKS["lane"] if name in RANKS["tags"])
# Names that are as often of something else, such as places or figures.
_UNSURE = frozenset(
    {"data", "time", "from", "to", "when", "since", "until", "start", "end", "von", "bis", "zeit"}
    | {"du", "au", "da", "dal", "al", "fin", "fine", "desde", "hasta", "ate", "content", "name"}
)
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")

_PARTS = ("year", "month", "day")
_WHEN = frozenset(("date", "end", "date_words", *_PARTS, *(f"end_{part}" for part in _PARTS)))
_NAME_OF = ("name", "title", "label")  # beside a code
_NAMES_TITLE = re.compile(
    r"\b(?:title|name|headline|titel|bezeichnung|titre|nom|titulo|nombre|nome|titolo)\b"
)

Columns = dict[int, str]  # a key by the index of a column


def columns_of(sheet: Sheet, said: Columns) -> Columns:
    """The key of each column that has one; `said` is what was asked for, see `chosen_of`.

    Raises Unreadable if no column is a title or none a date.
    """
    found = {at: key for at, key in said.items() if key}
    cells = [_sample(sheet, at) for at in range(len(sheet.header))]
    _by_name(sheet, cells, found, skipped=set(said))
    _prefer_full_title(sheet, cells, found, said)
    _prefer_named_date(sheet, cells, found, said)
    _by_content(sheet, cells, found, skipped=set(said))
    _choose_date(cells, found, said)
    _choose_words(sheet, cells, found, said)
    _by_name_alone(sheet, cells, found, skipped=set(said))
    _check(sheet, found)
    return dict(sorted(found.items()))


def sentences(sheet: Sheet, columns: Columns, said: Columns) -> tuple[str | Hint, ...]:
    """How columns are taken, in their order, and which may say when of something else."""
    told = (f'column "{sheet.header[at]}" as {key}' for at, key in columns.items())
    other = Choose("columns", (("COLUMN", "date"),), free=True)
    doubts = (
        hint(
            f'column "{sheet.header[at]}" may say when an entry was changed or taken in, and not when'
            " something happened; name another with ",
            other,
        )
        for at, key in columns.items()
        if key == "date" and at not in said and of_entries(sheet.header[at])
    )
    return (*told, *doubts)


def _sample(sheet: Sheet, at: int) -> list[str]:
    """Some of the cells of a column; those of which nothing can be taken only if there are no others."""
    sure = (row.cells[at].strip() for row in sheet.rows if at not in row.doubts)
    cells = list(itertools.islice(filter(None, sure), _SAMPLE))
    return cells or [row.cells[at] for row in sheet.rows[:_SAMPLE] if at in row.doubts]


# As it is said


def chosen_of(sheet: Sheet, chosen: Mapping[str, str]) -> Columns:
    """The key of each column of which something is said, by its name; "" drops the column.

    Raises Unreadable if there is no such column or key, or a key cannot have two columns.
    """
    found = {}
    for name, key in chosen.items():
        found[_column(sheet, name)] = known_key(key) if key else ""
    _check_once(sheet, found)
    return found


def _column(sheet: Sheet, name: str) -> int:
    """The index of a column by its name, in any case if that is plain."""
    alike = [at for at, each in enumerate(sheet.header) if plain(each) == plain(name)]
    if name in sheet.header:
        return sheet.header.index(name)
    if len(alike) == 1:
        return alike[0]
    near = difflib.get_close_matches(name, sheet.header, 1)
    listed = ", ".join(f'"{each}"' for each in sheet.header[:50])
    remedy = f'did you mean "{near[0]}"?' if near else f"the columns are {listed}"
    raise Unreadable(f'no column is called "{name}"', remedy)


def _check_once(sheet: Sheet, found: Columns) -> None:
    for key in set(found.values()) - MANY - {""}:
        twice = [sheet.header[at] for at, each in found.items() if each == key]
        if len(twice) > 1:
            problem = f'"{twice[0]}" and "{twice[1]}" cannot both be {key}'
            kept = Choose("columns", (("COLUMN", "extra"),), free=True)
            raise Unreadable(problem, hint("keep one of them as it is with ", kept))


# By its name


def _by_name(sheet: Sheet, cells: list[list[str]], found: Columns, skipped: set[int]) -> None:
    """Give each key the column whose name says it most surely and whose cells can be it."""
    forms = [names_of(name) for name in sheet.header]
    for key, ranks in RANKS.items():
        ranked = sorted(
            (_is_code(key, at, forms, cells), form, min(rank), at)
            for at, names in enumerate(forms)
            if at not in found and at not in skipped
            for form, rank in [_rank(names, ranks)]
            if rank and _fits(key, names[form], cells[at])
        )
        if key in found.values() and key not in MANY:
            continue
        if key in OF_MEDIA and "media" not in found.values():
            continue
        for *_, at in ranked if key in MANY else ranked[:1]:
            if key != "lane" or _is_lane(forms[at], cells[at]):
                found[at] = key


def _is_code(
    key: str, at: int, forms: Sequence[tuple[str, ...]], cells: Sequence[Sequence[str]]
) -> bool:
    """Whether a column of lanes has codes, of which another has the names: group, groupName."""
    if key != "lane":
        return False
    names = {
        name for other, each in enumerate(forms) if other != at and cells[other] for name in each
    }
    return any(f"{own} {word}" in names for own in forms[at] for word in _NAME_OF)


def _prefer_full_title(sheet: Sheet, cells: list[list[str]], found: Columns, said: Columns) -> None:
    """Take for the title, where most cells of the one of that name are empty, one that is full."""
    title = _at(found, "title")
    if title is None or title in said or _filled(sheet, title) > 0.5:
        return
    free = [at for at in range(len(cells)) if at not in found and at not in said]
    full = [at for at in free if _filled(sheet, at) > 0.9 and _have_words(cells[at])]
    named = [
        at for at in full if any(name in RANKS["title"] for name in names_of(sheet.header[at]))
    ]
    titled = [at for at in full if _NAMES_TITLE.search(plain(sheet.header[at]))]
    alike = [at for at in full if _are_titles(cells[at])]
    if better := [*named, *titled, *alike]:
        del found[title]
        found[better[0]] = "title"


def _filled(sheet: Sheet, at: int) -> float:
    """How many cells of a column have something in them, of 1."""
    return sum(bool(row.cells[at].strip()) for row in sheet.rows) / max(1, len(sheet.rows))


def _prefer_named_date(sheet: Sheet, cells: list[list[str]], found: Columns, said: Columns) -> None:
    """Take a column that is called a date before one that says when an entry was taken in."""
    date = _at(found, "date")
    if date is None or date in said or not of_entries(sheet.header[date]):
        return
    free = [at for at in range(len(cells)) if at not in found and at not in said]
    if _named_dates(sheet, cells, free):
        del found[date]


def _named_dates(sheet: Sheet, cells: list[list[str]], free: Sequence[int]) -> list[int]:
    """Columns whose names say that they are dates of what happened, and many of whose cells are."""
    return [
        at
        for at in free
        if of_dates(sheet.header[at])
        and not of_entries(sheet.header[at])
        and share_of_dates(cells[at]) >= 0.5
    ]


def _by_name_alone(sheet: Sheet, cells: list[list[str]], found: Columns, skipped: set[int]) -> None:
    """Take for title or date, where there is none, a column of that name without any cell."""
    for key, others in (("title", {"title"}), ("date", {"date", "year", "attested"})):
        free = [at for at in range(len(cells)) if at not in found and at not in skipped]
        empty = [
            at for at in free if not cells[at] and _rank(names_of(sheet.header[at]), RANKS[key])[1]
        ]
        if empty and not others & set(found.values()):
            found[empty[0]] = key


def _rank(names: Sequence[str], ranks: Mapping[str, int]) -> tuple[int, list[int]]:
    """Which form of a column's name is known, the whole one first, and how sure that is."""
    for form, name in enumerate(names):
        if name in ranks:
            return form, [ranks[name]]
    return len(names), []


def _fits(key: str, name: str, cells: Sequence[str]) -> bool:
    """Whether cells can be what their column's name says; where that is unsure, one must be."""
    if key in ("date", "end") and name in _UNSURE and share_of_dates(cells) == 0:
        return False
    return FITS.get(key, bool)(cells)


def _is_lane(names: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a column that may be tags, such as "Category", has few values, one a cell."""
    if not _MAY_BE_TAGS.intersection(names):
        return True
    return len(set(cells)) <= _MOST_LANES and not any(";" in cell for cell in cells)


def _is_type(cells: Sequence[str]) -> bool:
    return bool(cells) and {plain(cell) for cell in cells} <= PERIODS | EVENTS


def _are_numbers_to(most: int) -> Callable[[Sequence[str]], bool]:
    def fits(cells: Sequence[str]) -> bool:
        numbers = [cell for cell in cells if cell.removesuffix(".0").isdecimal()]
        good = [cell for cell in numbers if float(cell) <= most]
        return len(good) > len(cells) / 2

    return fits


def _may_be_months(cells: Sequence[str]) -> bool:
    return bool(cells) and all(len(cell) <= 12 for cell in cells)


def _are_json(cells: Sequence[str]) -> bool:
    def fits(cell: str) -> bool:
        try:
            return isinstance(json.loads(cell), dict | list)
        except (ValueError, RecursionError):
            return False

    return bool(cells) and all(cell.startswith(("{", "[")) and fits(cell) for cell in cells[:20])


def _have_words(cells: Sequence[str]) -> bool:
    """Whether a column may be titles: not all are numbers or addresses."""
    return any(not _NUMBER.fullmatch(cell) and not _ADDRESS.fullmatch(cell) for cell in cells)


def _have_addresses(cells: Sequence[str]) -> bool:
    return any(_ADDRESS.search(cell) for cell in cells)


FITS: dict[str, Callable[[Sequence[str]], bool]] = {
    "type": _is_type,
    "day": _are_numbers_to(31),
    "end_day": _are_numbers_to(31),
    "month": _may_be_months,
    "end_month": _may_be_months,
    "title": _have_words,
    "locator": are_places,
    "media": _have_addresses,
    "figures": _are_json,
    "accounts": _are_json,
    "reasons": _are_json,
    "relations": _are_json,
    "extra": _are_json,
}


# By what stands in it


def _by_content(sheet: Sheet, cells: list[list[str]], found: Columns, skipped: set[int]) -> None:
    """Find dates, a title and links where no name says which columns these are.

    Of dates, those come first that are called so, and those last that tell of entries.
    """
    free = [at for at in range(len(cells)) if at not in found and at not in skipped and cells[at]]
    if not {"date", "year", "attested"} & set(found.values()):
        named = _named_dates(sheet, cells, free)
        dates = [
            (at in named, not of_entries(sheet.header[at]), share, -at)
            for at in free
            if (share := share_of_dates(cells[at])) >= 0.8 or at in named
        ]
        if dates:
            found[-max(dates)[-1]] = "date"
    if "title" not in found.values():
        titles = (at for at in free if at not in found and _are_titles(cells[at]))
        if (at := next(titles, None)) is not None:
            found[at] = "title"
    for at in free:
        if at not in found and all(_ADDRESS.fullmatch(cell) for cell in cells[at]):
            found[at] = "links"


def share_of_dates(cells: Sequence[str]) -> float:
    """How many of some cells can be read as dates, of 1; bare numbers only as likely years."""
    return sum(map(_may_be_date, cells)) / len(cells) if cells else 0


def _may_be_date(cell: str) -> bool:
    if _NUMBER.fullmatch(cell) and len(cell) != 8:
        return cell.isdecimal() and 1000 <= int(cell) <= 2100
    return bool(read_words(cell).readings)


def _are_titles(cells: Sequence[str]) -> bool:
    """Whether cells are short texts that differ from each other, and neither dates nor addresses."""
    if not _have_words(cells) or share_of_dates(cells) > 0.5:
        return False
    if any(_ADDRESS.match(cell) for cell in cells):
        return False
    return sum(map(len, cells)) / len(cells) <= 150 and 2 * len(set(cells)) > len(cells)


def _choose_date(cells: list[list[str]], found: Columns, said: Columns) -> None:
    """Where both a date and a year have a column, keep the one of which more can be read.

    Beside a month, a date that is a number to 31 is its day.
    """
    year, date = _at(found, "year"), _at(found, "date")
    if year is None or date is None or {year, date} & set(said):
        return
    keys = set(found.values())
    if "month" in keys and "day" not in keys and _are_numbers_to(31)(cells[date]):
        found[date] = "day"
        return
    if _readable(cells[date]) < _readable(cells[year]) or "end_year" in keys:
        found[date] = "date_words"
        return
    for at in [at for at, key in found.items() if key in _PARTS and at not in said]:
        del found[at]


def _choose_words(sheet: Sheet, cells: list[list[str]], found: Columns, said: Columns) -> None:
    """Where a date stands beside its own start and end, have it say the date, and these check it.

    Where words alone are there, they are the date.
    """
    if _WHEN & set(said.values()):
        return
    bounds = bounds_in(sheet.header, cells, share_of_dates)
    words = _at(found, "date_words")
    if bounds and not set(bounds) & set(said):
        words = _words_beside(sheet, cells, found, said, bounds) if words is None else words
        if words is not None or {key for key in found.values() if key in _WHEN} <= {"date"}:
            _take_bounds(found, bounds, words)
    elif words is not None and not {"date", "year", "attested"} & set(found.values()):
        found[words] = "date"


def _take_bounds(found: Columns, bounds: tuple[int, int], words: int | None) -> None:
    """Have two columns be the start and the end, and one the words beside them."""
    if words in bounds or "attested" in found.values():
        return
    for at in [at for at, key in found.items() if key in _WHEN]:
        del found[at]
    found[bounds[0]], found[bounds[1]] = "date", "end"
    if words is not None:
        found[words] = "date_words"


def _words_beside(
    sheet: Sheet, cells: list[list[str]], found: Columns, said: Columns, bounds: tuple[int, int]
) -> int | None:
    """The column that says in words what two others bound."""
    date = _at(found, "date")
    if date is not None and date not in bounds:
        return date
    free = [at for at in range(len(cells)) if at not in (*bounds, *found, *said)]
    return next(iter(_named_dates(sheet, cells, free)), None)


def _at(found: Columns, key: str) -> int | None:
    return next((at for at, each in found.items() if each == key), None)


def _readable(cells: Sequence[str]) -> int:
    return sum(bool(read_words(cell).readings) for cell in cells)


def _check(sheet: Sheet, found: Columns) -> None:
    """Raise Unreadable unless there is a title and a date, or if the header is an event itself."""
    listed = ", ".join(f'"{name}"' for name in sheet.header[:50])
    for keys, what in (
        (("title",), "says what happened"),
        (("date", "year", "attested", "date_words"), "says when"),
    ):
        if not set(keys) & set(found.values()):
            raise Unreadable(
                f"no column {what}: the columns are {listed}",
                hint("name it: ", Choose("columns", (("COLUMN", keys[0]),), free=True)),
            )
    date = next(
        at for at, key in found.items() if key in ("date", "year", "attested", "date_words")
    )
    name = sheet.header[date]
    if _may_be_date(name):
        problem = f'the first row looks like an event: "{name}" stands where a column has its name'
        raise Unreadable(problem, "put a row above it with names such as Date and Title")
