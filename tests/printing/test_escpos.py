"""The encoder's own promises: no command inside dots, settings only on change, one cut."""

from collections.abc import Callable

import pytest
from PIL import Image

from app.printing import escpos, layout
from app.printing.escpos import NEVER_IN_DOTS, Container, encode
from app.printing.layout import End, Line, Row, Space
from app.printing.raster import FontStack
from tests.fakes.escpos_reader import Feed, RefusedByte, read
from tests.printing.samples import WIDE, profile

COMMANDS = [
    *(bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)),
    *(bytes((0x10, 0x05, n)) for n in (1, 2, 3)),
    *(bytes((0x10, 0x14, n)) for n in (1, 2, 3, 8)),
    b"\x1dV",
    b"\x1bi",
    b"\x1bm",
]


@pytest.mark.parametrize("command", COMMANDS, ids=bytes.hex)
def test_dots_that_would_spell_a_command_get_one_more_and_nothing_moves(
    fonts: FontStack, containers: Callable[[], Container], command: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    bad = Image.frombytes("1", (48, 2), b"\xff" + command.ljust(5, b"\xff") + b"\x0f" * 6)
    monkeypatch.setattr(escpos, "stroke", lambda dots, dashed: bad)
    payload = encode((layout.Stroke(False), End()), WIDE, fonts, containers())
    assert not NEVER_IN_DOTS.search(payload.removesuffix(b"\x1dVB\x00"))
    (printed,) = read(payload).pictures()
    assert printed.size == bad.size
    ink = int.from_bytes(printed.point(lambda dot: 255 - dot).tobytes())
    wanted = int.from_bytes(bad.tobytes())
    assert ink & wanted == wanted, "no dot is lost"
    assert (ink ^ wanted).bit_count() == 1


@pytest.mark.parametrize(
    "end", [b"\x1b", b"\x1d", b"\x10", b"\x10\x04", b"\x10\x05", b"\x10\x14"], ids=bytes.hex
)
def test_the_last_dots_and_the_text_after_them_spell_nothing_together(
    fonts: FontStack, containers: Callable[[], Container], end: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    bad = Image.frombytes("1", (48, 2), b"\xff" * (12 - len(end)) + end)
    monkeypatch.setattr(escpos, "stroke", lambda dots, dashed: bad)
    rows = (layout.Stroke(False), Line("Vim"), End())
    payload = encode(rows, WIDE, fonts, containers()).removesuffix(b"\x1dVB\x00")
    assert not any(end + after in payload for after in (b"\x1d", b"\x1b", b"V", b"i", b"m"))


def test_no_header_of_a_band_makes_a_command_with_what_is_around_it() -> None:
    """Sizes up to the widest paper; the dots before it end anyhow, those after it begin anyhow."""
    ends = (b"\x10", b"\x10\x04", b"\x10\x05", b"\x10\x14", b"\x1b", b"\x1d")
    for wide in range(1, 832 // 8 + 2):
        for rows in range(1, 65):
            header = b"\x1dv0\x00" + wide.to_bytes(2, "little") + rows.to_bytes(2, "little")
            assert not any(NEVER_IN_DOTS.search(end + header) for end in ends)
            assert header[-1] == 0, "no command begins with it, whatever follows"
            assert header[-3] == 0, "nor with the width"


def test_dots_that_spell_nothing_stay_where_they_are(
    fonts: FontStack, containers: Callable[[], Container]
) -> None:
    payload = encode((layout.Stroke(False), End()), WIDE, fonts, containers())
    (line,) = read(payload).pictures()
    assert line.size == (576, 2)


@pytest.mark.parametrize("rows", [(), (Line("一"),), (End(), Line("一")), (End(), End())])
def test_a_paper_without_exactly_one_last_cut_is_refused(
    fonts: FontStack, containers: Callable[[], Container], rows: tuple[Row, ...]
) -> None:
    with pytest.raises(ValueError, match="one cut"):
        encode(rows, WIDE, fonts, containers())


def test_settings_are_sent_only_when_they_change(
    fonts: FontStack, containers: Callable[[], Container]
) -> None:
    rows = (Line("一", bold=True), Line("二", bold=True), Line("三"), End())
    commands = read(encode(rows, WIDE, fonts, containers())).commands
    assert commands[:6] == ["initialise", "chinese", "pitch 36", "bold True", "text", "text"]
    assert commands.count("bold False") == 1


def test_long_feeds_are_split_and_counted_in_the_printers_units(
    fonts: FontStack, containers: Callable[[], Container]
) -> None:
    for units in (1, 2):
        fine = profile(units_per_dot=units, tail_dots=24)
        sheet = read(encode((Space(400), End()), fine, fonts, containers()))
        feeds = [part.units for part in sheet.parts if isinstance(part, Feed)]
        assert sum(feeds) == 424 * units
        assert max(feeds) <= 255


@pytest.mark.parametrize(("cut", "count"), [("part", 1), ("full", 1), ("none", 0)])
def test_the_cut_is_the_profiles(
    fonts: FontStack, containers: Callable[[], Container], cut: str, count: int
) -> None:
    assert read(encode((End(),), profile(cut=cut), fonts, containers())).cuts == count


@pytest.mark.parametrize(
    "payload",
    [
        b"text",
        b"\x1b@\x1bp\x00",
        b"\x1b@\x1c&\xd5\x40\n",
        b"\x1b@\xd5\xc5\n",
        b"\x1b@\x00",
        b"\x1b@half a line",
        b"\x1b@\x1dv0\x00\x01\x00\x02\x00\xff",
        b"\x1b@\x1c&\x82\x30\xb7\x31\n",
    ],
    ids=bytes.hex,
)
def test_the_reader_refuses_what_a_paper_must_not_hold(payload: bytes) -> None:
    with pytest.raises(RefusedByte):
        read(payload)
