"""Sentences are for people: nothing but what is told depends on how a fault is worded."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.wordless import TESTS


def outcomes(*arguments: str) -> list[str]:
    """What comes of every bad input in the tables, a line each."""
    path = os.pathsep.join((str(TESTS), str(TESTS.parent)))
    command = [sys.executable, "-m", "support.wordless", *arguments]
    run = subprocess.run(
        command, capture_output=True, check=True, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    return run.stdout.splitlines()


@pytest.mark.slow
def test_no_sentence_is_read_back() -> None:
    """With codes for sentences: the same places, codes, alternatives, prompts, exits and files."""
    worded, wordless = outcomes(), outcomes("--wordless")

    assert len(worded) > 1200
    assert worded == wordless
