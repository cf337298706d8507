"""Which font files there are: of the extra `fonts`, of other packages, then of this machine.

Nothing is opened here, and none of it is looked for unless a text needs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata, util
from pathlib import Path

# The packages of the extra `fonts`: their folders have the files, none of their code is run.
_EXTRA = ("manimgx_fonts", "manimgx_fonts_cjk")
# Other packages that carry fonts say so by an entry point.
_GROUPS = ("fontpkg.family", "justmytype.packs")
_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
_PATIENCE = 30  # seconds that fontconfig may take: it reads all fonts once, the first time


def of_the_extra() -> list[Path]:
    """The font files of the extra, in the order of their paths."""
    return _fonts(Path(place) for module in _EXTRA for place in _places(module))


def packaged() -> list[Path]:
    """The font files of other Python packages made to carry them, in the order of their paths."""
    points = [point for group in _GROUPS for point in metadata.entry_points(group=group)]
    return _fonts(Path(place) for point in points for place in _places(point.module))


def of_the_system() -> list[Path]:
    """The font files that are installed, in the order of their paths.

    By fontconfig where it is there, which knows of every folder; else those of the folders
    that systems keep fonts in.
    """
    listed = _fontconfig()
    return _fonts(_folders()) if listed is None else sorted(listed)


def _places(module: str) -> Iterable[str]:
    try:
        spec = util.find_spec(module.split(".")[0])
    except (ImportError, ValueError):
        return ()
    return (spec and spec.submodule_search_locations) or ()


def _fonts(folders: Iterable[Path]) -> list[Path]:
    found = {path for folder in folders for path in folder.rglob("*")}
    return sorted(path for path in found if _is_font(path))


def _is_font(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS


def _fontconfig() -> set[Path] | None:
    """What `fc-list` lists; None where there is none, or it fails."""
    program = shutil.which("fc-list")
    if program is None or sys.platform in ("win32", "darwin"):
        return None
    try:
        ran = subprocess.run(  # noqa: S603 - found by its name, given no text of ours
            [program, "-f", "%{file}\\n"], capture_output=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    paths = {Path(os.fsdecode(line)) for line in ran.stdout.splitlines() if line}
    return {path for path in paths if _is_font(path)}


def _folders() -> Iterator[Path]:
    """Where systems keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
        if local := os.environ.get("LOCALAPPDATA"):
            yield Path(local, "Microsoft/Windows/Fonts")
    elif sys.platform == "darwin":
        for base in (Path("/System/Library"), Path("/Library"), home / "Library"):
            yield base / "Fonts"
        yield from Path("/System/Library/AssetsV2").glob("com_apple_MobileAsset_Font*")
    else:
        data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
        for base in (own, *data.split(":")):
            yield Path(base, "fonts")
        yield home / ".fonts"
