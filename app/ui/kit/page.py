"""Page: a title bar with context and tools, and the body below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.aside import Aside
from app.ui.kit.boxes import column, emptied, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.label import ElidedLabel, TagKind, TagLabel
from app.ui.kit.notices import Banner
from app.ui.kit.theme import theme


class Page(QWidget):
    """A page of the shell. Add widgets to `body`; `banner` lies between title bar and body."""

    back_pressed = Signal()

    def __init__(self, *, title: str = "", back: bool = False) -> None:
        """`back` puts an arrow before the title, with Esc."""
        super().__init__()
        self._title = ElidedLabel(title, "h1")
        self._context = row(gap=16)
        self._lead, self._tools = row(gap=8), row(gap=10)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box = row(gap=12, margins=(20, 0, 20, 0))
        if back:
            arrow = KeyButton(icon="arrow-left", keys="Esc", kind="quiet", words="返回")
            arrow.clicked.connect(self.back_pressed)
            box.addWidget(arrow)
            box.setContentsMargins(14, 0, 20, 0)
        box.addWidget(self._title)
        box.addLayout(self._lead)
        box.addLayout(self._context)
        box.addStretch(1)
        box.addLayout(self._tools)
        self._bar = held(box)
        self.banner = Banner()
        self.body = column(gap=0)
        self.setLayout(column(self._bar, hairline(), self.banner, (self.body, 1), gap=0))
        theme().changed.connect(self._fit)
        self._fit()

    def title(self) -> str:
        """The title."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_context(self, *texts: str, tag: str = "", tag_kind: TagKind = "mute") -> None:
        """Words after the title, and a tag after them; what was there goes."""
        emptied(self._context)
        for place, text in enumerate(texts):
            self._context.addWidget(ElidedLabel(text, "m14" if place == 0 else "m13"))
        if tag:
            self._context.addWidget(TagLabel(tag, tag_kind))

    def add_lead(self, widget: QWidget) -> None:
        """Put something right after the title: a day to go through."""
        self._lead.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_tool(self, widget: QWidget) -> None:
        """Put something at the right of the title bar."""
        self._tools.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        for aside in self.findChildren(Aside):
            aside.fit(self.window().width())

    def _fit(self) -> None:
        self._bar.setFixedHeight(theme().size("title") - 1)
