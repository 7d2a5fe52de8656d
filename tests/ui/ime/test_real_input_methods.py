"""你好 typed into the counter through the real input methods, on an X screen of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal
from tests.ui.ime.desktop import Desktop, Play

NIHAO = ("n", "i", "h", "a", "o")


@pytest.fixture(params=["fcitx5", "fcitx4"])
def daemon(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desktop(tmp_path: Path, daemon: str) -> Iterator[Desktop]:
    with Desktop(tmp_path) as made:
        made.start_fcitx5() if daemon == "fcitx5" else made.start_fcitx4()
        yield made


def test_a_clerk_types_chinese(desktop: Desktop, daemon: str, tmp_path: Path) -> None:
    play = desktop.play()
    told = play.wait(window="")
    way = "portal" if daemon == "fcitx5" else "bridge"
    desktop.focus(told["window"])
    if daemon == "fcitx4":
        assert (told["way"], play.wait(daemon="")["daemon"]) == (way, "fcitx4")
    else:
        assert (told["way"], told["daemon"]) == (way, daemon)
    desktop.switch_to_pinyin()
    desktop.press(*NIHAO, "space")
    play.wait(text="你好")
    desktop.press(*NIHAO, "F3")  # a shortcut in the middle of a word
    held = "ni hao" if daemon == "fcitx5" else "你好"
    assert play.wait(page="board")["left"] == f"你好{held}"
    desktop.press("F2")
    play.wait(page="intake")
    an_unfinished_word_submits_nothing(desktop, play, daemon)


def test_fcitx4_may_start_after_the_counter_and_again(tmp_path: Path) -> None:
    with Desktop(tmp_path) as desktop:
        play = desktop.play()
        told = play.wait(window="")
        assert (told["way"], told["daemon"]) == ("none", "")
        desktop.focus(told["window"])
        for text in ("你好", "你好你好"):
            desktop.start_fcitx4()
            play.wait(daemon="fcitx4")
            desktop.switch_to_pinyin()
            desktop.press(*NIHAO, "space")
            play.wait(text=text)
            desktop.stop_daemon()
            play.wait(daemon="")
        desktop.press("a")
        play.wait(text="你好你好a")


def test_the_command_goes_the_way_it_found(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_terminal(home, FakeClock()).stop()
    with Desktop(tmp_path) as desktop:
        desktop.start_fcitx5()
        desktop.open_counter(home)
        desktop.wait_for_client()


def an_unfinished_word_submits_nothing(desktop: Desktop, play: Play, daemon: str) -> None:
    """Enter and Esc belong to the input method while it holds something, Ctrl+Enter to whom it
    is told: fcitx 5 takes it for Enter, fcitx 4 leaves it to us, and no word is lost."""
    play.order("dialog")
    desktop.focus(play.wait(dialog="")["dialog"])
    desktop.wait_for_cursor()
    desktop.press(*NIHAO, "Escape", *NIHAO, "Return")
    play.wait(text="nihao")
    desktop.press(*NIHAO, "ctrl+Return")
    if daemon == "fcitx5":
        play.wait(text="nihaonihao")
        desktop.press("ctrl+Return")
    held = "nihao" if daemon == "fcitx5" else "你好"
    assert play.wait(submitted="")["submitted"] == f"nihao{held}"
    desktop.press(*NIHAO, "space", "Return")
    assert play.wait(entered="")["entered"] == f"nihao{held}你好"
    desktop.press(*NIHAO, "space", "Tab", *NIHAO)
    play.wait(secret="nihao")
    play.order("eye")
    desktop.press(*NIHAO)
    play.wait(secret="nihaonihao")
    desktop.press("Escape")
    play.wait(left="")
