"""[printer] of settings.toml: every way has its address, a misspelt one is told."""

from pathlib import Path

import pytest

from app.printing.attach import attach
from app.settings.tables import Faulty
from app.settings.terminal import TRANSPORTS, PrinterSettings, Settings, load_settings
from app.settings.words import Words
from tests.printing.samples import profile


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (PrinterSettings("tcp", "192.168.1.50", 9100), "tcp://192.168.1.50:9100"),
        (PrinterSettings("serial", port="/dev/ttyUSB0"), "serial:/dev/ttyUSB0"),
        (PrinterSettings("usblp", port="/dev/usb/lp0"), "usblp:/dev/usb/lp0"),
        (PrinterSettings("windows", port="GP-80 系列"), "windows:GP-80 系列"),
        (PrinterSettings("capture"), "capture:/home/of/papers"),
    ],
)
def test_every_way_has_its_address(settings: PrinterSettings, address: str) -> None:
    assert settings.address(Path("/home/of")) == address
    assert attach(address, profile())


def test_every_transport_can_be_kept_and_another_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for word in TRANSPORTS:
        path.write_text(f'[printer]\ntransport = "{word}"\n', "utf-8")
        assert load_settings(tmp_path) == Settings(printer=PrinterSettings(word))
    path.write_text('[printer]\ntransport = "tpc"\n', "utf-8")
    with pytest.raises(Faulty) as caught:
        load_settings(tmp_path)
    (fault,) = caught.value.faults
    assert Words().fault("settings.toml", fault) == (
        "settings.toml 第 2 行，printer.transport：不能写“tpc”，"
        "只能写 none、tcp、serial、usblp、windows、capture；请改正"
    )
