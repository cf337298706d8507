"""One date at the three doors of this product: in a file, by `timeline add`, by an import."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from timeline.commands import main
from timeline.errors import InvalidTimeline
from timeline.text.reader import read_text
from timeline.text.values import quoted

HEAD = '[timeline]\ntitle = "T"\n\n[[sources]]\nid = "s"\ntitle = "S"\n'


def of_file(typed: str) -> tuple[str, str]:
    """The problem and what may stand instead, of a date in a file."""
    text = f'{HEAD}\n[[events]]\nid = "e"\ntitle = "E"\ndate = {quoted(typed)}\nsources = ["s"]\n'
    with pytest.raises(InvalidTimeline) as caught:
        read_text(text)
    (fault,) = caught.value.faults
    assert fault.place
    assert (11, "date") == (fault.place.line, fault.path[-1])
    return fault.problem, "|".join(fault.meant)


def by_add(typed: str, file: Path) -> tuple[dict[str, Any], str]:
    """The event that `timeline add` writes, or none, and what it says."""
    file.write_text(HEAD, "utf-8")
    arguments = ["add", str(file), "--title", "E", "--source", "s", "--date", typed]
    result = CliRunner().invoke(main, arguments)
    events = tomllib.loads(file.read_text("utf-8")).get("events", [{}])
    return events[0], " ".join(result.stderr.split())


def by_import(typed: str, folder: Path) -> tuple[dict[str, Any], str]:
    """The event that a row of a sheet becomes, or none, and what is said of it."""
    sheet, out = folder / "sheet.csv", folder / "out.toml"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Title", "Date"], ["First", "1950"], ["E", typed]])
    result = CliRunner().invoke(main, ["import", str(sheet), "-o", str(out)])
    events = tomllib.loads(out.read_text("utf-8"))["events"]
    found = [event for event in events if event["title"] == "E"]
    return (found or [{}])[0], " ".join(result.stderr.split())


def is_read(typed: str, edtf: str, folder: Path) -> None:
    """Hold that `add` and an import take a date, and keep the words that it does not say all of.

    "=" stands before an EDTF text that says all of them.
    """
    date, text = edtf.removeprefix("="), None if edtf.startswith("=") else typed
    added, imported = by_add(typed, folder / "a.toml")[0], by_import(typed, folder)[0]

    assert (date, text) == (added.get("date"), added.get("date_text"))
    assert (date, text) == (imported.get("date"), imported.get("date_text"))


def is_told(typed: str, choices: list[str], folder: Path) -> None:
    """Hold that no door takes a date, and that each says why, with every choice to copy."""
    (added, said), (imported, told) = by_add(typed, folder / "a.toml"), by_import(typed, folder)
    problem, meant = of_file(typed)

    assert {} == added == imported
    assert "|".join(choices) == meant
    assert all(choice in said and choice in told for choice in choices)
    assert problem.removesuffix(".").split(": ")[-1] in said
