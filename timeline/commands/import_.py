"""`timeline import`: what other tools wrote, as a file of ours."""

from __future__ import annotations

import os
import re
import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from timeline.commands.recording import pair_of, read_beside, record_path
from timeline.commands.streams import STDIN, give, standard_input
from timeline.commands.telling import exit_unreadable, in_colour, say, tell, visible
from timeline.commands.writing import size, write_all
from timeline.errors import Faults, InvalidTimeline, TimelineError, UnreadableFile
from timeline.importing.formats import MODULES
from timeline.importing.rows import NOTHING_SAID, Choices, Unreadable

if TYPE_CHECKING:
    from timeline.commands.rewriting import Pair
    from timeline.importing.drafting.writing import Written
    from timeline.importing.hints import Choose, Value
    from timeline.importing.input import Given
    from timeline.importing.merging import Merged
    from timeline.importing.report import Report
    from timeline.importing.rows import Imported

_DEFAULT = Path("events.toml")
_STDIO = "-"


@dataclass(slots=True)
class _Request:
    """What was asked for: what is read, how, and where it goes."""

    source: Path
    kind: str = ""
    choices: Choices = NOTHING_SAID
    output: Path = _DEFAULT
    merge: bool = False
    dry_run: bool = False
    report: Path | None = None
    rejected: Path | None = None

    @property
    def name(self) -> str:
        """The source's name in messages."""
        return STDIN if str(self.source) == _STDIO else str(self.source)


@click.command("import", short_help="Turn a file of another tool into events.toml.")
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="File to write, - for standard output.  [default: events.toml]",
)
@click.option(
    "--merge",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Update the events of FILE, and leave alone what was written by hand.",
)
@click.option("--force", is_flag=True, help="Replace the output if it is there.")
@click.option(
    "--from",
    "kind",
    type=click.Choice(list(MODULES)),
    help="The format of SOURCE.  [default: recognised by its content]",
)
@click.option(
    "--map",
    "columns",
    metavar="COLUMN=KEY",
    multiple=True,
    help='Where a column goes, as in --map "Titel=title"; COLUMN= drops it. May be given again.',
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.  [default: the first]")
@click.option("--encoding", metavar="NAME", help="The encoding of SOURCE, such as cp1252.")
@click.option("--delimiter", metavar="CHAR", help="What stands between cells, or tab.")
@click.option(
    "--day-first/--month-first",
    "day_first",
    default=None,
    help="How 03/04/1970 is to be read.  [default: such rows are reported]",
)
@click.option(
    "--century",
    metavar="YEAR",
    type=click.IntRange(0, 9900),
    help="First of the hundred years that years of two digits are in: with 1930, 30 is 1930 and "
    "29 is 2029; with 0, 46 is the year 46.  [default: such rows are reported]",
)
@click.option(
    "--year-zero/--no-year-zero",
    "year_zero",
    default=None,
    help="Whether -44 is counted with a year 0, as 45 BCE, or without one, as 44 BCE.  "
    "[default: such rows are reported]",
)
@click.option(
    "--since-1970",
    "since_1970",
    type=click.Choice(["seconds", "milliseconds"]),
    help="What the numbers in columns of dates count from 1970-01-01.",
)
@click.option(
    "--undated",
    is_flag=True,
    default=None,
    help="Bring in rows without a date, and such as say n.d. or unknown, as undated events.  "
    "[default: such rows are reported]",
)
@click.option("--title", help="Title of the timeline.  [default: SOURCE's own, or its name]")
@click.option("--lang", help="Language of its texts: a code such as en, de or pt-BR.")
@click.option("--dry-run", is_flag=True, help="Write nothing; only say what would come in.")
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the report as JSON.",
)
@click.option(
    "--rejected",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Also write the rows that did not come in, each with why, to be mended and "
    "brought in with --merge: a table as CSV, JSON as JSON. - is standard output.",
)
def import_(
    source: Path,
    output: Path | None,
    merge: Path | None,
    force: bool,
    kind: str | None,
    columns: tuple[str, ...],
    dry_run: bool,
    report: Path | None,
    rejected: Path | None,
    **choices: Any,
) -> None:
    """Turn SOURCE (- is standard input) into events.toml, and say what became of all of it.

    SOURCE is TimelineJS JSON or its spreadsheet as CSV, any CSV, TSV or Excel
    table, JSON of records, SIMILE JSON, or the JSON that query.wikidata.org gives.
    The report on standard error names each row and field that did not come in, and
    why. A date that can be read in two ways, or not at all, is not guessed: the
    rest is written.

    Beside the output goes a small record, events.imported.json; by it a later
    --merge tells what you changed by hand from what SOURCE changed.

    Exit codes: 0 all came in, 1 a row did not or SOURCE cannot be read, 2 misuse or
    no such file.

    \b
    Examples:
      timeline import women.csv
      timeline import staff.xlsx --sheet 2024 --map "Wann=date" -o staff.toml
      timeline import query.json --merge events.toml
      timeline import women.csv --rejected rest.csv
      timeline import rest.csv --merge events.toml    once they are mended
      curl -s https://example.org/t.json | timeline import - -o - > t.toml
    """
    request = _Request(source=source, kind=kind or "", dry_run=dry_run, report=report)
    request.rejected = rejected
    said = {name: value for name, value in choices.items() if value not in (None, "")}
    request.choices = Choices(columns=_columns(columns), **said)
    _aim(request, output, merge, force=force)
    _aim_rejected(request)
    try:
        done = _import(request)
    except UnreadableFile as error:
        exit_unreadable(error)
    except InvalidTimeline as error:
        shown = Faults(error.faults.errors)
        say(tell(shown, str(request.output), colour=in_colour(sys.stderr)), sys.stderr)
        _stop("nothing is imported into a file with faults")
    except Unreadable as error:
        _stop(f"{request.name}: {error.message(option)}")
    except TimelineError as error:
        _stop(*getattr(error, "reasons", [f"{request.name}: {error}"]))
    if not done:
        raise click.exceptions.Exit(1)


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    """Where columns go, by their names."""
    found = {}
    for each in given:
        column, equals, key = each.rpartition("=")
        if not equals or not column.strip():
            raise click.UsageError(visible(f"--map {each}: write COLUMN=KEY, as in Titel=title"))
        found[column] = _key(key.strip(), each)
    return found


def _key(key: str, given: str) -> str:
    """A key that a column can go into, or nothing."""
    from timeline.importing.sheets.headings import known_key

    try:
        return known_key(key) if key else ""
    except Unreadable as error:
        raise click.UsageError(visible(f"--map {given}: {error}")) from None


def _aim(request: _Request, output: Path | None, merge: Path | None, *, force: bool) -> None:
    """Decide where the import goes; what is there is replaced by --force alone."""
    if merge and (output or force):
        raise click.UsageError("--merge says where it goes: leave out --output and --force")
    request.output, request.merge = merge or output or _DEFAULT, bool(merge)
    if str(request.source) != _STDIO and not os.path.lexists(request.source):
        exit_unreadable(UnreadableFile(request.name, "there is no such file"))
    is_file = str(request.output) != _STDIO and request.output.is_file()
    if is_file and request.source.is_file() and request.output.samefile(request.source):
        problem = f"{request.output} is the file that is imported: name another with -o"
        raise click.UsageError(visible(problem))
    if is_file and not (merge or force or request.dry_run):
        raise click.UsageError(
            visible(
                f"{request.output} is there already: update it with --merge {request.output}, "
                "name another file with -o, or replace it with --force"
            )
        )


def _aim_rejected(request: _Request) -> None:
    """Refuse to write rejected rows where something else is read or written."""
    if request.rejected is None:
        return
    others = {request.output: "where the import goes"}
    if str(request.source) != _STDIO:
        others[request.source] = "the file that is imported"
    if request.report:
        others[request.report] = "where the report goes"
    for other, what in others.items():
        if _is_same(request.rejected, other):
            problem = f"{request.rejected} is {what}: name another with --rejected"
            raise click.UsageError(visible(problem))


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names are of one file or stream; the input is no output."""
    if str(one) == _STDIO or str(other) == _STDIO:
        return str(one) == str(other)
    return one.resolve() == other.resolve() or (
        one.exists() and other.exists() and one.samefile(other)
    )


def _stop(*reasons: str) -> NoReturn:
    for reason in reasons:
        say(visible(reason if reason.endswith((".", "?")) else f"{reason}."), sys.stderr)
    raise click.exceptions.Exit(1) from None


def _import(request: _Request) -> bool:
    """Import, tell and write; whether all rows came in."""
    from timeline.importing import read
    from timeline.importing.drafting.drafting import draft
    from timeline.importing.drafting.writing import write

    given = _given(request)
    imported = read(given, request.kind)
    written = write(draft(imported, request.choices, _stem(request.source)))
    if request.merge and _is_begun(request.output):
        return _merged(request, given, imported, written)
    return _new(request, given, imported, written)


def _stem(source: Path) -> str:
    """A source's name as words; what no text can hold is left out of it."""
    if str(source) == _STDIO:
        return "timeline"
    return " ".join("".join(c if c.isprintable() else " " for c in source.stem).split())


def _given(request: _Request) -> Given:
    from timeline.importing.input import MOST_BYTES, Given

    if str(request.source) == _STDIO:
        return Given(request.name, standard_input(MOST_BYTES + 1), request.choices)
    try:
        with request.source.open("rb") as stream:
            return Given.from_stream(request.name, stream, request.choices)
    except FileNotFoundError:
        raise UnreadableFile(request.name, "there is no such file") from None
    except IsADirectoryError:
        raise UnreadableFile(request.name, "this is a folder", "name a file in it") from None
    except OSError as error:
        raise UnreadableFile(request.name, (error.strerror or str(error)).lower()) from None


def _is_begun(path: Path) -> bool:
    """Whether there is a file to merge into, with anything in it."""
    from timeline.text.reader import contents

    return path.exists() and bool(contents(path).removeprefix(b"\xef\xbb\xbf").strip())


def _new(request: _Request, given: Given, imported: Imported, written: Written) -> bool:
    """Write a new file, with its record and report."""
    from timeline.importing.report import Report

    report = Report(request.name, imported, written.draft)
    report = replace(report, read_with=_tried(request, given, report))
    write_all(_told(request, given, report))
    is_any = bool(report.events or report.periods)
    if not is_any:
        say("nothing is written, as no row is an event.", sys.stderr)
    elif request.dry_run:
        pass
    elif str(request.output) == _STDIO:
        give(written.data)
    else:
        _write_new(request.output, written)
        _say_done(request, visible(f"{size(len(written.data)):>8}  {request.output}"))
        _say_next(request.output)
    return not report.rejected


def _write_new(output: Path, written: Written) -> None:
    """Write a file with its record; beside a pipe there is no place for one."""
    from timeline.commands.rewriting import write_pair
    from timeline.importing.merging.faces import record_of_import
    from timeline.importing.merging.records import Record

    if output.exists() and not output.is_file():
        write_all({output: written.data})
        return
    try:
        before = read_beside(output)
    except Unreadable:
        before = Record()  # it is replaced
    write_pair(
        output, record_path(output), pair_of(written.data, before, record_of_import(written))
    )


def _merged(request: _Request, given: Given, imported: Imported, written: Written) -> bool:
    """Update a file, with its record and report."""
    from timeline.commands.rewriting import rewrite_both
    from timeline.importing.merging import merge
    from timeline.importing.report import Report
    from timeline.text.reader import contents

    done: list[Merged] = []

    def change(data: bytes) -> Pair:
        record = read_beside(request.output)
        done.append(merge(data, written, record, str(request.output)))
        return pair_of(done[-1].data, record, done[-1].record)

    if request.dry_run:
        is_changed = change(data := contents(request.output)).data != data
    else:
        is_changed = rewrite_both(request.output, record_path(request.output), change)
    report = Report(request.name, imported, written.draft, done[-1])
    report = replace(report, read_with=_tried(request, given, report))
    write_all(_told(request, given, report))
    if not request.dry_run:
        count = size(request.output.stat().st_size)
        as_before = "" if is_changed else ": as it was"
        _say_done(request, visible(f"{count:>8}  {request.output}{as_before}"))
        if is_changed:
            _say_next(request.output)
    return not report.rejected


def _say_done(request: _Request, text: str) -> None:
    """Say what is written, on stderr if rejected rows go to stdout."""
    say(text, sys.stderr if str(request.rejected) == _STDIO else None)


def _say_next(output: Path) -> None:
    """Say on stderr what to type next."""
    say(visible(f"Next: {shlex.join(['timeline', 'validate', str(output)])}"), sys.stderr)


def _tried(request: _Request, given: Given, report: Report) -> dict[Choose, frozenset[str]]:
    """Which rows come in with what would settle many that did not; see `importing.trying`."""
    from timeline.importing.trying import rows_with

    ways = {each: None for group in report.groups if group.is_large for each in group.ways}
    return {each: rows_with(given, request.kind, each) for each in ways}


def _told(request: _Request, given: Given, report: Report) -> dict[Path, bytes]:
    """Tell a report; gives the files that it and rejected rows are to be written to as well."""
    from timeline.importing.report import json_of, text_of

    for line in text_of(report, option).split("\n"):
        say(visible(line), sys.stderr)
    files = {request.report: json_of(report, option).encode()} if request.report else {}
    if request.rejected and str(request.rejected) == _STDIO:
        give(_rejected(given, report))
    elif request.rejected:
        files[request.rejected] = _rejected(given, report)
    return files


def _rejected(given: Given, report: Report) -> bytes:
    """The rows that did not come in, as a file."""
    import json

    from timeline.exporting.tables import as_csv
    from timeline.importing.rejected import rest_of

    rest = rest_of(given, report, option)
    if rest.table:
        return as_csv(rest.table, rest.delimiter)
    return f"{json.dumps(rest.document, indent=2, ensure_ascii=False)}\n".encode()


# Choices as options

_PLAIN = re.compile(r"[\w.-]+")


def option(choose: Choose) -> str:
    """A choice as it is typed: the option, with its value if there is one."""
    param = next(each for each in import_.params if each.name == choose.field)
    name = param.opts[0]
    if not choose.meant:
        return f"{name} {getattr(param, 'metavar', '')}" if choose.free else name
    return " or ".join(_typed(param, each) for each in choose.meant)


def _typed(param: click.Parameter, value: Value) -> str:
    if isinstance(value, bool):
        return (param.opts if value else param.secondary_opts)[0]
    text = "=".join(value) if isinstance(value, tuple) else str(value)
    return f"{param.opts[0]} {text}" if _PLAIN.fullmatch(text) else f'{param.opts[0]} "{text}"'
