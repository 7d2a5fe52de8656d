"""承办窗口与事项 as widgets."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.settings.matters_file import LONGEST
from app.settings.words import Words as Sentences
from app.ui.kit.boxes import held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.chips import Segmented
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, show_errors
from app.ui.kit.inputs import complete_from
from app.ui.kit.label import Label
from app.ui.kit.rows import RowsModel
from app.ui.kit.surfaces import Empty
from app.ui.kit.table import ONE_LINE, RowsTable
from app.ui.kit.values import Choice, Column, Words
from app.ui.settings.lists_presenter import DEPARTMENTS, MATTERS, ListRow, ListsPresenter
from app.ui.settings.pane import Pane
from app.ui.settings.preview_dialog import PreviewDialog
from app.ui.settings.table_presenter import Preview, TablePresenter


class RowDialog(FormDialog):
    """A matter (name, department, code) or a department (name, contact)."""

    def __init__(self, parent: QWidget, words: Sentences) -> None:
        super().__init__(
            parent, title="", sub=words("settings.lists.row_sub"),
            strong=words("settings.lists.keep"), width=560,
        )  # fmt: skip
        self._words = words
        self.edits = {name: QLineEdit() for name in ListRow._fields}
        for edit in self.edits.values():
            edit.setMaxLength(LONGEST)
        self.fields: dict[str, Field] = {}

    def ask(self, kind: str, shown: ListRow, departments: Sequence[str], *, new: bool) -> None:
        """Show the form of a row."""
        words = self._words
        self.set_head(words(f"settings.lists.{'new' if new else 'edit'}_{kind}"),
                      words("settings.lists.row_sub"))  # fmt: skip
        for name, edit in self.edits.items():
            if name not in self.fields:
                self.fields[name] = Field("", edit)
                self.body.addWidget(self.fields[name])
            self.fields[name].set_label(words(f"settings.lists.{kind}_{name}"))
            edit.setText(getattr(shown, name))
        self.fields["third"].setVisible(kind == MATTERS)
        complete_from(
            self.edits["second"], [(d, "") for d in departments] if kind == MATTERS else ()
        )
        self.show_faults({})
        self.open()

    def row(self) -> ListRow:
        """What stands in it."""
        return ListRow(*(edit.text() for edit in self.edits.values()))

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside the fields."""
        show_errors((field, faults.get(name, "")) for name, field in self.fields.items())


class ListsPane(Pane):
    """One list at a time, what is looked for in it, a table in and out."""

    def __init__(self, presenter: ListsPresenter, table: TablePresenter) -> None:
        words = presenter.words
        super().__init__(words("settings.lists.title"), scrolls=False)
        self._presenter, self._words, self._take_in = presenter, words, table
        kinds = [Choice(k, words(f"settings.lists.{k}")) for k in (MATTERS, DEPARTMENTS)]
        self.kind = Segmented(kinds, words=words("settings.lists.title"), least=96)
        self.kind.chosen_id.connect(presenter.on_kind)
        self.sought = QLineEdit()
        self.sought.setProperty("find", True)
        self.sought.setMaxLength(LONGEST)
        self.sought.setPlaceholderText(words("settings.lists.find"))
        self.sought.setAccessibleName(words("settings.lists.find"))
        self.sought.setClearButtonEnabled(True)
        self.sought.textChanged.connect(presenter.on_find)
        self._count = Label("", "m13")
        self.models = {k: RowsModel(columns(words, k), key=lambda r: r.name)
                       for k in (MATTERS, DEPARTMENTS)}  # fmt: skip
        self.tables = {
            k: RowsTable(m, height=ONE_LINE, words=words(f"settings.lists.{k}"))
            for k, m in self.models.items()
        }
        self.buttons = self._make_buttons()
        b = self.buttons
        for name in ("load", "paste", "export", "new"):
            self.tools.addWidget(b[name])
        self.body.setContentsMargins(24, 0, 24, 16)
        self.body.addLayout(row(self.kind, (self.sought, 1), self._count, gap=12))
        for shown in self.tables.values():
            shown.row_selected.connect(self._offer)
            shown.row_opened.connect(lambda r: presenter.on_form(r.name))
            self.body.addWidget(shown, 1)
        self.empty, self._foot = Empty("", icon="search"), held(row(b["edit"], b["drop"], None))
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._foot)
        self.row, self.preview = RowDialog(self, words), PreviewDialog(self, words)
        self.row.submitted.connect(lambda: presenter.on_row(self.row.row()))
        self.preview.submitted.connect(table.on_take)
        self.opened.connect(presenter.open)
        presenter.attach(self)
        table.attach(self)

    def _make_buttons(self) -> dict[str, KeyButton]:
        told = {
            "load": ("Alt+I", self._load), "paste": ("Alt+V", self._paste),
            "export": ("Alt+E", self._export), "new": ("Alt+N", self._presenter.on_form),
            "edit": ("Alt+G", self._edit), "drop": ("Alt+D", self._drop),
        }  # fmt: skip
        made = {}
        for name, (keys, act) in told.items():
            made[name] = KeyButton(self._words(f"settings.lists.{name}"), keys=keys)
            made[name].clicked.connect(lambda _=False, act=act: act())
        return made

    def show_rows(self, kind: str, rows: Sequence[ListRow], sentence: str) -> None:
        """The rows of a list that hold what is looked for."""
        self.kind.choose(kind)
        for name, table in self.tables.items():
            table.setVisible(name == kind and bool(rows))
        self.models[kind].show(rows)
        sought = self.sought.text().strip()
        none = f"settings.lists.none_{'found' if sought else kind}"
        self.empty.show_words(self._words(none, text=sought), self._words(f"{none}_sub"))
        self.empty.setVisible(not rows)
        self._count.setText(sentence)
        self._offer(self._selected())

    def ask_row(self, kind: str, row: ListRow, departments: Sequence[str], *, new: bool) -> None:
        """A form for a row."""
        self.row.ask(kind, row, departments, new=new)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Sentences beside the fields of the form."""
        self.row.show_faults(faults)

    def close_row(self) -> None:
        """The form is done with."""
        if self.row.isVisible():
            self.row.accept()

    def show_preview(self, preview: Preview) -> None:
        """A table before it is taken."""
        self.preview.show_preview(preview)

    def close_preview(self) -> None:
        """It was taken."""
        self.preview.accept()

    def _selected(self) -> ListRow | None:
        return self.tables[self.kind.chosen()].selected()

    def _offer(self, chosen: ListRow | None) -> None:
        self._foot.setVisible(chosen is not None)

    def _edit(self) -> None:
        if chosen := self._selected():
            self._presenter.on_form(chosen.name)

    def _drop(self) -> None:
        if chosen := self._selected():
            self._presenter.on_drop(chosen.name)

    def _load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._words("settings.lists.load"), "", "CSV (*.csv *.txt *.tsv)"
        )
        if path:
            self._take_in.on_file(Path(path))

    def _paste(self) -> None:
        self._take_in.on_paste(QGuiApplication.clipboard().text())

    def _export(self) -> None:
        name = self._words("settings.lists.file")
        path, _ = QFileDialog.getSaveFileName(
            self, self._words("settings.lists.export"), name, "CSV (*.csv)"
        )
        if path:
            self._take_in.on_export(Path(path))


def columns(words: Sentences, kind: str) -> tuple[Column[ListRow], ...]:
    """Name, department and code; or name, contact and how many matters."""

    def head(name: str) -> str:
        return words(f"settings.lists.{kind}_{name}")

    return (
        Column(head("name"), lambda r: Words(r.name, "text", bold=True)),
        Column(head("second"), lambda r: Words(r.second), 220),
        Column(head("third"), lambda r: Words(r.third), 110),
    )
