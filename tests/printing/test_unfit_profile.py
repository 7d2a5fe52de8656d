"""A printer whose profile cannot be used stops nothing: papers wait, and it is said why."""

import queue
from pathlib import Path

import pytest

from app.domain.clock import SystemClock
from app.main import press_of, printer_of
from app.printing.spooler import HealthChanged, Job, Unreached
from app.printing.transport import NotReached, Unfit
from app.settings.terminal import PrinterSettings, Settings
from app.settings.words import Words
from tests.printing import samples


class Box:
    """What is posted."""

    def __init__(self) -> None:
        self.posted: queue.Queue[object] = queue.Queue()

    def post(self, message: object) -> None:
        self.posted.put(message)


@pytest.mark.parametrize("text", [None, "[paper\n"])
def test_papers_wait_and_it_is_said_why(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "printers").mkdir()
        (tmp_path / "printers" / "own-1.toml").write_text(text, "utf-8")
    settings = Settings(printer=PrinterSettings("tcp", "127.0.0.1", 9, profile="own-1"))
    box = Box()
    printer = printer_of(settings, tmp_path, SystemClock(), box, unclean=False)  # type: ignore[arg-type]  # it only posts
    assert printer is not None
    printer.start()
    printer.submit(Job(1, samples.accept_receipt()))
    assert box.posted.get(timeout=20) == HealthChanged(False, "profile")
    assert box.posted.get(timeout=20) == Unreached(1, "profile")
    assert printer.stop(10)
    assert "型号" in Words()("panel.printer.profile")
    assert press_of(settings, tmp_path).png(samples.accept_receipt())


def test_a_profile_of_the_site_is_used(tmp_path: Path) -> None:
    (tmp_path / "printers").mkdir()
    text = (samples.RESOURCES / "printers" / "generic-58.toml").read_text("utf-8")
    (tmp_path / "printers" / "own-1.toml").write_text(text.replace("generic-58", "own-1"), "utf-8")
    settings = Settings(printer=PrinterSettings("capture", profile="own-1"))
    plain = Settings(printer=PrinterSettings("capture", profile="generic-58"))
    paper = samples.accept_receipt()
    made = press_of(settings, tmp_path).compose(paper)
    assert made == press_of(plain, tmp_path).compose(paper)


def test_what_stands_for_no_printer_is_never_reached() -> None:
    unfit = Unfit("profile")
    for act in (
        lambda: unfit.open("t"), lambda: unfit.write(b"x"), lambda: unfit.ask(b"?"),
        lambda: unfit.listen(0.0),
    ):  # fmt: skip
        with pytest.raises(NotReached, match="profile"):
            act()
    assert unfit.sense() == "profile"
    unfit.close()
    unfit.abort()
