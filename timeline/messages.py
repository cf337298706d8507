"""What all messages say in one way: how many things there are, and a text that is long."""

from timeline import segments


def counted(number: int, word: str) -> str:
    """A number of things: "1 lane", "2 lanes"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def events_counted(dated: int, undated: int = 0) -> str:
    """A number of events, and of those without a date: "12 events and 3 undated"."""
    events = counted(dated, "event")
    return f"{events} and {undated} undated" if undated else events


def shortened(text: str, most: int) -> str:
    """A text of so many characters at most; an ellipsis stands for what is cut off."""
    return text if len(text) <= most else f"{segments.cut(text, most - 1)}…"
