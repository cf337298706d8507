"""What is told of Markdown: of all that is not read, and of links to events that are not there.

Loaded only for a file with a text of which there may be something to tell.
"""

from __future__ import annotations

import re

from timeline.errors import Severity
from timeline.prose.reading import ToEvent
from timeline.prose.unread import Kind, Plain, Unread
from timeline.text.ids import derived_ids, id_from, renamed
from timeline.text.reader.checks import LINKS, MAIL, why_no_address
from timeline.text.tables import Finding, Near, Path, Table, shown

_MOST_SUGGESTIONS = 50  # ids that a near one is looked for

_FILE = re.compile(
    r"[^:?#]*\.(?:html?|php|aspx?|pdf|md|txt|docx?|xlsx?|jpe?g|png|gif|svg|webp|mp[34])(?:[?#].*)?",
    re.IGNORECASE,
)

# What each kind is called, and what to write instead of it.
_WORDS: dict[Kind, tuple[str, str]] = {
    Kind.BOX: ("boxes are not read", "delete the sign"),
    Kind.BRACKETS: ("BBCode is not read", "write **bold**, *italic* or [words](https://...)"),
    Kind.CODE: ("blocks of code are not read", "write each piece between two `"),
    Kind.DEFINITION: ("lists of terms are not read", 'write "- **term**: what it is"'),
    Kind.EMOJI: ("names of emoji are not read", "write the emoji itself"),
    Kind.FOOTNOTE: ("footnotes are not read", 'cite it in "sources", or write it in brackets'),
    Kind.FORMULA: ("formulas are not read", "write the signs themselves, such as x²"),
    Kind.INDENTED: (
        "a line that begins with four blanks is read as any other",
        "delete the blanks or, if it is code, write it between two `",
    ),
    Kind.REFERENCE: (
        "there is no such definition of a link",
        "write the address itself, [words](https://...)",
    ),
    Kind.RULE: (
        "lines across the page and under headings are not read",
        "leave an empty line instead, and write a heading as **words**",
    ),
    Kind.SPACED: ("signs of bold stand beside the words", "write **words**, without the blank"),
    Kind.TABLE: ("tables are not read", 'write a list, each row after "- "'),
    Kind.TEMPLATE: ("templates of wikis are not read", "write what it stands for"),
    Kind.UNUSED: ("nothing refers to this definition of a link", "write [words](https://...)"),
}
_TAGS = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"), "write **words**"),
    **dict.fromkeys(("i", "em", "cite"), "write *words*"),
    **dict.fromkeys(("s", "del", "strike"), "write ~~words~~"),
    **dict.fromkeys(("a", "img"), "write [words](https://...)"),
    **dict.fromkeys(("br", "p", "div", "hr"), "leave an empty line for a new paragraph"),
    **dict.fromkeys(("ul", "ol", "li"), 'begin each item on a line of its own with "- "'),
    "blockquote": 'begin each line with "> "',
    "code": "write it between two `",
    "sup": "write the signs themselves, such as ²",
    "sub": "write the signs themselves, such as ₂",
    "ref": 'cite it in "sources"',
}
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


# Links to events


class Events:
    """The events that a link may lead to."""

    def __init__(self, root: Table) -> None:
        events = root.tables("events")
        derived = derived_ids(root)
        self._now = {each: each for each in derived.values()}
        for at, event in enumerate(events):
            name = event.text("id") or derived.get(at, "")
            self._now[name] = name
        self._former = renamed(root)
        self._near = Near(sorted(self._now))
        self._told = 0

    def named(self, words: str) -> str:
        """The id of the event that some words name, if they do."""
        better = id_from(words)
        return better if better in self._now else self._former.get(better, "")

    def fault(self, path: Path, link: ToEvent) -> Finding | None:
        """What is wrong with a link; one to a former id still arrives."""
        name = link.event
        if name in self._now:
            return None
        where = f"{path[-1]} {shown(f'#{name}')}"
        if now := self._former.get(name):
            return Finding(
                code="event-renamed",
                path=path,
                problem=f"{where}: this event has another id now",
                remedy=f"write #{now}",
                meant=(f"#{now}",),
                part_instead=(f"#{name}", f"#{now}"),
                offset=link.offset,
                inside=True,
                severity=Severity.WARNING,
            )
        self._told += 1
        near = self.named(name)
        near = near or (self._near(name) if self._told <= _MOST_SUGGESTIONS else None) or ""
        return Finding(
            code="unknown-event",
            path=path,
            problem=f"{where}: there is no such event",
            remedy=f'did you mean "#{near}"?' if near else "write # and the id of an event",
            meant=(f"#{near}",) if near else (),
            offset=link.offset,
            inside=True,
        )


# What is not read


def of_unread(path: Path, found: Unread, events: Events) -> Finding:
    """Of something in Markdown that is not read."""
    problem, remedy = _told(found, events)
    return Finding(
        code=f"markdown-{found.kind}",
        path=path,
        problem=f"{path[-1]} {shown(found.written)}: {problem}, and this is shown as it stands"
        if found.kind not in _SAYING_ALL
        else f"{path[-1]} {shown(found.written)}: {problem}",
        remedy=remedy,
        offset=found.offset,
        inside=True,
        severity=Severity.WARNING,
    )


_SAYING_ALL = (Kind.INDENTED, Kind.REFERENCE, Kind.UNUSED, Kind.ADDRESS, Kind.WEB, Kind.APART)


def _told(found: Unread, events: Events) -> tuple[str, str]:
    """What is said of something that is not read, and what to write instead."""
    written = found.written
    match found.kind:
        case Kind.ADDRESS:
            return _of_address(written.strip("<>"), events)
        case Kind.APART:
            return "a blank parts this link", _of_apart(written, events)
        case Kind.WIKI:
            return "links of wikis are not read", _of_wiki(written, events)
        case _:
            return _WORDS.get(found.kind) or _by_words(found.kind, written)


def _by_words(kind: Kind, written: str) -> tuple[str, str]:
    """The same where it is told by the words that are written."""
    match kind:
        case Kind.HEADING:
            words = written.strip(written[0]).strip()
            return "headings are not read", f"write {_short('**{}**', words)} and an empty line"
        case Kind.HTML:
            name = re.sub(r"\W.*", "", written[1:], flags=re.DOTALL).lower()
            return "HTML is not read", _TAGS.get(name, "delete the tags")
        case Kind.IMAGE:
            return "pictures are not read", _of_picture(written)
        case Kind.MARKED:
            return "marked words are not read", f"write {_short('**{}**', written.strip('='))}"
        case Kind.RAISED:
            return "raised signs are not read", _of_script(written, _RAISED, "²")
        case Kind.LOWERED:
            return "lowered signs are not read", _of_script(written, _LOWERED, "₂")
        case Kind.QUOTES:
            sign = "*" * (written.count("'", 0, 3) - 1)
            words = written.strip("'")
            return "markup of wikis is not read", f"write {_short(f'{sign}{{}}{sign}', words)}"
        case Kind.TASK:
            box = "☐" if written == "[ ]" else "☑"
            return "lists of tasks are not read", f"write {box}, or what is done"
        case _:  # an address without its beginning
            address = f"https://{written.strip('<>')}"
            return "this is no link", f"write {_short('{}', address)}"


def _short(form: str, words: str) -> str:
    """A form with words in it that are short; else with some that stand for them."""
    return form.format(words if _is_short(words) else "...")


def _is_short(words: str) -> bool:
    return 0 < len(words) <= 60 and "\n" not in words


def _of_script(written: str, signs: dict[int, int], example: str) -> str:
    """What to write for raised or lowered signs: themselves, where there are such."""
    words = written.strip("^~")
    made = words.translate(signs)
    is_all = set(made).isdisjoint(words)
    return f"write {made}" if is_all else f"write the signs themselves, such as {example}"


def _of_picture(written: str) -> str:
    """A link in place of a picture; one that lies beside the file has no address yet."""
    words, _, address = written[1:].partition("](")
    if not address or address.lower().startswith(_WEB):
        return f"write {_short('{}', written[1:])}, a link to it"
    link = f"{words}](https://...)" if _is_short(words) else "[words](https://...)"
    return f"write {link}, a link to where it is in the web"


_WEB = ("http://", "https://")


def _of_apart(written: str, events: Events) -> str:
    """The link without the blank, and with an id that there is."""
    words, _, address = written.rpartition("(")
    words = words.rstrip()
    address = address.removesuffix(")")
    if not _is_short(words):
        words = "[words]"
    if not address.startswith("#"):
        return (
            f"write {words}({address if _is_short(address) else 'https://...'}), without the blank"
        )
    name = events.named(address[1:])
    return f"write {words}(#{name or '...'}), " + (
        "without the blank" if name else "without the blank and with the id of an event"
    )


def _of_wiki(written: str, events: Events) -> str:
    if not written.startswith("[["):
        address, words = written.strip("[]").split(None, 1)
        return f"write {_short('[{}]', words)}({address})"
    target, words = _linked(written)
    if not words:
        return "delete it"
    if name := events.named(target):
        return f"write {_short('[{}]', words)}(#{name})"
    return f"write {_short('[{}]', words)}(https://...)"


_PICTURE = re.compile(
    r"(?:File|Image|Media|Category|Datei|Fichier|Archivo|Kategorie):", re.IGNORECASE
)


def _linked(written: str) -> tuple[str, str]:
    """The target and the words of a wiki's link; without words where it is none, but a picture."""
    target, _, words = written.strip("[]").partition("|")
    return target, "" if _PICTURE.match(target.strip()) else words.strip() or target.strip()


def _of_address(written: str, events: Events) -> tuple[str, str]:
    if name := events.named(written):
        return "this is no web address", f"write #{name}, if the event is meant"
    if _FILE.fullmatch(written):
        return "this is no web address", "write the whole of it, https://..."
    if MAIL.fullmatch(f"mailto:{written}"):
        return "this is no web address", f"write {_short('{}', f'mailto:{written}')}"
    problem, remedy, _ = why_no_address(written, LINKS)
    return problem, remedy


# Plain texts


def of_plain(path: Path, sign: Plain) -> Finding:
    """Of a sign where nothing is read."""
    what = "HTML" if sign.kind in ("html", "entity") else "Markdown"
    if sign.kind in ("wiki", "outward", "template"):
        what = "markup of wikis"
    return Finding(
        code="markdown-plain",
        path=path,
        problem=f"{path[-1]} {shown(sign.written)}: this text is plain, and {what} is shown as it "
        "stands",
        remedy=_plainly(path, sign),
        offset=sign.offset,
        inside=True,
        severity=Severity.WARNING,
    )


def _plainly(path: Path, sign: Plain) -> str:
    """How to say the same without the sign."""
    of_event = path[0] == "events"
    match sign.kind:
        case "link":
            found = re.match(r"!?\[(.*)\]\(\s*<?(#?)([^\s)>]*)", sign.written, re.DOTALL)
            words, to_event, name = found.groups() if found else (sign.written, "", "")
            elsewhere = ', and put the address into "links"'
            if to_event:
                elsewhere = f", and name the event: see = [{shown(name)}]"
            return f"write {shown(words)}{elsewhere if of_event else ''}"
        case "struck":
            return "delete it"
        case "outward":
            elsewhere = ', and put the address into "links"' if of_event else ""
            return f"write {shown(sign.written.strip('[]').split(None, 1)[1])}{elsewhere}"
        case "template":
            return "write what it stands for"
        case "wiki" if sign.written.startswith("[["):
            words = _linked(sign.written)[1]
            return f"write {shown(words)}" if words else "delete it"
        case "strong" | "wiki":
            words = sign.written.strip("*_'[]")
            return f"write {shown(words)}"
        case "entity":
            from html import unescape

            made = unescape(sign.written)
            return f"write {made}" if made.strip() and made.isprintable() else "write a blank"
        case _:
            return "delete the tags"
