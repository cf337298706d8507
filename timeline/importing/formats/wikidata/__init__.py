"""Results of queries to Wikidata, or to another Wikibase, as JSON, CSV or TSV.

A date is as precise as its code of precision says. Where the query has not asked
for the code, the date may be a day, a month or a year: only what is sure is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from timeline.importing import media
from timeline.importing.drafting.dating import comes_in
from timeline.importing.formats.wikidata import wikibase
from timeline.importing.formats.wikidata.sparql import (
    ENTITY,
    Result,
    Results,
    Term,
    is_simple,
    is_standard,
    is_table,
    results_of,
    results_of_table,
)
from timeline.importing.formats.wikidata.variables import Roles, left, roles_of
from timeline.importing.formats.wikidata.wikibase import Time
from timeline.importing.hints import Choose, hint
from timeline.importing.html.escapes import escaped
from timeline.importing.input import Given
from timeline.importing.rows import (
    NO_PLACE,
    Choices,
    Cited,
    Dated,
    Imported,
    NoEvent,
    Row,
    Tally,
    Unreadable,
    Work,
)
from timeline.importing.sheets.excel import is_packed

CHOICES = ("delimiter", "columns")

_READ_SO = {  # what is told of how often something was met, in this order
    "joined": "results joined to others that have the same item and date: {}",
    "several": "items with several dates as an event each: {}",
    "unlabelled": "items without a label as their number: {}",
    "years": "numbers as years, though the query may have made them of a decade: {}",
    "sure": "days without a precision as days, since the service writes the first of a month "
    "where it knows no day: {}",
    "old": "days before 1582 as the service gives them, in the Gregorian calendar",
    "unsure": "to know how precise a date is, ask for it in the query, with the property you want "
    "in place of P571, and add both names to SELECT: "
    "?item p:P571 [ a wikibase:BestRank; psv:P571 [ wikibase:timeValue ?date; "
    "wikibase:timePrecision ?datePrecision; wikibase:timeCalendarModel ?dateCalendar ] ].",
}
_WITHOUT = "leave the item out of the query"
_REMEDY = "ask the query for the precision too"
_ITEM = re.compile(r"Q[1-9]\d*")


def recognises(given: Given) -> bool:
    """Whether this is what a query service gives, or items of Wikidata by variable."""
    if given.opens_as_json:
        return is_standard(given.json) or is_simple(given.json)
    return not is_packed(given.data) and given.has_table and is_table(given.table)


def read(given: Given) -> Imported:
    """The items as events; raises Unreadable."""
    is_json = given.opens_as_json or not given.has_table
    results = results_of(given.must_be_json) if is_json else results_of_table(given.table)
    roles = roles_of(results, given.choices)
    if "date" not in roles.one and results.rows:
        there = ", ".join(f"?{name}" for name in results.names)
        raise Unreadable(
            f"no variable of this result holds a date: {there}",
            hint(
                "ask the query for one, or name it with ",
                Choose("columns", (("VARIABLE", "date"),), free=True),
            ),
        )
    return _Reading(results, roles, given.choices).imported()


@dataclass(slots=True)
class _Group:
    """The results that say one item and one date; the more there are, the more values it has."""

    called: str
    results: list[Result] = field(default_factory=list)

    def values(self, name: str) -> list[Term]:
        """What a variable is bound to, each value once."""
        terms = (result.terms[name] for result in self.results if name in result.terms)
        return list(dict.fromkeys(terms))

    def first(self, name: str) -> Term | None:
        return next((each.terms[name] for each in self.results if name in each.terms), None)

    @property
    def entries(self) -> tuple[int, ...]:
        return tuple(result.number - 1 for result in self.results)

    @property
    def place(self) -> str:
        numbers = [str(result.number) for result in self.results]
        word = self.called if len(numbers) == 1 else f"{self.called}s"
        return f"{word} {', '.join(numbers)}"


class _Reading:
    """One result on its way to rows."""

    def __init__(self, results: Results, roles: Roles, choices: Choices) -> None:
        self.results = results
        self.roles = roles
        self.choices = choices
        self.tally = Tally()
        self.lost = left(roles, results)
        self.into = {name: self._into(name) for name in results.names}
        self.met: Counter[str] = Counter()  # how often, by the keys of `_READ_SO`

    def imported(self) -> Imported:
        """All of it."""
        groups = self._groups()
        rows = tuple(self._row(group) for group in groups)
        joined = sum(len(group.results) - 1 for group in groups)
        return Imported(
            kind="Wikidata query result",
            rows=rows,
            aside={"joined result": joined} if joined else {},
            tally=self.tally,
            header=self._header(),
            works=tuple(self._works()),
            taken_as=(*self.roles.sentences(), *self._said(groups)),
        )

    def _groups(self) -> list[_Group]:
        found: dict[Any, _Group] = {}
        dating = (
            *self.roles.dates,
            *self.roles.precisions.values(),
            *self.roles.calendars.values(),
        )
        for result in self.results.rows:
            item = result.terms.get(self.roles.item)
            dates = tuple(result.terms.get(name) for name in dating)
            key = (item.value, dates) if item else result.number
            found.setdefault(key, _Group(self.results.called)).results.append(result)
        return list(found.values())

    def _header(self) -> Mapping[str, str]:
        """The language that most titles are in."""
        terms = self.results.values(self.roles.one.get("title", ""))
        langs = Counter(term.lang for term in terms if term.lang and term.lang != "mul")
        return {"lang": langs.most_common(1)[0][0]} if langs else {}

    def _works(self) -> Iterable[Work]:
        found = (ENTITY.fullmatch(term.value) for term in self.results.values(self.roles.item))
        for match in dict.fromkeys((m[1], m[2]) for m in found if m):
            yield _work(*match)

    # A row

    def _row(self, group: _Group) -> Row:
        title = self._title(group)
        try:
            when = self._when(group)
        except NoEvent as error:
            if error.code != "no-date" or not self.choices.undated:
                return Row(
                    place=group.place,
                    entries=group.entries,
                    title=title,
                    problem=str(error),
                    code=error.code,
                )
            when = self._beside(group)
        if not title:
            problem = "there is no item and no title"
            return Row(place=group.place, entries=group.entries, problem=problem, code="no-title")
        row = Row(
            place=group.place,
            entries=group.entries,
            title=title,
            lane=self._one(group, "lane"),
            label=self._one(group, "label"),
            id=self._one(group, "id"),
            key=next((f"{each.source}:{each.locator}" for each in self._cites(group)), ""),
            text=escaped(self._one(group, "text")),
            note=self._one(group, "note"),
            tags=tuple(self._several(group, "tags")),
            links=tuple((address, "") for address in self._several(group, "links")),
            cites=tuple(self._cites(group)),
            more=self._more(group, title),
            **asdict(when),
        )
        if comes_in(row, self.choices):
            self._count(group)
        return row

    def _title(self, group: _Group) -> str:
        """The item's label; its number where it has none, which is how the service gives it."""
        said = group.first(self.roles.one.get("title", ""))
        item = group.first(self.roles.item)
        title = " ".join(said.value.split()) if said else item.entity if item else ""
        self.met["unlabelled"] += bool(_ITEM.fullmatch(title))
        return title

    def _one(self, group: _Group, key: str) -> str:
        term = group.first(self.roles.one.get(key, ""))
        return term.value if term and term.kind != "bnode" else ""

    def _several(self, group: _Group, key: str) -> list[str]:
        names = self.roles.several.get(key, ())
        terms = (term for name in names for term in group.values(name) if term.kind != "bnode")
        return list(dict.fromkeys(" ".join(term.value.split()) for term in terms))

    def _cites(self, group: _Group) -> Iterable[Cited]:
        item = group.first(self.roles.item)
        found = ENTITY.fullmatch(item.value) if item else None
        if found:
            yield Cited(source=_work(found[1], found[2]).id, locator=found[3])

    def _more(self, group: _Group, title: str) -> Mapping[str, Any]:
        """What an event has by no name of a row: its pictures, which show it, and what is kept as it is."""
        found = (media.web_address(each) for each in self._several(group, "media"))
        pictures = [media.medium({"url": url}, caption=title) for url in found if url]
        extra: dict[str, Any] = {}
        for name in self.roles.several.get("extra", ()):
            values = [term.value for term in group.values(name)]
            if values:
                extra[name] = values[0] if len(values) == 1 else values
        more = {"media": pictures, "extra": extra}
        return {key: value for key, value in more.items() if value}

    # When

    def _beside(self, group: _Group) -> Dated:
        """What is said of a date beside it."""
        return Dated(
            date_text=self._one(group, "date_text"), date_note=self._one(group, "date_note")
        )

    def _when(self, group: _Group) -> Dated:
        """The date of a row; raises NoEvent."""
        start, end = (self.roles.one.get(key, "") for key in ("date", "end"))
        said = self._beside(group)
        if not end:
            time = self._time(group, start)
            if isinstance(time, str):
                return replace(said, words=time)
            if time is None:
                lack = self._lack(group, start)
                raise NoEvent(f"?{start}: {lack}", _WITHOUT, code="no-date")
        else:
            time = self._interval(group, start, end)
        if time.clock:
            self.tally.lose(start, "a date has no time of day")
        self.met["old"] += wikibase.is_old(time.edtf)
        note = " ".join(filter(None, (said.date_note, time.note)))
        return replace(said, edtf=time.edtf, date_note=note)

    def _interval(self, group: _Group, start: str, end: str) -> Time:
        times = [self._time(group, name) for name in (start, end)]
        known = [time for time in times if not isinstance(time, str)]
        if len(known) < 2:
            words = " to ".join(time for time in times if isinstance(time, str))
            raise NoEvent(f'"{words}" is no date of Wikidata', code="date-unread")
        if known == [None, None]:
            raise NoEvent(
                f"?{start}: {self._lack(group, start)}; ?{end}: {self._lack(group, end)}",
                _WITHOUT,
                code="no-date",
            )
        return wikibase.interval(*known)

    def _lack(self, group: _Group, name: str) -> str:
        return "there is a value, but it is unknown" if group.first(name) else "there is no date"

    def _time(self, group: _Group, name: str) -> Time | str | None:
        """The time of a variable, or its words if it is none; None if it is not known."""
        term = group.first(name)
        if term is None or term.kind == "bnode":
            return None
        precision = self._precision(group, name)
        calendar = group.first(self.roles.calendars.get(name, ""))
        julian = bool(calendar and calendar.value.endswith(wikibase.JULIAN))
        if re.fullmatch(r"-?\d{1,12}", term.value):
            self.met["years"] += precision is None
            sign, digits = term.value[: -len(term.value.lstrip("-"))], term.value.lstrip("-")
            finest = wikibase.YEAR if precision is None else min(precision, wikibase.YEAR)
            return wikibase.time(f"{sign}{digits:0>4}-01-01", finest, julian=julian)
        if not term.is_time:
            return term.value
        return self._of_stamp(term, precision, julian=julian, name=name)

    def _of_stamp(self, term: Term, precision: int | None, *, julian: bool, name: str) -> Time:
        stamp, finest = _padded(term)
        if precision is None and finest is None:
            try:
                time = wikibase.time(stamp, None)
            except NoEvent as error:
                self.met["unsure"] += 1
                raise NoEvent(f"?{name}: {error}; {_REMEDY}", code=error.code) from None
            self.met["sure"] += 1
            return time
        codes = [code for code in (precision, finest) if code is not None]
        try:
            return wikibase.time(stamp, min(codes), julian=julian)
        except NoEvent as error:
            raise NoEvent(f"?{name}: {error}", code=error.code) from None

    def _precision(self, group: _Group, name: str) -> int | None:
        """The code of a date's precision; None if the query has none. Raises NoEvent."""
        variable = self.roles.precisions.get(name, "")
        term = group.first(variable)
        if term is None:
            return None
        if not re.fullmatch(r"\d{1,2}(?:\.0+)?", term.value):
            raise NoEvent(
                f'?{variable}: "{term.shown}" is no code of precision; they run from 0 to 14',
                code="date-precision",
            )
        return int(term.value.partition(".")[0])

    # What became of it

    def _count(self, group: _Group) -> None:
        """Tell for each value of a group's results what became of it."""
        for result in group.results:
            for name in result.terms:
                self._count_one(group, result, name)

    def _count_one(self, group: _Group, result: Result, name: str) -> None:
        into = self.into[name]
        term = result.terms[name]
        if not into:
            self.tally.lose(name, self.lost.get(name, NO_PLACE))
        elif term.kind == "bnode" and name not in self.roles.dates:
            self.tally.lose(name, "the value is unknown")
        elif into in self.roles.one and term != group.first(name):
            self.tally.lose(name, "another value of the same item is kept")
        else:
            self.tally.keep(name, into)

    def _into(self, name: str) -> str:
        """The key of an event that a variable goes into."""
        if name == self.roles.item:
            return "sources"
        if name in (*self.roles.precisions.values(), *self.roles.calendars.values()):
            return "date"
        keys = (key for key, variable in self.roles.one.items() if variable == name)
        lists = (key for key, names in self.roles.several.items() if name in names)
        found = next(keys, "") or next(lists, "")
        return "date" if found == "end" else found

    def _said(self, groups: list[_Group]) -> Iterator[str]:
        """What is to be told of how dates and items were read."""
        items = Counter(term.value for group in groups if (term := group.first(self.roles.item)))
        self.met["joined"] = len(self.results.rows) - len(groups)
        self.met["several"] = sum(count > 1 for count in items.values())
        for what, sentence in _READ_SO.items():
            if count := self.met[what]:
                yield sentence.format(count)


def _padded(term: Term) -> tuple[str, int | None]:
    """A time in full, and how precise its datatype is at most; None if that says nothing."""
    name = term.datatype.rpartition("#")[2]
    bare = re.sub(r"Z$|[+-]\d\d:\d\d$", "", term.value)
    if name == "gYear":
        return f"{bare}-01-01", wikibase.YEAR
    if name == "gYearMonth":
        return f"{bare}-01", wikibase.MONTH
    return (bare, wikibase.DAY) if name == "date" else (term.value, None)


def _work(scheme: str, host: str) -> Work:
    """The Wikibase whose items are told."""
    if host.removeprefix("www.") == "wikidata.org":
        return Work(
            id="wikidata", title="Wikidata", url="https://www.wikidata.org/", licence="CC0 1.0"
        )
    return Work(
        id=re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-"),
        title=host,
        url=f"{scheme}://{host}/",
    )
