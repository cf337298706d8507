"""Write docs/keys/*.svg: what each key does to the picture, from the examples of docs/picture.md."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.keys import pictures  # noqa: E402

for file, drawn in pictures():
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(drawn)
