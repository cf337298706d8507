"""Slides, which is what TimelineJS calls events, to rows: the same in its JSON and its spreadsheet.

A slide is what it says by the names of the JSON format, with dots between them,
such as "start_date.year"; what the file itself calls a thing is for the tally.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from timeline.importing import media
from timeline.importing.date_parts import date, interval, lasting
from timeline.importing.drafting import dating
from timeline.importing.entries import EntryReader
from timeline.importing.formats.timelinejs.dates import TIMES, says_more
from timeline.importing.hints import Hint
from timeline.importing.html import reading
from timeline.importing.html.addresses import address
from timeline.importing.html.cleaning import has_markup
from timeline.importing.html.elements import LOOK
from timeline.importing.html.escapes import escaped, inline, settled
from timeline.importing.rows import (
    NO_PLACE,
    NOTHING_SAID,
    Choices,
    Dated,
    Imported,
    NoEvent,
    Row,
    Tally,
)
from timeline.wording.short import shortened

DATES = ("start_date", "end_date")
_PARTS = ("year", "month", "day")
_NUMBERS = tuple(f"{name}.{part}" for name in DATES for part in _PARTS)
_DISPLAYS = ("display_date", *(f"{name}.display_date" for name in DATES))
_LOOKS = (
    "background",
    "media.thumbnail",
    "media.link_target",
    "format",
    "type_class",
    "asset.class",
)
_SETTINGS = ("autolink", "scale", "type")

_NO_WORDS = re.compile(r"[\s.,:;·•_\u00a0\u200b\u2010-\u2015-]+")  # how a date is hidden
_CLOCK = re.compile(r"(?<!\d)(\d\d?)(?:[:.h](\d\d)| ?(?=[ap]\.?m))(?!\d)", re.IGNORECASE)
_HUMAN = 99_999  # years before which TimelineJS tells years ago, and not BCE
_BARE_HOST = re.compile(
    r"(?:www\.|m\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|be|io)/\S", re.IGNORECASE
)

NO_DATE = "no words are in it"
NO_TIME = "a date has no time of day"
NO_TITLE_DATE = "a timeline has no date of its own"
NOT_A_PERIOD = "a period has a title and a date alone"
DATA = "a picture inside the file is not kept"
_FIRST = "the first sentence of the text is the title where there is no headline"
DEEP = "on a cosmological scale only the year counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A slide as it stands: its place in the file, its kind ("", "title" or "era"), what it says.

    `names` are the file's own names where they are others; `doubts` say, by
    name, why what stands there is no value.
    """

    place: str
    kind: str
    said: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    cosmological: bool = False


def imported(
    kind: str,
    slides: Sequence[Slide],
    tally: Tally,
    taken_as: Sequence[str | Hint] = (),
    choices: Choices = NOTHING_SAID,
) -> Imported:
    """All that slides say: the first title slide says it of the timeline, the others are rows.

    A second title slide is a row with a problem.
    """
    header: dict[str, Any] = {}
    rows: dict[str, Row] = {}
    titles = [slide for slide in slides if slide.kind == "title"]
    for slide in slides:
        if slide.kind != "title":
            rows[slide.place] = _row(slide, tally, choices)
        elif slide is not titles[0]:
            problem = f"there is a title already, in {titles[0].place}"
            rows[slide.place] = _refused(slide, problem, "second-title")
    for slide in titles[:1]:  # after the rows: most texts go where those of events go
        reader = _Reader(slide)
        try:
            header = reader.header()
        except NoEvent as error:
            rows[slide.place] = _refused(slide, str(error), error.code)
        else:
            tally.add(reader.tally)
    aside = sum(bool(slide.said) for slide in slides if slide.place not in rows)
    return Imported(
        kind=kind,
        rows=tuple(rows.values()),
        tally=tally,
        header=header,
        aside={"title": aside} if aside else {},
        taken_as=(*taken_as, *_told(slides, rows, header)),
    )


def _told(
    slides: Sequence[Slide], rows: Mapping[str, Row], header: Mapping[str, Any]
) -> Iterator[str]:
    """What was read in one way of several, for all slides: titles that are none of the file's, dates, pictures."""
    untitled = [
        slide.place
        for slide in slides
        if slide.place in rows
        and not rows[slide.place].problem
        and not slide.said.get("text.headline", "").strip()
    ]
    if untitled:
        yield f"{_FIRST}: {', '.join(untitled)}"
    if less := dating.told_of_less(rows.values(), "display date"):
        yield less
    if named := media.told_of_names([*header.get("media", ()), *media.of_rows(rows.values())]):
        yield named


def _row(slide: Slide, tally: Tally, choices: Choices) -> Row:
    """The event or period that a slide is, or the reason why it is none; what is in no event is not counted."""
    reader = _Reader(slide, choices)
    try:
        row = reader.period() if slide.kind == "era" else reader.event()
    except NoEvent as error:
        return _refused(slide, str(error), error.code)
    if dating.comes_in(row, choices):
        tally.add(reader.tally)
    return row


def _refused(slide: Slide, problem: str, code: str) -> Row:
    title, is_era = _shown(slide.said.get("text.headline", "")), slide.kind == "era"
    return Row(place=slide.place, title=title, problem=problem, code=code, is_period=is_era)


def _shown(headline: str) -> str:
    """A headline for a message."""
    try:
        return reading.plain(headline).text
    except NoEvent:
        return ""


class _Reader(EntryReader):
    """Reads a slide, and counts what becomes of what it says."""

    def __init__(self, slide: Slide, choices: Choices = NOTHING_SAID) -> None:
        said = {name: text for name, text in slide.said.items() if name not in _SETTINGS}
        super().__init__(said, slide.names)
        self.slide, self.choices = slide, choices
        self.unsayable: set[str] = set()  # names of parts that dates of so long ago have not
        for name in _DISPLAYS:
            if _NO_WORDS.fullmatch(self.said.get(name, "")):
                self.lose(name, NO_DATE)
                del self.said[name]
        self.media: list[media.Table] = []
        self.autolink = slide.said.get("autolink", "true").lower().strip() != "false"

    def event(self) -> Row:
        """The event that a slide is; raises NoEvent."""
        when = self._when()
        title = self.line("text.headline", "title")
        paragraphs = [self.prose("text.text", "text", autolink=self.autolink), self._media()]
        text = "\n\n".join(filter(None, paragraphs))
        if not title:
            title = _first_sentence(text)
        if not title:
            raise NoEvent("there is neither a headline nor a text", code="no-title")
        name, lane = self.line("unique_id", "id"), self.line("group", "lane")
        self._lose_rest()
        return Row(
            place=self.slide.place,
            title=title,
            id=name,
            text=text,
            lane=lane,
            links=tuple(self.links.items()),
            more={"media": self.media} if self.media else {},
            **asdict(when),
        )

    def period(self) -> Row:
        """The period that an era is; raises NoEvent."""
        self._refuse_doubts()
        start, end = (self._date(name) for name in DATES)
        if not end:
            raise NoEvent("an era has an end", code="no-end")
        self._keep_parts()
        edtf = interval(start, end, single=False)
        title = self.line("text.headline", "title")
        if not title:
            raise NoEvent("there is no headline", code="no-title")
        self._lose_times(shown="")
        self._lose_rest(NOT_A_PERIOD)
        return Row(place=self.slide.place, title=title, edtf=edtf, is_period=True)

    def header(self) -> dict[str, Any]:
        """What a title slide says of the whole timeline."""
        title = self.line("text.headline", "title")
        paragraphs = [
            self.prose("text.text", "description", autolink=self.autolink),
            self._media("description"),
        ]
        for url, name in self.links.items():
            paragraphs.append(settled(f"[{inline(name or url, in_link=True)}]({url})"))
        for name in [*self.said]:
            if name.startswith(DATES) or name in ("group", "display_date"):
                self.lose(name, NO_TITLE_DATE if name != "group" else "a title is in no lane")
        self._lose_rest()
        description = "\n\n".join(filter(None, paragraphs))
        pairs = (("title", title), ("description", description), ("media", self.media))
        return {key: value for key, value in pairs if value}

    # When

    def _when(self) -> Dated:
        """The date as EDTF or in words, and the words that say more than it."""
        self._refuse_doubts()
        display = self._display()
        if not self._has("start_date"):
            if self._has("end_date"):
                raise NoEvent("there is an end and no start", code="no-start")
            if not display and self.choices.undated:
                return Dated()
            if not display:
                raise NoEvent("there is no date", "write one", code="no-date")
            self.keep("display_date", "date")
            return Dated(words=display)
        if words := self._free_words():
            self.keep("display_date", "date_text" if display != words else "date")
            return Dated(words=words, date_text=display if display != words else "")
        start, end = (self._date(name) for name in DATES)
        found = lasting(start, end) if end else Dated(edtf=start)
        edtf = found.edtf
        if display and dating.says_less(display, edtf):
            return self._less(display, edtf)
        self._keep_parts()
        self._lose_times(display)
        more = display if display and says_more(display, edtf) else ""
        for name in _DISPLAYS:
            self.keep(name, "date_text" if more else "date")
        return replace(found, date_text=more)

    def _less(self, display: str, edtf: str) -> Dated:
        """The date of words that say less than the numbers, which place the slide in a row of slides."""
        if dating.is_as_wide(display, edtf):
            self._keep_parts()
        else:
            for name in _NUMBERS:
                self.lose(name, dating.SAYS_LESS)
        self._lose_times(display)
        for name in _DISPLAYS:
            self.keep(name, "date_text")
        return Dated(words=display, date_text=display)

    def _keep_parts(self) -> None:
        """Count the numbers of the dates as kept."""
        for name in _NUMBERS:
            if self.own(name) not in self.unsayable:
                self.keep(name, "date")

    def _refuse_doubts(self) -> None:
        """Raise NoEvent if no date can be taken from where it stands."""
        for name in _NUMBERS:
            if doubt := self.slide.doubts.get(name):
                raise NoEvent(doubt, code="cell")

    def _has(self, name: str) -> bool:
        return any(f"{name}.{part}" in self.said for part in _PARTS)

    def _date(self, name: str) -> str:
        """The EDTF of a date, or nothing if there is none; raises NoEvent."""
        if not self._has(name):
            return "" if name == "end_date" else date("")
        year, month, day = (
            self.said.get(f"{name}.{part}", "") for part in ("year", "month", "day")
        )
        if self._is_deep_time(year):
            for each in (f"{name}.month", f"{name}.day"):
                self.lose(each, DEEP)
                self.unsayable |= {self.own(each)} if each in self.said else set()
            month = day = ""
        try:
            # "BCE years should be negative numbers" (TimelineJS's documentation of its
            # JSON), and its Language.js shows -500 as "500 BCE": there is no year 0. Years
            # that it tells as years ago are counted alike, so that what is exported comes back.
            found = date(year, month, day)
        except NoEvent as error:
            raise NoEvent(
                f"end: {error}" if name == "end_date" else str(error), code=error.code
            ) from None
        return found

    def _is_deep_time(self, year: str) -> bool:
        return self.slide.cosmological or abs(_years(year)) > _HUMAN

    def _free_words(self) -> str:
        """What stands for a year and is no number, if it is all that is said of the date."""
        year = self.said.get("start_date.year", "").strip()
        is_number = re.fullmatch(r"[+-]?[\d\s,.]+", year)
        if not year or is_number or any(name in self.said for name in _NUMBERS[1:]):
            return ""
        self.keep("start_date.year", "date")
        return year

    def _display(self) -> str:
        """The words that are shown for the date, without their HTML."""
        if whole := self.plain("display_date"):
            for name in DATES:  # TimelineJS shows the slide's own alone
                self.lose(f"{name}.display_date", "the slide's display_date is shown instead")
            return whole
        start, end = (self.plain(f"{name}.display_date") for name in DATES)
        if start and end:
            return f"{start} – {end}"
        if end and self._has("start_date"):
            from timeline.edtf import parse
            from timeline.wording import date_words

            return f"{date_words(parse(self._date('start_date')))} – {end}"
        return start or end

    def _lose_times(self, shown: str) -> None:
        """Count times of day: kept if the words for the date tell them, and else lost."""
        told = _clocks(shown)
        for name in DATES:
            of_date = [each for each in self.said if each.startswith(name) and _last(each) in TIMES]
            hour, minute = (self.said.get(f"{name}.{part}", "") for part in ("hour", "minute"))
            clock = self.said.get(f"{name}.time") or f"{hour}:{minute.zfill(2)}"
            for each in of_date:
                if _last(each) in ("time", "hour", "minute") and _clocks(clock) & told:
                    self.keep(each, "date_text")
                else:
                    self.lose(each, NO_TIME)

    # What

    def _media(self, into: str = "text") -> str:
        """What of the media is text; what has an address is a picture, or a link to what it is."""
        source = self.said.get("media.url", "").strip()
        if url := media.web_address(_media_address(source)):
            self.keep("media.url", "media")
            self.media.append(media.medium({"url": url, **self._of_media()}))
            return ""
        quoted = ""
        if mailbox := _media_address(source):
            self.keep("media.url", "links")
            self.links.setdefault(mailbox, "")
        elif source and has_markup(source):
            prose = reading.markdown(source)
            self._count("media.url", "text", prose)
            quoted = prose.text
        elif source:
            self.lose("media.url", DATA if source.startswith("data:") else media.NO_ADDRESS)
        said = self._of_media(into)
        if "source" in said:
            self.links.setdefault(said["source"], "")
        title, credit = said.get("caption") or said.get("alt", ""), said.get("credit", "")
        caption = f"{title} ({credit})" if title and credit else title or credit
        return "\n\n".join(filter(None, (quoted, escaped(caption))))

    def _of_media(self, into: str = "media") -> media.Table:
        """What is said of the media, by our keys."""
        said = {key: self.line(f"media.{key}", into) for key in ("caption", "alt", "credit")}
        if said["alt"] and into != "media" and said["caption"] not in ("", said["alt"]):
            self._lose_again("media.alt")
        title = self.plain("media.title")
        if title and said["caption"] not in ("", title):
            self.lose("media.title", media.ONE_CAPTION)
        elif title:
            said["caption"] = self.line("media.title", into)
        if "media.link" in self.said:
            if link := media.web_address(_media_address(self.said["media.link"].strip())):
                self.keep("media.link", into if into == "media" else "links")
                said["source"] = link
            else:
                self.lose("media.link", media.NO_ADDRESS)
        return {key: text for key, text in said.items() if text}

    def _lose_again(self, name: str) -> None:
        """Count a value as lost that has been counted as kept."""
        self.tally.fields.pop(self.own(name), None)
        self.lose(name, media.ONE_CAPTION)

    # The tally

    def lose(self, name: str, why: str = NO_PLACE) -> None:
        """Count a value as lost; of a date of parts a reason counts once."""
        counted = self.tally.fields.get(self.own(name))
        if not (name.startswith(DATES) and counted and why in counted.why):
            super().lose(name, why)

    def _lose_rest(self, why: str = NO_PLACE) -> None:
        """Count as lost what no one has looked at."""
        for name in self.rest():
            is_look = name.startswith(_LOOKS) or name.endswith(".format")
            self.lose(name, LOOK if is_look else why)


def _clocks(text: str) -> set[tuple[int, int]]:
    """The times of day in a text: hours of twelve and minutes."""
    return {(int(match[1]) % 12, int(match[2] or 0)) for match in _CLOCK.finditer(text)}


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _years(text: str) -> int:
    """A year as a number, 0 if it is none."""
    found = re.fullmatch(r"\s*([+-]?[0-9]{1,12})(?:\.0*)?\s*", text)
    return int(found[1]) if found else 0


def _media_address(source: str) -> str:
    """The address of media; TimelineJS knows some sites without the https:// before them."""
    if found := address(source):
        return found
    return address(f"https://{source}") if _BARE_HOST.match(source) else ""


def _first_sentence(text: str) -> str:
    """The first sentence of a text in Markdown, or as many of its words as a title has."""
    words = re.sub(r"\\(?=\W)|[*>`]+|\[([^\]]*)\]\([^)]*\)", lambda match: match[1] or "", text)
    line = " ".join(words.strip().partition("\n\n")[0].split())
    sentence = re.split(r"(?<=[.!?…])\s", line, maxsplit=1)[0]
    if len(sentence) <= 100:
        return sentence.rstrip(".")
    return shortened(sentence, 100)
