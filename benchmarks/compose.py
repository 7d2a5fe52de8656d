"""A receipt composed as text with drawn lines where a character needs one, against the same receipt
drawn dot by dot as one picture: time and bytes, on 80 mm paper."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from app.domain.papers import AcceptReceipt
from app.printing import layout, preview, slips
from app.printing.charset import spell
from app.printing.library import container_factory
from app.printing.press import Press
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from benchmarks import Figure, quantile
from tests.fakes.escpos_reader import Dots, read
from tests.printing import samples

LIMIT: Final = 0.5
ROUNDS: Final = 60
DRAWN: Final = 2  # lines of the receipt with a character that the printer lacks


def receipt(number: int) -> AcceptReceipt:
    """The n-th receipt of a morning, with two lines that must be drawn."""
    return samples.accept_receipt(
        ticket_no=f"QH2-260311-{number:03d}-K7QX", citizen="张𬱖", department="堃喆镕联合窗口"
    )


def figures(folder: Path) -> Iterator[Figure]:
    """≤ 0.5 × the time and ≤ 0.5 × the bytes of the picture."""
    profile, fonts = samples.WIDE, FontStack.shipped(samples.RESOURCES / "fonts")
    press = Press(profile, fonts, container_factory(folder))
    papers = [receipt(n) for n in range(1, ROUNDS + 1)]
    content = press.compose(papers[0]).content
    drawn = [
        p for p in read(content).parts if isinstance(p, Dots) and p.image.height == profile.pitch
    ]
    if len(drawn) != DRAWN:
        raise AssertionError(f"{len(drawn)} drawn lines, not {DRAWN}")
    whole = as_picture(papers[0], profile, fonts)  # both have drawn every character once
    ours, theirs = [], []
    for paper in papers:
        ours.append(timed(lambda p=paper: press.compose(p)))  # type: ignore[misc]  # this paper
        theirs.append(timed(lambda p=paper: as_picture(p, profile, fonts)))  # type: ignore[misc]
    mine, base = quantile(ours, 0.5), quantile(theirs, 0.5)
    yield Figure(
        "compose_time", mine / base, LIMIT,
        f"{mine:.2f} ms against {base:.2f} ms as one picture, median of {ROUNDS}",
    )  # fmt: skip
    yield Figure(
        "compose_bytes", len(content) / len(whole), LIMIT,
        f"{len(content)} bytes against {len(whole)} as one picture",
    )  # fmt: skip


def as_picture(paper: AcceptReceipt, profile: PrinterProfile, fonts: FontStack) -> bytes:
    """The same paper as nothing but GS v 0 bands, as short as they can be written."""

    def spelled(text: str) -> str:
        return spell(text, fonts.has)[0]

    rows = layout.lay(slips.compose(paper), profile.columns, spelled)
    page, bands = preview.ink(rows, profile, fonts), [b"\x1b@"]
    for y in range(0, page.height, profile.band_rows):
        band = page.crop((0, y, page.width, min(y + profile.band_rows, page.height)))
        size = (band.width // 8).to_bytes(2, "little") + band.height.to_bytes(2, "little")
        bands.append(b"\x1dv0\x00" + size + band.tobytes())
    return b"".join((*bands, b"\x1dVB\x00"))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of the processor: on a busy machine the longer of two would also wait longer."""
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000
