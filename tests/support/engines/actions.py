"""Keys and pointers as both WebDriver protocols write them: https://www.w3.org/TR/webdriver2/#actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Actions = list[dict[str, Any]]

# What keys without a letter are called there.
_KEYS = {
    "Backspace": "\ue003", "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008",
    "Control": "\ue009", "Alt": "\ue00a", "Escape": "\ue00c", "PageUp": "\ue00e",
    "PageDown": "\ue00f", "End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Delete": "\ue017",
}  # fmt: skip


def key_actions(keys: Sequence[str]) -> Actions:
    """Keys pressed together."""
    values = [_KEYS.get(key, key) for key in keys]
    steps = [{"type": "keyDown", "value": value} for value in values]
    steps += [{"type": "keyUp", "value": value} for value in reversed(values)]
    return [{"type": "key", "id": "keyboard", "actions": steps}]


def pointer_actions(path: Sequence[tuple[float, float]], *, pressed: bool) -> Actions:
    """A mouse moved along a path in the window, with its button down from the first point on."""
    moves = [{"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y)} for x, y in path]
    if pressed:
        moves.insert(1, {"type": "pointerDown", "button": 0})
        moves.append({"type": "pointerUp", "button": 0})
    mouse = {"pointerType": "mouse"}
    return [{"type": "pointer", "id": "mouse", "parameters": mouse, "actions": moves}]
