"""Freezes a store of today's version: `python -m tests.upgrade.freeze`, once for each migration.

It makes `tests/upgrade/<number>/` with the store, its key and what stands in it. All people and
telephones are invented; the key opens nothing else.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from app.db import queries
from app.db.engine import snapshot
from app.db.instance import Home
from app.db.migrate import steps
from app.desk import asking, handling, intake
from app.domain.acts.closing import Closed
from app.domain.acts.extending import ExtensionAsked
from app.domain.acts.intake import Declined
from app.domain.acts.record import Corrected, Noted
from tests.desk.conftest import answered, asked, done, pressed, sent_away, settled
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import form, make_terminal, sit

FOLDER = Path(__file__).parent
KEPT = ("store.db", "store.check", "key")


def facts_of(home: Home) -> dict[str, Any]:
    """What stands in a store, as a person would check it."""
    with snapshot(home.reader()) as connection:
        rows = queries.board(connection)
        tickets = {
            r.no: {
                "state": r.state, "name": r.name, "matter": r.matter, "due": r.next_due,
                "entries": r.ticket.entries,
                "ratings": [[x.source, x.level, x.key] for x in r.ticket.ratings],
                "askings": [a.end for a in r.ticket.askings],
            }
            for r in queries.day(connection, DAY)
        }  # fmt: skip
        return {"open": [r.no for r in rows], "tickets": tickets}


DAY = FakeClock().now().date()


def work(folder: Path) -> None:
    """A morning in a few matters."""
    clock = FakeClock()
    terminal = make_terminal(folder, clock)
    sit(terminal, "C1")
    desk = terminal.desk
    spot = settled(terminal)
    clock.move(minutes=5)
    done(asking.press(desk, spot, asked(terminal, spot), pressed("4")))
    done(asking.left(desk, spot))
    done(handling.close(desk, spot, Closed(outcome="solved")))
    away = sent_away(terminal)
    clock.move(minutes=30)
    answered(terminal, away)
    done(asking.decline(desk, asked_number(terminal, away), "群众表示不评价"))
    waiting = sent_away(terminal)
    act = ExtensionAsked(reason="要外地核实", amount=5, who="齐望舒", how="phone")
    done(handling.ask_extension(desk, waiting, act))
    done(desk.perform(waiting, Noted(text="电话沟通过", phone_call=True)))
    right = Corrected(field="citizen_name", old="林小满", new="张𬱖", reason="打错")
    done(desk.perform(waiting, right))
    told = Declined(reason="petition", explanation="请到信访部门反映")
    done(intake.decline(desk, form(terminal, matter="信访答复不满"), told))
    terminal.stop()


def asked_number(terminal: Any, number: str) -> str:
    """The ticket itself, with an asking open."""
    asked(terminal, number)
    return number


def main() -> None:
    """Freeze."""
    target = FOLDER / f"{steps()[-1][0]:04d}"
    target.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        work(home)
        for name in KEPT:
            shutil.copy(home / name, target / name)
        text = json.dumps(facts_of(Home(home)), ensure_ascii=False, indent=1, sort_keys=True)
    (target / "expected.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
