"""Where the dates are from, in one line below a chart."""

from __future__ import annotations

from dataclasses import dataclass

from timeline import wording
from timeline.model import Timeline
from timeline.model.addresses import is_safe_link
from timeline.wording import credit

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The works that events cite: one in full, several by who made them.

    `more` works are by none of these; `url` is the address of the one work, empty if there
    are several or a page may not link to it. `worked_out` if some dates follow from others.
    """

    count: int
    names: tuple[str, ...]
    more: int
    url: str
    worked_out: bool = False

    @property
    def said(self) -> str:
        """The name of the phrase that says how dates are drawn."""
        return "as-follows" if self.worked_out else "as-sources-say"

    def words(self, lang: str) -> str:
        """The line as plain text, without its stop."""
        named = wording.phrase(
            "credit-sources", lang, count=self.count, works="; ".join(self.names)
        )
        if not self.more:
            return named
        return f"{named}; {wording.phrase('credit-more', lang, count=self.more)}"


def cited(timeline: Timeline) -> Cited | None:
    """The works a timeline cites; None if it cites none."""
    works = credit.cited_works(timeline)
    if not works:
        return None
    worked_out = any(event.derived for event in timeline.events)
    if len(works) == 1:
        url, named = works[0].url if is_safe_link(works[0].url) else "", credit.works(timeline)
        return Cited(count=1, names=named, more=0, url=url, worked_out=worked_out)
    makers = credit.makers(timeline)
    named = makers[:_MOST_NAMED]
    more = len(makers) - len(named)
    return Cited(count=len(works), names=named, more=more, url="", worked_out=worked_out)
