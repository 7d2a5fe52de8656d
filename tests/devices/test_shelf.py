"""Profiles of the site beside those that come with the program."""

import shutil
from pathlib import Path

import pytest

from app.devices import shelf
from app.devices.shelf import SHIPPED, Held, Unfit
from app.settings.words import Words

NAME = "our-pad"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "pads").mkdir()
    return tmp_path


def put(home: Path, name: str = NAME, *, id_: str = "", text: str = "") -> Path:
    file = home / "pads" / f"{name}.toml"
    made = (SHIPPED / "pj06.toml").read_text("utf-8")
    file.write_text(text or made.replace('id = "pj06"', f'id = "{id_ or name}"'), "utf-8")
    return file


def held(home: Path) -> dict[str, Held]:
    return {one.id: one for one in shelf.look(home) if one.is_site}


def code(home: Path, name: str = NAME, pin: str = "") -> str:
    with pytest.raises(Unfit) as caught:
        shelf.take(home, name, pin)
    assert Words().has(f"device.{caught.value.code}")
    return caught.value.code


def test_a_file_of_the_site_stands_beside_the_shipped_ones(home: Path) -> None:
    put(home)
    found = shelf.look(home)
    assert {one.id for one in found} >= {"pj06", "bus68-4key", NAME}
    assert not [one.faults for one in found if one.faults]
    assert [one.id for one in found if one.pin] == [NAME]


def test_a_file_of_the_site_serves_only_as_its_leader_has_seen_it(home: Path) -> None:
    file = put(home)
    pin = held(home)[NAME].pin
    assert shelf.take(home, NAME, pin).sha256 == pin
    assert code(home) == "profile_changed", "nobody has agreed to it yet"
    file.write_text(file.read_text("utf-8").replace('label = "满意"', 'label = "好"'), "utf-8")
    assert code(home, pin=pin) == "profile_changed"


def test_a_shipped_file_needs_nobodys_consent(home: Path) -> None:
    assert shelf.take(home, "pj06", "").id == "pj06"
    assert shelf.take(home, "pj06", "0" * 64).id == "pj06"


def test_an_id_that_stands_in_both_serves_nobody(home: Path) -> None:
    put(home, "pj06")
    both = [one for one in shelf.look(home) if one.id == "pj06"]
    assert [one.faults[0].problem for one in both] == ["shelf_double"] * 2
    assert code(home, "pj06", both[1].pin) == "profile_double"


def test_a_bad_file_is_listed_and_keeps_no_other_away(home: Path) -> None:
    put(home)
    put(home, "bad", text='schema = 2\nid = "bad"')
    put(home, "not-text", text="x")
    (home / "pads" / "not-text.toml").write_bytes(b"\xff\xfe")
    (home / "pads" / "folder.toml").mkdir()
    (home / "pads" / "large.toml").write_bytes(b"#" * 1_000_001)
    found = held(home)
    assert found[NAME].profile
    problems = {name: [f.problem for f in one.faults] for name, one in found.items()}
    assert "not_utf8" in problems["not-text"]
    assert problems["folder"] == ["unreadable"]
    assert problems["large"] == ["too_large"]
    assert problems["bad"]
    words = Words()
    assert all(words.fault(n, f) for n, one in found.items() for f in one.faults)
    assert code(home, "bad") == "profile_faulty"


def test_a_file_bears_the_name_of_its_id(home: Path) -> None:
    put(home, id_="other")
    fault = held(home)[NAME].faults[0]
    assert (fault.problem, fault.facts["file"]) == ("shelf_id", "other.toml")


@pytest.mark.parametrize("name", ["", "none", "../../resources/pads/pj06", "training/five-key"])
def test_what_is_not_on_the_shelf_is_missing(home: Path, name: str) -> None:
    assert code(home, name) == "profile_missing"


def test_a_home_without_a_folder_has_the_shipped_ones(tmp_path: Path) -> None:
    assert {one.id for one in shelf.look(tmp_path)} >= {"pj06", "bus68-4key"}
    shutil.copy(SHIPPED / "pj06.toml", tmp_path)
    assert shelf.take(tmp_path, "pj06", "").id == "pj06"


def test_each_reason_why_a_pad_cannot_serve_has_a_line_and_a_panel() -> None:
    words = Words()
    codes = ("missing", "faulty", "double", "changed")
    child = ("missing", "denied", "unfit", "ended", "silent", "garbled", "version", "error")
    for code in (*(f"profile_{c}" for c in codes), *(f"child_{c}" for c in child), "twins"):
        assert words(f"device.{code}")
        assert words(f"panel.pad.{code}")
        assert words(f"panel.pad.{code}_first")
