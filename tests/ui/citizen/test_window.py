"""The window: a finger and nothing else, equal tiles on every display, nothing to read from it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QEventPoint, QInputDevice, QPointingDevice, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk import intake
from app.domain.ticket import Ticket
from app.main import Terminal
from app.settings.shipped import REGIMES
from app.ui.citizen import sheets
from app.ui.citizen.look import SMALLEST, Look
from app.ui.citizen.parts import TARGET, LevelTile, Target, TouchButton
from app.ui.citizen.sheets import Rate, Sheet, Tile
from app.ui.citizen.view import CitizenWindow
from app.ui.kit.theme import Theme
from tests.desk.conftest import done
from tests.fakes.finger import device, middle, slide, touch
from tests.fakes.terminal import form
from tests.ui.citizen.conftest import Make

DISPLAYS = [(1024, 600), (1280, 800), (1920, 1080), (800, 1280), (1366, 768)]
LONG = tuple(
    Tile(str(n), f"第{n}级，比原来想的要好一些但是还不够好", 6 - n) for n in (5, 4, 3, 2, 1)
)


class Screen:
    """A window of a size, and what was touched on it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.touched: list[str] = []
        self.window = CitizenWindow(self.touched.append)
        qtbot.addWidget(self.window)
        self._qtbot = qtbot

    def show(self, sheet: Sheet, size: tuple[int, int] = (1280, 800)) -> None:
        self.window.resize(*size)
        self.window.show_sheet(sheet)
        self.window.show()
        self._qtbot.waitUntil(lambda: self.window.size() == QSize(*size))
        self._qtbot.waitUntil(self._is_settled)

    def _is_settled(self) -> bool:
        """A layout inside a layout settles in turns, each asking for the next."""
        parts = [self.window, *self.window.findChildren(QWidget)]
        before = [p.geometry() for p in parts]
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return [p.geometry() for p in parts] == before

    def targets(self) -> list[Target]:
        return [t for t in self.window.findChildren(Target) if t.isVisible()]


@pytest.fixture
def screen(look: Theme, qtbot: QtBot) -> Screen:
    return Screen(qtbot)


@pytest.fixture
def asked(terminal: Terminal) -> Rate:
    desk = terminal.desk
    return sheets.rate(desk, done(intake.accept(desk, form(terminal), "general")).ticket)


def all_sheets(terminal: Terminal) -> dict[str, Sheet]:
    desk = terminal.desk
    ticket = done(intake.accept(desk, form(terminal), "general")).ticket
    rate, levels = sheets.rate(desk, ticket), sheets.levels(desk, ticket)
    return {
        "idle": sheets.idle(desk), "check": sheets.check(desk, ticket), "rate": rate,
        "chosen": rate._replace(chosen="5"), "reasons": sheets.reasons(desk, levels[-1]),
        "thanks": sheets.thanks(desk),
    }  # fmt: skip


def test_a_finger_that_comes_down_and_leaves_on_a_target_touches_it(
    screen: Screen, asked: Rate
) -> None:
    screen.show(asked)
    touch(screen.window, "level:4")
    screen.show(asked._replace(chosen="4"))
    touch(screen.window, "change")
    touch(screen.window, "submit")
    assert screen.touched == ["level:4", "change", "submit"]


def test_a_finger_that_slides_away_or_lies_beside_touches_nothing(
    screen: Screen, asked: Rate
) -> None:
    screen.show(asked)
    here, there = middle(screen.window, "level:4"), middle(screen.window, "level:1")
    slide(screen.window, here, there)
    slide(screen.window, QPoint(5, 5), QPoint(5, 5))
    slide(screen.window, QPoint(5, 5), here)
    assert screen.touched == []
    assert not [t for t in screen.targets() if t.is_held]


def test_two_fingers_are_nobodys_choice(screen: Screen, asked: Rate) -> None:
    screen.show(asked)
    window = screen.window
    here, there = middle(window, "level:4"), middle(window, "level:1")
    QTest.touchEvent(window, device()).press(0, here, window).press(1, there, window).commit()
    QTest.touchEvent(window, device()).release(0, here, window).release(1, there, window).commit()
    assert screen.touched == []


def test_mouse_and_keyboard_change_nothing(screen: Screen, asked: Rate) -> None:
    screen.show(asked._replace(chosen="4"))
    window = screen.window
    for target in screen.targets():
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(target, Qt.MouseButton.LeftButton)
        assert target.focusPolicy() == Qt.FocusPolicy.NoFocus
    for at in (middle(window, "level:5"), middle(window, "submit")):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_5):
        QTest.keyClick(window, key)
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    assert screen.touched == []
    assert window.cursor().shape() == Qt.CursorShape.BlankCursor
    assert window.focusWidget() is None


@pytest.mark.parametrize(
    ("kind", "touched"),
    [
        (QInputDevice.DeviceType.TouchScreen, ["level:5"]),
        (QInputDevice.DeviceType.TouchPad, []),
        (QInputDevice.DeviceType.Mouse, []),
        (QInputDevice.DeviceType.Stylus, []),
    ],
)
def test_only_a_touch_screen_touches(
    screen: Screen, asked: Rate, kind: QInputDevice.DeviceType, touched: list[str]
) -> None:
    screen.show(asked)
    window = screen.window
    at = QPointF(middle(window, "level:5"))
    pointing = QPointingDevice.PointerType.Finger
    source = QPointingDevice("other", 77, kind, pointing, device().capabilities(), 2, 0)
    for event, state in (
        (QEvent.Type.TouchBegin, QEventPoint.State.Pressed),
        (QEvent.Type.TouchEnd, QEventPoint.State.Released),
    ):
        point = QEventPoint(0, state, at, QPointF(window.mapToGlobal(at)))
        made = QTouchEvent(event, source, Qt.KeyboardModifier.NoModifier, [point])
        QApplication.sendEvent(window, made)
    assert screen.touched == touched


@pytest.mark.parametrize("size", DISPLAYS)
@pytest.mark.parametrize("regime", REGIMES)
def test_all_tiles_are_equal_to_the_pixel_and_stay_where_they_are(
    look: Theme, qtbot: QtBot, under: Make, regime: str, size: tuple[int, int]
) -> None:
    screen, stand = Screen(qtbot), under(regime)
    desk = stand.terminal.desk
    sheet = sheets.rate(desk, Ticket(matter="社保卡补换", regime=desk.log.book.current(desk.today)))
    screen.show(sheet, size)
    tiles = [t for t in screen.targets() if isinstance(t, LevelTile)]
    assert len(tiles) == len(sheet.tiles)
    assert len({(t.size(), t.px, t.rows) for t in tiles}) == 1
    before = [t.geometry() for t in tiles]
    screen.show(sheet._replace(chosen=sheet.tiles[-1].code), size)
    assert [t.geometry() for t in tiles] == before
    assert_nothing_is_cut(screen)


@pytest.mark.parametrize("size", DISPLAYS)
@pytest.mark.parametrize("name", ["idle", "check", "rate", "chosen", "reasons", "thanks"])
def test_every_target_is_large_and_whole_on_every_display(
    look: Theme, qtbot: QtBot, terminal: Terminal, name: str, size: tuple[int, int]
) -> None:
    screen = Screen(qtbot)
    screen.show(all_sheets(terminal)[name], size)
    assert_nothing_is_cut(screen)


def assert_nothing_is_cut(screen: Screen) -> None:
    room, targets = screen.window.rect(), screen.targets()
    boxes = [t.rect().translated(t.mapTo(screen.window, QPoint(0, 0))) for t in targets]
    for target, box in zip(targets, boxes, strict=True):
        assert target.height() >= TARGET
        assert target.width() >= TARGET
        assert room.contains(box), target.name
        if isinstance(target, TouchButton):
            assert target.width() >= target.sizeHint().width()
    for n, box in enumerate(boxes):
        assert not [b for b in boxes[n + 1 :] if b.intersects(box)]


@pytest.mark.parametrize("size", DISPLAYS)
def test_names_that_are_too_long_break_alike_and_keep_their_tiles(
    screen: Screen, asked: Rate, size: tuple[int, int]
) -> None:
    screen.show(asked._replace(tiles=LONG, matter="很长的事项名称" * 12), size)
    tiles = [t for t in screen.targets() if isinstance(t, LevelTile)]
    assert len({(t.size(), t.px, t.rows) for t in tiles}) == 1
    assert_nothing_is_cut(screen)


def test_no_letter_is_smaller_than_a_person_can_read() -> None:
    look = Look()
    for size in DISPLAYS:
        look.fit(QSize(*size))
        assert look.font(12).pixelSize() >= SMALLEST
        assert look.px(TARGET) >= 92


def test_it_is_light_beside_a_dark_counter(look: Theme, screen: Screen, asked: Rate) -> None:
    screen.show(asked)
    light = screen.window.grab().toImage()
    look.restyle(mode="dark")
    assert screen.window.grab().toImage() == light
    assert light.pixelColor(3, 3).name() == "#ffffff"


def test_no_level_looks_better_than_another(screen: Screen, asked: Rate) -> None:
    screen.show(asked)
    for tile in (t for t in screen.targets() if isinstance(t, LevelTile)):
        image = tile.grab().toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        }
        assert {"#ffffff", "#17212b"} <= colours
        assert not [c for c in colours if is_coloured(c)]


def is_coloured(name: str) -> bool:
    """Whether a colour is more than the dark grey of letters and frames."""
    parts = [int(name[n : n + 2], 16) for n in (1, 3, 5)]
    return max(parts) - min(parts) > 34


def test_nothing_of_it_can_be_read_from_the_clerks_session(
    screen: Screen, terminal: Terminal
) -> None:
    for sheet in all_sheets(terminal).values():
        screen.show(sheet)
        texts = [screen.window.windowTitle()]
        for widget in (screen.window, *screen.window.findChildren(QWidget)):
            found = QAccessible.queryAccessibleInterface(widget)
            texts += [found.text(kind) for kind in QAccessible.Text]
            texts += [widget.toolTip(), widget.accessibleName(), widget.objectName()]
        assert not [t for t in texts if "满意" in t or "林" in t]
