"""The built wheel works without the source."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from support import made

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content alone, as pip would lay it out."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return site


def test_wheel_holds_what_it_needs(installed: Path) -> None:
    """Templates, fonts and their licence are in it; tests and sample are not."""
    names = {str(path.relative_to(installed)) for path in installed.rglob("*")}

    assert {
        "timeline/templates/index.html",
        "timeline/fonts/TimelineSans-Regular.ttf",
        "timeline/fonts/LICENSE",
        "timeline/py.typed",
    } <= names
    assert not [name for name in names if name.startswith(("tests", "output", "events"))]


@pytest.mark.slow
def test_wheel_builds_the_sample(installed: Path, tmp_path: Path) -> None:
    """Run from the wheel, in another folder, the sample comes out byte for byte."""
    (tmp_path / "events.toml").write_bytes((ROOT / "events.toml").read_bytes())
    # -S keeps the editable install away: the wheel and its dependencies alone.
    path = os.pathsep.join([str(installed), sysconfig.get_path("purelib")])
    script = (
        "import timeline, sys; assert sys.argv.pop(1) in timeline.__file__, timeline.__file__\n"
        "from timeline.commands import main; main(prog_name='timeline')"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, str(installed), "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    shipped, written = (
        {path.name: path.read_bytes() for path in (folder / "output").iterdir()}
        for folder in (ROOT, tmp_path)
    )
    assert [] == made.differing(shipped, written)
