"""Our reading of a font's cmap against fontTools'."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.printing.coverage import Coverage
from tests.printing.samples import RARE, RESOURCES

FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("path", FONTS, ids=lambda p: p.name)
def test_coverage_agrees_with_fonttools(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        known = {code for code, glyph in font.getBestCmap().items() if glyph != ".notdef"}
    coverage = Coverage(path)
    probes = range(0, 0x33000, 7)
    assert [code for code in probes if chr(code) in coverage] == [c for c in probes if c in known]
    assert all(chr(code) in coverage for code in sorted(known)[::11])


def test_the_two_shipped_fonts_have_every_rare_name() -> None:
    stack = [
        Coverage(RESOURCES / "fonts" / name)
        for name in ("NotoSansSC_500Medium.ttf", "HanaMinB.ttf")
    ]
    assert all(any(char in coverage for coverage in stack) for char in RARE)


@pytest.mark.parametrize("content", [b"wOF2" + b"\0" * 60, b"\0\1\0\0\0\1" + b"x" * 3, b"x"])
def test_a_file_that_is_no_font_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.ttf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"bad\.ttf"):
        Coverage(path)
