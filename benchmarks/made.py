"""Timelines of any size, the same every time."""

from __future__ import annotations

DATES = (
    "{y}", "{y}-03", "{y}-03-31", "{d}X", "{y}/{z}", "{y}~", "{y}?", "[{y},{z}]", "[{y}..{z}]",
    "{y}/..", "{y}/", "{{{y},{z}}}",
)  # fmt: skip
LANES = ("politics", "people", "culture", "science", "places")


def toml(count: int, first: int = 1800, last: int = 2000) -> str:
    """A timeline of `count` events, every kind of date, spread evenly over five lanes."""
    parts = ['[timeline]\ntitle = "Made for measuring"\n']
    parts += [f'[[lanes]]\nid = "{lane}"\ntitle = "{lane.title()}"\n' for lane in LANES]
    parts.append('[[sources]]\nid = "book"\ntitle = "A book"\n')
    for number in range(count):
        year = first + number * (last - first) // count
        date = DATES[number * 7 % len(DATES)].format(y=year, z=year + 1 + number % 9, d=year // 10)
        parts.append(
            f'[[events]]\nid = "event-{number}"\ntitle = "The event of number {number}"\n'
            f'date = "{date}"\ntext = "What happened then, told in a sentence or two."\n'
            f'lane = "{LANES[number % 5]}"\nimportance = {number // 5 % 5 + 1}\n'
            f'sources = [{{ id = "book", locator = "p. {number}" }}]\n'
        )
    return "\n".join(parts)
