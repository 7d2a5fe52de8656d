"""A pad that is chosen and cannot serve: it says why, and no citizen waits for it."""

from collections.abc import Callable

from app.devices.worker import AskLost, HealthChanged


class UnfitPad:
    """Stands where a worker would. `code` is why (shelf.Unfit), with words as `device.<code>`."""

    def __init__(self, name: str, sha256: str, code: str, post: Callable[[object], None]) -> None:
        self.name, self.sha256, self.code = name, sha256, code
        self._post = post

    def start(self) -> None:
        """Say why."""
        self._post(HealthChanged("lost", self.code))

    def stop(self) -> None:
        """Nothing goes on."""

    def ask(self, ask_id: str) -> None:
        """Nobody can press."""
        self._post(AskLost(ask_id, self.code))

    def repeat(self) -> None:
        """Nobody is asked."""

    def cancel(self) -> None:
        """Nobody is asked."""

    def acknowledge(self, ask_id: str) -> None:
        """There is no press."""
