"""Rules of meaning that a table can break by itself: ids, titles, addresses, figures, dates.

Each rule is a function from a file's root table to its findings. Rules read
the tables as TOML gives them, so that one run tells everything: a value of the
wrong type is the models' to refuse, and is passed over here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from timeline import segments
from timeline.edtf import EdtfDate, EdtfError, Kind, Point
from timeline.edtf.calendar import spreadsheet_day
from timeline.errors import Severity
from timeline.model import to_edtf
from timeline.text.ids import composed, id_from, is_id
from timeline.text.tables import Finding, Path, Rule, Table, shown
from timeline.text.values import quoted
from timeline.wording import speaks

# The signs that a line may have, as readers count them.
HEADLINE_SIGNS = 200
ANNOTATION_SIGNS = 120
DECLARED = ("lanes", "tags", "periods", "sources")
_DEEPEST = 100  # tables and arrays inside one another, in `extra`
_UNWRITABLE = 10**4300  # Python writes out no longer integer

# RFC 3986 in outline: enough of it that every page and parser agrees where a link leads.
WEB = re.compile(
    r"https?://(?:[^\s/?#@\\\[\]]*@)?(?:\[[0-9a-f:.]+\]|[^\s/?#@:\\\[\]]+)(?::\d{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_PAGES = ("http", "https")
LINKS = (*_PAGES, "mailto")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_BARE_HOST = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:?#]|$))", re.IGNORECASE)
LINE_END = re.compile("[\\n\\r\\x0b\\x0c\\x85\\u2028\\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LANGUAGE = re.compile(  # RFC 5646, section 2.1, without its grandfathered tags
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+)",
    re.IGNORECASE,
)


def titles(root: Table) -> Iterator[Finding]:
    """A title has words."""
    if header := root.table("timeline"):
        yield from _empty(header, "title")
    for key in (*DECLARED, "events"):
        for table in root.tables(key):
            yield from _empty(table, "title")
    for event in root.tables("events"):
        for figure in event.tables("figures"):
            yield from _empty(figure, "what")


def _empty(table: Table, key: str) -> Iterator[Finding]:
    text = table.text(key)
    if text is not None and not text.strip():
        yield Finding(
            code="empty-title",
            path=(*table.path, key),
            problem=f"{key} {shown(text)}: this is empty",
            remedy="write a few words",
        )


def lines(root: Table) -> Iterator[Finding]:
    """A headline and an annotation are words on one line, and few enough to be drawn."""
    if header := root.table("timeline"):
        yield from _line(header, "headline", HEADLINE_SIGNS, 'into "description"')
    for event in root.tables("events"):
        if "annotation" in event.values:
            yield from _line(event, "annotation", ANNOTATION_SIGNS, 'into "text"')


def _line(table: Table, key: str, most: int, elsewhere: str) -> Iterator[Finding]:
    text = table.text(key)
    if text is None:
        return
    path, told = (*table.path, key), f"{key} {shown(text)}"
    if not text.strip():
        problem = f"{told}: this is empty"
        yield Finding(
            code="empty-line", path=path, problem=problem, remedy="write a few words, or delete it"
        )
        return
    if broken := LINE_END.search(text):
        joined = " ".join(text.split())
        yield Finding(
            code="line-break",
            path=path,
            problem=f"{told}: this is drawn as one paragraph, and has a line break",
            remedy=f"write it on one line, {shown(joined)}",
            meant=(joined,),
            offset=broken.start(),
        )
    # A sign is never longer than its characters are many.
    if len(text) > most and len(signs := segments.clusters(text)) > most:
        yield Finding(
            code="line-length",
            path=path,
            problem=f"{told}: this has {len(signs)} signs, of which {most} may be drawn",
            remedy=f"shorten it, and put what is more {elsewhere}",
            offset=len("".join(signs[:most])),
        )


def ids(root: Table) -> Iterator[Finding]:
    """An id is lowercase letters, digits and single hyphens."""
    for key in (*DECLARED, "events"):
        for table in root.tables(key):
            name = table.text("id")
            if name is not None and not is_id(name):
                yield _bad_id((*table.path, "id"), "id", name)
    for event in root.tables("events"):
        for path, name in event.texts("was"):
            if not is_id(name):
                yield _bad_id(path, "was", name)


def _bad_id(path: Path, key: str, name: str) -> Finding:
    better = id_from(name)
    wrong = next((at for at, char in enumerate(name) if not is_id(char)), 0)
    problem = "an id has only lowercase letters, digits and single hyphens"
    if better and len(better) < len(name) and not name.isascii() and composed(name) == better:
        problem = "its letters and accents are characters of their own, not one (NFC)"
    return Finding(
        code="id-form",
        path=path,
        problem=f"{key} {shown(name)}: {problem}",
        remedy=f"write {shown(better)}" if better else 'write a short name, such as "treaty"',
        offset=wrong,
    )


def addresses(root: Table) -> Iterator[Finding]:
    """A link leads to the web or to a mailbox; a page's own address to the web."""
    tables = [*root.tables("sources")]
    if header := root.table("timeline"):
        tables.append(header)
    for table in tables:
        for key in ("url", "archived"):
            url = table.text(key)
            if url is not None and not WEB.fullmatch(url):
                yield bad_address((*table.path, key), key, url)
    for event in root.tables("events"):
        for path, url in event.texts("links", "url"):
            if not WEB.fullmatch(url) and not MAIL.fullmatch(url):
                yield bad_address(path, "link", url, LINKS)


def bad_address(path: Path, key: str, url: str, schemes: tuple[str, ...] = _PAGES) -> Finding:
    """An address that leads nowhere by one of the schemes."""
    problem, remedy, offset = why_no_address(url, schemes)
    return Finding(
        code="address",
        path=path,
        problem=f"{key} {shown(url)}: {problem}",
        remedy=remedy,
        offset=offset,
        value_instead=_without_signs(url),
    )


# An address as wikis, Markdown and mail write it, with words beside it or without.
_MARKED = re.compile(
    r"\[+\s*(?P<wiki>https?://[^\s\]|]+)(?:[\s|][^\]]*)?\]+"
    r"|\[[^\]]*\]\((?P<markdown>https?://[^\s)]+)\)|<(?P<mail>https?://[^\s>]+)>",
    re.IGNORECASE,
)


def _without_signs(url: str) -> str:
    """An address as TOML that has nothing but signs around it; empty for any other."""
    found = _MARKED.fullmatch(url.strip())
    address = found[found.lastgroup or 0] if found else ""
    is_whole = bool(address) and url.strip().strip("[]<> ") == address
    return quoted(address) if is_whole and WEB.fullmatch(address) else ""


def why_no_address(url: str, schemes: tuple[str, ...]) -> tuple[str, str, int]:
    """What is wrong with an address, the remedy, and at which character."""
    if marked := _MARKED.fullmatch(url.strip()):
        address = marked[marked.lastgroup or 0]
        problem = "these signs around an address are a wiki's or of Markdown"
        return problem, f"write {shown(address)}", 0
    # Browsers pass over blanks and control characters to find a scheme: so here.
    found = _SCHEME.match(_BLANK.sub("", url))
    scheme = found[0].lower() if found else ""
    if _BARE_HOST.match(url):
        return "this is no web address", f"write {shown(f'https://{url}')}", 0
    if scheme and scheme not in schemes:
        allowed = f"{', '.join(schemes[:-1])} or {schemes[-1]}"
        return f"{scheme}: links are not allowed", f"write an address by {allowed}", 0
    if blank := _BLANK.search(url):
        at = blank.start()
        inside = 0 < at < len(_BLANK.sub(" ", url).rstrip())
        remedy = f"write it as {_percent(blank[0])}" if inside else "delete it"
        return "an address has no blank in it", remedy, at
    if scheme == "mailto":
        return "this is no mail address", 'write one such as "mailto:me@example.org"', 0
    return "this is no web address", 'write one such as "https://...", or delete it', 0


def _percent(char: str) -> str:
    """A character as addresses write it (RFC 3986, section 2.1)."""
    return "".join(f"%{byte:02X}" for byte in char.encode())


def language(root: Table) -> Iterator[Finding]:
    """The language is a BCP 47 tag in form; that it exists is not checked.

    A note tells if the words around the author's are not in it.
    """
    header = root.table("timeline")
    lang = header.text("lang") if header else None
    if header is None or lang is None:
        return
    if _LANGUAGE.fullmatch(lang):
        if not speaks(lang):
            yield _unspoken((*header.path, "lang"), lang)
        return
    remedy = 'write a language code such as "en", "de" or "pt-BR"'
    if _LANGUAGE.fullmatch(lang.strip().replace("_", "-")):
        remedy = f'write "{lang.strip().replace("_", "-")}"'
    yield Finding(
        code="language",
        path=(*header.path, "lang"),
        problem=f"lang {shown(lang)}: this is no language code",
        remedy=remedy,
    )


def _unspoken(path: Path, lang: str) -> Finding:
    return Finding(
        code="language-unspoken",
        path=path,
        problem=f"lang {shown(lang)}: timeline does not speak this language yet",
        remedy="dates and all other words that are not yours will be English, and say so",
        severity=Severity.NOTE,
    )


def format_known(root: Table) -> Iterator[Finding]:
    """The file is of the one format there is, 1."""
    number = root.values.get("format", 1)
    if not isinstance(number, int) or isinstance(number, bool) or number == 1:
        return
    yield Finding(
        code="format",
        path=("format",),
        problem=f"format {shown(number)}: this version of timeline reads format 1 only",
        remedy="install a newer one" if number > 1 else "write format = 1",
    )


def one_date(root: Table) -> Iterator[Finding]:
    """An event has a date, one by which it is attested, or reasons, or says that it is undated."""
    for event in root.tables("events"):
        has_date, has_attested = "date" in event.values, "attested" in event.values
        has_reasons = bool(event.values.get("reasons"))
        if event.values.get("undated") is True:
            yield from _undated(event)
        elif has_date and has_attested:
            yield Finding(
                code="two-dates",
                path=(*event.path, "attested"),
                problem="both date and attested are given",
                remedy="keep date for when it happened, or attested for when it was true",
                at_key=True,
            )
        elif (
            not (has_date or has_attested or has_reasons)
            and event.values.get("undated", False) is False
        ):
            yield Finding(
                code="no-date",
                path=(*event.path, "date"),
                problem="date is missing",
                remedy=_WHEN,
            )


_WHEN = (
    'write date = "1959-12" for when it happened, attested = "1997", or undated = true if no '
    "source says when"
)


def _undated(event: Table) -> Iterator[Finding]:
    """What an event cannot have that has no date.

    An account is what another source says of when: an event of which any source says when
    is dated by it, and has its mark.
    """
    if event.values.get("reasons"):
        yield Finding(
            code="undated-reasons",
            path=(*event.path, "undated"),
            problem="undated = true: this event has reasons, which say when it was",
            remedy="delete undated: an event that reasons lead to no date is listed as undated",
            at_key=True,
        )
    for key in ("date", "attested"):
        if key in event.values:
            yield Finding(
                code="undated-date",
                path=(*event.path, "undated"),
                problem=f"undated = true: this event has {key} = {shown(event.values[key])}",
                remedy=f"delete undated, or {key} if no source says when",
                at_key=True,
            )
    if event.values.get("accounts"):
        yield Finding(
            code="undated-accounts",
            path=(*event.path, "accounts"),
            problem="accounts say when this was, and undated = true that no source does",
            remedy="write what the best of them says as date, and delete undated",
            at_key=True,
        )
    if "annotation" in event.values:
        yield _no_mark(event, "annotation", "this is drawn beside a mark")
    if "importance" in event.values:
        yield _no_mark(event, "importance", "this says which mark is labelled first")


def _no_mark(event: Table, key: str, use: str) -> Finding:
    return Finding(
        code="undated-mark",
        path=(*event.path, key),
        problem=f"{key} {shown(event.values[key])}: {use}, and an undated event has none",
        remedy="delete it, or give the event a date",
        severity=Severity.WARNING,
        at_key=True,
    )


def within_span(root: Table) -> Iterator[Finding]:
    """An event happens within the timeline's span, or at least reaches into it.

    So do, or they are not drawn, the dates of periods and of rival accounts.
    """
    header = root.table("timeline")
    span = _date(header.values.get("span")) if header else None
    if not span or span.kind is not Kind.INTERVAL:
        return
    if not isinstance(span.start, Point) or not isinstance(span.end, Point):
        return
    first, after = span.start.first, span.end.after
    for event in root.tables("events"):
        values = event.values
        key = "date" if "date" in values else "attested"
        if side := side_of(values.get(key), first, after):
            yield _outside(event, key, f"{side} the span, {span.text}")
        if "accounts" in values:
            for account in event.tables("accounts"):
                if side := side_of(account.values.get("date"), first, after):
                    yield _undrawn(account, f"{side} the span, {span.text}")
    for period in root.tables("periods"):
        if side := side_of(period.values.get("date"), first, after):
            yield _undrawn(period, f"{side} the span, {span.text}")


def side_of(value: Any, first: int, after: int) -> str:
    """On which side of the days from `first` to before `after` a date lies, if wholly on one."""
    date = _date(value)
    if not date:
        return ""
    starts, _, _, ends = date.bounds
    if ends is not None and ends <= first:
        return "before"
    return "after" if starts is not None and starts >= after else ""


def _outside(table: Table, key: str, where: str) -> Finding:
    return Finding(
        code="outside-span",
        path=(*table.path, key),
        problem=f"{key} {shown(table.values[key])}: this is {where}",
        remedy="widen the span, or correct the date",
    )


def _undrawn(table: Table, where: str) -> Finding:
    found = _outside(table, "date", f"{where}, and is not drawn")
    return replace(found, severity=Severity.WARNING)


def _date(value: Any) -> EdtfDate | None:
    """A value as a date, or None where the models refuse it."""
    try:
        return to_edtf(value)
    except EdtfError:
        return None


def serials(root: Table) -> Iterator[Finding]:
    """A bare number of five digits is a year, and looks like a spreadsheet's number for a day."""
    events = root.tables("events")
    accounts = [account for event in events for account in event.tables("accounts")]
    for table in (*events, *accounts, *root.tables("periods")):
        for key in ("date", "attested"):
            number = table.values.get(key)
            if isinstance(number, int) and 9_999 < number < 100_000:
                yield _serial((*table.path, key), number)


def _serial(path: Path, number: int) -> Finding:
    day = spreadsheet_day(number)
    return Finding(
        code="date-serial",
        path=path,
        problem=f"{path[-1]} {number}: a spreadsheet has this number for {day}",
        remedy=f'write "{day}" or, if it is the year, "Y{number}"',
        severity=Severity.WARNING,
        meant=(day, f"Y{number}"),
    )


def figures(root: Table) -> Iterator[Finding]:
    """A figure has a value, or a low, a high, or both in order."""
    for event in root.tables("events"):
        for figure in event.tables("figures"):
            yield from _figure(figure, figure.values)


def _figure(figure: Table, values: dict[str, Any]) -> Iterator[Finding]:
    low: Any = values.get("low")
    high: Any = values.get("high")
    if "value" not in values and "low" not in values and "high" not in values:
        yield Finding(
            code="figure-empty",
            path=(*figure.path, "value"),
            problem="value is missing",
            remedy="write value = 70, or low = 70 for at least, or high = 80 for at most",
        )
    elif "value" in values and ("low" in values or "high" in values):
        yield Finding(
            code="figure-both",
            path=(*figure.path, "value"),
            problem=f"value {shown(values['value'])}: this figure also has a low or high",
            remedy="keep value, or low and high",
            at_key=True,
        )
    if _are_numbers(low, high) and low > high:
        yield Finding(
            code="figure-order",
            path=(*figure.path, "low"),
            problem=f"low {shown(low)}: this is above high, {shown(high)}",
            remedy=f"write low = {shown(high)}, high = {shown(low)}",
        )


def _are_numbers(*values: Any) -> bool:
    return all(
        value.is_finite()
        if isinstance(value, Decimal)
        else isinstance(value, int) and not isinstance(value, bool)
        for value in values
    )


def control_characters(root: Table) -> Iterator[Finding]:
    """No text holds a character that neither a page nor a picture can have (XML 1.0).

    Slow, so it is left out where `timeline.text.decoding.may_control` is false.
    """
    for path, text in _every_text(root):
        if wrong := CONTROL.search(text):
            yield Finding(
                code="control-character",
                path=path,
                problem=f"{_key(path)} {shown(text)}: the character U+{ord(wrong[0]):04X} cannot be shown",
                remedy="delete it",
            )


def _key(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _every_text(root: Table) -> Iterator[tuple[Path, str]]:
    """Each text of a document outside `extra`, with its path."""
    waiting: list[tuple[Path, Any]] = [(root.path, root.values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, list):
            waiting += [((*path, index), item) for index, item in enumerate(value)]
        elif isinstance(value, dict) and path[2:] != ("extra",):
            waiting += [((*path, key), item) for key, item in value.items()]


def extras(root: Table) -> Iterator[Finding]:
    """What `extra` holds can be written out again; nothing else is asked of it."""
    for event in root.tables("events"):
        if "extra" in event.values and (problem := _unwritable(event.values["extra"])):
            yield Finding(
                code="extra",
                path=(*event.path, "extra"),
                problem=f"extra: {problem}",
                remedy="make it smaller",
            )


def _unwritable(value: Any) -> str:
    waiting = [(value, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            return f"tables are nested more than {_DEEPEST} deep"
        if isinstance(value, int) and abs(value) >= _UNWRITABLE:
            return "a number has thousands of digits"
        items = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list):
            waiting += [(item, depth + 1) for item in items]
    return ""


RULES: tuple[Rule, ...] = (
    titles,
    lines,
    ids,
    addresses,
    language,
    one_date,
    within_span,
    serials,
    figures,
    extras,
)
