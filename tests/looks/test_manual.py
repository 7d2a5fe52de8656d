"""The manual's pages and their pictures fit each other, and a picture is what the program shows."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import app.ui
from app.settings.terminal import load_settings
from app.ui.kit.keys import shown
from app.ui.kit.theme import Theme
from tests.looks.camera import SIZE
from tests.looks.manual import NAMED, PAGES, PICTURES, faults, morning, sign_in

PERSONS = ("办理专员.md", "组长.md", "运维人员.md")


def test_every_picture_named_is_there_and_every_picture_is_named() -> None:
    assert faults(PAGES) == []
    assert len([*(PAGES / PICTURES).glob("*.png")]) >= 20


def test_a_missing_and_an_idle_picture_are_told(tmp_path: Path) -> None:
    (tmp_path / PICTURES).mkdir()
    (tmp_path / PICTURES / "idle.png").touch()
    (tmp_path / "page.md").write_text("![登录](pictures/sign-in.png)", "utf-8")
    assert faults(tmp_path) == ["没有这张图：sign-in.png", "没有一页用这张图：idle.png"]


@pytest.mark.parametrize("name", PERSONS)
def test_the_index_leads_to_every_person_and_each_page_shows_something(name: str) -> None:
    assert f"({name})" in (PAGES / "README.md").read_text("utf-8")
    assert NAMED.search((PAGES / name).read_text("utf-8"))


def test_the_settings_of_the_manual_are_settings_of_the_program(tmp_path: Path) -> None:
    text = (PAGES / "运维人员.md").read_text("utf-8")
    shown = text.partition("## settings.toml")[2].partition("\n## ")[0]
    lines = [line[4:] for line in shown.splitlines() if line.startswith("    ") or not line]
    (tmp_path / "settings.toml").write_text("\n".join(lines), "utf-8")
    found = load_settings(tmp_path)
    assert (found.hall.code, found.pad.profile, found.printer.port) == ("QH", "pj06", 9100)


def test_a_picture_is_taken_of_the_real_window(look: Theme, tmp_path: Path) -> None:
    with morning(tmp_path, tmp_path / "home") as camera:
        sign_in(camera)
    taken = QImage(str(tmp_path / "sign-in.png"))
    assert (taken.width(), taken.height()) == SIZE
    middle = [taken.pixel(SIZE[0] // 2, y) for y in range(SIZE[1])]
    assert len(set(middle)) > 5, "somebody to sign in, a field, a button"


def test_every_key_of_the_manual_is_one_of_the_program() -> None:
    """`Alt 1` to `Alt 9` go by place and stand in no source; arrows are drawn."""
    sources = "\n".join(p.read_text("utf-8") for p in Path(app.ui.__file__).parent.rglob("*.py"))
    bound = {
        shown(k) for k in re.findall(r'"((?:(?:Ctrl|Alt)\+(?:Shift\+)?)?[A-Z0-9]\w*)"', sources)
    }
    bound |= {"Alt ←", "Alt →"} if {"Alt Left", "Alt Right"} <= bound else set()
    pages = "\n".join((PAGES / name).read_text("utf-8") for name in PERSONS)
    named = set(re.findall(r"`((?:Ctrl|Alt) [^`]+|F\d+)`", pages))
    assert sorted(k for k in named - bound if not re.fullmatch(r"Alt \d", k)) == []
    assert len(named) > 20
