"""Where the program's own files lie."""

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).parent.parent.parent / "resources"
