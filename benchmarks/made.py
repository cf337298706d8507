"""Timelines of any size, the same every time."""

from __future__ import annotations

from random import Random

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


KINDS = ("even", "clustered", "one-day", "same-day")
_FIRST, _LAST = 1800, 2000
_BURSTS = ((1848.1, 0.5), (1871.2, 1.0), (1914.5, 3.0), (1968.3, 1.5))  # from when, years
_IN_BURSTS = 0.7
_ON_ONE_DAY = 1 / 3
_HEADS = (
    "treaty", "congress", "siege", "opening", "founding", "trial", "flight", "return",
    "march", "election", "strike", "letter", "discovery", "exhibition", "census", "patent",
    "coronation", "funeral", "harvest", "railway", "observatory", "lecture",
)  # fmt: skip
_PLACES = (
    "Vienna", "Lisbon", "Åbo", "Gdansk", "Kyoto", "Lima", "Cairo", "Edinburgh",
    "Montevideo", "Tbilisi", "Antwerp", "Saint-Louis", "Rotterdam", "Valparaíso",
    "Ljubljana", "Constantinople",
)  # fmt: skip
_REST = (
    "of", "the", "second", "commission", "on", "inland", "waterways", "and", "their",
    "upkeep", "signed", "by", "nine", "delegates", "after", "a", "long", "winter", "of",
    "quarrels", "over", "tolls", "bridges", "and", "the", "price", "of", "grain",
)  # fmt: skip


def spread(kind: str, count: int) -> str:
    """A timeline of `count` events in five lanes over two centuries, by how they lie in time.

    "even" and "clustered" (most events in four bursts) have dates of every kind, and a
    bar of decades now and then; "one-day" dates each to a day of its own, "same-day" a
    third of them to one and the same. Titles have 3 to 12 words.
    """
    draw = Random(f"{kind} {count}")
    parts = [f'[timeline]\ntitle = "Spread: {kind}"\n']
    parts += [f'[[lanes]]\nid = "{lane}"\ntitle = "{lane.title()}"\n' for lane in LANES]
    for number in range(count):
        year = _FIRST + (number + 0.5) * (_LAST - _FIRST) / count
        parts.append(
            f'[[events]]\nid = "event-{number}"\ntitle = "{_title(draw)}"\n'
            f'date = "{_date(draw, kind, number, year)}"\n'
            f'lane = "{draw.choice(LANES)}"\nimportance = {draw.choice((1, 2, 3, 3, 4, 5))}\n'
        )
    return "\n".join(parts)


def _title(draw: Random) -> str:
    words = draw.randint(3, 12)
    start = draw.randrange(len(_REST))
    rest = (_REST * 2)[start : start + words - 2]
    return " ".join([draw.choice(_HEADS).title(), *rest, draw.choice(_PLACES)])


def _date(draw: Random, kind: str, number: int, year: float) -> str:
    if kind == "same-day" and number % round(1 / _ON_ONE_DAY) == 0:
        return "1918-11-11"
    if kind in ("one-day", "same-day"):
        return _day(year)
    if draw.random() < 1 / 15:
        return f"{int(year)}/{int(year) + draw.randint(10, 45)}"
    if kind == "clustered" and draw.random() < _IN_BURSTS:
        start, length = draw.choice(_BURSTS)
        day = _day(start + draw.random() * length)
        return draw.choice((day, day, day, day[:7], day[:7], day[:4], f"{day[:7]}~", f"{day}~"))
    if draw.random() < 0.4:
        day = _day(year)
        return draw.choice((day, day[:7], f"{day[:7]}~"))
    date = draw.choice(DATES)
    return date.format(y=int(year), z=int(year) + 1 + draw.randrange(9), d=int(year) // 10)


def _day(year: float) -> str:
    """The day of a year's share: of 1848.5 one in July."""
    share = int(year % 1 * 360)
    return f"{int(year)}-{share // 30 + 1:02}-{share % 30 % 28 + 1:02}"
