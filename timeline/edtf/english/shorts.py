"""Dates whose last part is cut short, and may be either of two: 1904–05, 1903-05–07."""

from __future__ import annotations

from timeline.edtf.english.units import Doubts, Unit


def short_end(year: str, end: str, doubts: Doubts, *, slash: bool) -> list[Unit]:
    """1977–83; where it may be a month, as in 1904–05, that too."""
    last = year[: -len(end)] + end
    if (int(year) + 1) % 100 == int(end) == 0:
        last = str(int(year) + 1)  # 1999–00
    years = [f"{year}/{last}", *([f"[{year},{last}]"] if slash else [])]
    texts = years if last > year else []
    if 1 <= int(end) <= 12:
        texts.append(f"{year}-{int(end):02}")
    return doubts.sift(Unit(text=text) for text in texts)


def short_month(month: str, last: int, doubts: Doubts) -> list[Unit]:
    """1903-05–07, where the last may be a month or a day."""
    year = month[:4]
    texts = [f"{month}/{year}-{last:02}"] if last > int(month[5:]) else []
    return doubts.sift(Unit(text=text) for text in [*texts, f"{month}-{last:02}"])
