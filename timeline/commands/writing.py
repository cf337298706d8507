"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, then move all into place.

    A failure before the first move leaves everything as it was. A link is
    followed; a device or pipe is written into, not replaced. Raises
    click.UsageError, which exits with 2.
    """
    waiting: dict[Path, Path] = {}
    target = Path()
    try:
        for target in files:
            _check(target)
        for target, content in files.items():
            place = target.resolve()
            if place.exists() and not place.is_file():
                place.write_bytes(content)
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            waiting[place] = _write_beside(place, content)
        for target, temporary in list(waiting.items()):
            temporary.replace(target)
            del waiting[target]
    except OSError as error:
        raise click.UsageError(f"cannot write {target}: {error.strerror}") from error
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def _check(target: Path) -> None:
    if target.is_dir():
        raise click.UsageError(f"cannot write {target}: it is a folder")


def _write_beside(path: Path, content: bytes) -> Path:
    """A temporary file in the same folder, with the permissions of a new file."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # or a crash of the system may leave an empty file
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def size(count: int) -> str:
    """A number of bytes for a reader: "999 B", "41 KB", "1.2 MB"."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB"
