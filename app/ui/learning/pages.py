"""The steps of the wizard as widgets, one page each."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.settings.words import Words
from app.ui.kit.boxes import column, emptied, grid, lay_abreast, row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field, beside
from app.ui.kit.inputs import Select
from app.ui.kit.label import Label, TagKind, TagLabel
from app.ui.kit.light import Light
from app.ui.kit.surfaces import Card, note
from app.ui.kit.values import Choice
from app.ui.learning.key_rows import KeyLine
from app.ui.learning.listening import BAUDS, FORMS, LEVELS
from app.ui.learning.naming import LONGEST_NAME
from app.ui.learning.parts import KeyRow, Named, Names
from app.ui.learning.report import ByteCell, Report

TAGS: Final[Mapping[str, TagKind]] = {"key": "info", "check": "ok", "length": "ok", "same": "mute",
                                      "by_key": "warn", "varies": "warn"}  # fmt: skip
LONGEST_ID = 40
LEVELS_ABREAST = 3


class StepPage(QWidget):
    """A step; `first` takes the cursor."""

    def first(self) -> QWidget:
        """Where it begins."""
        raise NotImplementedError


class PortPage(StepPage):
    """选串口."""

    chosen = Signal(str)
    look_wanted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.port = Select(prompt=words("learning.choose_port"))
        self._said = Label("", "s14", wrap=True)
        again = KeyButton(words("learning.again"), kind="link")
        again.clicked.connect(self.look_wanted)
        self.port.chosen_id.connect(self.chosen)
        field = Field(words("learning.port"), self.port)
        below = row(again, None)
        self.setLayout(column(self._said, field, below, None, gap=14, margins=(0, 8, 0, 0)))

    def first(self) -> QWidget:
        """The choice."""
        return self.port

    def show_ports(self, ports: Named, chosen: str, sentence: str) -> None:
        """What there is."""
        self._said.setText(sentence)
        self.port.show_choices(Choice(i, name) for i, name in ports)
        self.port.choose(chosen)


class LinePage(StepPage):
    """波特率: what comes over the line."""

    line_chosen = Signal(str, str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.baud, self.form = Select(Choice(b, b) for b in BAUDS), Select()
        self.form.show_choices(Choice(f, f) for f in FORMS)
        self.said, self._light = Label("", "b14", wrap=True), Light(size=16)
        self.reopen = KeyButton(words("learning.reopen"), small=True)
        self.bytes = QPlainTextEdit()
        self.bytes.setReadOnly(True)
        self.bytes.setAccessibleName(words("learning.frame", label=""))
        for select in (self.baud, self.form):
            select.chosen_id.connect(lambda _: self._tell())
        self.reopen.clicked.connect(self._tell)
        rate = Field(words("learning.rate"), self.baud)
        form = Field(words("learning.form"), self.form)
        line = row(self._light, (self.said, 1), self.reopen, gap=8)
        self.setLayout(
            column(
                beside((rate, 1), (form, 1)), line, (self.bytes, 1), gap=12, margins=(0, 8, 0, 0)
            )
        )

    def first(self) -> QWidget:
        """The speed."""
        return self.baud

    def show_heard(
        self, baud: str, form: str, lines: Sequence[str], sentence: str, *, bad: bool
    ) -> None:
        """The bytes, newest last, and what to do."""
        self.baud.choose(baud)
        self.form.choose(form)
        self._light.show_mark("bad" if bad else "ok" if lines else "mute", sentence)
        self.said.setText(sentence)
        self.reopen.setVisible(bad)
        text = "\n".join(lines)
        if text != self.bytes.toPlainText():
            self.bytes.setPlainText(text)

    def _tell(self) -> None:
        self.line_chosen.emit(self.baud.chosen(), self.form.chosen())


class KeysPage(StepPage):
    """每键按三次."""

    labelled = Signal(int, str)
    again = Signal(int)
    resized = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.said, self._light = Label("", "h2", wrap=True), Light(size=18)
        self.lines: list[KeyLine] = []
        self._rows = column(gap=6)
        self.more = KeyButton(words("learning.more"), icon="plus", kind="quiet", small=True)
        self.less = KeyButton(words("learning.less"), kind="quiet", small=True)
        self.more.clicked.connect(lambda: self.resized.emit(1))
        self.less.clicked.connect(lambda: self.resized.emit(-1))
        head = row(self._light, (self.said, 1), gap=8)
        foot = row(self.more, self.less, None, gap=10)
        self.setLayout(column(head, self._rows, foot, None, gap=10, margins=(0, 8, 0, 0)))

    def first(self) -> QWidget:
        """The first key's words."""
        return self.lines[0].label if self.lines else self.more

    def show_keys(self, rows: Sequence[KeyRow], sentence: str, *, bad: bool) -> None:
        """Each key with its presses; what is being typed stays."""
        whole = all(one.pressed for one in rows) and not any(one.is_now for one in rows)
        self._light.show_mark("bad" if bad else "ok" if whole else "mute", sentence)
        self.said.setText(sentence)
        while len(self.lines) < len(rows):
            self._add(len(self.lines))
        while len(self.lines) > len(rows):
            gone = self.lines.pop()
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for line, shown in zip(self.lines, rows, strict=True):
            line.show_row(shown)

    def _add(self, place: int) -> None:
        line = KeyLine(self._words, place)
        line.labelled.connect(lambda text: self.labelled.emit(place, text))
        line.again.connect(lambda: self.again.emit(place))
        self.lines.append(line)
        self._rows.addWidget(line)


class FoundPage(QWidget):
    """看结果."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.said, self._light = Label("", "b", wrap=True), Light(size=18)
        self._cells, self._keys, self._lines = row(gap=6), row(gap=8), column(gap=8)
        self.frame = Card("", icon="activity")
        self.codes = Card(words("learning.codes"), icon="smile")
        self.frame.add(self._cells)
        self.codes.add(self._keys)
        head = row(self._light, (self.said, 1), gap=8)
        self.setLayout(
            column(head, self.frame, self.codes, self._lines, None, gap=12, margins=(0, 8, 0, 0))
        )

    def show_report(self, report: Report, words: Words) -> None:
        """What was found, byte by byte."""
        self._light.show_mark(report.mark, report.sentence)
        self.said.setText(report.sentence)
        for part in (self._cells, self._keys, self._lines):
            emptied(part)
        for cell in report.cells:
            self._cells.addWidget(_cell(cell))
        self._cells.addStretch(1)
        for label, code in report.keys:
            self._keys.addWidget(TagLabel(f"{label}  {code}", "info"))
        self._keys.addStretch(1)
        for sentence in report.lines:
            self._lines.addWidget(note(sentence, icon="info"))
        first = report.keys[0][0] if report.keys else ""
        self.frame.set_title(words("learning.frame", label=first))
        self.frame.setVisible(bool(report.cells))
        self.codes.setVisible(bool(report.keys))


def _cell(cell: ByteCell) -> QWidget:
    """A byte above what it is."""
    shown, role = Label(cell.text, "b"), TagLabel(cell.words, TAGS[cell.role])
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    held = QWidget()
    held.setLayout(column(shown, role, gap=4))
    held.setAccessibleName(f"{cell.text} {cell.words}")
    return held


class NamePage(StepPage):
    """起名、配等级."""

    typed = Signal(str, str)
    levelled = Signal(int, str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.title, self.id = QLineEdit(), QLineEdit()
        self.title.setMaxLength(LONGEST_NAME)
        self.id.setMaxLength(LONGEST_ID)
        self.fields = {
            "name": Field(words("learning.name"), self.title, hint=words("learning.name_hint")),
            "id": Field(words("learning.id"), self.id, hint=words("learning.id_hint")),
        }
        for edit in (self.title, self.id):
            edit.textEdited.connect(lambda _: self.typed.emit(self.title.text(), self.id.text()))
        self.levels: list[Field] = []
        self._rows = grid(LEVELS_ABREAST)
        pair = beside((self.fields["name"], 1), (self.fields["id"], 1))
        self.setLayout(column(pair, self._rows, None, gap=14, margins=(0, 8, 0, 0)))

    def first(self) -> QWidget:
        """The name."""
        return self.title

    def show_names(
        self, names: Names, keys: Sequence[tuple[str, str]], faults: Mapping[str, str]
    ) -> None:
        """What was typed and chosen, and what is wrong with it."""
        for edit, text in ((self.title, names.name), (self.id, names.id)):
            if edit.text().strip() != text:
                edit.setText(text)
        self._make(keys)
        fields = {**self.fields, **{str(i): field for i, field in enumerate(self.levels)}}
        for name, field in fields.items():
            field.show_error(faults.get(name, ""))
        wrong = next((field for name, field in fields.items() if name in faults), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, keys: Sequence[tuple[str, str]]) -> None:
        words = self._words
        for field in self.levels:
            field.hide()
            field.deleteLater()
        emptied(self._rows)
        self.levels = []
        for place, (label, level) in enumerate(keys):
            choices = [Choice(x, words(f"learning.level_words.{x}")) for x in LEVELS]
            select = Select(choices, prompt=words("learning.level_prompt"))
            select.choose(level)
            select.chosen_id.connect(lambda x, place=place: self.levelled.emit(place, x))
            self.levels.append(Field(f"{label} · {words('learning.level')}", select))
        placed = [(field, False, False) for field in self.levels]
        lay_abreast(self._rows, placed, LEVELS_ABREAST)


class FilePage(StepPage):
    """保存: the file as it will be."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(words("learning.file"))
        field = Field(words("learning.file"), self.text)
        self.setLayout(
            column((field, 1), note(words("learning.fit_note")), gap=12, margins=(0, 8, 0, 0))
        )

    def first(self) -> QWidget:
        """The file, to scroll."""
        return self.text

    def show_text(self, text: str) -> None:
        """Change it."""
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
