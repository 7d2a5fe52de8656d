"""A dialog made of a form's fields; what it returns goes into the act as it stands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.clock import ZONE
from app.ui.kit.chips import Segmented
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, show_errors
from app.ui.kit.inputs import Select, TextEdit
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice
from app.ui.ticket.forms import ActForm, Ask

MOST = 9_999
TIME_HINT = "例如 16:20，或 3-11 16:20"


class ActDialog(FormDialog):
    """The fields of one act. `lists` fill choices by kind (department, category, level, field,
    person); `known` fills fields by name."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        form: ActForm,
        lists: Mapping[str, Sequence[tuple[str, str]]],
        known: Mapping[str, str],
        today: date,
    ) -> None:
        super().__init__(parent, title=title, sub=form.sub, strong=form.strong, width=560)
        self._today = today
        self.inputs: dict[str, QWidget] = {}
        self._fields: dict[str, Field] = {}
        self._asks = form.asks
        for ask in form.asks:
            made = _input(ask, lists)
            if ask.name in known:
                fill(made, known[ask.name])
            hint = ask.hint or (TIME_HINT if ask.kind == "time" else "")
            self.inputs[ask.name] = made
            self._fields[ask.name] = Field(ask.words, made, hint=hint)
            self.body.addWidget(self._fields[ask.name])

    def values(self) -> dict[str, object] | None:
        """What stands in the fields; None when a time or number cannot be read."""
        found: dict[str, object] = {}
        bad: dict[str, str] = {}
        for ask in self._asks:
            text = _text_of(self.inputs[ask.name])
            try:
                found[ask.name] = _value(ask, text, self._today)
            except ValueError:
                bad[ask.name] = TIME_HINT if ask.kind == "time" else "请填数字"
        show_errors((field, bad.get(name, "")) for name, field in self._fields.items())
        return None if bad else found

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside the fields."""
        beside = {k: v for k, v in faults.items() if k in self._fields}
        rest = [v for k, v in faults.items() if k not in self._fields]
        self.show_summary(summary or (rest[0] if rest else ""))
        show_errors((field, beside.get(name, "")) for name, field in self._fields.items())


def _input(ask: Ask, lists: Mapping[str, Sequence[tuple[str, str]]]) -> QWidget:
    if ask.kind == "long":
        long = TextEdit(least=72)
        long.setFixedHeight(theme().px(72))
        return long
    if ask.kind in lists:
        prompt = "不填" if ask.kind == "level" else "请选"
        return Select((Choice(i, w) for i, w in lists[ask.kind]), prompt=prompt)
    if ask.choices:
        return Segmented([Choice(i, w) for i, w in ask.choices], words=ask.words, least=90)
    return QLineEdit()


def fill(widget: QWidget, text: str) -> None:
    """Put a value into an input."""
    match widget:
        case QPlainTextEdit():
            widget.setPlainText(text)
        case QLineEdit():
            widget.setText(text)
        case Select() | Segmented():
            widget.choose(text)


def _text_of(widget: QWidget) -> str:
    match widget:
        case QPlainTextEdit():
            return widget.toPlainText()
        case QLineEdit():
            return widget.text()
        case Select() | Segmented():
            return widget.chosen()
    return ""


def _value(ask: Ask, text: str, today: date) -> object:
    """A field's text as the act wants it. Raises ValueError."""
    if ask.kind == "number":
        number = int(text) if text.strip() else 0
        if abs(number) > MOST:
            raise ValueError(text)
        return number
    if ask.kind == "time":
        return seconds_of(text, today)
    if ask.name == "reached":
        return text == "yes"
    return text


def seconds_of(text: str, today: date) -> int:
    """A typed time in seconds: `16:20`, `3-11 16:20`, `2026-03-11 16:20`; blank is 0.

    Raises ValueError.
    """
    text = text.strip().replace("：", ":").replace("月", "-").replace("日", "").replace("/", "-")
    if not text:
        return 0
    day, _, clock = text.rpartition(" ")
    parts = [int(p) for p in day.split("-")] if day.strip() else []
    hour, minute = (int(p) for p in clock.split(":"))
    if len(parts) not in (0, 2, 3) or max(*parts, hour, minute, 0) > MOST:
        raise ValueError(text)
    given = (today.year, today.month, today.day)
    year, month, on = (*given[: 3 - len(parts)], *parts)
    return int(datetime(year, month, on, hour, minute, tzinfo=ZONE).timestamp())
