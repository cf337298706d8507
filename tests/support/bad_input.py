"""Bad input: what is written, and which faults are told of it, where, with what may be meant.

A fault is written as "line:column code", or "line:column warning code", and behind an
arrow the texts that may stand instead. Its sentence is in tests/data/sentences.txt,
under the name of the row: `sentences()` has them all as they are now.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from timeline.edtf import EdtfError, parse
from timeline.errors import Fault, InvalidTimeline, Severity
from timeline.text.reader import read_text

HEADER = '[timeline]\ntitle = "T"\n'
SOURCE = '\n[[sources]]\nid = "s"\ntitle = "S"\n'
EVENT = HEADER + SOURCE + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\n'
_DATED = '[[events]]\nid = "{0}"\ntitle = "{0}"\ndate = "{1}"\nsources = ["s"]\n'
REASONED = (
    HEADER
    + SOURCE
    + "".join(_DATED.format(*each) for each in (("m", "1959"), ("p", "1970/1979"), ("o", "1950")))
    + '[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\n'
)
DATED = EVENT + 'date = "1945"\n'


def packed(*names: str, text: str = "x") -> bytes:
    """A ZIP archive of small files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, text)
    return data.getvalue()


# The table: what is written, and every line that is told of it.

# Lines under [timeline], which begin at line 3.
IN_HEADER = {
    "a subtitle": ('subtitle = "x"', "3:1 unknown-key"),
    "a date of the whole": ('date = "2024"', "3:1 unknown-key"),
    "a summary": ('summary = "x"', "3:1 unknown-key -> description"),
    "a theme's colour": ('background = "x"', "3:1 unknown-key"),
    "unknown key": ('licens = "CC0"', "3:1 unknown-key -> licence"),
    "licence, spelt otherwise": ('license = "CC0"', "3:1 unknown-key -> licence"),
    "a key with no near name": ('colour = "red"', "3:1 unknown-key"),
    "a key of another name": ('language = "en"', "3:1 unknown-key -> lang"),
    "description is no text": ("description = 5", "3:15 wrong-type"),
    "author is an array": ('author = ["Jane Doe"]', "3:10 wrong-type"),
    "span is no date": ('span = "1945-2004"', "3:13 date-joined-years -> 1945/2004"),
    "span is one date": ('span = "1945"', "3:8 span-interval"),
    "span is a year": ("span = 1945", "3:8 span-interval"),
    "span is open": ('span = "1945/.."', "3:8 span-interval"),
    "span's end is unknown": ('span = "1945/"', "3:8 span-interval"),
    "span runs backwards": ('span = "2004/1945"', "3:14 date-reversed -> 1945/2004"),
    "span to the present": ('span = "1945/present"', "3:14 date-words -> 1945/.."),
    "lang with an underscore": ('lang = "en_US"', "3:8 language"),
    "lang in words": ('lang = "English"', "3:8 language"),
    "lang is empty": ('lang = ""', "3:8 language"),
    "lang is no text": ("lang = 5", "3:8 wrong-type"),
    "updated has a time": ("updated = 2024-05-31T12:00:00", "3:11 day"),
    "updated is a year": ("updated = 2024", "3:11 day"),
    "updated is no such day": ('updated = "2024-02-30"', "3:11 day"),
    "updated in words": ('updated = "today"', "3:11 day"),
    "url without a scheme": ('url = "example.org/t"', "3:7 address"),
    "url is an address by mail": ('url = "mailto:me@example.org"', "3:7 address"),
    "url is empty": ('url = ""', "3:7 address"),
    "url has an archive's key": ('archived = "https://a.org"', "3:1 unknown-key"),
    "headline is empty": ('headline = ""', "3:12 empty-line"),
    "headline is blank": ('headline = " \\t"', "3:12 empty-line"),
    "headline is a list": ('headline = ["a", "b"]', "3:12 wrong-type"),
    "headline is too long": (f'headline = "{"Word " * 40}s"', "3:213 line-length"),
    "headline on two lines": (
        'headline = """\nThe war ended.\nPeople\n  stayed."""',
        "4:15 line-break -> The war ended. People stayed.",
    ),
    "description with a link to nothing": (
        'description = "See [it](#e)."',
        "3:25 unknown-event",
    ),
    "description with a heading": (
        'description = """\nOne.\n\n# Two"""',
        "1:1 warning no-events",
        "6:1 warning markdown-heading",
    ),
    "headline in bold": (
        'headline = "It was **not** so"',
        "1:1 warning no-events",
        "3:20 warning markdown-plain",
    ),
    "an annotation of the timeline": ('annotation = "x"', "3:1 unknown-key"),
    "height is zero": ("height = 0", "3:10 out-of-range"),
    "height is below zero": ("height = -600", "3:10 out-of-range"),
    "height is endless": ("height = 0xffffffffffffffff", "3:10 out-of-range"),
    "height is text": ('height = "600"', "3:10 wrong-type"),
    "height is a decimal": ("height = 600.5", "3:10 wrong-type"),
    "height is true": ("height = true", "3:10 wrong-type"),
}

# Lines of the same event "e", whose date is 1965: what it is to others.
IN_MEDIA = {
    "a file for an address": ('media = [{ url = "pictures/a.jpg", alt = "A" }]', "13:18 address"),
    "a file alone for an address": ('media = [{ url = "a.svg", alt = "A" }]', "13:18 address"),
    "neither file nor address": ('media = [{ alt = "A" }]', "13:10 media-nothing"),
    "not described": (
        'media = [{ file = "a.jpg", credit = "C", licence = "L" }]',
        "13:10 media-alt",
    ),
    "described by nothing": (
        'media = [{ file = "a.jpg", alt = " ", credit = "C", licence = "L" }]',
        "13:34 media-alt",
    ),
    "described and decorative": (
        'media = [{ file = "a.jpg", alt = "A", decorative = true, credit = "C", licence = "L" }]',
        "13:34 media-alt",
    ),
    "decorative in words": (
        'media = [{ file = "a.jpg", decorative = "yes", credit = "C", licence = "L" }]',
        "13:41 wrong-type",
    ),
    "without credit": (
        'media = [{ file = "a.jpg", alt = "A", licence = "L" }]',
        "13:10 warning media-credit",
    ),
    "without credit and licence": (
        'media = [{ file = "a.jpg", alt = "A" }]',
        "13:10 warning media-credit",
    ),
    "a link without words": ('media = [{ url = "https://example.org/a.mp4" }]', "13:10 media-alt"),
    "an address that runs": (
        'media = [{ url = "javascript:alert(1)", caption = "A" }]',
        "13:18 address",
    ),
    "an address without a scheme": (
        'media = [{ url = "example.org/a.jpg", caption = "A" }]',
        "13:18 address",
    ),
    "a source that is no page": (
        'media = [{ file = "a.jpg", alt = "A", credit = "C", licence = "L", source = "a book" }]',
        "13:79 address",
    ),
    "a lone text": ('media = ["pictures/a.jpg"]', "13:10 wrong-type"),
    "a lone table": (
        'media = { file = "a.jpg", alt = "A", credit = "C", licence = "L" }',
        "13:9 wrong-type",
    ),
    "keys in other words": (
        'media = [{ src = "a.jpg", title = "T", alt = "A", author = "C", license = "L" }]',
        "13:12 unknown-key -> file",
        "13:27 unknown-key -> caption",
        "13:51 unknown-key -> credit",
        "13:65 unknown-key -> licence",
    ),
    "a number for a file": (
        'media = [{ file = 7, alt = "A", credit = "C", licence = "L" }]',
        "13:19 wrong-type",
    ),
    "an image at the event": ('image = "a.jpg"', "13:1 unknown-key"),
    "what belongs to a picture at the event": (
        'caption = "C"\ncredit = "D"',
        "13:1 unknown-key",
        "14:1 unknown-key",
    ),
}

IN_RELATIONS = {
    "to itself": (
        'relations = [{ to = "e", kind = "led-to", sources = ["s"] }]',
        "27:21 relation-itself",
    ),
    "to nobody": (
        'relations = [{ to = "nobody", kind = "led-to", sources = ["s"] }]',
        "27:21 unknown-event",
    ),
    "without a kind": ('relations = [{ to = "p", sources = ["s"] }]', "27:14 missing-key"),
    "of no kind": (
        'relations = [{ to = "p", kind = "likes", sources = ["s"] }]',
        "27:33 relation-kind",
    ),
    "of a kind in other words": (
        'relations = [{ to = "p", kind = "Leads to", sources = ["s"] }]',
        "27:33 relation-kind -> led-to",
    ),
    "of a kind the other way round": (
        'relations = [{ to = "p", kind = "caused by", sources = ["s"] }]',
        "27:33 relation-kind",
    ),
    "of a kind that is see": (
        'relations = [{ to = "p", kind = "see", sources = ["s"] }]',
        "27:33 relation-kind",
    ),
    "twice": (
        'relations = [{ to = "p", kind = "led-to", sources = ["s"] }, { to = "p", kind = "led-to", sources = ["s"] }]',
        "27:69 repeated",
    ),
    "in see as well": (
        'relations = [{ to = "p", kind = "led-to", sources = ["s"] }]\nsee = ["p"]',
        "27:21 note relation-seen",
    ),
    "without a source": (
        'relations = [{ to = "p", kind = "led-to" }]',
        "27:14 warning relation-source",
    ),
    "to what was over": (
        'relations = [{ to = "m", kind = "led-to", sources = ["s"] }]',
        "27:21 warning relation-dates",
    ),
    "part of what was later": (
        'relations = [{ to = "p", kind = "part-of", sources = ["s"] }]',
        "27:21 warning relation-dates",
    ),
    "part of itself by another": (
        'relations = [{ to = "f", kind = "part-of", sources = ["s"] }]\n[[events]]\nid = "f"\ntitle = "F"\ndate = "1965"\nsources = ["s"]\nrelations = [{ to = "e", kind = "part-of", sources = ["s"] }]',
        "33:21 relations-circle",
    ),
    "a text": ('relations = "p"', "27:13 wrong-type"),
    "a list of texts": ('relations = ["p"]', "27:14 wrong-type"),
    "a key of another tool": (
        'relations = [{ target = "p", kind = "led-to", sources = ["s"] }]',
        "27:16 unknown-key -> to",
    ),
}

# Lines of the event "e", which begin at line 26; "m" is of 1959, "p" of 1970/1979, "o" of 1950.
IN_REASONS = {
    "a date too early": (
        'date = "1958"\nreasons = [{ after = "m" }]',
        "27:22 reasons-contradict",
    ),
    "a date too late": (
        'date = "1971"\nreasons = [{ before = "p" }]',
        "27:23 reasons-contradict",
    ),
    "a date by which it was so, too early": (
        'attested = "1958"\nreasons = [{ after = "m", sources = ["s"], who = "Kim" }]',
        "27:22 reasons-contradict",
    ),
    "when another was over": (
        'date = "1980"\nreasons = [{ during = "p" }]',
        "27:23 reasons-contradict",
    ),
    "no time between two": (
        'reasons = [{ after = "m" }, { before = "o" }]',
        "26:40 reasons-contradict",
    ),
    "no time within": (
        'reasons = [{ within = "2 weeks", after = "m" }, { after = "p.start" }]',
        "26:59 reasons-contradict",
    ),
    "no time so long": (
        'reasons = [{ at_least = "12 years", after = "m" }, { before = "p" }]',
        "26:63 reasons-contradict",
    ),
    "none of a set": (
        'date = "[1950,1958]"\nreasons = [{ after = "m" }]',
        "27:22 reasons-contradict",
    ),
    "two that do not hang together": (
        'date = "1958"\nreasons = [{ after = "m" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\ndate = "1948"\nreasons = [{ after = "o" }]',
        "27:22 reasons-contradict",
        "33:22 reasons-contradict",
    ),
    "a chain": (
        'reasons = [{ after = "p" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\ndate = "1978"\nreasons = [{ after = "e" }]',
        "32:22 reasons-contradict",
    ),
    "a circle of two": (
        'reasons = [{ after = "f" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\nreasons = [{ after = "e" }]',
        "31:22 reasons-circle",
    ),
    "a circle of lengths": (
        'reasons = [{ after = "m" }, { within = "2 months", after = "f" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\nreasons = [{ at_least = "3 months", before = "e" }]',
        "31:46 reasons-circle",
    ),
    "two that overlap": (
        'date = "1959"\nreasons = [{ during = "f" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\ndate = "1959"\nreasons = [{ during = "e" }]',
    ),
    "itself": (
        'date = "1960"\nreasons = [{ after = "e" }]',
        "27:22 reason-itself",
    ),
    "itself, by an old id": (
        'was = ["old"]\ndate = "1960"\nreasons = [{ after = "old.start" }]',
        "28:22 warning event-renamed",
        "28:22 reason-itself",
    ),
    "no other event": (
        'date = "1960"\nreasons = [{ within = "2 weeks" }]',
        "27:12 reason-event",
    ),
    "two other events": (
        'reasons = [{ after = "m", before = "p" }]',
        "26:27 reason-several",
    ),
    "two lengths": (
        'reasons = [{ within = "5 years", at_least = "1 year", after = "m" }]',
        "26:34 reason-several",
    ),
    "during for a length": (
        'reasons = [{ within = "5 years", during = "p" }]',
        "26:14 reason-length",
    ),
    "during an end": (
        'reasons = [{ during = "p.start" }]',
        "26:25 reason-end",
    ),
    "a middle": (
        'reasons = [{ after = "p.middle" }]',
        "26:24 reason-end",
    ),
    "an end in another word": (
        'reasons = [{ after = "p.beginning" }]',
        "26:24 reason-end -> p.start",
    ),
    "an end without a name": (
        'reasons = [{ after = "p." }]',
        "26:24 reason-end",
    ),
    "a length without a unit": (
        'reasons = [{ within = "10", after = "m" }]',
        "26:23 length-form",
    ),
    "a length as a number": (
        'reasons = [{ within = 10, after = "m" }]',
        "26:23 wrong-type",
    ),
    "a length in short": (
        'reasons = [{ within = "10 wks", after = "m" }]',
        "26:23 length-form -> 10 weeks",
    ),
    "an unknown event": (
        'reasons = [{ after = "n" }]',
        "26:22 unknown-event",
    ),
    "a renamed event": (
        'reasons = [{ after = "old.start" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\ndate = "1945"\nwas = ["old"]',
        "26:22 warning event-renamed",
    ),
    "a reason as text": (
        'reasons = ["m"]',
        "26:12 wrong-type",
    ),
    "a reason alone": (
        'reasons = { after = "m" }',
        "26:11 wrong-type",
    ),
    "what the dates say": (
        'date = "1960"\nreasons = [{ after = "m" }]',
        "27:22 note reason-idle",
    ),
    "the same twice": (
        'reasons = [{ after = "m" }, { after = "m.end" }]',
        "26:39 note reason-idle",
    ),
    "the same from both sides": (
        'reasons = [{ after = "f" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\ndate = "1945/1950"\nreasons = [{ before = "e" }]',
        "32:23 note reason-idle",
    ),
    "no bound": (
        'reasons = [{ after = "f" }]\n[[events]]\nid = "f"\ntitle = "F"\nsources = ["s"]\nundated = true',
        "26:1 warning reasons-unbounded",
    ),
    "no reasons": (
        "reasons = []",
        "22:1 no-date",
    ),
}

# Lines of the event "e", which begin at line 12.
IN_EVENT = {
    "a place of its own, among sources": (
        'date = "1945"\nlinks = []\n[[events]]\ntitle = "F"\ndate = "1945"\nsources = ["s", "p. 2"]',
        "14:1 warning no-id",
        "17:17 unknown-source",
    ),
    "a highlight": ('date = "1945"\nhighlight = true', "13:1 unknown-key"),
    "an address in a wiki's brackets": (
        'date = "1945"\nlinks = ["[https://example.org its site]"]',
        "13:10 address",
    ),
    "a subtitle": ('date = "1945"\nsubtitle = "x"', "13:1 unknown-key"),
    "a place": ('date = "1945"\nplace = "Vienna"', "13:1 unknown-key"),
    "a place beside extra": (
        'date = "1945"\nextra = { a = 1 }\nlocation = "x"',
        "14:1 unknown-key",
    ),
    "a picture and its caption": (
        'date = "1945"\nimage = "a.jpg"\ncaption = "b"',
        "13:1 unknown-key",
        "14:1 unknown-key",
    ),
    "a category": ('date = "1945"\ncategory = "war"', "13:1 unknown-key"),
    "a link": ('date = "1945"\nlink = "https://example.org"', "13:1 unknown-key"),
    "a time of day": ('date = "1945"\ntime = "12:00"', "13:1 unknown-key"),
    "a body": ('date = "1945"\nbody = "x"', "13:1 unknown-key -> text"),
    "a reference": ('date = "1945"\nref = "Quinn"', "13:1 unknown-key"),
    "a page of a source": ('date = "1945"\npage = "17"', "13:1 unknown-key"),
    "a colour of an event": ('date = "1945"\ncolor = "red"', "13:1 unknown-key"),
    "a key that nobody knows": ('date = "1945"\nmood = "grim"', "13:1 unknown-key"),
    "a key with a hyphen": ('date = "1945"\nDate-Text = "x"', "13:1 unknown-key -> date_text"),
    "a figure's name and amount": (
        'date = "1945"\nfigures = [{ name = "dead", amount = 5 }]',
        "13:14 unknown-key -> what",
        "13:29 unknown-key -> value",
    ),
    "no date": ("", "8:1 no-date"),
    "undated is false": ("undated = false", "8:1 no-date"),
    "undated is text": ('undated = "yes"', "12:11 wrong-type"),
    "undated is a number": ("undated = 1", "12:11 wrong-type"),
    "undated with a date": ('undated = true\ndate = "1945"', "12:1 undated-date"),
    "undated with attested": ('attested = "1945"\nundated = true', "13:1 undated-date"),
    "undated with a wrong date": (
        'undated = true\ndate = "1945-13"',
        "12:1 undated-date",
        "13:14 date-month",
    ),
    "undated with accounts": (
        'undated = true\naccounts = [{ date = "1945" }]',
        "13:1 undated-accounts",
    ),
    "an undated annotation": (
        'undated = true\nannotation = "x"',
        "1:1 warning none-dated",
        "13:1 warning undated-mark",
    ),
    "undated importance": (
        "undated = true\nimportance = 5",
        "1:1 warning none-dated",
        "13:1 warning undated-mark",
    ),
    "no date, in words": ('date = "n.d."', "12:8 date-character"),
    "a date that is unknown": ('date = "unknown"', "12:8 date-draft-unknown"),
    "date is empty": ('date = ""', "12:8 date-empty"),
    "month 13": ('date = "1959-13"', "12:14 date-month"),
    "day 30 of February": ('date = "1959-02-30"', "12:17 date-day -> 1959-02"),
    "a date in words": ('date = "spring 1959"', "12:8 date-words -> 1959-21"),
    "date has a blank": ('date = "1959 "', "12:13 date-space -> 1959"),
    "date in single quotes": ("date = '1959-13'", "12:14 date-month"),
    "date behind an escape": ('date = "\\u0031959-13"', "12:19 date-month"),
    "date of several lines": ('date = """\n1959-13"""', "13:6 date-month"),
    "date is a decimal": ("date = 1945.03", "12:8 date-type"),
    "date is not a number": ("date = nan", "12:8 date-type"),
    "date is a date-time": ("date = 1970-03-31T10:00:00Z", "12:8 date-type -> 1970-03-31"),
    "date is a time": ("date = 10:00:00", "12:8 date-type"),
    "date is true": ("date = true", "12:8 date-type"),
    "date is an array": ("date = [1945, 1946]", "12:8 date-type"),
    "date is a table": ("date = { year = 1945 }", "12:8 date-type"),
    "a day without hyphens": ("date = 19590313", "12:8 date-hyphens -> 1959-03-13"),
    "a month without a hyphen": ("date = 195903", "12:8 date-hyphens -> 1959-03"),
    "a year past reckoning": ("date = 99999999999999999999", "12:8 date-year"),
    "a long hexadecimal year": (
        "date = 0xffffffffffffffffffffffffffffffffffffffff",
        "12:8 date-year",
    ),
    "date and attested": ('date = "1945"\nattested = "1997"', "13:1 two-dates"),
    "attested is an interval": ('attested = "1990/1997"', "12:12 attested-date"),
    "attested is a set": ('attested = "[1990,1997]"', "12:12 attested-date"),
    "attested is no date": ('attested = "1997-13"', "12:18 date-month"),
    "a figure of nothing": ('date = "1945"\nfigures = [{ what = "people" }]', "13:12 figure-empty"),
    "a figure without what": ('date = "1945"\nfigures = [{ value = 70 }]', "13:12 missing-key"),
    "what is empty": ('date = "1945"\nfigures = [{ what = " ", value = 70 }]', "13:21 empty-title"),
    "value with low": (
        'date = "1945"\nfigures = [{ what = "people", value = 70, low = 60 }]',
        "13:31 figure-both",
    ),
    "low above high": (
        'date = "1945"\nfigures = [{ what = "people", low = 80, high = 70.5 }]',
        "13:37 figure-order",
    ),
    "value is true": (
        'date = "1945"\nfigures = [{ what = "people", value = true }]',
        "13:39 wrong-type",
    ),
    "value is text": (
        'date = "1945"\nfigures = [{ what = "people", value = "about 70" }]',
        "13:39 wrong-type",
    ),
    "value is not a number": (
        'date = "1945"\nfigures = [{ what = "people", value = nan }]',
        "13:39 figure-finite",
    ),
    "low is infinite": (
        'date = "1945"\nfigures = [{ what = "people", low = -inf }]',
        "13:37 figure-finite",
    ),
    "value has an exponent past reckoning": (
        'date = "1945"\nfigures = [{ what = "people", value = 1e99999999999999999999 }]',
        "13:39 figure-finite",
    ),
    "value is too long": (
        'date = "1945"\nfigures = [{ what = "people", value = 1e40 }]',
        "13:39 figure-size",
    ),
    "about is text": (
        'date = "1945"\nfigures = [{ what = "people", value = 70, about = "yes" }]',
        "13:51 wrong-type",
    ),
    "a figure is text": ('date = "1945"\nfigures = ["70 people"]', "13:12 wrong-type"),
    "figures is text": ('date = "1945"\nfigures = "70 people"', "13:11 wrong-type"),
    "figures is a table": (
        'date = "1945"\nfigures = { what = "people", value = 70 }',
        "13:11 wrong-type",
    ),
    "a figure's source is unknown": (
        'date = "1945"\nfigures = [{ what = "people", value = 70, sources = ["t"] }]',
        "13:54 unknown-source",
    ),
    "an account without a date": (
        'date = "1945"\naccounts = [{ note = "n" }]',
        "13:13 missing-key",
    ),
    "an account's date": ('date = "1945"\naccounts = [{ date = "1946-13" }]', "13:28 date-month"),
    "an account's source": (
        'date = "1945"\naccounts = [{ date = "1946", sources = [{ id = "t" }] }]',
        "13:48 unknown-source",
    ),
    "accounts is text": ('date = "1945"\naccounts = "1946"', "13:12 wrong-type"),
    "a key of the event under its account": (
        'date = "1945"\n[[events.accounts]]\ndate = "1946"\nimportance = 5',
        "15:1 unknown-key",
    ),
    "annotation is blank": ('date = "1945"\nannotation = " "', "13:14 empty-line"),
    "annotation is no text": ('date = "1945"\nannotation = 16', "13:14 wrong-type"),
    "annotation is too long": (f'date = "1945"\nannotation = "{"a" * 121}"', "13:135 line-length"),
    "annotation is too long in what readers take for letters": (
        'date = "1945"\nannotation = "' + "e\u0301" * 121 + '"',
        "13:255 line-length",
    ),
    "text with links to files and mail": (
        'date = "1945"\ntext = "[a](b.html) [c](../d.pdf#e) [f](g@e.org) [h](e.org)"',
        "13:13 warning markdown-address",
        "13:25 warning markdown-address",
        "13:41 warning markdown-address",
        "13:54 warning markdown-address",
    ),
    "text with parted signs": (
        'date = "1945"\ntext = "It ** was ** so, 2 ** 3; [it] (https://e.org), [sic] (so)"',
        "13:12 warning markdown-spaced",
        "13:34 warning markdown-apart",
    ),
    "text with an image": (
        "date = \"1945\"\ntext = 'Seen: ![ship](https://e.org/s.png).'",
        "13:15 warning markdown-image",
    ),
    "text with an image beside the file": (
        "date = \"1945\"\ntext = '![the ruin](images/ruin.jpg)'",
        "13:9 warning markdown-image",
    ),
    "text with parted links to events": (
        "date = \"1945\"\ntext = '[it] (#e) and [that] (#nothing)'",
        "13:9 warning markdown-apart",
        "13:23 warning markdown-apart",
    ),
    "text with a table": (
        "date = \"1945\"\ntext = '''\nThe crew:\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n'''",
        "16:1 warning markdown-table",
    ),
    "text with HTML": (
        "date = \"1945\"\ntext = 'It <b>was</b> so.<br>And <!-- no --> <unknown>, 5 <6'",
        "13:12 warning markdown-html",
        "13:26 warning markdown-html",
        "13:34 warning markdown-html",
    ),
    "text with footnotes": (
        "date = \"1945\"\ntext = '''\nSo it was.[^1]\n\n[^1]: Smith.'''",
        "14:11 warning markdown-footnote",
        "16:1 warning markdown-footnote",
    ),
    "text with tasks": (
        "date = \"1945\"\ntext = '''\n- [ ] one\n- [x] two\n- [sic] three'''",
        "14:3 warning markdown-task",
        "15:3 warning markdown-task",
    ),
    "text with a fence": (
        "date = \"1945\"\ntext = '''\n```\n[x](#no)\n```\n'''",
        "14:1 warning markdown-code",
    ),
    "text with indented code": (
        "date = \"1945\"\ntext = '''\nOne.\n\n    x = 1\n'''",
        "16:1 warning markdown-indented",
    ),
    "text with rules": (
        "date = \"1945\"\ntext = '''\nOne.\n\n* * *\n\nTwo\n---\n'''",
        "16:1 warning markdown-rule",
        "19:1 warning markdown-rule",
    ),
    "text with a list of terms": (
        "date = \"1945\"\ntext = '''\nTerm\n: what it is\n'''",
        "15:1 warning markdown-definition",
    ),
    "text with marked words": (
        "date = \"1945\"\ntext = 'It ==was== so, a == b'",
        "13:12 warning markdown-marked",
    ),
    "text with raised signs": (
        "date = \"1945\"\ntext = 'x^2^, H~2~O, ~1900–~1910, 10^6'",
        "13:10 warning markdown-raised",
        "13:16 warning markdown-lowered",
    ),
    "text with a heading of a wiki": (
        "date = \"1945\"\ntext = '''\n== Early years ==\n'''",
        "14:1 warning markdown-heading",
    ),
    "text with markup of wikis": (
        "date = \"1945\"\ntext = \"See [[The Ship|it]], ''so'' {{cite}}, 6' 2''\"",
        "13:13 warning markdown-wiki",
        "13:30 warning markdown-quotes",
        "13:37 warning markdown-template",
    ),
    "text with a wiki's link to an event": (
        "date = \"1945\"\ntext = 'See [[E]].'",
        "13:13 warning markdown-wiki",
    ),
    "text with an undefined reference": (
        "date = \"1945\"\ntext = 'See [it][there], [1][2].'",
        "13:13 warning markdown-reference",
    ),
    "text with an unused definition": (
        "date = \"1945\"\ntext = '''\n[it]: https://e.org\n'''",
        "14:1 warning markdown-unused",
    ),
    "text with links that are none": (
        "date = \"1945\"\ntext = '[a](javascript:x) [b](/c.html) [d](e) <tel:1> [f](https://e.org/a b)'",
        "13:13 warning markdown-address",
        "13:31 warning markdown-address",
        "13:44 warning markdown-address",
        "13:47 warning markdown-address",
        "13:59 warning markdown-address",
    ),
    "text with a bare host": (
        "date = \"1945\"\ntext = 'See www.example.org.'",
        "13:13 warning markdown-web",
    ),
    "text with an emoji's name": (
        "date = \"1945\"\ntext = 'Fine :smile: at 12:30:45'",
        "13:14 warning markdown-emoji",
    ),
    "text with a formula": (
        "date = \"1945\"\ntext = 'So $x^2$ and $y$ for $5 or $6'",
        "13:12 warning markdown-formula",
        "13:22 warning markdown-formula",
    ),
    "text with BBCode": (
        "date = \"1945\"\ntext = '[b]so[/b] [sic]'",
        "13:9 warning markdown-brackets",
    ),
    "text with a box": (
        "date = \"1945\"\ntext = '''\n> [!NOTE]\n> So.\n'''",
        "14:3 warning markdown-box",
    ),
    "text in a quotation in a list": (
        "date = \"1945\"\ntext = '''\n- one\n- > two\n  > ==three==\n'''",
        "16:5 warning markdown-marked",
    ),
    "text behind escapes": (
        'date = "1945"\ntext = "A \\"b\\" \\u00e9 ==c=="',
        "13:24 warning markdown-marked",
    ),
    "text on lines that go on": (
        'date = "1945"\ntext = """\nOne \\\n   two ==c==."""',
        "15:8 warning markdown-marked",
    ),
    "link to nothing": (
        "date = \"1945\"\ntext = '''\nOne.\nSee [it](#f) and [e](#e).'''",
        "15:10 unknown-event",
    ),
    "link with capitals": (
        "date = \"1945\"\ntext = 'See [it](#E).'",
        "13:18 unknown-event -> #e",
    ),
    "link to nothing by a reference": (
        "date = \"1945\"\ntext = '''\nSee [it].\n\n[it]: #f'''",
        "14:5 unknown-event",
    ),
    "a link to an event in a note": (
        'date = "1945"\nnote = "After [the fire](#e) it burnt."',
        "13:15 warning markdown-plain",
    ),
    "label in bold": (
        "date = \"1945\"\nlabel = '**E** and a*b*c ** __init'",
        "13:10 warning markdown-plain",
    ),
    "note with a link": (
        "date = \"1945\"\nnote = 'See [it](https://e.org), [sic] (so) and [a](b).'",
        "13:13 warning markdown-plain",
    ),
    "note with HTML": (
        "date = \"1945\"\nnote = 'R&amp;D <i>so</i> <unknown> 5 <6'",
        "13:10 warning markdown-plain",
        "13:17 warning markdown-plain",
    ),
    "note struck out": (
        "date = \"1945\"\nnote = '~~no~~ ~1900~'",
        "13:9 warning markdown-plain",
    ),
    "annotation with a line break": (
        'date = "1945"\nannotation = "One.\\nTwo."',
        "13:19 line-break -> One. Two.",
    ),
    "annotation with a break of paragraphs": (
        'date = "1945"\nannotation = "One.\u2029Two."',
        "13:19 line-break -> One. Two.",
    ),
    "lane is unknown": ('date = "1945"\nlane = "war"', "13:8 unknown-lane"),
    "lane is empty": ('date = "1945"\nlane = ""', "13:8 unknown-lane"),
    "tags is text": ('date = "1945"\ntags = "war"', "13:8 wrong-type"),
    "tags has a number": ('date = "1945"\ntags = ["war", 5]', "13:16 wrong-type"),
    "a tag twice": ('date = "1945"\ntags = ["war", "war"]', "13:16 repeated"),
    "importance 0": ('date = "1945"\nimportance = 0', "13:14 out-of-range"),
    "importance 6": ('date = "1945"\nimportance = 6', "13:14 out-of-range"),
    "importance is a decimal": ('date = "1945"\nimportance = 3.0', "13:14 wrong-type"),
    "importance is true": ('date = "1945"\nimportance = true', "13:14 wrong-type"),
    "importance is text": ('date = "1945"\nimportance = "5"', "13:14 wrong-type"),
    "importance is endless": ('date = "1945"\nimportance = 0x' + "f" * 5000, "13:14 out-of-range"),
    "a link that runs code": ('date = "1945"\nlinks = ["javascript:alert(1)"]', "13:10 address"),
    "a link that runs code, in capitals": (
        'date = "1945"\nlinks = [" JavaScript:alert(1)"]',
        "13:10 address",
    ),
    "a link to data": ('date = "1945"\nlinks = ["data:text/html,x"]', "13:10 address"),
    "a link to a file": ('date = "1945"\nlinks = ["file:///etc/passwd"]', "13:10 address"),
    "a link with a blank before it": (
        'date = "1945"\nlinks = [" https://example.org"]',
        "13:10 address",
    ),
    "a link with a blank inside": (
        'date = "1945"\nlinks = ["https://example.org/a b"]',
        "13:32 address",
    ),
    "a link with a tab": ('date = "1945"\nlinks = ["java\\tscript:alert(1)"]', "13:10 address"),
    "a link without a scheme": ('date = "1945"\nlinks = ["www.example.org"]', "13:10 address"),
    "a link without a host": ('date = "1945"\nlinks = ["https:///path"]', "13:10 address"),
    "a link to nowhere": (
        'date = "1945"\nlinks = [{ url = "#top", title = "Top" }]',
        "13:18 address",
    ),
    "a link is a number": ('date = "1945"\nlinks = [5]', "13:10 wrong-type"),
    "a link without url": ('date = "1945"\nlinks = [{ title = "Page" }]', "13:10 missing-key"),
    "mail without a mailbox": ('date = "1945"\nlinks = ["mailto:me"]', "13:10 address"),
    "links is text": ('date = "1945"\nlinks = "https://example.org"', "13:9 wrong-type"),
    "see itself unknown": ('date = "1945"\nsee = ["f"]', "13:8 unknown-event"),
    "see twice": ('date = "1945"\nsee = ["e", "e"]', "13:13 repeated"),
    "extra is text": ('date = "1945"\nextra = "note"', "13:9 wrong-type"),
    "extra is nested deep": (
        'date = "1945"\nextra = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = 1 } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } }',
        "13:9 extra",
    ),
    "was in capitals": ('date = "1945"\nwas = ["Old"]', "13:8 id-form"),
    "was is the event's own id": ('date = "1945"\nwas = ["e"]', "13:8 id-clash"),
    "was is text": ('date = "1945"\nwas = "old"', "13:7 wrong-type"),
    "a control character": ('date = "1945"\nnote = "a\\u0007b"', "13:8 control-character"),
    "text is a date": ('date = "1945"\ntext = 1945-01-01', "13:8 wrong-type"),
    "an unknown key in quotes": (
        'date = "1945"\n"date note" = "x"',
        "13:1 unknown-key -> date_note",
    ),
    "TimelineJS's headline": ('date = "1945"\nheadline = "x"', "13:1 unknown-key"),
    "tags is a list of words": ('date = "1945"\ntags = "war, peace"', "13:8 wrong-type"),
    "see is a list of words": ('date = "1945"\nsee = "a,b"', "13:7 wrong-type"),
    "was is a list of words": ('date = "1945"\nwas = "a, b"', "13:7 wrong-type"),
    "tags is a comma": ('date = "1945"\ntags = ","', "13:8 wrong-type"),
    "value in quotes": (
        'date = "1945"\nfigures = [{ what = "people", value = "12 500" }]',
        "13:39 wrong-type",
    ),
    "value in quotes, from a number to another": (
        'date = "1945"\nfigures = [{ what = "people", value = "70-80" }]',
        "13:39 wrong-type",
    ),
    "value is words": (
        'date = "1945"\nfigures = [{ what = "people", value = "many" }]',
        "13:39 wrong-type",
    ),
    "start and end": ('start = "1950"\nend = "1951"', "12:1 unknown-key -> 1950/1951"),
    "start and end in years": ("start = 1950\nend = 1951", "12:1 unknown-key -> 1950/1951"),
    "start and end, the wrong way round": ("start = 1951\nend = 1950", "12:1 unknown-key"),
    "start and end with a date": (
        'date = "1945"\nstart = "1950"\nend = "1951"',
        "13:1 unknown-key -> 1950/1951",
    ),
    "start alone": ('start = "1950"', "12:1 unknown-key -> date"),
    "TimelineJS's dates": (
        'start_date = "1950"\nend_date = "1951"',
        "12:1 unknown-key -> 1950/1951",
    ),
    "an end beside a date": ('date = "1910"\nend = "1912"', "13:1 unknown-key -> 1910/1912"),
    "an end in words beside a year": (
        "date = 1910\nuntil = 'May 1912'",
        "13:1 unknown-key -> 1910/1912-05",
    ),
    "an end before its date": ('date = "1910"\nend = "1905"', "13:1 unknown-key"),
    "an end beside an interval": ('date = "1910/1911"\nend = "1912"', "13:1 unknown-key"),
    "an end that is no date": ("date = 1910\nend = [1]", "13:1 unknown-key"),
    "an end alone": ("until = 1912", "12:1 unknown-key -> /1912"),
    "an end alone that is no date": ('end = "some day"', "12:1 unknown-key -> date"),
    "from and to": ("to = 1912\nfrom = 1910", "12:1 unknown-key -> 1910/1912"),
    "days in words": (
        'start_date = "3 May 1910"\nend_date = "6 May 1910"',
        "12:1 unknown-key -> 1910-05-03/1910-05-06",
    ),
    "year, month and day": ('year = 1910\nmonth = "5"\nday = 3', "12:1 unknown-key -> 1910-05-03"),
    "year and month": ("year = 1910\nmonth = 5", "12:1 unknown-key -> 1910-05"),
    "a year beside a date": ('date = "1910"\nyear = 1910', "13:1 unknown-key"),
    "an account's end": (
        'date = "1945"\naccounts = [{ date = "1910", end = "1912" }]',
        "13:30 unknown-key -> 1910/1912",
    ),
    "notes beside a note": ('date = "1945"\nnotes = "x"\nnote = "y"', "13:1 unknown-key"),
    "a lane by its title": (
        'date = "1945"\nlane = "Our War"\n[[lanes]]\nid = "war"\ntitle = "Our war"',
        "13:8 unknown-lane",
    ),
    "a lane in capitals": (
        'date = "1945"\nlane = "WAR"\n[[lanes]]\nid = "war"\ntitle = "W"',
        "13:8 unknown-lane",
    ),
    "a lane of words": ('date = "1945"\nlane = "The war"', "13:8 unknown-lane"),
    "[events.sources]": (
        'date = "1945"\n[[events]]\nid = "f"\ntitle = "F"\ndate = "1945"\n[events.sources]\nid = "s"',
        "17:1 wrong-type",
    ),
    "[events.figures.sources]": (
        'date = "1945"\n[[events.figures]]\nwhat = "p"\nvalue = 1\n[events.figures.sources]\nid = "s"',
        "16:1 wrong-type",
    ),
    "[events.links] twice": (
        'date = "1945"\n[events.links]\nurl = "https://a.org"\n[events.links]\nurl = "https://b.org"',
        "13:1 duplicate-table",
        "15:1 duplicate-table",
    ),
    "Date": ('Date = "1945"', "12:1 unknown-key -> date"),
    "Attested": ('Attested = "1945"', "12:1 unknown-key -> attested"),
    "a figure's value misspelt": (
        'date = "1945"\nfigures = [{ what = "people", lo = 70 }]',
        "13:31 unknown-key -> low",
    ),
    "sources as a key and as tables": (
        'date = "1945"\n[[events.sources]]\nid = "s"',
        "13:1 duplicate-table",
    ),
    "sources as a key and as a table": (
        'date = "1945"\n[events.sources]\nid = "s"',
        "13:1 duplicate-table",
    ),
    "figures outside an event": ('date = "1945"\n[[figures]]\nwhat = "people"', "13:3 unknown-key"),
    "an account outside an event": (
        'date = "1945"\n[[account]]\ndate = "1946"',
        "13:3 unknown-key",
    ),
    "links outside an event": (
        'date = "1945"\n[[links]]\nurl = "https://example.org/"',
        "13:3 unknown-key",
    ),
    "a date with its calendar": (
        'date = "14 July 1789 (O.S.)"',
        "12:22 date-calendar -> 1789-07-25",
    ),
    "a date to the present": ('date = "1950 - present"', "12:16 date-words -> 1950/.."),
}

# Whole files.
IN_FILE = {
    "a source and its page in one text": (
        DATED.replace('["s"]', '["s", "s, p. 17", "S: 4"]'),
        "11:17 unknown-source",
        "11:29 unknown-source",
    ),
    "a source by its author": (
        DATED.replace('title = "S"', 'title = "S"\nauthor = "Ann Quinn"\ndate = 1995').replace(
            '["s"]', '["s", "Quinn p. 150", "Quinn (1995), 3-4", "quinn", "Quinn 1996, 3"]'
        ),
        "13:17 unknown-source",
        "13:33 unknown-source",
        "13:54 unknown-source",
        "13:63 unknown-source",
    ),
    "an author of two works": (
        DATED.replace(
            'title = "S"',
            'title = "S"\nauthor = "Quinn, Ann"\n\n[[sources]]\nid = "t"\ntitle = "T"\nauthor = "A. Quinn"',
        ).replace('["s"]', '["s", "t", "Quinn, p. 150"]'),
        "17:22 unknown-source",
    ),
    "a source and its page without brackets": (
        DATED.replace('["s"]', '"s, p. 17"'),
        "11:11 wrong-type",
    ),
    "a work where it is cited": (
        DATED.replace('["s"]', '["s", { title = "New", url = "https://example.org" }]'),
        "11:17 work-cited",
    ),
    "a declared work where it is cited": (
        DATED.replace('["s"]', '[{ id = "s", author = "A" }, { title = "S", locator = "1" }]'),
        "11:12 work-cited",
        "11:40 work-cited",
    ),
    "tables of other tools": (
        DATED + '[[eras]]\ntitle = "x"\n[[bibliography]]\ntitle = "x"\n[meta]\ntitle = "x"\n',
        "13:3 unknown-key -> periods",
        "15:3 unknown-key -> sources",
        "17:2 unknown-key",
    ),
    "a source's journal and ISBN": (
        DATED + '[[sources]]\nid = "t"\ntitle = "T"\njournal = "J"\nisbn = "1"\n',
        "16:1 unknown-key -> publisher",
        "17:1 unknown-key",
    ),
    "an empty file": ("", "1:1 empty"),
    "only a comment": ("# nothing yet\n", "1:1 empty"),
    "no [timeline]": (
        '[[events]]\nid = "e"\ntitle = "E"\ndate = "1945"\nsources = ["s"]\n' + SOURCE,
        "1:1 missing-key",
    ),
    "[timeline] without a title": ('[timeline]\nlang = "en"\n', "1:1 missing-key"),
    "an empty title": ('[timeline]\ntitle = " "\n', "2:9 empty-title"),
    "timeline is text": ('timeline = "T"\n', "1:12 wrong-type"),
    "[[timeline]]": ('[[timeline]]\ntitle = "T"\n', "1:1 wrong-type"),
    "title above [timeline]": ('title = "T"\n', "1:1 missing-key", "1:1 unknown-key"),
    "[[event]]": (DATED.replace("[[events]]", "[[event]]"), "8:3 unknown-key -> events"),
    "[events]": (DATED.replace("[[events]]", "[events]"), "8:1 wrong-type"),
    "[sources]": (DATED.replace("[[sources]]", "[sources]"), "4:1 wrong-type"),
    "[event]": (DATED.replace("[[events]]", "[event]"), "8:2 unknown-key -> events"),
    "[event] without a date": (
        EVENT.replace("[[events]]", "[event]"),
        *("8:1 no-date", "8:2 unknown-key -> events"),
    ),
    "[[event.sources]]": (
        DATED.replace('sources = ["s"]\n', "") + '[[event.sources]]\nid = "s"\n',
        "12:3 unknown-key -> events",
    ),
    "start and end of the timeline": (
        HEADER + "start = 1900\nend = 2000\n",
        "3:1 unknown-key -> 1900/2000",
    ),
    "start and end of the timeline beside its span": (
        HEADER + 'span = "1900/2000"\nfrom = 1900\nto = 2000\n',
        "4:1 unknown-key -> 1900/2000",
    ),
    "start and end of a period": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\nstart = 1900\nend = 1910\n',
        "16:1 unknown-key -> 1900/1910",
    ),
    "an end beside the date of a period": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\ndate = 1900\nend = 1910\n',
        "17:1 unknown-key -> 1900/1910",
    ),
    "an end beside a span": (HEADER + "span = 1900\nend = 2000\n", "4:1 unknown-key -> 1900/2000"),
    "no event": (HEADER, "1:1 warning no-events"),
    "no event, with a span": (
        HEADER + 'span = "1900/2000"\n' + SOURCE,
        "1:1 warning no-events",
        "5:1 warning unused-source",
    ),
    "events of texts": ('events = ["E"]\n' + HEADER, "1:11 wrong-type"),
    "format 2": ("format = 2\nfuture = true\n" + HEADER, "1:10 format"),
    "format 0": ("format = 0\n" + HEADER, "1:10 format"),
    "format is text": ('format = "1"\n' + HEADER, "1:10 wrong-type"),
    "a lane without id and title": (HEADER + "[[lanes]]\n", "3:1 missing-key", "3:1 missing-key"),
    "a lane's id has a capital": (
        DATED + 'lane = "War"\n[[lanes]]\nid = "War"\ntitle = "War"\n',
        "15:6 id-form",
    ),
    "an id with a blank": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "the end"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "9:10 id-form",
    ),
    "an id with two hyphens": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "a--b"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "9:8 id-form",
    ),
    "an id that ends in a hyphen": (
        HEADER + SOURCE + '\n[[events]]\nid = "a-"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "9:8 id-form",
    ),
    "an id of signs": (
        HEADER + SOURCE + '\n[[events]]\nid = "???"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "9:6 id-form",
    ),
    "an empty id": (
        HEADER + SOURCE + '\n[[events]]\nid = ""\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "9:6 id-form",
    ),
    "an id is a number": (
        HEADER + SOURCE + '\n[[events]]\nid = 5\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "9:6 wrong-type",
    ),
    "an id in decomposed letters": (
        HEADER + SOURCE + '\n[[events]]\nid = "éte"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "9:6 id-form",
    ),
    "an event's id twice": (
        DATED + '[[events]]\nid = "e"\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        "14:6 id-clash",
    ),
    "an id that another once had": (
        DATED + 'was = ["f"]\n[[events]]\nid = "f"\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        "13:8 id-clash",
    ),
    "an old id twice": (
        DATED
        + 'was = ["f"]\n[[events]]\nid = "g"\nwas = ["f"]\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        "16:8 id-clash",
    ),
    "a source's id twice": (DATED + '[[sources]]\nid = "s"\ntitle = "S"\n', "14:6 id-clash"),
    "a lane's id twice": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\n[[lanes]]\nid = "l"\ntitle = "L"\n',
        "18:6 id-clash",
    ),
    "a tag's id twice": (
        DATED + 'tags = ["t"]\n[[tags]]\nid = "t"\ntitle = "T"\n[[tags]]\nid = "t"\ntitle = "T"\n',
        "18:6 id-clash",
    ),
    "a period's id twice": (
        DATED
        + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945/1950"\n[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945/1950"\n',
        "18:6 id-clash",
    ),
    "a period is one date": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945"\n',
        "16:8 period-interval",
    ),
    "a period without a date": (DATED + '[[periods]]\nid = "p"\ntitle = "P"\n', "13:1 missing-key"),
    "a period's date is wrong": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945/1944"\n',
        "16:14 date-reversed -> 1944/1945",
    ),
    "an empty tag title": (
        DATED + 'tags = ["t"]\n[[tags]]\nid = "t"\ntitle = ""\n',
        "16:9 empty-title",
    ),
    "a lane misspelt": (
        DATED + 'lane = "takn"\n[[lanes]]\nid = "taken"\ntitle = "L"\n',
        "13:8 unknown-lane",
    ),
    "a tag misspelt": (
        DATED + 'tags = ["wars"]\n[[tags]]\nid = "war"\ntitle = "L"\n',
        "13:9 unknown-tag",
    ),
    "a tag far from any": (
        DATED + 'tags = ["xyz"]\n[[tags]]\nid = "war"\ntitle = "L"\n',
        "13:9 unknown-tag",
    ),
    "a source misspelt": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["articel"]\ndate = "1945"\n[[sources]]\nid = "article"\ntitle = "A"\n',
        "11:12 unknown-source",
    ),
    "a source far from any": (
        DATED.replace('["s"]', '["Wikipedia"]') + SOURCE.replace('"s"', '"t"'),
        "11:12 unknown-source",
    ),
    "a source of signs": (DATED.replace('["s"]', '["???"]'), "11:12 unknown-source"),
    "a source by its title": (DATED.replace('["s"]', '["S"]'), "11:12 unknown-source"),
    "a source by an address": (
        DATED.replace('["s"]', '["https://www.example.org/club?a=b"]'),
        "11:12 unknown-source",
    ),
    "a source by a long address, at a site that is there": (
        DATED.replace('["s"]', f'["https://s/{"a" * 60}"]'),
        "11:12 unknown-source",
    ),
    "a source by its address": (
        DATED.replace('title = "S"\n', 'title = "S"\nurl = "https://a.org/"\n').replace(
            '["s"]', '["https://a.org/"]'
        ),
        "12:12 unknown-source",
    ),
    "a source in a table misspelt": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s", { id = "articel", locator = "p. 5" }]\ndate = "1945"\n[[sources]]\nid = "article"\ntitle = "A"\n',
        "11:24 unknown-source",
    ),
    "sources is text": (
        HEADER + SOURCE + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = "s"\ndate = "1945"\n',
        "11:11 wrong-type",
    ),
    "a source's unknown key": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = [{ id = "s", page = 5 }]\ndate = "1945"\n',
        "11:24 unknown-key -> locator",
    ),
    "a source without id": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = [{ locator = "p. 5" }]\ndate = "1945"\n',
        "11:12 missing-key",
    ),
    "a source is a number": (
        HEADER + SOURCE + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = [5]\ndate = "1945"\n',
        "11:12 wrong-type",
    ),
    "see misspelt": (
        DATED
        + 'see = ["camp"]\n[[events]]\nid = "camps"\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        "13:8 unknown-event",
    ),
    "see an old id": (
        DATED
        + 'see = ["old"]\n[[events]]\nid = "new"\nwas = ["old"]\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        "13:8 warning event-renamed",
    ),
    "see an old id beside the new one": (
        DATED
        + 'see = ["old", "new"]\n[[events]]\nid = "new"\nwas = ["old"]\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        "13:8 warning event-renamed",
    ),
    "a source's date": (
        DATED + '[[sources]]\nid = "t"\ntitle = "T"\ndate = "199"\n',
        "16:8 date-decade -> 0199",
    ),
    "a source's addresses": (
        HEADER
        + SOURCE
        + 'url = "ftp://a.org/"\narchived = "archive.org/x"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "7:7 address",
        "8:12 address",
    ),
    "a source's accessed": (
        HEADER
        + SOURCE
        + 'accessed = "1 May 2024"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "7:12 day",
    ),
    "before the span": (
        HEADER
        + 'span = "1950/1960"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "13:8 outside-span",
    ),
    "after the span": (
        HEADER
        + 'span = "1930/1944"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "13:8 outside-span",
    ),
    "attested after the span": (
        HEADER
        + 'span = "1930/1944"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\nattested = "1945"\n',
        "13:12 outside-span",
    ),
    "no source": (
        HEADER + SOURCE + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\n',
        "4:1 warning unused-source",
        "7:1 warning no-source",
    ),
    "no sources at all": (
        HEADER + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\n',
        "1:1 warning no-sources",
    ),
    "a source never cited": (
        DATED + '[[sources]]\nid = "t"\ntitle = "T"\n',
        "13:1 warning unused-source",
    ),
    "a lane never used": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\n[[lanes]]\nid = "m"\ntitle = "M"\n',
        "17:1 warning unused-lane",
    ),
    "a colour by its name": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "Navy"\n',
        "17:10 colour -> #000080",
    ),
    "a colour without its sign": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "8A3B12"\n',
        "17:10 colour -> #8a3b12",
    ),
    "a colour with an opacity": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "#8a3b1280"\n',
        "17:10 colour -> #8a3b12",
    ),
    "a colour as a function": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "rgb(138, 59, 18)"\n',
        "17:10 colour -> #8a3b12",
    ),
    "a colour as a number": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = 808080\n',
        "17:10 colour",
    ),
    "a colour in words": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "like rust"\n',
        "17:10 colour",
    ),
    "a colour for color": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolor = "#8a3b12"\n',
        "17:1 unknown-key -> colour",
    ),
    "a colour too faint for words": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "#fff3a0"\n',
        "17:10 warning colour-faint -> #80731d",
    ),
    "an accent too faint for words": (
        DATED + '[theme]\naccent = "#ffd700"\n',
        "14:10 warning colour-faint -> #8c7500",
    ),
    "an accent in English": (DATED + '[theme]\naccent = "blue"\n', "14:10 colour -> #0000ff"),
    "another knob": (DATED + '[theme]\nbackground = "#ffffff"\n', "14:1 unknown-key"),
    "an accent misspelt": (DATED + '[theme]\nacent = "#a00"\n', "14:1 unknown-key -> accent"),
    "[[theme]]": (DATED + '[[theme]]\naccent = "#a00"\n', "13:1 wrong-type"),
    "a theme in words": ('theme = "dark"\n' + DATED, "1:9 wrong-type"),
    "two lanes of nearly one colour": (
        DATED
        + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\ncolour = "#c00"\n'
        + '[[lanes]]\nid = "m"\ntitle = "M"\ncolour = "#d00a0a"\n'
        + '[[events]]\nid = "f"\ntitle = "F"\ndate = "1945"\nsources = ["s"]\nlane = "m"\n',
        "21:10 warning colour-alike -> #a50f1e",
    ),
    "a tag never used": (DATED + '[[tags]]\nid = "m"\ntitle = "M"\n', "13:1 warning unused-tag"),
    "no id": (
        HEADER + SOURCE + '\n[[events]]\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        "8:1 warning no-id",
    ),
    "no ids": (
        HEADER
        + SOURCE
        + '\n[[events]]\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n[[events]]\ntitle = "E"\ndate = 1945\nsources = ["s"]\n',
        "8:1 warning no-id",
    ),
    "no title": (
        HEADER + SOURCE + '[[events]]\ndate = 1945\nsources = ["s"]\n',
        "7:1 missing-key",
        "7:1 warning no-id",
    ),
    "Title": (
        HEADER + SOURCE + '[[events]]\nid = "e"\nTitle = "E"\ndate = 1945\nsources = ["s"]\n',
        "9:1 unknown-key -> title",
    ),
    "source for sources": (
        HEADER + SOURCE + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\nsource = ["s"]\n',
        "11:1 unknown-key -> sources",
    ),
    "[[lane]]": (
        DATED + 'lane = "war"\n[[lane]]\nid = "war"\ntitle = "War"\n',
        "14:3 unknown-key -> lanes",
    ),
    "[[source]]": (DATED.replace("[[sources]]", "[[source]]"), "4:3 unknown-key -> sources"),
    "a source's ID": (DATED.replace('id = "s"', 'ID = "s"'), "5:1 unknown-key -> id"),
    "sources is a list of words": (DATED.replace('["s"]', '"s, t"'), "11:11 wrong-type"),
    "sources is empty": (
        DATED.replace('["s"]', "[]"),
        "4:1 warning unused-source",
        "11:11 warning no-source",
    ),
    "sources is empty, and none declared": (
        HEADER + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\nsources = []\n',
        "1:1 warning no-sources",
    ),
    "an account before the span": (
        DATED.replace("\n\n", '\nspan = "1940/1950"\n\n', 1)
        + "accounts = [{ date = 1930 }, { date = 1946 }]\n",
        "14:22 warning outside-span",
    ),
    "a period after the span": (
        DATED.replace("\n\n", '\nspan = "1940/1950"\n\n', 1)
        + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1960/1970"\n',
        "17:8 warning outside-span",
    ),
    "a period that reaches into the span": (
        DATED.replace("\n\n", '\nspan = "1940/1950"\n\n', 1)
        + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1930/1940"\n',
    ),
    "a source accessed in a month": (HEADER + SOURCE + "accessed = 2024-05\n", "7:12 day"),
}

# Lines under [timeline] that are no TOML, which begin at line 3.
IN_TOML = {
    "text without quotes": ("author = Jane Doe", "3:10 quote"),
    "no opening quote": ('author = Jane Doe"', "3:10 quote"),
    "no opening quote, before a comment": ('author = Jane Doe" # who', "3:10 quote"),
    "no opening single quote": ("author = Jane Doe'", "3:10 quote"),
    "no opening quote in an array": ('tags = ["a", house"]', "3:1 unknown-key", "3:14 quote"),
    "quotes inside a text without quotes": ('author = The "big" club', "3:10 quote"),
    "both quotes inside a text without quotes": ("author = O'Hara's \"big\" club", "3:10 quote"),
    "a long text without quotes": ("author = " + "long " * 20, "3:10 quote"),
    "a long text without its opening quote": ("author = " + "long " * 20 + '"', "3:10 quote"),
    "quotes in a line of words": ('- title = "x"', "3:1 line", "3:3 duplicate-key"),
    "a text behind an array": ('x = ["a"] "b"', "3:1 unknown-key", "3:11 line"),
    "backticks": ("author = `Jane`", "3:10 quote"),
    "one backtick": ("author = `Jane", "3:10 quote"),
    "accents for quotes": ("tags = [´a´, ´b´]", "3:1 unknown-key", "3:9 quote", "3:14 quote"),
    "a long text in backticks": (f"author = `{'long ' * 20}`", "3:10 quote"),
    "a semicolon between items": ('tags = ["house"; "money"]', "3:1 unknown-key", "3:16 comma"),
    "a semicolon between words": (
        "tags = [house; money]",
        "3:1 unknown-key",
        "3:9 quote",
        "3:14 comma",
        "3:16 quote",
    ),
    "a semicolon between keys": ("x = { a = 1; b = 2 }", "3:1 unknown-key", "3:12 comma"),
    "a semicolon before items": ('tags = [; "money"]', "3:1 unknown-key", "3:9 comma"),
    "a colon between items": ('tags = ["house": "money"]', "3:1 unknown-key", "3:16 comma"),
    "quotes inside a text in an array": (
        'tags = ["the "big" house"]',
        "3:1 unknown-key",
        "3:14 quote",
    ),
    "a list in round brackets": ('sources = ("minutes")', "3:1 unknown-key", "3:11 bracket"),
    "a list of words in round brackets": (
        "tags = (house, 'money'; the club)",
        "3:1 unknown-key",
        "3:8 bracket",
    ),
    "a list in braces": ('tags = { "a"; "b", }', "3:1 unknown-key", "3:8 bracket"),
    "a text in braces, in an array": ('tags = [{ "a" }]', "3:1 unknown-key", "3:9 bracket"),
    "a list without brackets": ('tags = "a", "b"', "3:1 unknown-key", "3:8 bracket"),
    "a list without brackets, with semicolons": (
        "tags = 'a'; \"b, c\";",
        "3:1 unknown-key",
        "3:8 bracket",
    ),
    "a list of several lines in round brackets": ('tags = (\n"house",\n)', "3:8 bracket"),
    "a list of tables in round brackets": ('figures = ({ what = "p", value = 1 })', "3:11 bracket"),
    "a text in round brackets": ('author = ("Jane")', "3:10 bracket"),
    "words in round brackets": ("author = (Jane)", "3:10 quote"),
    "no = before a text that does not end": ('author "Jane', "3:8 equals", "3:8 quote"),
    "no closing quote": ('author = "Jane', "3:10 quote"),
    "no closing quote, with a curly one": ('author = "Jane”', "3:15 quote"),
    "no closing single quote": ("author = 'Jane", "3:10 quote"),
    "a text of two lines": ('description = "one\ntwo"', "3:15 quote"),
    "triple quotes not closed": ('description = """\none\n', "3:15 quote"),
    "triple single quotes not closed": ("description = '''one\n", "3:15 quote"),
    "curly quotes": ("author = “Jane”", "3:10 quote"),
    "curly single quotes": ("author = ‘Jane’", "3:10 quote"),
    "a quotation that begins a text": ("author = “Jane,” so called", "3:10 quote"),
    "a quotation that is not closed": ("author = “Jane,” so called”", "3:10 quote"),
    "a curly quote round a key": ('“author” = "Jane"', "3:1 quote"),
    "a quote inside a text": ('author = "Jane "J." Doe"', "3:16 quote"),
    "an apostrophe in single quotes": ("author = 'O'Hara'", "3:12 quote"),
    "text after a text": ('author = "Jane" Doe', "3:17 line"),
    "a date without quotes": ("span = 1945/2004", "3:8 quote -> 1945/2004"),
    "a month without quotes": ("span = 1959-13", "3:8 quote"),
    "decades in words without quotes": ("span = 1910s-1920s", "3:8 quote -> 191X/192X"),
    "short years without quotes": ("span = 1903–05", "3:8 quote -> 1903/1905 | 1903-05"),
    "a set without quotes": ("span = [1952..2004]", "3:8 quote", "3:8 span-interval"),
    "a set of years without quotes, in braces": (
        "span = {1960,1962}",
        "3:8 quote",
        "3:8 span-interval",
    ),
    "a day that is not there": ("updated = 2023-02-29", "3:11 date-day -> 2023-02"),
    "a date in words without quotes": ("updated = 31 May 2024", "3:11 day"),
    "an empty value": ("author =", "3:9 value"),
    "an empty value before a comment": ("author = # who", "3:10 value"),
    "capital True": ("about = True", "3:1 unknown-key", "3:9 value"),
    "yes": ("about = yes", "3:1 unknown-key", "3:9 value"),
    "a number that begins with 0": ("height = 0600", "3:10 number"),
    "a number with a comma": ("height = 1,5", "3:10 number", "3:10 wrong-type"),
    "a number with commas": ("height = 1,500", "3:10 number"),
    "a number that begins with its point": ("height = .5", "3:10 number", "3:10 wrong-type"),
    "a number that ends in its point": ("height = 5.", "3:10 number", "3:10 wrong-type"),
    "a number with a unit": ("height = 600 px", "3:10 number"),
    "a number of 5,000 digits": ("height = " + "9" * 5000, "3:10 number"),
    "no =": ('author "Jane"', "3:8 equals"),
    "a colon for =": ('author: "Jane"', "3:7 equals"),
    "a line of words": ("just some words", "3:1 equals"),
    "no key": ("= 5", "3:1 key"),
    "a key in other letters": ('état = "x"', "3:1 key", "3:1 unknown-key"),
    "a table in other letters": ("[événements]", "3:2 key", "3:2 unknown-key"),
    "a key twice": ('title = "U"', "3:1 duplicate-key"),
    "a key twice, behind a dot": (
        "lang.a = 1\nlang.a.b = 2",
        "3:1 wrong-type",
        "4:1 duplicate-key",
    ),
    "a key twice in braces": ('x = { what = "a", what = "b" }', "3:19 duplicate-key"),
    "a key twice in braces, its value of no kind": (
        "x = [{ b = { a = 1, a = 2x } }]",
        "3:1 unknown-key",
        "3:21 duplicate-key",
    ),
    "a key twice in braces, beside one of 1,500 parts": (
        f"x = {{ {'a.' * 1500}a = 1, b = 1, b = 2 }}",
        "3:7 nested",
    ),
    "a key twice in braces, once by an escape": (
        'x = { a = "a", "\\u0061" = "b" }',
        "3:7 duplicate-key",
    ),
    "a table twice": ('[timeline]\nlang = "en"', "3:1 duplicate-table"),
    "[events] twice": (
        "[events]\n[events]",
        "1:1 warning no-sources",
        "3:1 duplicate-table",
        "3:1 missing-key",
        "3:1 no-date",
        "3:1 warning no-id",
        "4:1 duplicate-table",
        "4:1 missing-key",
        "4:1 no-date",
    ),
    "[events] and [[events]]": (
        "[events]\n[[events]]",
        "1:1 warning no-sources",
        "3:1 duplicate-table",
        "3:1 missing-key",
        "3:1 no-date",
        "3:1 warning no-id",
        "4:1 missing-key",
        "4:1 no-date",
    ),
    "[[events]] and [events]": (
        "[[events]]\n[events]",
        "1:1 warning no-sources",
        "3:1 missing-key",
        "3:1 no-date",
        "3:1 warning no-id",
        "4:1 duplicate-table",
        "4:1 missing-key",
        "4:1 no-date",
    ),
    "[lanes] and, far below, [[lanes]]": (
        '  [lanes]\nid = "a"\n\n[[events]]\n\n[[lanes]]',
        "1:1 warning no-sources",
        "3:3 duplicate-table",
        "3:3 missing-key",
        "6:1 missing-key",
        "6:1 no-date",
        "6:1 warning no-id",
        "8:1 missing-key",
        "8:1 missing-key",
    ),
    "[event] twice": (
        "[event]\n[event]",
        "1:1 warning no-sources",
        "3:1 duplicate-table",
        "3:1 missing-key",
        "3:1 no-date",
        "3:1 warning no-id",
        "4:1 duplicate-table",
        "4:1 missing-key",
        "4:1 no-date",
    ),
    "no comma in an array": ('x = ["a" "b"]', "3:1 unknown-key", "3:10 comma"),
    "no comma in a table": ("x = { a = 1 b = 2 }", "3:1 unknown-key", "3:13 comma"),
    "two commas": ('x = ["a",,"b"]', "3:1 unknown-key", "3:10 comma"),
    "an array not closed before a key": (
        'x = ["a",\n"b"\ny = 1',
        "3:1 unknown-key",
        "3:5 bracket",
        "5:1 unknown-key",
    ),
    "an array not closed before a table": (
        'x = ["a"\n\n[[events]]\n',
        "1:1 warning no-sources",
        "3:1 unknown-key",
        "3:5 bracket",
        "5:1 missing-key",
        "5:1 no-date",
        "5:1 warning no-id",
    ),
    "an array not closed at the end": ('x = [\n"a",\n', "3:1 unknown-key", "3:5 bracket"),
    "an array closed with )": ("x = [1, 2)", "3:1 unknown-key", "3:10 bracket"),
    "words without quotes in an array": (
        "x = [war, peace]",
        "3:1 unknown-key",
        "3:6 quote",
        "3:11 quote",
    ),
    "a table closed with ]": ("x = [{ a = 1 ]", "3:1 unknown-key", "3:14 bracket"),
    "a table of two lines": ("x = { a = 1,\nb = 2 }", "3:1 unknown-key", "3:5 inline-table"),
    "a comma before }": ("x = { a = 1, }", "3:1 unknown-key", "3:12 comma"),
    "a bracket too many": ("x = [1]]", "3:1 unknown-key", "3:8 line"),
    "a brace in a header": ("[}a]", "3:2 key"),
    "a brace by itself": ("}", "3:1 bracket"),
    "a header not closed": (
        '[[events]\ntitle = "E"',
        "1:1 warning no-sources",
        "3:1 no-date",
        "3:1 warning no-id",
        "3:9 header",
    ),
    "a header not closed, with a comment": (
        '[events # all\ntitle = "E"',
        "1:1 warning no-sources",
        "3:1 no-date",
        "3:1 warning no-id",
        "3:9 header",
    ),
    "a header not opened": (
        '[events]]\ntitle = "E"',
        "1:1 warning no-sources",
        "3:1 header",
        "3:1 no-date",
        "3:1 warning no-id",
    ),
    "a header of one table not opened": ("[events.extra]]\na = 1", "3:1 header", "3:1 wrong-type"),
    "a header of words": ('[[Our events]]\ntitle = "E"', "3:1 header"),
    "a header of words, of one table": ('[my timeline]\ntitle = "E"', "3:1 header"),
    "a header of words far from any": ('[[two words]]\ntitle = "E"', "3:1 header"),
    "a header without a name": ("[]", "3:2 key"),
    "a key behind a header": (
        '[[events]] title = "E"',
        "1:1 warning no-sources",
        "3:1 no-date",
        "3:1 warning no-id",
        "3:12 line",
    ),
    "two keys on a line": ('lang = "en" author = "Jane"', "3:13 line"),
    "a comment with //": ("// note", "3:1 comment"),
    "a comment with // behind a value": ('lang = "en" // note', "3:13 line"),
    "a whole merge conflict": (
        '<<<<<<< HEAD\nlang = "en"\n=======\nlang = "fr"\n>>>>>>> other\n',
        "3:1 conflict",
    ),
    "a merge conflict": ('<<<<<<< HEAD\nlang = "en"\n=======\n', "3:1 conflict", "5:1 conflict"),
    "a backslash": ('author = "C:\\data"', "3:13 escape"),
    "a backslash before U": ('author = "C:\\Users"', "3:13 escape"),
    "an escape that is no character": ('author = "\\ud800"', "3:11 escape"),
    "a bell in a text": ('author = "a\x07"', "3:12 control-character"),
    "NUL": ('author = "a\x00"', "3:12 control-character"),
    "a control character in a comment": ("# \x01", "3:3 control-character"),
    "a lone carriage return": ('lang = "en"\rauthor = "Jane"', "3:12 line-end"),
    "a number with a blank, in braces": (
        'x = [{ what = "p", value=12 500 }]',
        "3:1 unknown-key",
        "3:26 number",
    ),
    "a number with commas, in braces": (
        'x = [{ what = "p", value=1,000, who = "W" }]',
        "3:1 unknown-key",
        "3:26 number",
    ),
    "a number with a comma, in braces": (
        'x = [{ what = "p", value = 1,5 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "a number with points": (
        'x = [{ what = "p", value = 1.000.000 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "a number with apostrophes": (
        'x = [{ what = "p", value = 12\'500 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "a number with a no-break space": (
        'x = [{ what = "p", value = 12\xa0500 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "from a number to a number, in braces": (
        'x = [{ what = "p", value = 70-80 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "from a number to a number, in words": (
        'x = [{ what = "p", value = 1 000 to 2 000 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "from a number to a smaller one": (
        'x = [{ what = "p", value = 80-70 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "about a number, in braces": (
        'x = [{ what = "p", value = ~500 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "about a number, in words": (
        'x = [{ what = "p", value = about 500 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "a number or more": ('x = [{ what = "p", value = 500+ }]', "3:1 unknown-key", "3:28 number"),
    "a number or less": (
        'x = [{ what = "p", value = up to 500 }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "a number with its unit, in braces": (
        'x = [{ what = "p", value = 70 people }]',
        "3:1 unknown-key",
        "3:28 number",
    ),
    "a number in words": ('x = [{ what = "p", value = many }]', "3:1 unknown-key", "3:28 number"),
    "a number at low": (
        'x = [{ what = "p", low = 1 000, high = 2 000 }]',
        "3:1 unknown-key",
        "3:26 number",
        "3:40 number",
    ),
    "no comma behind a number": (
        'x = [{ what = "p", value = 70 low = 60 }]',
        "3:1 unknown-key",
        "3:31 comma",
    ),
    "words behind a number's comma": (
        'x = [{ what = "p", value = 70, foo bar = 2 }]',
        "3:1 unknown-key",
        "3:32 equals",
    ),
    "a number with a blank": ("[[events.figures]]\nvalue = 12 500", "3:1 wrong-type", "4:9 number"),
    "from a number to a number": (
        "[[events.figures]]\nvalue = 70-80",
        "3:1 wrong-type",
        "4:9 number",
    ),
    "about a number": ("[[events.figures]]\nvalue = ~500", "3:1 wrong-type", "4:9 number"),
    "importance in words": ("importance = high", "3:14 number"),
    "height with a blank": ("height = 1 200", "3:10 number"),
    "a month where a day is meant": ("updated = 2024-05", "3:11 day"),
    "a day with slashes": ("updated = 2024/05/31", "3:11 day"),
    "a no-break space before a key": ('\xa0author = "Jane"', "3:1 unseen-character"),
    "a no-break space behind a key": ('author\xa0= "Jane"', "3:7 unseen-character"),
    "a no-break space before a value": ('author =\xa0"Jane"', "3:9 unseen-character"),
    "a narrow no-break space behind a value": ('author = "Jane"\u202f', "3:16 unseen-character"),
    "a no-break space before a comment": ('author = "Jane"\xa0# who', "3:16 unseen-character"),
    "a no-break space in a header": (
        "[[events\xa0]]",
        "1:1 warning no-sources",
        "3:1 missing-key",
        "3:1 no-date",
        "3:1 warning no-id",
        "3:9 unseen-character",
    ),
    "an ideographic space before a key": ('\u3000author = "Jane"', "3:1 unseen-character"),
    "a zero width space before a key": ('\u200bauthor = "Jane"', "3:1 unseen-character"),
    "a zero width space in a key": ('auth\u200bor = "Jane"', "3:5 unseen-character"),
    "a byte order mark behind a value": ('author = "Jane"\ufeff', "3:16 unseen-character"),
    "a table of commas": ("id,title,date", "3:1 equals"),
    "figures as a key and as tables": (
        '[[events]]\nfigures = []\n[[events.figures]]\nwhat = "p"',
        "3:1 missing-key",
        "3:1 no-date",
        "5:1 duplicate-table",
    ),
}

# Files that are no text, or that no parser should be given.
IN_BYTES = {
    "Markdown": ("# Our club\n\n- 1903: founded\n- 1945: closed\n", "1:1 not-toml"),
    "a wiki's text": ("== History ==\n* [[1903]]: founded\n", "1:1 not-toml"),
    "a wiki's table": ('{| class="wikitable"\n| 1903\n|}\n', "1:1 not-toml"),
    "a calendar": ("BEGIN:VCALENDAR\nVERSION:2.0\n", "1:1 not-toml"),
    "a list of works": ("@book{quinn,\n  title = {Marie},\n  year = 1995\n}\n", "1:1 not-toml"),
    "XML of SIMILE": ('<data><event start="1903">x</event></data>\n', "1:1 not-toml"),
    "other XML": ("<timeline><event/></timeline>\n", "1:1 not-toml"),
    "UTF-16, little end first": (
        b"\xff\xfe[\x00t\x00i\x00m\x00e\x00l\x00i\x00n\x00e\x00]\x00",
        "1:1 encoding",
    ),
    "UTF-16, big end first": (
        b"\xfe\xff\x00[\x00t\x00i\x00m\x00e\x00l\x00i\x00n\x00e\x00]",
        "1:1 encoding",
    ),
    "UTF-32": (
        b"\xff\xfe\x00\x00[\x00\x00\x00t\x00\x00\x00i\x00\x00\x00m\x00\x00\x00e\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00e\x00\x00\x00]\x00\x00\x00",
        "1:1 encoding",
    ),
    "UTF-32, big end first": (
        b"\x00\x00\xfe\xff\x00\x00\x00[\x00\x00\x00t\x00\x00\x00i\x00\x00\x00m\x00\x00\x00e\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00e\x00\x00\x00]",
        "1:1 encoding",
    ),
    "UTF-16 without a mark": (
        b"[\x00t\x00i\x00m\x00e\x00l\x00i\x00n\x00e\x00]\x00",
        "1:2 control-character",
    ),
    "a Word document": (packed("[Content_Types].xml", "word/document.xml"), "1:1 not-toml"),
    "a spreadsheet": (packed("[Content_Types].xml", "xl/workbook.xml"), "1:1 not-toml"),
    "a spreadsheet of LibreOffice": (
        packed("mimetype", text="application/vnd.oasis.opendocument.spreadsheet"),
        "1:1 not-toml",
    ),
    "a document of LibreOffice": (
        packed("mimetype", text="application/vnd.oasis.opendocument.text"),
        "1:1 not-toml",
    ),
    "slides": (packed("ppt/presentation.xml"), "1:1 not-toml"),
    "a ZIP archive": (packed("a.txt"), "1:1 not-toml"),
    "an old Word document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00" + "WordDocument".encode("utf-16-le"),
        "1:1 not-toml",
    ),
    "an old spreadsheet": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00" + "Workbook".encode("utf-16-le"),
        "1:1 not-toml",
    ),
    "a file with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "1:1 not-toml"),
    "a PDF": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "1:1 not-toml"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "1:1 not-toml"),
    "rich text": (b"{\\rtf1\\ansi Our club}", "1:1 not-toml"),
    "any bytes": (b"\x7fELF\x00\xff", "1:1 not-toml"),
    "a table": ("Year,Event,Notes\r\n1903,Founded,\r\n", "1:1 not-toml"),
    "a table of two columns": ('Year;Event\n1903;"Founded; the first"\n', "1:1 not-toml"),
    "a table in Windows-1252": (
        "Année;Évènement\n1903;Fondation\n".encode("cp1252"),
        "1:1 not-toml",
    ),
    "a table in UTF-16": ("Year\tEvent\n1903\tFounded\n".encode("utf-16"), "1:1 not-toml"),
    "prose": ("Our club, of 1903\nIt grew, and grew\n", "1:1 not-toml"),
    "JSON": ('{\n  "events": [\n', "1:1 not-toml"),
    "JSON of rows": ('[["Year", "Event"], [1903, "Founded"]]', "1:1 not-toml"),
    "a header in braces": ("{timeline}\n", "1:1 equals"),
    "a header in quotes": ('[["timeline"]]\ntitle = T', "1:1 wrong-type", "2:9 quote"),
    "YAML": ("title: Our club\nevents:\n  - title: Founded\n", "1:1 not-toml"),
    "colons in TOML": (
        'title: "Our club"\nauthor: "Jane"\n[[events]]\n',
        "1:1 missing-key",
        "1:1 unknown-key",
        "1:1 warning no-sources",
        "1:6 equals",
        "2:1 unknown-key",
        "2:7 equals",
        "3:1 missing-key",
        "3:1 no-date",
        "3:1 warning no-id",
    ),
    "a web page": ("<!DOCTYPE html>\n<html>", "1:1 not-toml"),
    "Windows-1252": (b'[timeline]\r\ntitle = "caf\xe9"\r\n', "2:13 encoding"),
    "half a character at the end": (b'[timeline]\ntitle = "\xe6\x97', "2:10 encoding"),
    "a byte that no encoding has": (b"title = 1\n\x81", "2:1 encoding"),
    "two byte order marks": (
        b"\xef\xbb\xbf\xef\xbb\xbf[timeline]\n",
        "1:1 unseen-character",
        "1:2 missing-key",
    ),
    "half of a character in a str": ('[timeline]\ntitle = "\ud800"', "2:10 encoding"),
    "100,000 brackets": ("x = " + "[" * 100000, "1:105 nested"),
    "100,000 braces": ("x = " + "{a=" * 100000, "1:305 nested"),
    "5,000 dots": ("a." * 5000 + "a = 1", "1:1 nested"),
}

# Texts that are no dates of ours: the text, the first bad character, the code, what may be meant.
REFUSALS: dict[str, tuple[Any, ...]] = {
    "empty": ("", 0, "date-empty"),
    "month 13": ("1959-13", 5, "date-month"),
    "month 00": ("1959-00-12", 5, "date-month"),
    "month 20": ("2001-20", 5, "date-month", "2001/2020"),
    "29 February of a common year": ("1999-02-29", 8, "date-day", "1999-02"),
    "29 February 1900": ("1900-02-29", 8, "date-day", "1900-02"),
    "31 April": ("2020-04-31", 8, "date-day", "2020-04"),
    "day 32": ("1985-01-32", 8, "date-day", "1985-01"),
    "day 00": ("1985-06-00", 8, "date-day", "1985-06"),
    "BCE day": ("-0044-02-30", 9, "date-day", "-0044-02"),
    "time of day": ("1985-04-12T23:20:30Z", 10, "date-time", "1985-04-12"),
    "time after a space": ("1970-03-31 12:00", 10, "date-time", "1970-03-31"),
    "time in an interval": (
        "2005-09-24T10:00:00Z/2005-09-25",
        10,
        "date-time",
        "2005-09-24/2005-09-25",
    ),
    "basic time": ("20050924T100000", 8, "date-time"),
    "exponent": ("Y-17E7", 4, "date-exponent", "Y-170000000"),
    "exponent of a short year": ("Y20E2", 3, "date-exponent", "2000"),
    "exponent and a month": ("Y17E7-12-26", 3, "date-exponent"),
    "significant digits": ("1950S2", 4, "date-significant-digits"),
    "quarter": ("2001-34", 5, "date-part-of-year", "2001/2034", "[2001-04..2001-06]"),
    "northern winter": ("2001-28", 5, "date-part-of-year", "2001/2028", "[2001-12..2002-02]"),
    "season code in an interval": ("2010-21/2012-26", 13, "date-part-of-year"),
    "space in a set": ("[1667, 1668]", 6, "date-space", "[1667,1668]"),
    "space in front": (" 1985", 0, "date-space", "1985"),
    "no-break space": ("1985\xa0", 4, "date-space", "1985"),
    "space and more": ("1965 ?!", 4, "date-space"),
    "draft u": ("199u", 3, "date-draft-u", "199X"),
    "draft u with no reading": ("1999-uu-01", 5, "date-draft-u"),
    "draft x": ("196x", 3, "date-draft-x", "196X"),
    "draft x with no reading": ("x2009", 0, "date-draft-x"),
    "draft open": ("2004-01-01/open", 11, "date-draft-open", "2004-01-01/.."),
    "draft open with no reading": ("opening/open", 8, "date-draft-open"),
    "draft unknown": ("unknown/2004-01-01", 0, "date-draft-unknown", "/2004-01-01"),
    "draft unknown alone": ("unknown", 0, "date-draft-unknown"),
    "draft ?~": ("1984?~", 4, "date-draft-mark", "1984%"),
    "draft ?~ with no reading": ("2004?~-13", 4, "date-draft-mark"),
    "draft parentheses": ("2004-06-(11)~", 8, "date-draft-group"),
    "parentheses": ("1860 (1861)", 5, "date-parentheses", "1861", "1860"),
    "to the present": ("1950/present", 5, "date-words", "1950/.."),
    "to the present, with blanks": ("1950 - present", 7, "date-words", "1950/.."),
    "to the present, with a dash": ("1950–present", 5, "date-words", "1950/.."),
    "to now, in words": ("March 1950 to now", 14, "date-words", "1950-03/.."),
    "onwards": ("1950 onwards", 5, "date-words", "1950/.."),
    "a calendar in parentheses": ("14 July 1789 (O.S.)", 13, "date-calendar", "1789-07-25"),
    "a calendar in words": ("1789-07-14 Old Style", 11, "date-calendar", "1789-07-25"),
    "a calendar with no reading": ("10 Thermidor (Julian)", 13, "date-calendar"),
    "circa in parentheses": ("March 1970 (approx.)", 11, "date-words", "1970-03~"),
    "a question in parentheses": ("1945 (?)", 5, "date-words", "1945?"),
    "words in parentheses": ("1945 (Easter)", 5, "date-words", "1945"),
    "words in parentheses with no reading": ("Easter (Sunday)", 7, "date-words"),
    "years with blanks round the hyphen": ("1950 - 1960", 4, "date-space", "1950/1960"),
    "draft place": ("2001-21^southern", 7, "date-draft-place", "2001-21"),
    "draft place with no reading": ("1999-13^x", 8, "date-draft-x"),
    "lowercase y": ("y170000002", 0, "date-draft-y", "Y170000002"),
    "lowercase y with no reading": ("y17e7", 0, "date-draft-y", "Y170000000"),
    "decade of three digits": ("199", 0, "date-decade", "0199"),
    "decade of three digits, approximate": ("197~", 0, "date-decade", "0197"),
    "decade before year 0": ("-000", 0, "date-decade"),
    "decade at the end of an interval": ("2001-01/199", 8, "date-decade", "0199"),
    "duration": ("2005/P1Y", 5, "date-duration"),
    "century of two digits": ("19", 0, "date-century", "0019"),
    "century BCE": ("-19", 0, "date-century", "-0018", "-0019"),
    "year of one digit": ("1", 0, "date-year-digits", "0001"),
    "three characters with X": ("19X", 0, "date-year-digits"),
    "two-digit year and a month": ("12-12", 0, "date-year-digits", "0012"),
    "XX for a year": ("1985/XX", 5, "date-year-digits"),
    "year -0000": ("-0000", 0, "date-minus-zero", "0000", "-0001"),
    "day in -0000": ("-0000-01-01", 0, "date-minus-zero", "0000-01-01", "-0001-01-01"),
    "-0000 with no reading": ("[-0000,1]", 1, "date-minus-zero"),
    "five digits": ("12345", 0, "date-long-year", "1933-10-18", "Y12345"),
    "five digits BCE": ("-12345", 0, "date-long-year", "Y-12345"),
    "five digits and a month": ("12004-06~-11", 0, "date-long-year"),
    "five characters with X": ("31XXX", 0, "date-long-year"),
    "Y and four digits": ("Y1985", 0, "date-y-short", "1985"),
    "Y and four digits BCE": ("Y-1200", 0, "date-y-short", "-1200"),
    "Y and a month": ("Y1985-13", 0, "date-y-short"),
    "Y and zeros": ("Y00001", 1, "date-y-zero", "0001"),
    "Y, zero and a month": ("Y012345-01", 1, "date-y-zero"),
    "minus before Y": ("-Y170000002", 0, "date-y-sign", "Y-170000002"),
    "minus before Y, no reading": ("-Y1-13", 0, "date-y-sign"),
    "Y alone": ("YYYY", 0, "date-y-alone"),
    "X after Y": ("Y1234X", 5, "date-y-x"),
    "month after Y": ("Y12345-06", 6, "date-year-part", "Y12345"),
    "thirteen digits": ("Y1000000000000", 0, "date-year-size"),
    "Y in an interval": ("Y-61000/-2000", 0, "date-y-end"),
    "Y after a year without": ("-9999/Y12000", 6, "date-y-end"),
    "Y and Y reversed": ("Y-12000/Y-20000", 8, "date-reversed", "Y-20000/Y-12000"),
    "reversed": ("2002/2001", 5, "date-reversed", "2001/2002"),
    "reversed with a mark": ("1985-06~/1985-04", 9, "date-reversed", "1985-04/1985-06~"),
    "end is the whole month": (
        "2004-06-11%/2004-%06",
        12,
        "date-end-coarse",
        "2004-06-11%/2004-%06-XX",
    ),
    "end is the whole year": ("0000-02/0000", 8, "date-end-coarse", "0000-02/0000-XX"),
    "season starts": ("2003-22/2004", 5, "date-season-end", "2003", "2003-06~"),
    "season ends": ("1923/1924-24~", 10, "date-season-end", "1924", "1924-12~"),
    "season in a run": ("[2001-21..2002-21]", 6, "date-season-end", "2001", "2001-03~"),
    "mark inside a season": ("2001?-23", 4, "date-season-mark", "2001-23?"),
    "day of a season": ("2001-23-05", 8, "date-season-day", "2001-23"),
    "mixed precision": ("[2025-01..2026]", 10, "date-set-precision"),
    "reversed run": ("{2002..2001}", 7, "date-set-reversed", "2001..2002"),
    "open start inside": ("[2020,..1950]", 6, "date-set-open"),
    "open end inside": ("[1950..,2020]", 5, "date-set-open"),
    "empty set": ("[]", 0, "date-set-empty"),
    "run without a date": ("[..]", 0, "date-set-empty"),
    "gap": ("[2020,,2021]", 6, "date-set-gap"),
    "gap at the end": ("[2020,]", 6, "date-set-gap"),
    "bracket of the other kind": ("[1999}", 5, "date-brackets"),
    "bracket not closed": ("[1999", 4, "date-brackets"),
    "bracket not opened": ("2020]", 4, "date-brackets"),
    "brackets turned": ("]2020[", 0, "date-brackets"),
    "interval in a set": ("[1984/1985]", 5, "date-set-inside", "1984/1985", "[1984..1985]"),
    "set in a set": ("{1984,[1985]}", 6, "date-set-inside"),
    "interval without a date": ("/..", 0, "date-interval-empty"),
    "open at both ends": ("../..", 0, "date-interval-empty"),
    "slash alone": ("/", 0, "date-interval-empty"),
    "two slashes": ("2020//2021", 5, "date-slashes"),
    "three dates": ("1985/2000/2010", 9, "date-slashes"),
    "en dash of a span": ("1977–1983", 4, "date-dash", "1977/1983"),
    "em dash in a day": ("1970—03—31", 4, "date-dash", "1970-03-31"),
    "minus sign": ("−0044", 0, "date-dash", "-0044"),
    "dash alone": ("–", 0, "date-dash"),
    "hyphen between years": ("1977-1983", 4, "date-joined-years", "1977/1983"),
    "hyphen between years, reversed": ("1983-1977", 4, "date-joined-years", "1977/1983"),
    "hyphen and short year": ("1977-83", 4, "date-joined-years", "1977/1983"),
    "day or month first": ("03/04/1970", 6, "date-year-last", "1970-04-03", "1970-03-04"),
    "dots": ("31.03.1970", 6, "date-year-last", "1970-03-31"),
    "no such day or month": ("99/99/1970", 6, "date-year-last"),
    "month and year": ("03/1970", 3, "date-year-last", "1970-03"),
    "slashes year first": ("1970/03/31", 4, "date-separator", "1970-03-31"),
    "slashes, no such month": ("1970/13/31", 4, "date-separator"),
    "dot": ("1970.03", 4, "date-separator", "1970-03"),
    "no hyphens": ("19700331", 4, "date-separator", "1970-03-31"),
    "no hyphens in a month": ("197003", 4, "date-separator", "1970-03"),
    "short end": ("1977/83", 5, "date-short-end", "1977/1983", "[1977,1983]"),
    "1960s": ("1960s", 4, "date-decade-word", "196X"),
    "1900s": ("1900s", 4, "date-decade-word", "19XX", "190X"),
    "c.": ("c. 1965", 0, "date-circa", "1965~"),
    "circa with no reading": ("circa 19", 0, "date-circa", "0019"),
    "perhaps": ("perhaps 1965", 0, "date-words", "1965?"),
    "before": ("before 1950", 0, "date-words", "[..1949]"),
    "after": ("after 1950", 0, "date-words", "[1951..]"),
    "until": ("until 1984", 0, "date-words", "/1984"),
    "since": ("since 1990", 0, "date-words", "1990/.."),
    "between": ("between 1952 and 2004", 0, "date-words", "[1952..2004]"),
    "or": ("2012 or 2013", 0, "date-words", "[2012,2013]"),
    "to": ("from 1977 to 1983", 0, "date-words", "1977/1983"),
    "BC": ("44 BC", 0, "date-words", "-0043"),
    "AD": ("AD 79", 0, "date-words", "0079"),
    "CE": ("79 CE", 0, "date-words", "0079"),
    "day in words": ("31 March 1970", 0, "date-words", "1970-03-31"),
    "day in American words": ("Sept. 12, 1970", 0, "date-words", "1970-09-12"),
    "season in words": ("winter 1972", 0, "date-words", "1971-24", "1972-24"),
    "words": ("the war", 0, "date-words"),
    "run without brackets": ("1950..1960", 4, "date-bare-run", "[1950..1960]", "1950/1960"),
    "open run without brackets": ("..1949", 0, "date-bare-run", "[..1949]", "../1949"),
    "list without brackets": ("1960,1961", 4, "date-bare-list", "[1960,1961]", "{1960,1961}"),
    "list with no reading": ("1960,13", 4, "date-bare-list"),
    "one-digit month": ("1970-3-5", 5, "date-two-digits", "1970-03-05"),
    "one-digit day, no reading": ("1970-13-5", 8, "date-two-digits"),
    "hyphen at the end": ("2020-", 4, "date-hyphen", "2020/..", "2020/"),
    "hyphen alone": ("-", 0, "date-hyphen"),
    "no year": ("--05-03", 0, "date-hyphen"),
    "plus": ("+2006", 0, "date-plus", "2006"),
    "plus with no reading": ("+13", 0, "date-plus"),
    "mark twice": ("1984??", 5, "date-mark-twice", "1984?"),
    "mark twice with no reading": ("??13", 1, "date-mark-twice"),
    "mark twice on the month": ("2020-%06-25?", 11, "date-mark-twice"),
    "mark alone": ("?", 0, "date-mark-alone"),
    "X for three digits": ("1XXX", 1, "date-year-x", "[1000..1999]"),
    "no year known": ("XXXX-12-21", 0, "date-year-x", "[0000..9999]"),
    "X inside a year of an interval": ("20X0/2020", 2, "date-year-x"),
    "X for three digits BCE": ("-1XXX-12", 2, "date-year-x", "[-1999..-1000]"),
    "month of a decade": ("201X-02", 4, "date-year-part", "201X"),
    "day of a century": ("15XX-12-25", 4, "date-year-part", "15XX"),
    "X in a month": ("1984-1X", 5, "date-month-x", "1984-XX", "[1984-10..1984-12]"),
    "X for the ten of a month": ("2016-X1", 5, "date-month-x", "2016-XX", "[2016-01,2016-11]"),
    "X in a month with a day": ("1500-1X-25", 5, "date-month-x", "1500-XX", "[1500-10..1500-12]"),
    "X in a month with no reading": ("[1984-1X,13]", 6, "date-month-x"),
    "X in a day": ("2016-01-0X", 8, "date-day-x", "2016-01-XX", "[2016-01-01..2016-01-09]"),
    "X in a day, one left": ("2020-04-3X", 8, "date-day-x", "2020-04-XX", "2020-04-30"),
    "X in a day with no reading": ("[2016-01-0X,13]", 9, "date-day-x"),
    "day without its month": ("2004-XX-04", 8, "date-month-unknown", "2004-XX"),
    "Arabic digits": ("١٩٦٠", 0, "date-digit", "1960"),
    "Devanagari digit": ("१", 0, "date-digit"),
    "exclamation mark": ("1985!", 4, "date-character"),
    "null": ("1985\x00", 4, "date-character"),
    "letter": ("199A", 3, "date-character"),
    "four parts": ("1985-04-12-01", 0, "date-form"),
    "hyphen after a day": ("2004-06-11-", 10, "date-hyphen", "2004-06-11/..", "2004-06-11/"),
    "en dash of a span or month": ("1903–05", 4, "date-dash", "1903/1905", "1903-05"),
    "hyphen and one digit": ("1962-3", 5, "date-two-digits", "1962/1963", "1962-03"),
    "en dash and one digit": ("1962–3", 4, "date-dash", "1962/1963", "1962-03"),
    "en dash and short year": ("1962–63", 4, "date-dash", "1962/1963"),
    "hyphen and short year of a month's size": ("1914-18", 5, "date-month", "1914/1918"),
    "years or part of a year": (
        "1929-39",
        5,
        "date-part-of-year",
        "1929/1939",
        "[1929-09..1929-12]",
    ),
    "slash and one digit": ("1962/3", 5, "date-year-digits", "1962/1963", "[1962,1963]", "1962-03"),
    "years in full and century": ("1999-00", 5, "date-month", "1999/2000"),
    "two digits": ("70", 0, "date-century", "0070"),
    "three digits": ("800", 0, "date-decade", "0800"),
    "two digits, approximate": ("c. 70", 0, "date-circa", "0070"),
    "two digits, BCE": ("-44", 0, "date-century", "-0043", "-0044"),
    "decades with a hyphen": ("1910s-1920s", 0, "date-words", "191X/192X"),
    "days with a hyphen": ("31.12.1999 - 1.1.2000", 10, "date-space", "1999-12-31/2000-01-01"),
    "day with a short year": ("1.3.70", 4, "date-century"),
    "quarter in words": ("Q1 1970", 0, "date-words", "[1970-01..1970-03]"),
    "unknown start in words": ("unknown-1900", 0, "date-draft-unknown", "/1900"),
    "en dash in front": ("–1990", 0, "date-dash", "/1990", "../1990"),
    "plus at the end": ("1900+", 4, "date-plus", "1900/..", "[1900..]"),
    "circa of several": (
        "c. 1960/1965",
        0,
        "date-circa",
        "1960~/1965",
        "1960~/1965~",
        "[1960~,1965]",
        "[1960~,1965~]",
    ),
    "circa and years or a month": (
        "c. 1962-3",
        0,
        "date-circa",
        "1962~/1963",
        "1962~/1963~",
        "1962-03~",
    ),
    "spring in words": ("spring 1968", 0, "date-words", "1968-21"),
    "autumn in words": ("fall 1968", 0, "date-words", "1968-23"),
    "seasons in words": ("summer/autumn 1968", 0, "date-words", "[1968-22,1968-23]"),
    "early": ("early 1960s", 0, "date-words", "196X"),
    "by": ("by 1997", 0, "date-words", "[..1997]"),
    "years or a month in words": ("since 1903–05", 10, "date-dash", "1903-05"),
    "months with a dash": ("May–July 1903", 0, "date-words", "1903-05/1903-07"),
    "comma in a year": ("1,970", 1, "date-bare-list", "1970"),
    "clock words": ("yesterday", 0, "date-words"),
    "question marks for a month": ("1945-??", 5, "date-mark-twice", "1945-XX", "1945/"),
    "question marks for month and day": ("1945-??-??", 5, "date-mark-twice", "1945-XX-XX"),
    "plus at the end of a span": ("1945-1950+", 9, "date-plus"),
    "circa sign in front": ("~1945–1950", 5, "date-dash", "~1945/1950", "~1945/1950~"),
    "dash after a month": ("1903-05–07", 7, "date-dash", "1903-05/1903-07", "1903-05-07"),
    "winter of short years": ("Winter 68/69", 0, "date-words"),
}

Row = tuple[Any, ...]

# What stands around the texts of each table of files.
TABLES: dict[str, tuple[dict[str, Row], Callable[[Any], str | bytes]]] = {
    "under [timeline]": (IN_HEADER, lambda text: f"{HEADER}{text}\n"),
    "in an event": (IN_EVENT, lambda text: f"{EVENT}{text}\n"),
    "in media": (IN_MEDIA, lambda text: f'{EVENT}date = "1945"\n{text}\n'),
    "in reasons": (IN_REASONS, lambda text: f"{REASONED}{text}\n"),
    "across tables": (IN_FILE, lambda text: text),
    "in the syntax": (IN_TOML, lambda text: f"{HEADER}{text}\n"),
    "no text": (IN_BYTES, lambda text: text),
}


def faults_of(text: str | bytes) -> list[Fault]:
    """Every fault of a text, good or bad."""
    try:
        return list(read_text(text)[1])
    except InvalidTimeline as error:
        return list(error.faults)


def told(text: str | bytes) -> list[str]:
    """Every fault of a text as the tables have it."""
    return [_told(fault) for fault in faults_of(text)]


def _told(fault: Fault) -> str:
    place = f"{fault.place.line}:{fault.place.column}" if fault.place else "?"
    mark = "" if fault.severity is Severity.ERROR else f"{fault.severity} "
    meant = f" -> {' | '.join(fault.meant)}" if fault.meant else ""
    return f"{place} {mark}{fault.code}{meant}"


def refusal(text: str) -> EdtfError:
    """Why a text is refused as a date."""
    try:
        date = parse(text)
    except EdtfError as error:
        return error
    raise AssertionError(f"{text!r} is read as {date}")


def sentences() -> str:
    """What is told of all bad input: under each row's name the code and sentence of every fault."""
    return "\n".join(_sentences())


def _sentences() -> Iterator[str]:
    for table, (rows, whole) in TABLES.items():
        for name, (text, *_) in rows.items():
            yield f"{table}: {name}"
            yield from (f"  {each.code}: {each.message}" for each in faults_of(whole(text)))
    for name, (text, *_) in REFUSALS.items():
        yield f"no date: {name}"
        yield f"  {refusal(text).code}: {refusal(text)}"
    yield ""
