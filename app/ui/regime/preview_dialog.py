"""A file before it is adopted: its faults, or the tickets it would change and from which day."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.settings.words import Words as Sentences
from app.ui.kit.asks import day_of
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field
from app.ui.kit.label import Label
from app.ui.kit.rows import RowsModel
from app.ui.kit.table import ONE_LINE, RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Column, Words
from app.ui.regime.presenter import RegimePresenter
from app.ui.regime.preview import Preview, Row

HIGH = 240  # of the rows, in px


def columns(words: Sentences) -> tuple[Column[Row], ...]:
    """Number, matter, the old due and the new one."""
    return (
        Column(words("regime.preview.number"), lambda r: Words(r.number, "text"), 208),
        Column(words("regime.preview.matter"), lambda r: Words(r.matter)),
        Column(words("regime.preview.old"), lambda r: Words(r.old), 140),
        Column(words("regime.preview.new"), lambda r: Words(r.new, "text", bold=True), 140),
    )


class PreviewDialog(FormDialog):
    """With faults there is nothing to adopt."""

    def __init__(self, parent: QWidget, presenter: RegimePresenter) -> None:
        words = presenter.words
        super().__init__(
            parent, title=words("regime.preview.title"), strong=words("regime.preview.adopt"),
            width=760,
        )  # fmt: skip
        self._presenter = presenter
        self.name, self.said = Label("", "b", wrap=True), Label("", "t14", wrap=True)
        self.model: RowsModel[Row] = RowsModel(columns(words), key=lambda r: r.number)
        self.rows = RowsTable(self.model, height=ONE_LINE, words=words("regime.preview.title"))
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setAccessibleName(words("regime.preview.title"))
        self.start = QLineEdit()
        self.field = Field(
            words("regime.preview.start"), self.start, hint=words("regime.preview.start_hint")
        )
        for part in (self.rows, self.faults):
            part.setMinimumHeight(theme().px(HIGH))
        for widget in (self.name, self.said, self.rows, self.faults, self.field):
            self.body.addWidget(widget)
        self.submitted.connect(self._submit)

    def show_preview(self, preview: Preview) -> None:
        """What it would do, or what is wrong with it."""
        self.name.setText(preview.name)
        self.said.setText("\n".join(preview.sentences))
        self.model.show(preview.rows)
        self.faults.setPlainText("\n".join(preview.faults))
        self.rows.setVisible(bool(preview.rows))
        self.faults.setVisible(bool(preview.faults))
        self.field.setVisible(preview.needs_start)
        self.strong.setVisible(preview.may)
        self.start.setText(self._presenter.today().isoformat())
        self.show_fault("")
        self.open()
        self.adjustSize()

    def show_fault(self, sentence: str) -> None:
        """Why it is not adopted; beside the date where there is one."""
        has_date = self.field.isVisible()
        self.field.show_error(sentence if has_date else "")
        self.show_summary("" if has_date else sentence)

    def _submit(self) -> None:
        try:
            start = day_of(self.start.text(), self._presenter.today())
        except ValueError:
            start = ""
        self._presenter.on_adopt(start)
