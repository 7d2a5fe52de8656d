"""Which models are proposed for a port, and which port a model needs."""

from pathlib import Path

import pytest

from app.devices import shelf
from app.devices.profile import PadProfile, load
from app.settings.terminal import PrinterSettings
from app.ui.settings.fitted import Around, look_around, pad_faults

CHILD = """
schema = 1
id = "vendor"
name = "厂家评价器"
status = "vendor-document"
[child]
command = ["/opt/vendor"]
[match]
usb = ["0483:5740"]
[rx]
kind = "bridge"
[press]
when = { cmd = 16 }
[keys.1]
level = "5"
label = "好"
[[selftest]]
line = '{"say": "press", "key": 1}'
means = "press:5"
"""
LINE: PadProfile = load("pj06.toml", (shelf.SHIPPED / "pj06.toml").read_bytes())
BRIDGED: PadProfile = load("vendor.toml", CHILD.encode())


@pytest.fixture
def around() -> Around:
    return Around(
        pad_models={"pj06": LINE, "vendor": BRIDGED}, paths={"usb:1": "/dev/ttyUSB0"},
        usb={"usb:1": "0483:5740", "usb:2": "1a86:7523"},
    )  # fmt: skip


def test_a_model_known_to_come_with_the_device_is_proposed_first(around: Around) -> None:
    assert [i for i, _ in around.models_for("usb:1")] == ["vendor", "pj06"]
    assert [i for i, _ in around.models_for("usb:2")] == ["pj06", "vendor"]
    assert [i for i, _ in around.models_for("/dev/ttyS0")] == ["pj06", "vendor"]


@pytest.mark.parametrize(
    ("port", "model", "key"),
    [
        ("usb:2", "pj06", ""), ("bridge", "vendor", ""), ("", "vendor", ""), ("", "pj06", ""),
        ("usb:2", "vendor", "devices.bridge_wanted"), ("bridge", "pj06", "devices.bridge_unwanted"),
        ("usb:1", "pj06", "settings.devices.taken_printer"), ("usb:2", "none", ""),
    ],
)  # fmt: skip
def test_a_port_and_a_model_go_together(around: Around, port: str, model: str, key: str) -> None:
    printer = PrinterSettings("serial", port="/dev/ttyUSB0")
    assert pad_faults(around, printer, port, model) == ({"pad_port": key} if key else {})


def test_a_file_of_the_site_is_offered_with_its_sum(tmp_path: Path) -> None:
    (tmp_path / "pads").mkdir()
    (tmp_path / "pads" / "vendor.toml").write_text(CHILD, "utf-8")
    (tmp_path / "pads" / "bad.toml").write_text("schema = 1", "utf-8")
    found = look_around(tmp_path)
    assert found.pins == {"vendor": BRIDGED.sha256}
    assert "pj06" in found.pad_models
    assert [name for name, _ in found.bad] == ["bad.toml"]
