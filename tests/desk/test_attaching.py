"""Evidence on the real store: by content, in pieces, once, verified and in the backup."""

import hashlib
from pathlib import Path

import pytest

from app.db import attachments, verify
from app.db.backup import back_up, examine
from app.desk import attaching
from app.main import Terminal
from tests.desk.conftest import done, keys

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600_000)


def picked(tmp_path: Path, raw: bytes = PNG, name: str = "告知单.png") -> attaching.Picked:
    path = tmp_path / name
    path.write_bytes(raw)
    return attaching.read(path)


def attach(terminal: Terminal, number: str, file: attaching.Picked) -> None:
    for place in range(len(file.pieces)):
        attaching.put(terminal.desk, file, place)
    done(attaching.attach(terminal.desk, number, file))


def test_a_file_is_what_its_bytes_say(tmp_path: Path) -> None:
    assert picked(tmp_path, b"%PDF-1.7 x", "图片.png").act.type == "application/pdf"
    assert picked(tmp_path, b"\xff\xd8\xff\xe0", "x").act.type == "image/jpeg"
    assert picked(tmp_path, b"RIFF0000WEBP", "x").act.type == "image/webp"
    for raw, code in ((b"MZ", "type"), (b"", "empty"), (bytes(10 * 1024 * 1024 + 1), "large")):
        with pytest.raises(attaching.Unfit) as error:
            picked(tmp_path, raw, "程序.png")
        assert error.value.code == code
    with pytest.raises(attaching.Unfit, match="unread"):
        attaching.read(tmp_path)


def test_it_comes_back_as_it_was_and_two_tickets_share_it(
    terminal: Terminal, away: str, tmp_path: Path
) -> None:
    file = picked(tmp_path)
    assert len(file.pieces) == 3
    attach(terminal, away, file)
    assert attachments.whole(terminal.home, file.act.sha256) == PNG
    assert attaching.is_kept(terminal.desk, file)
    assert keys(attaching.refused(terminal.desk, away, file)) == {"attach.same"}
    assert PNG[:600] not in terminal.home.store.read_bytes()


def test_a_lost_piece_is_a_fault_and_the_backup_holds_the_bytes(
    terminal: Terminal, away: str, tmp_path: Path
) -> None:
    file = picked(tmp_path)
    attach(terminal, away, file)
    folder = tmp_path / "medium"
    folder.mkdir()
    made = back_up(terminal.home, folder, terminal.desk.hall, terminal.desk.clock.now())
    assert made.manifest.faults == 0
    assert examine(terminal.home.store, terminal.home.key()).tally.faults == ()
    with terminal.log.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM attachment WHERE place = 1")
    with terminal.log.reading() as connection:
        faults = verify.verify(connection).faults
    assert [(f.kind, f.where) for f in faults] == [("attachment", away)]
    assert attachments.whole(terminal.home, file.act.sha256) == b""


def test_pieces_nobody_names_do_no_harm(terminal: Terminal, away: str, tmp_path: Path) -> None:
    file = picked(tmp_path)
    attaching.put(terminal.desk, file, 0)
    assert not attaching.is_kept(terminal.desk, file)
    with terminal.log.reading() as connection:
        assert verify.verify(connection).faults == ()
    attaching.give_up(terminal.desk, file)
    with terminal.log.reading() as connection:
        assert attachments.size(connection, hashlib.sha256(PNG).hexdigest()) == 0
    assert terminal.log.ticket(away).attachments == ()
