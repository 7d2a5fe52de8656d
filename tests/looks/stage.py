"""The morning that is shown: 青禾县, 11 March 2026, as the clerk finds it; all invented."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.db import lists, people
from app.db.lists import Matter
from app.db.people import Person
from app.desk import handling, intake
from app.desk.desk import Outcome
from app.domain.acts.feedback import CalledBack, FedBack
from app.domain.acts.handling import AnsweredOnSpot, Contacted, Dispatched, ResultReceived, Taken
from app.domain.acts.intake import Declined
from app.main import Terminal
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import carry, clear_way, form, hashed, make_terminal, sit

NOW = "2026-03-11 09:48:00"


class Case(NamedTuple):
    """A matter of the stage: when it came, who, about what, and how far it is."""

    at: str
    name: str
    phone: str
    matter: str
    department: str
    category: str
    far: str
    visits: int = 1
    text: str = "来了几次都没有办成，窗口每次说的材料不一样，希望一次说清"


CASES = (
    Case("02-24 09:20", "陆明远", "19900000311", "不动产转移登记（继承）",
         "不动产窗口", "difficult", "taken", 4,
         "继承公证与窗口要求的材料不一致，跑了四次，没有人说得清还差什么"),
    Case("02-25 10:27", "白知秋", "19900000416", "户口迁入（父母投靠）",
         "公安户籍窗口", "complex", "result", 3,
         "户籍窗口要求先迁出再出具接收函，迁出地要求先有接收函，两边互为前置，跑了三次没办成。"),
    Case("02-25 15:02", "许念", "19900000522", "灵活就业人员社保补缴",
         "人社窗口", "complex", "contacted", 2),
    Case("02-26 11:10", "青禾晨光餐馆", "19900000633", "施工许可证变更",
         "住建窗口", "complex", "taken"),
    Case("03-04 14:20", "江与舟", "19900000744", "公积金提取（租房）",
         "公积金窗口", "general", "taken"),
    Case("03-05 16:30", "青禾小满点心铺", "19900000855", "食品经营许可延续",
         "市场监管局窗口", "general", "contacted", 2),
    Case("03-06 09:15", "程听雨", "19900000966", "残疾人证换领",
         "综合窗口", "general", "contacted"),
    Case("03-09 10:40", "罗山月", "19900001077", "农村宅基地确权",
         "专项工作组", "difficult", "taken", 5),
    Case("03-09 15:05", "堃喆镕", "19900001188", "老年优待证",
         "综合窗口", "general", "told"),
    Case("03-10 09:30", "沈若木", "19900001299", "不动产抵押注销",
         "不动产窗口", "general", "dispatched", 2),
    Case("03-10 11:26", "叶听蝉", "19900001310", "户口簿地址更正",
         "公安户籍窗口", "general", "told"),
    Case("03-10 15:44", "魏青禾", "19900001421", "失业登记",
         "人社窗口", "general", "closed"),
    Case("03-11 09:05", "秦望", "19900001532", "社保卡补换",
         "人社窗口", "general", "spot"),
    Case("03-11 09:12", "林小满", "19900001234", "个体工商户变更登记",
         "市场监管局窗口", "general", "dispatched", 3,
         "窗口要求提供原经营场所的房产证原件，办事指南只要求租赁合同和住所承诺书。"),
    Case("03-11 09:20", "丁一舟", "19900001643", "信访答复不满",
         "综合窗口", "general", "declined"),
    Case("03-11 09:31", "青禾远帆物流", "19900001754", "企业跨区迁移",
         "专项工作组", "complex", "accepted"),
)  # fmt: skip


def make_stage(folder: Path, clock: FakeClock, regime: str = "national") -> Terminal:
    """A terminal with the morning in it, 周晓岚 at the desk; the clock stands at NOW."""
    clock.set("2026-02-24 08:55:00")
    terminal = make_terminal(folder, clock, regime)
    with terminal.log.engine.begin() as connection:
        for case in CASES:
            lists.put_department(connection, case.department)
            lists.put_matter(connection, Matter(case.matter, "", case.department))
        second = Person("C2", "何予安", "clerk", people_roles(terminal), duty="B")
        people.add(connection, second, hashed("clerk-secret"))
    sit(terminal, "C1")
    deeds: list[tuple[str, Callable[[], None]]] = []
    for case in CASES:
        deeds += _deeds(terminal, case)
    for at, deed in sorted(deeds, key=lambda pair: pair[0]):
        clock.set(f"2026-{at}:00")
        deed()
    clock.set(NOW)
    return terminal


def people_roles(terminal: Terminal) -> frozenset[str]:
    """What a clerk may do."""
    with terminal.log.reading() as connection:
        return next(p.roles for p in people.everyone(connection) if p.id == "C1")


def _done(outcome: Outcome) -> Outcome:
    assert outcome.refused == (), outcome.refused
    return outcome


def _deeds(terminal: Terminal, case: Case) -> list[tuple[str, Callable[[], None]]]:
    """What happens to a case, each with its time of the year."""
    desk, number = terminal.desk, list[str]()
    day, hour = case.at.split()[0], int(case.at.split()[1][:2])

    def later(n: int) -> str:
        if NOW.startswith(f"2026-{day}"):  # nothing lies ahead of the morning that is shown
            return f"{day} 09:{35 + 2 * n}"
        return f"{day} {min(hour + n, 17):02d}:{10 + 5 * n:02d}"

    def start() -> None:
        told = form(
            terminal, citizen_name=case.name, phone=case.phone, matter=case.matter,
            department=case.department, visits=case.visits, description=case.text,
        )  # fmt: skip
        match case.far:
            case "spot" | "closed":
                act = AnsweredOnSpot(result="已当场核对材料并办好")
                number.append(_done(intake.answer(desk, told, case.category, act)).ticket.no)
            case "declined":
                why = Declined(reason="petition", explanation="已有信访答复，请到信访部门复查")
                number.append(_done(intake.decline(desk, told, why)).ticket.no)
            case _:
                number.append(_done(intake.accept(desk, told, case.category)).ticket.no)

    def dispatch() -> None:
        content = "请按办事指南核对材料，并与反映人联系"
        act = Dispatched(department=case.department, content=content)
        sit(terminal, "C1" if case.category == "general" else "L1")  # N-9.1-e
        ready = clear_way(terminal, number[0], act)
        assert isinstance(ready, Dispatched)
        _done(handling.dispatch(desk, number[0], ready))
        sit(terminal, "C1")

    def take() -> None:
        carry(terminal, number[0], Taken(who="齐望舒", how="phone"))

    def contact() -> None:
        carry(terminal, number[0], Contacted(who="齐望舒", how="phone", text="已核实情况"))

    def result() -> None:
        answer = "已改为先出具接收函，再由迁出地办理迁出，群众可以来窗口领取"
        carry(terminal, number[0], ResultReceived(result=answer, who="齐望舒", how="phone"))

    def told() -> None:
        call = CalledBack(number=case.phone, started_at=desk.now - 90, ended_at=desk.now)
        carry(terminal, number[0], FedBack(way="phone"), call)

    way = (dispatch, take, contact, result, told)
    far = ("dispatched", "taken", "contacted", "result", "told")
    steps = way[: far.index(case.far) + 1] if case.far in far else ()
    return [(case.at, start), *((later(n), step) for n, step in enumerate(steps, start=1))]
