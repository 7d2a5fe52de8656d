"""A table of matters before it is taken: what it would do, or all that is wrong with it."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.settings.matters_file import MatterRow
from app.settings.words import Words as Sentences
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label
from app.ui.kit.rows import RowsModel
from app.ui.kit.table import ONE_LINE, RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Column, Tag, Words
from app.ui.settings.table_presenter import Preview

HIGH = 300  # of the rows, in px


class PreviewDialog(FormDialog):
    """With faults there is nothing to take; without any the strong button takes all."""

    def __init__(self, parent: QWidget, words: Sentences) -> None:
        super().__init__(
            parent, title=words("settings.lists.preview"), strong=words("settings.lists.take"),
            width=760,
        )  # fmt: skip
        self.said = Label("", "b14", wrap=True)

        def tag(row: tuple[bool, MatterRow]) -> Tag:
            return Tag(words("settings.lists.is_new" if row[0] else "settings.lists.is_changed"))

        self.model: RowsModel[tuple[bool, MatterRow]] = RowsModel(
            (
                Column("", tag, 96),
                Column(words("settings.lists.matters_name"), lambda r: Words(r[1].name, "text")),
                Column(words("settings.lists.matters_second"),
                       lambda r: Words(r[1].department), 200),
                Column(words("settings.lists.matters_third"), lambda r: Words(r[1].code), 110),
            ),
            key=lambda r: r[1].name,
        )  # fmt: skip
        self.rows = RowsTable(self.model, height=ONE_LINE, words=words("settings.lists.preview"))
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setAccessibleName(words("settings.lists.preview"))
        for part in (self.rows, self.faults):
            part.setMinimumHeight(theme().px(HIGH))
            part.hide()
        for widget in (self.said, self.rows, self.faults):
            self.body.addWidget(widget)

    def show_preview(self, preview: Preview) -> None:
        """What it would do, or what is wrong with it."""
        self.said.setText(preview.title)
        self.model.show(preview.rows)
        self.faults.setPlainText("\n".join(preview.faults))
        self.rows.setVisible(bool(preview.rows))
        self.faults.setVisible(bool(preview.faults))
        self.strong.setVisible(bool(preview.rows))
        self.open()
        self.adjustSize()
