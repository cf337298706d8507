"""Templates: found in the caller's folder or our own, filled in, and what goes wrong in them.

Ours come from `templates/` beside the package, or in it once installed.
"""

from __future__ import annotations

import functools
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    select_autoescape,
)
from jinja2.utils import missing

from timeline.errors import BadTemplate
from timeline.layout.begin import SHOWN_FROM
from timeline.pages.bundle import joined
from timeline.pages.phrases import UnknownPhrase
from timeline.pages.templates.checking import Doubt, check, no_template, replaces
from timeline.pages.templates.folders import Folders
from timeline.text.tables import closest

_MOST_NAMES = 60  # that a fault tells


class _UnknownName(UndefinedError):
    """A name that a template has not, or that a thing in it has not, if there is one."""

    def __init__(self, message: str | None, name: str | None, thing: object) -> None:
        super().__init__(message)
        self.name = name
        self.thing = thing


class _Strict(StrictUndefined):
    """A misspelt name in somebody's template is a fault, not an empty place in the page."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None
    ) -> None:
        told = exc or functools.partial(_UnknownName, name=name, thing=obj)
        super().__init__(hint, obj, name, told)  # type: ignore[arg-type]  # called with a message


@functools.lru_cache(maxsize=4)
def environment_of(templates: Path | None) -> Environment:
    """The templates, those of the caller's folder before our own; one that is changed is read anew."""
    environment = Environment(
        loader=Folders(templates, own_templates()),
        autoescape=select_autoescape(default=True, disabled_extensions=("css",)),
        undefined=_Strict,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Which chart a column of so many rem shows, the narrowest first. The page's script is told
    # the same.
    environment.globals.update(stills=sorted(SHOWN_FROM.items(), key=itemgetter(1)))
    return environment


def doubts(templates: Path | None) -> list[Doubt]:
    """What an author most likely did not mean in a folder of templates.

    Raises BadTemplate for what would be left out of a page.
    """
    return check(environment_of(templates), templates) if templates else []


def checked(templates: Path | None) -> Environment:
    """The templates of a folder that holds nothing that would be left out; raises BadTemplate."""
    doubts(templates)
    return environment_of(templates)


def has_own_entries(templates: Path | None) -> bool:
    """Whether a folder lays out the entries of the list by itself; raises BadTemplate."""
    names = ("entry", "entry_inside")
    return templates is not None and replaces(environment_of(templates), templates, *names)


def filled(environment: Environment, name: str, context: Mapping[str, Any]) -> str:
    """A template filled in; raises BadTemplate."""
    with template_faults(environment, context):
        return environment.get_template(name).render(context)


def style_sheet(environment: Environment, name: str, context: Mapping[str, Any]) -> str:
    """A style sheet filled in, which stays in its element; raises BadTemplate."""
    style = filled(environment, name, context)
    if _END.search(style):
        raise BadTemplate(f"{name}: a style sheet may not hold </style")
    return style


_END = re.compile(r"</style", re.IGNORECASE)


# What is compiled for a page and its embed, but for what is small.
_LARGE = ("index.html", "parts.html", "style.css", "embed.html", "embed.css")


def get_ready(templates: Path | None) -> None:
    """Compile templates that are filled in later, while something else is waited for.

    Raises BadTemplate.
    """
    environment = checked(templates)
    with template_faults(environment):
        for name in _LARGE:
            environment.get_template(name)


def own_templates() -> Path:
    """The templates that came with the package: in the wheel, or beside the source."""
    package = Path(str(files("timeline")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def source(environment: Environment, name: str) -> str:
    """A file among the templates, as it stands."""
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def script(environment: Environment, entry: str) -> str:
    """The module `entry` of `script/` with all that it imports, as one script."""
    return joined(entry, lambda name: source(environment, f"script/{name}.js"))


# What the expressions of a template can raise, besides Jinja's own errors.
_TEMPLATE_FAULTS = (
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
)


@contextmanager
def template_faults(environment: Environment, known: Iterable[str] = ()) -> Iterator[None]:
    """Raises BadTemplate, which says where, for what goes wrong in a template.

    `known` are the names that it may use.
    """
    try:
        yield
    except _TEMPLATE_FAULTS as error:
        raise BadTemplate(_template_fault(environment, error, known)) from error


def _template_fault(environment: Environment, error: Exception, known: Iterable[str]) -> str:
    """Where and what, as far as Jinja knows."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    what = str(error) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        what = no_template(environment, str(error.name or what))
    if isinstance(error, _UnknownName):
        what = _of_thing(error) or what
        what += _instead(error, known)
    if isinstance(error, UnknownPhrase):
        what = _of_phrase(error)
    # Jinja makes the frames of a traceback name the template's own lines.
    frames = traceback.extract_tb(error.__traceback__)
    own = (f for f in reversed(frames) if Path(f.filename).suffix not in {".py", ".pyx", ""})
    frame = next(own, None)
    return f"{frame.filename}:{frame.lineno}: {what}" if frame else f"a template: {what}"


def _of_thing(error: _UnknownName) -> str:
    """That a thing has no such name, in words of who writes the template."""
    kind = type(error.thing)
    if error.thing is missing or not error.name:
        return ""
    if isinstance(error.thing, BaseException) or not kind.__module__.startswith("timeline."):
        return f'there is no "{error.name}" in this'
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__.lstrip("_")).lower()
    return f'there is no "{error.name}" in this {words}'


def _of_phrase(error: UnknownPhrase) -> str:
    """That there is no such phrase, or that it wants a value."""
    if error.lacking:
        wanted = ", ".join(f"{name}=..." for name in error.lacking)
        return f'the phrase "{error.name}" needs more: phrase.say("{error.name}", {wanted})'
    near = closest(error.name, list(error.known))
    meant = f'did you mean "{near}"?' if near else f"there are {', '.join(error.known)}"
    return f'there is no phrase "{error.name}"; {meant}'


def _instead(error: _UnknownName, known: Iterable[str]) -> str:
    """Which name may be meant, else which there are."""
    names = sorted(known if error.thing is missing else _names(error.thing))
    near = closest(error.name or "", names)
    meant = f'; did you mean "{near}"?' if near else ""
    if not names or (near and error.thing is missing):
        return meant
    there = f"here are {', '.join(names[:_MOST_NAMES])}"
    return f"{meant} T{there}" if near else f"; t{there}"


def _names(thing: object) -> list[str]:
    """What a template may ask a thing for."""
    if isinstance(thing, Mapping):
        return [name for name in thing if isinstance(name, str)]
    kind = type(thing)
    fields = getattr(kind, "model_fields", None) or getattr(kind, "__dataclass_fields__", {})
    if not fields:
        return [str(name) for name in getattr(kind, "_fields", ())]
    reckoned = [
        name
        for each in kind.__mro__
        if each.__module__.startswith("timeline.")
        for name, value in vars(each).items()
        if isinstance(value, property | functools.cached_property)
    ]
    return [str(name) for name in (*fields, *reckoned) if not name.startswith("_")]
