"""A child of `benchmarks.pages`: prints the KiB it holds when its work is done: own, resident.

`python -m benchmarks.day bare` shows a bare window; `python -m benchmarks.day day HOME PAD` plays
forty visits through the real window, with papers on a printer and ratings at a pad.

Own is RssAnon + RssShmem: what only ending the process, or swap, gives back. The limit is held
against it, for both windows alike. Resident (VmRSS) is told beside it and counts the mapped files
too: libraries and fonts, of which there is one copy for all processes and which the kernel drops
when it needs room. Private_Clean of smaps (of the USS) is left out: the same mapped page is private
or shared as another process happens to run, and a bench always has its own parent beside it.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the bare window must not hold them
    from app.cli.hands import Hands
    from app.devices.pads.simulator import PlayedPad

VISITS: Final = 40
AWAY: Final = 3  # every third matter goes to a department and comes back
PROFILE: Final = "bus68-4key"  # without pauses between commands
READ_THE_QUESTION_S: Final = 0.4  # a press within 0.3 s of the prompt is no press of a person


def held() -> str:
    """KiB of this process in memory now: own, resident."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    told = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    anonymous, shared, resident = (int(told[k][0]) for k in ("RssAnon", "RssShmem", "VmRSS"))
    return f"{anonymous + shared} {resident}"


def bare() -> None:
    """QApplication and an empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from app.cli.rig import breathe

    app = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    breathe(0.2)
    assert app is not None
    print(held(), flush=True)


def day(home: Path, pad_path: Path) -> None:
    """Open the counter on a home and play."""

    from app.cli.hands import Hands
    from app.cli.rig import ScriptedClock, wait_for
    from app.db.instance import Home
    from app.devices import profile as pads
    from app.devices.pads.simulator import PlayedPad
    from app.main import build
    from app.printing.played import PlayedPrinter
    from app.settings.places import RESOURCES
    from app.settings.terminal import PadSettings, PrinterSettings, Settings
    from app.ui.wiring.application import application
    from app.ui.wiring.counter import Counter
    from app.ui.wiring.garbage import set_aside
    from tests.fakes.terminal import HALL, person, sit

    application()
    clock = ScriptedClock("2026-03-11 08:55:00")
    profile = pads.load_file(RESOURCES / "pads" / f"{PROFILE}.toml")
    with PlayedPad(pad_path, profile, clock) as pad, PlayedPrinter() as tray:
        host, port = tray.address
        settings = Settings(
            hall=HALL, pad=PadSettings(port=str(pad.path), profile=PROFILE),
            printer=PrinterSettings(transport="tcp", host=host, port=port),
        )  # fmt: skip
        held_home = Home(home)
        held_home.hold()
        terminal = build(held_home, clock, settings)
        counter = Counter(terminal, lambda _: None)
        set_aside()
        terminal.start()
        hands = Hands(counter, terminal)
        sit(terminal, "C1")
        counter.signed_in(person(terminal, "C1"))
        for place in range(VISITS):
            clock.move(10)
            receive(hands, pad, place)
        wait_for(lambda: not terminal.papers.unfinished, "all papers printed", 60)
        print(held(), flush=True)
        terminal.stop()


def receive(hands: "Hands", pad: "PlayedPad", place: int) -> None:
    """One citizen, from the greeting to the door."""
    from app.cli.rig import breathe, wait_for
    from app.cli.script import VISITS as PEOPLE
    from app.cli.script import category_of

    way = "answered" if place % AWAY == 0 else "spot"
    visit = PEOPLE[place % len(PEOPLE)]._replace(way=way, phone=f"199000{place:05d}")
    number = hands.register(category_of("national", visit.way), visit)
    log = hands.terminal.log
    if way == "answered":
        by = {"who": "齐望舒", "how": "phone"}
        hands.act(number, "dispatch", department="人社窗口", content="请按公开的办事指南办理")
        hands.act(number, "take", **by)
        hands.act(number, "receive_result", result="已办结", statement="已处理", **by)
        hands.act(number, "feed_back", way="face", opinion="没有意见", **by)
        for before in hands.owed(number, "call_back"):
            hands.act(number, before)
        now = f"{hands.terminal.desk.clock.now():%H:%M}"
        hands.act(number, "call_back", number=visit.phone, started_at=now, ended_at=now)
        hands.counter.ask_rating(number)
    wait_for(lambda: log.ticket(number).asking, "the asking")
    breathe(READ_THE_QUESTION_S)
    pad.press(2 + place % 2)  # the same press so soon would be the former one sent again
    wait_for(lambda: log.ticket(number).rating, "the press")
    hands.counter.rating_page.gone.click()
    wait_for(lambda: log.ticket(number).is_revealed, "the citizen gone")
    if "close" in hands.offered(number):
        hands.act(number, "close", outcome="solved")


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else day(Path(sys.argv[2]), Path(sys.argv[3]))
