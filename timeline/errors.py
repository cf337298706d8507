"""Faults: what is wrong in a file, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

_MOST_LISTED = 10


class Severity(StrEnum):
    """How much a fault weighs: an error stops a build, a warning does not.

    A note is no fault of the file: it tells what the author may like to know, however strict.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A position in a text file; line and column count characters from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What to write in place of a part of a file: of what stands from `start` to before `end`."""

    start: Place
    end: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a file.

    `code` is a stable short name for programs ("date-month"); `path` is the
    place in the document as keys and array indices; `subject` names the table
    for a reader ('event "campaign"'); `problem` says what is wrong and shows
    the value; `remedy` says what to write instead (may be empty); `place` is
    None where no position can be told; `source_line` is the line of the file.
    `meant` are the texts that may stand instead, to choose from; empty where
    they are not known. `edits` mend it, where that can be done in one way alone and loses
    nothing; they do not overlap. Both sentences are for people: no program reads them back.
    """

    code: str
    problem: str
    remedy: str = ""
    path: tuple[str | int, ...] = ()
    subject: str = ""
    place: Place | None = None
    source_line: str | None = None
    meant: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def message(self) -> str:
        """Subject, problem and remedy as one sentence."""
        return f"{self.subject}: {self.reason}" if self.subject else self.reason

    @property
    def reason(self) -> str:
        """Problem and remedy as one sentence, for who knows of which table."""
        said = f"{self.problem}; {self.remedy}" if self.remedy else self.problem
        return said if said.endswith(("?", ".", "!")) else f"{said}."


@dataclass(slots=True)
class Faults:
    """Collects the faults of one run, so that all are told at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Keep one more fault."""
        self.found.append(fault)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, at: int) -> Fault:
        return self.found[at]

    @property
    def errors(self) -> list[Fault]:
        """The faults that stop a build."""
        return [fault for fault in self.found if fault.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Fault]:
        """The faults that do not stop a build."""
        return [fault for fault in self.found if fault.severity is Severity.WARNING]

    def as_errors(self) -> Faults:
        """The same faults, with every warning weighing as an error; a note stays one."""
        return Faults(
            [
                fault
                if fault.severity is Severity.NOTE
                else replace(fault, severity=Severity.ERROR)
                for fault in self.found
            ]
        )


class TimelineError(Exception):
    """The base of every error this package raises on purpose."""


class InvalidTimeline(TimelineError):
    """A file has faults; `faults` holds all of them, in file order."""

    def __init__(self, file: str, faults: Faults) -> None:
        self.file = file
        self.faults = faults
        super().__init__("\n".join(_listed(file, faults.errors)))


def _listed(file: str, errors: list[Fault]) -> list[str]:
    """The first errors, a line each, for a traceback or a notebook."""
    told = [
        f"{file}:{error.place.line}:{error.place.column}: {error.message}"
        if error.place
        else f"{file}: {error.message}"
        for error in errors[:_MOST_LISTED]
    ]
    more = len(errors) - len(told)
    return [*told, f"and {more} more"] if more else told


class UnreadableFile(TimelineError):
    """A file that cannot be opened: missing, a folder, or not ours to read."""

    def __init__(self, file: str, problem: str, remedy: str = "") -> None:
        self.file = file
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{file}: {problem}; {remedy}" if remedy else f"{file}: {problem}")


class NothingToDraw(TimelineError):
    """The timeline has no event and no span, so it has no axis."""


class NothingSelected(TimelineError):
    """The selection leaves no event to show."""


class NoDate(TimelineError, ValueError):
    """An undated event is asked when it was."""


class NoSuchLane(TimelineError, ValueError):
    """A lane is asked for that the timeline does not have."""


class NoSuchSource(TimelineError, ValueError):
    """An event cites a source that the timeline does not have."""


class BadTemplate(TimelineError):
    """A template cannot be read or filled in; the message says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What is wrong with a picture file, by the name that a timeline has for it."""

    name: str
    problem: str
    remedy: str


class BadPicture(TimelineError):
    """Picture files that cannot be opened to the end; `found` are all of them."""

    def __init__(self, found: tuple[Damage, ...]) -> None:
        self.found = found
        super().__init__("; ".join(f"{one.name}: {one.problem}; {one.remedy}" for one in found))


class Lost(TimelineError):
    """The process beside was ended before what it draws was done."""

    def __init__(self) -> None:
        super().__init__("the process that draws was killed, as systems do when memory is short")


class TooLarge(TimelineError):
    """A PNG of more pixels than programs open.

    `width` and `height` are its pixels, `scale` the largest number of pixels to a
    px at which it is not too large.
    """

    def __init__(self, width: int, height: int, scale: float) -> None:
        self.width = width
        self.height = height
        self.scale = scale
        super().__init__(
            f"this PNG would be {width} x {height} pixels; the largest scale is {scale:.3g}"
        )


class TooSmall(TimelineError):
    """A picture of `size`, width and height in px, has no room for its title and its axis.

    `least` is the least size of about the same shape that has.
    """

    def __init__(self, size: tuple[float, float], least: tuple[int, int]) -> None:
        self.size = size
        self.least = least
        asked = " x ".join(f"{side:g}" for side in size)
        super().__init__(f"{asked} px are too small; {least[0]} x {least[1]} would do")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A text that no font here can draw whole.

    `event` is the id of the one it belongs to, empty for a title, tick or key; `signs` are
    what has no glyph, each once; `scripts` are theirs, as ISO 15924 has them ("Thai").
    """

    text: str
    event: str
    signs: tuple[str, ...]
    scripts: tuple[str, ...]


class NoFont(TimelineError):
    """A PNG or PDF would lack words, for which neither this machine nor an extra has a font."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(missing)

    def __str__(self) -> str:
        signs = dict.fromkeys(sign for each in self.missing for sign in each.signs)
        return f"no font has {' '.join(signs)}, which a PNG or PDF would lack"
