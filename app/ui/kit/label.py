"""Labels: every text a page shows. Plain always, so what citizens write stays what they wrote."""

from html import escape
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.kit.keys import shown
from app.ui.kit.theme import theme
from app.ui.kit.values import Tone

Role = Literal[
    "body", "title", "h1", "h2", "big", "b", "b14", "b13", "lab", "t14", "s14", "m14", "s13", "m13",
    "key", "ok", "warn", "bad", "ok13", "warn13", "bad13", "alarm13", "figure",
    "c52", "c36", "c32", "c30",
]  # fmt: skip
"""The letters of a text (tokens.qss.tpl): s is text2, m text3, c the citizen's screen, then px."""

TagKind = Literal["info", "mute", "ok", "warn", "bad"]


def plain_tip(text: str) -> str:
    """A tool tip that shows `text` as it stands; Qt would take a `<b>` in it for a command."""
    return f"<qt>{escape(text)}</qt>" if text else ""


def restyle_by(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


class Label(QLabel):
    """A text in one of the roles; `wrap` breaks it into lines."""

    def __init__(self, text: str = "", role: Role = "body", *, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role != "body":
            self.setProperty("t", role)
        self.setText(text)

    def set_role(self, role: Role) -> None:
        """Change the letters."""
        restyle_by(self, "t", role)


class ElidedLabel(Label):
    """A text that ends in … where there is no room for it; the tip then has all of it."""

    def __init__(self, text: str = "", role: Role = "body") -> None:
        super().__init__(text, role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """How small it may become."""
        hint = super().sizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().horizontalAdvance("办办…")), hint.height()
        )

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        hint = super().sizeHint()
        return QSize(hint.width() + 1, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._tip()

    def setText(self, text: str, /) -> None:
        """Change the text."""
        super().setText(text)
        self._tip()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        elide = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self.text(), elide, self.width())
        painter.drawText(self.rect(), self.alignment().value, text)

    def _tip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain_tip(self.text()) if cut else "")


class TagLabel(Label):
    """A few words on a coloured ground: 在办, 待审阅."""

    def __init__(self, text: str, kind: TagKind = "mute") -> None:
        super().__init__(text)
        self.setProperty("tag", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tag(self, text: str, kind: TagKind) -> None:
        """Change words and colour."""
        self.setText(text)
        restyle_by(self, "tag", kind)


class Drawing(QLabel):
    """Something painted that a screen reader reads as `words`. Subclasses paint and say how big."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """Never less: what it says is never cut."""
        return self.sizeHint()


class Icon(Drawing):
    """An icon of resources/icons in a colour of the theme; `words` only if it says more."""

    def __init__(self, name: str, *, tone: Tone = "text2", size: int = 18, words: str = "") -> None:
        super().__init__(words)
        self._name, self._tone, self._size = name, tone, size

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        px = theme().px(self._size)
        return QSize(px, px)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        look = theme()
        look.icons.paint(QPainter(self), self._name, look.colour(self._tone), QRectF(self.rect()))


class Keycap(Drawing):
    """A key as on a keyboard: Alt K. Beside things that are not buttons."""

    def __init__(self, keys: str, *, always: bool = False) -> None:
        """`always` is shown where the keys on buttons are switched off, too."""
        super().__init__(f"快捷键 {shown(keys)}")
        self._shown, self._always = shown(keys), always

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        look = theme()
        width = QFontMetrics(look.font(12)).horizontalAdvance(self._shown)
        is_seen = look.key_hints or self._always
        return QSize(width + look.px(12), look.px(20)) if is_seen else QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line2"), 1))
        painter.setBrush(look.colour("surface2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("text3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._shown)


class Initial(Drawing):
    """The first character of a name in a circle, or of the product on its ground (`brand`)."""

    def __init__(self, name: str = "", *, brand: bool = False, size: int = 32) -> None:
        super().__init__()
        self._name, self._brand, self._size = name, brand, size

    def show_name(self, name: str) -> None:
        """Change whose it is."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        """How large it wants to be."""
        px = theme().px(self._size)
        return QSize(px, px)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint it."""
        painter = QPainter(self)
        draw_initial(painter, self._name, QRectF(self.rect()), brand=self._brand)


def draw_initial(painter: QPainter, name: str, rect: QRectF, *, brand: bool = False) -> None:
    """The first character of `name` in a circle or, for the product, on a coloured square."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if brand else QPen(look.colour("line2"), 1))
    painter.setBrush(look.colour("primary" if brand else "surface"))
    ring = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    radius = rect.width() / 4 if brand else rect.width() / 2
    painter.drawRoundedRect(rect if brand else ring, radius, radius)
    painter.setFont(look.font(17 if brand else 14, bold=True))
    painter.setPen(look.colour("onPrimary" if brand else "text2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name[:1])
    painter.restore()
