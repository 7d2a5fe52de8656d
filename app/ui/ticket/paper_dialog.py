"""A paper as it will come out of the printer, dot by dot."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from app.ui.kit.dialog import FormDialog
from app.ui.kit.theme import theme

WIDTH = 460
TALLEST = 520
AROUND = 210  # head and foot of the dialog, and air above and below it


class PaperDialog(FormDialog):
    """预览: the picture, and a button that prints it, once more unless other words are given."""

    def __init__(
        self, parent: QWidget, title: str, png: bytes, printed: Callable[[], None],
        *, sub: str = "再打一张会注明补打", strong: str = "补打一张",
    ) -> None:  # fmt: skip
        super().__init__(parent, title=title, sub=sub, strong=strong, width=WIDTH + 64)
        picture = QPixmap()
        picture.loadFromData(png)
        look = theme()
        paper = QLabel()
        paper.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        paper.setPixmap(
            picture.scaledToWidth(look.px(WIDTH), Qt.TransformationMode.SmoothTransformation)
        )
        paper.setAccessibleName(title)
        self.area = QScrollArea()
        self.area.setWidget(paper)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = parent.window().height() - look.px(AROUND)
        self.area.setFixedHeight(min(look.px(TALLEST), room, paper.pixmap().height()))
        self.body.addWidget(self.area)

        def submit() -> None:
            self.accept()
            printed()

        self.submitted.connect(submit)
