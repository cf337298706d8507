"""Ratios of running times, told in a table."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was compared, the best time of each in seconds, and the most it may be."""

    what: str
    ours: float
    floor: float
    limit: float

    @property
    def value(self) -> float:
        """Ours over the floor."""
        return self.ours / self.floor


def compare(
    what: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    limit: float,
    runs: int = 25,
) -> Ratio:
    """The best of several runs of each, taken in turn, so that noise falls on both."""
    best = [float("inf"), float("inf")]
    for _ in range(runs):
        for place, work in enumerate((ours, floor)):
            started = time.perf_counter()
            work()
            best[place] = min(best[place], time.perf_counter() - started)
    return Ratio(what, best[0], best[1], limit)


def process(*arguments: str, folder: Path | None = None) -> Callable[[], object]:
    """Runs Python in a process of its own."""
    return lambda: subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, cwd=folder
    )


# Run by a process that holds next to nothing: what its child's peak is measured
# against includes what the parent holds when the child is born.
_PEAK = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run([sys.executable, *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(*arguments: str) -> tuple[float, float]:
    """Run Python once in a process of its own: seconds it took, megabytes at its peak."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, *arguments], check=True, capture_output=True, text=True
    )
    seconds, size = done.stdout.split()
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return float(seconds), float(size) * unit / 1e6


def tell(ratios: list[Ratio]) -> int:
    """Print the ratios; 1 if one is over its limit."""
    for ratio in ratios:
        verdict = "ok" if ratio.value <= ratio.limit else "OVER"
        print(
            f"{ratio.what:58} {ratio.ours * 1000:8.0f} ms {ratio.floor * 1000:8.0f} ms"
            f" {ratio.value:6.2f} (at most {ratio.limit:g}) {verdict}"
        )
    return int(any(ratio.value > ratio.limit for ratio in ratios))
