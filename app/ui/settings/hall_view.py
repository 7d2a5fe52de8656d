"""本窗口 as widgets."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from app.settings.terminal import WATCHED
from app.settings.words import Words
from app.ui.kit.boxes import row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field, show_errors
from app.ui.kit.label import Label
from app.ui.kit.surfaces import Card
from app.ui.settings.hall_presenter import LONGEST, Hall, HallPresenter, between
from app.ui.settings.pane import Pane


def _field(words: Words, name: str, edit: QLineEdit) -> Field:
    """A fact with its words and its hint."""
    if name in WATCHED:
        return Field(words(f"settings.watch.{name}"), edit, hint=between(words, name, "hint"))
    return Field(words(f"settings.hall.{name}"), edit, hint=words(f"settings.hint.{name}"))


class HallPane(Pane):
    """Hall, window, phone on paper, region, idle lock."""

    def __init__(self, presenter: HallPresenter) -> None:
        words = presenter.words
        super().__init__(words("settings.hall.title"), words("settings.hall.sub"))
        self.edits = {name: QLineEdit() for name in Hall._fields}
        self._last = Hall(*("" for _ in Hall._fields))
        for edit in self.edits.values():
            edit.setMaxLength(LONGEST + 1)
        self.fields = {name: _field(words, name, edit) for name, edit in self.edits.items()}
        self._code = Label("", "s14", wrap=True)
        self.save = KeyButton(
            words("settings.hall.save"), keys="Ctrl+Return", kind="primary", big=True
        )
        self.save.clicked.connect(lambda: presenter.on_save(self._typed()))
        f = self.fields
        paper = Card(words("settings.hall.paper"), icon="receipt-text")
        paper.body.setSpacing(12)
        paper.add(row((f["name"], 3), (f["window"], 1), gap=16))
        paper.add(row((f["phone"], 1), (f["region"], 1), gap=16), self._code)
        desk = Card(words("settings.hall.desk"), icon="lock")
        desk.add(row((f["lock"], 1), None, gap=16))
        watch = Card(words("settings.watch.title"), icon="bell-ring")
        watch.body.setSpacing(12)
        watch.add(Label(words("settings.watch.sub"), "m13", wrap=True))
        for pair in (("days", "mend"), ("repeated", "late"), ("satisfied", "rated")):
            watch.add(row(*((f[name], 1) for name in pair), gap=16))
        for part in (paper, watch, desk):
            self.body.addWidget(part)
        self.body.addLayout(row(None, self.save))
        self.body.addStretch(1)
        self._words = words
        self.opened.connect(presenter.open)
        presenter.attach(self)

    def _typed(self) -> Hall:
        return Hall(**{name: edit.text() for name, edit in self.edits.items()})

    def show_hall(self, hall: Hall, code: str) -> None:
        """The fields; what somebody has begun to type stays."""
        if self._typed() in (self._last, hall):
            for name, edit in self.edits.items():
                edit.setText(getattr(hall, name))
        self._last = hall
        self._code.setText(self._words("settings.hall.code", code=code))

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside their fields."""
        show_errors((field, faults.get(name, "")) for name, field in self.fields.items())
