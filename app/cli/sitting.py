"""Which counter sits behind the window."""

from pathlib import Path
from typing import NamedTuple


class Sitting(NamedTuple):
    """Which counter is opened: the real one of a folder, or the training one inside it.

    `regime` are the bytes of the profile that the real one follows, b"" where it is not known.
    """

    folder: Path
    in_keyring: bool
    training: bool = False
    regime: bytes = b""
