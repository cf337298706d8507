"""Templates: found in the caller's folder or our own, and what goes wrong in them.

Ours come from `templates/` beside the package, or in it once installed.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from operator import itemgetter
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    select_autoescape,
)

from timeline.errors import BadTemplate
from timeline.layout.begin import SHOWN_FROM
from timeline.pages.bundle import joined


@functools.lru_cache(maxsize=4)
def environment_of(templates: Path | None) -> Environment:
    """The templates, those of the caller's folder before our own; one that is changed is read anew."""
    folders = [own_templates()] if templates is None else [templates, own_templates()]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=select_autoescape(default=True, disabled_extensions=("css",)),
        # A misspelt name in somebody's template is a fault, not an empty place in the page.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Which chart a column of so many rem shows, the narrowest first. The page's script is told
    # the same.
    environment.globals.update(stills=sorted(SHOWN_FROM.items(), key=itemgetter(1)))
    return environment


# What is compiled for a page and its embed, but for what is small.
_LARGE = ("index.html", "parts.html", "style.css", "embed.html", "embed.css")


def get_ready(templates: Path | None) -> None:
    """Compile templates that are filled in later, while something else is waited for.

    Raises BadTemplate.
    """
    environment = environment_of(templates)
    with template_faults():
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
def template_faults() -> Iterator[None]:
    """Raises BadTemplate, which says where, for what goes wrong in a template."""
    try:
        yield
    except _TEMPLATE_FAULTS as error:
        raise BadTemplate(_template_fault(error)) from error


def _template_fault(error: Exception) -> str:
    """Where and what, as far as Jinja knows."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if isinstance(error, TemplateNotFound):
        return f"{error.name}: there is no template of this name"
    what = str(error) or type(error).__name__
    # Jinja makes the frames of a traceback name the template's own lines.
    frames = traceback.extract_tb(error.__traceback__)
    own = (f for f in reversed(frames) if Path(f.filename).suffix in {".html", ".css"})
    frame = next(own, None)
    return f"{frame.filename}:{frame.lineno}: {what}" if frame else f"a template: {what}"
