"""Write tests/data/marks.txt: what each event of docs/marks.toml is drawn as."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.marks import DRAWN, drawn_sheet

DRAWN.write_text(drawn_sheet(), "utf-8")
