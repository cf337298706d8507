"""`timeline validate` against its floors."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from made import toml
from ratios import compare, process, tell

HERE = Path(__file__).parent
# pydantic loads most of itself when the first model is made, not when it is imported.
FLOOR = "import click; from pydantic import BaseModel; type('M', (BaseModel,), {})"


def main() -> int:
    """Measure and tell."""
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "big.toml"
        big.write_text(toml(2000), "utf-8")
        return tell(
            [
                compare(
                    "validate, shipped file, against importing click, pydantic",
                    process("-m", "timeline", "validate", str(HERE.parent / "events.toml")),
                    process("-c", FLOOR),
                    1.3,
                ),
                compare(
                    "validate, 2,000 events, against tomli and pydantic",
                    process("-m", "timeline", "validate", str(big)),
                    process(str(HERE / "floor_validate.py"), str(big)),
                    1.5,
                ),
            ]
        )


if __name__ == "__main__":
    sys.exit(main())
