"""What the reader makes of a timeline's text, good or bad: the table of all faults is here."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from timeline.errors import (
    Fault,
    Faults,
    InvalidTimeline,
    Place,
    Severity,
    TimelineError,
    UnreadableFile,
)
from timeline.model import Citation, Event, Figure, Lane, Link, Timeline
from timeline.text.reader import read, read_text

HEADER = '[timeline]\ntitle = "T"\n'
SOURCE = '\n[[sources]]\nid = "s"\ntitle = "S"\n'
EVENT = HEADER + SOURCE + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\n'
DATED = EVENT + 'date = "1945"\n'


def told(text: str | bytes) -> list[str]:
    """Every fault of a text as "line:column: message", warnings marked."""
    try:
        _, faults = read_text(text)
    except InvalidTimeline as error:
        faults = error.faults
    return [_told(fault) for fault in faults]


def _told(fault: Fault) -> str:
    place = f"{fault.place.line}:{fault.place.column}" if fault.place else "?"
    mark = "warning: " if fault.severity is Severity.WARNING else ""
    return f"{place}: {mark}{fault.message}"


def event(lines: str = 'date = "1945"') -> Event:
    """The one event of a good file with these lines in it."""
    return read_text(EVENT + lines)[0].events[0]


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
    "unknown key": (
        'licens = "CC0"',
        '3:1: timeline: unknown key "licens"; did you mean "licence"?',
    ),
    "licence, spelt otherwise": (
        'license = "CC0"',
        '3:1: timeline: unknown key "license"; did you mean "licence"?',
    ),
    "a key with no near name": (
        'colour = "red"',
        '3:1: timeline: unknown key "colour"; the keys here are title, description, span, lang, author, licence, updated, url, height.',
    ),
    "a key of another name": (
        'language = "en"',
        '3:1: timeline: unknown key "language"; write "lang".',
    ),
    "description is no text": (
        "description = 5",
        '3:15: timeline: description 5: this must be text, not a whole number; write description = "5".',
    ),
    "author is an array": (
        'author = ["Jane Doe"]',
        '3:10: timeline: author ["Jane Doe"]: this must be text, not a list; write author = "Jane Doe".',
    ),
    "span is no date": (
        'span = "1945-2004"',
        '3:13: timeline: span "1945-2004": a hyphen does not join two years; write 1945/2004.',
    ),
    "span is one date": (
        'span = "1945"',
        '3:8: timeline: span "1945": a span runs from one date to another; write both, such as "1945/2004".',
    ),
    "span is a year": (
        "span = 1945",
        '3:8: timeline: span 1945: a span runs from one date to another; write both, such as "1945/2004".',
    ),
    "span is open": (
        'span = "1945/.."',
        '3:8: timeline: span "1945/..": a span runs from one date to another; write both, such as "1945/2004".',
    ),
    "span's end is unknown": (
        'span = "1945/"',
        '3:8: timeline: span "1945/": a span runs from one date to another; write both, such as "1945/2004".',
    ),
    "span runs backwards": (
        'span = "2004/1945"',
        '3:14: timeline: span "2004/1945": the interval ends before it starts; write 1945/2004.',
    ),
    "span to the present": (
        'span = "1945/present"',
        '3:14: timeline: span "1945/present": a date in words is not read; write both ends, such as "1945/2004".',
    ),
    "lang with an underscore": (
        'lang = "en_US"',
        '3:8: timeline: lang "en_US": this is no language tag (BCP 47); write "en-US".',
    ),
    "lang in words": (
        'lang = "English"',
        '3:8: timeline: lang "English": this is no language tag (BCP 47); write a tag such as "en", "pt-BR" or "zh-Hant".',
    ),
    "lang is empty": (
        'lang = ""',
        '3:8: timeline: lang "": this is no language tag (BCP 47); write a tag such as "en", "pt-BR" or "zh-Hant".',
    ),
    "lang is no text": (
        "lang = 5",
        '3:8: timeline: lang 5: this must be text, not a whole number; write lang = "5".',
    ),
    "updated has a time": (
        "updated = 2024-05-31T12:00:00",
        "3:11: timeline: updated 2024-05-31T12:00:00: a day has no time; write 2024-05-31.",
    ),
    "updated is a year": (
        "updated = 2024",
        "3:11: timeline: updated 2024: this must be a day, in full; write a day such as 2024-05-31.",
    ),
    "updated is no such day": (
        'updated = "2024-02-30"',
        '3:11: timeline: updated "2024-02-30": there is no such day; write a day such as 2024-05-31.',
    ),
    "updated in words": (
        'updated = "today"',
        '3:11: timeline: updated "today": this must be a day, in full; write a day such as 2024-05-31.',
    ),
    "url without a scheme": (
        'url = "example.org/t"',
        '3:7: timeline: url "example.org/t": this is no web address; write "https://example.org/t".',
    ),
    "url is an address by mail": (
        'url = "mailto:me@example.org"',
        '3:7: timeline: url "mailto:me@example.org": mailto: links are not allowed; write an address by http or https.',
    ),
    "url is empty": (
        'url = ""',
        '3:7: timeline: url "": this is no web address; write one such as "https://...", or delete it.',
    ),
    "url has an archive's key": (
        'archived = "https://a.org"',
        '3:1: timeline: unknown key "archived"; the keys here are title, description, span, lang, author, licence, updated, url, height.',
    ),
    "height is zero": (
        "height = 0",
        "3:10: timeline: height 0: this is out of range; write a number of pixels, such as 600.",
    ),
    "height is below zero": (
        "height = -600",
        "3:10: timeline: height -600: this is out of range; write a number of pixels, such as 600.",
    ),
    "height is endless": (
        "height = 0xffffffffffffffff",
        "3:10: timeline: height 18446744073709551615: this is out of range; write a number of pixels, such as 600.",
    ),
    "height is text": (
        'height = "600"',
        '3:10: timeline: height "600": this must be a whole number, not text; write height = 600.',
    ),
    "height is a decimal": (
        "height = 600.5",
        "3:10: timeline: height 600.5: this must be a whole number, not a decimal number; write height = 600.",
    ),
    "height is true": (
        "height = true",
        "3:10: timeline: height true: this must be a whole number, not true or false; write height = 600.",
    ),
}

# Lines of the event "e", which begin at line 12.
IN_EVENT = {
    "no date": (
        "",
        '8:1: event "e": date is missing; write date = "1959-12" for when it happened, or attested = "1997".',
    ),
    "date is empty": (
        'date = ""',
        '12:8: event "e": date "": there is no date; write a date such as 1965, 1965-03, 1965-03-31, 196X, 1965~ or 1960/1969.',
    ),
    "month 13": (
        'date = "1959-13"',
        '12:14: event "e": date "1959-13": there is no month 13; months run from 01 to 12.',
    ),
    "day 30 of February": (
        'date = "1959-02-30"',
        '12:17: event "e": date "1959-02-30": February 1959 has 28 days; write a day from 01 to 28, or 1959-02.',
    ),
    "a date in words": (
        'date = "spring 1959"',
        '12:8: event "e": date "spring 1959": a date in words is not read; write 1959-21 (21 is spring).',
    ),
    "date has a blank": (
        'date = "1959 "',
        '12:13: event "e": date "1959 ": there is a space; write 1959.',
    ),
    "date in single quotes": (
        "date = '1959-13'",
        '12:14: event "e": date "1959-13": there is no month 13; months run from 01 to 12.',
    ),
    "date behind an escape": (
        'date = "\\u0031959-13"',
        '12:8: event "e": date "1959-13": there is no month 13; months run from 01 to 12.',
    ),
    "date of several lines": (
        'date = """\n1959-13"""',
        '12:8: event "e": date "1959-13": there is no month 13; months run from 01 to 12.',
    ),
    "date is a decimal": (
        "date = 1945.03",
        '12:8: event "e": date 1945.03: a decimal number is no date; write the year, "1945", or the month, "1945-03".',
    ),
    "date is not a number": (
        "date = nan",
        '12:8: event "e": date nan: a decimal number is no date; write the year, "1945", or the month, "1945-03".',
    ),
    "date is a date-time": (
        "date = 1970-03-31T10:00:00Z",
        '12:8: event "e": date 1970-03-31T10:00:00+00:00: a date here has no time of day; write "1970-03-31".',
    ),
    "date is a time": (
        "date = 10:00:00",
        '12:8: event "e": date 10:00:00: a time of day is no date; write the day, such as "1970-03-31".',
    ),
    "date is true": (
        "date = true",
        '12:8: event "e": date true: a date is a text in quotes; write a date such as "1945" or "1970-03-31".',
    ),
    "date is an array": (
        "date = [1945, 1946]",
        '12:8: event "e": date [1945, 1946]: a date is one text; write a set of dates in quotes, such as "[1945,1946]".',
    ),
    "date is a table": (
        "date = { year = 1945 }",
        '12:8: event "e": date { year = 1945 }: a date is a text in quotes; write a date such as "1945" or "1970-03-31".',
    ),
    "a day without hyphens": (
        "date = 19590313",
        '12:8: event "e": date 19590313: this is read as a year, of many digits; write "1959-03-13".',
    ),
    "a month without a hyphen": (
        "date = 195903",
        '12:8: event "e": date 195903: this is read as a year, of many digits; write "1959-03".',
    ),
    "a year past reckoning": (
        "date = 99999999999999999999",
        '12:8: event "e": date 99999999999999999999: this year is out of reach; write a year of a few digits.',
    ),
    "a long hexadecimal year": (
        "date = 0xffffffffffffffffffffffffffffffffffffffff",
        '12:8: event "e": date 1461501637330902918203684832716283019655932542975: this year is out of reach; write a year of a few digits.',
    ),
    "date and attested": (
        'date = "1945"\nattested = "1997"',
        '13:1: event "e": both date and attested are given; keep date for when it happened, or attested for when it was true.',
    ),
    "attested is an interval": (
        'attested = "1990/1997"',
        '12:12: event "e": attested "1990/1997": attested takes one date, by which it was true; write that date, such as "1997", or date = "1990/1997" for when it happened.',
    ),
    "attested is a set": (
        'attested = "[1990,1997]"',
        '12:12: event "e": attested "[1990,1997]": attested takes one date, by which it was true; write that date, such as "1997", or date = "[1990,1997]" for when it happened.',
    ),
    "attested is no date": (
        'attested = "1997-13"',
        '12:18: event "e": attested "1997-13": there is no month 13; months run from 01 to 12.',
    ),
    "a figure of nothing": (
        'date = "1945"\nfigures = [{ what = "people" }]',
        '13:12: event "e", figure 1: value is missing; write value = 70, or low = 70 for at least, or high = 80 for at most.',
    ),
    "a figure without what": (
        'date = "1945"\nfigures = [{ value = 70 }]',
        '13:12: event "e", figure 1: what is missing; write what = "people".',
    ),
    "what is empty": (
        'date = "1945"\nfigures = [{ what = " ", value = 70 }]',
        '13:21: event "e", figure 1: what " ": this is empty; write a few words.',
    ),
    "value with low": (
        'date = "1945"\nfigures = [{ what = "people", value = 70, low = 60 }]',
        '13:31: event "e", figure 1: value 70: this figure also has a low or high; keep value, or low and high.',
    ),
    "low above high": (
        'date = "1945"\nfigures = [{ what = "people", low = 80, high = 70.5 }]',
        '13:37: event "e", figure 1: low 80: this is above high, 70.5; write low = 70.5, high = 80.',
    ),
    "value is true": (
        'date = "1945"\nfigures = [{ what = "people", value = true }]',
        '13:39: event "e", figure 1: value true: this must be a number; write one such as 70 or 1.5.',
    ),
    "value is text": (
        'date = "1945"\nfigures = [{ what = "people", value = "about 70" }]',
        '13:39: event "e", figure 1: value "about 70": this must be a number; write value = 70 and about = true.',
    ),
    "value is not a number": (
        'date = "1945"\nfigures = [{ what = "people", value = nan }]',
        '13:39: event "e", figure 1: value nan: this is no number; write a number such as 70 or 1.5.',
    ),
    "low is infinite": (
        'date = "1945"\nfigures = [{ what = "people", low = -inf }]',
        '13:37: event "e", figure 1: low -inf: this is no number; write a number such as 70 or 1.5.',
    ),
    "value has an exponent past reckoning": (
        'date = "1945"\nfigures = [{ what = "people", value = 1e99999999999999999999 }]',
        '13:39: event "e", figure 1: value inf: this is no number; write a number such as 70 or 1.5.',
    ),
    "value is too long": (
        'date = "1945"\nfigures = [{ what = "people", value = 1e40 }]',
        '13:39: event "e", figure 1: value 1e40: this has more than 30 digits; write it in a larger unit, such as value = 1.5 and unit = "million".',
    ),
    "about is text": (
        'date = "1945"\nfigures = [{ what = "people", value = 70, about = "yes" }]',
        '13:51: event "e", figure 1: about "yes": this must be true or false, not text; write about = true.',
    ),
    "a figure is text": (
        'date = "1945"\nfigures = ["70 people"]',
        '13:12: event "e": figures "70 people": this must be a table, not text; write { what = "70 people" }.',
    ),
    "figures is text": (
        'date = "1945"\nfigures = "70 people"',
        '13:11: event "e": figures "70 people": this must be a list in square brackets, not text; write figures = [{ what = "70 people" }].',
    ),
    "figures is a table": (
        'date = "1945"\nfigures = { what = "people", value = 70 }',
        '13:11: event "e": figures { what = "people", value = 70 }: this must be a list in square brackets, not a table; write figures = [{ what = "people", value = 70 }].',
    ),
    "a figure's source is unknown": (
        'date = "1945"\nfigures = [{ what = "people", value = 70, sources = ["t"] }]',
        '13:54: event "e", figure 1: source "t": there is no such source; the only source is s; else declare it under [[sources]] with id = "t" and a title.',
    ),
    "an account without a date": (
        'date = "1945"\naccounts = [{ note = "n" }]',
        '13:13: event "e", account 1: date is missing; write date = "1945/1950".',
    ),
    "an account's date": (
        'date = "1945"\naccounts = [{ date = "1946-13" }]',
        '13:28: event "e", account 1: date "1946-13": there is no month 13; months run from 01 to 12.',
    ),
    "an account's source": (
        'date = "1945"\naccounts = [{ date = "1946", sources = [{ id = "t" }] }]',
        '13:48: event "e", account 1, source 1: source "t": there is no such source; the only source is s; else declare it under [[sources]] with id = "t" and a title.',
    ),
    "accounts is text": (
        'date = "1945"\naccounts = "1946"',
        '13:12: event "e": accounts "1946": this must be a list in square brackets, not text; write accounts = [{ date = "1946" }].',
    ),
    "a key of the event under its account": (
        'date = "1945"\n[[events.accounts]]\ndate = "1946"\nimportance = 5',
        '15:1: event "e", account 1: unknown key "importance"; it belongs to events: put it above [[events.accounts]].',
    ),
    "lane is unknown": (
        'date = "1945"\nlane = "war"',
        '13:8: event "e": lane "war": there is no such lane; declare it under [[lanes]] with id = "war" and a title.',
    ),
    "lane is empty": (
        'date = "1945"\nlane = ""',
        '13:8: event "e": lane "": there is no such lane; name a lane, or delete it.',
    ),
    "tags is text": (
        'date = "1945"\ntags = "war"',
        '13:8: event "e": tags "war": this must be a list in square brackets, not text; write tags = ["war"].',
    ),
    "tags has a number": (
        'date = "1945"\ntags = ["war", 5]',
        '13:16: event "e": tags 5: this must be text, not a whole number; write "5".',
    ),
    "a tag twice": (
        'date = "1945"\ntags = ["war", "war"]',
        '13:16: event "e": tags "war": this is there twice; delete one.',
    ),
    "importance 0": (
        'date = "1945"\nimportance = 0',
        '13:14: event "e": importance 0: this is out of range; write 1 (labelled last) to 5 (labelled first).',
    ),
    "importance 6": (
        'date = "1945"\nimportance = 6',
        '13:14: event "e": importance 6: this is out of range; write 1 (labelled last) to 5 (labelled first).',
    ),
    "importance is a decimal": (
        'date = "1945"\nimportance = 3.0',
        '13:14: event "e": importance 3.0: this must be a whole number, not a decimal number; write importance = 3.',
    ),
    "importance is true": (
        'date = "1945"\nimportance = true',
        '13:14: event "e": importance true: this must be a whole number, not true or false; write importance = 3.',
    ),
    "importance is text": (
        'date = "1945"\nimportance = "5"',
        '13:14: event "e": importance "5": this must be a whole number, not text; write importance = 5.',
    ),
    "importance is endless": (
        'date = "1945"\nimportance = 0x' + "f" * 5000,
        '13:14: event "e": importance 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffff…f: this is out of range; write 1 (labelled last) to 5 (labelled first).',
    ),
    "a link that runs code": (
        'date = "1945"\nlinks = ["javascript:alert(1)"]',
        '13:10: event "e": link "javascript:alert(1)": javascript: links are not allowed; write an address by http, https or mailto.',
    ),
    "a link that runs code, in capitals": (
        'date = "1945"\nlinks = [" JavaScript:alert(1)"]',
        '13:10: event "e": link " JavaScript:alert(1)": javascript: links are not allowed; write an address by http, https or mailto.',
    ),
    "a link to data": (
        'date = "1945"\nlinks = ["data:text/html,x"]',
        '13:10: event "e": link "data:text/html,x": data: links are not allowed; write an address by http, https or mailto.',
    ),
    "a link to a file": (
        'date = "1945"\nlinks = ["file:///etc/passwd"]',
        '13:10: event "e": link "file:///etc/passwd": file: links are not allowed; write an address by http, https or mailto.',
    ),
    "a link with a blank before it": (
        'date = "1945"\nlinks = [" https://example.org"]',
        '13:10: event "e": link " https://example.org": an address has no blank in it; delete it.',
    ),
    "a link with a blank inside": (
        'date = "1945"\nlinks = ["https://example.org/a b"]',
        '13:32: event "e": link "https://example.org/a b": an address has no blank in it; write it as %20.',
    ),
    "a link with a tab": (
        'date = "1945"\nlinks = ["java\\tscript:alert(1)"]',
        '13:10: event "e": link "java\\tscript:alert(1)": javascript: links are not allowed; write an address by http, https or mailto.',
    ),
    "a link without a scheme": (
        'date = "1945"\nlinks = ["www.example.org"]',
        '13:10: event "e": link "www.example.org": this is no web address; write "https://www.example.org".',
    ),
    "a link without a host": (
        'date = "1945"\nlinks = ["https:///path"]',
        '13:10: event "e": link "https:///path": this is no web address; write one such as "https://...", or delete it.',
    ),
    "a link to nowhere": (
        'date = "1945"\nlinks = [{ url = "#top", title = "Top" }]',
        '13:18: event "e", link 1: link "#top": this is no web address; write one such as "https://...", or delete it.',
    ),
    "a link is a number": (
        'date = "1945"\nlinks = [5]',
        '13:10: event "e": links 5: this must be text or a table, not a whole number; write an address such as "https://...".',
    ),
    "a link without url": (
        'date = "1945"\nlinks = [{ title = "Page" }]',
        '13:10: event "e", link 1: url is missing; write url = "https://...".',
    ),
    "mail without a mailbox": (
        'date = "1945"\nlinks = ["mailto:me"]',
        '13:10: event "e": link "mailto:me": this is no mail address; write one such as "mailto:me@example.org".',
    ),
    "links is text": (
        'date = "1945"\nlinks = "https://example.org"',
        '13:9: event "e": links "https://example.org": this must be a list in square brackets, not text; write links = ["https://example.org"].',
    ),
    "see itself unknown": (
        'date = "1945"\nsee = ["f"]',
        '13:8: event "e": see "f": there is no such event; write the id of an event.',
    ),
    "see twice": (
        'date = "1945"\nsee = ["e", "e"]',
        '13:13: event "e": see "e": this is there twice; delete one.',
    ),
    "extra is text": (
        'date = "1945"\nextra = "note"',
        '13:9: event "e": extra "note": this must be a table, not text; write extra = { key = ... }.',
    ),
    "extra is nested deep": (
        'date = "1945"\nextra = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = { a = 1 } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } } }',
        '13:9: event "e": extra: tables are nested more than 100 deep; make it smaller.',
    ),
    "was in capitals": (
        'date = "1945"\nwas = ["Old"]',
        '13:8: event "e": was "Old": an id has only lowercase letters, digits and single hyphens; write "old".',
    ),
    "was is the event's own id": (
        'date = "1945"\nwas = ["e"]',
        '13:8: event "e": was "e": this id is taken on line 9; delete it.',
    ),
    "was is text": (
        'date = "1945"\nwas = "old"',
        '13:7: event "e": was "old": this must be a list in square brackets, not text; write was = ["old"].',
    ),
    "a control character": (
        'date = "1945"\nnote = "a\\u0007b"',
        '13:8: event "e": note "a\\u0007b": the character U+0007 cannot be shown; delete it.',
    ),
    "text is a date": (
        'date = "1945"\ntext = 1945-01-01',
        '13:8: event "e": text 1945-01-01: this must be text, not a date; write text = "1945-01-01".',
    ),
    "an unknown key in quotes": (
        'date = "1945"\n"date note" = "x"',
        '13:1: event "e": unknown key "date note"; did you mean "date_note"?',
    ),
    "TimelineJS's headline": (
        'date = "1945"\nheadline = "x"',
        '13:1: event "e": unknown key "headline"; "title" is there already: keep one of them.',
    ),
    "tags is a list of words": (
        'date = "1945"\ntags = "war, peace"',
        '13:8: event "e": tags "war, peace": this must be a list in square brackets, not text; write tags = ["war", "peace"].',
    ),
    "see is a list of words": (
        'date = "1945"\nsee = "a,b"',
        '13:7: event "e": see "a,b": this must be a list in square brackets, not text; write see = ["a", "b"].',
    ),
    "was is a list of words": (
        'date = "1945"\nwas = "a, b"',
        '13:7: event "e": was "a, b": this must be a list in square brackets, not text; write was = ["a", "b"].',
    ),
    "tags is a comma": (
        'date = "1945"\ntags = ","',
        '13:8: event "e": tags ",": this must be a list in square brackets, not text; write tags = [","].',
    ),
    "value in quotes": (
        'date = "1945"\nfigures = [{ what = "people", value = "12 500" }]',
        '13:39: event "e", figure 1: value "12 500": this must be a number; write 12500.',
    ),
    "value in quotes, from a number to another": (
        'date = "1945"\nfigures = [{ what = "people", value = "70-80" }]',
        '13:39: event "e", figure 1: value "70-80": this must be a number; write low = 70 and high = 80.',
    ),
    "value is words": (
        'date = "1945"\nfigures = [{ what = "people", value = "many" }]',
        '13:39: event "e", figure 1: value "many": this must be a number; write one such as 70 or 1.5 without quotes; words go into "what" or "unit".',
    ),
    "start and end": (
        'start = "1950"\nend = "1951"',
        '12:1: event "e": unknown keys "start" and "end"; write date = "1950/1951".',
    ),
    "start and end in years": (
        "start = 1950\nend = 1951",
        '12:1: event "e": unknown keys "start" and "end"; write date = "1950/1951".',
    ),
    "start and end, the wrong way round": (
        "start = 1951\nend = 1950",
        '12:1: event "e": unknown keys "start" and "end"; write both in one date, such as date = "1945/1950".',
    ),
    "start and end with a date": (
        'date = "1945"\nstart = "1950"\nend = "1951"',
        '13:1: event "e": unknown keys "start" and "end"; write date = "1950/1951" in place of all three.',
    ),
    "start alone": (
        'start = "1950"',
        '12:1: event "e": unknown key "start"; write "date".',
    ),
    "TimelineJS's dates": (
        'start_date = "1950"\nend_date = "1951"',
        '12:1: event "e": unknown keys "start_date" and "end_date"; write date = "1950/1951".',
    ),
    "an end beside a date": (
        'date = "1910"\nend = "1912"',
        '13:1: event "e": unknown key "end"; write date = "1910/1912" in place of both.',
    ),
    "an end in words beside a year": (
        "date = 1910\nuntil = 'May 1912'",
        '13:1: event "e": unknown key "until"; write date = "1910/1912-05" in place of both.',
    ),
    "an end before its date": (
        'date = "1910"\nend = "1905"',
        '13:1: event "e": unknown key "end"; write both in one date, such as date = "1945/1950".',
    ),
    "an end beside an interval": (
        'date = "1910/1911"\nend = "1912"',
        '13:1: event "e": unknown key "end"; write both in one date, such as date = "1945/1950".',
    ),
    "an end that is no date": (
        "date = 1910\nend = [1]",
        '13:1: event "e": unknown key "end"; write both in one date, such as date = "1945/1950".',
    ),
    "an end alone": (
        "until = 1912",
        '12:1: event "e": unknown key "until"; write date = "/1912".',
    ),
    "an end alone that is no date": (
        'end = "some day"',
        '12:1: event "e": unknown key "end"; write "date".',
    ),
    "from and to": (
        "to = 1912\nfrom = 1910",
        '12:1: event "e": unknown keys "to" and "from"; write date = "1910/1912".',
    ),
    "days in words": (
        'start_date = "3 May 1910"\nend_date = "6 May 1910"',
        '12:1: event "e": unknown keys "start_date" and "end_date"; write date = "1910-05-03/1910-05-06".',
    ),
    "year, month and day": (
        'year = 1910\nmonth = "5"\nday = 3',
        '12:1: event "e": unknown keys "year", "month" and "day"; write date = "1910-05-03".',
    ),
    "year and month": (
        "year = 1910\nmonth = 5",
        '12:1: event "e": unknown keys "year" and "month"; write date = "1910-05".',
    ),
    "a year beside a date": (
        'date = "1910"\nyear = 1910',
        '13:1: event "e": unknown key "year"; "date" is there already: keep one of them.',
    ),
    "an account's end": (
        'date = "1945"\naccounts = [{ date = "1910", end = "1912" }]',
        '13:30: event "e", account 1: unknown key "end"; write date = "1910/1912" in place of both.',
    ),
    "notes beside a note": (
        'date = "1945"\nnotes = "x"\nnote = "y"',
        '13:1: event "e": unknown key "notes"; "note" is there already: keep one of them.',
    ),
    "a lane by its title": (
        'date = "1945"\nlane = "Our War"\n[[lanes]]\nid = "war"\ntitle = "Our war"',
        '13:8: event "e": lane "Our War": there is no such lane; write its id, "war".',
    ),
    "a lane in capitals": (
        'date = "1945"\nlane = "WAR"\n[[lanes]]\nid = "war"\ntitle = "W"',
        '13:8: event "e": lane "WAR": there is no such lane; write "war".',
    ),
    "a lane of words": (
        'date = "1945"\nlane = "The war"',
        '13:8: event "e": lane "The war": there is no such lane; declare it under [[lanes]] with id = "the-war" and a title, and write that id here.',
    ),
    "[events.sources]": (
        'date = "1945"\n[[events]]\nid = "f"\ntitle = "F"\ndate = "1945"\n[events.sources]\nid = "s"',
        '17:1: event "f": [events.sources] has single brackets; write [[events.sources]], with two brackets.',
    ),
    "[events.figures.sources]": (
        'date = "1945"\n[[events.figures]]\nwhat = "p"\nvalue = 1\n[events.figures.sources]\nid = "s"',
        '16:1: event "e", figure 1: [events.figures.sources] has single brackets; write [[events.figures.sources]], with two brackets.',
    ),
    "[events.links] twice": (
        'date = "1945"\n[events.links]\nurl = "https://a.org"\n[events.links]\nurl = "https://b.org"',
        "13:1: [events.links] has single brackets; write [[events.links]], with two brackets.",
    ),
    "Date": (
        'Date = "1945"',
        '12:1: event "e": unknown key "Date"; did you mean "date"?',
    ),
    "Attested": (
        'Attested = "1945"',
        '12:1: event "e": unknown key "Attested"; did you mean "attested"?',
    ),
    "a figure's value misspelt": (
        'date = "1945"\nfigures = [{ what = "people", lo = 70 }]',
        '13:31: event "e", figure 1: unknown key "lo"; did you mean "low"?',
    ),
    "sources as a key and as tables": (
        'date = "1945"\n[[events.sources]]\nid = "s"',
        "13:1: sources is given twice in one event; keep sources = ... or [[events.sources]]; the first is on line 11.",
    ),
    "sources as a key and as a table": (
        'date = "1945"\n[events.sources]\nid = "s"',
        "13:1: sources is given twice in one event; keep sources = ... or [events.sources]; the first is on line 11.",
    ),
    "figures outside an event": (
        'date = "1945"\n[[figures]]\nwhat = "people"',
        '13:3: unknown key "figures"; write [[events.figures]], below the event that it belongs to.',
    ),
    "an account outside an event": (
        'date = "1945"\n[[account]]\ndate = "1946"',
        '13:3: unknown key "account"; write [[events.accounts]], below the event that it belongs to.',
    ),
    "links outside an event": (
        'date = "1945"\n[[links]]\nurl = "https://example.org/"',
        '13:3: unknown key "links"; write [[events.links]], below the event that it belongs to.',
    ),
    "a date with its calendar": (
        'date = "14 July 1789 (O.S.)"',
        '12:22: event "e": date "14 July 1789 (O.S.)": the calendar\'s name is not read, and no day is converted; write 1789-07-14, and put the source\'s own words into date_text.',
    ),
    "a date to the present": (
        'date = "1950 - present"',
        '12:16: event "e": date "1950 - present": a date in words is not read; write 1950/..',
    ),
}

# Whole files.
IN_FILE = {
    "an empty file": (
        "",
        '1:1: this file is empty; write [timeline] and under it title = "...", then [[events]] with title and date.',
    ),
    "only a comment": (
        "# nothing yet\n",
        '1:1: this file is empty; write [timeline] and under it title = "...", then [[events]] with title and date.',
    ),
    "no [timeline]": (
        '[[events]]\nid = "e"\ntitle = "E"\ndate = "1945"\nsources = ["s"]\n' + SOURCE,
        '1:1: the table [timeline] is missing; write [timeline] and under it title = "...".',
    ),
    "[timeline] without a title": (
        '[timeline]\nlang = "en"\n',
        '1:1: timeline: title is missing; write title = "...".',
    ),
    "an empty title": (
        '[timeline]\ntitle = " "\n',
        '2:9: timeline: title " ": this is empty; write a few words.',
    ),
    "timeline is text": (
        'timeline = "T"\n',
        '1:12: timeline "T": this must be a table, not text; write [timeline] and under it title = "...".',
    ),
    "[[timeline]]": (
        '[[timeline]]\ntitle = "T"\n',
        '1:1: timeline [{ title = "T" }]: this must be a table, not a list; write [timeline] and under it title = "...".',
    ),
    "title above [timeline]": (
        'title = "T"\n',
        '1:1: the table [timeline] is missing; write [timeline] and under it title = "...".',
        '1:1: unknown key "title"; put it under [timeline].',
    ),
    "[[event]]": (
        HEADER + '[[event]]\ntitle = "E"\n',
        '3:3: unknown key "event"; did you mean "events"?',
    ),
    "[events]": (
        HEADER + '[events]\ntitle = "E"\n',
        "3:1: [events] has single brackets; write [[events]], with two brackets.",
    ),
    "[sources]": (
        HEADER + '[sources]\nid = "s"\ntitle = "S"\n',
        "3:1: [sources] has single brackets; write [[sources]], with two brackets.",
    ),
    "[event]": (
        HEADER + '[event]\ntitle = "E"\ndate = "1945"\n',
        '3:2: unknown key "event"; write [[events]], with two brackets.',
    ),
    "[[event.sources]]": (
        DATED.replace('sources = ["s"]\n', "") + '[[event.sources]]\nid = "s"\n',
        '12:3: unknown key "event"; write [[events.sources]], with two brackets.',
    ),
    "start and end of the timeline": (
        HEADER + "start = 1900\nend = 2000\n",
        '3:1: timeline: unknown keys "start" and "end"; write span = "1900/2000".',
    ),
    "start and end of the timeline beside its span": (
        HEADER + 'span = "1900/2000"\nfrom = 1900\nto = 2000\n',
        '4:1: timeline: unknown keys "from" and "to"; write span = "1900/2000" in place of all three.',
    ),
    "start and end of a period": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\nstart = 1900\nend = 1910\n',
        '16:1: period "p": unknown keys "start" and "end"; write date = "1900/1910".',
    ),
    "an end beside the date of a period": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\ndate = 1900\nend = 1910\n',
        '17:1: period "p": unknown key "end"; write date = "1900/1910" in place of both.',
    ),
    "an end beside a span": (
        HEADER + "span = 1900\nend = 2000\n",
        '4:1: timeline: unknown key "end"; write span = "1900/2000" in place of both.',
    ),
    "no event": (
        HEADER,
        '1:1: warning: there is no event yet; write [[events]] and under it title = "..." and date = "1945".',
    ),
    "no event, with a span": (
        HEADER + 'span = "1900/2000"\n' + SOURCE,
        '1:1: warning: there is no event yet; write [[events]] and under it title = "..." and date = "1945".',
        '5:1: warning: source "s": no event cites this source; cite it, or delete it.',
    ),
    "events of texts": (
        'events = ["E"]\n' + HEADER,
        '1:11: event 1: events "E": this must be a table, not text; write [[events]] and its keys under it.',
    ),
    "format 2": (
        "format = 2\nfuture = true\n" + HEADER,
        "1:10: format 2: this version of timeline reads format 1 only; install a newer one.",
    ),
    "format 0": (
        "format = 0\n" + HEADER,
        "1:10: format 0: this version of timeline reads format 1 only; write format = 1.",
    ),
    "format is text": (
        'format = "1"\n' + HEADER,
        '1:10: format "1": this must be a whole number, not text; write format = 1.',
    ),
    "a lane without id and title": (
        HEADER + "[[lanes]]\n",
        '3:1: lane 1: id is missing; write id = "short-name".',
        '3:1: lane 1: title is missing; write title = "...".',
    ),
    "a lane's id has a capital": (
        DATED + 'lane = "War"\n[[lanes]]\nid = "War"\ntitle = "War"\n',
        '15:6: lane "War": id "War": an id has only lowercase letters, digits and single hyphens; write "war".',
    ),
    "an id with a blank": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "the end"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '9:10: event "the end": id "the end": an id has only lowercase letters, digits and single hyphens; write "the-end".',
    ),
    "an id with two hyphens": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "a--b"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '9:8: event "a--b": id "a--b": an id has only lowercase letters, digits and single hyphens; write "a-b".',
    ),
    "an id that ends in a hyphen": (
        HEADER + SOURCE + '\n[[events]]\nid = "a-"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '9:8: event "a-": id "a-": an id has only lowercase letters, digits and single hyphens; write "a".',
    ),
    "an id of signs": (
        HEADER + SOURCE + '\n[[events]]\nid = "???"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '9:6: event "???": id "???": an id has only lowercase letters, digits and single hyphens; write a short name, such as "treaty".',
    ),
    "an empty id": (
        HEADER + SOURCE + '\n[[events]]\nid = ""\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '9:6: event "E": id "": an id has only lowercase letters, digits and single hyphens; write a short name, such as "treaty".',
    ),
    "an id is a number": (
        HEADER + SOURCE + '\n[[events]]\nid = 5\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '9:6: event "E": id 5: this must be text, not a whole number; write id = "5".',
    ),
    "an id in decomposed letters": (
        HEADER + SOURCE + '\n[[events]]\nid = "éte"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '9:6: event "éte": id "éte": its letters and accents are characters of their own, not one (NFC); write "éte".',
    ),
    "an event's id twice": (
        DATED + '[[events]]\nid = "e"\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        '14:6: event "e": id "e": this id is taken on line 9; write another.',
    ),
    "an id that another once had": (
        DATED + 'was = ["f"]\n[[events]]\nid = "f"\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        '13:8: event "e": was "f": this id is taken on line 15; write another.',
    ),
    "an old id twice": (
        DATED
        + 'was = ["f"]\n[[events]]\nid = "g"\nwas = ["f"]\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        '16:8: event "g": was "f": this id is taken on line 13; write another.',
    ),
    "a source's id twice": (
        DATED + '[[sources]]\nid = "s"\ntitle = "S"\n',
        '14:6: source "s": id "s": this id is taken on line 5; write another.',
    ),
    "a lane's id twice": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\n[[lanes]]\nid = "l"\ntitle = "L"\n',
        '18:6: lane "l": id "l": this id is taken on line 15; write another.',
    ),
    "a tag's id twice": (
        DATED + 'tags = ["t"]\n[[tags]]\nid = "t"\ntitle = "T"\n[[tags]]\nid = "t"\ntitle = "T"\n',
        '18:6: tag "t": id "t": this id is taken on line 15; write another.',
    ),
    "a period's id twice": (
        DATED
        + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945/1950"\n[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945/1950"\n',
        '18:6: period "p": id "p": this id is taken on line 14; write another.',
    ),
    "a period is one date": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945"\n',
        '16:8: period "p": date "1945": a period is an interval; write its start and end, such as "1945/1946".',
    ),
    "a period without a date": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\n',
        '13:1: period "p": date is missing; write date = "1945/1950".',
    ),
    "a period's date is wrong": (
        DATED + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1945/1944"\n',
        '16:14: period "p": date "1945/1944": the interval ends before it starts; write 1944/1945.',
    ),
    "an empty tag title": (
        DATED + 'tags = ["t"]\n[[tags]]\nid = "t"\ntitle = ""\n',
        '16:9: tag "t": title "": this is empty; write a few words.',
    ),
    "a lane misspelt": (
        DATED + 'lane = "takn"\n[[lanes]]\nid = "taken"\ntitle = "L"\n',
        '13:8: event "e": lane "takn": there is no such lane; did you mean "taken"? Else declare it under [[lanes]] with id = "takn" and a title.',
    ),
    "a tag misspelt": (
        DATED + 'tags = ["wars"]\n[[tags]]\nid = "war"\ntitle = "L"\n',
        '13:9: event "e": tag "wars": there is no such tag; did you mean "war"? Else declare it under [[tags]] with id = "wars" and a title.',
    ),
    "a tag far from any": (
        DATED + 'tags = ["xyz"]\n[[tags]]\nid = "war"\ntitle = "L"\n',
        '13:9: event "e": tag "xyz": there is no such tag; the only tag is war; else declare it under [[tags]] with id = "xyz" and a title.',
    ),
    "a source misspelt": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["articel"]\ndate = "1945"\n[[sources]]\nid = "article"\ntitle = "A"\n',
        '11:12: event "e": source "articel": there is no such source; did you mean "article"? Else declare it under [[sources]] with id = "articel" and a title.',
    ),
    "a source far from any": (
        DATED.replace('["s"]', '["Wikipedia"]') + SOURCE.replace('"s"', '"t"'),
        '11:12: event "e": source "Wikipedia": there is no such source; the sources are s, t; else declare it under [[sources]] with id = "wikipedia" and a title, and write that id here.',
    ),
    "a source of signs": (
        DATED.replace('["s"]', '["???"]'),
        '11:12: event "e": source "???": there is no such source; the only source is s; else declare it under [[sources]] with id = "..." and a title, and write that id here.',
    ),
    "a source by its title": (
        DATED.replace('["s"]', '["S"]'),
        '11:12: event "e": source "S": there is no such source; write its id, "s".',
    ),
    "a source by an address": (
        DATED.replace('["s"]', '["https://www.example.org/club?a=b"]'),
        '11:12: event "e": source "https://www.example.org/club?a=b": there is no such source; declare it under [[sources]] with id = "example-org", a title and url = "https://www.example.org/club?a=b", and write that id here.',
    ),
    "a source by a long address, at a site that is there": (
        DATED.replace('["s"]', f'["https://s/{"a" * 60}"]'),
        f'11:12: event "e": source "https://s/{"a" * 47}…": there is no such source; declare it under [[sources]] with id = "...", a title and url = "...", and write that id here.',
    ),
    "a source by its address": (
        DATED.replace('title = "S"\n', 'title = "S"\nurl = "https://a.org/"\n').replace(
            '["s"]', '["https://a.org/"]'
        ),
        '12:12: event "e": source "https://a.org/": there is no such source; write its id, "s".',
    ),
    "a source in a table misspelt": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s", { id = "articel", locator = "p. 5" }]\ndate = "1945"\n[[sources]]\nid = "article"\ntitle = "A"\n',
        '11:24: event "e", source 2: source "articel": there is no such source; did you mean "article"? Else declare it under [[sources]] with id = "articel" and a title.',
    ),
    "sources is text": (
        HEADER + SOURCE + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = "s"\ndate = "1945"\n',
        '11:11: event "e": sources "s": this must be a list in square brackets, not text; write sources = ["s"].',
    ),
    "a source's unknown key": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = [{ id = "s", page = 5 }]\ndate = "1945"\n',
        '11:24: event "e", source 1: unknown key "page"; write "locator".',
    ),
    "a source without id": (
        HEADER
        + SOURCE
        + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = [{ locator = "p. 5" }]\ndate = "1945"\n',
        '11:12: event "e", source 1: id is missing; write the id of a source.',
    ),
    "a source is a number": (
        HEADER + SOURCE + '\n[[events]]\nid = "e"\ntitle = "E"\nsources = [5]\ndate = "1945"\n',
        '11:12: event "e": sources 5: this must be text or a table, not a whole number; write the id of a source.',
    ),
    "see misspelt": (
        DATED
        + 'see = ["camp"]\n[[events]]\nid = "camps"\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        '13:8: event "e": see "camp": there is no such event; did you mean "camps"?',
    ),
    "see an old id": (
        DATED
        + 'see = ["old"]\n[[events]]\nid = "new"\nwas = ["old"]\ntitle = "F"\ndate = 1946\nsources = ["s"]\n',
        '13:8: event "e": see "old": there is no such event; it is now "new".',
    ),
    "a source's date": (
        DATED + '[[sources]]\nid = "t"\ntitle = "T"\ndate = "199"\n',
        '16:8: source "t": date "199": the year has fewer than four digits; write it in full, as in 1965, or 0199 for the year 199.',
    ),
    "a source's addresses": (
        HEADER
        + SOURCE
        + 'url = "ftp://a.org/"\narchived = "archive.org/x"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '7:7: source "s": url "ftp://a.org/": ftp: links are not allowed; write an address by http or https.',
        '8:12: source "s": archived "archive.org/x": this is no web address; write "https://archive.org/x".',
    ),
    "a source's accessed": (
        HEADER
        + SOURCE
        + 'accessed = "1 May 2024"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '7:12: source "s": accessed "1 May 2024": this must be a day, in full; write 2024-05-01.',
    ),
    "before the span": (
        HEADER
        + 'span = "1950/1960"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '13:8: event "e": date "1945": this is before the span, 1950/1960; widen the span, or correct the date.',
    ),
    "after the span": (
        HEADER
        + 'span = "1930/1944"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '13:8: event "e": date "1945": this is after the span, 1930/1944; widen the span, or correct the date.',
    ),
    "attested after the span": (
        HEADER
        + 'span = "1930/1944"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\nattested = "1945"\n',
        '13:12: event "e": attested "1945": this is after the span, 1930/1944; widen the span, or correct the date.',
    ),
    "no source": (
        HEADER + SOURCE + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\n',
        '4:1: warning: source "s": no event cites this source; cite it, or delete it.',
        '7:1: warning: event "e": this event has no source; write sources = ["..."].',
    ),
    "no sources at all": (
        HEADER + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\n',
        "1:1: warning: no event names a source; declare one under [[sources]], and cite it in each event.",
    ),
    "a source never cited": (
        DATED + '[[sources]]\nid = "t"\ntitle = "T"\n',
        '13:1: warning: source "t": no event cites this source; cite it, or delete it.',
    ),
    "a lane never used": (
        DATED + 'lane = "l"\n[[lanes]]\nid = "l"\ntitle = "L"\n[[lanes]]\nid = "m"\ntitle = "M"\n',
        '17:1: warning: lane "m": no event is in this lane; write lane = "..." in one, or delete it.',
    ),
    "a tag never used": (
        DATED + '[[tags]]\nid = "m"\ntitle = "M"\n',
        '13:1: warning: tag "m": no event has this tag; use it, or delete it.',
    ),
    "no id": (
        HEADER + SOURCE + '\n[[events]]\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n',
        '8:1: warning: event "E": this event has no id; write id = "e", so that links to it live on when its title changes.',
    ),
    "no ids": (
        HEADER
        + SOURCE
        + '\n[[events]]\ntitle = "E"\nsources = ["s"]\ndate = "1945"\n[[events]]\ntitle = "E"\ndate = 1945\nsources = ["s"]\n',
        '8:1: warning: event "E": this event has no id, as 1 other has none; write id = "e", so that links to it live on when its title changes.',
    ),
    "no title": (
        HEADER + SOURCE + '[[events]]\ndate = 1945\nsources = ["s"]\n',
        '7:1: event 1: title is missing; write title = "...".',
        '7:1: warning: event 1: this event has no id; write id = "...", so that links to it live on when its title changes.',
    ),
    "Title": (
        HEADER + SOURCE + '[[events]]\nid = "e"\nTitle = "E"\ndate = 1945\nsources = ["s"]\n',
        '9:1: event "e": unknown key "Title"; did you mean "title"?',
    ),
    "source for sources": (
        HEADER + SOURCE + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\nsource = ["s"]\n',
        '11:1: event "e": unknown key "source"; did you mean "sources"?',
    ),
    "[[lane]]": (
        DATED + 'lane = "war"\n[[lane]]\nid = "war"\ntitle = "War"\n',
        '14:3: unknown key "lane"; did you mean "lanes"?',
    ),
    "[[source]]": (
        DATED.replace("[[sources]]", "[[source]]"),
        '4:3: unknown key "source"; did you mean "sources"?',
    ),
    "a source's ID": (
        DATED.replace('id = "s"', 'ID = "s"'),
        '5:1: source "S": unknown key "ID"; did you mean "id"?',
    ),
    "sources is a list of words": (
        DATED.replace('["s"]', '"s, t"'),
        '11:11: event "e": sources "s, t": this must be a list in square brackets, not text; write sources = ["s", "t"].',
    ),
    "sources is empty": (
        DATED.replace('["s"]', "[]"),
        '4:1: warning: source "s": no event cites this source; cite it, or delete it.',
        '11:11: warning: event "e": this event has no source; write sources = ["..."].',
    ),
    "sources is empty, and none declared": (
        HEADER + '[[events]]\nid = "e"\ntitle = "E"\ndate = 1945\nsources = []\n',
        "1:1: warning: no event names a source; declare one under [[sources]], and cite it in each event.",
    ),
    "an account before the span": (
        DATED.replace("\n\n", '\nspan = "1940/1950"\n\n', 1)
        + "accounts = [{ date = 1930 }, { date = 1946 }]\n",
        '14:22: warning: event "e", account 1: date 1930: this is before the span, 1940/1950, and is not drawn; widen the span, or correct the date.',
    ),
    "a period after the span": (
        DATED.replace("\n\n", '\nspan = "1940/1950"\n\n', 1)
        + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1960/1970"\n',
        '17:8: warning: period "p": date "1960/1970": this is after the span, 1940/1950, and is not drawn; widen the span, or correct the date.',
    ),
    "a period that reaches into the span": (
        DATED.replace("\n\n", '\nspan = "1940/1950"\n\n', 1)
        + '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1930/1940"\n',
    ),
    "a source accessed in a month": (
        HEADER + SOURCE + "accessed = 2024-05\n",
        "7:12: 2024-05 is no day, in full; write a day such as 2024-05-31.",
    ),
}

# Lines under [timeline] that are no TOML, which begin at line 3.
IN_TOML = {
    "text without quotes": (
        "author = Jane Doe",
        '3:10: Jane Doe has no quotes; write author = "Jane Doe".',
    ),
    "no opening quote": (
        'author = Jane Doe"',
        '3:10: Jane Doe" has no quote at its start; write author = "Jane Doe".',
    ),
    "no opening quote, before a comment": (
        'author = Jane Doe" # who',
        '3:10: Jane Doe" has no quote at its start; write author = "Jane Doe".',
    ),
    "no opening single quote": (
        "author = Jane Doe'",
        '3:10: Jane Doe\' has no quote at its start; write author = "Jane Doe".',
    ),
    "no opening quote in an array": (
        'tags = ["a", house"]',
        '3:14: house" has no quote at its start; write "house".',
    ),
    "quotes inside a text without quotes": (
        'author = The "big" club',
        '3:10: The "big" club has no quotes around it; write author = \'The "big" club\'.',
    ),
    "both quotes inside a text without quotes": (
        "author = O'Hara's \"big\" club",
        '3:10: O\'Hara\'s "big" club has no quotes around it; write author = "O\'Hara\'s \\"big\\" club".',
    ),
    "a long text without quotes": (
        "author = " + "long " * 20,
        '3:10: long long long long long long long long long long long lo… has no quotes; write " before and after it.',
    ),
    "a long text without its opening quote": (
        "author = " + "long " * 20 + '"',
        '3:10: long long long long long long long long long long long lo… has no quote at its start; write " before it.',
    ),
    "quotes in a line of words": (
        '- title = "x"',
        '3:1: - title = "x" is no key with a value; write key = "text"; a text of several lines begins and ends with """.',
    ),
    "a text behind an array": (
        'x = ["a"] "b"',
        '3:11: "b" has no place here; delete it, or write # before a comment.',
    ),
    "backticks": (
        "author = `Jane`",
        '3:10: ` is no quotation mark, as texts have them; write author = "Jane".',
    ),
    "one backtick": (
        "author = `Jane",
        '3:10: ` is no quotation mark, as texts have them; write author = "Jane".',
    ),
    "accents for quotes": (
        "tags = [´a´, ´b´]",
        '3:9: ´ is no quotation mark, as texts have them; write "a".',
    ),
    "a long text in backticks": (
        f"author = `{'long ' * 20}`",
        '3:10: ` is no quotation mark, as texts have them; write author = "...".',
    ),
    "a semicolon between items": (
        'tags = ["house"; "money"]',
        "3:16: ; is no comma; write a comma.",
    ),
    "a semicolon between words": (
        "tags = [house; money]",
        '3:9: house has no quotes; write "house".',
    ),
    "a semicolon between keys": (
        "x = { a = 1; b = 2 }",
        "3:12: ; is no comma; write a comma.",
    ),
    "a semicolon before items": (
        'tags = [; "money"]',
        "3:9: there is no value before ;; write one, or delete the comma.",
    ),
    "a colon between items": (
        'tags = ["house": "money"]',
        "3:16: : is no comma; write a comma.",
    ),
    "quotes inside a text in an array": (
        'tags = ["the "big" house"]',
        "3:14: the text ends at this \", the first inside it; write \\\" for a quote inside it, or put it in '...'.",
    ),
    "a list in round brackets": (
        'sources = ("minutes")',
        '3:11: a list stands in square brackets, not in round ones; write sources = ["minutes"].',
    ),
    "a list of words in round brackets": (
        "tags = (house, 'money'; the club)",
        '3:8: a list stands in square brackets, not in round ones; write tags = ["house", \'money\', "the club"].',
    ),
    "a list in braces": (
        'tags = { "a"; "b", }',
        '3:8: a list stands in square brackets, not in { }; write tags = ["a", "b"].',
    ),
    "a text in braces, in an array": (
        'tags = [{ "a" }]',
        '3:9: a list stands in square brackets, not in { }; write ["a"].',
    ),
    "a list without brackets": (
        'tags = "a", "b"',
        '3:8: a list has no brackets; write tags = ["a", "b"].',
    ),
    "a list without brackets, with semicolons": (
        "tags = 'a'; \"b, c\";",
        "3:8: a list has no brackets; write tags = ['a', \"b, c\"].",
    ),
    "a list of several lines in round brackets": (
        'tags = (\n"house",\n)',
        "3:8: a list stands in square brackets, not in round ones; write [ here, and ] at its end.",
    ),
    "a list of tables in round brackets": (
        'figures = ({ what = "p", value = 1 })',
        "3:11: a list stands in square brackets, not in round ones; write [ here, and ] at its end.",
    ),
    "a text in round brackets": (
        'author = ("Jane")',
        '3:10: a text stands in quotes alone, without round brackets; write author = "Jane".',
    ),
    "words in round brackets": (
        "author = (Jane)",
        '3:10: (Jane) has no quotes; write author = "(Jane)".',
    ),
    "no = before a text that does not end": (
        'author "Jane',
        "3:8: there is no = after author; write one.",
    ),
    "no closing quote": (
        'author = "Jane',
        '3:10: a text begins with " and does not end on its line; end it with ", or use """ for several lines.',
    ),
    "no closing quote, with a curly one": (
        'author = "Jane”',
        '3:15: ” is a curly quote, as word processors make them; use a straight one: ".',
    ),
    "no closing single quote": (
        "author = 'Jane",
        "3:10: a text begins with ' and does not end on its line; end it with ', or use ''' for several lines.",
    ),
    "a text of two lines": (
        'description = "one\ntwo"',
        '3:15: a text begins with " and does not end on its line; end it with ", or use """ for several lines.',
    ),
    "triple quotes not closed": (
        'description = """\none\n',
        '3:15: """ is never closed; end it with """.',
    ),
    "triple single quotes not closed": (
        "description = '''one\n",
        "3:15: ''' is never closed; end it with '''.",
    ),
    "curly quotes": (
        "author = “Jane”",
        '3:10: “ is a curly quote, as word processors make them; use a straight one: ".',
    ),
    "curly single quotes": (
        "author = ‘Jane’",
        "3:10: ‘ is a curly quote, as word processors make them; use a straight one: '.",
    ),
    "a curly quote round a key": (
        '“author” = "Jane"',
        '3:1: “ is a curly quote, as word processors make them; use a straight one: ".',
    ),
    "a quote inside a text": (
        'author = "Jane "J." Doe"',
        "3:16: the text ends at this \", the first inside it; write \\\" for a quote inside it, or put it in '...'.",
    ),
    "an apostrophe in single quotes": (
        "author = 'O'Hara'",
        '3:12: the text ends at this \', the first inside it; put it in "...".',
    ),
    "text after a text": (
        'author = "Jane" Doe',
        '3:17: "Doe" has no place here; delete it, or write # before a comment.',
    ),
    "a date without quotes": (
        "span = 1945/2004",
        '3:8: 1945/2004 has no quotes; write span = "1945/2004".',
    ),
    "a month without quotes": (
        "span = 1959-13",
        "3:8: 1959-13 has no quotes; months run from 01 to 12.",
    ),
    "decades in words without quotes": (
        "span = 1910s-1920s",
        '3:8: 1910s-1920s has no quotes; write span = "191X/192X".',
    ),
    "short years without quotes": (
        "span = 1903–05",
        '3:8: 1903–05 has no quotes; write span = "1903/1905" or span = "1903-05" (05 is May).',
    ),
    "a set without quotes": (
        "span = [1952..2004]",
        '3:8: [1952..2004] has no quotes; write "[1952..2004]".',
    ),
    "a set of years without quotes, in braces": (
        "span = {1960,1962}",
        '3:8: {1960,1962} has no quotes; write "{1960,1962}".',
    ),
    "a day that is not there": (
        "updated = 2023-02-29",
        "3:11: 2023-02-29: February 2023 has 28 days; write a day from 01 to 28, or 2023-02.",
    ),
    "a date in words without quotes": (
        "updated = 31 May 2024",
        "3:11: 31 May 2024 is no day, in full; write 2024-05-31.",
    ),
    "an empty value": (
        "author =",
        '3:9: author has no value; write author = "...".',
    ),
    "an empty value before a comment": (
        "author = # who",
        '3:10: author has no value; write author = "...".',
    ),
    "capital True": (
        "about = True",
        "3:9: True has no meaning; write true.",
    ),
    "yes": (
        "about = yes",
        "3:9: yes has no meaning; write true.",
    ),
    "a number that begins with 0": (
        "height = 0600",
        "3:10: 0600 begins with 0; write 600.",
    ),
    "a number with a comma": (
        "height = 1,5",
        "3:10: 1,5 has a comma; write 1.5.",
    ),
    "a number with commas": (
        "height = 1,500",
        "3:10: 1,500 has a comma; write 1500.",
    ),
    "a number that begins with its point": (
        "height = .5",
        "3:10: .5 has no digit before its point; write 0.5.",
    ),
    "a number that ends in its point": (
        "height = 5.",
        "3:10: 5. ends in a point; write 5.0.",
    ),
    "a number with a unit": (
        "height = 600 px",
        "3:10: 600 px is not one plain number; write 600.",
    ),
    "a number of 5,000 digits": (
        "height = " + "9" * 5000,
        "3:10: this number has thousands of digits; write it in quotes, or in a larger unit.",
    ),
    "no =": (
        'author "Jane"',
        '3:8: there is no = after author; write author = "Jane".',
    ),
    "a colon for =": (
        'author: "Jane"',
        "3:7: a key is set with =, not with :; write author = instead of author:.",
    ),
    "a line of words": (
        "just some words",
        '3:1: "just some words" is no key with a value; write key = "text"; a text of several lines begins and ends with """.',
    ),
    "no key": (
        "= 5",
        '3:1: there is no key before "="; write key = "text", [table] or [[table]].',
    ),
    "a key in other letters": (
        'état = "x"',
        '3:1: a key has only the letters a-z, unlike état; put it in quotes: "état".',
    ),
    "a table in other letters": (
        "[événements]",
        '3:2: a key has only the letters a-z, unlike événements; put it in quotes: "événements".',
    ),
    "a key twice": (
        'title = "U"',
        "3:1: title is given twice; keep one of them; the first is on line 2.",
    ),
    "a key twice, behind a dot": (
        "lang.a = 1\nlang.a.b = 2",
        "4:1: lang.a.b is given twice; keep one of them.",
    ),
    "a key twice in braces": (
        'x = { what = "a", what = "b" }',
        "3:19: what is given twice in one { }; keep one of them.",
    ),
    "a key twice in braces, its value of no kind": (
        "x = [{ b = { a = 1, a = 2x } }]",
        "3:21: a is given twice in one { }; keep one of them.",
    ),
    "a key twice in braces, beside one of 1,500 parts": (
        f"x = {{ {'a.' * 1500}a = 1, b = 1, b = 2 }}",
        "3:3025: a key is given twice in one { }; keep one of them.",
    ),
    "a key twice in braces, once by an escape": (
        'x = { a = "a", "\\u0061" = "b" }',
        "3:7: a is given twice in one { }; keep one of them.",
    ),
    "a table twice": (
        '[timeline]\nlang = "en"',
        "3:1: [timeline] is there already; put its keys under the first [timeline].",
    ),
    "[events] twice": (
        "[events]\n[events]",
        "3:1: [events] has single brackets; write [[events]], with two brackets.",
    ),
    "[events] and [[events]]": (
        "[events]\n[[events]]",
        "3:1: [events] has single brackets; write [[events]], with two brackets.",
    ),
    "[[events]] and [events]": (
        "[[events]]\n[events]",
        "4:1: [events] has single brackets; write [[events]], with two brackets.",
    ),
    "[lanes] and, far below, [[lanes]]": (
        '  [lanes]\nid = "a"\n\n[[events]]\n\n[[lanes]]',
        "3:3: [lanes] has single brackets; write [[lanes]], with two brackets.",
    ),
    "[event] twice": (
        "[event]\n[event]",
        "3:1: [event] has single brackets; write [[events]], with two brackets.",
    ),
    "no comma in an array": (
        'x = ["a" "b"]',
        "3:10: there is no comma between two items; write one.",
    ),
    "no comma in a table": (
        "x = { a = 1 b = 2 }",
        "3:13: there is no comma between two keys; write one.",
    ),
    "two commas": (
        'x = ["a",,"b"]',
        "3:10: there is no value before ,; write one, or delete the comma.",
    ),
    "an array not closed before a key": (
        'x = ["a",\n"b"\ny = 1',
        "3:5: [ is never closed; end it with ].",
    ),
    "an array not closed before a table": (
        'x = ["a"\n\n[[events]]\n',
        "3:5: [ is never closed; end it with ].",
    ),
    "an array not closed at the end": (
        'x = [\n"a",\n',
        "3:5: [ is never closed; end it with ].",
    ),
    "an array closed with )": (
        "x = [1, 2)",
        "3:10: [ is closed with ); write ].",
    ),
    "words without quotes in an array": (
        "x = [war, peace]",
        '3:6: war has no quotes; write "war".',
    ),
    "a table closed with ]": (
        "x = [{ a = 1 ]",
        "3:14: { is closed with ]; write }.",
    ),
    "a table of two lines": (
        "x = { a = 1,\nb = 2 }",
        "3:5: only TOML 1.1 allows a table in { } several lines; put it on one line; the array around it may have many.",
    ),
    "a comma before }": (
        "x = { a = 1, }",
        "3:12: only TOML 1.1 allows a comma before }; delete it.",
    ),
    "a bracket too many": (
        "x = [1]]",
        '3:8: "]" has no place here; delete it, or write # before a comment.',
    ),
    "a brace in a header": (
        "[}a]",
        '3:2: there is no key before "}"; write key = "text", [table] or [[table]].',
    ),
    "a brace by itself": (
        "}",
        "3:1: } closes nothing; delete it, or open it further up.",
    ),
    "a header not closed": (
        '[[events]\ntitle = "E"',
        "3:9: [[events] is not closed; write [[events]].",
    ),
    "a header not closed, with a comment": (
        '[events # all\ntitle = "E"',
        "3:9: [events is not closed; write [[events]].",
    ),
    "a header not opened": (
        '[events]]\ntitle = "E"',
        "3:1: [events]] begins with one bracket and ends with two; write [[events]].",
    ),
    "a header of one table not opened": (
        "[events.extra]]\na = 1",
        "3:1: [events.extra]] begins with one bracket and ends with two; write [events.extra].",
    ),
    "a header of words": (
        '[[Our events]]\ntitle = "E"',
        "3:1: [[Our events]] is more than one word; write [[events]].",
    ),
    "a header of words, of one table": (
        '[my timeline]\ntitle = "E"',
        "3:1: [my timeline] is more than one word; write [timeline].",
    ),
    "a header of words far from any": (
        '[[two words]]\ntitle = "E"',
        "3:1: [[two words]] is more than one word; write one such as [[events]].",
    ),
    "a header without a name": (
        "[]",
        '3:2: there is no key before "]"; write key = "text", [table] or [[table]].',
    ),
    "a key behind a header": (
        '[[events]] title = "E"',
        "3:12: two things stand on one line; begin a new line here.",
    ),
    "two keys on a line": (
        'lang = "en" author = "Jane"',
        "3:13: two things stand on one line; begin a new line here.",
    ),
    "a comment with //": (
        "// note",
        "3:1: a comment begins with #; write # before it.",
    ),
    "a comment with // behind a value": (
        'lang = "en" // note',
        '3:13: "// note" has no place here; delete it, or write # before a comment.',
    ),
    "a merge conflict": (
        '<<<<<<< HEAD\nlang = "en"\n=======\n',
        "3:1: a merge conflict is left in the file; keep one side of it and delete the lines with <<<<<<<, =======, >>>>>>>.",
    ),
    "a backslash": (
        'author = "C:\\data"',
        "3:13: \\d here names no character; write \\\\ for a backslash, or put the text in single quotes '...'.",
    ),
    "a backslash before U": (
        'author = "C:\\Users"',
        "3:13: \\U here names no character; write \\\\ for a backslash, or put the text in single quotes '...'.",
    ),
    "an escape that is no character": (
        'author = "\\ud800"',
        "3:11: \\u here names no character; write \\\\ for a backslash, or put the text in single quotes '...'.",
    ),
    "a bell in a text": (
        'author = "a\x07"',
        "3:12: the character U+0007 may not stand here; delete it; if every other one is, save the file as UTF-8.",
    ),
    "NUL": (
        'author = "a\x00"',
        "3:12: the character U+0000 may not stand here; delete it; if every other one is, save the file as UTF-8.",
    ),
    "a control character in a comment": (
        "# \x01",
        "3:3: the character U+0001 may not stand here; delete it; if every other one is, save the file as UTF-8.",
    ),
    "a lone carriage return": (
        'lang = "en"\rauthor = "Jane"',
        "3:12: a line ends in a lone carriage return, as on old Macs; save it with \\n or \\r\\n at line ends.",
    ),
    "a number with a blank, in braces": (
        'x = [{ what = "p", value=12 500 }]',
        "3:26: 12 500 is not one plain number; write 12500.",
    ),
    "a number with commas, in braces": (
        'x = [{ what = "p", value=1,000, who = "W" }]',
        "3:26: 1,000 is not one plain number; write 1000.",
    ),
    "a number with a comma, in braces": (
        'x = [{ what = "p", value = 1,5 }]',
        "3:28: 1,5 is not one plain number; write 1.5.",
    ),
    "a number with points": (
        'x = [{ what = "p", value = 1.000.000 }]',
        "3:28: 1.000.000 is not one plain number; write 1000000.",
    ),
    "a number with apostrophes": (
        'x = [{ what = "p", value = 12\'500 }]',
        "3:28: 12'500 is not one plain number; write 12500.",
    ),
    "a number with a no-break space": (
        'x = [{ what = "p", value = 12\xa0500 }]',
        "3:28: 12\xa0500 is not one plain number; write 12500.",
    ),
    "from a number to a number, in braces": (
        'x = [{ what = "p", value = 70-80 }]',
        "3:28: 70-80 is not one plain number; write low = 70, high = 80.",
    ),
    "from a number to a number, in words": (
        'x = [{ what = "p", value = 1 000 to 2 000 }]',
        "3:28: 1 000 to 2 000 is not one plain number; write low = 1000, high = 2000.",
    ),
    "from a number to a smaller one": (
        'x = [{ what = "p", value = 80-70 }]',
        '3:28: 80-70 is not one plain number; write one such as 70 or 1.5; words go into "what" or "unit".',
    ),
    "about a number, in braces": (
        'x = [{ what = "p", value = ~500 }]',
        "3:28: ~500 is not one plain number; write value = 500, about = true.",
    ),
    "about a number, in words": (
        'x = [{ what = "p", value = about 500 }]',
        "3:28: about 500 is not one plain number; write value = 500, about = true.",
    ),
    "a number or more": (
        'x = [{ what = "p", value = 500+ }]',
        "3:28: 500+ is not one plain number; write low = 500.",
    ),
    "a number or less": (
        'x = [{ what = "p", value = up to 500 }]',
        "3:28: up to 500 is not one plain number; write high = 500.",
    ),
    "a number with its unit, in braces": (
        'x = [{ what = "p", value = 70 people }]',
        '3:28: 70 people is not one plain number; write value = 70, unit = "people".',
    ),
    "a number in words": (
        'x = [{ what = "p", value = many }]',
        '3:28: many is not one plain number; write one such as 70 or 1.5; words go into "what" or "unit".',
    ),
    "a number at low": (
        'x = [{ what = "p", low = 1 000, high = 2 000 }]',
        "3:26: 1 000 is not one plain number; write 1000.",
    ),
    "no comma behind a number": (
        'x = [{ what = "p", value = 70 low = 60 }]',
        "3:31: there is no comma between two keys; write one.",
    ),
    "words behind a number's comma": (
        'x = [{ what = "p", value = 70, foo bar = 2 }]',
        '3:32: "foo bar = 2 }]" is no key with a value; write key = "text"; a text of several lines begins and ends with """.',
    ),
    "a number with a blank": (
        "[[events.figures]]\nvalue = 12 500",
        "4:9: 12 500 is not one plain number; write 12500.",
    ),
    "from a number to a number": (
        "[[events.figures]]\nvalue = 70-80",
        "4:9: 70-80 is not one plain number; write low = 70 and high = 80.",
    ),
    "about a number": (
        "[[events.figures]]\nvalue = ~500",
        "4:9: ~500 is not one plain number; write value = 500 and about = true.",
    ),
    "importance in words": (
        "importance = high",
        "3:14: high is not one plain number; write 1 (labelled last) to 5 (labelled first).",
    ),
    "height with a blank": (
        "height = 1 200",
        "3:10: 1 200 is not one plain number; write 1200.",
    ),
    "a month where a day is meant": (
        "updated = 2024-05",
        "3:11: 2024-05 is no day, in full; write a day such as 2024-05-31.",
    ),
    "a day with slashes": (
        "updated = 2024/05/31",
        "3:11: 2024/05/31 is no day, in full; write 2024-05-31.",
    ),
    "a no-break space before a key": (
        '\xa0author = "Jane"',
        "3:1: there is a no-break space (U+00A0) here; write a plain space.",
    ),
    "a no-break space behind a key": (
        'author\xa0= "Jane"',
        "3:7: there is a no-break space (U+00A0) here; write a plain space.",
    ),
    "a no-break space before a value": (
        'author =\xa0"Jane"',
        "3:9: there is a no-break space (U+00A0) here; write a plain space.",
    ),
    "a narrow no-break space behind a value": (
        'author = "Jane"\u202f',
        "3:16: there is a narrow no-break space (U+202F) here; write a plain space.",
    ),
    "a no-break space before a comment": (
        'author = "Jane"\xa0# who',
        "3:16: there is a no-break space (U+00A0) here; write a plain space.",
    ),
    "a no-break space in a header": (
        "[[events\xa0]]",
        "3:9: there is a no-break space (U+00A0) here; write a plain space.",
    ),
    "an ideographic space before a key": (
        '\u3000author = "Jane"',
        "3:1: there is an ideographic space (U+3000) here; write a plain space.",
    ),
    "a zero width space before a key": (
        '\u200bauthor = "Jane"',
        "3:1: there is a zero width space (U+200B) here; delete it.",
    ),
    "a zero width space in a key": (
        'auth\u200bor = "Jane"',
        "3:5: there is a zero width space (U+200B) here; delete it.",
    ),
    "a byte order mark behind a value": (
        'author = "Jane"\ufeff',
        "3:16: there is a zero width no-break space (U+FEFF) here; delete it.",
    ),
    "a table of commas": (
        "id,title,date",
        '3:1: "id,title,date" is no key with a value; write key = "text"; a text of several lines begins and ends with """.',
    ),
    "figures as a key and as tables": (
        '[[events]]\nfigures = []\n[[events.figures]]\nwhat = "p"',
        "5:1: figures is given twice in one event; keep figures = ... or [[events.figures]]; the first is on line 4.",
    ),
}

# Files that are no text, or that no parser should be given.
IN_BYTES = {
    "UTF-16, little end first": (
        b"\xff\xfe[\x00t\x00i\x00m\x00e\x00l\x00i\x00n\x00e\x00]\x00",
        "1:1: this file is UTF-16: it begins with the byte order mark ff fe; save it as UTF-8.",
    ),
    "UTF-16, big end first": (
        b"\xfe\xff\x00[\x00t\x00i\x00m\x00e\x00l\x00i\x00n\x00e\x00]",
        "1:1: this file is UTF-16: it begins with the byte order mark fe ff; save it as UTF-8.",
    ),
    "UTF-32": (
        b"\xff\xfe\x00\x00[\x00\x00\x00t\x00\x00\x00i\x00\x00\x00m\x00\x00\x00e\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00e\x00\x00\x00]\x00\x00\x00",
        "1:1: this file is UTF-32: it begins with the byte order mark ff fe 00 00; save it as UTF-8.",
    ),
    "UTF-32, big end first": (
        b"\x00\x00\xfe\xff\x00\x00\x00[\x00\x00\x00t\x00\x00\x00i\x00\x00\x00m\x00\x00\x00e\x00\x00\x00l\x00\x00\x00i\x00\x00\x00n\x00\x00\x00e\x00\x00\x00]",
        "1:1: this file is UTF-32: it begins with the byte order mark 00 00 fe ff; save it as UTF-8.",
    ),
    "UTF-16 without a mark": (
        b"[\x00t\x00i\x00m\x00e\x00l\x00i\x00n\x00e\x00]\x00",
        "1:2: the character U+0000 may not stand here; delete it; if every other one is, save the file as UTF-8.",
    ),
    "a Word document": (
        packed("[Content_Types].xml", "word/document.xml"),
        "1:1: this is a Word document, not plain text; save it there as plain text, with the encoding UTF-8.",
    ),
    "a spreadsheet": (
        packed("[Content_Types].xml", "xl/workbook.xml"),
        "1:1: this is a spreadsheet, not a timeline's file; rename it to events.xlsx, and bring it in with `timeline import events.xlsx`.",
    ),
    "a spreadsheet of LibreOffice": (
        packed("mimetype", text="application/vnd.oasis.opendocument.spreadsheet"),
        "1:1: this is a spreadsheet (ODS); save it as .xlsx or .csv, and bring that in with `timeline import`.",
    ),
    "a document of LibreOffice": (
        packed("mimetype", text="application/vnd.oasis.opendocument.text"),
        "1:1: this is a word processor's document, not plain text; save it there as plain text, with the encoding UTF-8.",
    ),
    "slides": (
        packed("ppt/presentation.xml"),
        "1:1: this is a presentation, not plain text; name a timeline's file, such as events.toml.",
    ),
    "a ZIP archive": (
        packed("a.txt"),
        "1:1: this is a packed file (ZIP), not plain text; unpack it first.",
    ),
    "an old Word document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00" + "WordDocument".encode("utf-16-le"),
        "1:1: this is a Word document, not plain text; save it there as plain text, with the encoding UTF-8.",
    ),
    "an old spreadsheet": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00" + "Workbook".encode("utf-16-le"),
        "1:1: this is an old spreadsheet (XLS); save it as .xlsx or .csv, and bring that in with `timeline import`.",
    ),
    "a file with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00",
        "1:1: this is a document of Office, old or with a password; save it there as plain text, with the encoding UTF-8.",
    ),
    "a PDF": (
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
        "1:1: this is a PDF, not plain text; name a timeline's file, such as events.toml.",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n",
        "1:1: this is a picture, not plain text; name a timeline's file, such as events.toml.",
    ),
    "rich text": (
        b"{\\rtf1\\ansi Our club}",
        "1:1: this is a document in rich text (RTF), not plain text; save it there as plain text, with the encoding UTF-8.",
    ),
    "any bytes": (
        b"\x7fELF\x00\xff",
        "1:1: this is no plain text; name a timeline's file, such as events.toml.",
    ),
    "a table": (
        "Year,Event,Notes\r\n1903,Founded,\r\n",
        "1:1: this looks like a table (CSV), not a timeline's file; rename it to events.csv, and bring it in with `timeline import events.csv`.",
    ),
    "a table of two columns": (
        'Year;Event\n1903;"Founded; the first"\n',
        "1:1: this looks like a table (CSV), not a timeline's file; rename it to events.csv, and bring it in with `timeline import events.csv`.",
    ),
    "a table in Windows-1252": (
        "Année;Évènement\n1903;Fondation\n".encode("cp1252"),
        "1:1: this looks like a table (CSV), not a timeline's file; rename it to events.csv, and bring it in with `timeline import events.csv`.",
    ),
    "a table in UTF-16": (
        "Year\tEvent\n1903\tFounded\n".encode("utf-16"),
        "1:1: this looks like a table (CSV), not a timeline's file; rename it to events.csv, and bring it in with `timeline import events.csv`.",
    ),
    "prose": (
        "Our club, of 1903\nIt grew, and grew\n",
        '1:1: "Our club, of 1903" is no key with a value; write key = "text"; a text of several lines begins and ends with """.',
    ),
    "JSON": (
        '{\n  "events": [\n',
        "1:1: this looks like JSON, not a timeline's file; rename it to events.json, and bring it in with `timeline import events.json`.",
    ),
    "JSON of rows": (
        '[["Year", "Event"], [1903, "Founded"]]',
        "1:1: this looks like JSON, not a timeline's file; rename it to events.json, and bring it in with `timeline import events.json`.",
    ),
    "a header in braces": (
        "{timeline}\n",
        '1:1: there is no key before "{"; write key = "text", [table] or [[table]].',
    ),
    "a header in quotes": (
        '[["timeline"]]\ntitle = T',
        '2:9: T has no quotes; write title = "T".',
    ),
    "YAML": (
        "title: Our club\nevents:\n  - title: Founded\n",
        '1:1: this looks like YAML, not a timeline\'s file; write key = "text" under [timeline] and [[events]]; `timeline new` writes an example.',
    ),
    "colons in TOML": (
        'title: "Our club"\nauthor: "Jane"\n[[events]]\n',
        "1:6: a key is set with =, not with :; write title = instead of title:.",
    ),
    "a web page": (
        "<!DOCTYPE html>\n<html>",
        "1:1: this is a web page, not a timeline's file; name a timeline's file, such as events.toml.",
    ),
    "Windows-1252": (
        b'[timeline]\r\ntitle = "caf\xe9"\r\n',
        '2:13: byte 0xE9 at offset 24 is not UTF-8; save the file as UTF-8 (in Windows-1252 this byte is "é").',
    ),
    "half a character at the end": (
        b'[timeline]\ntitle = "\xe6\x97',
        '2:10: byte 0xE6 at offset 20 is not UTF-8; save the file as UTF-8 (in Windows-1252 this byte is "æ").',
    ),
    "a byte that no encoding has": (
        b"title = 1\n\x81",
        "2:1: byte 0x81 at offset 10 is not UTF-8; save the file as UTF-8.",
    ),
    "two byte order marks": (
        b"\xef\xbb\xbf\xef\xbb\xbf[timeline]\n",
        "1:1: there is a zero width no-break space (U+FEFF) here; delete it.",
    ),
    "half of a character in a str": (
        '[timeline]\ntitle = "\ud800"',
        "2:10: U+D800 is half of a character; save the file as UTF-8.",
    ),
    "100,000 brackets": (
        "x = " + "[" * 100000,
        "1:105: brackets are nested too deeply; close the brackets, or nest them less.",
    ),
    "100,000 braces": (
        "x = " + "{a=" * 100000,
        "1:305: brackets are nested too deeply; close the brackets, or nest them less.",
    ),
    "5,000 dots": (
        "a." * 5000 + "a = 1",
        "1:1: this key has over 1000 parts; use fewer dots.",
    ),
}


def rows(table: dict[str, tuple[str, ...]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", table.values(), ids=table.keys())


@rows(IN_HEADER)
def test_faults_in_the_header(row: tuple[str, ...]) -> None:
    """A fault under [timeline] is told at its place, with what to write instead."""
    text, *expected = row

    assert expected == told(HEADER + text + "\n")


@rows(IN_EVENT)
def test_faults_in_an_event(row: tuple[str, ...]) -> None:
    """A fault of an event is told at its place, with the event's id and what to write."""
    text, *expected = row

    assert expected == told(EVENT + text + "\n")


@rows(IN_FILE)
def test_faults_across_tables(row: tuple[str, ...]) -> None:
    """What is missing, clashes or leads nowhere is told at its place."""
    text, *expected = row

    assert expected == told(text)


@rows(IN_TOML)
def test_faults_of_syntax(row: tuple[str, ...]) -> None:
    """A syntax error is told alone, in plain words, at its place."""
    text, *expected = row

    assert expected == told(HEADER + text + "\n")


@rows(IN_BYTES)
def test_what_cannot_be_read(row: tuple[str, ...]) -> None:
    """What is no text, or more than a parser can bear, is named by what and where it is."""
    text, *expected = row

    assert expected == told(text)


def test_all_faults_come_at_once_in_file_order() -> None:
    """One run tells the faults of models and rules together, from the top down."""
    text = (
        '[timeline]\ntitle = "T"\nlang = "en_US"\nspan = 1945\n\n'
        '[[events]]\nid = "A"\ntitle = "E"\ndate = "1959-13"\nlane = "x"\nsee = ["b"]\n\n'
        '[[sources]]\nid = "s"\ntitle = ""\ndat = 1\n'
    )

    assert [
        (3, "language"),
        (4, "span-interval"),
        (7, "id-form"),
        (9, "date-month"),
        (10, "unknown-lane"),
        (11, "unknown-event"),
        (15, "empty-title"),
        (16, "unknown-key"),
    ] == [(fault.place.line, fault.code) for fault in faults_of(text).errors if fault.place]


def test_a_fault_carries_what_programs_need() -> None:
    """A fault has its code, path, subject, place and source line."""
    (fault,) = faults_of(DATED.replace("1945", "1959-13"))

    assert fault == Fault(
        code="date-month",
        problem='date "1959-13": there is no month 13',
        remedy="months run from 01 to 12",
        path=("events", 0, "date"),
        subject='event "e"',
        place=Place(line=12, column=14),
        source_line='date = "1959-13"',
    )


def test_two_thousand_faults_are_all_told() -> None:
    """Many misspelt names are told in full, though the search for near ones stops early."""
    events = "".join(
        f'[[events]]\nid = "e-{n}"\ntitle = "E"\ndate = 1945\nlane = "lame-{n}"\nsee = ["f-{n}"]\n'
        for n in range(1000)
    )
    lanes = "".join(f'[[lanes]]\nid = "lane-{n}"\ntitle = "L"\n' for n in range(1000))

    assert 2000 == len(faults_of(HEADER + lanes + events).errors)


def faults_of(text: str) -> Faults:
    with pytest.raises(InvalidTimeline) as caught:
        read_text(text)
    return caught.value.faults


# What is right


def test_the_sample_has_no_fault() -> None:
    """The shipped timeline is read without a fault or warning."""
    timeline, faults = read(Path(__file__).parent.parent / "events.toml")

    assert 0 == len(faults)
    assert len(timeline.events) > 10


def test_the_least_there_can_be() -> None:
    """A title alone makes a timeline, with one untitled lane and the defaults."""
    timeline, faults = read_text(HEADER)

    assert ["no-events"] == [fault.code for fault in faults]
    assert ("T", "en", None) == (timeline.header.title, timeline.header.lang, timeline.header.span)
    assert (Lane(id="", title=""),) == timeline.lanes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1945", "1945"),
        ("45", "0045"),
        ("0", "0000"),
        ("-43", "-0043"),
        ("-9999", "-9999"),
        ("12000", "Y12000"),
        ("-12000", "Y-12000"),
        ("0x799", "1945"),
        ("1970-03-31", "1970-03-31"),
        ('"1977/1983"', "1977/1983"),
        ('"[1952..2004]"', "[1952..2004]"),
        ("'''1965~'''", "1965~"),
    ],
)
def test_dates_become_edtf(written: str, expected: str) -> None:
    """Years, TOML dates and texts become the same EDTF."""
    assert expected == str(event(f"date = {written}").date)


@pytest.mark.parametrize("written", ["2024-05-31", '"2024-05-31"'])
def test_days_are_toml_dates_or_texts(written: str) -> None:
    """`updated` and `accessed` take a TOML date, or the same in quotes."""
    text = HEADER + f"updated = {written}\n" + SOURCE + f"accessed = {written}\n"
    timeline, _ = read_text(text)

    assert datetime.date(2024, 5, 31) == timeline.header.updated == timeline.sources[0].accessed


def test_every_key_there_is() -> None:
    """A file that uses every key of the format is read without a fault, and nothing is lost."""
    timeline, faults = read_text(EVERYTHING)
    (one, two) = timeline.events

    assert 0 == len(faults)
    assert ("abduction", ("taking",)) == (one.id, one.was)
    assert "1997" == str(two.attested) == str(two.when)
    assert (
        Figure(what="people", low=70, high=Decimal("80.50"), about=True, who="W", unit="a year"),
        Figure(what="cases", value=16, sources=(Citation(id="article"),)),
    ) == one.figures
    assert (
        Citation(id="article", locator="p. 5", quote="Q"),
        Citation(id="article"),
    ) == one.sources
    assert (Link(url="https://example.org/", title="L"), Link(url="mailto:a@b.org")) == one.links
    assert "1978" == str(one.accounts[0].date)
    assert {"any": [1, {"thing": True}]} == one.extra
    assert ("", "north") == tuple(lane.id for lane in timeline.lanes)


EVERYTHING = """\
format = 1

[timeline]
title = "T"
description = "D"
span = "1945/2004"
lang = "pt-BR"
author = "A"
licence = "CC0"
updated = 2024-05-31
url = "https://example.org/t?a=b#c"
height = 600

[[lanes]]
id = "north"
title = "North"
description = "D"

[[tags]]
id = "war"
title = "War"

[[periods]]
id = "cold"
title = "Cold"
date = "1947/1991"

[[sources]]
id = "article"
title = "Article"
author = "A"
publisher = "P"
date = "2005~"
url = "https://example.org/"
archived = "http://[::1]:8080/x"
accessed = "2024-05-31"
licence = "CC0"

[[events]]
id = "abduction"
was = ["taking"]
title = "Title"
label = "Label"
date = "1977/1983"
date_text = "late 1970s"
date_note = "N"
accounts = [{ date = 1978, sources = ["article"], note = "N" }]
text = "T"
lane = "north"
tags = ["war"]
importance = 5
figures = [
  { what = "people", low = 70, high = 80.50, about = true, who = "W", unit = "a year" },
  { what = "cases", value = 16, sources = [{ id = "article" }] },
]
sources = [{ id = "article", locator = "p. 5", quote = "Q" }, "article"]
links = [{ url = "https://example.org/", title = "L" }, "mailto:a@b.org"]
see = ["known"]
note = "N"
extra = { any = [1, { thing = true }] }

[[events]]
id = "known"
title = "Known"
attested = 1997
sources = ["article"]
"""


@pytest.mark.parametrize(
    "lang",
    ["en", "pt-BR", "zh-Hant-TW", "sr-Latn", "de-CH-1996", "es-419", "en-u-ca-buddhist", "x-a"],
)
def test_languages(lang: str) -> None:
    """Any tag in the form of BCP 47 will do."""
    assert lang == read_text(HEADER + f'lang = "{lang}"')[0].header.lang


@pytest.mark.parametrize(
    "name",
    ["e", "a-1", "1945", "été", "拉致", "북송", "отъезд", "สงคราม", "युद्ध-1"],
)
def test_ids_of_every_script(name: str) -> None:
    """An id has letters of any script."""
    assert 0 == len(read_text(DATED.replace('"e"', f'"{name}"'))[1])


def test_an_event_that_reaches_into_the_span_is_fine() -> None:
    """Only an event wholly outside the span is a fault."""
    text = DATED.replace('title = "T"', 'title = "T"\nspan = "1944/1950"')

    for date in ("1930/1944", "1950/1960", "/1944", "1950/", "../1944", "194X", "[..1944]"):
        assert [] == told(text.replace("1945", date))


def test_sources_of_a_figure_are_sources() -> None:
    """An event whose figures name their sources is not told to have none."""
    text = DATED.replace(
        'sources = ["s"]', 'figures = [{ what = "a", value = 1, sources = ["s"] }]'
    )

    assert [] == told(text)


def test_an_untitled_lane_stands_first() -> None:
    """Events without a lane share one without a title, before those that are declared."""
    lanes = '[[lanes]]\nid = "l"\ntitle = "L"\n'
    timeline, _ = read_text(DATED + lanes)

    assert ["", "l"] == [lane.id for lane in timeline.lanes]
    assert ["l"] == [lane.id for lane in read_text(DATED + 'lane = "l"\n' + lanes)[0].lanes]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["A Treaty, signed!"], ["a-treaty-signed"]),
        (["Same", "Same", "same."], ["same", "same-2", "same-3"]),
        (["Same", "Same 2", "Same"], ["same", "same-2", "same-3"]),
        (["E", "E"], ["e-2", "e-3"]),
        (["Old"], ["old-2"]),
        (["???", "!"], ["event", "event-2"]),
        (["E\u0301te\u0301 1945"], ["\u00e9t\u00e9-1945"]),
        (["帰国事業 1959–1984"], ["帰国事業-1959-1984"]),
        (["İstanbul ΣΑΣ"], ["i\u0307stanbul-σας"]),
    ],
)
def test_ids_from_titles(titles: list[str], expected: list[str]) -> None:
    """An event without an id gets one of its title that no other has or once had."""
    events = "".join(
        f'[[events]]\ntitle = "{title}"\ndate = 1945\nsources = ["s"]\n' for title in titles
    )
    timeline, _ = read_text(DATED + 'was = ["old"]\n' + events)

    assert expected == [event.id for event in timeline.events[1:]]


def test_an_id_from_a_title_is_an_id() -> None:
    """Another event may name it, and so may this file once it is written down."""
    text = (
        DATED + 'see = ["istanbul"]\n[[events]]\ntitle = "Istanbul"\ndate = 1945\nsources = ["s"]\n'
    )

    assert ["warning"] == [message.split(" ")[1].strip(":") for message in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        DATED.encode(),
        b"\xef\xbb\xbf" + DATED.encode(),
        DATED.replace("\n", "\r\n").encode(),
        DATED.replace("\n", "\r\n"),
        "\ufeff" + DATED,
    ],
    ids=["bytes", "byte order mark", "CRLF", "CRLF as str", "byte order mark as str"],
)
def test_files_of_every_system(text: str | bytes) -> None:
    """A byte order mark and CRLF make no difference."""
    assert read_text(DATED) == read_text(text)


@pytest.mark.parametrize(
    ("figure", "low"),
    [("low = 70", 70), ("low = 0.10", Decimal("0.10")), ("low = 1_000.50", Decimal("1000.50"))],
)
def test_decimals_keep_their_digits(figure: str, low: int | Decimal) -> None:
    """A figure is the number that is written, to the last digit."""
    figures = event(f'date = 1945\nfigures = [{{ what = "w", {figure} }}]').figures

    assert str(low) == str(figures[0].low)


def test_text_that_turns_is_kept() -> None:
    """Characters that reverse text are the drawing's to isolate, not the reader's to refuse."""
    assert "\u202eabc" == event('date = 1945\nnote = "\u202eabc"').note


def test_a_key_that_needs_no_models() -> None:
    """What `extra` holds is kept as it is, whatever its keys."""
    extra = event(
        'date = 1945\n[events.extra]\nid = "X Y"\nurl = "javascript:"\n"a\\u0007" = nan'
    ).extra

    assert ["id", "url", "a\x07"] == list(extra)


# Errors


def test_an_error_says_what_is_wrong() -> None:
    """The exception's own text has the first ten errors at their places, and how many more."""
    error = InvalidTimeline(
        "f", faults_of(DATED + "x = 1\n" + "\n".join(f"k{n} = 1" for n in range(11)))
    )

    assert 11 == len(str(error).splitlines())
    assert 'f:13:1: event "e": unknown key "x"; ' in str(error)
    assert str(error).endswith("\nand 2 more")


# Files


def test_a_file_is_named_in_its_faults(tmp_path: Path) -> None:
    """The error of a file with faults holds its name as it was given."""
    file = tmp_path / "my.toml"
    file.write_text("x", "utf-8")

    with pytest.raises(InvalidTimeline) as caught:
        read(file)

    assert str(file) == caught.value.file


@pytest.mark.parametrize(
    ("name", "problem"), [("none.toml", "there is no such file"), (".", "this is a folder")]
)
def test_files_that_cannot_be_opened(tmp_path: Path, name: str, problem: str) -> None:
    """A missing file or a folder is an error of its own."""
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / name)

    assert problem == caught.value.problem
    assert isinstance(caught.value, TimelineError)


def test_what_is_to_be_imported_has_its_own_name() -> None:
    """The remedy for another program's file can be typed as it stands."""
    with pytest.raises(InvalidTimeline) as caught:
        read_text("Year,Event,Notes\n1903,Founded,\n", "my lesson.csv")
    (fault,) = caught.value.faults

    assert "bring it in with `timeline import 'my lesson.csv'`" == fault.remedy
    assert "Year,Event,Notes" == fault.source_line


def test_no_line_of_binary_is_shown() -> None:
    """A file that is no text is told without a line of it."""
    with pytest.raises(InvalidTimeline) as caught:
        read_text(packed("word/document.xml"))

    assert [None] == [fault.source_line for fault in caught.value.faults]


def test_a_good_file_pays_for_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are looked for only if there is a fault."""
    monkeypatch.setattr(
        "timeline.text.positions.locate", lambda text: pytest.fail("looked for places")
    )

    assert isinstance(read_text(DATED)[0], Timeline)
