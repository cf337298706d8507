"""Rules of meaning across tables: ids that clash, and names that must lead somewhere.

Rules are functions from a file's root table to its findings, as in
`timeline.text.reader.checks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from timeline.edtf import EdtfError, Kind
from timeline.errors import Severity
from timeline.model import Order, to_edtf
from timeline.model.keys import citing_keys
from timeline.text.ids import derived_ids, id_from, renamed
from timeline.text.mentions import mentions
from timeline.text.reader.checks import DECLARED, WEB
from timeline.text.tables import Finding, Near, Path, Rule, Table, shown, value_at
from timeline.text.values import quoted

if TYPE_CHECKING:
    from timeline.text.reader.citing import Citing, Meant

Named = tuple[Path, str]

_MOST_SUGGESTIONS = 50  # names of one kind that a near one is looked for
_LONGEST_LIST = 120  # characters


def _ids(root: Table, key: str) -> Iterator[Named]:
    """Each written id of the tables at a key."""
    for table in root.tables(key):
        name = table.text("id")
        if name is not None:
            yield (*table.path, "id"), name


def _names(root: Table, key: str) -> list[str]:
    """The ids alone."""
    return [name for _, name in _ids(root, key)]


def _event_ids(root: Table) -> Iterator[Named]:
    """Each id of an event and, after all of those, each id that one once had."""
    yield from _ids(root, "events")
    for event in root.tables("events"):
        yield from event.texts("was")


def _citations(root: Table) -> Iterator[Named]:
    """Each source's id that an event cites, or one of its figures and the like."""
    for event in root.tables("events"):
        yield from event.texts("sources", "id")
        for key in citing_keys():
            if key in event.values:
                for inner in event.tables(key):
                    yield from inner.texts("sources", "id")


def _lanes(root: Table) -> Iterator[Named]:
    """The lane of each event that has one."""
    for event in root.tables("events"):
        name = event.text("lane")
        if name is not None:
            yield (*event.path, "lane"), name


def _listed(root: Table, key: str) -> Iterator[Named]:
    """Each name in an array of every event."""
    return chain.from_iterable(event.texts(key) for event in root.tables("events"))


# Clashes


def clashes(root: Table) -> Iterator[Finding]:
    """An id is one table's alone; an event keeps the ids it once had to itself."""
    for key in DECLARED:
        yield from _clashes(_ids(root, key))
    yield from _clashes(_event_ids(root))


def _clashes(named: Iterable[Named]) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for path, name in named:
        other = first.setdefault(name, path)
        if other is path:
            continue
        key = path[-1] if path[-1] == "id" else "was"
        same = key == "was" and other[:2] == path[:2]
        yield Finding(
            code="id-clash",
            path=path,
            problem=f"{key} {shown(name)}: this id is taken",
            remedy="delete it" if same else "write another",
            other=other,
        )


def repeats(root: Table) -> Iterator[Finding]:
    """A tag or event is named once in an event's list."""
    for event in root.tables("events"):
        for key in ("tags", "see"):
            seen: set[str] = set()
            for path, name in event.texts(key):
                if name in seen:
                    yield Finding(
                        code="repeated",
                        path=path,
                        problem=f"{key} {shown(name)}: this is there twice",
                        remedy="delete one",
                    )
                seen.add(name)


# Names that lead somewhere


def unknown(root: Table) -> Iterator[Finding]:
    """Every lane, source, tag and event that an event names is there."""
    yield from _unknown("lane", _lanes(root), root)
    yield from _unknown("source", _citations(root), root)
    if "tags" in root.values:
        yield from _unknown("tag", _listed(root, "tags"), root)
    yield from _unknown_events(root)


def _unknown(word: str, named: Iterable[Named], root: Table) -> Iterator[Finding]:
    known = _names(root, f"{word}s")
    there, told, near_to = set(known), 0, Near(known)
    titled: dict[str, str] = {}
    cited = _citing(word, root)
    listed = ", ".join(known)
    listed = listed if len(listed) <= _LONGEST_LIST else ""
    for path, name in named:
        if name in there:
            continue
        told += 1
        near = near_to(name) if told <= _MOST_SUGGESTIONS else None
        titled = titled or _by_title(root, f"{word}s")
        value = ""
        before: Path | None = None
        if not name:
            remedy = f"name a {word}, or delete it"
        elif meant := titled.get(name.casefold()):
            remedy, value = f"write its id, {shown(meant)}", quoted(meant)
        elif (better := id_from(name)) in there:
            remedy, value = f"write {shown(better)}", quoted(better)
        elif found := cited(path, name, told <= _MOST_SUGGESTIONS):
            remedy, value, before = found
        elif WEB.fullmatch(name):
            remedy = _declare_address(word, name, there)
        elif near:
            remedy = f'did you mean "{near}"? Else {_declare(word, name)}'
        elif listed:
            some = f"the {word}s are" if len(known) > 1 else f"the only {word} is"
            remedy = f"{some} {listed}; else {_declare(word, name)}"
        else:
            remedy = _declare(word, name)
        yield Finding(
            code=f"unknown-{word}",
            path=path,
            problem=f"{word} {shown(name)}: there is no such {word}",
            remedy=remedy,
            value_instead=value,
            before=before,
        )


def _citing(word: str, root: Table) -> Callable[[Path, str, bool], Meant | None]:
    """What a citation at a path may mean that names nothing known, looking for works or not."""

    @cache
    def works() -> Citing:
        from timeline.text.reader.citing import Citing  # for faults alone

        return Citing(root)

    def meant(path: Path, name: str, by_work: bool) -> Meant | None:
        return works().meant(path, name, by_work=by_work) if word == "source" else None

    return meant


def _by_title(root: Table, key: str) -> dict[str, str]:
    """The ids of the tables at a key by their titles and addresses, in small letters."""
    return {
        text.casefold(): name
        for table in root.tables(key)
        if (name := table.text("id"))
        for text in (table.text("title"), table.text("url"))
        if text
    }


def _declare(word: str, name: str) -> str:
    """How to declare what a name is meant for, by an id that the name gives."""
    better = id_from(name)
    remedy = f"declare it under [[{word}s]] with id = {shown(better or '...')} and a title"
    return remedy if better == name else f"{remedy}, and write that id here"


def _declare_address(word: str, address: str, taken: set[str]) -> str:
    """How to declare a page that is named by its address."""
    host = re.split(r"[/?#]", address.partition("//")[2], maxsplit=1)[0]
    better, url = id_from(host.removeprefix("www.")), shown(address)
    whole = url if "…" not in url else '"..."'
    better = "" if better in taken else better
    with_url = f", a title and url = {whole}" if word == "source" else " and a title"
    remedy = f"declare it under [[{word}s]] with id = {shown(better or '...')}{with_url}"
    return f"{remedy}, and write that id here"


def _unknown_events(root: Table) -> Iterator[Finding]:
    known = {name for _, name in _ids(root, "events")}.union(derived_ids(root).values())
    told, near_to = 0, Near(sorted(known))
    now: dict[str, str] | None = None
    for path, name in chain.from_iterable(map(mentions, root.tables("events"))):
        if name in known:
            continue
        told += 1
        now = renamed(root) if now is None else now
        if new := now.get(name):
            yield _of_renamed(root, path, name, new)
            continue
        near = near_to(name) if told <= _MOST_SUGGESTIONS else None
        remedy = f'did you mean "{near}"?' if near else "write the id of an event"
        if (key := _key(path)) in tuple(Order) and (date := _as_date(value_at(root.values, path))):
            written = {Order.AFTER: f"[{date}..]", Order.BEFORE: f"[..{date}]"}.get(
                Order(key), date
            )
            remedy = f'a reason names an event; a date goes into date = "{written}"'
        yield Finding(
            code="unknown-event",
            path=path,
            problem=f"{_key(path)} {shown(name)}: there is no such event",
            remedy=remedy,
        )


def _of_renamed(root: Table, path: Path, name: str, new: str) -> Finding:
    """Of an event that is named by an id that it once had: it is found all the same."""
    holder = value_at(root.values, path[:-1])
    is_there = isinstance(holder, list) and new in holder
    written = str(value_at(root.values, path)).replace(name, new, 1)
    return Finding(
        code="event-renamed",
        path=path,
        problem=f"{_key(path)} {shown(name)}: this event has another id now",
        remedy=f"delete it, as {shown(new)} is there" if is_there else f"write {shown(written)}",
        value_instead="" if is_there else quoted(written),
        severity=Severity.WARNING,
    )


def _as_date(text: str) -> str:
    """A text that is one date, such as "1959"; empty for any other."""
    try:
        return text if to_edtf(text).kind is Kind.DATE else ""
    except EdtfError:
        return ""


def _key(path: Path) -> str:
    """The key at which another event is named, by the path of its id."""
    return next(str(step) for step in reversed(path) if isinstance(step, str))


# Warnings


def without_events(root: Table) -> Iterator[Finding]:
    """A timeline tells of events, and draws some; asked only of a good file, as a fault may hide some."""
    events, header = root.tables("events"), root.table("timeline")
    none_dated = events and all(event.values.get("undated") is True for event in events)
    if none_dated and header and "span" not in header.values:
        yield Finding(
            code="none-dated",
            path=("timeline",),
            problem="every event is undated, so there is nothing to draw",
            remedy='give one a date; or write span = "1900/1950" under [timeline], for an axis '
            "without marks above their list",
            severity=Severity.WARNING,
        )
    if not root.values.get("events"):
        yield Finding(
            code="no-events",
            path=("timeline",),
            problem="there is no event yet",
            remedy='write [[events]] and under it title = "..." and date = "1945"',
            severity=Severity.WARNING,
        )


def without_id(root: Table) -> Iterator[Finding]:
    """An id in the file outlives a change of title; told once, at the first event."""
    derived = derived_ids(root)
    if not derived:
        return
    index, name = next(iter(derived.items()))
    if not root.tables("events")[index].text("title"):
        name = "..."
    others = len(derived) - 1
    more = f", as {others} other{'s have' if others > 1 else ' has'} none" if others else ""
    yield Finding(
        code="no-id",
        path=("events", index, "id"),
        problem=f"this event has no id{more}",
        remedy=f"write id = {shown(name)}, so that links to it live on when its title changes",
        severity=Severity.WARNING,
    )


def without_source(root: Table) -> Iterator[Finding]:
    """An event says where it is known from; told once if the file has no sources at all."""
    events = root.tables("events")
    if events and "sources" not in root.values:
        if not any(event.values.get("sources") for event in events):
            yield Finding(
                code="no-sources",
                path=("timeline",),
                problem="no event names a source",
                remedy="declare one under [[sources]], and cite it in each event",
                severity=Severity.WARNING,
            )
        return
    for event in events:
        if event.values.get("sources"):
            continue
        if any(figure.values.get("sources") for figure in event.tables("figures")):
            continue
        yield Finding(
            code="no-source",
            path=(*event.path, "sources"),
            problem="this event has no source",
            remedy='write sources = ["..."]',
            severity=Severity.WARNING,
        )


def unused(root: Table) -> Iterator[Finding]:
    """What is declared is used; held back while a name leads nowhere, as it may be meant."""
    uses = {"lanes": _lanes(root), "tags": _listed(root, "tags"), "sources": _citations(root)}
    for key, named in uses.items():
        declared = {name: path for path, name in _ids(root, key)}
        used = {name for _, name in named}
        if not declared or used - declared.keys():
            continue
        for name, path in declared.items():
            if name not in used:
                yield _unused(key, path)


def _unused(key: str, path: Path) -> Finding:
    word = key.removesuffix("s")
    if key == "sources":
        problem, remedy = "no event cites this source", "cite it, or delete it"
    elif key == "lanes":
        problem, remedy = "no event is in this lane", 'write lane = "..." in one, or delete it'
    else:
        problem, remedy = "no event has this tag", "use it, or delete it"
    return Finding(
        code=f"unused-{word}",
        path=path[:2],
        problem=problem,
        remedy=remedy,
        severity=Severity.WARNING,
    )


RULES: tuple[Rule, ...] = (
    clashes,
    repeats,
    unknown,
    without_id,
    without_source,
    unused,
)
