"""Attachments on the ticket page: added in pieces, shown small, opened as a passing copy."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.db.log import NotWritten
from app.desk import attaching
from app.ui.ticket.files_presenter import OPENED
from tests.desk.conftest import sent_away
from tests.ui.kit.windows import press
from tests.ui.pages.conftest import Desk


def picture(folder: Path) -> Path:
    path = folder / "迁出地告知单.png"
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(path))
    return path


def test_a_picture_is_added_shown_small_and_opened_as_a_copy(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, counter = sent_away(desk.terminal), desk.counter
    counter.open_ticket(number)
    part = counter.ticket_page.files
    opened: list[Path] = []
    monkeypatch.setattr(part, "open_file", opened.append)
    counter.files.on_add(picture(tmp_path))
    qtbot.waitUntil(lambda: "已加附件" in part.said.text())
    (one,) = desk.terminal.log.ticket(number).attachments
    qtbot.waitUntil(lambda: not part._thumbs[one.sha256].pixmap().isNull())
    assert part._thumbs[one.sha256].pixmap().width() <= 160
    counter.files.on_open(one.sha256)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].read_bytes() == picture(tmp_path).read_bytes()
    assert opened[0].stat().st_mode & 0o077 == 0
    counter.lock()
    assert not (desk.terminal.home.path / OPENED).exists()


def test_what_cannot_be_attached_is_said(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    counter = desk.counter
    counter.open_ticket(sent_away(desk.terminal))
    part, path = counter.ticket_page.files, tmp_path / "图片.png"
    path.write_bytes(b"MZ not a picture")
    counter.files.on_add(path)
    qtbot.waitUntil(lambda: part.said.text() == desk.terminal.words("attach.type"))
    counter.files.on_add(picture(tmp_path))
    qtbot.waitUntil(lambda: "已加附件" in part.said.text())
    counter.files.on_add(picture(tmp_path))
    qtbot.waitUntil(lambda: part.said.text() == desk.terminal.words("refused.attach.same"))


def test_a_full_disk_loses_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter, number = desk.counter, sent_away(desk.terminal)
    counter.open_ticket(number)

    def full(*_: object) -> None:
        raise NotWritten("full")

    with monkeypatch.context() as patch:
        patch.setattr(attaching, "put", full)
        counter.files.on_add(picture(tmp_path))
        wanted = desk.terminal.words("not_written.full")
        qtbot.waitUntil(lambda: counter.ticket_page.files.said.text() == wanted)
    assert desk.terminal.log.ticket(number).state == "dispatched"
    assert desk.terminal.log.ticket(number).attachments == ()


def test_dropped_files_are_added_one_after_another_and_a_bad_one_is_named(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    counter, number = desk.counter, sent_away(desk.terminal)
    counter.open_ticket(number)
    page, bad = counter.ticket_page, tmp_path / "说明.txt"
    bad.write_bytes(b"plain words")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in (bad, picture(tmp_path))])
    page.files.eventFilter(  # Qt gives no drop away without a drag
        page,
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )  # fmt: skip
    qtbot.waitUntil(lambda: "已加附件" in page.files.said.text())
    assert page.files.said.text().startswith("说明.txt：")
    assert [a.name for a in desk.terminal.log.ticket(number).attachments] == ["迁出地告知单.png"]
    assert page.files.jump.text() == "附件 1"


def test_a_pasted_picture_is_attached_and_the_head_leads_to_it(desk: Desk, qtbot: QtBot) -> None:
    counter, number = desk.counter, sent_away(desk.terminal)
    counter.open_ticket(number)
    page, image = counter.ticket_page, QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(desk.terminal.log.ticket(number).attachments) == 1)
    (one,) = desk.terminal.log.ticket(number).attachments
    assert (one.type, one.name[:5]) == ("image/png", "粘贴的图片")
    page.note.setFocus()
    press(page.note, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    cursor = QApplication.focusWidget()
    assert cursor is not None
    assert page.files.isAncestorOf(cursor)
    assert page.files.add.visibleRegion().isEmpty() is False
