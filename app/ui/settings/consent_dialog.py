"""The leader's password, asked at the counter while a clerk has the desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.db.people import Person
from app.settings.words import Words
from app.ui.kit import values
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.inputs import PasswordEdit, PersonBox
from app.ui.settings.presenter import Consent


class ConsentDialog(FormDialog):
    """Who agrees, and the password."""

    def __init__(self, parent: QWidget, consent: Consent, words: Words) -> None:
        super().__init__(
            parent, title=words("settings.consent.title"), sub=words("settings.consent.sub"),
            strong=words("settings.consent.agree"), width=480,
        )  # fmt: skip
        self.who, self.password = PersonBox(), PasswordEdit(tall=True)
        self._post = words("settings.people.leader")
        self.field = Field(words("settings.consent.password"), self.password)
        self.body.addWidget(Field(self._post, self.who))
        self.body.addWidget(self.field)
        self._consent = consent
        self.submitted.connect(self._submit)
        self.rejected.connect(consent.on_rejected)
        consent.attach(self)

    def ask_leader(self, leaders: Sequence[Person]) -> None:
        """Who may agree, and a field for the password."""
        self.who.show_people([values.Person(p.id, p.name, self._post) for p in leaders])
        self.strong.setEnabled(True)
        self.show_fault("")
        self.open()

    def show_fault(self, sentence: str) -> None:
        """Why the password was not taken."""
        self.strong.setEnabled(True)
        self.password.clear()
        self.field.show_error(sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def agreed(self) -> None:
        """The leader has agreed."""
        self.password.clear()
        self.accept()

    def _submit(self) -> None:
        if self.who.chosen() and self.password.text():
            self.strong.setEnabled(False)
            self._consent.on_password(self.who.chosen(), self.password.text())
