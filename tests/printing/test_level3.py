"""实现级别 3 of GB 18030-2022: every one of its 87,887 characters comes out as itself; what no font
has comes out as its number, and the clerk is told."""

from itertools import chain
from types import MappingProxyType
from typing import Final

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from app.printing.charset import Rom, native
from app.printing.escpos import NEVER_IN_DOTS
from app.printing.press import Press
from app.printing.raster import EM, FontStack
from tests.fakes.escpos_reader import read
from tests.printing import samples
from tests.printing.samples import RESOURCES

BLOCKS: Final = MappingProxyType(
    {
        "unified": range(0x4E00, 0x9FF0),
        "extension A": range(0x3400, 0x4DB6),
        "extension B": range(0x20000, 0x2A6D7),
        "extension C": range(0x2A700, 0x2B735),
        "extension D": range(0x2B740, 0x2B81E),
        "extension E": range(0x2B820, 0x2CEA2),
        "extension F": range(0x2CEB0, 0x2EBE1),
        "unified among the compatible": (
            0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28,
            0xFA29,
        ),
    }
)  # fmt: skip
LEVEL_3: Final = 87_887
DRAWN: Final = 40  # of each block
RADICALS: Final = range(0x2F00, 0x2FD6)
SPELLED: Final = MappingProxyType(
    {
        "extension G": "\U00030001", "extension H": "\U00031350", "extension I": "\U0002ebf0",
        "private use": "\ue000", "private plane": "\U000f0000", "emoji": "\U0001f600",
        "Uyghur": "ئ", "Tibetan": "ཀ", "no character": "\U0010ffff",
    }
)  # fmt: skip


def test_these_are_the_characters_of_level_3() -> None:
    assert len(set(chain(*BLOCKS.values()))) == LEVEL_3


@pytest.mark.parametrize("rom", ["gb2312", "gbk"])
@pytest.mark.parametrize("block", BLOCKS)
def test_every_character_is_native_or_has_a_glyph(fonts: FontStack, block: str, rom: Rom) -> None:
    chars = map(chr, BLOCKS[block])
    assert [c for c in chars if native(c, rom) is None and not fonts.has(c)] == []


def test_a_name_whose_dots_would_ask_the_printer_for_its_status_does_not(
    press: Press, fonts: FontStack
) -> None:
    name = "𫠠𫫰𫷀𬂐𬍠𬘰𬤀𬯐"
    assert b"\x10\x04\x01" in fonts.line(f"{name}（个人）", head="反映人    ").tobytes()
    assert b"\x10\x04\x01" not in press.compose(samples.accept_receipt(citizen=name)).content


def test_every_radical_has_a_glyph(fonts: FontStack) -> None:
    assert [hex(code) for code in RADICALS if not fonts.has(chr(code))] == []


def boxes() -> list[bytes]:
    """What each font draws for a character that it lacks."""
    found = []
    for name in ("NotoSansSC_500Medium.ttf", "HanaMinB.ttf"):
        page = Image.new("L", (EM, EM))
        font = ImageFont.truetype(RESOURCES / "fonts" / name, EM)
        ImageDraw.Draw(page).text((EM / 2, 21), "\U0010ffff", fill=255, font=font, anchor="ms")
        found.append(page.point(lambda ink: 255 * (ink >= 128)).convert("1").tobytes())
    return found


@pytest.mark.parametrize("block", BLOCKS)
def test_a_sample_of_each_block_is_drawn_each_with_ink_of_its_own(
    fonts: FontStack, block: str
) -> None:
    codes = BLOCKS[block]
    sample = [chr(code) for code in codes[:: max(1, len(codes) // DRAWN)]]
    drawn = {char: fonts.line(char) for char in sample}
    assert all(image.getbbox() for image in drawn.values())
    assert len({image.tobytes() for image in drawn.values()}) == len(sample)
    assert not {image.tobytes() for image in drawn.values()} & set(boxes())


@pytest.mark.parametrize("block", BLOCKS)
def test_on_paper_it_is_drawn_without_a_warning(press: Press, fonts: FontStack, block: str) -> None:
    codes = BLOCKS[block]
    name = "".join(map(chr, codes[:: max(1, len(codes) // 8)][:8]))
    payload = press.compose(samples.accept_receipt(citizen=name))
    assert payload.warnings == ()
    if all(native(char, "gb2312") for char in name):
        assert name in read(payload.content).text
        return
    line = next(p for p in read(payload.content).pictures() if p.height == samples.WIDE.pitch)
    drawn = fonts.line(f"{name}（个人）", head="反映人    ")
    ink = Image.eval(line.convert("L"), lambda dot: 255 - dot).convert("1")
    more = ImageChops.difference(ink.crop((0, 0, *drawn.size)), drawn).tobytes()
    spelled = NEVER_IN_DOTS.findall(drawn.tobytes())
    assert int.from_bytes(more).bit_count() == len(spelled), "a dot for each command"


@pytest.mark.parametrize("what", SPELLED)
def test_what_no_font_has_is_its_number_and_the_clerk_is_told(press: Press, what: str) -> None:
    char = SPELLED[what]
    payload = press.compose(samples.accept_receipt(citizen=f"张{char}三"))
    number = f"〔U+{ord(char):04X}〕"
    assert f"张{number}三（个人）" in read(payload.content).text
    assert payload.warnings == (f"“{char}”没有字形，纸上印作 {number}",)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("家\U0001f468\u200d\U0001f469\u200d\U0001f467庭", "家〔U+1F468〕〔U+1F469〕〔U+1F467〕庭"),
        ("葛\U000e0100城", "葛城"),
        ("张\ufe00三\ufe0f", "张三"),
        ("\u202e三张\u202c", "三张"),
        ("\u2067张三\u2069\u200f", "张三"),
        ("张\u200b三\ufeff\u00ad", "张三"),
        ("a\u0323", "a〔U+0323〕"),
    ],
    ids=["ZWJ", "ideographic variation", "variation", "override", "isolate", "no width", "accent"],
)
def test_what_has_no_shape_of_its_own_leaves_no_trace_and_the_rest_stays(
    press: Press, typed: str, printed: str
) -> None:
    sheet = read(press.compose(samples.accept_receipt(citizen=typed)).content)
    assert f"{printed}（个人）" in sheet.text.replace("\n          ", "")


def test_of_many_the_clerk_is_told_in_few_words(press: Press) -> None:
    many = "".join(chr(0x1F600 + n) for n in range(9))
    warnings = press.compose(samples.accept_receipt(citizen=many)).warnings
    assert len(warnings) == 4
    assert warnings[-1] == "另有 6 个字也没有字形，纸上印作编码"
