"""A picture that is named on the command line: as a file of a timeline's folder, or an address."""

from __future__ import annotations

from pathlib import Path

from timeline.images import pictures
from timeline.images.unfit import Unfit as Unshown
from timeline.text.editing.splicing import Unfit
from timeline.text.reader.checks import WEB


def picked(file: Path, named: str) -> dict[str, str]:
    """The key of a picture of the timeline in `file`, with its value; raises Unfit.

    A path is as the shell has it, and becomes one from the folder of `file`.
    """
    if WEB.fullmatch(named):
        return {"url": named}
    folder, path = file.parent.resolve(), Path(named).resolve()
    if not path.is_file():
        path = (folder / named).resolve()
    if not path.is_file():
        raise Unfit([f"there is no picture {named}."])
    if folder not in path.parents:
        raise Unfit([f"{named} is not in the folder of {file.name}; copy it there."])
    try:
        pictures.picture(named, path)
    except Unshown as unfit:
        raise Unfit([f"{named}: {unfit.problem}; {unfit.remedy}."]) from None
    except OSError as error:
        raise Unfit([f"{named}: it cannot be read: {error.strerror or error}."]) from None
    return {"file": path.relative_to(folder).as_posix()}
