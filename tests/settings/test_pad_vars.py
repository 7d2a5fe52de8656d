"""What a site sets of its pad: kept in settings.toml, told in the entry, used by the driver."""

from pathlib import Path

import pytest

from app.devices import shelf
from app.settings.tables import Faulty
from app.settings.terminal import PadSettings, Settings, load_settings, save_settings
from app.ui.settings.keeper import differences

BUS = Settings(pad=PadSettings("/dev/ttyUSB0", "bus68-4key", vars={"addr": 0x82}))


def test_a_variable_is_kept_and_read_back(tmp_path: Path) -> None:
    save_settings(tmp_path, BUS)
    assert load_settings(tmp_path) == BUS
    save_settings(tmp_path, Settings())
    assert load_settings(tmp_path) == Settings()


def test_a_variable_that_is_no_number_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[pad]\nvars = { addr = "two" }\n', "utf-8")
    with pytest.raises(Faulty) as caught:
        load_settings(tmp_path)
    assert [(f.place, f.problem) for f in caught.value.faults] == [("pad.vars", "wrong_type")]


def test_the_pad_is_spoken_to_by_its_address(tmp_path: Path) -> None:
    profile = shelf.take(tmp_path, BUS.pad.profile, "", site=BUS.pad.vars)
    assert profile.commands["ack"].frame.hex(" ") == "68 02 02 68 82 01 83 16"
    with pytest.raises(shelf.Unfit) as caught:
        shelf.take(tmp_path, BUS.pad.profile, "", site={"addr": 1})
    assert [(f.place, f.problem) for f in caught.value.faults] == [
        ("pad.vars.addr", "out_of_range")
    ]


def test_a_change_of_a_variable_is_told_whether_it_stood_there_or_not() -> None:
    bare = Settings(pad=PadSettings("/dev/ttyUSB0", "bus68-4key"))
    assert list(differences(bare, BUS)) == [("pad.vars.addr", "", "130")]
    assert list(differences(BUS, bare)) == [("pad.vars.addr", "130", "")]
