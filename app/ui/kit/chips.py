"""Chips: several of several (没办成的原因). And segments: one of two or three, side by side."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from app.ui.kit.boxes import emptied, row
from app.ui.kit.button import OnOffButton
from app.ui.kit.flow import FlowLayout
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice

BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
AHEAD = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class ChipGroup(QWidget):
    """Chips that wrap. Tab enters and leaves the group, arrows move in it, Space ticks."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice] = (), *, words: str = "") -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self, gap=8)
        self._chips: dict[str, OnOffButton] = {}
        self.show_choices(choices)

    def show_choices(self, choices: Iterable[Choice]) -> None:
        """Show these chips, none of them ticked."""
        emptied(self._flow)
        self._chips = {choice.id: self._chip(choice) for choice in choices}
        if self._chips:
            self._enter_at(next(iter(self._chips.values())))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all, in their order."""
        return tuple(self._chips)

    def chosen(self) -> tuple[str, ...]:
        """The ids of the ticked chips, in their order."""
        return tuple(i for i, chip in self._chips.items() if chip.isChecked())

    def choose(self, ids: Iterable[str]) -> None:
        """Tick these and no others; `changed` is not told."""
        wanted = set(ids)
        for name, chip in self._chips.items():
            chip.blockSignals(True)
            chip.setChecked(name in wanted)
            chip.blockSignals(False)
            self._tick(chip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch what happens to others."""
        if isinstance(watched, OnOffButton):
            if event.type() == QEvent.Type.FocusIn:
                self._enter_at(watched)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._step(watched, event.key())
        return super().eventFilter(watched, event)

    def _chip(self, choice: Choice) -> OnOffButton:
        chip = OnOffButton(choice.title, keys=choice.key)
        chip.setProperty("chip", True)
        chip.setProperty("btn", "chip")
        chip.installEventFilter(self)
        chip.toggled.connect(lambda: self._toggled(chip))
        self._flow.addWidget(chip)
        return chip

    def _toggled(self, chip: OnOffButton) -> None:
        self._tick(chip)
        self.changed.emit()

    def _tick(self, chip: OnOffButton) -> None:
        chip.icon_name = "check" if chip.isChecked() else ""
        chip.updateGeometry()

    def _enter_at(self, entry: OnOffButton) -> None:
        for chip in self._chips.values():
            stop = Qt.FocusPolicy.StrongFocus if chip is entry else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(stop)
        self.setFocusProxy(entry)

    def _step(self, chip: OnOffButton, key: int) -> bool:
        if key not in BACK + AHEAD:
            return False
        chips = list(self._chips.values())
        place = chips.index(chip) + (1 if key in AHEAD else -1)
        chips[place % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
        return True


class Segmented(QWidget):
    """One of a few, side by side (个人, 企业). Arrows move the choice."""

    chosen_id = Signal(str)

    def __init__(
        self, choices: Sequence[Choice], *, words: str = "", least: int = 0, soft: bool = False,
        blank: bool = False,
    ) -> None:  # fmt: skip
        """`least` is the width of a segment in px; `soft` is lower and paler, for filters; with
        `blank` none is on at first, so that nobody answers unasked."""
        super().__init__()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._ids = [choice.id for choice in choices]
        box = row(gap=0)
        for place, choice in enumerate(choices):
            button = OnOffButton(choice.title, keys=choice.key)
            first, last = place == 0, place == len(choices) - 1
            place_of = "only" if first and last else "first" if first else "last" if last else "mid"
            button.setProperty("seg", place_of)
            button.setProperty("btn", "chip")
            button.setProperty("soft", soft)
            button.setMinimumWidth(theme().px(least))
            button.setAutoExclusive(True)  # one of several, for a screen reader too
            self._group.addButton(button, place)
            box.addWidget(button)
        self.setLayout(box)
        self._group.button(0).setChecked(not blank)
        self._group.idClicked.connect(lambda place: self.chosen_id.emit(self._ids[place]))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all, in their order."""
        return tuple(self._ids)

    def chosen(self) -> str:
        """The id that is on; "" while none is."""
        buttons = zip(self._ids, self._group.buttons(), strict=True)
        return next((name for name, button in buttons if button.isChecked()), "")

    def choose(self, choice: str) -> None:
        """Turn one on without telling; "" turns all off."""
        self._group.setExclusive(bool(choice))
        for name, button in zip(self._ids, self._group.buttons(), strict=True):
            button.setAutoExclusive(bool(choice))
            if not choice or name == choice:
                button.setChecked(bool(choice))
            button.setAutoExclusive(True)
        self._group.setExclusive(True)
