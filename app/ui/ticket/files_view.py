"""The attachments of a ticket as widgets: a line each, small pictures, a button to add one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMimeData,
    QObject,
    QSize,
    Qt,
    QUrl,
)
from PySide6.QtGui import QDesktopServices, QDropEvent, QImage, QImageReader, QImageWriter, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.settings.words import Words
from app.ui.kit.boxes import column, emptied, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import bring_into_sight
from app.ui.kit.label import Icon, Label
from app.ui.ticket.files_presenter import FilesPresenter
from app.ui.ticket.files_work import FileRow

THUMB = QSize(160, 96)


class FilesPart(QWidget):
    """附件: below the facts of the ticket."""

    def __init__(self, presenter: FilesPresenter, words: Words) -> None:
        super().__init__()
        self._presenter, self._words = presenter, words
        self._title = Label("", "m13")
        self.add = KeyButton(words("attach.add"), keys="Alt+F", icon="paperclip", small=True)
        self.add.clicked.connect(self._choose)
        self.jump = KeyButton(words("files.jump"), keys="Alt+A", icon="paperclip")
        self.jump.clicked.connect(self._take_cursor)  # stands in the head of the page
        self._rows, self.said = column(gap=6), Label("", "m13", wrap=True)
        self._thumbs: dict[str, QLabel] = {}
        self.setLayout(
            column(row(self._title, None, self.add), self._rows, self.said, gap=6,
                   margins=(20, 0, 20, 14))
        )  # fmt: skip
        presenter.attach(self)

    def open(self, number: str) -> None:
        """Show those of a ticket."""
        self._presenter.open(number)

    def watch(self, page: QWidget) -> None:
        """Let files and pictures be dropped anywhere on a page."""
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """They become attachments."""
        if isinstance(event, QDropEvent) and event.type() != QEvent.Type.DragMove:
            if self.takes(event.mimeData()):
                event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take(event.mimeData())
        return super().eventFilter(watched, event)

    def takes(self, mime: QMimeData) -> bool:
        """Whether what is dropped or pasted holds files or a picture that may be added."""
        files = any(url.isLocalFile() for url in mime.urls())
        return not self.add.isHidden() and (files or mime.hasImage())

    def take(self, mime: QMimeData) -> None:
        """Add what was dropped or pasted."""
        if not self.takes(mime):
            return
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        for path in files:
            self._presenter.on_add(path)
        image = mime.imageData()
        if not files and isinstance(image, QImage):
            self._presenter.on_picture(lambda: png_of(image))
        self._take_cursor()

    def _take_cursor(self) -> None:
        links = (b for b in self.findChildren(KeyButton) if not b.isHidden())
        first = next(links, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_sight(self)

    def show_files(self, rows: Sequence[FileRow], *, may_add: bool) -> None:
        """All attachments."""
        self._title.setText(self._words("attach.title", n=len(rows) or ""))
        self.jump.setText(
            self._words("files.jump_n", n=len(rows)) if rows else self._words("files.jump")
        )
        self.add.setVisible(may_add)
        how = self._words("files.how") if may_add else self._words("attach.none")
        self.said.setText("" if rows else how)
        self._thumbs = {}
        emptied(self._rows)
        for one in rows:
            look = KeyButton(one.name, kind="link")
            look.clicked.connect(lambda _=False, s=one.sha256: self._presenter.on_open(s))
            icon = Icon("paperclip" if one.is_picture else "file-text", size=16)
            self._rows.addWidget(held(row(icon, (look, 1), Label(one.sub, "m13"), gap=8)))
            if one.is_picture:
                small = QLabel()
                small.setAccessibleName(one.name)
                small.hide()
                self._thumbs[one.sha256] = small
                self._rows.addWidget(small)

    def show_thumb(self, sha256: str, png: bytes) -> None:
        """A small picture came back from its worker."""
        label, pixmap = self._thumbs.get(sha256), QPixmap()
        if label is not None and png and pixmap.loadFromData(png):
            label.setPixmap(pixmap)
            label.show()

    def show_said(self, sentence: str, *, is_bad: bool) -> None:
        """What came of it."""
        self.said.set_role("bad13" if is_bad else "m13")
        self.said.setText(sentence)

    def open_file(self, path: Path) -> None:
        """The desktop's own viewer shows the copy."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _choose(self) -> None:
        title, kinds = self._words("attach.pick"), self._words("attach.filter")
        path, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if path:
            self._presenter.on_add(Path(path))


def thumb(raw: bytes) -> bytes:
    """A small PNG of a picture, b"" where it cannot be read. For a worker: no widget is touched."""
    source = QBuffer()
    source.setData(raw)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(THUMB, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return b""
    return png_of(image)


def png_of(image: QImage) -> bytes:
    """A picture as PNG. For a worker."""
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(made, QByteArray(b"png")).write(image)
    return bytes(made.data().data())
