"""Draw the way of the data in docs/house.md from what the modules import."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.house import PLAN, with_picture

PLAN.write_text(with_picture(), "utf-8")
