"""Printer profiles: the shipped ones load, a bad one names all its faults."""

from pathlib import Path

import pytest

from app.printing.profiles import ProfileError, load
from tests.printing.samples import RESOURCES

SHIPPED = sorted((RESOURCES / "printers").glob("*.toml"))
GOOD = (RESOURCES / "printers" / "generic-80.toml").read_text("utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_profile_loads_under_its_own_name(path: Path) -> None:
    assert load(path).id == path.stem


def test_the_two_widths_are_those_of_the_papers() -> None:
    found = {p.stem: load(p) for p in SHIPPED}
    assert (found["generic-58"].dots, found["generic-58"].columns) == (384, 32)
    assert (found["generic-80"].dots, found["generic-80"].columns) == (576, 48)
    assert {p.rom for p in found.values()} == {"gb2312"}


def faults(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "p.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileError) as caught:
        load(path)
    assert "p.toml" in str(caught.value)
    return caught.value.faults


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_all_faults_are_named_at_once_with_their_place(tmp_path: Path) -> None:
    text = (
        GOOD.replace('rom = "gb2312"', 'rom = "big5"')
        .replace("dots = 576", 'dots = "wide"')
        .replace("module = 6", "")
        .replace("[link]", "[link]\nspeed = 3")
        .replace("units_per_dot = 1", "units_per_dot = true")
        .replace('name = "通用 80 毫米"', 'name = " "')
        + "\n[extra]\n"
    )
    found = faults(tmp_path, text)
    assert set(found) == {
        f"[text] rom（第 {line_of(text, 'rom')} 行）只能是 gb2312、gbk",
        f"[paper] dots（第 {line_of(text, 'dots')} 行）应为 384 到 832 的整数",
        "[qr] module 没有写",
        f"[link] speed（第 {line_of(text, 'speed')} 行）不认识",
        f"[text] units_per_dot（第 {line_of(text, 'units')} 行）应为 1 到 2 的整数",
        f"[printer] name（第 {line_of(text, 'name')} 行）应为文字，不能空",
        f"[extra]（第 {line_of(text, '[extra]')} 行）不认识",
    }


def test_more_columns_than_dots_is_a_fault(tmp_path: Path) -> None:
    text = GOOD.replace("columns = 48", "columns = 49")
    assert faults(tmp_path, text) == (
        f"[paper] columns（第 {line_of(text, 'columns')} 行）每列 12 点，超出纸宽 576 点",
    )


def test_a_file_that_is_no_toml_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "[paper\n")
    assert "TOML" in fault
    (fault,) = faults(tmp_path, GOOD + "\n[paper]\n")
    assert "TOML" in fault
