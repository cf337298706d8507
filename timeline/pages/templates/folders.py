"""Where a template is read from: the author's folder, or our own below the name `timeline/`.

An author's HTML of a name stands in place of ours, and may begin with ours of that name,
`{% extends "timeline/index.html" %}`, to replace some blocks of it. An author's style sheet
comes after ours of its name, so that no page can lose the rules that it needs to be read; one
in the folder `instead` stands in place of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, TemplateNotFound

from timeline.errors import BadTemplate

OURS, INSTEAD, _THEIRS = "timeline/", "instead/", "yours/"
_Source = tuple[str, str | None, Callable[[], bool] | None]


class Folders(BaseLoader):
    """The author's folder of templates, if there is one, before our own."""

    def __init__(self, templates: Path | None, own: Path) -> None:
        self._templates = templates
        self._own = FileSystemLoader(own)
        # Windows' editors may begin a file with a mark.
        self._theirs = FileSystemLoader(templates, encoding="utf-8-sig") if templates else None

    def get_source(self, environment: Environment, template: str) -> _Source:
        """A template; it is read anew once a file of its name has come or gone, too.

        Raises TemplateNotFound, and BadTemplate for a file that cannot be read.
        """
        there = self._there(template)
        text, file, current = self._found(environment, template)
        return text, file, lambda: self._there(template) == there and bool(current and current())

    def list_templates(self) -> list[str]:
        """The names of all, those of our own once below `timeline/`."""
        own = self._own.list_templates()
        theirs = self._theirs.list_templates() if self._theirs else []
        return sorted({*own, *(OURS + name for name in own), *theirs})

    def _there(self, name: str) -> tuple[bool, bool]:
        return self._has(name), self._has(INSTEAD + name)

    def _has(self, name: str) -> bool:
        return self._templates is not None and (self._templates / name).is_file()

    def _found(self, environment: Environment, name: str) -> _Source:
        if name.startswith(OURS):
            return self._own.get_source(environment, name.removeprefix(OURS))
        if name.startswith(_THEIRS) and name.endswith(".css"):
            return self._read(environment, name.removeprefix(_THEIRS))
        if name.startswith(INSTEAD) and self._has(name):
            return self._read(environment, name)
        if name.endswith(".css") and any(self._there(name)):
            return self._added(environment, name)
        if self._has(name):
            return self._read(environment, name)
        return self._own.get_source(environment, name)

    def _added(self, environment: Environment, name: str) -> _Source:
        """A style sheet of ours, or one instead of it, and the author's after it."""
        parts = [INSTEAD + name] if self._has(INSTEAD + name) else self._ours(environment, name)
        parts += [_THEIRS + name] if self._has(name) else []
        # Each is a template of its own, so that a fault in one is told at its place. The first
        # line end goes with the tag.
        return "".join(f'{{% include "{part}" %}}\n\n' for part in parts), None, lambda: True

    def _ours(self, environment: Environment, name: str) -> list[str]:
        try:
            self._own.get_source(environment, name)
        except TemplateNotFound:
            return []
        return [OURS + name]

    def _read(self, environment: Environment, name: str) -> _Source:
        assert self._theirs is not None
        try:
            return self._theirs.get_source(environment, name)
        except UnicodeDecodeError:
            raise BadTemplate(
                f"{self._templates}/{name}: this is no UTF-8; save it as UTF-8"
            ) from None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BadTemplate(f"{self._templates}/{name}: {reason}") from None
