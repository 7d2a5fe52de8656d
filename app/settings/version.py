"""The program's version, as pyproject.toml has it; backups and logs name it."""

from typing import Final

VERSION: Final = "0.1.0"
