"""The wizard's steps without a toolkit: what is said, what stays, what opens the way on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from app.devices.learning.hearing import Chunk
from app.devices.learning.recorder import Heard, Listening
from app.settings.words import Words
from app.ui.kit.values import Step
from app.ui.later import Later
from app.ui.learning.parts import KeyRow, Named, Names
from app.ui.learning.presenter import LearningPresenter
from app.ui.learning.report import Report
from app.ui.learning.taking import MOST_KEYS, QUIET_SECONDS

PORTS = (("usb:1", "one"), ("usb:2", "two"))
BEAT = b"\xa5\x7f\x24"
KEYS = 5


def frame(code: int) -> bytes:
    return bytes([0xA5, code, 0xA5 ^ code])


@dataclass
class Seen:
    """A view that remembers."""

    step: str = ""
    may_go: bool = False
    ports: Named = ()
    port: str = ""
    sentence: str = ""
    bad: bool = False
    lines: Sequence[str] = ()
    rows: Sequence[KeyRow] = ()
    report: Report = field(default_factory=lambda: Report(False, "mute", ""))
    names: Names = field(default_factory=Names)
    keys: Sequence[tuple[str, str]] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    closed: int = 0

    def show_step(self, step: str, steps: Sequence[Step], *, may_go: bool) -> None:
        assert [s.kind for s in steps].count("now") == 1
        self.step, self.may_go = step, may_go

    def show_ports(self, ports: Named, chosen: str, sentence: str) -> None:
        self.ports, self.port, self.sentence = ports, chosen, sentence

    def show_heard(self, lines: Sequence[str], sentence: str, *, bad: bool) -> None:
        self.lines, self.sentence, self.bad = lines, sentence, bad

    def show_keys(self, rows: Sequence[KeyRow], sentence: str, *, bad: bool) -> None:
        self.rows, self.sentence, self.bad = rows, sentence, bad

    def show_report(self, report: Report) -> None:
        self.report = report

    def show_names(
        self, names: Names, keys: Sequence[tuple[str, str]], faults: Mapping[str, str]
    ) -> None:
        self.names, self.keys, self.faults = names, keys, faults

    def show_text(self, text: str, sentence: str) -> None:
        self.text, self.sentence = text, sentence

    def close(self) -> None:
        self.closed += 1


class Site:
    """An ear and a shop in one, and slow work done when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0
        self.listened: list[tuple[str, int, str]] = []
        self.resting = True
        self.found: Named = PORTS
        self.refusal = ""
        self.written: list[str] = []
        self.fitted: list[tuple[str, str]] = []
        self.waiting: list[Callable[[], object]] = []

    def run(self, work: Callable[[], object]) -> None:
        self.waiting.append(work)

    def work(self) -> None:
        while self.waiting:
            done = self.waiting.pop(0)()
            assert isinstance(done, Later)
            done.finish()

    def listen(self, port: str, baud: int, form: str) -> None:
        self.listened.append((port, baud, form))
        self.resting = False

    def rest(self) -> None:
        self.resting = True

    def is_mine(self, recording: int) -> bool:
        return recording == len(self.listened)

    def look(self) -> Named:
        return self.found

    def blame(self, port: str, code: str) -> str:
        return f"{port} {code}" if code == "busy" else ""

    def write(self, name: str, text: str) -> str:
        self.written.append(text)
        return self.refusal

    def fit(self, port: str, name: str) -> None:
        self.fitted.append((port, name))

    def today(self) -> str:
        return "2026-03-11"

    def monotonic(self) -> float:
        return self.now


class Wizard:
    """A presenter, what it shows, and a pad."""

    def __init__(self) -> None:
        self.site, self.seen, self.words = Site(), Seen(), Words()
        self.it = LearningPresenter(self.words, self.site.run, self.site, self.site)
        self.it.attach(self.seen)
        self.it.open()
        self.site.work()

    def hear(self, data: bytes, *, recording: int = 0, wait: float = 2.0) -> None:
        self.site.now += wait
        number = recording or len(self.site.listened)
        self.it.hear(Heard(number, (Chunk(self.site.now, data),)))
        self.site.now += 1.0
        self.it.heard.on_tick()

    def may(self) -> bool:
        """Whether the next step may come."""
        return self.seen.may_go

    def rests(self) -> bool:
        """Whether nothing is listened to."""
        return self.site.resting

    def to_rate(self) -> None:
        self.it.heard.on_port("usb:1")
        self.it.on_next()
        self.it.hear(Listening(len(self.site.listened), ""))

    def to_press(self) -> None:
        self.to_rate()
        self.site.now += QUIET_SECONDS
        self.hear(frame(5))
        self.it.on_next()

    def teach(self, keys: int = KEYS) -> None:
        for n in range(3 * keys):
            self.hear(frame(9 - n // 3))

    def to_found(self) -> None:
        self.to_press()
        self.teach()
        self.it.on_next()
        self.site.work()

    def to_save(self) -> None:
        self.to_found()
        self.it.on_next()
        self.it.named.on_names("a pad", "a-pad")
        self.it.on_next()


@pytest.fixture
def wizard() -> Wizard:
    return Wizard()


def test_no_port_is_listened_to_before_it_is_chosen_and_the_next_step_taken(
    wizard: Wizard,
) -> None:
    assert wizard.seen.ports == PORTS
    assert not wizard.may()
    wizard.it.on_next()
    assert wizard.seen.step == "port"
    wizard.it.heard.on_port("usb:1")
    assert wizard.site.listened == []
    wizard.it.on_next()
    assert wizard.site.listened == [("usb:1", 9600, "8N1")]


def test_without_a_port_the_engineer_is_told_what_to_do_and_one_that_went_is_not_kept(
    wizard: Wizard,
) -> None:
    wizard.it.heard.on_port("usb:1")
    wizard.site.found = ()
    wizard.it.heard.on_look()
    assert "正在查找" in wizard.seen.sentence
    wizard.site.work()
    assert "没有找到串口" in wizard.seen.sentence
    assert not wizard.may()


def test_messages_of_an_older_recording_are_nobodys(wizard: Wizard) -> None:
    wizard.to_rate()
    wizard.it.heard.on_line("19200", "8E1")
    assert wizard.site.listened[-1] == ("usb:1", 19200, "8E1")
    wizard.hear(frame(5), recording=1)
    wizard.it.hear(Listening(1, "lost"))
    assert list(wizard.seen.lines) == []
    assert "正在打开" in wizard.seen.sentence


def test_another_speed_forgets_what_was_heard(wizard: Wizard) -> None:
    wizard.to_press()
    wizard.hear(frame(9))
    assert wizard.seen.rows[0].pressed == 1
    wizard.it.on_back()
    wizard.it.heard.on_line("19200", "8N1")
    wizard.it.hear(Listening(2, ""))
    assert list(wizard.seen.lines) == []
    assert not wizard.may()
    wizard.hear(frame(5))
    wizard.it.on_next()
    assert [row.pressed for row in wizard.seen.rows] == [0] * KEYS


def test_what_comes_by_itself_while_nobody_presses_is_no_press(wizard: Wizard) -> None:
    wizard.to_rate()
    assert "先别按键" in wizard.seen.sentence
    for _ in range(3):
        wizard.hear(BEAT, wait=0.2)
    wizard.site.now += QUIET_SECONDS
    wizard.it.heard.on_tick()
    assert "自己会送 1 种" in wizard.seen.sentence
    wizard.it.on_next()
    wizard.hear(BEAT)
    assert wizard.seen.rows[0].pressed == 0
    for n in range(15):
        wizard.hear(frame(9 - n // 3))
        wizard.hear(BEAT, wait=2.0)
    wizard.it.on_next()
    wizard.site.work()
    assert wizard.seen.report.good


@pytest.mark.parametrize("code", ["lost", "not_found", "no_permission", "unfit", "flood", "twins"])
def test_a_line_that_fails_says_so_and_is_opened_again(wizard: Wizard, code: str) -> None:
    wizard.to_rate()
    wizard.it.hear(Listening(1, code))
    wizard.site.work()
    assert wizard.seen.bad
    assert wizard.seen.sentence == wizard.words(f"learning.line.{code}")
    assert not wizard.may()
    wizard.it.heard.on_line("9600", "8N1")
    assert len(wizard.site.listened) == 2


def test_a_line_that_fails_while_keys_are_taught_keeps_what_was_taught(wizard: Wizard) -> None:
    wizard.to_press()
    wizard.hear(frame(9))
    wizard.it.hear(Listening(1, "busy"))
    wizard.site.work()
    assert wizard.seen.sentence == "usb:1 busy"
    wizard.it.on_back()
    wizard.it.on_next()
    assert wizard.seen.step == "rate", "the line is not open yet"
    wizard.it.hear(Listening(2, ""))
    wizard.it.on_next()
    assert wizard.seen.rows[0].pressed == 1


def test_the_next_keys_turn_comes_by_itself_and_a_key_is_taught_again(wizard: Wizard) -> None:
    wizard.to_press()
    assert "非常满意" in wizard.seen.sentence
    for _ in range(3):
        wizard.hear(frame(9))
    assert "“满意”" in wizard.seen.sentence
    wizard.it.heard.keys.on_redo(0)
    assert "“非常满意”" in wizard.seen.sentence
    for _ in range(3):
        wizard.hear(frame(9))
    assert "“满意”" in wizard.seen.sentence


def test_keys_have_words_of_their_own_and_there_are_two_to_seven(wizard: Wizard) -> None:
    wizard.to_press()
    wizard.teach()
    assert wizard.may()
    wizard.it.heard.keys.on_label(0, " ")
    assert wizard.seen.rows[0].fault
    assert not wizard.may()
    wizard.it.heard.keys.on_label(0, "满意")
    assert wizard.seen.rows[1].fault
    wizard.it.heard.keys.on_label(0, "很\u202e满意")
    assert "看不见" in wizard.seen.rows[0].fault
    wizard.it.heard.keys.on_label(0, "很满意")
    assert wizard.may()
    for _ in range(9):
        wizard.it.heard.keys.on_resize(1)
    assert len(wizard.seen.rows) == MOST_KEYS
    assert not wizard.may(), "the new ones were never pressed"
    for _ in range(9):
        wizard.it.heard.keys.on_resize(-1)
    assert len(wizard.seen.rows) == 2
    assert wizard.may()


def test_listening_ends_once_the_keys_are_taught(wizard: Wizard) -> None:
    wizard.to_press()
    assert not wizard.rests()
    wizard.teach()
    wizard.it.on_next()
    assert wizard.rests()
    assert "正在比对" in wizard.seen.report.sentence
    assert not wizard.may()
    wizard.site.work()
    assert "异或" in wizard.seen.report.sentence
    assert [cell.role for cell in wizard.seen.report.cells] == ["same", "key", "check"]
    assert wizard.may()
    wizard.it.on_back()
    assert not wizard.rests()


def test_what_is_not_understood_leads_no_further(wizard: Wizard) -> None:
    wizard.to_press()
    for n in range(15):
        wizard.hear(frame(9 - min(n // 3, 3)))
    wizard.it.on_next()
    wizard.site.work()
    assert not wizard.seen.report.good
    assert not wizard.may()
    assert "不满意" in wizard.seen.report.lines[0]


def test_name_id_and_levels_are_asked_for_beside_their_fields(wizard: Wizard) -> None:
    wizard.to_press()
    wizard.it.heard.keys.on_resize(1)
    wizard.teach(KEYS + 1)
    wizard.it.on_next()
    wizard.site.work()
    wizard.it.on_next()
    wizard.it.on_next()
    assert wizard.seen.step == "name"
    assert set(wizard.seen.faults) == {"name", "id", "5"}
    wizard.it.named.on_names("x" * 41, "-A b")
    wizard.it.named.on_level(5, "1")
    wizard.it.on_next()
    assert set(wizard.seen.faults) == {"name", "id"}
    assert wizard.seen.names == Names("x" * 41, "-A b"), "nothing typed is lost"
    wizard.it.named.on_names("a pad", "a-pad")
    wizard.it.on_next()
    assert wizard.seen.step == "save"


def test_the_file_is_written_once_then_a_leader_is_asked(wizard: Wizard) -> None:
    wizard.to_save()
    assert 'id = "a-pad"' in wizard.seen.text
    wizard.it.on_next()
    wizard.it.on_next()
    assert len(wizard.site.waiting) == 1, "a second press writes no second file"
    wizard.site.work()
    assert wizard.site.fitted == [("usb:1", "a-pad")]
    assert wizard.seen.closed == 1
    wizard.it.open()
    wizard.site.work()
    assert (wizard.seen.step, wizard.seen.port) == ("port", ""), "the next pad begins anew"


def test_a_file_that_cannot_be_kept_says_why_and_loses_nothing(wizard: Wizard) -> None:
    wizard.to_save()
    wizard.site.refusal = wizard.words("learning.id_taken")
    wizard.it.on_next()
    wizard.site.work()
    assert "已经有了" in wizard.seen.sentence
    assert wizard.site.fitted == []
    wizard.it.on_back()
    assert wizard.seen.names == Names("a pad", "a-pad")
    wizard.it.named.on_names("a pad", "b-pad")
    wizard.it.on_next()
    wizard.site.refusal = ""
    wizard.it.on_next()
    wizard.site.work()
    assert wizard.site.fitted == [("usb:1", "b-pad")]


def test_a_port_that_is_missed_for_a_moment_stays_the_one_that_is_fitted(wizard: Wizard) -> None:
    wizard.to_save()
    wizard.site.found = ()
    wizard.it.open()
    wizard.it.on_next()
    wizard.site.work()
    assert wizard.site.fitted == [("usb:1", "a-pad")]
