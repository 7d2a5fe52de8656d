"""The guide out of a damaged store, as a dialog over the sign-in page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.db.bundle import SUFFIX
from app.ui.kit.boxes import row
from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.inputs import Select
from app.ui.kit.label import Label
from app.ui.kit.surfaces import note
from app.ui.kit.values import Choice, Notice
from app.ui.restore.presenter import Offer, RestoreGuide


class RestoreDialog(FormDialog):
    """Which backup, the code if needed, one strong button. Accepted: the counter may open."""

    def __init__(self, parent: QWidget, guide: RestoreGuide, *, title: str) -> None:
        words = guide.words
        super().__init__(
            parent, title=title, strong=words("restore_guide.strong"),
            back=words("restore_guide.back"), width=620,
        )  # fmt: skip
        self._guide, self._words = guide, words
        self._offers: dict[str, Offer] = {}
        self.which = Select()
        self.code = QLineEdit()
        self.choose = KeyButton(words("restore_guide.choose"), keys="Alt+F", kind="link")
        self._holds, self._after = Label("", "m14"), Label("", "s14", wrap=True)
        self._code = Field(
            words("restore_guide.code"), self.code, hint=words("restore_guide.code_hint")
        )
        self._going = Label("", "m14")
        self.body.addWidget(Field(words("restore_guide.backup"), self.which))
        self.body.addLayout(row(self._holds, None, self.choose))
        self.body.addWidget(self._after)
        self.body.addWidget(self._code)
        self.body.addWidget(note(words("restore_guide.sub")))
        self.foot.insertWidget(2, self._going)
        self._back: QWidget = self.foot.itemAt(0).widget()
        self._code.hide()
        self.strong.setEnabled(False)
        self.which.chosen_id.connect(self._chosen)
        self.choose.clicked.connect(self._choose)
        self.submitted.connect(self._submit)
        guide.attach(self)

    def reject(self) -> None:
        """Not while it goes on; once it is done every way leads to the counter."""
        if self._guide.is_done:
            self.accept()
        elif not self._guide.is_going:
            super().reject()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """The backups found, newest first; the first is chosen."""
        self._offers = {o.path: o for o in offers}
        self.which.show_choices([Choice(o.path, f"{o.when}  {Path(o.path).name}") for o in offers])
        self.strong.setEnabled(bool(offers))
        if offers:
            self.which.choose(offers[0].path)
            self._describe(offers[0])

    def show_code(self, *, wanted: bool) -> None:
        """Whether the recovery code is needed."""
        self._code.setVisible(wanted)
        self.adjustSize()

    def show_going(self, words: str) -> None:
        """How far it is; "" when nothing goes on."""
        self._going.setText(words)
        for part in (self.which, self.choose, self.code, self.strong):
            part.setEnabled(not words)

    def show_fault(self, sentence: str) -> None:
        """Why it was not restored, and what to do."""
        self.show_summary(sentence)

    def show_done(self, sentence: str, sub: str) -> None:
        """It is restored; the next press opens the counter."""
        self.banner.show_notice(Notice(sentence, "ok", sub))
        self.strong.setText(self._words("restore_guide.open"))
        self.strong.setFocus()
        self._back.hide()
        for part in (self.which, self.choose, self.code):
            part.setEnabled(False)

    def _describe(self, offer: Offer) -> None:
        self._holds.setText(offer.holds)
        self._after.setText(offer.after)

    def _chosen(self, path: str) -> None:
        self._describe(self._offers[path])
        self._guide.on_chosen(path)

    def _choose(self) -> None:
        kinds = f"{self._words('restore_guide.backup')} (*{SUFFIX})"
        path, _ = QFileDialog.getOpenFileName(self, self.choose.text(), "", kinds)
        if path:
            self._guide.on_file(Path(path))

    def _submit(self) -> None:
        if self._guide.is_done:
            self.accept()
        else:
            self._guide.on_submit(self.which.chosen(), self.code.text())
