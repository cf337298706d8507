"""A timeline and its pictures to one HTML page that needs nothing else.

The page makes no request and can be read without its script; its
Content-Security-Policy lets in only its own style sheet and scripts, by hash.
Templates come from `templates/` beside the package, or in it once installed; a
folder given by the caller goes first.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

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
from markupsafe import Markup

from timeline import wording
from timeline.drawing.pictures import Picture, css_colours, font_faces
from timeline.errors import BadTemplate
from timeline.layout.theme import LIGHT, SIZES
from timeline.model import Timeline
from timeline.pages import bundle, head, licences, long_lists, paper
from timeline.pages.entries import Entry, Note, entries, markdown, when
from timeline.pages.live import Live, drawn_characters


def page(
    timeline: Timeline,
    pictures: Mapping[str, Picture],
    *,
    data: bytes = b"",
    downloads: Mapping[str, str] = MappingProxyType({}),
    templates: Path | None = None,
    live: Live | None = None,
    preview: Mapping[str, Any] | None = None,
    fonts: Callable[[], str] | None = None,
    embed_code: str = "",
    total: int | None = None,
) -> str:
    """The page as HTML text.

    `pictures` are the layouts by name, "wide" and "medium"; the page shows the
    one its width suits. `data` is the file the timeline was read from, offered
    for download, as are `downloads`: names to relative addresses. `templates`
    is a folder whose files replace those of the same name; `live` makes the
    chart one to explore; `preview` lets it follow `timeline serve`, whose
    facts it holds; `fonts` gives the `font_faces` of all that may be drawn,
    where they are begun already; `embed_code` is the element that shows the
    embed beside the page in other sites, by a relative address if the page's own
    is not known; `total` is how many events there are where the timeline is a
    part of them. Raises BadTemplate.
    """
    environment = environment_of(templates)
    lang = timeline.header.lang
    more = drawn_characters(timeline) if live else ""
    told, notes = entries(timeline)
    context = {
        "timeline": timeline,
        "header": timeline.header,
        "direction": wording.direction(lang),
        "description": markdown(timeline.header.description),
        "head": head.head(timeline),
        "licence": licences.linked(timeline.header.licence),
        "entries": told,
        "notes": notes,
        "stretches": long_lists.stretches,
        "index": long_lists.index([entry.event for entry in told], lang),
        "charts": {
            name: Markup(picture.inline(f"{name[0].upper()}-"))  # noqa: S704 - serialised XML
            for name, picture in pictures.items()
        },
        "downloads": {name: quote(address) for name, address in downloads.items()},
        "data_url": _data_url(data) if data else "",
        "embed_code": embed_code,
        "total": len(timeline.events) if total is None else total,
        "periods": [(period.title, when(period.date, timeline)) for period in timeline.periods],
        "phrase": lambda name, **values: wording.phrase(name, lang, **values),
        "words": wording.script_words(lang),
    }
    with template_faults():
        style = environment.get_template("style.css").render(
            colours=css_colours(),
            fonts=fonts() if fonts else font_faces(characters(pictures, more)),
            lanes=range(len(LIGHT.lanes)),
            long_lists=_long_lists(told, notes),
            sheets=paper.sheets(
                {name: picture.layout for name, picture in pictures.items()},
                timeline.header.description,
            ),
            preview=preview is not None,
        )
        script = bundle.joined("main", lambda name: source(environment, f"script/{name}.js"))
        runtime = live.runtime if live else ""
        follower = ""
        if preview is not None:
            follower = bundle.joined("preview", lambda n: source(environment, f"script/{n}.js"))
        return environment.get_template("index.html").render(
            context,
            style=Markup(style),  # noqa: S704 - made of our own colours and glyphs
            script=Markup(script),  # noqa: S704 - from the templates
            runtime=Markup(runtime),  # noqa: S704 - our own
            live=Markup(live.json) if live else "",  # noqa: S704 - escaped where it is made
            preview=preview,
            follower=Markup(follower),  # noqa: S704 - from the templates
            policy=policy([style], [script, runtime, follower], connects=preview is not None),
        )


def source(environment: Environment, name: str) -> str:
    """A file among the templates, as it stands."""
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


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


@functools.lru_cache(maxsize=4)
def environment_of(templates: Path | None) -> Environment:
    """The templates, those of the caller's folder before our own; one that is changed is read anew."""
    folders = [own_templates()] if templates is None else [templates, own_templates()]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=select_autoescape(default=True, disabled_extensions=("css",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Of a column: which chart it shows. The page's script is told the same.
    environment.globals.update(wide_from=SIZES.wide_from, medium_from=SIZES.medium_from)
    return environment


def own_templates() -> Path:
    """The templates that came with the package: in the wheel, or beside the source."""
    package = Path(str(files("timeline")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _long_lists(entries: Sequence[Entry], notes: Sequence[Note]) -> dict[str, long_lists.Height]:
    """The height of a stretch of each list that is long, by its class."""
    heights = {}
    if len(long_lists.stretches(entries)) > 1:
        heights["events"] = long_lists.entries_height([entry.event for entry in entries])
    if len(long_lists.stretches(notes)) > 1:
        heights["notes"] = long_lists.notes_height([note.text for note in notes])
    return heights


def characters(pictures: Mapping[str, Picture], more: str = "") -> dict[bool, str]:
    """The characters drawn in any of the pictures, by whether they are bold; and `more`, plain."""
    drawn: dict[bool, set[str]] = {False: set(more), True: set()}
    for picture in pictures.values():
        for bold, text in picture.texts().items():
            drawn[bold] |= set(text)
    return {bold: "".join(sorted(used)) for bold, used in drawn.items()}


def policy(styles: Sequence[str], scripts: Sequence[str], *, connects: bool = False) -> str:
    """A Content-Security-Policy under which only these style sheets and scripts apply.

    Nothing is asked for, unless the page `connects` to where it came from.
    """
    return ("connect-src 'self'; " if connects else "") + (
        f"default-src 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Sequence[str]) -> str:
    digests = [hashlib.sha256(text.encode()).digest() for text in texts if text]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _data_url(data: bytes) -> str:
    return "data:application/toml;base64," + base64.b64encode(data).decode()
