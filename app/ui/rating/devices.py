"""The rating devices of this counter: which are there now, which is used, which is the other."""

from collections.abc import Callable, Mapping

from app.ui.pad import Pad
from app.ui.rating.current import Current


class Devices:
    """`here` gives those that are there now by their source, the first is the usual one; `settle`
    writes what the citizen has pressed and the store had not taken, before a person ends the
    asking."""

    def __init__(
        self, here: Callable[[], Mapping[str, Pad]], settle: Callable[[], None] = lambda: None
    ) -> None:
        self.here = here
        self.settle = settle

    @property
    def usual(self) -> str:
        """The one that is asked with where nothing else is said; "" for none."""
        return next(iter(self.here()), "")

    def asked(self, current: Current) -> Pad | None:
        """The one that is asking or asked last, if it is still there."""
        return self.here().get(current.source)

    def other(self, current: Current) -> str:
        """The one that is not asking, or, while nobody is asked, not the usual one."""
        used = current.source if current.goes_on else self.usual
        return next((source for source in self.here() if source != used), "")
