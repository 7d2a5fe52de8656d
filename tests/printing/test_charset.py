"""What is native, what is cleaned away, what is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing.charset import Rom, clean, native, native_text, spell, width
from tests.printing.samples import RARE

ANY_TEXT = st.text(st.characters())  # lone surrogates too


def test_every_pair_of_gb2312_is_native_and_nothing_else_is() -> None:
    pairs = [bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF)]
    traps = {"\u2015": "\u2014", "\u30fb": "\u00b7"}
    expected = set()
    for pair in pairs:
        try:
            char = pair.decode("gb2312")
        except UnicodeDecodeError:
            continue
        expected.add(traps.get(char, char))
    found = {chr(code) for code in range(0x80, 0x30000) if native(chr(code), "gb2312")}
    assert found == expected
    assert len([c for c in found if "\u4e00" <= c <= "\u9fff"]) == 6763


@pytest.mark.parametrize("char", RARE + "〇€ⅰ")
def test_a_character_outside_gb2312_is_not_native(char: str) -> None:
    assert native(char, "gb2312") is None


def test_gbk_adds_two_byte_characters_and_never_four() -> None:
    assert native("堃", "gbk") == "堃".encode("gbk")
    assert native("镕", "gbk") == "镕".encode("gbk")
    assert [native(char, "gbk") for char in "㛃𬱖䶮"] == [None] * 3


def test_chinese_punctuation_and_the_yuan_sign_are_native() -> None:
    assert native_text("——·“”…：（）￥①", "gb2312") == "——·“”…：（）￥①".encode("gb18030")


def test_a_line_with_one_rare_character_is_not_native() -> None:
    assert native_text("张三", "gb2312") == "张三".encode("gb2312")
    assert native_text("张喆", "gb2312") is None


@pytest.mark.parametrize("rom", ["gb2312", "gbk"])
@given(text=st.text(st.sampled_from("张堃镕䶮㛃𬱖—·aZ ~€，。〇")) | ANY_TEXT)
def test_a_line_is_native_exactly_if_each_of_its_characters_is(rom: Rom, text: str) -> None:
    each = [native(char, rom) for char in clean(text)]
    whole = None if None in each else b"".join(pair for pair in each if pair)
    assert native_text(clean(text), rom) == whole


def test_cleaning_drops_commands_directions_and_invisible_characters() -> None:
    assert clean("姓\x1b@名\x1dV\x00\x10\x04\x01") == "姓@名V"
    assert clean("a\u202eb\u200bc\ufeffd\ufe0fe\U000e0101f\ud800g\x85h\xadi") == "abcdefghi"
    assert clean("a\tb\u00a0c\u2003d\u3000e") == "a b c d\u3000e"
    assert clean("¥5―6・7") == "￥5—6·7"


def test_cleaning_keeps_compatibility_characters_and_newlines() -> None:
    assert clean("\uf900\r\n\ufa0e\u2028x\ry") == "\uf900\n\ufa0e\nx\ny"


@given(ANY_TEXT)
def test_cleaned_text_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert all(char >= " " or char == "\n" for char in once)


def test_ascii_takes_one_column_and_all_else_two() -> None:
    assert width("ab~") == 3
    assert width("“—…é①") == 10


def test_what_no_font_has_is_spelled_once_named() -> None:
    text, lost = spell("张𲎯𲎯三", lambda char: char != "𲎯")
    assert text == "张〔U+323AF〕〔U+323AF〕三"
    assert lost == ("𲎯",)
