"""The options of a selection, on the commands that have them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import made

from timeline.commands import main

pytestmark = pytest.mark.usefixtures("here")

EVENTS = [
    {"date": f'"{1950 + n}"', "lane": f'"{lane}"', "importance": str(n)}
    for n, lane in enumerate(["people", "people", "places", "places"], start=1)
]
GOOD = made.toml(EVENTS, lanes=["people", "places"], head='span = "1945/1960"')


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command in an empty folder that has a good events.toml."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_text(GOOD, "utf-8")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return invoke


def shown(path: str) -> list[str]:
    """The events of a page or picture, by their number."""
    return sorted(set(re.findall(r"Event (\d)", Path(path).read_text("utf-8"))))


@pytest.mark.parametrize(
    ("arguments", "kept", "said"),
    [
        pytest.param([], "0123", "4 events in 2 lanes", id="no selection"),
        pytest.param(
            ["--lane", "places", "--lane", "people"], "0123", "4 of 4 events in 2 lanes", id="lanes"
        ),
        pytest.param(
            ["--from", "-0043", "--to", "1953", "--lane", "people", "--min-importance", "2"],
            "1",
            "1 of 4 events in 1 lane",
            id="all of them",
        ),
    ],
)
def test_build_a_part(run, arguments: list[str], kept: str, said: str) -> None:
    """`build` writes the part asked for, and says how many of how many events it has."""
    result = run("build", *arguments)

    assert 0 == result.exit_code, result.output
    assert list(kept) == shown("output/index.html")
    assert list(kept) == shown("output/timeline.svg")
    html = Path("output/index.html").read_text("utf-8")
    whole = len(kept) == 4
    heading = "All events, in order" if whole else f"{len(kept)} of 4 events, in order"
    assert f">{heading}</h2>" in html
    assert f">Data (TOML{'' if whole else ', all 4 events'})</a>" in html
    assert re.fullmatch(rf"{said}, built in \d+\.\d s", result.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        pytest.param(["--from", "1952"], "123", id="from"),
        pytest.param(["--to", "1952-06"], "01", id="to"),
        pytest.param(["--from", "1952", "--to", "1953"], "12", id="from and to"),
        pytest.param(["--lane", "places"], "23", id="lane"),
        pytest.param(["--min-importance", "2"], "123", id="importance"),
    ],
)
def test_export_a_part(run, arguments: list[str], kept: str) -> None:
    """`export` draws the part asked for, its axis in the window."""
    result = run("export", "-o", "-", *arguments)
    ticks = re.findall(r">(\d{4})<", result.stdout)

    assert 0 == result.exit_code, result.output
    assert list(kept) == sorted(set(re.findall(r"Event (\d)", result.stdout)))
    assert ("--from" in arguments) == ("1950" not in ticks)


@pytest.mark.parametrize("command", ["build", "export"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["--from", "1959-13"],
            "Invalid value for '--from': \"1959-13\": there is no month 13; "
            "months run from 01 to 12.",
            id="no month",
        ),
        pytest.param(
            ["--to", "31.3.1970"],
            "Invalid value for '--to': \"31.3.1970\": ",
            id="no EDTF",
        ),
        pytest.param(
            ["--from", "1950/1960"],
            '"1950/1960": this is not one date; '
            "write a date such as 1965, 1965-03, 1965-03-31 or 196X.",
            id="interval",
        ),
        pytest.param(
            ["--from", "1960", "--to", "1950"],
            "--to 1950 is before --from 1960; write --from 1950 --to 1960",
            id="reversed",
        ),
        pytest.param(
            ["--lane", "poeple"],
            'Invalid value for --lane: "poeple": there is no such lane; did you mean "people"?',
            id="misspelt lane",
        ),
        pytest.param(
            ["--lane", "x"],
            '"x": there is no such lane; the lanes are people, places.',
            id="unknown lane",
        ),
        pytest.param(["--min-importance", "6"], "6 is not in the range 1<=x<=5", id="importance"),
    ],
)
def test_misuse(run, command: str, arguments: list[str], message: str) -> None:
    """An option that cannot be meant exits with 2 and says what to write; nothing is written."""
    result = run(command, *arguments)

    assert 2 == result.exit_code
    assert message in result.stderr
    assert ["events.toml"] == [path.name for path in Path().iterdir()]


def test_a_file_without_lanes(run) -> None:
    """A lane asked of a file that has none is misuse too."""
    Path("events.toml").write_text(made.toml([{"date": '"1950"'}]), "utf-8")
    result = run("build", "--lane", "people")

    assert 2 == result.exit_code
    assert "there is no such lane; the file has no lanes." in result.stderr


@pytest.mark.parametrize("command", ["build", "export"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ["--from", "1957", "--lane", "people"],
            "events.toml: no event of 4 is selected; "
            "ask for more than --from 1957 --lane people.\n",
            id="no event",
        ),
        pytest.param(
            ["--from", "1961", "--to", "1970"],
            "events.toml: no event of 4 is selected; ask for more than --from 1961 --to 1970.\n",
            id="outside",
        ),
    ],
)
def test_nothing_left(run, command: str, arguments: list[str], message: str) -> None:
    """A selection that leaves nothing exits with 1, says so and writes nothing."""
    result = run(command, *arguments)

    assert (1, "", message) == (result.exit_code, result.stdout, result.stderr)
    assert ["events.toml"] == [path.name for path in Path().iterdir()]


def test_check_of_a_part(run) -> None:
    """`build --check` compares the part asked for, and names the command that writes it."""
    stale = run("build", "--check", "--from", "1952", "--min-importance", "3")

    assert 1 == stale.exit_code
    assert (
        "write it with: timeline build events.toml -o output --from 1952 --min-importance 3\n"
        in stale.stdout
    )

    run("build", "--from", "1952", "--min-importance", "3")

    assert 0 == run("build", "--check", "--from", "1952", "--min-importance", "3").exit_code
