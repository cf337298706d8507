"""A timeline's file, or what git has of it at some revision."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import click

from timeline.commands.telling import visible
from timeline.commands.writing import followed


class NotThere(click.UsageError):
    """A revision has no file of that path."""

    def __init__(self, version: Version) -> None:
        there = f'there is no file "{version.path}" at {version.revision}'
        super().__init__(visible(f"{there}: name it with --file"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A file as it is, or, with `revision`, as git has it there.

    `revision` may name a file of its own, as in "HEAD~1:events.toml", and then
    `path` says nothing.
    """

    path: Path
    revision: str = ""

    @property
    def name(self) -> str:
        """What it is called: the file's path, or REVISION:PATH."""
        if not self.revision:
            return str(self.path)
        return self.revision if _names_file(self.revision) else f"{self.revision}:{self.path}"

    def contents(self) -> bytes:
        """Its bytes.

        Raises UnreadableFile for a file, and for a revision click.UsageError,
        which exits with 2.
        """
        if not self.revision:
            from timeline.text.reader import contents

            return contents(self.path)
        if _names_file(self.revision):
            return _blob(self.revision, Path())
        folder, inner = _in_folder(self.path)
        return _blob(f"{self.revision}:./{inner}", folder)

    def is_there(self) -> bool:
        """Whether there may be such a file: not if git knows the revision, and no such path in it."""
        if not self.revision:
            return self.path.exists()
        if _names_file(self.revision):
            return True
        folder, inner = _in_folder(self.path)
        tree, file = f"{self.revision}^{{tree}}", f"{self.revision}:./{inner}"
        return not _is_known(tree, folder) or _is_known(file, folder)


def version(word: str, path: Path) -> Version:
    """The file of that name if there is one, else the revision that a word names."""
    if _is_there(Path(word)):
        return Version(path=Path(word))
    # As an argument of git's it would be an option.
    if not word or word.startswith("-") or not word.isprintable():
        raise click.UsageError(visible(f'"{word}" is neither a file nor a revision of git'))
    return Version(path=path, revision=word)


def spanned(word: str, path: Path) -> tuple[Version, Version] | None:
    """The two versions of OLD..NEW, or of OLD...NEW, which begins where the two parted, as in git.

    None if a word is no such span. Raises click.UsageError if they have no commit in common.
    """
    found = _SPAN.fullmatch(word)
    if not found or not (found[1] or found[3]) or _is_there(Path(word)):
        return None
    old, new = found[1] or "HEAD", found[3] or "HEAD"
    if old.startswith("-") or not word.isprintable():
        return None
    if found[2] == "...":
        old = _parted(old, new, _in_folder(path)[0])
    return Version(path=path, revision=old), Version(path=path, revision=new)


# What has a colon names a file, and a stroke behind dots is of a path.
_SIDE = r"[^.\s/:](?:[^.\s:]|\.(?!\.))*"
_SPAN = re.compile(rf"({_SIDE})?(\.{{2,3}})({_SIDE})?")


def _parted(old: str, new: str, folder: Path) -> str:
    """The last commit that two revisions have in common, shortened as git does."""
    for each in (old, new):
        if not _is_known(f"{each}^{{tree}}", folder):
            raise click.UsageError(visible(_why_not(f"{each}:", folder)))
    done = _git(folder, "merge-base", old, new)
    if done.returncode:
        raise click.UsageError(visible(f'"{old}" and "{new}" have no commit in common'))
    commit = done.stdout.decode().strip()
    return _git(folder, "rev-parse", "--short", commit).stdout.decode().strip() or commit


def _is_there(path: Path) -> bool:
    """Whether a file, or a pipe, has this name."""
    try:
        return os.path.lexists(path) and not path.is_dir()
    except (OSError, ValueError):  # no file can have it, or none that we may see
        return False


_NOTHING_YET = "nothing is committed yet in this repository: commit the file, or name two files"
_BRACES = re.compile(r"\{[^}]*\}")


def _names_file(revision: str) -> bool:
    """Whether a revision says which file; a colon in braces is one of a time or message."""
    return ":" in _BRACES.sub("", revision)


def _in_folder(path: Path) -> tuple[Path, str]:
    """The nearest folder that is there, and the path from it; links are followed."""
    place = followed(path)
    folder = next(parent for parent in place.parents if parent.is_dir())
    return folder, place.relative_to(folder).as_posix()


def _is_known(name: str, folder: Path) -> bool:
    """Whether git has anything under a name."""
    return _git(folder, "rev-parse", "--verify", "--quiet", name).returncode == 0


def _blob(name: str, folder: Path) -> bytes:
    """The bytes that git has under a name; no filter, pager or other program runs."""
    done = _git(folder, "cat-file", "blob", name)
    if done.returncode == 0:
        return done.stdout
    why = _why_not(name, folder)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = f"git says: {said[-1]}" if said else "git does not say why"
    raise click.UsageError(visible(why if why == _NOTHING_YET else f"{why} ({reason})"))


def _why_not(name: str, folder: Path) -> str:
    """Why git has nothing under a name, and what to write instead."""
    commit, _, path = name.rpartition(":")
    if _git(folder, "rev-parse", "--git-dir").returncode:
        problem = f'"{commit}" is no file, and here is no git repository in which to look for it'
        return f"{problem}: name two files"
    tree = f"{commit}^{{tree}}"
    if commit and not _is_known(tree, folder):
        if commit == "HEAD":
            return _NOTHING_YET
        problem = f'"{commit}" is neither a file nor a revision of this repository'
        return f"{problem}: name one such as HEAD~1, main or v1.0"
    path = path.removeprefix("./")
    return f'there is no file "{path}" at {commit or "that stage"}: name it with --file'


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a list of words, and none from outside is an option
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git the user has
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise click.UsageError("git is not installed: name two files") from None
