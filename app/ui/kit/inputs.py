"""Inputs that stock Qt leaves without a mark: lists to choose from, boxes to tick, passwords.

QLineEdit is used as it is.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
)

from app.ui.kit.button import OnOffButton
from app.ui.kit.label import draw_initial, plain_tip
from app.ui.kit.options import has_state, rect_of
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice, Person
from app.ui.kit.writing import text_width, write

SECRET = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""Said to input methods of a password: they leave it alone and learn nothing of it."""
SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
Index = QModelIndex | QPersistentModelIndex


class Select(QComboBox):
    """A drop-down list by id. The wheel moves it only while it has the cursor."""

    chosen_id = Signal(str)

    def __init__(
        self, choices: Iterable[Choice] = (), *, prompt: str = "", soft: bool = False
    ) -> None:
        """`prompt` is shown while nothing is chosen; without one the first entry is.

        `soft` is as wide as its entries and paler, for filters.
        """
        super().__init__()
        self._prompt = prompt
        self.setPlaceholderText(prompt)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if soft:
            self.setProperty("soft", True)
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self.setMinimumWidth(theme().px(96))
        else:
            self.setSizeAdjustPolicy(SHORT)
            self.setMinimumContentsLength(6)
        self.show_choices(choices)
        self.activated.connect(lambda _row: self.chosen_id.emit(self.chosen()))

    def show_choices(self, choices: Iterable[Choice]) -> None:
        """Show these; what was chosen stays chosen if it is among them."""
        before = self.chosen()
        self.blockSignals(True)
        self.clear()
        for choice in choices:
            self.addItem(choice.title, choice.id)
        self.choose(before)
        self.blockSignals(False)

    def chosen(self) -> str:
        """The id chosen, "" for none."""
        return str(self.currentData() or "")

    def choose(self, choice: str) -> None:
        """Choose without telling; an unknown id chooses the prompt, or the first."""
        place = self.findData(choice)
        self.setCurrentIndex(place if place >= 0 or self._prompt else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the choice, unless it has the cursor."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it; what is too long ends in three dots, as Qt would not do."""
        option, edit = QStyleOptionComboBox(), QStyle.SubControl.SC_ComboBoxEditField
        self.initStyleOption(option)
        control, label = QStyle.ComplexControl.CC_ComboBox, QStyle.ControlElement.CE_ComboBoxLabel
        room = self.style().subControlRect(control, option, edit, self).width()
        whole = self.currentText()
        told = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        if told == whole or self.currentIndex() < 0:
            super().paintEvent(event)
        else:
            option.currentText = told  # type: ignore[attr-defined]  # the stub lacks it
            painter = QPainter(self)
            self.style().drawComplexControl(control, option, painter, self)
            self.style().drawControl(label, option, painter, self)
            painter.end()
        self.setToolTip(plain_tip(whole) if told != whole else "")
        draw_chevron(self)


def draw_chevron(box: QComboBox) -> None:
    """The mark at the right of a drop-down list."""
    look = theme()
    px = look.px(16)
    rect = QRectF(box.width() - px - look.px(8), (box.height() - px) // 2, px, px)
    tone = "text3" if box.isEnabled() else "line2"
    look.icons.paint(QPainter(box), "chevron-down", look.colour(tone), rect)


class TextEdit(QPlainTextEdit):
    """Text of several lines, at least `least` px high at 100 %; Tab goes on to the next field."""

    def __init__(self, *, least: int) -> None:
        super().__init__()
        self._least = least
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """As low as may be: Qt would ask for 192 px, and a low window would have to scroll."""
        return QSize(super().sizeHint().width(), theme().px(self._least))

    def minimumSizeHint(self) -> QSize:
        """Never lower."""
        return QSize(super().minimumSizeHint().width(), theme().px(self._least))


class Checkbox(QCheckBox):
    """A box to tick; `large` where it is the matter itself and not an aside."""

    def __init__(self, text: str, *, large: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        if large:
            self.setProperty("large", True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            element = QStyle.SubElement.SE_CheckBoxIndicator
            box = QRectF(self.style().subElementRect(element, option, self))
            look = theme()
            inset = (box.width() - look.px(14)) / 2
            tick = box.adjusted(inset, inset, -inset, -inset)
            look.icons.paint(QPainter(self), "check", look.colour("onPrimary"), tick)


class PersonBox(QComboBox):
    """Who signs in: initial, name and post, in the list and when closed."""

    chosen_id = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("tall", True)
        self.setItemDelegate(_PersonDelegate(self))
        self._people: tuple[Person, ...] = ()
        self.activated.connect(lambda _row: self.chosen_id.emit(self.chosen()))

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these, the first one chosen."""
        self._people = tuple(people)
        self.blockSignals(True)
        self.clear()
        for person in people:
            self.addItem(f"{person.name}，{person.post}" if person.post else person.name, person)
        self.blockSignals(False)

    def chosen(self) -> str:
        """The id chosen, "" while nobody is there."""
        person = self.currentData()
        return person.id if isinstance(person, Person) else ""

    def choose(self, person: str) -> None:
        """Choose somebody without telling."""
        ids = [one.id for one in self._people]
        self.setCurrentIndex(ids.index(person) if person in ids else -1)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        person = self.currentData()
        if isinstance(person, Person):
            draw_person(painter, person, self.rect().adjusted(theme().px(10), 0, 0, 0))
        painter.end()
        draw_chevron(self)


class _PersonDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index, /) -> QSize:
        """How large it wants to be."""
        return QSize(theme().px(220), theme().px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Paint an item."""
        rect, look = rect_of(option), theme()
        if has_state(option, QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, look.colour("primarySoft"))
        draw_person(
            painter, index.data(Qt.ItemDataRole.UserRole), rect.adjusted(look.px(6), 0, 0, 0)
        )


def draw_person(painter: QPainter, person: Person, rect: QRect) -> None:
    """Initial, name and post in a line."""
    look = theme()
    px = look.px(28)
    circle = QRectF(rect.x(), rect.y() + (rect.height() - px) // 2, px, px)
    draw_initial(painter, person.name, circle)
    line = rect.adjusted(px + look.px(8), 0, -look.px(36), 0)
    taken = write(painter, look, line, person.name, px=15)
    if person.post:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = text_width(look, person.post, 13) + look.px(16)
        tall = look.px(22)
        x = line.x() + taken + look.px(8)
        tag = QRectF(x, rect.y() + (rect.height() - tall) // 2, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("muteSoft"))
        painter.drawRoundedRect(tag, 4, 4)
        write(painter, look, tag.adjusted(look.px(8), 0, 0, 0), person.post, "mute")


class PasswordEdit(QLineEdit):
    """A password; its eye shows what was typed while it is on."""

    def __init__(self, *, tall: bool = False) -> None:
        super().__init__()
        self.setProperty("tall", tall)
        self.eye = OnOffButton(icon="eye", words="显示口令")
        self.eye.setParent(self)
        self.eye.toggled.connect(self._look)
        self._look(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the right."""
        super().resizeEvent(event)
        px, edge = self.eye.sizeHint().width(), theme().px(4)
        self.setTextMargins(0, 0, px + edge, 0)
        self.eye.setGeometry(self.width() - px - edge, (self.height() - px) // 2, px, px)

    def _look(self, on: bool) -> None:
        self.eye.icon_name = "eye-off" if on else "eye"
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.setInputMethodHints(SECRET)  # Qt forgets it as soon as the eye is on


class _Completer(QCompleter):
    """Finds an entry by what stands beside it, and puts in the entry."""

    def pathFromIndex(self, index: Index, /) -> str:
        """What is put into the field."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def complete_from(edit: QLineEdit, entries: Sequence[tuple[str, str]]) -> None:
    """Offer entries (what is put in, what it is also found by); free text stays allowed."""
    model = QStandardItemModel(edit)
    for text, also in entries:
        item = QStandardItem(text)
        item.setData(f"{text} {also}", Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    completer = _Completer(model, edit)
    completer.setCompletionRole(Qt.ItemDataRole.UserRole)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(8)
    popup = QListView()
    popup.setObjectName("completions")
    completer.setPopup(popup)
    edit.setCompleter(completer)
