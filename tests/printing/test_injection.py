"""What a citizen types is never a command, whatever it is, in whatever field of whatever paper."""

import string
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.domain.papers import AnyPaper, CaseLine
from app.printing.charset import clean, spell
from app.printing.escpos import NEVER_IN_DOTS
from app.printing.model import Copy
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from tests.fakes.escpos_reader import Dots, NativeQr, Sheet, TextLine, read
from tests.printing.conftest import PressFor
from tests.printing.samples import EVERY, NUMBER, PROFILES, RARE, MakePaper, profile

COMMANDS = "\x1b\x1d\x10\x1c\x00\x04\x05\x14@VEiJ"
ODD = (
    "张𬱖㛃𲎯，”（“《a1 \n\r\t\u202e\u2066\u200d\ufe0f\U000e0101\u0301\ud800\ue000\ufffd¥—…·①"
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467"
)
TYPED = (
    st.text(st.characters(), min_size=1, max_size=50)
    | st.text(st.sampled_from(COMMANDS + ODD), min_size=1)
    | st.text(st.sampled_from("，”。’）》」—…“（《「‘"), min_size=1, max_size=80)
    | st.text(st.sampled_from(string.ascii_letters + string.digits + "/:.?=&"), min_size=40)
)
OURS = frozenset(
    {
        "window_name", "window", "ticket_no", "training", "due_kind", "due", "old_due", "new_due",
        "first_contact_due", "citizen_kind", "outcome", "rating", "sort", "answer_by", "as_of",
        "until",
    }
)  # fmt: skip
"""Codes, numbers and instants: the program makes them."""


def typed(paper: AnyPaper, text: str) -> AnyPaper:
    """The paper with `text` in every field that somebody typed."""
    fields = {
        name: put(getattr(paper, name), text)
        for name in paper.__struct_fields__
        if name not in OURS and not name.endswith("_at")
    }
    return msgspec.structs.replace(paper, **fields)


def put(value: object, text: str) -> object:
    """A field's value with its texts replaced; the mark of a device is a code."""
    match value:
        case str():
            return text
        case CaseLine():
            return CaseLine(ticket_no=value.ticket_no, matter=text, name=text, department=text,
                            said=text, due=text)  # fmt: skip
        case (("ok" | "bad" | "mute" | "warn") as mark, str()):
            return mark, text
        case (str() as label, (int() | str()) as fact):
            return label, put(fact, text)
        case tuple():
            return tuple(put(one, text) for one in value)
    return value


def commands(sheet: Sheet, pitch: int) -> list[str]:
    """Every command but those that carry text, as characters or as lines of dots."""
    return [c for c in sheet.commands if c != "text" and not c.endswith(f"x{pitch}")]


def fixed(sheet: Sheet) -> list[str]:
    """The lines that hold nothing typed, on a paper where x was typed."""
    return [line for line in sheet.lines if "x" not in line]


def is_within(part: list[str], whole: Iterator[str]) -> bool:
    """Whether the lines stand among the others in their order."""
    return all(line in whole for line in part)


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@example(text="姓名\x1b@\x1dV\x00\x10\x04\x01\x10\x14\x01\x00\x01", paper_of=PROFILES[0])
@example(text=f"{RARE}\x1d\x56\x41\x00" * 8, paper_of=PROFILES[2])
@example(text="欧阳·买买提艾力" * 7, paper_of=PROFILES[0])
@example(text="，”。" * 30, paper_of=PROFILES[1])
@example(text="https://www.example.gov.cn/" + "x" * 300, paper_of=PROFILES[0])
@example(text="\ud800", paper_of=PROFILES[2])
@example(text="\x1b", paper_of=PROFILES[0])
@example(text="000Ą𩡎𐀀", paper_of=PROFILES[0])
@given(text=TYPED, paper_of=st.sampled_from(PROFILES))
def test_whatever_is_typed_anywhere_the_paper_does_what_it_does_for_x(
    press_for: PressFor, make: MakePaper, text: str, paper_of: PrinterProfile
) -> None:
    press = press_for(paper_of)
    copy = Copy(2, "2026-03-11T15:20:00+08:00", text)
    payload = press.compose(typed(make(), text), copy).content
    plain = read(press.compose(typed(make(), "x"), replaced(copy)).content)
    sheet = read(payload)
    assert commands(sheet, paper_of.pitch) == commands(plain, paper_of.pitch)
    assert is_within(fixed(plain), iter(sheet.lines))
    assert sheet.cuts == 1
    assert sheet.commands[-1] == "cut"
    assert not NEVER_IN_DOTS.search(payload.removesuffix(b"\x1dVB\x00"))
    for part in sheet.parts:
        if isinstance(part, TextLine):
            assert part.columns <= paper_of.columns, part.text
        if isinstance(part, Dots):
            assert part.image.width <= paper_of.dots


def replaced(copy: Copy) -> Copy:
    return Copy(copy.no, copy.at, "x")


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
@settings(deadline=None, max_examples=40)
@given(text=TYPED)
def test_what_is_typed_stands_in_its_field_and_nowhere_else(
    press_for: PressFor, fonts: FontStack, make: MakePaper, text: str
) -> None:
    """Taking the characters of the field away leaves the characters of the paper itself."""
    press = press_for(PROFILES[2])
    plain = read(press.compose(typed(make(), "x")).content)
    sheet = read(press.compose(typed(make(), text)).content)
    printable, _ = spell(clean(text), fonts.has)
    allowed = set("".join(plain.lines)) | set(printable)
    assert set("".join(sheet.lines)) <= allowed


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
def test_a_code_of_the_printer_itself_holds_the_number_alone(
    press_for: PressFor, make: MakePaper
) -> None:
    text = "\x1dV\x00\x10\x04\x01"
    sheet = read(press_for(profile(qr="native")).compose(typed(make(), text)).content)
    codes = [part.text for part in sheet.parts if isinstance(part, NativeQr)]
    assert codes == ([NUMBER] if make().ticket_no else [])
