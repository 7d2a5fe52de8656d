"""What a citizen types is never a command, whatever it is."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.papers import AnyPaper
from app.printing.escpos import NEVER_IN_DOTS
from app.printing.press import Press
from tests.fakes.escpos_reader import Dots, TextLine, read
from tests.printing import samples
from tests.printing.samples import RARE, WIDE

TYPED = st.text(st.characters(), min_size=1, max_size=50) | st.text(
    st.sampled_from("\x1b\x1d\x10\x1c\x00\x04\x05\x14@VEiJ张𬱖㛃，”（a1 \n\u202e😀\u200d\ud800¥—"),
    min_size=1,
)
FIELDS: dict[Callable[..., AnyPaper], tuple[str, ...]] = {
    samples.accept_receipt: ("citizen", "phone", "matter", "department", "category", "clerk"),
    samples.decline_notice: ("reason", "explanation", "told_department", "told_contact"),
    samples.assignment_slip: ("content", "department", "phone", "citizen"),
    samples.closing_receipt: ("result", "days_used", "matter"),
}


def commands(press: Press, paper: AnyPaper) -> list[str]:
    """Every command but those that carry text, as characters or as lines of dots."""
    text_dots = f"x{WIDE.pitch}"
    sheet = read(press.compose(paper).content)
    return [c for c in sheet.commands if c != "text" and not c.endswith(text_dots)]


@pytest.mark.parametrize("paper", list(FIELDS), ids=lambda make: make.__name__)
@settings(deadline=None, max_examples=60)
@example(text="姓名\x1b@\x1dV\x00\x10\x04\x01\x10\x14\x01\x00\x01")
@example(text=f"{RARE}\x1d\x56\x41\x00" * 8)
@example(text="x" * 50)
@example(text="\ud800")
@given(text=TYPED)
def test_whatever_is_typed_the_commands_are_those_of_x(
    press: Press, paper: Callable[..., AnyPaper], text: str
) -> None:
    typed = press.compose(paper(**dict.fromkeys(FIELDS[paper], text)))
    plain = paper(**dict.fromkeys(FIELDS[paper], "x"))
    assert commands(press, paper(**dict.fromkeys(FIELDS[paper], text))) == commands(press, plain)
    assert not NEVER_IN_DOTS.search(typed.content.removesuffix(b"\x1dVB\x00"))


@settings(deadline=None, max_examples=60)
@given(text=TYPED)
def test_every_typed_line_fits_the_paper(press: Press, text: str) -> None:
    sheet = read(press.compose(samples.accept_receipt(citizen=text, matter=text)).content)
    for part in sheet.parts:
        if isinstance(part, TextLine):
            assert part.columns <= WIDE.columns
        if isinstance(part, Dots):
            assert part.image.width <= WIDE.dots + 8
