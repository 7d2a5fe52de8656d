"""Acts of keeping the log itself: a store that came back from a backup says so first."""

from typing import ClassVar

from app.domain.acts.desk import DeskAct


class Restored(DeskAct, frozen=True, kw_only=True, omit_defaults=True):
    """恢复: this terminal goes on from a backup under a new name.

    The log it continues ends at `seq` and `hash` of `origin`; `made` is when that backup was made,
    in seconds. What was written after it elsewhere never shares a number with what comes now.
    """

    NAME: ClassVar[str] = "restore"

    origin: str
    seq: int
    hash: str
    made: int
