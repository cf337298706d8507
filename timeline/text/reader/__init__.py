"""A file's text to a timeline, or to everything that is wrong with it.

The pipeline: bytes, text, TOML tables, then side by side the models (types and
dates) and the rules (meaning). Whatever they find is given its place in the
text at the end, and only then: a good file never pays for places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.errors import Faults, InvalidTimeline, Severity, UnreadableFile
from timeline.model import Document, Event, Lane, Misfits, Timeline, to_document
from timeline.model.files import NO_FILES
from timeline.text.decoding import (
    Mistake,
    decode,
    half_character,
    may_control,
    normal,
)
from timeline.text.ids import derived_ids, ids_of, renamed
from timeline.text.mentions import mentioning
from timeline.text.reader import beside, checks, looks, markings, media, references
from timeline.text.reader.placing import in_order, placed, placed_in, told_of
from timeline.text.tables import Finding, Rule, Table
from timeline.text.toml import NoToml, read_toml

if TYPE_CHECKING:
    from timeline.text.syntax.mending import Mended

_UNTITLED = ""  # the id of the lane of events that name none
_EMPTY = 'write [timeline] and under it title = "...", then [[events]] with title and date'


class NotParsed(InvalidTimeline):
    """A text that is no TOML; `mended` is what can be read of it all the same."""

    def __init__(self, file: str, faults: Faults, mended: Mended | None = None) -> None:
        super().__init__(file, faults)
        self.mended = mended


def read(path: Path) -> tuple[Timeline, Faults]:
    """Read a timeline's file: the timeline and the warnings about it.

    Raises UnreadableFile if it cannot be opened, and InvalidTimeline, with all
    errors and warnings in file order, if it has errors.
    """
    return read_text(contents(path), str(path), path.parent)


def contents(path: Path) -> bytes:
    """A file's bytes; raises UnreadableFile."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> UnreadableFile:
    """Why a file cannot be opened, and what to name instead where that is known."""
    match error:
        case FileNotFoundError():
            remedy = "name a timeline's file, such as events.toml"
            return UnreadableFile(str(path), "there is no such file", remedy)
        case IsADirectoryError():
            remedy = f"name the file in it, such as {path / 'events.toml'}"
            return UnreadableFile(str(path), "this is a folder", remedy)
        case _:
            return UnreadableFile(str(path), (error.strerror or str(error)).lower())


def read_text(
    text: str | bytes, file: str = "events.toml", folder: Path | None = None
) -> tuple[Timeline, Faults]:
    """Read a timeline's text: the timeline and the warnings about it.

    `file` is the name that faults are told under, `folder` where the files are that the text
    names; without one they are not looked for. Raises InvalidTimeline, with
    all errors and warnings in file order.
    """
    try:
        source, tables = parse(text, file)
    except NotParsed as error:
        raise InvalidTimeline(file, _all_faults(error, folder)) from None
    return read_tables(source, tables, file, folder)


def read_tables(
    source: str,
    tables: dict[str, Any],
    file: str = "events.toml",
    folder: Path | None = None,
) -> tuple[Timeline, Faults]:
    """Read what `parse` gives of a text; raises InvalidTimeline, as `read_text` does."""
    timeline, findings = findings_of(source, tables, folder)
    faults = _placed(source, tables, findings, folder)
    if timeline is None or faults.errors:
        raise InvalidTimeline(file, faults)
    return timeline, faults


def findings_of(
    source: str, tables: dict[str, Any], folder: Path | None
) -> tuple[Timeline | None, list[Finding]]:
    """The timeline of a text's tables, if the models take them, and all that is wrong with it."""
    rules = (checks.control_characters,) if may_control(source) else ()
    held = NO_FILES
    rules = (*rules, *checks.RULES, *media.RULES, *references.RULES, *markings.RULES, *looks.RULES)
    timeline, findings = _validate(tables, rules)
    if folder is not None:
        held, lacking = beside.files(Table((), tables), folder)
        findings += lacking
    return timeline and timeline.model_copy(update={"files": held}), findings


def parse(text: str | bytes, file: str = "events.toml") -> tuple[str, dict[str, Any]]:
    """The text that TOML is read from, as `normal` makes it, and its tables.

    What the tables mean is not looked at. Raises NotParsed, with every fault of syntax.
    """
    if isinstance(text, bytes):
        source, mistake = decode(text)
    else:
        source = normal(text)
        mistake = half_character(source)
    if mistake:
        raise _alone(text, source, mistake, file)
    try:
        return source, read_toml(source)
    except NoToml as error:
        raise _broken(text, source, error, file) from None


def event_lines(data: bytes) -> dict[str, int]:
    """The line each event of a good file begins at, by its id, or the one made of its title."""
    line_of = lines_of(data)
    return {name: line_of(("events", at)) for at, name in enumerate(ids_of(parse(data)[1]))}


def lines_of(data: bytes) -> Callable[[tuple[str | int, ...]], int]:
    """Says of a path the line that its key stands on in a good file."""
    from timeline.text.positions import Lines
    from timeline.text.scanner import locate

    text, _ = parse(data)
    lines, spots = Lines(text), locate(text)
    return lambda path: lines.place(spots[path].key).line


def named_files(data: bytes, folder: Path) -> list[Path]:
    """Where the files are, or would be, that a file names; none of one that is no TOML."""
    try:
        tables = parse(data)[1]
    except InvalidTimeline:
        return []
    places = (beside.place(folder, name) for _, name in beside.named(Table((), tables)))
    return [each for each in places if each]


def _validate(
    tables: dict[str, Any], rules: tuple[Rule, ...]
) -> tuple[Timeline | None, list[Finding]]:
    """The timeline, if the models take the tables, and what is wrong with them."""
    root = Table((), tables)
    if not tables:
        problem = "this file is empty"
        return None, [Finding(code="empty", path=(), problem=problem, remedy=_EMPTY)]
    # What a later format changed would only look like faults of this one.
    if newer := list(checks.format_known(root)):
        return None, newer
    is_reasoned = any("reasons" in event.values for event in root.tables("events"))
    if is_reasoned:
        from timeline.text.reader import reasoning  # for those that reason alone

        rules = (*rules, *reasoning.RULES)
    if any("relations" in event.values for event in root.tables("events")):
        from timeline.text.reader import relating  # for those that relate alone

        rules = (*rules, *relating.RULES)
    findings = [finding for rule in rules for finding in rule(root)]
    try:
        document = to_document(_with_ids(root))
    except Misfits as error:
        from timeline.text.reader import echoes, shapes  # for faults alone

        # What seems unused may be used where a value could not be read.
        used = [finding for finding in findings if not finding.code.startswith("unused")]
        return None, echoes.without_echoes([*shapes.findings(error.found, tables), *used])
    if all(finding.severity is not Severity.ERROR for finding in findings):
        findings += references.without_events(root)
    if not is_reasoned:
        return _timeline(document, document.events), findings
    events, told = reasoning.reasoned(document)
    return _timeline(document, events), [*findings, *told]


def _with_ids(root: Table) -> dict[str, Any]:
    """The tables, with an id for each event that has none, and none named by a former id."""
    derived, now = derived_ids(root), renamed(root)
    if not derived and not now:
        return root.values
    events = [
        {**event, "id": derived[index]} if index in derived else event
        for index, event in enumerate(root.values["events"])
    ]
    return {**root.values, "events": [_mentioning(each, now) for each in events] if now else events}


def _mentioning(event: Any, now: dict[str, str]) -> Any:
    return mentioning(event, now) if isinstance(event, dict) else event


def _timeline(document: Document, events: Sequence[Event]) -> Timeline:
    """The timeline of a document and its events; those without a lane get an untitled one, first."""
    lanes = document.lanes
    if not lanes or any(event.lane == _UNTITLED for event in events):
        lanes = (Lane(id=_UNTITLED, title=""), *lanes)
    # All of it has been validated in the document: nothing is validated twice.
    return Timeline.model_construct(
        header=document.timeline,
        theme=document.theme,
        lanes=lanes,
        tags=document.tags,
        periods=document.periods,
        sources=document.sources,
        events=tuple(event for event in events if _has_place(event)),
        undated=tuple(event for event in events if not _has_place(event)),
    )


def _has_place(event: Event) -> bool:
    """Whether an event has a place in time: reasons may lead to none."""
    return not (event.undated or (event.reasons and event.known is None))


# Findings to faults


def _broken(given: str | bytes, text: str, error: NoToml, file: str) -> NotParsed:
    """The error for a text that is no TOML, with all its faults of syntax."""
    from timeline.text.syntax import mending, others  # for faults alone

    if others.kind_of(given):
        return _alone(given, text, Mistake("toml", "", "", 0), file)
    mended = mending.mend(text, error)
    return NotParsed(file, told_of(text, mended.mistakes), mended)


def _alone(given: str | bytes, text: str, mistake: Mistake, file: str) -> NotParsed:
    """The error for a text that cannot be read further than one mistake.

    Of a file of another program that is told alone, and no line of it is shown
    that is no text.
    """
    from timeline.text.syntax import others

    if kind := others.kind_of(given):
        is_text = mistake.code != "encoding" and text.split("\n", 1)[0].isprintable()
        text, mistake = text if is_text else "", others.mistake(kind, file)
    return NotParsed(file, told_of(text, (mistake,)))


def _all_faults(error: NotParsed, folder: Path | None) -> Faults:
    """The faults of syntax in a text, and behind them those of what it means."""
    mended = error.mended
    if mended is None or mended.tables is None:
        return error.faults
    from timeline.text.reader import behind, headers  # for faults alone

    findings, faults = findings_of(mended.edits.text, mended.tables, folder)[1], error.faults
    if named := headers.renamed(mended.edits, mended.tables, findings):
        mended = replace(mended, edits=named.edits, tables=named.tables)
        findings = findings_of(named.edits.text, named.tables, folder)[1]
        faults = Faults([*faults, *named.faults])
    return behind.with_meaning(faults, mended, findings)


def _placed(
    source: str, tables: dict[str, Any], findings: list[Finding], folder: Path | None
) -> Faults:
    """Findings as faults; what stands under misnamed headers is read as what it is meant to be."""
    if not findings:
        return Faults()
    from timeline.text.edits import Edits  # for faults alone
    from timeline.text.reader import headers

    named = headers.renamed(Edits(source), tables, findings)
    if named is None:
        return placed(source, tables, findings)
    further = findings_of(named.edits.text, named.tables, folder)[1]
    return in_order([*named.faults, *placed_in(named.edits, named.tables, further)])
