"""The dialog in which somebody chooses a password."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.settings.words import Words
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, show_errors
from app.ui.kit.inputs import PasswordEdit
from app.ui.password.presenter import NewPassword, Typed

LONGEST = 200  # a paste beyond it is cut; the rules refuse what is left


class NewPasswordDialog(FormDialog):
    """The present one where it is asked for, the new one twice."""

    def __init__(self, parent: QWidget, presenter: NewPassword, words: Words) -> None:
        super().__init__(
            parent, title=words("settings.own.title"), strong=words("settings.own.save"), width=480
        )
        self._words = words
        self.edits = {name: PasswordEdit() for name in Typed._fields}
        hints = {"new": words("settings.own.hint")}
        self.fields = {
            name: Field(words(f"settings.own.{name}"), edit, hint=hints.get(name, ""))
            for name, edit in self.edits.items()
        }
        for name, field in self.fields.items():
            self.edits[name].setMaxLength(LONGEST)
            self.body.addWidget(field)
        self.submitted.connect(
            lambda: presenter.on_submit(Typed(*(e.text() for e in self.edits.values())))
        )
        self.finished.connect(lambda _: self._clear())
        presenter.attach(self)

    def ask(self, name: str, *, old: bool) -> None:
        """Empty fields for somebody."""
        key = "settings.own.old_sub" if old else "settings.own.once_sub"
        self.set_head(self._words("settings.own.title"), self._words(key, name=name))
        self._clear()
        self.show_busy(busy=False)
        self.fields["old"].setVisible(old)
        self.edits["old"].setEnabled(old)  # else the cursor would wait in it
        self.open()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside the fields."""
        show_errors((field, faults.get(name, "")) for name, field in self.fields.items())
        self.adjustSize()

    def show_busy(self, *, busy: bool) -> None:
        """The worker looks."""
        self.strong.setEnabled(not busy)

    def changed(self) -> None:
        """It is another one now."""
        self.accept()

    def _clear(self) -> None:
        for edit in self.edits.values():
            edit.clear()
        self.show_faults({})
