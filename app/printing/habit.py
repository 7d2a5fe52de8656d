"""How one printer on one way is talked to: what it answers, and what proves a paper."""

from dataclasses import dataclass

from app.printing.profiles import Evidence, Fence, PrinterProfile, Status
from app.printing.transport import RECOVERY


@dataclass(frozen=True, slots=True)
class Habit:
    """Taken from the profile as far as the way carries it (see attach.py). Times in seconds.

    `evidence` is what a paper needs to be over without a person's word: E1 taken by the system,
    E2 the printer was well afterwards, E3 it said that it has printed. `fence_s` is the patience
    for that word while all is well, `hold_s` while somebody puts paper in or closes the cover.
    `lead` goes before a paper that follows a torn one.
    """

    status: Status = "none"
    fence: Fence = "none"
    evidence: Evidence = "E1"
    near_end: bool = False
    asb_off: bool = False
    answer_s: float = 1.0
    fence_s: float = 60.0
    hold_s: float = 600.0
    lead: bytes = RECOVERY


def habit_of(profile: PrinterProfile) -> Habit:
    """What a profile says of talking, for a way that carries both directions.

    The lead first fills the band of dots that a torn job may have left open, or the printer would
    take the begin of the next paper for its rest; outside of dots the zeros print nothing.
    """
    band = (profile.dots + 7) // 8 * profile.band_rows
    return Habit(
        profile.status, profile.fence, profile.evidence, profile.near_end, profile.asb_off,
        fence_s=profile.fence_s, lead=bytes(band) + RECOVERY,
    )  # fmt: skip
