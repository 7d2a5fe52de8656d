"""Every paper, read back from its bytes by a reader that shares no code with the encoder."""

import hashlib
import io
import re

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from app.domain.papers import AnyPaper, CaseLine, HandoverSheet
from app.printing.model import Copy
from app.printing.press import Press
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from tests.fakes.escpos_reader import Dots, NativeQr, Sheet, TextLine, read
from tests.printing import samples
from tests.printing.conftest import PressFor
from tests.printing.samples import EVERY, NUMBER, PAPERS, PROFILES, RARE, WIDE, MakePaper

on_every_paper = pytest.mark.parametrize("paper", EVERY, ids=lambda make: make.__name__)
on_papers_of_a_ticket = pytest.mark.parametrize("paper", PAPERS, ids=lambda make: make.__name__)
at_every_width = pytest.mark.parametrize("profile", PROFILES, ids=lambda p: p.columns)
COPY = Copy(2, "2026-03-11T15:20:00+08:00", "周晓岚")


def printed(press: Press, paper: AnyPaper, copy: Copy | None = None) -> Sheet:
    return read(press.compose(paper, copy).content)


def flat(sheet: Sheet) -> str:
    """All native text without blanks: where a line was broken does not matter."""
    return re.sub(r"\s", "", "".join(sheet.lines))


def facts_of(paper: AnyPaper) -> list[str]:
    """The words of a snapshot that stand on its paper as they are."""
    taken = {"training", "visits", "slip_no", "citizen_kind", "due_kind", "outcome", "rating",
             "due_rule", "green_channel", "window", "hall", "sort", "number", "answer_by",
             "as_of", "until", "all_late", "all_today"}  # fmt: skip
    if isinstance(paper, HandoverSheet):
        taken.add("clerk")  # the giver
    return [
        text for name in paper.__struct_fields__
        if name not in taken and not name.endswith("_at") and not name.endswith("due")
        for text in words_in(getattr(paper, name)) if text not in ("ok", "mute")
    ]  # fmt: skip


def words_in(value: object) -> list[str]:
    """The texts of a field, of what it holds, and of the cases in it."""
    if isinstance(value, CaseLine):
        return [w for name in value.__struct_fields__ for w in words_in(getattr(value, name))]
    if isinstance(value, tuple):
        return [w for one in value for w in words_in(one)]
    return [str(value)] if value != "" else []


@pytest.mark.clause("N-7.2.1", "C-2-name")
@on_every_paper
@at_every_width
def test_every_fact_is_on_the_paper(
    press_for: PressFor, profile: PrinterProfile, paper: MakePaper
) -> None:
    snapshot = paper()
    text = flat(printed(press_for(profile), snapshot))
    missing = [fact for fact in facts_of(snapshot) if re.sub(r"\s", "", fact) not in text]
    assert missing == []


@on_every_paper
@at_every_width
def test_lines_stay_within_the_columns_and_one_cut_ends_the_paper(
    press_for: PressFor, profile: PrinterProfile, paper: MakePaper
) -> None:
    payload = press_for(profile).compose(paper(), COPY).content
    sheet = read(payload)
    assert payload.startswith(b"\x1b@")
    assert sheet.cuts == 1
    assert sheet.commands[-1] == "cut"
    assert payload.count(b"\x1dV") == 1
    for part in sheet.parts:
        if isinstance(part, TextLine):
            assert part.columns <= profile.columns, part.text
        if isinstance(part, Dots):
            assert part.image.width <= profile.dots + 7


@on_papers_of_a_ticket
@at_every_width
def test_the_number_is_one_native_run_and_the_code_holds_it_alone(
    press_for: PressFor, profile: PrinterProfile, paper: MakePaper
) -> None:
    payload = press_for(profile).compose(paper()).content
    assert NUMBER.encode("ascii") in payload
    sheet = read(payload)
    bold = [run.text for part in sheet.parts if isinstance(part, TextLine) for run in part.runs
            if run.bold]  # fmt: skip
    assert NUMBER in bold
    (code,) = [picture for picture in sheet.pictures() if picture.height > 100]
    assert [found.text for found in zxingcpp.read_barcodes(code.convert("L"))] == [NUMBER]


def test_a_printer_that_draws_codes_itself_gets_the_number(press_for: PressFor) -> None:
    sheet = printed(press_for(samples.profile(qr="native")), samples.accept_receipt())
    assert [part.text for part in sheet.parts if isinstance(part, NativeQr)] == [NUMBER]


@pytest.mark.clause("P-A4-01")
@on_every_paper
def test_the_first_paper_bears_no_count_and_a_copy_says_so_twice(
    press: Press, paper: MakePaper
) -> None:
    assert "补打" not in printed(press, paper()).text
    lines = printed(press, paper(), COPY).lines
    mark = "【补打 第2次】2026-03-11 15:20 周晓岚"
    assert lines[0] == lines[-1] == mark
    assert lines.count(mark) == 2


@on_every_paper
def test_a_paper_of_the_training_says_so_twice(press: Press, paper: MakePaper) -> None:
    lines = printed(press, paper(training=True)).lines
    assert lines[0] == lines[-1] == "【演练】不作凭证"


def test_the_same_snapshot_gives_the_same_bytes(press_for: PressFor, press: Press) -> None:
    paper = samples.accept_receipt(citizen=f"张{RARE}")
    first, second = press.compose(paper), press_for(WIDE).compose(paper)
    assert first == second
    assert first.sha256 == hashlib.sha256(first.content).hexdigest()


@pytest.mark.parametrize(
    ("due_kind", "words"),
    [
        ("fixed", ["最迟办结", "3月18日 17:30"]),
        ("forecast", ["预计办结", "3月18日 17:30", "（部门接单后 5 个工作日内）"]),
        ("unknown", ["办结期限", "期限待公布后告知", "（部门接单后 5 个工作日内）"]),
    ],
)
def test_the_due_is_said_as_surely_as_it_is_known(
    press: Press, due_kind: str, words: list[str]
) -> None:
    paper = samples.accept_receipt(due_kind=due_kind, due_rule="部门接单后 5 个工作日内")
    lines = printed(press, paper).lines
    at = lines.index(words[0])
    assert lines[at : at + len(words)] == words
    assert ("最迟办结" in lines) == (due_kind == "fixed")
    assert ("3月18日 17:30" in lines) == (due_kind != "unknown")


def test_a_due_of_another_year_names_the_year(press: Press) -> None:
    lines = printed(press, samples.accept_receipt(due="2027-01-06T17:30:00+08:00")).lines
    assert "2027年1月6日 17:30" in lines


@at_every_width
def test_a_due_too_long_for_one_line_takes_two(
    press_for: PressFor, profile: PrinterProfile
) -> None:
    paper = samples.accept_receipt(due="2027-12-26T17:30:00+08:00")
    sheet = printed(press_for(profile), paper)
    big = [part for part in sheet.parts if isinstance(part, TextLine) and part.runs[0].scale == 2]
    assert "".join(part.text for part in big[1:]).replace(" ", "") == "2027年12月26日17:30"
    assert all(part.columns <= profile.columns for part in big)


def test_the_code_promises_no_more_than_a_number_can_keep(press: Press) -> None:
    for paper in EVERY:
        assert "扫码" not in printed(press, paper()).text


def test_a_closing_receipt_never_shows_a_level(press: Press) -> None:
    lines = printed(press, samples.closing_receipt()).lines
    assert "评价      已评价" in lines


@pytest.mark.clause("P-A4-01")
def test_both_parts_of_the_slip_bear_one_number(press: Press) -> None:
    lines = printed(press, samples.assignment_slip()).lines
    tear = next(n for n, line in enumerate(lines) if "沿此线撕开" in line)
    for part, name in ((lines[:tear], "存根"), (lines[tear:], "承办联")):
        assert f"{name}  No. 0000419" in part
        assert any(NUMBER in line for line in part)
    assert not any("19900001234" in line or "林小满" in line for line in lines[:tear])


@at_every_width
def test_a_rare_name_is_drawn_as_the_fonts_draw_it(
    press_for: PressFor, fonts: FontStack, profile: PrinterProfile
) -> None:
    name = f"张{RARE}"
    payload = press_for(profile).compose(samples.accept_receipt(citizen=name))
    assert payload.warnings == ()
    sheet = read(payload.content)
    (line,) = [p for p in sheet.pictures() if p.height == profile.pitch]
    ink = ImageOps.invert(line.convert("L")).convert("1")
    drawn = fonts.line(f"{name}（个人）", head="反映人    ")
    assert ImageChops.difference(ink.crop((0, 0, *drawn.size)), drawn).getbbox() is None
    for place in range(5, 5 + len(name)):
        cell = ink.crop((24 * place, 0, 24 * place + 24, 24))
        assert cell.getbbox() is not None, name[place - 5]
    assert name not in sheet.text


def test_a_rare_character_in_double_size_and_bold_is_drawn_too(
    press: Press, fonts: FontStack
) -> None:
    sheet = printed(press, samples.accept_receipt(window_name="㛃窗口"))
    picture = next(sheet.pictures())
    assert picture.height == WIDE.pitch
    drawn = fonts.line("㛃窗口", bold=True)
    ink = ImageOps.invert(picture.convert("L")).convert("1")
    assert ImageChops.difference(ink.crop((0, 0, *drawn.size)), drawn).getbbox() is None


def test_a_character_no_font_has_is_spelled_and_the_clerk_is_told(press: Press) -> None:
    payload = press.compose(samples.accept_receipt(citizen="张𲎯", department="𲎯局"))
    sheet = read(payload.content)
    assert "张〔U+323AF〕（个人）" in sheet.text
    assert payload.warnings == ("“𲎯”没有字形，纸上印作 〔U+323AF〕",)


def test_a_gbk_printer_gets_its_characters_natively(press_for: PressFor) -> None:
    payload = press_for(samples.profile(rom="gbk")).compose(
        samples.accept_receipt(citizen="堃喆镕")
    )
    assert "堃喆镕".encode("gbk") in payload.content


def test_a_text_of_many_lines_keeps_all_of_them(press: Press) -> None:
    content = "第一条。\n第二条，" + "很长的说明" * 40
    sheet = printed(press, samples.assignment_slip(content=content))
    assert re.sub(r"\s", "", content) in flat(sheet)


def test_a_snapshot_with_an_unknown_code_makes_no_paper(press: Press) -> None:
    for other in ({"due_kind": "maybe"}, {"citizen_kind": "ghost"}, {"accepted_at": "soon"}):
        with pytest.raises(ValueError, match=r"maybe|ghost|soon"):
            press.compose(samples.accept_receipt(**other))


@on_every_paper
@at_every_width
def test_the_picture_shows_the_paper_at_its_width(
    press_for: PressFor, profile: PrinterProfile, paper: MakePaper
) -> None:
    page = Image.open(io.BytesIO(press_for(profile).png(paper())))
    assert page.width == profile.dots + 64
    codes = [found.text for found in zxingcpp.read_barcodes(page.convert("L"))]
    assert codes == ([NUMBER] if paper in PAPERS else [])
    box = ImageOps.invert(page.convert("L")).getbbox()
    assert box is not None
    assert box[0] >= 32
    assert box[2] <= profile.dots + 32
