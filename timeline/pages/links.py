"""Which links a page may have."""

from __future__ import annotations

SAFE_SCHEMES = ("http:", "https:", "mailto:")


def is_safe_link(url: str) -> bool:
    """Whether a link may stand in the page; the reader refuses others, but a model may hold them."""
    return url.strip().lower().startswith(SAFE_SCHEMES)
