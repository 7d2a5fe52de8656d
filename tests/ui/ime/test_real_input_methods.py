"""你好 typed into the counter through the real input methods, on an X screen of its own."""

from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.terminal import make_terminal
from tests.ui.ime.desktop import Desktop, Play

NIHAO = ("n", "i", "h", "a", "o")


@pytest.mark.parametrize(
    ("daemon", "way"), [("fcitx5", "portal"), ("fcitx5", "bridge"), ("fcitx4", "bridge")]
)
def test_a_clerk_types_chinese(tmp_path: Path, daemon: str, way: str) -> None:
    with Desktop(tmp_path) as desktop:
        if daemon == "fcitx5":
            desktop.start_fcitx5(portal=way == "portal")
        else:
            desktop.start_fcitx4()
        play = desktop.play()
        told = play.wait(window="")
        desktop.focus(told["window"])
        is_there = told["daemon"] == daemon or play.wait(daemon="")["daemon"] == daemon
        assert (told["way"], is_there) == (way, True)
        words_are_typed(desktop, play, daemon)
        an_unfinished_word_submits_nothing(desktop, play, daemon)


def words_are_typed(desktop: Desktop, play: Play, daemon: str) -> None:
    """Into the description of the intake page; a shortcut in the middle of one loses nothing."""
    desktop.switch_to_pinyin()
    desktop.press(*NIHAO, "space")
    play.wait(text="你好")
    desktop.press(*NIHAO, "F3")
    held = "ni hao" if daemon == "fcitx5" else "你好"
    assert play.wait(page="board")["left"] == f"你好{held}"
    desktop.press("F2")
    play.wait(page="intake")


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
