"""Larger letters are offered once on a wide screen, and the answer is remembered."""

import pytest

from app.ui.kit.dialog import FormDialog
from app.ui.kit.theme import Theme
from app.ui.wiring.large_letters import offer_large_letters
from tests.ui.pages.conftest import Desk


def offer(desk: Desk, width: int = 1920) -> FormDialog | None:
    counter = desk.counter
    before = set(counter.shell.findChildren(FormDialog))
    offer_large_letters(counter.shell, desk.terminal.desk, counter.settings.keeper, width)
    return next((d for d in counter.shell.findChildren(FormDialog) if d not in before), None)


def test_who_says_yes_reads_larger_letters_and_is_not_asked_again(desk: Desk, look: Theme) -> None:
    dialog = offer(desk)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.strong.click()
    assert not dialog.isVisible()
    assert look.percent == desk.terminal.settings.look.percent == 115
    assert desk.terminal.settings.look.large_offered
    assert offer(desk) is None


def test_who_says_no_keeps_the_size_and_is_not_asked_again(desk: Desk, look: Theme) -> None:
    dialog = offer(desk)
    assert dialog is not None
    dialog.reject()
    assert look.percent == desk.terminal.settings.look.percent == 100
    assert offer(desk) is None


@pytest.mark.parametrize("width", [1366, 1599])
def test_a_screen_without_the_room_is_not_asked_about(desk: Desk, width: int) -> None:
    assert offer(desk, width) is None
    assert not desk.terminal.settings.look.large_offered


def test_nothing_is_asked_over_another_question(desk: Desk) -> None:
    desk.counter.intake_page.refuse.click()
    other = next(d for d in desk.counter.shell.findChildren(FormDialog) if d.isVisible())
    assert offer(desk) is None
    other.reject()
    assert offer(desk) is not None


def test_a_training_home_does_not_ask(desk: Desk) -> None:
    desk.terminal.desk.training = True
    assert offer(desk) is None


def test_a_disk_that_keeps_nothing_is_told(
    desk: Desk, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_settings: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(desk.counter.settings.keeper, "_write", full)
    dialog = offer(desk)
    assert dialog is not None
    dialog.strong.click()
    assert dialog.isVisible()
    assert dialog.banner.isVisible()
    assert look.percent == 100
