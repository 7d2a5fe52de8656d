"""The profile files the tests read: the five shipped ones and the made-up sixth."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.domain.regime import Regime
from app.settings import regime_file
from app.settings.shipped import regime_files

SIXTH: Final = Path(__file__).parent / "profiles" / "sixth.toml"
FILES: Final[Mapping[str, bytes]] = MappingProxyType(
    {**regime_files(), "sixth": SIXTH.read_bytes()}
)
FIVE: Final = tuple(sorted(FILES.keys() - {"sixth"}))


@cache
def regime_of(name: str) -> Regime:
    """A profile, read once."""
    return regime_file.load(name, FILES[name])
