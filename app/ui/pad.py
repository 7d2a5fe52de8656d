"""A rating device as the window sees it: the pad on its line, or the citizen's screen."""

from typing import Protocol


class Pad(Protocol):
    """A rating device, pad or screen, as the page commands it; its answers come by a listener."""

    name: str
    sha256: str

    def ask(self, ask_id: str) -> None:
        """Light up for an asking."""

    def repeat(self) -> None:
        """Prompt once more."""

    def cancel(self) -> None:
        """Stop asking."""

    def acknowledge(self, ask_id: str) -> None:
        """The press is committed: thank the citizen."""
