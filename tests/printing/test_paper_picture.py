"""What came over the line as a picture: the ink of the preview of the same paper, nothing else."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageOps

from app.printing.preview import MARGIN
from app.printing.profiles import PrinterProfile
from tests.printing.conftest import PressFor
from tests.printing.samples import EVERY, NARROW, WIDE, MakePaper, accept_receipt


def ink(png: bytes) -> Image.Image:
    """The dots within the margins, ink white."""
    page = ImageOps.invert(Image.open(io.BytesIO(png)).convert("L"))
    return page.crop((MARGIN, 0, page.width - MARGIN, page.height))


def rows(png: bytes) -> list[int]:
    """How many dots each inked row has: a code is centred by whole bytes, a dot beside its place
    in the preview."""
    page = ink(png)
    data = page.tobytes()
    cut = [data[y * page.width : (y + 1) * page.width] for y in range(page.height)]
    return [row.count(255) for row in cut if any(row)]


@pytest.mark.parametrize("make", EVERY, ids=lambda m: m.__name__)
@pytest.mark.parametrize(
    "profile", [WIDE, NARROW, replace(WIDE, id="own-qr", qr="native")], ids=lambda p: p.id
)
def test_every_row_of_dots_is_that_of_the_preview(
    press_for: PressFor, profile: PrinterProfile, make: MakePaper
) -> None:
    press, paper = press_for(profile), make(citizen="张𬱖") if make is accept_receipt else make()
    payload = press.compose(paper).content
    assert rows(press.as_printed(payload)) == rows(press.png(paper))


def test_half_a_paper_shows_its_first_half(press_for: PressFor) -> None:
    press = press_for(WIDE)
    payload = press.compose(accept_receipt()).content
    whole, half = (
        rows(press.as_printed(payload)),
        rows(press.as_printed(payload[: payload.index(b"\n", 600) + 1])),
    )
    assert 0 < len(half) < len(whole)
    assert half == whole[: len(half)]


def test_what_wakes_a_printer_after_a_torn_paper_leaves_no_ink(press_for: PressFor) -> None:
    press = press_for(WIDE)
    payload = press.compose(accept_receipt()).content
    assert rows(press.as_printed(bytes(900) + b"\n\n" + payload)) == rows(press.as_printed(payload))
