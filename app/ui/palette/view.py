"""The palette as widgets: a field, the lines below it, the keys at the foot."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.kit.boxes import column, hairline, held, row
from app.ui.kit.keys import commit_typing, shown
from app.ui.kit.label import Icon, Keycap, Label
from app.ui.kit.light import draw_light
from app.ui.kit.options import has_state, rect_of
from app.ui.kit.overlay import Overlay
from app.ui.kit.theme import Theme, theme
from app.ui.kit.writing import CENTRE, text_width, write
from app.ui.palette.presenter import Hit, PalettePresenter

WIDTH = 640
LINE, HEAD = 44, 32
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ROLE = Qt.ItemDataRole.UserRole


class Palette(Overlay):
    """Ctrl+K. Typing goes to the field, arrows to the lines, Enter does the chosen one."""

    def __init__(self, parent: QWidget, presenter: PalettePresenter) -> None:
        super().__init__(parent, title="快速查找", width=WIDTH)
        self._presenter = presenter
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setAccessibleName("查找工单、事项或命令")
        self.field.setMaxLength(60)
        self.field.textChanged.connect(presenter.on_typed)
        self.field.returnPressed.connect(self.do_chosen)
        hint = Label("电话后四位、编号、姓名、事项、命令都能搜", "m13")
        head = row(Icon("search", tone="text2", size=20), (self.field, 1), hint, gap=12,
                   margins=(20, 10, 20, 10))  # fmt: skip
        self.lines = _Lines()
        self.lines.setFixedWidth(theme().px(WIDTH) - 2)
        self.lines.clicked.connect(self.do_chosen)
        self.none = Label("", "m14")
        self.none.setContentsMargins(20, 20, 20, 20)
        foot = row(
            Keycap("↑"), Keycap("↓"), Label("选择", "m13"), 8, Keycap("Enter"),
            Label("打开", "m13"), 8, Keycap("Esc"), Label("关闭", "m13"), None,
            Label("输入 > 只找命令", "m13"), gap=6, margins=(20, 8, 20, 8),
        )  # fmt: skip
        ends = held(head), held(foot)
        for end in ends:
            end.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        parts = (ends[0], hairline(), self.lines, self.none, hairline(), ends[1])
        self.fill(column(*parts, gap=0), fixed=True)
        presenter.attach(self)

    def first_field(self) -> QWidget:
        """The cursor stands in the field, what was typed before is selected."""
        self.field.selectAll()
        return self.field

    def show_hits(self, hits: Sequence[Hit], sentence: str) -> None:
        """The lines under their heads; the first is chosen."""
        self.lines.show_hits(hits)
        self.lines.setVisible(bool(hits))
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list while the cursor stays in the field."""
        if event.key() in MOVES:
            back = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)
            self.lines.move_by(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def do_chosen(self) -> None:
        """Enter or a click; what the input method still holds belongs to the field first."""
        commit_typing()
        hit = self.lines.chosen()
        if hit is not None:
            self.accept()
            hit.act()


class _Lines(QListView):
    """Heads and lines; heads cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("找到的")
        self.setModel(QStandardItemModel(self))
        self.setItemDelegate(_LinePainter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._hits: tuple[Hit | None, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Fill it."""
        model, places = QStandardItemModel(self), list[Hit | None]()
        for head, group in groupby(hits, key=lambda hit: hit.head):
            title = QStandardItem(head)
            title.setFlags(Qt.ItemFlag.ItemIsEnabled)
            model.appendRow(title)
            places.append(None)
            for hit in group:
                item = QStandardItem("，".join(p for p in (hit.title, hit.sub, hit.keys) if p))
                item.setData(hit, ROLE)
                model.appendRow(item)
                places.append(hit)
        self._hits = tuple(places)
        self.setModel(model)
        look = theme()
        high = sum(look.px(LINE if hit else HEAD) for hit in places)
        self.setFixedHeight(high + look.px(8))
        self.move_by(1)

    def move_by(self, step: int) -> None:
        """To the next line up or down, past heads."""
        place = self.currentIndex().row() + step
        while 0 <= place < len(self._hits) and self._hits[place] is None:
            place += step
        if 0 <= place < len(self._hits):
            self.setCurrentIndex(self.model().index(place, 0))

    def chosen(self) -> Hit | None:
        """The chosen line."""
        place = self.currentIndex().row()
        return self._hits[place] if 0 <= place < len(self._hits) else None


class _LinePainter(QStyledItemDelegate):
    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        """How high it is."""
        return QSize(0, theme().px(LINE if index.data(ROLE) else HEAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex, /,
    ) -> None:  # fmt: skip
        """Paint a head or a line."""
        look, rect, hit = theme(), rect_of(option), index.data(ROLE)
        inner = rect.adjusted(look.px(20), 0, -look.px(20), 0)
        painter.save()
        if not isinstance(hit, Hit):
            write(painter, look, inner, index.data(), "text3")
        else:
            if has_state(option, QStyle.StateFlag.State_Selected):
                painter.fillRect(rect, look.colour("primarySoft"))
                bar = QRect(rect.x(), rect.y(), 3, rect.height())
                painter.fillRect(bar, look.colour("primary"))
            _draw_hit(painter, look, inner, hit)
        painter.restore()


def _draw_hit(painter: QPainter, look: Theme, rect: QRect, hit: Hit) -> None:
    side = look.px(18)
    sign = QRectF(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
    if hit.mark:
        draw_light(painter, hit.mark, sign, look)
    elif hit.icon:
        look.icons.paint(painter, hit.icon, look.colour("text2"), sign)
    end = rect.right() - _draw_key(painter, look, rect, shown(hit.keys))
    line = QRect(rect.x() + look.px(30), rect.y(), 0, rect.height())
    line.setRight(end - look.px(12))
    bold = bool(hit.mark)
    line.setLeft(line.x() + write(painter, look, line, hit.title, "text", px=15, bold=bold))
    if hit.sub and line.width() > look.px(40):
        line.setLeft(line.x() + look.px(12))
        _draw_found(painter, look, line, hit)


def _draw_found(painter: QPainter, look: Theme, line: QRect, hit: Hit) -> None:
    """The second text, with what was typed marked in it."""
    before, found, _rest = hit.sub.partition(hit.found)
    if found:
        x = line.x() + text_width(look, before, 13)
        wide = text_width(look, found, 13)
        if x + wide < line.right():
            high = look.px(22)
            ground = QRect(x, line.y() + (line.height() - high) // 2, wide, high)
            painter.fillRect(ground, look.colour("warnSoft"))
    write(painter, look, line, hit.sub, "text2")


def _draw_key(painter: QPainter, look: Theme, rect: QRect, keys: str) -> int:
    """The key in a cap at the right; how wide it became."""
    wide, high = text_width(look, keys, 12) + look.px(12), look.px(20)
    cap = QRectF(
        rect.right() - wide + 0.5, rect.y() + (rect.height() - high) // 2 + 0.5, wide, high
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.colour("line2"))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(cap, 4, 4)
    write(painter, look, cap, keys, "text2", px=12, align=CENTRE)
    return wide
