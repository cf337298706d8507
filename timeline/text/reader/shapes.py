"""What does not fit the shape of a document, as findings in our own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from timeline.model import Misfit, Reason
from timeline.model.keys import all_keys, keys_of, models
from timeline.text.reader import ends
from timeline.text.reader.checks import DECLARED
from timeline.text.syntax.bare import DAYS, FIGURES, day_meant, number_meant, one_number
from timeline.text.tables import Finding, Path, closest, shown, type_name, value_at
from timeline.text.values import quoted

LISTS = (*DECLARED, "events")  # tables in two brackets
# Names that other tools and habits have for our keys; the first that the table has is meant.
_ALIASES = {
    "name": ("title", "what", "id"),
    "headline": ("title",),
    "group": ("lane",),
    "category": ("tags", "lane"),
    "era": ("periods",),
    "eras": ("periods",),
    **dict.fromkeys((*ends.STARTS, *ends.ENDS), ("date",)),
    "display_date": ("date_text",),
    "description": ("text", "note"),
    "href": ("url",),
    "link": ("links", "url"),
    "url": ("links", "locator"),
    "page": ("locator",),
    "pages": ("locator",),
    "amount": ("value",),
    "number": ("value",),
    "approximate": ("about",),
    "language": ("lang",),
    "max": ("high",),
    "min": ("low",),
}
_EXAMPLES = {
    "id": 'id = "short-name"',
    "date": 'date = "1945/1950"',
    "what": 'what = "people"',
    "url": 'url = "https://..."',
    "timeline": '[timeline] and under it title = "..."',
}


def findings(misfits: Iterable[Misfit], root: dict[str, Any]) -> Iterator[Finding]:
    """Each misfit of a document in our words."""
    for misfit in misfits:
        path = _in_document(misfit.path, root)
        match misfit.reason:
            case Reason.REFUSED:
                yield _refused(misfit, path)
            case Reason.MISSING:
                yield _missing(path)
            case Reason.UNKNOWN_KEY:
                yield from _unknown_key(path, value_at(root, path[:-1]))
            case Reason.OUT_OF_RANGE:
                yield _out_of_range(path, misfit.value)
            case _:
                yield _wrong_type(misfit, path)


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
        remedy=_meant(path, value, told.code, told.meant) or told.remedy,
        offset=told.offset,
        meant=told.meant,
        value_instead=_slip(path, value, told.code),
    )


# Faults of a date that are slips of writing: what is meant is not in doubt.
_SLIPS = {
    *("date-dash", "date-decade-word", "date-digit", "date-circa", "date-hyphens"),
    *("date-joined-years", "date-separator", "date-space", "date-two-digits", "date-words"),
    "date-year-last",
}


def _slip(path: Path, value: Any, code: str) -> str:
    """What to write for a refused value whose meaning is plain, as TOML; empty for any other."""
    key = str(path[-1])
    if not isinstance(value, str):
        return ""
    if key in DAYS:
        return day_meant(value)
    if key in FIGURES:
        return one_number(key, value)
    if code not in _SLIPS:
        return ""
    from timeline.edtf.english.refusals import unmistaken  # for faults alone

    plain = unmistaken(value)
    return quoted(plain) if plain else ""


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
    key, tables = str(path[-1]), tuple(str(step) for step in path[:-1] if isinstance(step, str))
    known = list(keys_of(tables))
    into = next((one for one in ("date", "span") if one in known), "")
    if into and (when := ends.joined(key, table, into)):
        if key == when.keys[0]:
            yield _told_together(path, when, into)
        return
    meant = near = closest(key, known) or ""
    if near and not tables and isinstance(table[key], dict) and near in LISTS:
        remedy = _two_brackets(near, table[key])
    elif near and tables and near in table:
        meant, remedy = "", f'"{near}" is there already: keep one of them'
    elif near:
        remedy = f'did you mean "{near}"?'
    elif meant := next((one for one in _ALIASES.get(key.lower(), ()) if one in known), ""):
        remedy = f'write "{meant}"'
        if tables and meant in table:
            meant, remedy = "", f'"{meant}" is there already: keep one of them'
    else:
        remedy = _elsewhere(key, tables)
    yield Finding(
        code="unknown-key",
        path=path,
        problem=f"unknown key {shown(key)}",
        remedy=remedy,
        at_key=True,
        stands_for=meant,
        meant=(meant,) if meant else (),
    )


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


def _elsewhere(key: str, tables: tuple[str, ...]) -> str:
    """Where an unknown key belongs, or what the keys are here."""
    # A key under a sub-table belongs to that one: TOML's most frequent trap.
    for depth in range(len(tables) - 1, 0, -1):
        if key in keys_of(tables[:depth]):
            own, outer = ".".join(tables), ".".join(tables[:depth])
            return f"it belongs to {outer}: put it above [[{own}]]"
    if not tables and key in keys_of(("timeline",)):
        return "put it under [timeline]"
    for inner in (key, f"{key}s"):
        if not tables and keys_of(("events", inner)):
            return f"write [[events.{inner}]], below the event that it belongs to"
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
    reason, value = misfit.reason, misfit.value
    either = reason is Reason.NO_TABLE and _or_text(path)
    wanted = "text or a table" if either else _WANTED[reason]
    return Finding(
        code="wrong-type",
        path=path,
        problem=f"{_named(path, value)}: this must be {wanted}, not {type_name(value)}",
        remedy=_remedy(reason, path, value),
        headed=_single_brackets(path) if reason is Reason.NO_LIST else None,
    )


def _single_brackets(path: Path) -> tuple[str, str]:
    """The problem and remedy where one table stands for the several there may be."""
    name = ".".join(step for step in path if isinstance(step, str))
    return f"[{name}] has single brackets", f"write [[{name}]], with two brackets"


_WANTED = {
    Reason.NO_TEXT: "text",
    Reason.NO_INTEGER: "a whole number",
    Reason.NO_BOOLEAN: "true or false",
    Reason.NO_TABLE: "a table",
    Reason.NO_LIST: "a list in square brackets",
}
_RANGES = {
    "importance": "write 1 (labelled last) to 5 (labelled first)",
    "height": "write a number of pixels, such as 600",
}


def _remedy(reason: Reason, path: Path, value: Any) -> str:
    match reason:
        case Reason.NO_TEXT:
            return _as_text(path, value)
        case Reason.NO_INTEGER:
            return _as_integer(path, value)
        case Reason.NO_BOOLEAN:
            return _pair(path, "true")
        case Reason.NO_LIST:
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
        return f"write {{ {_FIRST.get(str(path[-2]), 'id')} = {shown(value)} }}"
    return f"write [[{path[-2]}]] and its keys under it" if len(path) == 2 else "write { ... }"


_OR_TEXT = {"sources": "the id of a source", "links": 'an address such as "https://..."'}
_OF_NAMES = ("sources", "tags", "see", "was")
_FIRST = {"figures": "what", "accounts": "date"}


def _as_array(path: Path, value: Any) -> str:
    key = path[-1]
    if len(path) == 1:
        return f"write [[{key}]], with two brackets"
    if key in ("figures", "accounts") and isinstance(value, str):
        return f"write {key} = [{{ {_FIRST[str(key)]} = {shown(value)} }}]"
    if isinstance(value, dict):
        written = shown([value])
        return f"write {key} = {'[{ ... }]' if '…' in written else written}"
    if isinstance(value, str) and key in _OF_NAMES:
        names = [name.strip() for name in value.split(",") if name.strip()]
        return f"write {key} = {shown(names or [value])}"
    written = shown(value) if isinstance(value, str) else f'"{shown(value)}"'
    return f"write {key} = [{written}]"
