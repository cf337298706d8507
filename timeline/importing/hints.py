"""What a person could choose to have a file read otherwise, as data within a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Value = str | int | bool | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choose:
    """A field of `Choices`, or "kind" for the format, and the values to choose from.

    Without `meant` it is the field that is spoken of, not a value of it. A value of
    "columns" is a column and its key. With `free` whoever chooses fills in a name: the
    column of such a pair, or where there is no value, the value.
    """

    field: str
    meant: tuple[Value, ...] = ()
    free: bool = False

    def __str__(self) -> str:
        """The choice as Python has it."""
        return " or ".join(f"{self.field}={each!r}" for each in self.meant) or self.field


Spell = Callable[[Choose], str]  # how a choice is made where the sentence is read


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence, or a part of one, that names choices; each has its own place in it."""

    parts: tuple[str | Choose, ...]

    def spelled(self, spell: Spell) -> str:
        """The sentence, with each choice as it is made."""
        return "".join(part if isinstance(part, str) else spell(part) for part in self.parts)

    def __str__(self) -> str:
        return self.spelled(str)


def hint(*parts: str | Choose) -> Hint:
    """A sentence of these parts."""
    return Hint(parts)


def spelled(text: str | Hint, spell: Spell) -> str:
    """A sentence that may name choices, with each as it is made."""
    return text if isinstance(text, str) else text.spelled(spell)
