"""Attachments on the ticket page: added in pieces, shown small, opened as a passing copy."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.db.log import NotWritten
from app.desk import attaching
from app.ui.ticket.files_presenter import OPENED
from tests.desk.conftest import sent_away
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
