"""测试页: a page that shows what a printer can, and from what people see on it a profile.

Nobody can ask a printer for its ROM, its width or its cutter, and manuals lie. So each part of the
page is printed in every way there is, and whoever set the printer up says which came out right.
"""

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, cast

from app.domain.papers import TrialPage
from app.printing import profiles
from app.printing.charset import width
from app.printing.escpos import Container, encode
from app.printing.layout import Code, End, Line, Row, Space, Stroke
from app.printing.model import Payload
from app.printing.profiles import Cut, PrinterProfile
from app.printing.raster import FontStack

RULERS: Final = (32, 42, 48, 53)
RARE: Final = "堃喆镕䶮㛃𬱖"
SAMPLE: Final = "QH2-260311-007-K7QX"
_IN_GBK: Final = "堃喆镕"
_DOTS: Final[Mapping[str, int]] = MappingProxyType({"32": 384, "42": 512, "48": 576, "53": 640})
_LARGE_BAND: Final = 64
_SMALL_BAND: Final = 24
_DISTANCE: Final = 96  # dots between two strokes
_BAR: Final = 12  # strokes laid together
_TORN_BY_HAND: Final = 120  # dots of paper to tear off where nothing cuts
_NARROW: Final = 32  # columns that every printer has
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Question(NamedTuple):
    """One question about the page and its answers; words at `acceptance.<key>` and
    `acceptance.<key>_<choice>` (resources/text/printers.toml)."""

    key: str
    choices: tuple[str, ...]


QUESTIONS: Final = (
    Question("columns", tuple(map(str, RULERS))),
    Question("rare", ("both", "drawn", "none")),
    Question("qr", ("all", "dots", "small", "native", "none")),
    Question("bar", ("whole", "gaps")),
    Question("feed", ("same", "half")),
    Question("cut", ("part", "full", "none")),
)


class NotAccepted(Exception):  # noqa: N818
    """No profile comes of these answers; `code`: unanswered, drawn, qr, id. The words are at
    `acceptance.not_<code>`; `key` is the question it is about."""

    def __init__(self, code: str, key: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.key = key


class _Part(NamedTuple):
    """Rows, and what of the profile they are printed with."""

    rows: tuple[Row, ...]
    rom: Literal["gb2312", "gbk"] = "gb2312"
    pitch: int = 36
    band_rows: int = _LARGE_BAND
    qr: Literal["raster", "native"] = "raster"


def page(
    paper: TrialPage, profile: PrinterProfile, fonts: FontStack, container: Callable[[], Container]
) -> Payload:
    """The page's bytes. It relies on nothing of the profile but its module and its first feed.

    Where the profile knows no cutter the page still tries one: that is one of the questions.
    """
    plain = replace(profile, dots=_DOTS["32"], columns=_NARROW, units_per_dot=1, rom="gb2312")
    content = b""
    for part in _parts(paper):
        way = replace(
            plain, rom=part.rom, pitch=part.pitch, band_rows=part.band_rows, qr=part.qr,
            cut="none", tail_dots=1,
        )  # fmt: skip
        content += encode((*part.rows, End()), way, fonts, container())
    last = replace(plain, cut="part" if profile.cut == "none" else profile.cut)
    content += encode((_say("裁纸在这一行下面"), End()), last, fonts, container())
    return Payload(content, hashlib.sha256(content).hexdigest())


def _parts(paper: TrialPage) -> tuple[_Part, ...]:
    """The page in the order of the questions, each under its number."""
    mark = (_say("【演练】不作凭证", bold=True),) if paper.training else ()
    blank = Space(_DISTANCE)
    three = (Line("𬱖"), Line("𬱖"), Line("𬱖"))
    code, drawn, own = (_say(f"{which}：") for which in ("甲", "乙", "丙"))
    return (
        _Part((
            *mark, Line("打印测试页", bold=True, scale=2, center=True),
            _say(_fitting(paper.printer)), _say(paper.printed_at[:16].replace("T", " ")),
            _say("请按题号回答程序里的问题"), Space(12),
        )),
        _Part((_say("1 哪一行尺子顶到右边又不折行"), *map(_ruler, RULERS), Space(12))),
        _Part((_say("2 生僻字，甲乙两行"), _say(f"甲：{_IN_GBK}")), rom="gbk"),
        _Part((_say(f"乙：{RARE}"), _say("符号：——“”·￥①℃"), Space(12))),
        _Part((_say("3 哪个二维码能扫"), code, Code(SAMPLE))),
        _Part((drawn, Code(SAMPLE)), band_rows=_SMALL_BAND),
        _Part((own, Code(SAMPLE), Space(12)), qr="native"),
        _Part((_say("4 黑条是不是完整一条"), *(Stroke(dashed=False),) * _BAR, Space(12))),
        _Part((_say("5 两处横线间隔一样高吗"), Stroke(dashed=False), blank)),
        _Part((Stroke(dashed=False), Space(24), Stroke(dashed=False), *three,
               Stroke(dashed=False), Space(12)), pitch=_DISTANCE // 3),
        _Part((_say("6 纸切了没有"),)),
    )  # fmt: skip


def _say(text: str, *, bold: bool = False) -> Line:
    return Line(text, bold=bold)


def _ruler(columns: int) -> Line:
    """Digits up to the last column, which is a bar: `32 ···5····10 … |`."""
    marks = "".join(str(n // 10 % 10) if n % 10 == 0 else "." for n in range(1, columns))
    return Line(f"{columns}{marks[2:]}|")


def _fitting(text: str) -> str:
    """As much of a name as the narrowest paper holds."""
    while width(text) > _NARROW:
        text = text[:-1]
    return text


def profile_of(answers: Mapping[str, str], base: PrinterProfile, id_: str, name: str) -> str:
    """The file of a profile: what was seen, and the rest as in `base`. Raises NotAccepted."""
    for question in QUESTIONS:
        if answers.get(question.key) not in question.choices:
            raise NotAccepted("unanswered", question.key)
    if answers["rare"] == "none":
        raise NotAccepted("drawn", "rare")
    if answers["qr"] == "none":
        raise NotAccepted("qr", "qr")
    plain = "".join(char for char in name if char.isprintable()).strip()
    if not _ID.fullmatch(id_) or not plain:
        raise NotAccepted("id")
    columns, cut = answers["columns"], cast("Cut", answers["cut"])
    # Seams between bands show least where there are fewest; a small buffer comes before beauty.
    band = _SMALL_BAND if answers["qr"] in ("small", "native") else _LARGE_BAND
    found = replace(
        base, id=id_, name=plain, proof="captured", dots=_DOTS[columns], columns=int(columns),
        rom="gbk" if answers["rare"] == "both" else "gb2312",
        qr="native" if answers["qr"] in ("all", "native") else "raster", band_rows=band,
        units_per_dot=2 if answers["feed"] == "half" else 1, cut=cut,
        tail_dots=max(base.tail_dots, _TORN_BY_HAND) if cut == "none" else base.tail_dots,
    )  # fmt: skip
    return f"# 按测试页定的，接 {_comment(base.name)}。\n\n{profiles.written(found)}"


def free_id(site: Path) -> str:
    """An id that no profile has: `own-1`, `own-2` …"""
    taken = {path.stem for path in site.glob("*.toml")}
    return next(f"own-{n}" for n in range(1, len(taken) + 2) if f"own-{n}" not in taken)


def save(site: Path, text: str) -> PrinterProfile:
    """Write a profile into a site's folder, whole or not at all, and return it.

    Raises Faulty for a text that is no profile, NotAccepted for an id that is shipped, OSError.
    """
    profile = profiles.read("测试页", text.encode())
    if (profiles.SHIPPED / f"{profile.id}.toml").exists() or not _ID.fullmatch(profile.id):
        raise NotAccepted("id")
    site.mkdir(parents=True, exist_ok=True)
    part = site / f"{profile.id}.part"
    part.write_text(text, "utf-8")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(site / f"{profile.id}.toml")
    return profile


def _comment(text: str) -> str:
    return "".join(char for char in text if char.isprintable())
