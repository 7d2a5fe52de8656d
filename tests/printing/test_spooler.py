"""The print worker with a real socket: no paper twice, none lost, every end told, in time."""

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from app.domain.clock import SystemClock
from app.domain.papers import AnyPaper
from app.printing.habit import Habit
from app.printing.model import Copy, Payload
from app.printing.press import Press
from app.printing.spooler import (
    HealthChanged,
    Job,
    Ready,
    Sent,
    Spooler,
    Uncertain,
    Unprintable,
    Unreached,
)
from app.printing.tcp import Tcp
from app.printing.transport import RECOVERY, Transport
from tests.fakes.escpos_reader import read
from tests.fakes.loopback_printer import (
    LoopbackPrinter,
    answers,
    free_port,
    hangs_up,
    keeps_the_line,
    never_reads,
    prints,
    reads_slowly,
    resets_after,
)
from tests.printing import samples

M = TypeVar("M")
WELL = (b"\x12",) * 4
DEADLINE_S = 10.0


@dataclass
class Main:
    """The main thread's side: keeps what was posted, in order, and answers Ready at will."""

    spooler: Spooler
    posted: "queue.Queue[object]"
    goes: bool = True
    seen: list[object] = field(default_factory=list)

    def await_(self, kind: type[M], job_id: int | None = None) -> M:
        """The next message of a kind (of a job); says go to every Ready on the way."""
        end = time.monotonic() + DEADLINE_S
        while True:
            message = self.posted.get(timeout=max(0.0, end - time.monotonic()))
            self.seen.append(message)
            if isinstance(message, Ready) and self.goes:
                self.spooler.go(message.job_id)
            if isinstance(message, kind) and job_id in (None, getattr(message, "job_id", None)):
                return message

    def submit(self, *ids: int) -> None:
        for job_id in ids:
            self.spooler.submit(Job(job_id, paper(job_id)))

    def rest(self) -> list[object]:
        """Everything still posted once the worker has ended."""
        assert self.spooler.stop(DEADLINE_S)
        while not self.posted.empty():
            self.seen.append(self.posted.get())
        return self.seen


def paper(job_id: int) -> AnyPaper:
    return samples.accept_receipt(ticket_no=f"QH2-260311-{job_id:03d}-K7QX")


Start = Callable[..., Main]


@pytest.fixture
def start(press: Press) -> Iterator[Start]:
    """Starts a spooler; all are stopped at the end."""
    spoolers: list[Spooler] = []

    def make(way: LoopbackPrinter | Transport, **other: object) -> Main:
        posted: queue.Queue[object] = queue.Queue()
        if isinstance(way, LoopbackPrinter):
            way = Tcp(way.host, way.port, write_s=2.0, linger_s=0.3)
        options: dict[str, object] = {"back_off_s": (0.02,), **other}
        spooler = Spooler(
            options.pop("press", lambda: press),  # type: ignore[arg-type]  # a test's own
            way,
            posted.put,
            SystemClock(),
            **options,  # type: ignore[arg-type]  # a test's own
        )
        spoolers.append(spooler)
        spooler.start()
        return Main(spooler, posted)

    yield make
    for spooler in spoolers:
        assert spooler.stop(DEADLINE_S)


def test_a_paper_goes_out_after_go_and_is_told(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer)
        main.goes = False
        main.submit(1)
        ready = main.await_(Ready)
        assert printer.received.empty()
        main.spooler.go(1)
        sent = main.await_(Sent)
        content = ready.payload.content
        assert sent == Sent(1, len(content), "E1")
        assert printer.next_paper() == content
    assert main.rest() == [HealthChanged(True, ""), ready, sent]


def test_without_go_not_a_byte_leaves(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer, hold_s=0.05)
        main.goes = False
        main.submit(1)
        main.await_(Ready)
        assert printer.next_paper() == b""
        main.spooler.go(1)
        main.await_(Sent)
        assert read(printer.next_paper()).cuts == 1


def test_papers_leave_in_order_one_at_a_time(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer)
        main.submit(3, 1, 2)
        papers = []
        for job_id in (3, 1, 2):
            main.await_(Sent, job_id)
            papers.append(printer.next_paper())
    for job_id, content in zip((3, 1, 2), papers, strict=True):
        assert f"-{job_id:03d}-".encode() in content


def test_a_job_submitted_twice_and_told_go_twice_prints_once(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer)
        main.goes = False
        main.submit(1, 1)
        main.await_(Ready)
        for _ in range(3):
            main.spooler.go(1)
        main.await_(Sent)
        main.submit(1)
        main.spooler.go(1)
        main.rest()
        assert printer.next_paper()
        assert printer.received.empty()


def test_go_for_another_job_is_ignored(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer)
        main.goes = False
        main.spooler.go(1)
        main.submit(1)
        main.await_(Ready)
        main.spooler.go(2)
        assert not any(isinstance(message, Sent) for message in main.rest())
        assert printer.next_paper() == b""


def test_a_printer_that_is_away_is_tried_again_until_it_is_back(start: Start) -> None:
    port = free_port()
    main = start(Tcp("127.0.0.1", port, linger_s=0.3))
    main.submit(1)
    assert main.await_(HealthChanged) == HealthChanged(False, "refused")
    for _ in range(3):
        assert main.await_(Unreached) == Unreached(1, "refused")
    with LoopbackPrinter(prints, port=port) as printer:
        main.await_(Sent)
        assert read(printer.next_paper()).cuts == 1
    changes = [m for m in main.rest() if isinstance(m, HealthChanged)]
    assert changes == [HealthChanged(False, "refused"), HealthChanged(True, "")]


def test_the_pauses_grow_and_wake_ends_them(start: Start) -> None:
    port = free_port()
    main = start(Tcp("127.0.0.1", port, linger_s=0.3), back_off_s=(0.01, 3600.0))
    main.submit(1)
    main.await_(Unreached)
    main.await_(Unreached)
    with LoopbackPrinter(prints, port=port):
        main.spooler.wake()
        main.await_(Sent)


def test_a_torn_paper_is_uncertain_and_never_sent_again(start: Start) -> None:
    with LoopbackPrinter(resets_after(500), prints) as printer:
        main = start(printer)
        main.submit(1, 2)
        torn = main.await_(Uncertain)
        assert (torn.job_id, torn.code) == (1, "reset")
        assert torn.sent >= 500
        assert len(printer.next_paper()) == 500
        main.await_(Sent, 2)
        second = printer.next_paper()
        main.submit(1)
        main.rest()
        assert second.startswith(RECOVERY + b"\x1b@")
        assert b"-002-" in second
        assert printer.received.empty()


def test_only_the_paper_after_a_torn_one_is_led_by_line_feeds(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer, unclean=True)
        main.submit(1, 2)
        main.await_(Sent, 2)
        assert printer.next_paper().startswith(RECOVERY)
        assert printer.next_paper().startswith(b"\x1b@")


@pytest.mark.parametrize(
    ("behave", "end"),
    [(reads_slowly, Sent), (keeps_the_line, Sent), (never_reads, Uncertain)],
)
def test_a_slow_or_silent_printer_holds_nobody_up_for_ever(
    start: Start, behave: Callable[..., None], end: type[Sent | Uncertain]
) -> None:
    with LoopbackPrinter(behave) as printer:
        main = start(printer)
        began = time.monotonic()
        main.submit(1)
        main.await_(end)
        assert time.monotonic() - began < 5.0


def test_a_printer_that_hangs_up_early_is_never_taken_for_a_success(start: Start) -> None:
    with LoopbackPrinter(hangs_up) as printer:
        main = start(printer)
        main.submit(1)
        assert isinstance(main.await_(Unreached | Uncertain), Unreached | Uncertain)  # type: ignore[arg-type]  # a union is a kind
        assert not any(isinstance(message, Sent) for message in main.rest())


def test_a_printer_out_of_paper_gets_no_byte_and_is_asked_again(start: Start) -> None:
    with LoopbackPrinter(answers(b"\x72"), answers(*WELL, *WELL)) as printer:
        main = start(printer, habit=Habit("dle", answer_s=0.3))
        main.submit(1)
        assert main.await_(HealthChanged) == HealthChanged(False, "paper_out")
        assert main.await_(Unreached) == Unreached(1, "paper_out")
        assert printer.next_paper() == b""
        assert main.await_(Sent).evidence == "E2"
        assert read(printer.next_paper()).cuts == 1


def test_paper_that_ends_in_the_middle_is_weaker_evidence(start: Start) -> None:
    with LoopbackPrinter(answers(*WELL, b"\x72")) as printer:
        main = start(printer, habit=Habit("dle", answer_s=0.3))
        main.submit(1)
        assert main.await_(Sent).evidence == "E1"


def test_a_cancelled_job_is_not_printed_and_may_come_again(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer)
        main.goes = False
        main.submit(1, 2)
        main.await_(Ready, 1)
        main.spooler.cancel(1)
        main.spooler.go(1)
        main.await_(Ready, 2)
        assert printer.next_paper() == b""
        main.goes = True
        main.spooler.go(2)
        main.await_(Sent, 2)
        main.submit(1)
        main.await_(Sent, 1)


def test_a_snapshot_that_makes_no_paper_is_told_and_does_not_block(start: Start) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer)
        main.spooler.submit(Job(1, samples.accept_receipt(due_kind="maybe")))
        main.submit(2)
        assert "maybe" in main.await_(Unprintable, 1).reason
        main.await_(Sent, 2)


class Stumbling:
    """A press with a bug."""

    def __init__(self, press: Press) -> None:
        self.press = press

    def compose(self, paper: AnyPaper, copy: Copy | None = None) -> Payload:
        if "-001-" in paper.ticket_no:
            raise KeyError("bug")
        return self.press.compose(paper, copy)


def test_a_bug_in_composing_loses_no_job_and_blocks_none(
    start: Start, press: Press, caplog: pytest.LogCaptureFixture
) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(printer, press=lambda: Stumbling(press))
        main.submit(1, 2)
        assert main.await_(Unprintable) == Unprintable(1, "KeyError")
        main.await_(Sent, 2)
    assert "stumbled" in caplog.text


class Snapping(Tcp):
    """A way with a bug after the bytes have left."""

    def close(self) -> None:
        raise KeyError("bug")


def test_a_bug_in_sending_leaves_the_job_uncertain(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    with LoopbackPrinter(prints) as printer:
        main = start(Snapping(printer.host, printer.port))
        main.submit(1)
        assert main.await_(Uncertain) == Uncertain(1, 0, "KeyError")
    assert "stumbled" in caplog.text


def test_many_faults_in_a_row_double_nothing_and_lose_nothing(start: Start) -> None:
    faults = (hangs_up, prints, resets_after(0), resets_after(1200), prints, hangs_up, prints)
    ids = range(1, 13)
    with LoopbackPrinter(*faults * 2, prints) as printer:
        main = start(printer)
        main.submit(*ids)
        ends: dict[int, str] = {}
        while len(ends) < len(ids):
            message = main.await_(Sent | Uncertain)  # type: ignore[arg-type]  # a union is a kind
            ends[message.job_id] = type(message).__name__
        main.rest()
        whole: list[bytes] = []
        while not printer.received.empty():
            content = printer.received.get().removeprefix(RECOVERY)
            if content.endswith(b"\x1dVB\x00"):
                whole.append(content)
    printed = [next(i for i in ids if f"-{i:03d}-".encode() in content) for content in whole]
    assert len(printed) == len(set(printed)), "a paper came out twice"
    assert {job for job, end in ends.items() if end == "Sent"} <= set(printed), "a paper was lost"
    assert "Uncertain" in ends.values()


def test_stopping_is_quick_while_a_job_waits_for_its_printer(start: Start) -> None:
    main = start(Tcp("127.0.0.1", free_port()), back_off_s=(3600.0,))
    main.submit(1)
    main.await_(Unreached)
    began = time.monotonic()
    assert main.spooler.stop(DEADLINE_S)
    assert time.monotonic() - began < 1.0
