"""The played printer's window without a toolkit: what came out of it, its faults, what to do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol

from app.settings.words import Words
from app.ui.later import Run, later

FAULTS: Final = (
    "paper_out", "runs_out", "near_end", "cover_open", "cutter", "half_job", "slow", "silent",
    "refuses",
)  # fmt: skip
POWER: Final = "power"


class Sheet(NamedTuple):
    """A paper: `kind` is whole (cut off), torn (the power went) or hanging (not cut off yet)."""

    kind: str
    content: bytes


class Played(Protocol):
    """The printer as its window sees it (printing/played.PlayedPrinter)."""

    @property
    def faults(self) -> frozenset[str]:
        """What it has now."""

    def have(self, fault: str, *, on: bool) -> None:
        """Have a fault or no longer."""

    def power_cycle(self) -> None:
        """Off and on."""


class PrinterView(Protocol):
    """What the window shows."""

    def show_faults(self, faults: Sequence[tuple[str, str, str]], on: frozenset[str]) -> None:
        """All faults as (id, words, what follows), and those it has."""

    def follow_faults(self, on: frozenset[str]) -> None:
        """Those it has now: some come and go by themselves."""

    def show_lesson(self, title: str, sentence: str) -> None:
        """What the clerk will see now, and should do."""

    def show_place(self, words: str, *, is_first: bool, is_last: bool) -> None:
        """Which paper is seen, of how many."""

    def show_picture(self, png: bytes) -> None:
        """The paper; b"" for none."""


class PrinterPresenter:
    """Handlers of the window. `sheets()` are all papers in the order in which they came out,
    `draw(bytes)` makes a picture of one and is slow."""

    def __init__(
        self, words: Words, printer: Played, sheets: Callable[[], Sequence[Sheet]],
        draw: Callable[[bytes], bytes], run: Run,
    ) -> None:  # fmt: skip
        self.words = words
        self._printer, self._sheets, self._draw, self._run = printer, sheets, draw, run
        self._view: PrinterView
        self._all: tuple[Sheet, ...] = ()
        self._place = -1  # of the paper that is seen; the newest comes into sight by itself
        self._drawn: Sheet | None = None

    def attach(self, view: PrinterView) -> None:
        """Bind the window."""
        self._view = view

    def open(self) -> None:
        """Show everything."""
        words = self.words
        told = [(f, words(f"played.{f}"), words(f"played.{f}_means")) for f in FAULTS]
        self._view.show_faults(told, self._printer.faults)
        self._teach("")
        self._view.show_picture(b"")
        self._all, self._place, self._drawn = (), -1, None
        self._show()

    def on_tick(self) -> None:
        """Something may have come out, or a fault have changed by itself (the roll ran out)."""
        self._view.follow_faults(self._printer.faults)
        found = tuple(self._sheets())
        if found != self._all:
            self._all, self._place = found, len(found) - 1
            self._show()

    def on_fault(self, fault: str, *, on: bool) -> None:
        """A fault is switched on or off."""
        self._printer.have(fault, on=on)
        if fault == "paper_out" and not on:
            self._printer.have("runs_out", on=False)
        self._teach(fault if on else "")

    def on_power(self) -> None:
        """关机再开."""
        self._printer.power_cycle()
        self._teach(POWER)

    def on_turn(self, by: int) -> None:
        """The paper before or after the one that is seen."""
        self._place = min(max(0, self._place + by), len(self._all) - 1)
        self._show()

    def _teach(self, fault: str) -> None:
        """The lesson of a fault; of one that stands yet where this one went; else that all is
        well."""
        standing = [f for f in FAULTS if f in self._printer.faults]
        shown = fault or next(iter(standing), "")
        title = self.words(f"played.{shown}") if shown else self.words("played.well")
        self._view.show_lesson(title, self.words(f"played.{shown or 'well'}_lesson"))

    def _show(self) -> None:
        count = len(self._all)
        if not count:
            self._view.show_place(self.words("played.no_paper"), is_first=True, is_last=True)
            return
        sheet = self._all[self._place]
        key = f"played.{sheet.kind}"
        words = self.words("played.place", n=self._place + 1, count=count, kind=self.words(key))
        self._view.show_place(words, is_first=not self._place, is_last=self._place == count - 1)
        if sheet != self._drawn:
            self._drawn = sheet
            later(self._run, partial(self._draw, sheet.content), partial(self._seen, sheet))

    def _seen(self, sheet: Sheet, png: bytes) -> None:
        if sheet == self._drawn:
            self._view.show_picture(png)
