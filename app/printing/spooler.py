"""The print worker: one thread, one printer, one paper at a time (decision 29).

For every job: compose, reach the printer, post `Ready`, wait for `go` — main has by then committed
`sending` together with the bytes — send, and post how it ended. What may have left us is never
sent again from here; what surely has not is tried again, each time with a new `Ready`.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from app.domain.clock import Clock
from app.domain.papers import AnyPaper
from app.printing.habit import Habit
from app.printing.model import Copy, Payload
from app.printing.transport import Broken, NotReached, Transport
from app.printing.way import Way

BACK_OFF_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
_log = logging.getLogger(__name__)

HOLD_S: Final = 10.0  # how long the way to the printer stays open while `go` is awaited


class Press(Protocol):
    """What turns a snapshot into bytes."""

    def compose(self, paper: AnyPaper, copy: Copy | None) -> Payload:
        """Raises ValueError for a snapshot that makes no paper."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the print jobs: its id, its snapshot, which copy, and a name for its file; `turn`
    tells one submitting of it from another."""

    id: int
    paper: AnyPaper
    copy: Copy | None = None
    title: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """The paper is composed and the printer reached: commit `sending`, then `go` — or `cancel`.

    Whoever cancelled the job and submitted it again meanwhile sees by `turn` that this is of the
    time before, and nobody waits for its `go` any more.
    """

    job_id: int
    payload: Payload
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """All bytes left. `evidence`: E1 taken by the system, E2 the printer was well before and after,
    E3 it said that it has printed. (E4, a person's word, is main's to add.)
    """

    job_id: int
    sent: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """At least `sent` bytes left and the end is unknown: only a person can say what is on paper."""

    job_id: int
    sent: int
    code: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """Not a byte left: back to `queued`. The spooler tries again by itself."""

    job_id: int
    code: str


@dataclass(frozen=True, slots=True)
class Unprintable:
    """The snapshot makes no paper; the spooler has let the job go."""

    job_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class HealthChanged:
    """How the printer is now: well with "" or `paper_low`, or out with the reason."""

    is_well: bool
    code: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a `look`: as in HealthChanged, told even where nothing has changed."""

    is_well: bool
    code: str


@dataclass(frozen=True, slots=True)
class _Go:
    job_id: int


@dataclass(frozen=True, slots=True)
class _Cancel:
    job_id: int


class _Wake:
    """Try now."""


class _Look:
    """Ask the printer how it is."""


class _Tick:
    """Nobody called, but a time has come."""


class _Stop:
    """End the thread."""


_Message = Job | _Go | _Cancel | _Wake | _Look | _Tick | _Stop


class Spooler:
    """The thread and its queue. All methods may be called from any thread and return at once.

    `press` is called in the worker, once: it may load fonts. `unclean` says that a job of an
    earlier run was torn. `habit` is what the printer answers and what proves a paper.
    """

    def __init__(
        self,
        press: Callable[[], Press],
        transport: Transport,
        post: Callable[[object], None],
        clock: Clock,
        *,
        habit: Habit | None = None,
        unclean: bool = False,
        back_off_s: tuple[float, ...] = BACK_OFF_S,
        hold_s: float = HOLD_S,
    ) -> None:
        self._inbox: queue.SimpleQueue[_Message] = queue.SimpleQueue()
        self._way = Way(transport, habit or Habit(), unclean=unclean)
        worker = _Worker(self._way, press, post, clock, back_off_s, hold_s)
        self._thread = threading.Thread(
            target=worker.run, args=(self._inbox,), name="spooler", daemon=True
        )

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a job. A job that is waiting, was sent or is in doubt is not taken twice."""
        self._inbox.put(job)

    def go(self, job_id: int) -> None:
        """`sending` is committed for the job last posted as Ready. Anything else is ignored."""
        self._inbox.put(_Go(job_id))

    def cancel(self, job_id: int) -> None:
        """Forget a job that has not begun to be sent."""
        self._inbox.put(_Cancel(job_id))

    def wake(self) -> None:
        """Do not wait for the next try: someone has put paper in."""
        self._inbox.put(_Wake())

    def look(self) -> None:
        """Ask the printer how it is and print nothing; ends in one `Looked`."""
        self._inbox.put(_Look())

    def stop(self, timeout_s: float) -> bool:
        """End after the paper now being sent; False if that lasts longer than the time given."""
        self._way.give_up()
        self._inbox.put(_Stop())
        if self._thread.is_alive():  # else it was never started
            self._thread.join(timeout_s)
        return not self._thread.is_alive()


class _Worker:
    """What runs in the thread: at most one job is ready, the others wait in order."""

    def __init__(
        self,
        way: Way,
        press: Callable[[], Press],
        post: Callable[[object], None],
        clock: Clock,
        back_off_s: tuple[float, ...],
        hold_s: float,
    ) -> None:
        self._way, self._make_press, self._post, self._clock = way, press, post, clock
        way.feel = lambda code: self._feel(HealthChanged(not code, code))
        self._back_off_s, self._hold_s = back_off_s, hold_s
        self._press: Press | None = None
        self._waiting: deque[Job] = deque()
        self._known: set[int] = set()
        self._ready: tuple[Job, Payload] | None = None
        self._in_hand: Job | None = None  # being prepared or sent at this moment
        self._is_sending = False
        self._failures = 0
        self._next_at = 0.0  # when to try again, or to let go of a line held open
        self._health: HealthChanged | None = None

    def run(self, inbox: "queue.SimpleQueue[_Message]") -> None:
        """Until _Stop."""
        while True:
            try:
                message: _Message = inbox.get(timeout=self._patience_s())
            except queue.Empty:
                message = _Tick()
            if isinstance(message, _Stop):
                break
            try:
                self._take(message)
                self._advance()
            except Exception as error:  # noqa: BLE001  the worker's outermost loop
                _log.exception("the print worker stumbled")
                self._put_aside(type(error).__name__)
        self._way.leave()

    def _patience_s(self) -> float | None:
        """How long to sleep if nobody calls."""
        if (self._ready and self._way.is_open) or (self._waiting and not self._ready):
            return max(0.0, self._next_at - self._clock.monotonic())
        return None

    def _take(self, message: _Message) -> None:
        match message:
            case Job():
                if message.id not in self._known:
                    self._known.add(message.id)
                    self._waiting.append(message)
            case _Go(job_id):
                if self._ready and self._ready[0].id == job_id:
                    self._in_hand, self._is_sending = self._ready[0], True
                    self._send(*self._ready)
                    self._in_hand = None
            case _Cancel(job_id):
                self._known.discard(job_id)
                self._waiting = deque(job for job in self._waiting if job.id != job_id)
                if self._ready and self._ready[0].id == job_id:
                    self._ready, self._next_at = None, 0.0
                    self._way.leave()
            case _Wake():
                if not self._ready:
                    self._next_at = 0.0
            case _Look():
                self._look()
            case _Tick() | _Stop():
                pass

    def _look(self) -> None:
        """Reach the printer and let go of it; a way held open for a paper was asked just now."""
        found = self._health or HealthChanged(True, "")
        if not self._ready:
            try:
                found = HealthChanged(True, self._way.reach(""))
            except NotReached as error:
                found = HealthChanged(False, error.code)
            self._way.leave()
            self._feel(found)
            self._next_at = 0.0 if found.is_well else self._next_at  # what waits may go now
        self._post(Looked(found.is_well, found.code))

    def _advance(self) -> None:
        due = self._clock.monotonic() >= self._next_at
        if self._ready:
            if due and self._way.is_open:
                self._way.leave()
        elif self._waiting and due:
            self._in_hand, self._is_sending = self._waiting.popleft(), False
            self._prepare(self._in_hand)
            self._in_hand = None

    def _prepare(self, job: Job) -> None:
        if self._press is None:
            self._press = self._make_press()
        try:
            payload = self._press.compose(job.paper, job.copy)
        except ValueError as error:
            self._known.discard(job.id)
            self._post(Unprintable(job.id, str(error)))
            return
        try:
            remark = self._way.reach(_title(job))
        except NotReached as error:
            self._miss(job, error.code)
            return
        self._feel(HealthChanged(True, remark))
        self._ready = (job, payload)
        self._next_at = self._clock.monotonic() + self._hold_s
        self._post(Ready(job.id, payload, job.turn))

    def _send(self, job: Job, payload: Payload) -> None:
        self._ready, self._next_at = None, 0.0
        try:
            evidence = self._way.send(_title(job), payload.content)
        except NotReached as error:
            self._miss(job, error.code)
        except Broken as error:
            self._way.leave()
            self._feel(HealthChanged(False, error.code))
            self._post(Uncertain(job.id, error.sent, error.code))
        else:
            self._failures = 0
            self._post(Sent(job.id, len(payload.content), evidence))

    def _miss(self, job: Job, code: str) -> None:
        """Not a byte left: first in line again, after a pause that grows."""
        self._way.leave()
        self._waiting.appendleft(job)
        pause = self._back_off_s[min(self._failures, len(self._back_off_s) - 1)]
        self._failures += 1
        self._next_at = self._clock.monotonic() + pause
        self._feel(HealthChanged(False, code))
        self._post(Unreached(job.id, code))

    def _feel(self, health: HealthChanged) -> None:
        if health != self._health:
            self._health = health
            self._post(health)

    def _put_aside(self, reason: str) -> None:
        """After a bug: the job in hand must not vanish, nor be sent again."""
        self._way.leave()
        job, self._in_hand = self._in_hand, None
        if job is None:
            return
        if self._is_sending:
            self._post(Uncertain(job.id, 0, reason))
        else:
            self._known.discard(job.id)
            self._post(Unprintable(job.id, reason))


def _title(job: Job) -> str:
    return job.title or f"{job.id:06d}"
