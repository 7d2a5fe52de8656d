"""最近收发记录 without a window: what is kept, what it means, what a clerk may see, what support
is given."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from app.db import lists
from app.devices import shelf
from app.devices.worker import Traffic
from app.domain.clock import ZONE
from app.main import Terminal
from app.ui.recent_frames import MOST, RecentFrames
from app.ui.settings.frames_presenter import FramesPresenter, LogRow
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal, sit

AT = datetime(2026, 3, 11, 9, 0, tzinfo=ZONE)


class Card:
    """What the card would show."""

    def __init__(self) -> None:
        self.rows: Sequence[LogRow] = ()
        self.copied = self.said = ""

    def show_log(self, rows: Sequence[LogRow]) -> None:
        self.rows = rows

    def copy(self, text: str) -> None:
        self.copied = text

    def say(self, sentence: str, *, good: bool) -> None:
        assert good
        self.said = sentence


class Log:
    """The presenter, the lines it shows and its card."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.card = terminal, Card()
        self.recent, self.facts = RecentFrames(terminal.desk), [("评价器", "正常")]
        profile = shelf.take(terminal.home.path, "pj06", "")
        self.presenter = FramesPresenter(
            terminal.desk, lambda: self.recent, lambda: profile, lambda: self.facts, "6.9"
        )
        self.presenter.attach(self.card)

    def hear(self, way: str, frame: str, after: float = 0.0, dropped: int = 0) -> None:
        self.recent.hear(Traffic(way, frame, AT + timedelta(seconds=after), dropped))

    def shown(self) -> list[tuple[str, str, str]]:
        self.presenter.on_second()
        return [(r.way, r.frame, r.meaning) for r in self.card.rows]


@pytest.fixture
def log(tmp_path: Path, clock: FakeClock) -> Iterator[Log]:
    terminal = make_terminal(tmp_path / "home", clock)
    sit(terminal, "L1")
    yield Log(terminal)
    terminal.stop()


def test_both_ways_newest_first_with_what_they_mean(log: Log) -> None:
    log.hear("tx", "55 aa 02 20 00 1a")
    log.hear("rx", "05", 1)
    log.hear("rx", "09", 2)
    assert log.shown() == [
        ("← 评价器", "09", "读不出按键"),
        ("← 评价器", "05", "非常满意"),
        ("本机 →", "55 AA 02 20 00 1A", "提示评价"),
    ]
    assert log.card.rows[0].is_odd
    assert log.card.rows[1].time == "09:00:01.000"


def test_only_one_way_is_shown_and_all_is_copied(log: Log) -> None:
    log.hear("tx", "55 aa 02 20 00 1a")
    log.hear("rx", "05", 1)
    log.presenter.on_filter("tx")
    assert [way for way, _, _ in log.shown()] == ["本机 →"]
    log.presenter.on_copy()
    assert "05" in log.card.copied.split()


def test_the_bytes_of_one_frame_are_one_line(log: Log) -> None:
    """A serial port gives them piece by piece."""
    log.hear("rx", "ff")
    log.hear("rx", "68 03", 0.01)
    log.hear("rx", "05", 5)
    assert [frame for _, frame, _ in log.shown()] == ["05", "FF 68 03"]


@pytest.mark.parametrize("during_test", [True, False])
def test_a_clerk_does_not_see_which_key_rated(log: Log, during_test: bool) -> None:
    log.recent.testing = lambda: during_test
    log.hear("rx", "01")
    sit(log.terminal, "C1")
    row = ("← 评价器", "01", "非常不满意") if during_test else ("← 评价器", "··", "按键，先遮挡")
    assert log.shown() == [row]
    log.presenter.on_copy()
    assert ("非常不满意" in log.card.copied) == during_test


def test_what_a_flood_kept_out_is_said(log: Log) -> None:
    log.hear("rx", "05", dropped=300)
    assert log.shown()[1] == ("略去", "", "另有 300 个字节没有记")


def test_the_lines_of_earlier_runs_are_there_to_the_second(log: Log) -> None:
    rows = [(int(AT.timestamp()) + n, "rx", "05") for n in range(MOST + 5)]
    log.terminal.log.write_beside(partial(lists.log_frames, device="pty", frames=rows))
    log.recent = RecentFrames(log.terminal.desk)
    assert len(log.shown()) == MOST
    assert log.card.rows[0].time == f"{AT + timedelta(seconds=MOST + 4):%H:%M:%S}"
    assert log.recent.heard_at is None, "an earlier run says nothing of the pad now"
    log.hear("rx", "04", MOST + 4.1)
    assert log.shown()[0] == ("← 评价器", "04", "满意"), "and no piece of an old line"


def test_support_gets_versions_and_facts_and_nobody_s_name(log: Log) -> None:
    log.hear("rx", "05")
    log.presenter.on_copy()
    head = log.card.copied.splitlines()
    assert head[0] == "办得成设备情况 2026-03-11 09:00"
    assert "Qt 6.9" in head[1]
    assert head[2] == "评价器  正常"
    assert not {"沈知行", "周晓岚", "青禾县政务服务大厅"} & set(log.card.copied.split())
    assert "已复制 1 行" in log.card.said
