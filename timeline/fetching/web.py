"""The web as it is asked here."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.fetching import commons
from timeline.fetching.getting import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How far each fetch may go, and where Wikimedia Commons is asked."""

    limits: Limits = field(default_factory=Limits)
    commons: str = commons.API
