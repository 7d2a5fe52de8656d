"""What a training counter opens with: made-up people and a few made-up tickets of the last days,
one at each stage, so that a clerk can practise at once. Written by the desk's own verbs under the
profile in force; what a profile does not allow is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from app.db import people, queries
from app.db.lists import Matter
from app.desk import asking, intake, passwords
from app.desk.asking import Press
from app.desk.desk import Desk, Outcome
from app.desk.founding import Founding, Newcomer, found
from app.desk.made_up import in_order
from app.domain.acts.act import Act
from app.domain.acts.closing import Closed
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Registered
from app.domain.calendar import UnknownYear
from app.domain.clock import ZONE, Clock, local
from app.domain.outlook import outlook
from app.domain.ticket import Stamp, Ticket

PASSWORD: Final = "12345678"  # noqa: S105 - shown on the sign-in page
HALL_CODE: Final = "LIAN"  # 练: four letters, so that no hall's own code looks like it
CLERK: Final = "C1"
LEADER: Final = "L1"
_PEOPLE: Final = (("C1", "周晓岚", "clerk"), ("C2", "何予安", "clerk"), ("L1", "沈知行", "leader"))
_DEPARTMENTS: Final = ("市场监管局窗口", "人社窗口", "医保窗口", "不动产登记窗口")
_MATTERS: Final = (
    ("个体工商户变更登记", "市场监管局窗口"), ("社保卡补换", "人社窗口"),
    ("医保异地就医备案", "医保窗口"), ("不动产抵押注销", "不动产登记窗口"),
    ("老年优待证办理", "人社窗口"), ("营业执照遗失补办", "市场监管局窗口"),
)  # fmt: skip


class PastClock:
    """A wall clock that is put to where a sample happened; the monotonic one is the machine's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.at = clock.now()

    def now(self) -> datetime:
        """Where it was put."""
        return self.at

    def monotonic(self) -> float:
        """The machine's."""
        return self._clock.monotonic()


class Sample(NamedTuple):
    """A made-up ticket: who, what, and how far it has come."""

    name: str
    matter: int
    problem: str
    steps: Sequence["Step"]


class Step(NamedTuple):
    """An act `days` working days ago at a time, or on the last day so many minutes ago."""

    days: int
    at: str
    do: "Do"


Do = Callable[[Desk, str], Outcome]


def populate(desk: Desk, clock: PastClock, regime: bytes, calendars: Mapping[int, bytes]) -> None:
    """Found a new training home and write its samples, all of them before now.

    Slow: it hashes a password. Raises app.settings.tables.Faulty, app.db.log.NotWritten.
    """
    now = clock.at
    secret = people.hash_password(PASSWORD)
    told = Founding(
        regime, calendars, [Newcomer(*who, secret) for who in _PEOPLE], _DEPARTMENTS,
        [Matter(name, "", department) for name, department in _MATTERS],
    )  # fmt: skip
    clock.at = now - timedelta(days=30)
    found(desk.log, told, clock.at.date())
    desk.person = passwords.find(desk, CLERK)
    clock.at = now
    numbers: dict[str, str] = {}
    steps = [(_instant(desk, now, s), i, sample, s) for sample in _samples()
             for i, s in enumerate(sample.steps)]  # fmt: skip
    for at, _, sample, step in sorted(steps, key=lambda row: row[:2]):
        clock.at = at
        number = numbers.get(sample.name, "")
        ticket = (step.do(desk, number) if number else _accept(desk, sample)).ticket
        numbers[sample.name] = ticket.no
    clock.at = now


def _instant(desk: Desk, now: datetime, step: Step) -> datetime:
    if not step.days:
        return now - timedelta(minutes=int(step.at))
    day = now.date()
    for _ in range(step.days):
        day = _working_day_before(desk, day)
    return datetime.combine(day, time.fromisoformat(step.at), ZONE)


def _working_day_before(desk: Desk, day: date) -> date:
    calendar = desk.rules().calendar
    while True:
        day -= timedelta(1)
        try:
            if calendar.is_working(day):
                return day
        except UnknownYear:
            if day.weekday() < 5:
                return day


def _accept(desk: Desk, sample: Sample) -> Outcome:
    """登记受理, without its paper, in the first class that goes to a department."""
    matter, department = _MATTERS[sample.matter]
    rules = desk.rules()
    form = Registered(
        hall=desk.hall.code, window=str(desk.hall.window),
        regime=desk.log.book.current(desk.today), channel=rules.regime.channels[0].id,
        citizen_name=sample.name, phone=f"1990000{1000 + sample.matter}", matter=matter,
        department=department, description=sample.problem,
        scope=rules.regime.scope.accept[0].code, region=desk.hall.region or desk.hall.name,
        reasons=tuple(r.code for r in rules.regime.reasons[:1]),
    )  # fmt: skip
    number = intake.new_number(desk)
    category = _category(desk, form, number)
    acts = in_order(Ticket(), desk.context(), form, intake.accepted(desk, category))
    outcome = desk.perform(number, *acts, before=Ticket())
    day, last = desk.last_number
    desk.last_number = (day, last + 1)
    return outcome


def _category(desk: Desk, form: Registered, number: str) -> str:
    """The first class this clerk may send to a department and that is not due the same day."""
    found = [c.id for c in desk.rules().regime.categories]
    return next((c for c in found if _goes_away(desk, form, number, c)), found[0])


def _goes_away(desk: Desk, form: Registered, number: str, category: str) -> bool:
    ctx = desk.context()
    stamp = Stamp(number, ctx.now, ctx.actor, desk.log.origin, 1)
    ticket = intake.accepted(desk, category).evolve(form.evolve(Ticket(), stamp), stamp)
    resolve = outlook(desk.rules(ticket), ticket).resolve
    at_once = resolve is not None and resolve.due and local(resolve.due).date() == desk.today
    act = Dispatched(department=form.department, content=form.description)
    keys = set[str]()
    for one in in_order(ticket, ctx, act):  # what another post must write before is written
        keys |= {r.key for r in one.refusals(ticket, ctx)}
        ticket = one.evolve(ticket, stamp)
    return not at_once and keys <= {"power.missing", "power.post"}


def _do(*acts: Act) -> Do:
    return lambda desk, number: _perform(desk, number, *acts)


def _perform(desk: Desk, number: str, *acts: Act) -> Outcome:
    """Acts with what the profile demands of them and before them, each by whoever may."""
    clerk, ticket = desk.person, desk.log.ticket(number)
    for act in in_order(ticket, desk.context(ticket), *acts):
        if not desk.context(ticket).may_write(act.power):
            desk.person = passwords.find(desk, LEADER)
        outcome = desk.perform(number, act)
        desk.person, ticket = clerk, outcome.ticket
        if outcome.refused:
            break
    return outcome


def _send(department: str) -> Do:
    """派发 with its slip number, without the paper: nothing is to come out of the printer."""

    def do(desk: Desk, number: str) -> Outcome:
        with desk.log.reading() as connection:
            slip_no = queries.next_slip(connection)
        content = "请按办事指南办理，办结后告知窗口"
        act = Dispatched(department=department, content=content, slip_no=slip_no)
        return _perform(desk, number, act)

    return do


def _call_back(desk: Desk, number: str) -> Outcome:
    act = CalledBack(number="19900001003", started_at=desk.now - 60, ended_at=desk.now)
    return _perform(desk, number, act)


def _rate(desk: Desk, number: str) -> Outcome:
    asked = asking.ask(desk, number, "pad", "simulator", "-")
    if asked.ticket.asking is None:
        return asked
    made = Press(
        source="pad", key=5, level="5", scale=5, label="非常满意", latency_ms=3200, quick=False,
        frames="05", device="simulator", profile_sha256="-",
    )  # fmt: skip
    asking.press(desk, number, asked.ticket.asking.ref, made)
    return asking.left(desk, number)


def _samples() -> Iterator[Sample]:
    """The first step of each is its registration."""
    here = _do()
    took = _do(Taken(who="齐望舒", how="phone"))
    got = _do(ResultReceived(result="已按指南办好", who="齐望舒", how="phone", statement="已处理"))
    told = _do(FedBack(way="phone", opinion="可以", who="齐望舒", how="phone"))
    yield Sample("陆远舟", 0, "变更经营范围跑了三趟，每次要的材料都不一样", (
        Step(9, "10:05", here), Step(9, "10:20", _send("市场监管局窗口")), Step(9, "11:10", took),
    ))  # fmt: skip
    yield Sample("许知微", 1, "补卡申请交了一周，没有人说什么时候能取", (
        Step(1, "09:40", here), Step(1, "10:00", _send("人社窗口")), Step(1, "10:30", took),
    ))  # fmt: skip
    yield Sample("白露", 2, "备案在网上提交不了，窗口说只能网上办", (
        Step(2, "14:10", here), Step(2, "14:30", _send("医保窗口")), Step(2, "14:50", took),
        Step(0, "70", got),
    ))  # fmt: skip
    yield Sample("宋青禾", 3, "贷款早已还清，抵押注销一直没有办下来", (
        Step(2, "09:35", here), Step(2, "09:50", _send("不动产登记窗口")),
        Step(2, "10:20", took), Step(1, "16:00", got), Step(0, "60", told),
        Step(0, "55", _call_back),
    ))  # fmt: skip
    yield Sample("江一鸣", 5, "执照遗失补办要登报，不知道在哪里登", (
        Step(1, "15:05", here),
        Step(1, "15:10", _do(AnsweredOnSpot(result="已当场说明可在网上公示，不用登报"))),
        Step(1, "15:12", _rate), Step(1, "15:20", _do(Closed(outcome="explained"))),
    ))  # fmt: skip
    yield Sample("林小满", 4, "换发新证要回户籍地开证明，指南上没有写", (
        Step(0, "40", here),
    ))  # fmt: skip
