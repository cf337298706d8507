"""Options that leave a part of a timeline; shared by the commands that draw one."""

from __future__ import annotations

import functools
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.commands.telling import say, visible
from timeline.errors import NoSuchLane, NothingSelected

if TYPE_CHECKING:
    from timeline.edtf import EdtfDate
    from timeline.model import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of a timeline is asked for."""

    start: EdtfDate | None = None
    end: EdtfDate | None = None
    lanes: tuple[str, ...] = ()
    least_importance: int = 1

    @property
    def arguments(self) -> str:
        """The options as a shell takes them; empty if all is asked for."""
        words: list[str] = []
        if self.start:
            words += ["--from", self.start.text]
        if self.end:
            words += ["--to", self.end.text]
        for lane in self.lanes:
            words += ["--lane", lane]
        if self.least_importance > 1:
            words += ["--min-importance", str(self.least_importance)]
        return shlex.join(words)

    def of(self, timeline: Timeline, file: Path) -> Timeline:
        """The part asked for; a lane that is not there exits with 2, an empty part with 1."""
        if not self.arguments:
            return timeline
        from timeline.layout.selection import select

        try:
            part = select(
                timeline,
                start=self.start,
                end=self.end,
                lanes=self.lanes,
                least_importance=self.least_importance,
            )
        except NoSuchLane as error:
            raise click.BadParameter(visible(str(error)), param_hint="--lane") from None
        except NothingSelected as error:
            say(visible(f"{file}: {error}; ask for more than {self.arguments}."), sys.stderr)
            raise click.exceptions.Exit(1) from None
        if (self.start or self.end) and (count := len(timeline.undated)):
            are = "event is" if count == 1 else "events are"
            say(f"note: {count} undated {are} left out, as a part in time is asked for", sys.stderr)
        return part


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a selection, handed to it as `selection`."""

    @functools.wraps(command)
    def with_selection(
        start: EdtfDate | None,
        end: EdtfDate | None,
        lanes: tuple[str, ...],
        least_importance: int,
        **others: Any,
    ) -> None:
        _check_order(start, end)
        selection = Selection(start=start, end=end, lanes=lanes, least_importance=least_importance)
        command(selection=selection, **others)

    for option in reversed(_OPTIONS):
        with_selection = option(with_selection)
    return with_selection


def _date(_: click.Context, __: click.Parameter, value: str | None) -> EdtfDate | None:
    """The date of an option; what is none is told as the reader tells it."""
    if value is None:
        return None
    from timeline.edtf import EdtfError, Kind, parse

    try:
        date = parse(value)
    except EdtfError as error:
        raise click.BadParameter(visible(f'"{value}": {error}.')) from None
    if date.kind is not Kind.DATE:
        remedy = "write a date such as 1965, 1965-03, 1965-03-31 or 196X"
        raise click.BadParameter(visible(f'"{value}": this is not one date; {remedy}.'))
    return date


_OPTIONS = (
    click.option(
        "--from",
        "start",
        metavar="EDTF",
        callback=_date,
        help="Leave out what ended before this date, and start the axis at it: --from 1959-12.",
    ),
    click.option(
        "--to",
        "end",
        metavar="EDTF",
        callback=_date,
        help="Leave out what began after this date, and end the axis with it: --to 196X.",
    ),
    click.option(
        "--lane",
        "lanes",
        multiple=True,
        metavar="ID",
        help="Keep this lane; may be given more than once: --lane people --lane places.",
    ),
    click.option(
        "--min-importance",
        "least_importance",
        type=click.IntRange(1, 5),
        default=1,
        show_default=True,
        metavar="N",
        help="Leave out events of less importance than N; 4 keeps 4 and 5.",
    ),
)


def _check_order(start: EdtfDate | None, end: EdtfDate | None) -> None:
    if start is None or end is None:
        return
    first, after = start.bounds.earliest_start, end.bounds.latest_end
    if first is not None and after is not None and first >= after:
        raise click.UsageError(
            f"--to {end} is before --from {start}; write --from {end} --to {start}"
        )
