"""Which variable of a query is what: by what is said of it, by its name, by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from timeline.importing.formats.wikidata.sparql import Results, Term
from timeline.importing.hints import Choose, Hint, hint
from timeline.importing.rows import Choices, Unreadable

KEYS = (
    "title", "label", "id", "date", "end", "date_text", "date_note", "text", "lane", "tags",
    "links", "media", "note", "extra",
)  # fmt: skip
_LISTS = ("tags", "links", "media", "extra")

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_A-Za-z]+")
_JOINED = re.compile(r"(?<=[a-z])(?=(?:date|time|year)$)")
_PRECISION = re.compile(r"(?:time)?prec(?:ision)?s?")
_CALENDAR = re.compile(r"(?:time)?calendar(?:model)?")
_OF_DATES = re.compile(r"date|time|year|value|of")
_STARTS = {"start", "begin", "beginning", "from", "birth", "born", "dob", "inception", "founded"}
_ENDS = {"end", "until", "to", "death", "died", "dod", "dissolved", "abolished"}
_DATES = {"date", "pit", "when", "time", "datetime", "year"}
_LANES = {"lane", "group", "category", "class", "type", "kind", "instance", "instanceof"}
_TITLES = {"label", "title", "name", "headline"}
_PICTURES = {"image", "images", "pic", "picture", "photo", "img", "logo", "portrait"}
_FILE = re.compile(r"https?://commons\.wikimedia\.org/wiki/Special:File[Pp]ath/")
_TEXTS = {"description", "desc", "text", "abstract"}


@dataclass(slots=True)
class Roles:
    """The variable of each key, or those of a key that takes several.

    `precisions` and `calendars` are the variables that go with one of a date.
    """

    item: str = ""
    one: dict[str, str] = field(default_factory=dict)  # a variable by key
    several: dict[str, list[str]] = field(default_factory=dict)
    precisions: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)  # because somebody has said so

    @property
    def dates(self) -> tuple[str, ...]:
        """The variables of start and end, or of the date alone."""
        return tuple(self.one[key] for key in ("date", "end") if key in self.one)

    @property
    def used(self) -> set[str]:
        """Every variable that goes somewhere, or is dropped on purpose."""
        lists = (name for names in self.several.values() for name in names)
        return {
            self.item, *self.one.values(), *lists, *self.precisions.values(),
            *self.calendars.values(), *self.dropped,
        }  # fmt: skip

    def sentences(self) -> Iterator[str]:
        """How the variables are taken, for a person to see."""
        for key, name in self.one.items():
            yield f"?{name} as {key}"
        for key, names in self.several.items():
            yield f"{', '.join(f'?{name}' for name in names)} as {key}"
        for date, name in self.precisions.items():
            yield f"?{name} as the precision of ?{date}"
        for date, name in self.calendars.items():
            yield f"?{name} as the calendar of ?{date}"


def roles_of(results: Results, choices: Choices) -> Roles:
    """What each variable of the results is; raises Unreadable for a choice that cannot be."""
    roles = _chosen(results, choices)
    roles.item = _item(results)
    _guess_texts(roles, results)
    _guess_dates(roles, results)
    _guess_lists(roles, results)
    return roles


def _chosen(results: Results, choices: Choices) -> Roles:
    roles = Roles()
    for name, key in choices.columns.items():
        variable = name.removeprefix("?")
        if variable not in results.names:
            there = ", ".join(f"?{known}" for known in results.names)
            raise Unreadable(f'there is no variable "{name}"', f"the variables are {there}")
        if key and key not in KEYS:
            raise Unreadable(
                f'"{key}" is no key of an event here', f"the keys are {', '.join(KEYS)}"
            )
        if not key:
            roles.dropped.add(variable)
        elif key in _LISTS:
            roles.several.setdefault(key, []).append(variable)
        else:
            roles.one[key] = variable
    return roles


def words_of(name: str) -> list[str]:
    """The words of a variable's name, in small letters: startDate, start_date, startdate."""
    words = (word.lower() for word in _WORD.findall(name))
    return [part for word in words for part in _JOINED.split(word) if part]


def _free(roles: Roles, results: Results) -> list[str]:
    return [name for name in results.names if name not in roles.used]


def _first(names: list[str], fits: Callable[[str], bool]) -> str:
    return next((name for name in names if fits(name)), "")


def _item(results: Results) -> str:
    """The variable of what the events are: `?item`, or the first that has a label."""
    items = [name for name in results.names if any(c.entity for c in results.values(name))]
    named = _first(items, lambda name: name.lower() == "item")
    labelled = _first(items, lambda name: f"{name}Label" in results.names)
    return named or labelled or (items[0] if items else "")


def _guess_texts(roles: Roles, results: Results) -> None:
    """Title and text: the label and description that belong to the item, or that say so."""
    for key, ending, names in (("title", "Label", _TITLES), ("text", "Description", _TEXTS)):
        own = f"{roles.item}{ending}"
        free = _free(roles, results)
        if key in roles.one:
            continue
        found = own if roles.item and own in free else _first(free, lambda n: n.lower() in names)  # noqa: B023
        if not roles.item:  # a query may leave out what it has the labels of
            found = found or _first(free, lambda n: n.removesuffix(ending) not in results.names)  # noqa: B023
        if found:
            roles.one[key] = found


# Dates


def is_dating(name: str, term: Term) -> bool:
    """Whether a term is a date: a time, or a number in a variable that says it is a year."""
    return term.is_time or ("year" in words_of(name) and bool(re.fullmatch(r"-?\d+", term.value)))


def _guess_dates(roles: Roles, results: Results) -> None:
    found = _companions(results, roles, _PRECISION)
    calendars = _companions(results, roles, _CALENDAR)
    taken = {*found, *calendars}
    dates = [
        name
        for name in _free(roles, results)
        if name not in taken
        and not _is_label_of(name, results)
        and any(is_dating(name, term) for term in results.values(name))
    ]
    if "end" not in roles.one and (end := _first(dates, lambda n: bool(_ENDS & set(words_of(n))))):
        others = [name for name in dates if name != end]
        if others or "date" in roles.one:
            roles.one["end"] = end
            dates = others
    if "date" not in roles.one and dates:
        preferred = _STARTS if "end" in roles.one else _DATES
        by_name = _first(dates, lambda n: bool(preferred & set(words_of(n))))
        roles.one["date"] = by_name or dates[0]
    roles.one = {key: roles.one[key] for key in KEYS if key in roles.one}
    roles.precisions = _matched(roles.dates, found)
    roles.calendars = _matched(roles.dates, calendars)


def _is_label_of(name: str, results: Results) -> bool:
    """Whether a variable is but the label of another."""
    return name.endswith("Label") and name.removesuffix("Label") in results.names


def _companions(results: Results, roles: Roles, pattern: re.Pattern[str]) -> list[str]:
    """The free variables whose name has such a word in it."""
    return [name for name in _free(roles, results) if pattern.search(_compact(name))]


def _compact(name: str) -> str:
    return "".join(words_of(name))


def _matched(dates: tuple[str, ...], companions: list[str]) -> dict[str, str]:
    """The companion of each date, by what is left of both names; the only one of the only one."""
    if len(dates) == len(companions) == 1:
        return {dates[0]: companions[0]}
    by_stem = {_stem(name): name for name in companions}
    return {date: by_stem[_stem(date)] for date in dates if _stem(date) in by_stem}


def _stem(name: str) -> str:
    bare = _PRECISION.sub("", _CALENDAR.sub("", _compact(name)))
    return _OF_DATES.sub("", bare)


# Lanes, tags, links


def _guess_lists(roles: Roles, results: Results) -> None:
    free = _free(roles, results)
    for name in free:
        base = name.removesuffix("Label")
        if base != name and any(is_dating(base, term) for term in results.values(base)):
            continue  # a date again, or one that is not taken
        texts = not any(term.kind == "uri" for term in results.values(name))
        if texts and (base != name or name.lower() in _LANES):
            is_lane = "".join(words_of(base)) in _LANES and "lane" not in roles.one
            if is_lane and not _several_each(results, roles, name):
                roles.one["lane"] = name
            else:
                roles.several.setdefault("tags", []).append(name)
        elif _are_pages(results, name) and _are_pictures(results, name):
            roles.several.setdefault("media", []).append(name)
        elif _are_pages(results, name):
            roles.several.setdefault("links", []).append(name)


def _several_each(results: Results, roles: Roles, name: str) -> bool:
    """Whether an item has several values of a variable; an event has but one lane."""
    seen: dict[str, str] = {}
    for row in results.rows:
        item, value = row.terms.get(roles.item), row.terms.get(name)
        if item and value and seen.setdefault(item.value, value.value) != value.value:
            return True
    return False


def _are_pages(results: Results, name: str) -> bool:
    """Whether a variable holds addresses of pages or files, not of items."""
    terms = [term for term in results.values(name) if term.kind != "bnode"]
    return bool(terms) and all(term.kind == "uri" and not _is_of_wikibase(term) for term in terms)


def _are_pictures(results: Results, name: str) -> bool:
    """Whether a variable holds files of Wikimedia Commons, or is called a picture."""
    files = all(_FILE.match(term.value) for term in results.values(name) if term.kind != "bnode")
    return files or bool(_PICTURES & set(words_of(name)))


def _is_of_wikibase(term: Term) -> bool:
    return "/entity/" in term.value or "/prop/" in term.value


def left(roles: Roles, results: Results) -> Mapping[str, str | Hint]:
    """Why the variables that go nowhere do not, by name."""
    reasons: dict[str, str | Hint] = {}
    for name in _free(roles, results):
        labelled = f"{name}Label" in roles.used
        kept = f"what is kept is ?{name}Label"
        keep = hint("no place for it (keep it with ", Choose("columns", ((name, "extra"),)), ")")
        reasons[name] = kept if labelled else keep
    return {**reasons, **dict.fromkeys(roles.dropped, "dropped, as asked for")}
