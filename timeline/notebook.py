"""A timeline as notebooks have it: it shows itself, without a network."""

from __future__ import annotations

from html import escape

from timeline import model, site
from timeline.errors import NothingToDraw
from timeline.pages.edition import Edition
from timeline.pages.page import page
from timeline.pages.pictured import Where

_HEIGHT = 720  # px of the frame; whoever looks can pull it higher


class Timeline(model.Timeline):
    """A whole timeline, as its file says: frozen, and shown by a notebook as its page."""

    def _repr_html_(self) -> str | None:
        """The page in a frame that holds all of it; None, for the short text, if there is no axis."""
        try:
            return Page(
                page(Edition(self, gallery=site.pictured(self, Where.EMBED)), site.charts(self)),
                self.header.title,
            )._repr_html_()
        except NothingToDraw:
            return None


class Page(str):
    """A page as text, which a notebook shows in a frame that holds all of it."""

    _title: str

    def __new__(cls, html: str, title: str) -> Page:
        """The text, and what the frame is called for who does not see it."""
        made = super().__new__(cls, html)
        made._title = title
        return made

    def _repr_html_(self) -> str:
        style = f"width: 100%; height: {_HEIGHT}px; border: 1px solid #8888; resize: vertical"
        return f'<iframe srcdoc="{escape(self)}" title="{escape(self._title)}" style="{style}"></iframe>'


def shown(timeline: model.Timeline) -> Timeline:
    """The same timeline, for a notebook to show."""
    fields = {name: getattr(timeline, name) for name in type(timeline).model_fields}
    return Timeline.model_construct(**fields)
