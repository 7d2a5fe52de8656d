"""The counter needs no platform and no head office: it runs by itself, at a branch too."""

import json
import socket
from pathlib import Path

import pytest

from app.cli import main
from app.db.instance import Home
from app.db.people import hash_password
from app.desk import catalogue, handling, intake
from app.desk.founding import Founding, Newcomer, found
from app.domain.acts.handling import Dispatched
from app.main import build
from app.settings import shipped
from app.settings.terminal import HallSettings, Settings
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import clear_way, form, regime_bytes, sit


class Cut:
    """A network that is gone: only this machine answers."""

    def __init__(self) -> None:
        self.tried: list[object] = []
        self._connect = socket.socket.connect

    def connect(self, of: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            self.tried.append(address)
            raise OSError("no network")
        self._connect(of, address)  # type: ignore[arg-type]  # as it came


@pytest.mark.clause("N-7.3.1")
def test_without_a_platform_a_matter_is_registered_printed_rated_and_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = Cut()
    monkeypatch.setattr(socket.socket, "connect", lambda of, to: cut.connect(of, to))
    home = tmp_path / "home"
    assert main(["drill", "--home", str(home), "--acts", "40", "--seed", "7"]) == 0
    assert capsys.readouterr().out.count("ACK ") == 40
    assert main(["verify", "--home", str(home), "--json"]) == 0
    assert cut.tried == []
    with Home(home).reader().connect() as connection:
        lines = connection.exec_driver_sql("SELECT line FROM entry").scalars()
        kinds = {json.loads(line)["k"] for line in lines}
    assert {"Registered", "Accepted", "Dispatched", "ResultReceived", "FedBack", "Rated",
            "PaperIssued", "Closed"} <= kinds  # fmt: skip


@pytest.mark.clause("P-4-1b")
def test_a_township_branch_uses_the_plan_with_its_own_units(
    tmp_path: Path, clock: FakeClock
) -> None:
    units = ("柏林镇便民服务中心", "柏林镇自然资源所")
    home = Home(tmp_path / "home")
    home.hold()
    home.create()
    hall = HallSettings(code="PYBL", name="柏林镇便民服务中心", window=1, phone="0000-1234567")
    terminal = build(home, clock, Settings(hall=hall))
    newcomers = [
        Newcomer("L1", "沈知行", "leader", hash_password("leader-secret")),
        Newcomer("C1", "周晓岚", "clerk", hash_password("clerk-secret")),
    ]
    told = Founding(regime_bytes("pingyi"), shipped.calendar_files(), newcomers, units)
    found(terminal.log, told, clock.now().date())
    sit(terminal, "C1")
    desk = terminal.desk
    assert {d.name for d in catalogue.departments(desk)} == set(units)
    category = desk.rules().regime.categories[-1].id
    taken = intake.accept(desk, form(terminal, department=units[1]), category)
    assert taken.is_done, taken.refused
    assert taken.ticket.no.startswith("PYBL1-260311-001-")
    send = clear_way(terminal, taken.ticket.no, Dispatched(department=units[1], content="请办"))
    assert isinstance(send, Dispatched)
    sent = handling.dispatch(desk, taken.ticket.no, send)
    assert sent.is_done, sent.refused
    assert desk.rules(taken.ticket).regime.id == "pingyi"
    terminal.stop()
