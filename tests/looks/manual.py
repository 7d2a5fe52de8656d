"""`make manual`: the pictures of docs/manual, taken from the running program.

The morning of `stage.py` stands on a temporary home under a clock that stands, the real counter
is brought from state to state offscreen, each is one PNG. Then the pages are checked: every
picture they name is there, every picture is named.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtWidgets import QApplication

from app.cli import training
from app.db import queries
from app.db.instance import Home
from app.desk import intake, knowledge
from app.devices import worker
from app.domain.acts.knowledge import EntryProposed
from app.main import build, printer_of
from app.printing import spooler
from app.settings.terminal import BackupSettings, PadSettings, PrinterSettings, Settings
from app.ui.kit.theme import Theme
from app.ui.setup.recovery import RecoveryDialog
from app.ui.shell.keysheet import KeySheet
from app.ui.wiring.training import TrainingMode
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, sit
from tests.looks.camera import Camera, StillPad, same_chance, until
from tests.looks.stage import make_stage
from tests.ui.pages.conftest import native

PAGES: Final = Path(__file__).parents[2] / "docs" / "manual"
PICTURES: Final = "pictures"
NAMED: Final = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+\.png)\)")
SHOWN: Final = "2026-03-11 10:40:00"
PLACE: Final = Path(tempfile.gettempdir()) / "bandecheng-manual"  # it is seen in the about pane
MADE_UP_CODE: Final = "QH2A-7KMN-4RTX-9BCD-E3FG-5HJK-8LPQ-6VWY"
OUTSIDE: Final = """来源,外部编号,姓名,电话,事项,内容,收到时间,办理期限
12345,GD-118,林小满,19900001234,社保卡补换,材料齐全交了两次都没有收,2026-03-10 16:00,2026-03-12
好差评,HC-0451,白知秋,,户口迁入,窗口说系统里查不到，让改天再来,2026-03-11 08:50,
"""
KNOWN: Final = (
    EntryProposed(
        title="经营场所变更，租赁合同可替代房产证", matter="个体工商户变更登记",
        answer="凭租赁合同和住所承诺书办理，不得另要房产证原件", department="市场监管局窗口",
        until="2026-12-31",
    ),
    EntryProposed(
        title="户口迁入先出接收函", matter="户口迁入（父母投靠）", department="公安户籍窗口",
        answer="先由迁入地出具接收函，再到迁出地办理迁出，不互为前置", until="2026-12-31",
    ),
)  # fmt: skip
PAD, PRINTER = PadSettings("/dev/ttyUSB0", "pj06"), PrinterSettings("tcp", "192.168.1.50")


def faults(pages: Path) -> list[str]:
    """Pictures that are named and not there, or there and not named."""
    named = {n for page in pages.glob("*.md") for n in NAMED.findall(page.read_text("utf-8"))}
    there = {p.name for p in (pages / PICTURES).glob("*.png")}
    return [f"没有这张图：{n}" for n in sorted(named - there)] + [
        f"没有一页用这张图：{n}" for n in sorted(there - named)
    ]


@contextmanager
def morning(folder: Path, home: Path) -> Iterator[Camera]:
    """The counter on the stage's morning with nobody at it, a pad and a place for backups."""
    clock = FakeClock()
    terminal = make_stage(home, clock)
    clock.set(SHOWN)  # past everything that happened in the morning
    terminal.pad = StillPad()  # type: ignore[assignment]  # it is never pressed
    stick = home.parent / "U盘"
    stick.mkdir(exist_ok=True)
    kept = BackupSettings(str(stick))
    terminal.settings = msgspec.structs.replace(
        terminal.settings, pad=PAD, printer=PRINTER, backup=kept
    )
    camera = Camera(folder, terminal)
    terminal.bridge.post(worker.HealthChanged("online"))
    terminal.bridge.drain()
    camera.counter.backups.start()
    until(lambda: camera.counter.backups.going is None)
    try:
        yield camera
    finally:
        camera.close()


def sign_in(camera: Camera) -> None:
    """The sign-in page."""
    camera.take("sign-in")


def at_the_window(camera: Camera) -> None:
    """Registration, refusal, board, ticket, finding."""
    counter = camera.counter
    camera.sit("C1")
    fill_intake(camera)
    camera.take("intake")
    decline = counter.intake_page.decline_dialog
    decline.open()
    camera.take("decline", decline)
    decline.reject()
    counter.shell.show_page("board")
    camera.take("board")
    counter.open_ticket(number_of(camera, "户口迁入（父母投靠）"))
    camera.take("ticket")
    counter.open_ticket(number_of(camera, "食品经营许可延续"), "receive_result")
    act = counter.ticket_page.dialog
    assert act is not None
    camera.take("act", act)
    act.reject()
    counter.finder.search("")
    camera.take("all-tickets")
    counter.finder.open_palette()
    counter.finder.palette.field.setText("1234")
    camera.take("palette", counter.finder.palette)
    counter.finder.palette.reject()
    counter.finder.open_sheet()
    (sheet,) = counter.shell.findChildren(KeySheet)
    camera.take("keys", sheet)
    sheet.reject()


def fill_intake(camera: Camera) -> None:
    """What a citizen tells who has a matter on its way already."""
    intake, page = camera.counter.intake, camera.counter.intake_page
    reason = camera.terminal.desk.rules().regime.reasons[1]
    intake.on_change(phone="19900000416", citizen_name="白知秋")
    intake.on_change(matter="户口簿地址更正", visits=2, visits_typed=True)
    intake.on_change(
        description="已来过几次，每次被告知的材料不一样，这次又要原住址的证明",
        scope=page.scope.itemData(0), category="general", reasons=(reason.code,),
    )  # fmt: skip
    page.show_form(intake.form)
    page._due.on_category("general")
    page.name.textChanged.emit(page.name.text())


def number_of(camera: Camera, matter: str) -> str:
    """The ticket about a matter that is on the board."""
    model = camera.counter.board_page.model
    rows = [r for r in map(model.row_at, range(model.rowCount())) if r]
    return next(r.number for r in rows if r.row.matter == matter)


def waiting(camera: Camera, matter: str) -> str:
    """The ticket about a matter that waits for its rating."""
    with camera.terminal.log.reading() as connection:
        return next(t.no for t in queries.to_rate(connection) if matter in t.matter)


def rating(camera: Camera) -> None:
    """Asked by the pad and pressed; then the pad is pulled out and the citizen's screen asks."""
    counter, bridge = camera.counter, camera.terminal.bridge
    current = counter.rating.current
    counter.ask_rating(waiting(camera, "社保卡补换"))
    camera.take("rating")
    bridge.post(worker.Pressed(current.ask, native("4")))
    bridge.drain()
    camera.take("rated")
    counter.rating.on_left()
    window = camera.show_citizens_screen()
    camera.take("citizen-idle", window)
    counter.ask_rating(waiting(camera, "失业登记"))
    bridge.post(worker.AskLost(current.ask, "lost"))
    bridge.post(worker.HealthChanged("lost", "lost"))
    bridge.drain()
    camera.take("rating-fallen")
    camera.take("citizen-rate", window)
    for target in ("level:5", "submit"):
        camera.pass_seconds(2)
        counter.citizen.presenter.on_touch(target)
    bridge.post(worker.HealthChanged("online"))
    bridge.drain()
    counter.rating.on_left()
    counter.citizen.window.hide()


def second_asking(camera: Camera) -> None:
    """A citizen who did not press is asked once more: the leader agrees."""
    counter, number = camera.counter, waiting(camera, "户口簿地址更正")
    counter.ask_rating(number)
    camera.terminal.bridge.post(worker.AskTimedOut(counter.rating.current.ask))
    camera.terminal.bridge.drain()
    counter.ask_rating(number)
    leave = counter.rating_page.leave
    camera.take("second-asking", leave)
    leave.reject()


def hand_over(camera: Camera) -> None:
    """交班: what is signed, and what the next one sees."""
    leave = camera.counter.leave
    leave.ask()
    leave.to.choose("C2")
    next(iter(leave.remarks.values())).setText("下午来电话问过，先回他")
    leave.note.setPlainText("打印纸在左手第二个抽屉")
    camera.take("leave", leave)
    leave.strong.click()
    camera.take("hand-over")


def beside_the_work(camera: Camera) -> None:
    """Demands of other systems that wait, and the knowledge base."""
    shelf, desk, shell = camera.counter.shelf, camera.terminal.desk, camera.counter.shell
    outside = PLACE / "来件.csv"
    outside.write_text(OUTSIDE, "utf-8")
    shell.show_page("lists")
    shelf.lists.on_import(outside)
    until(lambda: shelf.lists_page.model.rowCount() > 1)
    camera.take("lists")
    sit(camera.terminal, "C1")
    for act in KNOWN:
        (fact,) = knowledge.propose(desk, act).facts
        sit(camera.terminal, "L1")
        assert knowledge.approve(desk, fact.stamp.ref, fact.stamp.ref).is_done
        sit(camera.terminal, "C1")
    shell.show_page("knowledge")
    camera.take("knowledge")
    camera.counter.queue.show()
    until(lambda: not camera.counter.queue.page.pane.picture.pixmap.isNull())
    camera.take("papers")


def of_the_leader(camera: Camera) -> None:
    """Ledger, what needs watching, rules and settings."""
    camera.sit("L1")
    camera.take("ledger")
    for shown in ("watch", "regime"):
        camera.counter.shell.show_page(shown)
        camera.take(shown)
    page = camera.counter.settings.page
    camera.counter.shell.show_page("settings")
    for pane in ("hall", "people", "backup", "lists", "look", "about"):
        page.show_pane(pane)
        camera.take(f"settings-{pane}")


def lost_devices(camera: Camera) -> None:
    """The pane of the devices while neither of them is there."""
    terminal, page = camera.terminal, camera.counter.settings.page
    terminal.printer = printer_of(
        terminal.settings, terminal.home.path, terminal.desk.clock, terminal.bridge, unclean=False
    )
    camera.counter.status.fit()
    terminal.bridge.post(worker.HealthChanged("lost", "not_found"))
    terminal.bridge.post(spooler.HealthChanged(is_well=False, code="unreached"))
    terminal.bridge.drain()
    camera.counter.shell.show_page("ledger")
    camera.counter.shell.show_page("settings")
    page.show_pane("devices")
    camera.take("settings-devices")
    terminal.printer = None


def first_start(folder: Path, home: Path) -> None:
    """An empty home, and the code its leader is given."""
    fresh = Home(home)
    fresh.hold()
    fresh.create()
    camera = Camera(folder, build(fresh, FakeClock(SHOWN), Settings()))
    for name, text in {
        "hall_name": "青禾县政务服务大厅", "hall_code": "QH", "window": "2",
        "leader_id": "L1", "leader_name": "沈知行", "clerk_id": "C1", "clerk_name": "周晓岚",
    }.items():  # fmt: skip
        camera.counter.setup_page.edits[name].setText(text)
    camera.take("first-start")
    code = RecoveryDialog(camera.counter.shell, MADE_UP_CODE, lambda: None)
    code.open()
    camera.take("recovery", code)
    code.reject()
    camera.close()


def practice(folder: Path, home: Path) -> None:
    """The training counter with its two simulators."""
    home.mkdir()
    clock = FakeClock(SHOWN)
    camera = Camera(folder, training.open_training(home, clock))
    shell = camera.counter.shell
    mode = TrainingMode(camera.terminal, shell, camera.counter.login_page, lambda: None)
    assert mode.simulator is not None
    camera.terminal.start()
    camera.sit("C1")
    camera.counter.ask_rating(waiting(camera, ""))
    model = mode.simulator.model
    until(lambda: model.rowCount() >= 2)
    clock.move(seconds=3)
    camera.take("training")
    mode.simulator.keys[4].click()
    until(lambda: model.rowCount() >= 4)
    camera.take("simulator", mode.simulator)
    mode.simulator.hide()
    printer = mode.printer
    assert printer is not None
    camera.counter.written(intake.accept(camera.terminal.desk, form(camera.terminal), "general"))
    mode._bring(printer)
    until(printer.paper.isVisible)
    camera.take("printer-simulator", printer)
    printer.hide()
    camera.close()


def take_all(folder: Path) -> None:
    """Every picture, into an empty folder."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir()
    with morning(folder, PLACE / "home") as camera:
        for scene in (
            sign_in, at_the_window, rating, second_asking, beside_the_work, hand_over,
            of_the_leader, lost_devices,
        ):  # fmt: skip
            scene(camera)
    first_start(folder, PLACE / "new")
    practice(folder, PLACE / "practice")
    shutil.rmtree(PLACE)


def main() -> int:
    """Take the pictures anew; 1 where pages and pictures do not fit."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    app.setCursorFlashTime(0)
    look = Theme(app)
    look.restyle(mode="light")
    with tempfile.TemporaryDirectory() as made, same_chance():
        folder = Path(made)
        take_all(folder)
        shutil.rmtree(PAGES / PICTURES, ignore_errors=True)
        shutil.copytree(folder, PAGES / PICTURES)
    found = faults(PAGES)
    said = "\n".join(found) or f"{len([*(PAGES / PICTURES).glob('*.png')])} 张图"
    sys.stdout.write(f"{said}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
