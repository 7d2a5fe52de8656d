"""The simulator as a small window above the counter's own."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QStyle, QStyleOptionButton, QWidget

from app.settings.words import Words as Texts
from app.ui.kit.boxes import column, emptied, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field
from app.ui.kit.focusring import FocusRing
from app.ui.kit.inputs import Checkbox, Select
from app.ui.kit.label import Label, TagLabel
from app.ui.kit.notices import Banner
from app.ui.kit.options import without_text
from app.ui.kit.rows import RowsModel
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice, Column, Notice, Words
from app.ui.simulator.parts import Lesson, Switches, aside
from app.ui.simulator.presenter import Line, PadKey, SimulatorPresenter

FACES: Final = MappingProxyType(
    {"5": "laugh", "4": "smile", "3": "meh", "2": "frown", "1": "angry"}
)
COLUMNS: tuple[Column[Line], ...] = (
    Column("时间", lambda x: Words(x.time, px=13), 122),
    Column("方向", lambda x: Words(x.way, px=13), 76),
    Column("帧", lambda x: Words(x.frame, "text", px=13)),
    Column("含义", lambda x: Words(x.meaning, "warn" if x.is_odd else "text", px=13), 208),
)
SIZE: Final = (900, 620)
ROW: Final = 30
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter


class KeyOfPad(KeyButton):
    """A key: a face, what is printed on it, and its native code."""

    def __init__(self, key: PadKey) -> None:
        super().__init__(key.label)
        self.key = key
        self.setProperty("tile", True)

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        return QSize(theme().px(96), theme().px(108))

    def minimumSizeHint(self) -> QSize:
        """How small it may become."""
        return QSize(theme().px(84), theme().px(108))

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        without_text(option)
        painter, look = QPainter(self), theme()
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        face = look.px(36)
        box = QRectF((self.width() - face) / 2, look.px(12), face, face)
        look.icons.paint(painter, FACES[self.key.level], look.colour("text"), box)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font(15))
        words = QRect(0, look.px(52), self.width(), look.px(24))
        painter.drawText(words, MIDDLE, self.key.label)
        painter.setPen(look.colour("text3"))
        painter.setFont(look.font(13))
        painter.drawText(words.translated(0, look.px(25)), MIDDLE, str(self.key.code))


class SimulatorWindow(QWidget):
    """评价器模拟. It stays above the window it belongs to; closing it only hides it."""

    def __init__(self, presenter: SimulatorPresenter, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self._presenter, self._texts = presenter, texts
        self.setObjectName("root")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(texts("simulator.title"))
        self.keys: dict[int, KeyOfPad] = {}
        self.banner = Banner()
        self._line = TagLabel("")
        self._keys, self.lesson = row(gap=8), Lesson()
        self.switches = Switches(lambda fault, on: presenter.on_fault(fault, on=on))
        self.model: RowsModel[Line] = RowsModel(COLUMNS, key=lambda x: str(x.place))
        self.table = RowsTable(self.model, height=ROW, words=texts("simulator.log"))
        self.models = Select()
        self.models.chosen_id.connect(presenter.on_model)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        body = row((self._left(), 1), self._right(), gap=0)
        parts = (self._head(), hairline(), self.banner, (body, 1))
        sheet.setLayout(column(*parts, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(column(sheet, margins=(8, 8, 8, 8)))
        self.resize(theme().px(SIZE[0]), theme().px(SIZE[1]))
        FocusRing(self)
        presenter.attach(self)
        presenter.open()

    def _head(self) -> QWidget:
        texts = self._texts
        tool = TagLabel(texts("simulator.tool"), "warn")
        line = Label(texts("simulator.line"), "m14")
        head = (Label(texts("simulator.title"), "h2"), tool, None, line, self._line)
        return held(row(*head, gap=10, margins=(16, 8, 16, 8)))

    def _left(self) -> QWidget:
        texts = self._texts
        self.clear = KeyButton(texts("simulator.clear"), kind="link")
        self.export = KeyButton(texts("simulator.export"), kind="link")
        self.clear.clicked.connect(self._presenter.on_clear)
        self.export.clicked.connect(self._ask_where)
        title = row(Label(texts("simulator.log"), "b"), None, self.clear, self.export, gap=12)
        return held(column(
            Label(texts("simulator.keys"), "s14"), self._keys, self.lesson, 4, title,
            (self.table, 1),
            gap=6, margins=(16, 14, 16, 14),
        ))  # fmt: skip

    @property
    def faults(self) -> dict[str, Checkbox]:
        """The switches by the names of the faults."""
        return self.switches.boxes

    def _right(self) -> QWidget:
        texts = self._texts
        model = Field(texts("simulator.model"), self.models)
        return aside(texts("simulator.faults"), self.switches, model)

    def _ask_where(self) -> None:
        name = self._texts("simulator.file")
        self._presenter.on_export(QFileDialog.getSaveFileName(self, name, f"{name}.txt")[0])

    def show_models(self, models: Sequence[tuple[str, str]], chosen: str) -> None:
        """All models, and the one in use."""
        self.models.show_choices([Choice(id_, name) for id_, name in models])
        self.models.choose(chosen)

    def show_keys(self, keys: Sequence[PadKey]) -> None:
        """The keys of the model in use."""
        emptied(self._keys)
        self.keys = {key.code: KeyOfPad(key) for key in keys}
        for code, button in self.keys.items():
            button.clicked.connect(lambda _=False, c=code: self._presenter.on_press(c))
            self._keys.addWidget(button, 1)
        next(iter(self.keys.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_faults(self, faults: Sequence[tuple[str, str, str]], on: frozenset[str]) -> None:
        """All faults, each with its switch."""
        self.switches.show_faults(faults, on)

    def show_lesson(self, title: str, sentence: str) -> None:
        """What the clerk will see now, and should do."""
        self.lesson.show_lesson(title, sentence)

    def show_line(self, words: str, *, plugged: bool) -> None:
        """Whether the cable is in and the pad is lit."""
        self._line.show_tag(words, "ok" if plugged else "bad")

    def show_log(self, lines: Sequence[Line]) -> None:
        """The record; the newest line is in sight."""
        self.model.show(lines)
        self.table.scrollToBottom()

    def say(self, sentence: str, *, good: bool) -> None:
        """What came of an export."""
        self.banner.show_notice(Notice(sentence, "ok" if good else "bad"))
