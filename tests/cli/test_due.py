"""`bandecheng due`: a line in, a line out, whatever the line holds."""

import io
import os
import select
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cli import due, main
from app.settings import shipped

KEYS = ["id", "due", "target", "act_by", "lamp", "late", "provisional", "refused"]


def answers(*lines: bytes | dict[str, Any], extra: Path | None = None) -> list[dict[str, Any]]:
    raw: Iterable[bytes] = (
        line if isinstance(line, bytes) else msgspec.json.encode(line) for line in lines
    )
    return [msgspec.json.decode(text) for text in due.answers(raw, extra)]


def test_the_examples_of_the_contract_hold() -> None:
    first, second, third = answers(
        b'{"id":1,"regime":"xiufeng","limit":"x-general","from":"2024-02-02 16:00"}',
        b'{"id":2,"regime":"national","extend":{"old_due":"2026-03-09 17:30","amount":5,'
        b'"asked":"2026-03-09 17:31"}}',
        b'{"id":3,"regime":"chongming","unit":"work_day","amount":1,"from":"2026-03-02 10:00",'
        b'"as_of":"2026-03-03 17:30:01"}',
    )
    assert first["due"] == "2024-02-04 17:30"
    assert second["due"] == "2026-03-09 17:30"
    assert "N-9.4-b1" in second["refused"]
    assert third["lamp"] == "red"


def test_every_answer_has_all_keys_in_order() -> None:
    asked = {"regime": "national", "limit": "n-general", "from": "2026-03-02 10:00"}
    for found in answers(asked, {**asked, "id": "甲"}):
        assert list(found) == KEYS
    assert [found["id"] for found in answers(asked, {**asked, "id": "甲"})] == [None, "甲"]


def test_seconds_are_shown_where_there_are_any() -> None:
    asked = {"regime": "xiufeng", "limit": "x-consult", "from": "2026-03-02 10:00:05"}
    found = answers(asked)[0]
    assert (found["due"], found["target"]) == ("2026-03-02 14:00:05", "2026-03-02 10:00:05")


@pytest.mark.parametrize(
    "line",
    [
        b"due?", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b'{"id": "\xff"}', b"[" * 100_000,
        b'{"id": 1, "regime": "national"', b"\x00",
    ],
)  # fmt: skip
def test_a_line_that_is_no_object_is_answered_and_the_rest_goes_on(line: bytes) -> None:
    good = {"id": 2, "regime": "national", "limit": "n-general", "from": "2026-03-02 10:00"}
    found = answers(line, b"  \n", good)
    assert list(found[0]) == ["error"]
    assert found[1]["due"] == "2026-03-09 17:30"


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ({}, "regime"),
        ({"regime": 5}, "regime"),
        ({"regime": "national", "from": 5}, "from"),
        ({"regime": "national", "form": "2026-03-02 10:00"}, "form"),
        ({"regime": "national", "amount": 1.5}, "amount"),
        ({"regime": "national", "extend": {"old_due": "2026-03-02 10:00"}}, "extend.asked"),
        ({"regime": "national", "extend": {"old_due": 1}}, "extend.old_due"),
    ],
)
def test_a_wrong_key_is_named_in_chinese(keys: dict[str, Any], named: str) -> None:
    found = answers({"id": [7], **keys})[0]
    assert found["id"] == [7]
    assert named in found["error"]
    assert "写法不对" in found["error"]


def test_null_is_as_good_as_left_out() -> None:
    asked = {"regime": "national", "limit": "n-general", "from": "2026-03-02 10:00"}
    blank = dict.fromkeys(("unit", "amount", "taken", "found", "category", "extend", "as_of"))
    assert answers({**asked, **blank}) == answers(asked)


def test_other_questions_are_refused_with_their_id() -> None:
    far = {"id": 1, "regime": "national", "unit": "month", "amount": 99_999}
    found = answers({**far, "from": "2026-03-02 10:00"}, {"id": 2, "regime": "nowhere"})
    assert [list(x) for x in found] == [["id", "error"], ["id", "error"]]


def test_profiles_of_a_folder_are_added(tmp_path: Path) -> None:
    text = shipped.regime_files()["pingyi"].decode().replace('id = "pingyi"', 'id = "linyi"', 1)
    text = text.replace('after_close = "same_date"', 'after_close = "next_work_day"')
    (tmp_path / "linyi.toml").write_text(text, "utf-8")
    asked = {"limit": "p-general", "from": "2026-03-06 18:00"}
    found = answers({**asked, "regime": "linyi"}, {**asked, "regime": "pingyi"}, extra=tmp_path)
    assert [x["due"] for x in found] == ["2026-03-10 17:30", "2026-03-09 17:30"]


def test_the_command_answers_line_by_line_and_ends_well() -> None:
    command = [sys.executable, "-m", "app", "due"]
    plain = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=plain) as running:
        assert running.stdin
        assert running.stdout
        for number in (1, 2):  # the second question comes after the first answer
            line = b'{"id":%d,"regime":"chongming","extend":{"old_due":"2026-03-09 17:30",' % number
            running.stdin.write(line + b'"amount":1,"asked":"2026-03-09 10:00"}}\n')
            running.stdin.flush()
            if not select.select([running.stdout], [], [], 30)[0]:
                running.kill()
            found = msgspec.json.decode(running.stdout.readline())
            assert found["id"] == number
            assert "没有延期" in found["refused"]
        running.stdin.close()
        assert running.wait(timeout=30) == 0


def test_the_command_needs_neither_a_window_nor_a_store() -> None:
    code = (
        "import sys; from app.cli import due; list(due.answers([b'{}']));"
        "print([m for m in ('PySide6', 'sqlalchemy', 'sqlcipher3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_bad_profile_is_told_in_chinese_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.toml").write_text("schema_version = ", "utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}\n")))
    assert main(["due", "--regimes", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "bad" in told.err


def test_a_folder_that_is_not_there_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--regimes", "/nowhere/at/all"]) == 2
    assert "没有这个文件夹" in capsys.readouterr().err
