"""测试页: it shows every way there is, and the answers about it make a profile that loads."""

import io
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageOps

from app.domain.papers import TrialPage
from app.printing import acceptance, profiles
from app.printing.acceptance import QUESTIONS, RULERS, SAMPLE, NotAccepted, profile_of, save
from app.printing.charset import native_text
from app.printing.escpos import Container
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from app.settings.tables import Faulty
from app.settings.words import Words
from tests.fakes.escpos_reader import Dots, NativeQr, Sheet, TextLine, read
from tests.printing.conftest import PressFor
from tests.printing.samples import profile

PAGE = TrialPage(
    window_name="“办不成事”反映窗口", hall="青禾县政务服务大厅", window="2", clerk="周晓岚",
    ticket_no="", printed_at="2026-03-11T09:43:00+08:00",
    printer="通用 80 毫米，会报状态，会报打完",
)  # fmt: skip
RIGHT = {
    "columns": "48", "rare": "both", "qr": "all", "bar": "whole", "feed": "same", "cut": "part",
}  # fmt: skip
BASE = profile("generic-80-dle")


@pytest.fixture(scope="session")
def printed(fonts: FontStack, containers: Callable[[], Container]) -> bytes:
    return acceptance.page(PAGE, BASE, fonts, containers).content


@pytest.fixture(scope="session")
def sheet(printed: bytes) -> Sheet:
    """Read by the strict printer; the one line that only a GBK printer draws is looked at apart."""
    gbk = native_text(f"甲：{acceptance.RARE[:3]}", "gbk")
    assert gbk is not None
    assert printed.count(gbk) == 1
    return read(printed.replace(gbk, b"GBK"))


def test_every_ruler_ends_in_its_last_column(sheet: Sheet) -> None:
    rulers = [line for line in sheet.lines if line.endswith("|")]
    assert [len(line) for line in rulers] == list(RULERS)
    assert [line[:2] for line in rulers] == [str(n) for n in RULERS]


def test_nothing_but_the_rulers_needs_more_than_the_narrowest_paper(sheet: Sheet) -> None:
    for part in sheet.parts:
        if isinstance(part, TextLine) and not part.text.endswith("|"):
            assert part.columns <= 32
        if isinstance(part, Dots):
            assert part.image.width <= 384


def test_the_code_comes_in_all_three_ways_and_each_can_be_scanned(sheet: Sheet) -> None:
    assert [part.text for part in sheet.parts if isinstance(part, NativeQr)] == [SAMPLE]
    bands = [part for part in sheet.parts if isinstance(part, Dots) and part.center]
    large = list(itertools.takewhile(lambda p: p.image.height == 64, bands))
    rows = bands[0].image.width
    assert len(large) == rows // 64
    drawn = {band: [] for band in ("large", "small")}  # type: dict[str, list[Image.Image]]
    total = 0
    for part in bands:
        drawn["large" if total < rows else "small"].append(part.image)
        total += part.image.height
    assert {image.height for image in drawn["small"][:-1]} == {24}
    for images in drawn.values():
        assert scanned(images) == SAMPLE


def scanned(bands: list[Image.Image]) -> str:
    whole = Image.new("L", (bands[0].width, sum(b.height for b in bands)), 255)
    y = 0
    for band in bands:
        whole.paste(band.convert("L"), (0, y))
        y += band.height
    found = zxingcpp.read_barcodes(ImageOps.expand(whole, 40, 255))
    return found[0].text if found else ""


def test_the_two_distances_are_the_same_where_a_unit_is_a_dot(sheet: Sheet) -> None:
    """96 units of feed above, three drawn lines of 32 dots below."""
    assert "feed 96" in sheet.commands
    assert sheet.commands.count("dots 3x32") == 3


def test_the_rare_line_is_drawn_and_the_page_is_cut_once_at_its_end(
    sheet: Sheet, printed: bytes
) -> None:
    assert sheet.cuts == 1
    assert sheet.commands[-1] == "cut"
    assert native_text(acceptance.RARE, "gbk") is None
    assert printed.endswith(b"\x1dVB\x00")


def test_a_printer_thought_to_have_no_knife_is_tried(
    fonts: FontStack, containers: Callable[[], Container]
) -> None:
    page = acceptance.page(PAGE, replace(BASE, cut="none"), fonts, containers)
    assert page.content.endswith(b"\x1dVB\x00")
    page = acceptance.page(PAGE, replace(BASE, cut="full"), fonts, containers)
    assert page.content.endswith(b"\x1dVA\x00")


def test_the_page_relies_on_nothing_that_it_is_to_find_out(
    fonts: FontStack, containers: Callable[[], Container], printed: bytes
) -> None:
    other = replace(
        BASE, dots=384, columns=32, rom="gbk", units_per_dot=2, band_rows=8, qr="native"
    )
    assert acceptance.page(PAGE, other, fonts, containers).content == printed


def test_the_press_prints_this_page_for_a_trial(press_for: PressFor, printed: bytes) -> None:
    payload = press_for(BASE).compose(PAGE)
    assert payload.content == printed
    assert len(payload.sha256) == 64
    assert Image.open(io.BytesIO(press_for(BASE).png(PAGE))).width == BASE.dots + 64


def test_a_page_of_the_training_counter_says_so(
    fonts: FontStack, containers: Callable[[], Container], sheet: Sheet
) -> None:
    drill = TrialPage(**{f: getattr(PAGE, f) for f in PAGE.__struct_fields__} | {"training": True})
    content = acceptance.page(drill, BASE, fonts, containers).content
    assert "演练".encode("gb2312") in content
    assert "演练" not in sheet.text


def made(base: PrinterProfile = BASE, **answers: str) -> PrinterProfile:
    text = profile_of({**RIGHT, **answers}, base, "own-1", "二号窗口")
    return profiles.read("own-1.toml", text.encode())


def test_the_answers_make_the_profile() -> None:
    assert made() == replace(
        BASE, id="own-1", name="二号窗口", proof="captured", rom="gbk", qr="native"
    )
    assert (made(columns="42").dots, made(columns="42").columns) == (512, 42)
    assert made(rare="drawn").rom == "gb2312"
    assert (made(qr="dots").qr, made(qr="dots").band_rows) == ("raster", 64)
    assert (made(qr="small").qr, made(qr="small").band_rows) == ("raster", 24)
    assert (made(qr="native").qr, made(qr="native").band_rows) == ("native", 24)
    assert made(feed="half").units_per_dot == 2
    assert made(cut="full").cut == "full"
    assert (made(cut="none").cut, made(cut="none").tail_dots) == ("none", 120)
    assert (made().status, made().evidence, made().asb_off) == ("dle", "E2", True)


def test_every_answer_makes_a_profile_that_loads_or_a_sentence() -> None:
    words = Words()
    for choices in itertools.product(*(question.choices for question in QUESTIONS)):
        answers = dict(zip((q.key for q in QUESTIONS), choices, strict=True))
        if "none" not in (answers["rare"], answers["qr"]):
            made(BASE, **answers)
            continue
        with pytest.raises(NotAccepted) as caught:
            made(BASE, **answers)
        assert words(f"acceptance.not_{caught.value.code}")


def test_every_question_and_choice_has_its_words() -> None:
    words = Words()
    for question in QUESTIONS:
        assert words(f"acceptance.{question.key}")
        for choice in question.choices:
            assert words(f"acceptance.{question.key}_{choice}")


@pytest.mark.parametrize(
    ("answers", "id_", "name", "code", "key"),
    [
        ({**RIGHT, "cut": ""}, "own-1", "x", "unanswered", "cut"),
        ({}, "own-1", "x", "unanswered", "columns"),
        ({**RIGHT, "rare": "none"}, "own-1", "x", "drawn", "rare"),
        ({**RIGHT, "qr": "none"}, "own-1", "x", "qr", "qr"),
        (RIGHT, "../own", "x", "id", ""),
        (RIGHT, "own-1", " \n", "id", ""),
    ],
)
def test_what_makes_no_profile_is_refused(
    answers: dict[str, str], id_: str, name: str, code: str, key: str
) -> None:
    with pytest.raises(NotAccepted) as caught:
        profile_of(answers, BASE, id_, name)
    assert (caught.value.code, caught.value.key) == (code, key)


def test_a_name_with_quotes_and_controls_stays_a_name() -> None:
    text = profile_of(RIGHT, replace(BASE, name='基"\n[x]'), "own-1", '窗口"二"\n\\号\x07')
    assert profiles.read("own-1.toml", text.encode()).name == '窗口"二"\\号'


def test_a_profile_is_kept_whole_and_found_again(tmp_path: Path) -> None:
    site = tmp_path / "printers"
    assert acceptance.free_id(site) == "own-1"
    kept = save(site, profile_of(RIGHT, BASE, "own-1", "二号窗口"))
    assert profiles.find("own-1", site) == kept
    assert [path.name for path in site.iterdir()] == ["own-1.toml"]
    assert acceptance.free_id(site) == "own-2"


def test_what_is_no_profile_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    good = profile_of(RIGHT, BASE, "own-1", "二号窗口")
    with pytest.raises(Faulty):
        save(tmp_path / "printers", good.replace("gbk", "big5"))
    with pytest.raises(NotAccepted, match="id"):
        save(tmp_path / "printers", good.replace("own-1", "generic-80"))
    assert not (tmp_path / "printers").exists()


@pytest.mark.parametrize("name", sorted(p.stem for p in profiles.SHIPPED.glob("*.toml")))
def test_a_profile_written_down_reads_the_same(name: str) -> None:
    found = profile(name)
    assert profiles.read(name, profiles.written(found).encode()) == found
