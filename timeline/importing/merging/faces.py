"""What events are known by: those that an import brings, and those that a file or its record has.

A row's key says how its source knows it, and of what kind that is: "id:mill" of a column
of ids, "wikidata:Q42" of an item, "number:7" of a bare number, "link:https://..." of an
address that each row has another of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.importing.drafting.drafting import Rejected
from timeline.importing.drafting.values import Values, digests
from timeline.importing.drafting.writing import Written
from timeline.importing.html.escapes import on_one_line
from timeline.importing.merging.records import Record, record_of
from timeline.importing.rows import Row
from timeline.text.ids import id_from, is_id, made_of
from timeline.text.reader import parse

_LOOSE = ("number", "link")  # kinds of keys that may change where the fact stays the same
_DATES = ("date", "attested", "undated")
_MOST_COMPARED = 60  # characters of a title that it is known by
_LATIN = str.maketrans(  # letters that are no ASCII letter with an accent
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_OF_OTHERS = ("see", "was")  # what an event says of ids, which an import makes anew


@dataclass(frozen=True, slots=True)
class Face:
    """What an event says, as digests: that of its title, those of its date, and of all keys."""

    title: str = ""
    date: tuple[str, ...] = ()
    values: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, found: Mapping[str, str]) -> Face:
        """The face that digests by key make."""
        date = tuple(f"{key}:{found[key]}" for key in _DATES if key in found)
        values = frozenset(pair for pair in found.items() if pair[0] not in _OF_OTHERS)
        return cls(found.get("title", ""), date, values)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coming:
    """An event that an import brings, or a row of it that was rejected, which has no date."""

    id: str  # as the import was drafted
    key: str
    given: str  # the id that the source gives it; else empty
    once: tuple[str, ...]
    face: Face
    title: str
    date: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """An event of the record or the file; `at` is its index in the file, None if it is gone.

    `names` are ids that the source has given it or the author: not one made of a title,
    which is among `made`. `keys` are empty also where the record is too old to have any;
    then it is not `sure`.
    """

    name: str  # by which the record has it; else its id
    at: int | None
    keys: frozenset[str] = frozenset()
    sure: bool = False
    recorded: bool = False
    names: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    faces: tuple[Face, ...] = ()  # that of the record before that of the file
    title: str = ""
    date: str = ""
    links: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """The words of its titles, as far as they are known."""
        return frozenset(map(words_of, filter(None, (self.title, *self.made))))


def words_of(title: str) -> str:
    """The first words of a title or of an id made of one, in letters alone.

    There are no more than in the ids that were once made of titles: so an event is known
    that came in under such a one.
    """
    name = _in_latin(title)
    if len(name) > _MOST_COMPARED:
        name = name[: _MOST_COMPARED + 1].rpartition("-")[0] or name[:_MOST_COMPARED]
    return name.replace("-", "")


def _in_latin(text: str) -> str:
    """A text as ids were once made of it: Latin letters without accents, no signs in words."""
    import unicodedata  # for merging alone

    words = re.sub(r"(?<=\w)['\u2019](?=\w)|(?<=\d),(?=\d{3})", "", text)
    plain = ""
    for char in unicodedata.normalize("NFD", words.lower().translate(_LATIN)):
        if not (unicodedata.combining(char) and plain[-1:].isascii() and plain[-1:].isalpha()):
            plain += char
    return id_from(plain)


def kind_of(key: str) -> str:
    """The kind of a key."""
    return key.partition(":")[0]


def may_be(new: Coming, old: Known) -> bool:
    """Whether nothing that the source says of two events makes them two."""
    kind = kind_of(new.key)
    if not new.key or kind in _LOOSE or new.key in old.keys:
        return True
    return kind not in map(kind_of, old.keys)


def is_of_one_kind(new: Coming, old: Known) -> bool:
    """Whether two events are known in the same way, or it is not known how the older one was."""
    if not old.sure and not old.keys:
        return True
    return _strict((new.key,)) == _strict(old.keys)


def _strict(keys: Iterable[str]) -> set[str]:
    return {kind for key in keys if (kind := kind_of(key)) and kind not in _LOOSE}


# What comes


def coming(written: Written, theirs: Sequence[Values]) -> list[Coming]:
    """The events of an import in their order, and the rows of it that were rejected."""
    keys = keys_of(written, theirs)
    drafted = {each.values["id"]: each.row for each in written.draft.events}
    events = [_event(each, drafted[each["id"]], keys.get(each["id"], "")) for each in theirs]
    rejected = (each for each in written.draft.rejected if not each.row.is_period)
    return [*events, *map(_rejected, rejected)]


def keys_of(written: Written, theirs: Sequence[Values]) -> dict[str, str]:
    """The key of each event of an import that has one, by its id there."""
    keys = {each.values["id"]: _key(each.row) for each in written.draft.events}
    if not any(keys.values()):
        keys = _by_links(theirs)
    return {name: key for name, key in keys.items() if key}


def record_of_import(written: Written) -> Record:
    """The record of a file that has just been imported."""
    tables = parse(written.data)[1]
    return record_of(tables, keys_of(written, tables.get("events", ())))


def _key(row: Row) -> str:
    if row.key:
        return row.key
    name = row.id.strip()
    return f"{'number' if name.isdecimal() else 'id'}:{name}" if name else ""


def _by_links(events: Sequence[Values]) -> dict[str, str]:
    """The first address of each event, if every one has one and no two share one."""
    first = {each["id"]: next(iter(_urls(each)), "") for each in events}
    is_own = all(first.values()) and len(set(first.values())) == len(first)
    return {name: f"link:{url}" for name, url in first.items()} if is_own else {}


def _event(values: Values, row: Row, key: str) -> Coming:
    return Coming(
        id=values["id"],
        key=key,
        given=made_of(row.id.strip()) if row.id.strip() else "",
        once=(*values.get("was", ()), *_formerly(row.id.strip())),
        face=Face.of(digests(values)),
        title=values["title"],
        date=_date(values),
        links=tuple(_urls(values)),
    )


def _formerly(name: str) -> tuple[str, ...]:
    """The id that once was made of one that the source gives, where it is another now."""
    once = _in_latin(name)
    return () if is_id(name) or once in ("", made_of(name)) else (once,)


def _rejected(each: Rejected) -> Coming:
    title = on_one_line(each.row.title)
    name = each.row.id.strip()
    return Coming(
        id=each.id,
        key=_key(each.row),
        given=made_of(name) if name else "",
        once=_formerly(name),
        face=Face.of(digests({"title": title})),
        title=title,
        date="",
    )


# What is there


def known(record: Record, events: Sequence[Values], ids: Sequence[str]) -> list[Known]:
    """The events of a record in its order, and those of the file that it has not."""
    places = _places(record, events, ids)
    taken = set(places.values())
    recorded = [_recorded(record, name, places.get(name), events, ids) for name in record.events]
    others = [_other(at, each, ids[at]) for at, each in enumerate(events) if at not in taken]
    return [*recorded, *others]


def _places(record: Record, events: Sequence[Values], ids: Sequence[str]) -> dict[str, int]:
    """Where in the file each event of the record is, if it is: by its id, else by what it was.

    One whose id was changed, and nothing said of it, is the one that has its title and date,
    if only one has them.
    """
    now = {name: at for at, name in enumerate(ids)}
    once = {name: at for at, each in enumerate(events) for name in each.get("was", ())}
    places = {name: now[name] for name in record.events if name in now}
    taken = set(places.values())
    for name in record.events:
        if name not in places and (at := once.get(name, -1)) >= 0 and at not in taken:
            places[name] = at
            taken.add(at)
    free = [at for at in range(len(events)) if at not in taken]
    lost = [name for name in record.events if name not in places]
    return {**places, **_by_faces(record, lost, events, free)}


def _by_faces(
    record: Record, names: Sequence[str], events: Sequence[Values], free: Sequence[int]
) -> dict[str, int]:
    """The places of events that alone have the title and date that the record has of a name."""
    there: dict[Any, list[int]] = defaultdict(list)
    lost: dict[Any, list[str]] = defaultdict(list)
    for at in free if names else ():
        face = Face.of(digests(events[at]))
        there[face.title, face.date].append(at)
    for name in names if free else ():
        face = Face.of(record.events[name])
        lost[face.title, face.date].append(name)
    return {
        found[0]: there[face][0]
        for face, found in lost.items()
        if len(found) == 1 and len(there[face]) == 1
    }


def _recorded(
    record: Record, name: str, at: int | None, events: Sequence[Values], ids: Sequence[str]
) -> Known:
    key, is_sure = record.keys.get(name, ""), name in record.keys
    face = Face.of(record.events[name])
    event: Values = events[at] if at is not None else {}
    own = {ids[at], *event.get("was", ())} if at is not None else set()
    is_made = is_sure and kind_of(key) != "id"
    return Known(
        name=name,
        at=at,
        keys=frozenset((key,)) if key else _cited(event) if not is_sure else frozenset(),
        sure=is_sure,
        recorded=True,
        names=frozenset(own - {name} if is_made else own | {name}),
        made=frozenset((name,)),
        faces=(face, Face.of(digests(event))) if event else (face,),
        title=event.get("title", ""),
        date=_date(event),
        links=tuple(_urls(event)),
    )


def _other(at: int, event: Values, name: str) -> Known:
    return Known(
        name=name,
        at=at,
        keys=_cited(event),
        names=frozenset((name, *event.get("was", ()))),
        faces=(Face.of(digests(event)),),
        title=event.get("title", ""),
        date=_date(event),
        links=tuple(_urls(event)),
    )


def _cited(event: Values) -> frozenset[str]:
    """The keys that a row may have had, by the places in works that an event cites."""
    cited = (each for each in event.get("sources", ()) if isinstance(each, dict))
    return frozenset(f"{each['id']}:{each['locator']}" for each in cited if each.get("locator"))


def _date(values: Values) -> str:
    return next((str(values[key]) for key in _DATES[:2] if key in values), "")


def _urls(values: Values) -> Iterator[str]:
    for each in values.get("links", ()):
        yield each["url"] if isinstance(each, dict) else each
