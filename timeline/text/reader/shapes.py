"""What does not fit the shape of a document, as findings in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from timeline.model import Cause, Misfit, Order
from timeline.model.keys import all_keys, keys_of, models
from timeline.model.values import Refusal
from timeline.text.ids import Ids, made_of
from timeline.text.locators import all_located, located
from timeline.text.reader import elsewhere, ends
from timeline.text.reader.checks import DECLARED, WEB
from timeline.text.syntax.bare import DAYS, FIGURES, day_meant, number_meant, one_number
from timeline.text.tables import Finding, Path, Table, closest, shown, type_name, value_at
from timeline.text.values import key_text, quoted
from timeline.text.works import cited, works

LISTS = (*DECLARED, "events")  # tables in two brackets
_EXAMPLES = {
    "id": 'id = "short-name"',
    "date": 'date = "1945/1950"',
    "what": 'what = "people"',
    "url": 'url = "https://..."',
    "file": 'file = "pictures/..."',
    "timeline": '[timeline] and under it title = "..."',
}


def findings(misfits: Iterable[Misfit], root: dict[str, Any]) -> Iterator[Finding]:
    """Each misfit of a document in our words."""
    told: set[Path] = set()  # works that stand where one is cited
    for misfit in misfits:
        path = _in_document(misfit.path, root)
        if _is_of_a_work(misfit, path, root):
            if path[:-1] not in told:
                yield _work(path[:-1], root)
            told.add(path[:-1])
            continue
        if found := _as_cited(misfit, path, root):
            yield found
            continue
        match misfit.cause:
            case Cause.REFUSED:
                yield _refused(misfit, path)
            case Cause.MISSING:
                yield _missing(path)
            case Cause.UNKNOWN_KEY:
                yield from _unknown_key(path, value_at(root, path[:-1]))
            case Cause.OUT_OF_RANGE:
                yield _out_of_range(path, misfit.value)
            case _:
                yield _wrong_type(misfit, path)


# A work, where one is cited

_OF_A_WORK = {*keys_of(("sources",))} - {"id"}


def _is_of_a_work(misfit: Misfit, path: Path, root: dict[str, Any]) -> bool:
    """Whether a key is unknown, or an id missing, as a work stands where one is cited."""
    key, tables = _of(path)
    is_cited = len(tables) > 1 and tables[-1] == "sources" and isinstance(path[-2], int)
    if not is_cited or misfit.cause not in (Cause.UNKNOWN_KEY, Cause.MISSING):
        return False
    if misfit.cause is Cause.UNKNOWN_KEY:
        return key in _OF_A_WORK
    table = value_at(root, path[:-1])
    return isinstance(table, dict) and bool(_OF_A_WORK.intersection(table))


def _work(path: Path, root: dict[str, Any]) -> Finding:
    """What to do with a work that stands where it is cited."""
    table: dict[str, Any] = value_at(root, path)
    own = {key: value for key, value in table.items() if key in _OF_A_WORK}
    keys = ", ".join(f"{key} = {shown(value)}" for key, value in own.items())
    document = Table((), root)
    declared = works(document)
    same = next(
        (each.id for each in declared if each.title and each.title == table.get("title")), ""
    )
    if isinstance(name := table.get("id"), str):
        problem = (
            f"{', '.join(map(shown, own))}: this is of the work, not of the place that cites it"
        )
        remedy = f"put it under [[sources]], where id = {shown(name)} is"
    elif same:
        problem, remedy = "this work is declared already", f"write its id here, {shown(same)}"
    else:
        title = str(table.get("title") or table.get("author") or "")
        made = Ids(each.id for each in declared).give(made_of(title, "source"))
        problem = "here stands which work is cited, and the work itself under [[sources]]"
        remedy = (
            f"write [[sources]] with id = {shown(made)}, {keys}; and here the id, {shown(made)}"
        )
    return Finding(code="work-cited", path=path, problem=problem, remedy=remedy)


def _as_cited(misfit: Misfit, path: Path, root: dict[str, Any]) -> Finding | None:
    """One work, and perhaps a place in it, in words where a list of sources stands."""
    value = misfit.value
    if misfit.cause is not Cause.NO_LIST or path[-1] != "sources" or not isinstance(value, str):
        return None
    meant = cited(value, works(Table((), root)))
    if len(meant) != 1 or not meant[0].locator:
        return None
    written = f"[{{ id = {quoted(meant[0].id)}, locator = {quoted(meant[0].locator)} }}]"
    found = _wrong_type(misfit, path)
    return replace(found, remedy=f"write sources = {written}", value_instead=written)


def _in_document(location: Path, root: dict[str, Any]) -> Path:
    """A path without the key that a lone id or URL stands for."""
    *table, key = location
    model = models().get(tuple(step for step in table if isinstance(step, str)))
    is_alone = model and model.alone == key and isinstance(value_at(root, tuple(table)), str)
    return tuple(table) if is_alone else location


def _named(path: Path, value: Any) -> str:
    """The key and value that a problem begins with: 'date "1959-13"'."""
    key = next(step for step in reversed(path) if isinstance(step, str))
    return f"{key} {shown(value)}"


def _refused(misfit: Misfit, path: Path) -> Finding:
    told, value = misfit.refusal, misfit.value
    assert told is not None, "it is refused"
    return Finding(
        code=told.code,
        path=path,
        problem=f"{_named(path, value)}: {told.problem}",
        remedy=_no_date(path, value) or _meant(path, value, told.code, told.meant) or told.remedy,
        offset=told.offset,
        meant=told.meant,
        value_instead=_slip(path, value, told),
    )


# Faults of a date that are slips of writing: what is meant is not in doubt.
_SLIPS = {
    *("date-dash", "date-decade-word", "date-digit", "date-circa", "date-hyphens"),
    *("date-joined-years", "date-separator", "date-space", "date-two-digits", "date-words"),
    "date-year-last",
}


# Those of a value that has one of few forms, where the form that is meant is told.
_FORMS = ("relation-kind", "length-form")


def _slip(path: Path, value: Any, told: Refusal) -> str:
    """What to write for a refused value whose meaning is plain, as TOML; empty for any other."""
    key = str(path[-1])
    if not isinstance(value, str):
        return ""
    if told.code in _FORMS:
        return quoted(told.meant[0]) if len(told.meant) == 1 else ""
    if key in DAYS:
        return day_meant(value)
    if key in FIGURES:
        return one_number(key, value)
    if told.code not in _SLIPS:
        return ""
    from timeline.edtf.english.refusals import unmistaken  # for faults alone

    plain = unmistaken(value)
    return quoted(plain) if plain else ""


def _no_date(path: Path, value: Any) -> str:
    """What to write where an event's date says that there is none."""
    if not isinstance(value, str) or not _is_event_date(path):
        return ""
    from timeline.edtf.english.words import says_no_date  # for faults alone

    if not value.strip():
        return "write a date such as 1965, 1965-03, 196X or 1965~; or, if no source says when, undated = true in its place"
    if not says_no_date(value):
        return ""
    words = f"undated = true and date_text = {shown(value)} in its place"
    return f"write {words}, or its bounds, as in [1945..1959]"


def _is_event_date(path: Path) -> bool:
    return len(path) == 3 and path[0] == "events" and path[2] in ("date", "attested")


# Faults whose remedies would have an open end or a run of dates, as no span has, whatever is meant.
_OF_RUNS = {
    *("date-draft-open", "date-draft-unknown", "date-interval-empty", "date-part-of-year"),
    *("date-set-open", "date-significant-digits", "date-slashes", "date-y-x"),
}


def _meant(path: Path, value: Any, code: str, meant: tuple[str, ...]) -> str:
    """What to write for a refused text, where its key makes that plainer than the value."""
    key = str(path[-1])
    if not isinstance(value, str):
        return ""
    if key in FIGURES:
        return number_meant(key, value, " and ")
    if key in DAYS:
        day = day_meant(value)
        return f"write {day}" if day else ""
    # Words without a digit say nothing of when, and what is offered for them are bounds.
    is_vague = code in _OF_RUNS or not any(map(str.isdigit, value))
    is_open = any(".." in text for text in meant) or (is_vague and not meant)
    return 'write both ends, such as "1945/2004"' if key == "span" and is_open else ""


def _missing(path: Path) -> Finding:
    key = str(path[-1])
    remedy = "write " + _EXAMPLES.get(key, f'{key} = "..."')
    if key == "id" and len(path) > 3:
        remedy = "write the id of a source"
    what = "the table [timeline]" if path == ("timeline",) else key
    return Finding(code="missing-key", path=path, problem=f"{what} is missing", remedy=remedy)


def _unknown_key(path: Path, table: dict[str, Any]) -> Iterator[Finding]:
    key, tables = _of(path)
    known = list(keys_of(tables))
    into = next((one for one in ("date", "span") if one in known), "")
    if into and (when := ends.joined(key, table, into)):
        if key == when.keys[0]:
            yield _told_together(path, when, into)
        return
    yield _alike(path, table, known) or _foreign(path, table) or _near(path, table, known)


def _unknown(path: Path, remedy: str, meant: str = "", key_instead: str = "") -> Finding:
    return Finding(
        code="unknown-key",
        path=path,
        problem=f"unknown key {shown(path[-1])}",
        remedy=remedy,
        at_key=True,
        stands_for=meant,
        meant=(meant,) if meant else (),
        key_instead=key_instead,
    )


def _of(path: Path) -> tuple[str, tuple[str, ...]]:
    """The key that a path ends in, and those that lead to its table."""
    return str(path[-1]), tuple(str(step) for step in path[:-1] if isinstance(step, str))


def _alike(path: Path, table: dict[str, Any], known: list[str]) -> Finding | None:
    """A key of ours in capitals, in the plural, or with other signs between its words."""
    key, tables = _of(path)
    plain = re.sub(r"[\W_]+", "_", key.strip()).lower()
    meant = plain if plain in known else ""
    if not tables and not meant:
        meant = next((one for one in (f"{plain}s", plain.removesuffix("s")) if one in known), "")
    if not meant:
        return None
    if not tables and isinstance(table[key], dict) and meant in LISTS:
        remedy = _two_brackets(meant, table[key])
        found = _unknown(path, remedy, meant)
        return replace(found, headed=(found.problem, remedy), headed_by=meant)
    if not tables and isinstance(table[key], list) and meant in LISTS:
        return _unknown(path, f"write [[{meant}]]", meant, meant)
    if meant in table:
        return _unknown(path, f'"{meant}" is there already: keep one of them')
    return _unknown(path, f'write "{meant}"', meant, meant)


def _foreign(path: Path, table: dict[str, Any]) -> Finding | None:
    """A key that other tools and habits have, and where its value goes here."""
    key, tables = _of(path)
    found = elsewhere.home(key, tables)
    if not found:
        return None
    outer = _outer(key, tables)
    if found.how:
        said = _said(found.how, key, table)
        return _unknown(path, f"{outer}, else {said}" if outer else said)
    if not tables and found.key in LISTS:
        return _unknown(path, f"write [[{found.key}]]", found.key)
    if found.key == "locator" and (place := located(key, table[key])):
        return _place_in_work(path, table, place)
    if found.key in table:
        return _unknown(path, outer or f'"{found.key}" is there already: keep one of them')
    if not tables:
        return _unknown(path, f"write [{found.key}]", found.key)
    if outer:
        return _unknown(path, f'write "{found.key}"; or {outer}', found.key)
    fits = _fits(tables, found.key, table[key]) or key.lower() in ("when", "year")
    return _unknown(path, f'write "{found.key}"', found.key, found.key if fits else "")


def _place_in_work(path: Path, table: dict[str, Any], place: str) -> Finding:
    """A page, chapter or such under a key of its own, where a work is cited."""
    whole = all_located(table)
    remedy = f"write locator = {shown(whole)}"
    if whole != place:  # there are several
        return _unknown(path, remedy, "locator")
    return replace(_unknown(path, remedy, "locator", "locator"), value_instead=quoted(place))


def _said(how: str, key: str, table: dict[str, Any]) -> str:
    """What to do with the value of a foreign key, shown as it is to be written."""
    value = shown(table[key])
    if isinstance(table[key], list | dict) or "\u2026" in value:
        value = '"..."'
    own = f"extra = {{ {key_text(chr(39), key)} = {value} }}"
    place = shown(located(key, table[key])) if located(key, table[key]) else value
    return how.format(value=value, place=place, extra='"extra"' if "extra" in table else own)


def _fits(tables: tuple[str, ...], key: str, value: Any) -> bool:
    """Whether a value may stand at a key as it is: so far as its type says that."""
    [known] = [each for each in all_keys(models()[tables]) if each.name == key]
    return isinstance(value, str) and not known.several and known.kind is str


def _near(path: Path, table: dict[str, Any], known: list[str]) -> Finding:
    """A key that is written nearly as one of ours, or as none."""
    key, tables = _of(path)
    near = closest(key, known) or ""
    if near and not tables and isinstance(table[key], dict) and near in LISTS:
        return _unknown(path, _two_brackets(near, table[key]), near)
    if near and tables and near in table:
        return _unknown(path, f'"{near}" is there already: keep one of them')
    if near:
        return _unknown(path, f'did you mean "{near}"?', near)
    return _unknown(path, _elsewhere(key, tables, table))


def _two_brackets(name: str, value: dict[str, Any]) -> str:
    """The header to write for that of one table by a misspelt name, or of a table inside it."""
    inner = next(iter(value)) if len(value) == 1 else ""
    name = f"{name}.{inner}" if keys_of((name, inner)) else name
    return f"write [[{name}]], with two brackets"


def _told_together(path: Path, when: ends.Joined, meant: str) -> Finding:
    *first, last = (shown(key) for key in when.keys)
    keys = f"unknown keys {', '.join(first)} and {last}" if first else f"unknown key {last}"
    return Finding(
        code="unknown-key",
        path=path,
        problem=keys,
        remedy=when.remedy,
        at_key=True,
        stands_for=meant,
        meant=(when.date,) if when.date else (),
    )


def _outer(key: str, tables: tuple[str, ...]) -> str:
    """Which table around it a key belongs to: TOML's most frequent trap."""
    for depth in range(len(tables) - 1, 0, -1):
        if key in keys_of(tables[:depth]):
            own, outer = ".".join(tables), ".".join(tables[:depth])
            return f"it belongs to {outer}: put it above [[{own}]]"
    return ""


def _elsewhere(key: str, tables: tuple[str, ...], table: dict[str, Any]) -> str:
    """Where an unknown key belongs, or what the keys are here."""
    if outer := _outer(key, tables):
        return outer
    if not tables and key in keys_of(("timeline",)):
        return "put it under [timeline]"
    for inner in (key, f"{key}s"):
        if not tables and keys_of(("events", inner)):
            return f"write [[events.{inner}]], below the event that it belongs to"
    if tables == ("events",):
        return _said(elsewhere.UNSHOWN, key, table)
    return f"the keys here are {', '.join(keys_of(tables))}"


def _out_of_range(path: Path, value: Any) -> Finding:
    return Finding(
        code="out-of-range",
        path=path,
        problem=f"{_named(path, value)}: this is out of range",
        remedy=_RANGES.get(str(path[-1])) or _range(path),
    )


def _range(path: Path) -> str:
    """The numbers that may stand at a key."""
    *table, key = (step for step in path if isinstance(step, str))
    [known] = [each for each in all_keys(models()[tuple(table)]) if each.name == key]
    if known.least is None:
        return f"write {known.most} or less"
    most = " or more" if known.most is None else f" to {known.most}"
    return f"write {known.least}{most}"


def _wrong_type(misfit: Misfit, path: Path) -> Finding:
    cause, value = misfit.cause, misfit.value
    either = cause is Cause.NO_TABLE and _or_text(path)
    wanted = "text or a table" if either else _WANTED[cause]
    return Finding(
        code="wrong-type",
        path=path,
        problem=f"{_named(path, value)}: this must be {wanted}, not {type_name(value)}",
        remedy=_remedy(cause, path, value),
        headed=_single_brackets(path) if cause is Cause.NO_LIST else None,
        headed_by=str(path[0]) if cause is Cause.NO_LIST and len(path) == 1 else "",
        value_instead=_in_type(cause, path, value),
    )


def _in_type(cause: Cause, path: Path, value: Any) -> str:
    """A value of another type in the one that is wanted, as TOML, if nothing else can be meant."""
    key = path[-1]
    match cause:
        case Cause.NO_LIST if isinstance(value, str) and key in (*_OF_NAMES, "links"):
            names = [name.strip() for name in value.split(",") if name.strip()]
            is_one = key not in ("sources", "links") or len(names) == 1
            return f"[{', '.join(map(quoted, names))}]" if names and is_one else ""
        case Cause.NO_TEXT if type(value) is int and 0 <= value < _MOST_PLAIN:
            return quoted(str(value))
        case Cause.NO_INTEGER if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,4}", value):
            return value
        case _:
            return ""


_MOST_PLAIN = 100_000  # numbers below it are written in one way alone, but for signs and _


def _single_brackets(path: Path) -> tuple[str, str]:
    """The problem and remedy where one table stands for the several there may be."""
    name = ".".join(step for step in path if isinstance(step, str))
    return f"[{name}] has single brackets", f"write [[{name}]], with two brackets"


_WANTED = {
    Cause.NO_TEXT: "text",
    Cause.NO_INTEGER: "a whole number",
    Cause.NO_BOOLEAN: "true or false",
    Cause.NO_TABLE: "a table",
    Cause.NO_LIST: "a list in square brackets",
}
_RANGES = {
    "importance": "write 1 (labelled last) to 5 (labelled first)",
    "height": "write a number of pixels, such as 600",
}


def _remedy(cause: Cause, path: Path, value: Any) -> str:
    match cause:
        case Cause.NO_TEXT:
            return _as_text(path, value)
        case Cause.NO_INTEGER:
            return _as_integer(path, value)
        case Cause.NO_BOOLEAN:
            return _pair(path, "true")
        case Cause.NO_LIST:
            return _as_array(path, value)
        case _:
            return _as_table(path, value)


def _pair(path: Path, value: str) -> str:
    return f"write {path[-1]} = {value}" if isinstance(path[-1], str) else f"write {value}"


def _as_text(path: Path, value: Any) -> str:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return _pair(path, shown(value[0]))
    if isinstance(value, list | dict):
        return _pair(path, '"..."')
    return _pair(path, f'"{shown(value)}"')


def _as_integer(path: Path, value: Any) -> str:
    written = str(value).removesuffix(".0")
    if not (written.isascii() and written.isdecimal()):
        if isinstance(value, str) and str(path[-1]) in _RANGES:
            return _RANGES[str(path[-1])]
        written = {"importance": "3", "height": "600"}.get(str(path[-1]), "1")
    return _pair(path, written)


def _or_text(path: Path) -> str:
    """What may stand at a path instead of a table, if anything may."""
    return _OR_TEXT.get(str(path[-2]), "") if len(path) > 2 else ""


def _as_table(path: Path, value: Any) -> str:
    key = path[-1]
    if text := _or_text(path):
        return f"write {text}"
    if key == "timeline":
        return 'write [timeline] and under it title = "..."'
    if len(path) == 1:
        return f"write [{key}] and its keys under it"
    if key == "extra":
        return "write extra = { key = ... }"
    if isinstance(value, str) and len(path) > 2:
        return f"write {_table_of(str(path[-2]), value)}"
    return f"write [[{path[-2]}]] and its keys under it" if len(path) == 2 else "write { ... }"


_OR_TEXT = {"sources": "the id of a source", "links": 'an address such as "https://..."'}
_OF_NAMES = ("sources", "tags", "see", "was")
_FIRST = {
    "figures": "what",
    "accounts": "date",
    "reasons": "after",
    "relations": "to",
    "media": "file",
}


def _table_of(key: str, value: str) -> str:
    """A table that says what a lone text of it says."""
    rest, first = ', kind = "led-to"' if key == "relations" else "", _FIRST.get(key, "id")
    word, _, name = value.strip().partition(" ")
    if key == "reasons" and word in tuple(Order) and name.strip():
        first, value = word, name.strip()
    if key == "media" and WEB.fullmatch(value.strip()):
        first, rest = "url", ', caption = "..."'
    return f"{{ {first} = {shown(value)}{rest} }}"


def _as_array(path: Path, value: Any) -> str:
    key = path[-1]
    if len(path) == 1:
        return f"write [[{key}]], with two brackets"
    if key in _FIRST and isinstance(value, str):
        return f"write {key} = [{_table_of(str(key), value)}]"
    if isinstance(value, dict):
        written = shown([value])
        return f"write {key} = {'[{ ... }]' if '…' in written else written}"
    if isinstance(value, str) and key in _OF_NAMES:
        names = [name.strip() for name in value.split(",") if name.strip()]
        return f"write {key} = {shown(names or [value])}"
    written = shown(value) if isinstance(value, str) else f'"{shown(value)}"'
    return f"write {key} = [{written}]"
