"""When events can have been, by what their dates and their reasons say together.

What is asked is a simple temporal network with gaps: each event has a start and an end,
each with the earliest and the latest day that follows from all that is stated.
"""

from __future__ import annotations

from timeline.chronology.network import ReasonAt, is_whole
from timeline.chronology.solving import Chronology, Contradiction, solve
from timeline.chronology.whole import reasoned

__all__ = ["Chronology", "Contradiction", "ReasonAt", "is_whole", "reasoned", "solve"]
