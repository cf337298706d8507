"""What a page lets in: a Content-Security-Policy (W3C, CSP Level 3) of hashes.

A timeline holds other people's words. Should any of them ever come into a page as
markup, the policy still lets no script of theirs run and nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence


def policy(
    styles: Sequence[str],
    scripts: Sequence[str],
    *,
    connects: bool = False,
    has_images_beside: bool = False,
) -> str:
    """A policy under which only these style sheets and scripts apply.

    Nothing is asked for, unless the page `connects` to where it came from, or has images in
    files beside it.
    """
    images = "data: 'self'" if has_images_beside else "data:"
    # Hashes, not 'self': a page opened as a file has an origin that equals no other, and a
    # nonce would be the same at each visit. They count the bytes between the tags: an element
    # must hold its text just as it was hashed. Without 'unsafe-eval', so that Vega evaluates
    # its expressions with an interpreter (`timeline/runtime`); without 'unsafe-inline', so
    # that no element has a style attribute.
    return ("connect-src 'self'; " if connects else "") + (
        f"default-src 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}; "
        f"font-src data:; img-src {images}; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Sequence[str]) -> str:
    digests = [hashlib.sha256(text.encode()).digest() for text in texts if text]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
