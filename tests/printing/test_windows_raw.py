"""The queue of Windows, played: that it took a paper is no paper, and no job is left behind."""

from collections.abc import Callable

import pytest

from app.printing.transport import Broken, NotReached, NotReady
from app.printing.windows_raw import Spool, WindowsRaw, windows_spool

PAPER = b"\x1b@" + bytes(range(256)) * 200


class WinError(Exception):
    """As pywintypes.error: number, function, text."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Function", "text")
        self.winerror = number


class Queue:
    """win32print with one printer. `states` are what GetJob tells, poll by poll; None: gone."""

    def __init__(self, *states: int | None, status: int = 0, attributes: int = 0) -> None:
        self.states: list[int | None] = list(states)
        self.status, self.attributes = status, attributes
        self.fails: dict[str, int] = {}
        self.calls: list[str] = []
        self.written = b""
        self.doc: tuple[str, None, str] | None = None
        self.deleted: list[int] = []
        self.keeps_deleted = False
        self.takes = 10_000

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if name in self.fails:
            raise WinError(self.fails[name])

    def OpenPrinter(self, name: str) -> str:  # noqa: N802
        self._call("OpenPrinter")
        assert name == "GP-80"
        return "handle"

    def ClosePrinter(self, printer: str) -> None:  # noqa: N802
        self._call("ClosePrinter")

    def GetPrinter(self, printer: str, level: int) -> dict[str, int]:  # noqa: N802
        self._call("GetPrinter")
        assert level == 2
        return {"Status": self.status, "Attributes": self.attributes}

    def StartDocPrinter(self, printer: str, level: int, doc: tuple[str, None, str]) -> int:  # noqa: N802
        self._call("StartDocPrinter")
        assert level == 1
        self.doc = doc
        return 41

    def EndDocPrinter(self, printer: str) -> None:  # noqa: N802
        self._call("EndDocPrinter")

    def StartPagePrinter(self, printer: str) -> None:  # noqa: N802
        self._call("StartPagePrinter")

    def EndPagePrinter(self, printer: str) -> None:  # noqa: N802
        self._call("EndPagePrinter")

    def WritePrinter(self, printer: str, piece: bytes) -> int:  # noqa: N802
        self._call("WritePrinter")
        self.written += piece[: self.takes]
        return min(len(piece), self.takes)

    def GetJob(self, printer: str, job: int, level: int) -> dict[str, int]:  # noqa: N802
        self._call("GetJob")
        assert (job, level) == (41, 1)
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if state is None or (self.deleted and not self.keeps_deleted):
            raise WinError(87)
        return {"Status": state}

    def SetJob(self, printer: str, job: int, level: int, to: None, command: int) -> None:  # noqa: N802
        self._call("SetJob")
        assert (level, command) == (0, 5)
        self.deleted.append(job)


def way_of(queue: Queue, finish_s: float = 0.0) -> WindowsRaw:
    return WindowsRaw("GP-80", spool=lambda: Spool(queue, WinError), finish_s=finish_s)


def send(queue: Queue, finish_s: float = 5.0) -> None:
    way = way_of(queue, finish_s)
    way.open("受理回执 000001")
    way.write(PAPER)
    way.close()


@pytest.mark.parametrize("states", [(None,), (0x8, 0x10, None), (0x10, 0x80), (0x1000,)])
def test_a_paper_is_over_once_the_queue_has_let_go_of_it(states: tuple[int | None, ...]) -> None:
    queue = Queue(*states)
    send(queue)
    assert queue.written == PAPER
    assert queue.doc == ("受理回执 000001", None, "RAW")
    assert queue.deleted == []
    wrote = [c for c in queue.calls if c != "WritePrinter"]
    assert wrote[:6] == [
        "OpenPrinter", "GetPrinter", "StartDocPrinter", "StartPagePrinter", "EndPagePrinter",
        "EndDocPrinter",
    ]  # fmt: skip
    assert queue.calls[-1] == "ClosePrinter"


@pytest.mark.parametrize(
    ("status", "attributes", "code"),
    [
        (0x01, 0, "paused"),
        (0x80, 0, "offline"),
        (0, 0x400, "offline"),
        (0x10, 0, "paper_out"),
        (0x400000, 0, "cover"),
        (0x02, 0, "error"),
    ],
)
def test_a_queue_that_is_paused_or_off_line_gets_no_paper(
    status: int, attributes: int, code: str
) -> None:
    queue = Queue(None, status=status, attributes=attributes)
    with pytest.raises(NotReady, match=code):
        way_of(queue).open("t")
    assert "StartDocPrinter" not in queue.calls
    assert queue.calls[-1] == "ClosePrinter"


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("OpenPrinter", 1801, "absent"),
        ("OpenPrinter", 5, "denied"),
        ("StartDocPrinter", 1804, "no_raw"),
        ("StartDocPrinter", 5, "denied"),
        ("StartDocPrinter", 31, "broken"),
    ],
)
def test_before_the_first_byte_nothing_is_lost(call: str, number: int, code: str) -> None:
    queue = Queue(None)
    queue.fails[call] = number
    with pytest.raises(NotReached, match=code):
        send(queue)


@pytest.mark.parametrize("call", ["StartPagePrinter", "WritePrinter", "EndDocPrinter"])
def test_after_it_the_paper_is_in_doubt_and_its_job_is_deleted(call: str) -> None:
    queue = Queue(0x8)
    queue.fails[call] = 31
    way = way_of(queue)
    way.open("t")
    with pytest.raises(Broken):
        way.write(PAPER)
    way.abort()
    assert queue.deleted == [41]
    assert queue.calls[-1] == "ClosePrinter"


def test_a_queue_that_takes_no_more_breaks_the_paper() -> None:
    queue = Queue(0x8)
    queue.takes = 0
    way = way_of(queue)
    way.open("t")
    with pytest.raises(Broken, match="stalled"):
        way.write(PAPER)
    way.abort()
    assert queue.deleted == [41]


@pytest.mark.parametrize(
    ("state", "code"), [(0x40, "paper_out"), (0x20, "offline"), (0x01, "paused"), (0x8, "stalled")]
)
def test_a_job_that_stays_is_deleted_before_it_is_given_up(state: int, code: str) -> None:
    queue = Queue(state)
    with pytest.raises(Broken, match=code) as caught:
        send(queue, finish_s=0.0)
    assert caught.value.sent == len(PAPER)
    assert queue.deleted == [41]
    assert queue.calls.index("SetJob") < queue.calls.index("ClosePrinter")


def test_a_job_that_cannot_be_deleted_is_told_so() -> None:
    queue = Queue(0x40)
    queue.keeps_deleted = True
    with pytest.raises(Broken, match="still_queued"):
        send(queue, finish_s=0.0)


@pytest.mark.parametrize("state", [0x4, 0x100])
def test_a_job_that_somebody_deletes_is_in_doubt(state: int) -> None:
    with pytest.raises(Broken, match="deleted"):
        send(Queue(state))


def test_a_queue_that_stops_to_answer_leaves_the_paper_in_doubt() -> None:
    queue = Queue(0x8)
    queue.fails["GetJob"] = 1722
    with pytest.raises(Broken, match="unreachable"):
        send(queue)


def test_on_another_system_it_is_not_reached() -> None:
    way: Callable[[str], None] = WindowsRaw("GP-80").open
    with pytest.raises(NotReached, match="no_windows"):
        way("t")
    with pytest.raises(NotReached, match="no_windows"):
        windows_spool()


def test_a_queue_is_asked_nothing() -> None:
    way = way_of(Queue(None))
    way.open("t")
    way.ask(b"\x10\x04\x01", fresh=True)
    assert way.listen(0.0) == b""
    way.abort()
    way.close()
    assert way.sense() == "absent"
    with pytest.raises(NotReached):
        way.write(PAPER)
