"""A block of fields made of asks: text, choices, dates and times, read back as plain values."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.clock import ZONE
from app.ui.kit.boxes import grid, lay_abreast, tab_through
from app.ui.kit.chips import ChipGroup, Segmented
from app.ui.kit.field import Field, show_errors
from app.ui.kit.inputs import Select, TextEdit
from app.ui.kit.theme import theme
from app.ui.kit.values import Ask, Choice

MOST = 9_999
SIDE_BY_SIDE = 5  # more choices, or longer words, stand in a list
LONGEST = 8
MANY: Final = 6  # more fields than these stand two abreast, so that little of them scrolls
ALONE: Final = frozenset({"long", "many", "departments", "pictures"})  # as wide as the form
FREE: Final = frozenset({"text", "department", "centre", "person"})  # as wide as there is room
HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {"time": "例如 16:20，或 3-11 16:20", "date": "例如 3-11，或 2026-03-11"}
)
FAULTS: Final[Mapping[str, str]] = MappingProxyType({**HINTS, "number": "请填数字"})
Lists = Mapping[str, Sequence[tuple[str, str]]]


class AskBlock(QWidget):
    """The fields of a form. `lists` fill choices by kind (department, category, person …);
    `abreast` is how many stand side by side, a long one always alone; `lead` is a field of the
    page's own that stands before them, the wider one."""

    changed = Signal()
    fitted = Signal()  # there are more or fewer fields now

    def __init__(
        self, asks: Sequence[Ask], lists: Lists, today: date, *, abreast: int = 1,
        lead: Field | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._abreast, self._lead = abreast, lead
        self._asks: tuple[Ask, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._laid: tuple[Ask, ...] = ()
        self._inputs: dict[str, QWidget] = {}
        self._fields: dict[str, Field] = {}
        self._grid = grid(abreast)
        if lead is not None:
            self._grid.setColumnStretch(0, 3)
            self._grid.setColumnStretch(1, 2)
        self.setLayout(self._grid)
        self.ask(asks, lists, today)

    def ask(self, asks: Sequence[Ask], lists: Lists, today: date) -> None:
        """These fields, all of them empty."""
        self._asks, self._today, self._hidden = tuple(asks), today, frozenset()
        for old in self._fields.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._inputs = {ask.name: _input(ask, lists) for ask in asks}
        self._fields = {
            a.name: Field(a.words, self._inputs[a.name], hint=a.hint or HINTS.get(a.kind, ""))
            for a in asks
        }
        for made in self._inputs.values():
            for name in ("textChanged", "chosen_id", "changed"):
                if told := getattr(made, name, None):
                    told.connect(lambda *_: self._tell())
        self._lay()

    def _tell(self) -> None:
        self._fit()
        self.changed.emit()

    @property
    def inputs(self) -> dict[str, QWidget]:
        """The inputs that are shown now, by the names of their asks."""
        return {ask.name: self._inputs[ask.name] for ask in self._shown()}

    def leave_out(self, names: Collection[str]) -> None:
        """Hide these and show all others: what was typed into them is kept, and not read."""
        self._hidden = frozenset(names)
        self._fit()

    def _fit(self) -> None:
        if self._laid != tuple(self._shown()):
            self._lay()
            self.fitted.emit()

    def _shown(self) -> Iterator[Ask]:
        return (a for a in self._asks if a.name not in self._hidden and self._is_due(a))

    def _is_due(self, ask: Ask) -> bool:
        name, wanted = ask.only
        return name not in self._inputs or text_of(self._inputs[name]) == wanted

    def _lay(self) -> None:
        """Row by row; the cursor goes the same way."""
        self._laid = tuple(self._shown())
        shown = {a.name: a.kind for a in self._laid}
        placed = [(self._fields[n], k in ALONE, k in FREE) for n, k in shown.items()]
        if self._lead is not None:
            placed.insert(0, (self._lead, False, True))
        for field in (*self._fields.values(), *(f for f, _, _ in placed)):
            self._grid.removeWidget(field)
        lay_abreast(self._grid, placed, self._abreast)
        for name, field in self._fields.items():
            field.setVisible(name in shown)
        if placed:
            tab_through(*(field for field, _, _ in placed))

    def texts(self) -> dict[str, str]:
        """What stands in the fields, exactly as typed."""
        return {ask.name: text_of(self._inputs[ask.name]) for ask in self._shown()}

    def fill(self, known: Mapping[str, str]) -> None:
        """Put in what is known beforehand."""
        for name, text in known.items():
            if name in self._inputs:
                fill(self._inputs[name], text)
        self._tell()

    def values(self) -> dict[str, object] | None:
        """What stands in the fields; None, said beside them, where one cannot be read."""
        found: dict[str, object] = {}
        bad: dict[str, str] = {}
        for ask in self._shown():
            try:
                found[ask.name] = _value(ask, text_of(self._inputs[ask.name]), self._today)
            except ValueError:
                bad[ask.name] = FAULTS[ask.kind]
        show_errors((field, bad.get(name, "")) for name, field in self._fields.items())
        return None if bad else found

    def show_faults(self, faults: Mapping[str, str]) -> dict[str, str]:
        """Sentences beside the fields; those that belong to none of them come back."""
        show_errors((field, faults.get(name, "")) for name, field in self._fields.items())
        return {k: v for k, v in faults.items() if k not in self._fields}


def width_for(asks: int) -> tuple[int, int]:
    """How wide a dialog of so many fields is, in px at 100 %, and how many stand abreast."""
    return (800, 2) if asks > MANY else (560, 1)


def _input(ask: Ask, lists: Lists) -> QWidget:
    choices = [Choice(i, w) for i, w in (*lists.get(ask.kind, ()), *ask.choices)]
    match ask.kind:
        case "long":
            long = TextEdit(least=72)
            long.setFixedHeight(theme().px(72))
            return long
        case "many" | "departments" | "pictures":
            return ChipGroup(choices, words=ask.words)
        case "choice" | "pick" if len(choices) <= SIDE_BY_SIDE and all(
            len(c.title) <= LONGEST for c in choices
        ):
            least = 90 if len(choices) < SIDE_BY_SIDE else 70
            return Segmented(choices, words=ask.words, least=least, blank=ask.kind == "pick")
        case "level":
            return Select(choices, prompt="不填")
        case _ if choices:
            return Select(choices, prompt="请选")
    return QLineEdit()


def fill(widget: QWidget, text: str) -> None:
    """Put a value into an input."""
    match widget:
        case QPlainTextEdit():
            widget.setPlainText(text)
        case QLineEdit():
            widget.setText(text)
        case ChipGroup():
            widget.choose(text.split("、"))
        case Select() | Segmented():
            widget.choose(text)


def text_of(widget: QWidget) -> str:
    """What stands in an input; several of several are joined by 、."""
    match widget:
        case QPlainTextEdit():
            return widget.toPlainText()
        case QLineEdit():
            return widget.text()
        case ChipGroup():
            return "、".join(widget.chosen())
        case Select() | Segmented():
            return widget.chosen()
    return ""


def _value(ask: Ask, text: str, today: date) -> object:
    """A field's text as the act wants it. Raises ValueError."""
    match ask.kind:
        case "number":
            number = int(text) if text.strip() else 0
            if abs(number) > MOST:
                raise ValueError(text)
            return number
        case "time":
            return seconds_of(text, today)
        case "date":
            return day_of(text, today)
    return text


def day_of(text: str, today: date) -> str:
    """A typed day as an ISO date: `3-11`, `3月11日`, `2026-03-11`; blank stays blank.

    Raises ValueError.
    """
    text = text.strip().translate(str.maketrans("年月/.", "----")).replace("日", "")
    if not text:
        return ""
    parts = [int(p) for p in text.split("-")]
    if len(parts) not in (2, 3) or max(parts) > MOST:
        raise ValueError(text)
    return date(*(today.year, *parts)[-3:]).isoformat()


def seconds_of(text: str, today: date) -> int:
    """A typed time in seconds: `16:20`, `3-11 16:20`, `2026-03-11 16:20`; blank is 0.

    Raises ValueError.
    """
    text = text.strip().replace("：", ":")
    if not text:
        return 0
    day, _, clock = text.rpartition(" ")
    on = date.fromisoformat(day_of(day, today) or today.isoformat())
    hour, minute = (int(p) for p in clock.split(":"))
    if max(hour, minute) > MOST:
        raise ValueError(text)
    return int(datetime(on.year, on.month, on.day, hour, minute, tzinfo=ZONE).timestamp())
