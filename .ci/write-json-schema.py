"""Write docs/timeline.schema.json from the models."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.json_schema import json_schema  # noqa: E402

(ROOT / "docs" / "timeline.schema.json").write_text(json_schema(), "utf-8")
