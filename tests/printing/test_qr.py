"""Codes of ticket numbers."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageOps

from app.printing import qr
from tests.printing.samples import NUMBER


@pytest.mark.parametrize("number", [NUMBER, "XFGA12-260311-1007-K7QX"])
@pytest.mark.parametrize("module", [3, 6, 11])
def test_a_code_is_read_back_and_fits_the_narrow_paper(number: str, module: int) -> None:
    picture = qr.picture(number, module)
    assert picture.width == picture.height <= 384
    paper = ImageOps.invert(picture.convert("L"))
    assert [found.text for found in zxingcpp.read_barcodes(paper)] == [number]


@settings(deadline=None, max_examples=150)
@given(
    number=st.from_regex(
        r"[A-Z]{2,4}[1-9][0-9]?-26(0[1-9]|1[0-2])(0[1-9]|[12][0-9])-[0-9]{3,4}-[0-9A-HJKMNP-TV-Z]{4}",
        fullmatch=True,
    )
)
def test_every_number_is_read_back_at_the_smallest_size_whatever_mask_would_suit_it(
    number: str,
) -> None:
    paper = ImageOps.invert(qr.picture(number, 3).convert("L"))
    assert [found.text for found in zxingcpp.read_barcodes(paper)] == [number]


def test_a_code_has_four_modules_of_white_around_it() -> None:
    picture = qr.picture(NUMBER, 6)
    assert picture.size == (29 * 6, 29 * 6)
    assert picture.getbbox() == (24, 24, 25 * 6, 25 * 6)


def test_the_printers_own_command_holds_the_number_once() -> None:
    command = qr.command(NUMBER, 6)
    assert command.count(NUMBER.encode()) == 1
    assert command.startswith(b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1")
    assert command.endswith(b"\x1d(k\x03\x001Q0")
    with pytest.raises(UnicodeEncodeError):
        qr.command("张三", 6)
