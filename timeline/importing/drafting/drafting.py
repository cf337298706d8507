"""Rows to drafted events: dates, ids, lanes and sources as a person would have written them."""

from __future__ import annotations

import contextlib
import copy
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.importing.drafting.cleaning import clean, clean_row
from timeline.importing.drafting.dating import When, when_of
from timeline.importing.drafting.naming import Register, once
from timeline.importing.drafting.values import Values, with_sources
from timeline.importing.hints import Choose, Hint
from timeline.importing.html.escapes import on_one_line
from timeline.importing.rows import (
    NOTHING_SAID,
    Choices,
    Cited,
    Imported,
    NoEvent,
    Note,
    Row,
    Tally,
)
from timeline.model import Brand, Event, Header, Lane, Model, Period, Source, Tag
from timeline.model.keys import all_keys
from timeline.model.values import Day
from timeline.text.ids import Ids, folded, is_id, made_of
from timeline.text.mentions import mentioning
from timeline.text.tables import shown

_ONE_LINE = ("title", "label", "date_text")
_NAMING = ("reasons", "relations")  # tables that name events
_NO_PLACE = "a period has no place for it"
_OF_WORKS = ("author", "publisher", "date", "url", "archived", "accessed", "licence")
_IMPORTANCE = range(1, 6)
_NOTHING: tuple[Any, ...] = ("", [], {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The table of an event or period, and the row that it is made of, with its number."""

    row: Row
    at: int
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that is not written, and why; `id` is the one it would have had.

    `code` is the kind of reason, `settled_by` what could be chosen to have it read.
    """

    row: Row
    at: int
    reason: str
    code: str
    settled_by: tuple[Choose, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be written of a file, and what is to be told.

    `said` are sentences on how the file was read, `told` on single rows; those that may
    be on many have a code.
    """

    header: Values
    theme: Values
    lanes: list[Values]
    tags: list[Values]
    sources: list[Values]
    periods: list[Drafted]
    events: list[Drafted]
    rejected: list[Rejected]
    tally: Tally
    said: list[str | Hint]
    told: list[Note | str]


def draft(imported: Imported, choices: Choices = NOTHING_SAID, name: str = "import") -> Draft:
    """The tables that rows become, in the order of the rows; what cannot be one is rejected.

    `name` is the file's without its ending, for a timeline that has no title.
    """
    return _Drafting(imported, choices, name).draft()


def named(row: Row) -> str:
    """A row for a reader: where it stands, and its title."""
    title = on_one_line(row.title)
    return f"{row.place} {shown(title)}" if title else row.place


class _Drafting:
    """One file's way from rows to tables."""

    def __init__(self, imported: Imported, choices: Choices, name: str) -> None:
        self.imported, self.choices = imported, choices
        self.rows: list[Row] = []
        self.now: set[str] = set()  # the ids of events
        self.tally = copy.deepcopy(imported.tally)
        self.said, self.told = list(imported.taken_as), list[Note | str]()
        self.rejected: list[Rejected] = []
        self.lanes, self.tags = Register("lane"), Register("tag")
        self.sources = Register("source")
        self.header = _header(imported, choices, name, self.said)

    def draft(self) -> Draft:
        self._declare()
        rows = self.rows
        for each in self.imported.rows:
            cleaned, spoilt = clean_row(each)
            rows.append(cleaned)
            self.told += [Note("spoilt", f"{named(cleaned)}: {problem}") for problem in spoilt]
        ids = _ids(rows, self.told)
        self.said += _ids_written_anew(rows, ids)
        for row in rows:  # so that ids do not change when a row comes in that was left out
            self._name_parts(row)
        dates = self._dates(ids)
        periods = [
            self._period(at, date, ids) for at, date in dates.items() if date and rows[at].is_period
        ]
        events = [self._event(at, dates[at], ids) for at in dates if not rows[at].is_period]
        self._see(events, ids)
        tags = self.tags.written() if self.tags.need_declaring(self.imported.tags) else []
        return Draft(
            header=self.header,
            theme=in_toml(_stripped(self.imported.theme, Brand), Brand),
            lanes=self.lanes.written(),
            tags=tags,
            sources=self.sources.written(),
            periods=periods,
            events=events,
            rejected=self.rejected,
            tally=self.tally,
            said=self.said,
            told=self.told,
        )

    def _declare(self) -> None:
        for key, title in self.imported.lanes.items():
            more = self._more(self.imported.lane_more.get(key, {}), Lane)
            self.lanes.declare(key, self._clean("title", title), **more)
        for key, title in self.imported.tags.items():
            more = self._more(self.imported.tag_more.get(key, {}), Tag)
            self.tags.declare(key, self._clean("title", title), **more)
        for work in self.imported.works:
            said = {key: on_one_line(self._clean(key, getattr(work, key))) for key in _OF_WORKS}
            said = {key: value for key, value in said.items() if value}
            more = self._more(work.more, Source)
            self.sources.declare(
                work.id, self._clean("title", work.title), **in_toml(said, Source), **more
            )

    def _more(self, more: Mapping[str, Any], model: type[Model]) -> Values:
        """Further keys of a lane, tag or source, without what no file can hold."""
        cleaned, spoilt = clean(dict(more))
        self.told += spoilt
        return _stripped(cleaned, model, as_written=self.imported.as_written)

    def _clean(self, key: str, text: str) -> str:
        cleaned, spoilt = clean({key: text})
        self.told += spoilt
        return str(cleaned[key])

    def _name_parts(self, row: Row) -> None:
        if row.lane.strip():
            self.lanes.id_of(row.lane)
        for tag in row.tags:
            if tag.strip():
                self.tags.id_of(tag)
        for cited in row.cites:
            if cited.source.strip():
                self.sources.id_of(cited.source)

    def _dates(self, ids: list[str]) -> dict[int, When | None]:
        """The date of each row that can be written, by the row's index; the others are rejected."""
        found: dict[int, When | None] = {}
        lang = self.header.get("lang", "en")
        for at, row in enumerate(self.rows):
            try:
                date = found[at] = _checked(row, lang, self.choices)
            except NoEvent as error:
                self.rejected.append(_rejected(row, at, error, ids[at]))
                continue
            if date and date.note:
                note = f"{named(row)}: {date.date} stays; {date.note}"
                self.told.append(Note("date-stays", note))
            if date and date.words and not row.is_period:
                kept = f"{named(row)}: {shown(date.words)} is {date.date}; date_text has the words"
                self.told.append(Note("date-words", kept))
        return found

    # Periods and events

    def _period(self, at: int, date: When, ids: list[str]) -> Drafted:
        row = self.rows[at]
        others = ("date_text", "date_note", "label", "text", "lane", "note", "importance")
        for key in (*others, "tags", "links", "cites", "see", "was"):
            if getattr(row, key):
                self._drop("sources" if key == "cites" else key)
        more = {key: value for key, value in row.more.items() if key in Period.model_fields}
        for key in row.more.keys() - more.keys():
            self._drop(key)
        if date.words:
            kept = f"{named(row)}: of {shown(date.words)}, {date.date} is kept"
            self.told.append(Note("date-part", kept))
        values = {"id": ids[at], "title": on_one_line(row.title), "date": date.date.text}
        return Drafted(
            row=row,
            at=at,
            values={**values, **_stripped(more, Period, as_written=self.imported.as_written)},
        )

    def _event(self, at: int, date: When | None, ids: list[str]) -> Drafted:
        row = self.rows[at]
        values: Values = {"id": ids[at], "title": row.title}
        if was := self._was(row, ids):
            values["was"] = was
        values.update(_said_of_when(row, date))
        for key in ("label", "date_note", "text", "note"):
            values[key] = self._as_given(getattr(row, key))
        for key in _ONE_LINE:
            values[key] = on_one_line(values[key])
        values.update(self._parts(row))
        values.update(with_sources(_stripped(row.more, Event), self._source))
        kept = {key: value for key, value in values.items() if value not in _NOTHING}
        return Drafted(row=row, at=at, values=kept)

    def _parts(self, row: Row) -> Iterator[tuple[str, Any]]:
        """Lane, tags, sources, links and importance."""
        if row.lane.strip():
            name = self.lanes.id_of(row.lane)
            self.lanes.used.add(name)
            yield "lane", name
        tags = once(self.tags.id_of(tag) for tag in row.tags if tag.strip())
        self.tags.used.update(tags)
        yield "tags", tags
        cited = [self._citation(each) for each in row.cites if each.source.strip()]
        yield "sources", [each for at, each in enumerate(cited) if each not in cited[:at]]
        links = once_pairs(row.links)
        yield "links", [{"url": url, "title": title} if title else url for url, title in links]
        if row.importance in _IMPORTANCE:
            yield "importance", row.importance
        elif row.importance is not None:
            self._drop("importance", "it is not 1 to 5")

    def _citation(self, cited: Cited) -> str | Values:
        name = self._source(cited.source)
        more = {"locator": on_one_line(cited.locator), "quote": self._as_given(cited.quote)}
        more = {key: value for key, value in more.items() if value}
        return {"id": name, **more} if more else name

    def _source(self, name: str) -> str:
        """The id here of a source that is cited."""
        found = self.sources.id_of(name)
        self.sources.used.add(found)
        return found

    def _was(self, row: Row, ids: list[str]) -> list[str]:
        """The ids an event once had; one that is an event's now is left out."""
        if not row.was:
            return []
        if not self.now:
            self.now = {name for at, name in enumerate(ids) if not self.rows[at].is_period}
        once_had = once(made_of(each) for each in row.was)
        for name in once_had:
            if name in self.now:
                self._drop("was", "it is the id of an event")
        return [name for name in once_had if name not in self.now]

    def _see(self, events: list[Drafted], ids: list[str]) -> None:
        """References to the ids that rows have here; those that lead nowhere are dropped."""
        rows = self.rows
        by_name = {made_of(row.id.strip()): ids[at] for at, row in enumerate(rows) if row.id}
        by_name |= {row.id: ids[at] for at, row in reversed(list(enumerate(rows))) if row.id}
        there = {each.values["id"] for each in events}
        titled = {
            folded(str(each.values["title"])): str(each.values["id"]) for each in events[::-1]
        }
        for each in events:
            found = []
            for name in each.row.see:
                if (to := by_name.get(name, name)) in there:
                    found.append(to)
                else:
                    self._drop("see", "there is no such event")
            if found:
                each.values["see"] = once(found)
            named_now = {key: each.values[key] for key in _NAMING if key in each.values}
            each.values.update(mentioning(named_now, by_name))
            if each.row.related:
                by_id = {name: to for name, to in by_name.items() if to in there}
                self._relate(each, by_id, titled)

    def _relate(self, each: Drafted, by_id: Mapping[str, str], titled: Mapping[str, str]) -> None:
        """What a row is to others, by their ids or titles; `extra` keeps what leads nowhere."""
        relations: list[Values] = list(each.values.get("relations", ()))
        lost: dict[str, list[str]] = {}
        for kind, name in each.row.related:
            to = by_id.get(name) or titled.get(folded(name), "")
            if to and to != each.values["id"]:
                relations.append({"to": to, "kind": kind})
            else:
                lost.setdefault(kind, []).append(name)
                why = "this is the event itself" if to else "there is no such event"
                told = f"{named(each.row)}: {kind} {shown(name)}: {why}; extra has it"
                self.told.append(Note("relation-unknown", told))
        if relations:
            each.values["relations"] = relations
        if lost:
            each.values["extra"] = {**each.values.get("extra", {}), **lost}

    def _as_given(self, text: str) -> str:
        """A text as it is written, or without the space around it; empty if it says nothing."""
        bare = text.strip()
        return text if bare and self.imported.as_written else bare

    # What is told

    def _drop(self, key: str, why: str = _NO_PLACE) -> None:
        self.tally.take_back(key, why)


def _header(imported: Imported, choices: Choices, name: str, said: list[str | Hint]) -> Values:
    """The keys of `[timeline]`; a title is made of the file's name where there is none."""
    header = _stripped(imported.header, Header, as_written=imported.as_written)
    chosen = {"title": choices.title, "lang": choices.lang}
    header |= {key: value for key, value in chosen.items() if value}
    header, spoilt = clean(header)
    said += [f"timeline: {problem}" for problem in spoilt]
    title = on_one_line(header.get("title", ""))
    if not title:
        title = on_one_line(name.replace("_", " ").replace("-", " ")) or "Timeline"
        title = title[0].upper() + title[1:]
        said.append(f"the timeline's title is made of the file's name: {shown(title)}")
    return in_toml({**header, "title": title}, Header)


def _checked(row: Row, lang: str, choices: Choices) -> When | None:
    """A row's date, as `when_of` has it; raises NoEvent also for what else makes it no event."""
    if not row.problem and not row.title.strip():
        raise NoEvent("there is no title", "write a few words", code="no-title")
    return when_of(row, lang, choices)


def _rejected(row: Row, at: int, error: NoEvent, name: str) -> Rejected:
    return Rejected(
        row=row,
        at=at,
        reason=error.reason,
        code=error.code,
        settled_by=error.settled_by,
        id=name,
    )


def _ids(rows: list[Row], told: list[Note | str]) -> list[str]:
    """An id for each row, periods and events apart; those that the file gives come first.

    Rows that are rejected have one too, so that the others keep theirs when
    such a row is mended.
    """
    found = [""] * len(rows)
    taken = {True: Ids(), False: Ids()}
    words = {True: "period", False: "event"}
    for at, row in enumerate(rows):
        if row.id.strip():
            wanted = made_of(row.id.strip(), words[row.is_period])
            found[at] = taken[row.is_period].give(wanted)
            if found[at] != wanted:
                note = f"{named(row)}: the id {shown(wanted)} is taken; it is {found[at]} here"
                told.append(Note("id-taken", note))
    for row in rows:
        for name in row.was:
            if not row.is_period and made_of(name) not in taken[False]:
                taken[False].give(made_of(name))
    for at, row in enumerate(rows):
        if not found[at]:
            found[at] = taken[row.is_period].give(made_of(row.title, words[row.is_period]))
    return found


def _ids_written_anew(rows: list[Row], ids: list[str]) -> Iterator[str]:
    """What is said of ids of the file that are others here, as not all of their signs are of ids."""
    pairs = ((row.id.strip(), ids[at]) for at, row in enumerate(rows))
    changed = [(old, new) for old, new in pairs if old and not is_id(old)]
    if changed:
        told = f"{shown(changed[0][0])} as {changed[0][1]}"
        each = "the" if len(changed) == 1 else "among them the"
        yield f"ids written anew, as one has small letters, digits and single hyphens: {len(changed)}, {each} {told}"


def _said_of_when(row: Row, date: When | None) -> Iterator[tuple[str, Any]]:
    """The date, or that there is none, with the source's own words for it."""
    if date is None:
        yield "undated", not row.is_reasoned
        yield "date_text", _beside(row.date_text, row.words)
    else:
        yield "attested" if date.attested else "date", date.date.text
        yield "date_text", _beside(row.date_text, date.words)


def _beside(date_text: str, words: str) -> str:
    """Words for a date, and those that say more than it, if they do not stand there already."""
    if words in date_text:
        return date_text
    return "; ".join(filter(None, (date_text.strip(), words)))


def once_pairs(links: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Each address once, with the first title that it has."""
    found: dict[str, str] = {}
    for url, title in links:
        found[url.strip()] = found.get(url.strip()) or on_one_line(title)
    return [(url, title) for url, title in found.items() if url]


def _stripped(values: Mapping[str, Any], model: type[Model], *, as_written: bool = False) -> Values:
    """Values as TOML holds them, texts without the space around them; what is empty is left out.

    A description that is `as_written` keeps it, and the newline that ends it.
    """
    found = dict(values)
    for key, each in values.items():
        if isinstance(each, str) and not (as_written and key == "description" and each.strip()):
            found[key] = each.strip()
    return in_toml({key: each for key, each in found.items() if each not in _NOTHING}, model)


def in_toml(values: Mapping[str, Any], model: type[Model]) -> Values:
    """Values as TOML holds them: days as dates, whole numbers as such, which may be texts here."""
    kinds = {each.name: each.kind for each in all_keys(model)}
    return {key: _in_toml(kinds.get(key), value) for key, value in values.items()}


def _in_toml(kind: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if kind is int and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    if kind is Day:
        with contextlib.suppress(ValueError):
            return datetime.date.fromisoformat(value)
    return value
