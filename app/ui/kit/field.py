"""Field: the words above an input, and what is wrong with it below, in red, with a mark."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QWidget

from app.ui.kit.boxes import column, held, row
from app.ui.kit.label import Icon, Label, restyle_by
from app.ui.kit.limits import limit
from app.ui.kit.theme import theme


class Field(QWidget):
    """An input with its label. Everything is required unless `hint` says 可选.

    `aside` is a small button at the right of the label (常用语). `width` holds a short field
    narrow, in px at 100 %.
    """

    def __init__(
        self,
        label: str,
        widget: QWidget,
        *,
        hint: str = "",
        aside: QWidget | None = None,
        width: int = 0,
    ) -> None:
        super().__init__()
        self.widget = widget
        self._label = Label(label.replace("&", "&&"), "lab")
        self._label.setBuddy(widget)
        self._error = Label("", "bad13", wrap=True)
        mark = Icon("circle-alert", tone="bad", size=16)
        top = row(self._label, Label(hint, "m13"), None, gap=6)
        if aside:
            top.addWidget(aside)
        below = row(mark, (self._error, 1), gap=6)
        below.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self._below = held(below)
        self._below.hide()
        grows = isinstance(widget, QPlainTextEdit)
        self.setLayout(column(top, (widget, 1 if grows else 0), self._below, gap=4))
        self.setFocusProxy(widget)
        for name in ("textChanged", "chosen_id", "changed", "itemChanged"):
            told = getattr(widget, name, None)
            if told is not None:
                told.connect(self._touched)
        limit(widget, self.show_error)
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        self._wide = width
        if width:
            theme().changed.connect(self._fit)
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(self._wide))

    def set_label(self, text: str) -> None:
        """Change the words above the input."""
        self._label.setText(text.replace("&", "&&"))
        self.widget.setAccessibleName(text)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and how to mend it; "" takes it away."""
        restyle_by(self.widget, "invalid", bool(sentence))
        self.widget.setAccessibleDescription(sentence)
        self._error.setText(sentence)
        self._below.setVisible(bool(sentence))

    def _touched(self, *_: object) -> None:
        """What was wrong is being mended."""
        if self.has_error():
            self.show_error("")

    def has_error(self) -> bool:
        """Whether something is wrong."""
        return bool(self._error.text())


def beside(*fields: tuple[Field, int], gap: int = 16) -> QHBoxLayout:
    """(field, stretch) side by side: what is said below one leaves the others where they are."""
    box = row(*fields, gap=gap)
    for field, _ in fields:
        box.setAlignment(field, Qt.AlignmentFlag.AlignTop)
    return box


def show_errors(fields: Iterable[tuple[Field, str]]) -> None:
    """Show each field its sentence ("" for none) and put the cursor into the first bad one."""
    first: Field | None = None
    for field, sentence in fields:
        field.show_error(sentence)
        if sentence and first is None:
            first = field
    if first:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(first)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll what holds a widget until it is seen: Qt does so for Tab alone."""
    above: QWidget | None = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
