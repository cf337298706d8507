"""What `timeline media pull` does: each picture fetched, looked at, written and noted."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import click

from timeline.commands.rewriting import Pair, rewrite_both
from timeline.commands.streams import why
from timeline.commands.telling import exit_unreadable, in_colour, say, tell, visible
from timeline.commands.writing import size, write_all
from timeline.errors import (
    Faults,
    InvalidTimeline,
    Severity,
    TimelineError,
    UnreadableFile,
)
from timeline.fetching import commons, links, names
from timeline.fetching.failing import Failed, Why
from timeline.fetching.getting import get
from timeline.fetching.web import Web
from timeline.images import pictures
from timeline.images.unfit import Unfit
from timeline.text import pulled
from timeline.text.editing.media import Filled, Named, fill, named
from timeline.text.pulled import Pulled
from timeline.text.reader import beside, contents, parse, read_tables
from timeline.text.reader.placing import placed
from timeline.text.tables import Finding, shown

_ENDINGS = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WebP": ".webp",
    "AVIF": ".avif",
    "GIF": ".gif",
    pictures.DRAWING: ".svg",
}
Key = tuple[str, str]  # by which a picture is told from others: its address and its file


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is asked for: the folder that pictures come into, and how."""

    into: str
    update: bool
    dry_run: bool
    web: Web


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """What is to be told of a picture, as a finding has it."""

    code: str
    problem: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class _Come:
    """A picture that has come: what is written of it, what is noted, and how that is told."""

    filled: Filled
    entry: Pulled
    told: str


class _Refused(Exception):
    """A picture that is not taken."""

    def __init__(self, trouble: _Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fetched:
    """A picture as it came; `name` is what it is called there, `ending` that of its kind."""

    data: bytes
    digest: str
    name: str
    ending: str
    kind: str
    about: Filled


def pull_all(file: Path, choices: Choices) -> int:
    """Fetch all pictures of a file that have none, and say what came of it; gives the exit code."""
    try:
        source, tables = parse(contents(file), str(file))
        read_tables(source, tables, str(file))
        _check_folder(file, choices.into)
        pulling = _Pulling(file, choices, _read_record(file), named(tables))
        pulling.take_all()
        return pulling.ended()
    except UnreadableFile as error:
        exit_unreadable(error)
    except InvalidTimeline as error:
        faults = Faults(error.faults.errors)
        say(tell(faults, error.file, colour=in_colour(sys.stderr)), sys.stderr)
    except TimelineError as error:
        say(visible(f"{error}."), sys.stderr)
    return 1


def _check_folder(file: Path, into: str) -> None:
    if beside.place(file.parent, _within(into, "a")) is None:
        raise click.UsageError(f"--into {into}: this leads out of the folder of {file}")


def _within(into: str, name: str) -> str:
    """The name of a file in the folder, as the timeline's own file names it."""
    return (PurePath(into) / name).as_posix()


def _read_record(file: Path) -> tuple[Pulled, ...]:
    """What was pulled before; raises InvalidTimeline, BadRecord and UnreadableFile."""
    path = pulled.beside(file)
    return pulled.read(contents(path), str(path)) if os.path.lexists(path) else ()


class _Pulling:
    """One run: what has come so far, and what there is to tell."""

    def __init__(
        self, file: Path, choices: Choices, record: Sequence[Pulled], media: Sequence[Named]
    ) -> None:
        self._file, self._choices = file, choices
        self._record, self._media = record, media
        self._come: dict[Key, _Come] = {}
        self._by_url: dict[str, _Come | _Trouble] = {}  # what was fetched, or could not be
        self._troubles: dict[Key, _Trouble] = {}
        self._taken = {medium.file.casefold() for medium in media}
        self._taken |= {entry.file.casefold() for entry in record}

    def take_all(self) -> None:
        """Have a file for each picture; what cannot be is noted to be told."""
        for medium in self._media:
            key = (medium.url, medium.file)
            if key in self._come or key in self._troubles:
                continue
            try:
                if come := self._taken_one(medium):
                    self._come[key] = come
            except _Refused as refused:
                self._troubles[key] = refused.trouble

    def _taken_one(self, medium: Named) -> _Come | None:
        """What is to be written and told of a picture; nothing of one that is the author's own."""
        entry = self._entry(medium)
        if entry is None:
            if medium.file:
                return None
            _check_described(medium)
            _check_no_link(medium.url)
            return self._fetched_once(medium.url, None)
        if not medium.file:
            _check_described(medium)
        found = self._digest(entry)
        if found and found != entry.sha256:
            raise _Refused(_changed_here(entry, pulled.beside(self._file).name))
        if found and not self._choices.update:
            told = f"{entry.file}: {size(entry.bytes)}, as it was pulled from {entry.url}"
            return _Come(filled=Filled(file=entry.file), entry=entry, told=told)
        return self._fetched_once(medium.url, entry)

    def _entry(self, medium: Named) -> Pulled | None:
        """What is noted of a picture; of one without a file, of any from its address."""
        ours = (entry for entry in self._record if entry.url == medium.url)
        return next((each for each in ours if medium.file in ("", each.file)), None)

    def _digest(self, entry: Pulled) -> str:
        """The digest of a file as it is; empty if it is not there."""
        place = self._place(entry.file)
        try:
            with place.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise _Refused(_unusable(entry.file, f"it cannot be read: {why(error)}")) from None

    def _place(self, name: str) -> Path:
        place = beside.place(self._file.parent, name)
        if place is None:
            problem = "this leads out of the folder of the timeline's own file"
            raise _Refused(_unusable(name, problem))
        return place

    # From the web

    def _fetched_once(self, url: str, entry: Pulled | None) -> _Come:
        """What comes from an address, which is asked once; raises _Refused."""
        if url not in self._by_url:
            try:
                self._by_url[url] = self._from_web(url, entry)
            except _Refused as refused:
                self._by_url[url] = refused.trouble
        found = self._by_url[url]
        if isinstance(found, _Trouble):
            raise _Refused(found)
        return found

    def _from_web(self, url: str, entry: Pulled | None) -> _Come:
        if self._choices.dry_run:
            return _would_come(url, entry)
        say(visible(f"fetching {url}"), sys.stderr)
        fetched = _fetch(url, self._choices.web)
        if entry is None:
            name = self._new_name(fetched)
        else:
            name = entry.file
            _check_unchanged(entry, fetched, update=self._choices.update)
        try:
            write_all({self._place(name): fetched.data})
        except click.UsageError as error:
            raise _Refused(_unusable(name, error.message)) from None
        self._taken.add(name.casefold())
        about, count = fetched.about, len(fetched.data)
        return _Come(
            filled=Filled(
                file=name, credit=about.credit, licence=about.licence, source=about.source
            ),
            entry=Pulled(file=name, url=url, sha256=fetched.digest, bytes=count),
            told=f"{name}: {size(count)}, {fetched.kind}, from {url}",
        )

    def _new_name(self, fetched: _Fetched) -> str:
        """A name that no other file has; one that is there with the same content is that picture."""
        for candidate in names.candidates(fetched.name, fetched.ending):
            name = _within(self._choices.into, candidate)
            if name.casefold() in self._taken:
                continue
            folder = self._place(name).parent
            there = {each.name.casefold(): each for each in _listed(folder)}
            same = there.get(candidate.casefold())
            if same is None or (same.name == candidate and _is(same, fetched.digest)):
                return name
        raise AssertionError("there is always a further name")

    # What is written and told

    def ended(self) -> int:
        """Write what has come, and tell all; gives the exit code."""
        data = contents(self._file) if self._choices.dry_run else self._written()
        for come in dict.fromkeys(come.told for come in self._come.values()):
            say(visible(come), asked=self._choices.dry_run)
        faults = self._faults(data)
        if len(faults):
            say(tell(faults, str(self._file), colour=in_colour(sys.stderr)), sys.stderr)
        elif not self._come:
            say(f"{visible(str(self._file))}: nothing to pull")
        return int(bool(faults.errors))

    def _written(self) -> bytes:
        """The bytes of the file with what has come; its record goes with it."""
        found = {url: come.filled for (url, file), come in self._come.items() if not file}
        record = {(each.url, each.file): each for each in self._record}
        record |= {(each.entry.url, each.entry.file): each.entry for each in self._come.values()}
        beside_it = pulled.beside(self._file)
        done: list[bytes] = []

        def change(data: bytes) -> Pair:
            done.append(fill(data, found, str(self._file)))
            named_now = {
                (each.url, each.file) for each in named(parse(done[-1], str(self._file))[1])
            }
            noted = pulled.written(entry for key, entry in record.items() if key in named_now)
            return Pair(data=done[-1], beside=noted, announced=noted)

        if not found and set(record.values()) == set(self._record):
            return contents(self._file)
        rewrite_both(self._file, beside_it, change)
        return done[-1]

    def _faults(self, data: bytes) -> Faults:
        """What there is to tell, at its places in a file as it is now."""
        source, tables = parse(data, str(self._file))
        return placed(source, tables, list(self._findings(tables)))

    def _findings(self, tables: dict[str, Any]) -> Iterator[Finding]:
        for medium in named(tables):
            trouble = self._troubles.get((medium.url, medium.file))
            if trouble:
                yield Finding(
                    code=trouble.code,
                    path=(*medium.path, "url"),
                    problem=trouble.problem,
                    remedy=trouble.remedy,
                    severity=trouble.severity,
                )


def _fetch(url: str, web: Web) -> _Fetched:
    """A picture of the web, all of which can be opened; raises _Refused."""
    try:
        title = commons.title_of(url)
        about, address, name = Filled(file=""), url, names.last_part(url)
        if title:
            work = commons.ask(title, web.commons, web.limits)
            about = Filled(file="", credit=work.credit, licence=work.licence, source=work.source)
            address, name = work.address, work.name
        data = get(address, web.limits).data
        kind = pictures.kind_of(data)
    except Failed as failed:
        remedy = failed.remedy
        if failed.why is Why.TIME:
            remedy += ", or give it longer with --timeout"
        raise _Refused(_of_url(url, f"pull-{failed.why}", failed.problem, remedy)) from None
    except Unfit as unfit:
        raise _Refused(_of_url(url, f"pull-{unfit.why}", unfit.problem, unfit.remedy)) from None
    digest = hashlib.sha256(data).hexdigest()
    return _Fetched(
        data=data, digest=digest, name=name, ending=_ENDINGS[kind], kind=kind, about=about
    )


def _would_come(url: str, entry: Pulled | None) -> _Come:
    """What is told of a picture that would be fetched; nothing is known of it."""
    known = entry or Pulled(file="", url=url, sha256="", bytes=0)
    again = f" for {entry.file}" if entry else ""
    told = f"would fetch {url}{again}"
    return _Come(filled=Filled(file=known.file), entry=known, told=told)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is(path: Path, digest: str) -> bool:
    """Whether a file is there with this content."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


# What is not taken, and what is to be told of it


def _check_described(medium: Named) -> None:
    """Raise _Refused, with a note, for what is a link by what is written of it."""
    if not medium.is_described:
        problem = f"url {shown(medium.url)}: this stays a link, as it has no alt"
        remedy = 'for a picture write alt = "...", what is to be seen'
        raise _Refused(_note("pull-link", problem, remedy))


def _check_no_link(url: str) -> None:
    """Raise _Refused, with a note, for what is of no picture by its address."""
    if kind := links.plainly(url):
        problem = f"url {shown(url)}: this stays a link, as it is {kind}"
        raise _Refused(_note("pull-link", problem, ""))


def _check_unchanged(entry: Pulled, fetched: _Fetched, *, update: bool) -> None:
    """Raise _Refused if what came is not what was pulled before, and may not take its place."""
    if fetched.digest == entry.sha256:
        return
    if not update:
        problem = f"this has changed since {shown(entry.file)} was pulled from it"
        remedy = "look at it, and give --update to take it as it is now"
        raise _Refused(_of_url(entry.url, "pull-changed", problem, remedy))
    if not entry.file.casefold().endswith(fetched.ending):
        problem = f"this is {fetched.kind} now, and would come into {shown(entry.file)}"
        remedy = f"take file = {shown(entry.file)} away to have it pulled anew"
        raise _Refused(_of_url(entry.url, "pull-changed", problem, remedy))


def _changed_here(entry: Pulled, record: str) -> _Trouble:
    problem = f"file {shown(entry.file)}: this is not what was pulled from {entry.url}"
    remedy = f"delete it to have that again, or what {record} says of it to keep this"
    return _Trouble(code="pull-differs", problem=problem, remedy=remedy)


def _unusable(name: str, problem: str) -> _Trouble:
    return _Trouble(code="pull-file", problem=f"file {shown(name)}: {problem}", remedy="")


def _of_url(url: str, code: str, problem: str, remedy: str) -> _Trouble:
    return _Trouble(code=code, problem=f"url {shown(url)}: {problem}", remedy=remedy)


def _note(code: str, problem: str, remedy: str) -> _Trouble:
    return _Trouble(code=code, problem=problem, remedy=remedy, severity=Severity.NOTE)
