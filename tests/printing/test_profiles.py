"""Printer profiles: the shipped ones load, a bad one names all its faults, a site has its own."""

from pathlib import Path

import pytest

from app.printing.profiles import find, load, shelf
from app.settings.tables import Faulty
from app.settings.words import Words
from tests.printing.samples import RESOURCES

SHIPPED = sorted((RESOURCES / "printers").glob("*.toml"))
GOOD = (RESOURCES / "printers" / "generic-80.toml").read_text("utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_profile_loads_under_its_own_name(path: Path) -> None:
    assert load(path).id == path.stem


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_profile_says_that_nobody_has_tried_it(path: Path) -> None:
    assert load(path).proof == "untried"
    assert "没有在真机上试过" in path.read_text("utf-8")


def test_the_widths_are_those_of_the_papers() -> None:
    found = {p.stem: load(p) for p in SHIPPED}
    widths = {"generic-58": (384, 32), "generic-80": (576, 48), "generic-80-42": (512, 42),
              "generic-80-53": (640, 53)}  # fmt: skip
    assert {k: (found[k].dots, found[k].columns) for k in widths} == widths
    assert {p.rom for p in found.values()} == {"gb2312"}


def test_a_profile_of_the_first_kind_still_loads(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    kept = [
        line for line in GOOD.splitlines()
        if not line.startswith(("near_end", "flow", "asb_off", "fence", "evidence", "write_s"))
    ]  # fmt: skip
    path.write_text("\n".join(kept), "utf-8")
    found = load(path)
    assert (found.flow, found.fence, found.evidence, found.near_end) == (
        "none",
        "none",
        "E1",
        False,
    )


def faults(tmp_path: Path, text: str) -> set[str]:
    path = tmp_path / "p.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Faulty) as caught:
        load(path)
    return {Words().fault(caught.value.name, fault) for fault in caught.value.faults}


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_all_faults_are_named_at_once_with_their_place(tmp_path: Path) -> None:
    text = (
        GOOD.replace('rom = "gb2312"', 'rom = "big5"')
        .replace("dots = 576", 'dots = "wide"')
        .replace("module = 6", "")
        .replace("[link]", "[link]\nspeed = 3")
        .replace("units_per_dot = 1", "units_per_dot = true")
        .replace("band_rows = 64", "band_rows = 640")
        .replace('name = "通用 80 毫米"', 'name = " "')
        + "\n[extra]\n"
    )
    assert faults(tmp_path, text) == {
        f"p.toml 第 {line_of(text, 'name')} 行，printer.name：这里不能空着；请写上",
        f"p.toml 第 {line_of(text, 'dots')} 行，paper.dots：“wide”的类型不对；"
        "文字加引号，数字不加引号，是否写 true 或 false，多个写成 [ ]",
        f"p.toml 第 {line_of(text, 'units')} 行，text.units_per_dot：“True”的类型不对；"
        "文字加引号，数字不加引号，是否写 true 或 false，多个写成 [ ]",
        f"p.toml 第 {line_of(text, 'band')} 行，image.band_rows：应当在 8 到 64 之间；请改正",
        f"p.toml 第 {line_of(text, '[qr]')} 行，qr：缺少“module”；请补上",
        f"p.toml 第 {line_of(text, 'speed')} 行，link.speed：不认识的键“speed”；"
        "请核对拼写，用不到的请删去",
        f"p.toml 第 {line_of(text, '[extra]')} 行，extra：不认识的键“extra”；"
        "请核对拼写，用不到的请删去",
    }


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("columns = 48", "columns = 49", "paper.columns",
         "每列 12 点，超出了纸宽 576 点；请减少列数，或核对点数"),
        ('rom = "gb2312"', 'rom = "big5"', "text.rom",
         "不能写“big5”，只能写 gb2312、gbk；请改正"),
        ('status = "none"', 'status = "ask"', "link.status",
         "不能写“ask”，只能写 none、dle、gs_r、usblp；请改正"),
        ('evidence = "E1"', 'evidence = "E3"', "link.evidence",
         "没有写打印机怎样告知打完（fence），就不能要求 E3；请写 E1 或 E2，或补上 fence"),
        ('evidence = "E1"', 'evidence = "E2"', "link.evidence",
         "没有写怎样查询状态（status），就不能要求 E2；请写 E1，或补上 status"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_to_do(
    tmp_path: Path, old: str, new: str, place: str, said: str
) -> None:
    text = GOOD.replace(old, new)
    line = line_of(text, new.partition(" ")[0])
    assert faults(tmp_path, text) == {f"p.toml 第 {line} 行，{place}：{said}"}


def test_a_file_that_is_no_toml_is_a_fault(tmp_path: Path) -> None:
    for text in ("[paper\n", GOOD + "\n[paper]\n"):
        (fault,) = faults(tmp_path, text)
        assert "TOML" in fault
    (fault,) = faults(tmp_path, GOOD.replace("[paper]", "[[paper]]"))
    assert "paper" in fault


def site_of(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_a_site_has_its_own_beside_the_shipped_ones_and_a_bad_file_hides_none(
    tmp_path: Path,
) -> None:
    own = GOOD.replace('id = "generic-80"', 'id = "hall-3"')
    site = site_of(tmp_path / "printers", "hall-3", own)
    site_of(site, "broken", "[paper\n")
    site_of(site, "misnamed", own)
    site_of(site, "generic-58", GOOD.replace("generic-80", "generic-58"))
    (site / "folder.toml").mkdir()
    found = shelf(site)
    assert set(found.profiles) == {*(p.stem for p in SHIPPED), "hall-3"}
    assert found.profiles["generic-58"].dots == 384
    told = {e.name: e.faults[0].problem for e in found.faulty}
    assert told == {
        "broken.toml": "not_toml", "misnamed.toml": "printer_double",
        "generic-58.toml": "printer_double", "folder.toml": "printer_unreadable",
    }  # fmt: skip
    for error in found.faulty:
        for fault in error.faults:
            assert Words().fault(error.name, fault)
    assert find("hall-3", site).id == "hall-3"


def test_a_profile_that_is_not_there_or_faulty_is_told_so(tmp_path: Path) -> None:
    site = site_of(tmp_path / "printers", "broken", "[paper\n")
    site_of(site, "other", GOOD.replace('id = "generic-80"', 'id = "hall-3"'))
    with pytest.raises(Faulty) as caught:
        find("nowhere", site)
    assert caught.value.faults[0].problem == "printer_unknown"
    for name, problem in (("broken", "not_toml"), ("other", "printer_id")):
        with pytest.raises(Faulty) as caught:
            find(name, site)
        assert caught.value.faults[0].problem == problem
