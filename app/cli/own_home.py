"""Which home a command means: the one that is named, or the user's own."""

from pathlib import Path

import platformdirs

from app.db.instance import Home


def home_of(named: Path | None) -> Home:
    """The home, not held. The user's own keeps its key in the keyring (decision 14)."""
    own = Path(platformdirs.user_data_dir("bandecheng", appauthor=False))
    return Home(named or own, in_keyring=named is None)
