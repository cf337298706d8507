"""Write docs/commands.md from the commands' own help texts."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.commands import help_texts  # noqa: E402

(ROOT / "docs" / "commands.md").write_text(help_texts(), "utf-8")
