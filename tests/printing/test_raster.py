"""Drawn lines: cells, fallback fonts, ink."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.printing.raster import FontStack
from tests.printing.samples import RARE, RESOURCES


def test_every_rare_name_is_drawn_with_a_glyph_of_its_own(fonts: FontStack) -> None:
    drawn = {char: fonts.line(char).tobytes() for char in RARE}
    assert all(any(dots) for dots in drawn.values())
    assert len(set(drawn.values())) == len(RARE)


def test_a_line_is_its_cells_side_by_side(fonts: FontStack) -> None:
    line = fonts.line("张a𬱖", head="1 ")
    assert line.size == (12 * (2 + 2 + 1 + 2), 24)
    for char, box in (("张", (24, 48)), ("a", (48, 60)), ("𬱖", (60, 84))):
        cell = line.crop((box[0], 0, box[1], 24))
        assert ImageChops.difference(cell, fonts.line(char)).getbbox() is None


def test_wide_latin_letters_stay_in_their_cells(fonts: FontStack) -> None:
    for char in "WM@%mw":
        left, _, right, _ = fonts.line(char).getbbox() or (0, 0, 0, 0)
        assert 0 <= left < right <= 12


def test_letters_that_fit_are_not_squeezed(fonts: FontStack) -> None:
    for char in "0Ai":
        alone, full = fonts.line(char).getbbox(), fonts.line(char, scale=2).getbbox()
        assert alone is not None
        assert full is not None
        assert abs((full[2] - full[0]) - 2 * (alone[2] - alone[0])) <= 2
    zero = fonts.line("0").getbbox()
    assert zero is not None
    assert zero[2] - zero[0] >= 9


def test_bold_has_more_ink_and_the_head_is_never_bold(fonts: FontStack) -> None:
    def ink(image: Image.Image) -> int:
        return sum(bin(byte).count("1") for byte in image.tobytes())

    assert ink(fonts.line("窗口", bold=True)) > ink(fonts.line("窗口"))
    both = fonts.line("", head="窗口", bold=True)
    assert both.tobytes() == fonts.line("窗口").tobytes()


def test_double_size_doubles_the_cell(fonts: FontStack) -> None:
    assert fonts.line("受理1", scale=2).size == (2 * 60, 48)


def test_a_fresh_stack_draws_the_same_dots(fonts: FontStack) -> None:
    again = FontStack.shipped(RESOURCES / "fonts")
    assert again.line(f"张{RARE}").tobytes() == fonts.line(f"张{RARE}").tobytes()


def test_a_character_without_a_glyph_is_refused(fonts: FontStack) -> None:
    assert not fonts.has("𲎯")
    with pytest.raises(ValueError, match=r"U\+323AF"):
        fonts.line("𲎯")


def test_fonts_dropped_in_come_after_the_shipped_ones(fonts: FontStack, tmp_path: Path) -> None:
    (tmp_path / "more.ttf").symlink_to(RESOURCES / "fonts" / "HanaMinB.ttf")
    alone = FontStack([tmp_path / "more.ttf"])
    stack = FontStack.shipped(RESOURCES / "fonts", tmp_path)
    assert stack.line("A").tobytes() == fonts.line("A").tobytes() != alone.line("A").tobytes()


def test_a_dropped_in_font_adds_its_characters(tmp_path: Path) -> None:
    shipped = [RESOURCES / "fonts" / "NotoSansSC_500Medium.ttf"]
    assert not FontStack(shipped).has("𠀁")
    stack = FontStack([*shipped, RESOURCES / "fonts" / "HanaMinB.ttf"])
    assert stack.line("𠀁").getbbox() is not None
