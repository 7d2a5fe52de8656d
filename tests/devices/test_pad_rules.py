"""The rules of a pad's file beside those of its frames: variables, reasons, echo, time-outs."""

import pytest

from app.devices.profile import load
from app.settings.tables import Faulty
from app.settings.words import Words
from tests.devices.conftest import PADS
from tests.devices.test_answers import BARE, TEMPLATE
from tests.devices.test_pad_profile import BUS68, changed, faults, only_fault

JT905 = (PADS / "jt905.toml").read_text("utf-8")
ADDR = 'addr = { default = 0x81, min = 0x81, max = 0xFE, label = "评价器地址" }'
DELIMITED = """
schema = 1
id = "stx"
name = "between marks"
status = "captured"
[rx]
kind = "delimited"
fields = ["const:02", "u8:cmd", "data", "end:03", "check"]
check = "xor8"
check_over = ["cmd", "data", "end"]
max_len = 8
[press]
when = { cmd = 0x4B }
[keys.0x31]
level = "5"
label = "good"
[[selftest]]
rx = "02 4B 31 03 79"
means = "press:5"
"""
FIXED = """
schema = 1
id = "five"
name = "five bytes"
status = "captured"
[rx]
kind = "fixed"
fields = ["const:AA", "u8:cmd", "data", "const:55"]
length = 5
[press]
when = { cmd = 0x4B }
key = "data[1]"
[keys.1]
level = "5"
label = "good"
[[selftest]]
rx = "AA 4B 00 01 55"
means = "press:5"
"""


def test_the_template_is_a_pad_once_its_status_is_filled_in() -> None:
    profile = load("template.toml", TEMPLATE.encode())
    assert (profile.scale, profile.levels) == (4, ("5", "4", "3", "2"))
    assert profile.keys[4].reason == "attitude"


def test_the_template_as_it_comes_is_no_pad() -> None:
    raw = (PADS / "template" / "template.toml").read_bytes()
    assert only_fault(raw) == ("wrong_word", "status")
    assert (PADS / "template" / "template.toml") not in set(PADS.glob("*.toml"))


def test_frames_between_marks_and_of_a_fixed_length_are_described_too() -> None:
    assert load("stx.toml", DELIMITED.encode()).press_bytes(0x31).hex(" ") == "02 4b 31 03 79"
    assert load("five.toml", FIXED.encode()).press_bytes(1).hex(" ") == "aa 4b 00 01 55"


def test_a_site_sets_its_address_and_nothing_else_changes() -> None:
    profile = load("bus68.toml", BUS68.encode(), {"addr": 0x85})
    assert profile.commands["ack"].frame.hex(" ") == "68 02 02 68 85 01 86 16"
    assert profile.press_bytes(3).hex(" ") == "68 03 03 68 85 11 03 99 16"
    assert profile.sha256 == load("bus68.toml", BUS68.encode()).sha256
    assert {name: var.label for name, var in profile.settable.items()} == {"addr": "评价器地址"}


@pytest.mark.parametrize(
    ("site", "problem"),
    [
        ({"addr": 0x80}, "out_of_range"),
        ({"addr": 0xFF}, "out_of_range"),
        ({"a": 1}, "not_settable"),
    ],
)
def test_a_site_stays_within_what_the_file_allows(site: dict[str, int], problem: str) -> None:
    with pytest.raises(Faulty) as caught:
        load("bus68.toml", BUS68.encode(), site)
    (fault,) = caught.value.faults
    assert (caught.value.name, fault.problem) == ("settings.toml", problem)
    assert fault.place == f"pad.vars.{next(iter(site))}"


def test_a_number_of_the_protocol_is_not_the_sites() -> None:
    text = changed(BUS68, ADDR, "addr = { default = 0x81 }")
    assert dict(load("bus68.toml", text.encode()).settable) == {}
    with pytest.raises(Faulty):
        load("bus68.toml", text.encode(), {"addr": 0x82})


@pytest.mark.parametrize(
    ("text", "old", "new", "problem", "place"),
    [
        (BUS68, ADDR, "addr = 0x81", "not_a_table", "vars.addr"),
        (BUS68, ", max = 0xFE", "", "half_range", "vars.addr"),
        (BUS68, "max = 0xFE", "max = 0x80", "out_of_range", "vars.addr.default"),
        (BUS68, ', label = "评价器地址"', "", "var_label", "vars.addr"),
        (TEMPLATE, 'reason = "attitude"', 'reason = "mood"', "unknown_word", "keys.0x04.reason"),
        (TEMPLATE, 'level = "2"', 'level = "4"', "good_reason", "keys.0x04.reason"),
        (TEMPLATE, "nak = { cmd = 0xC1,", "nak = { kmd = 0xC1,", "unknown_name",
         "commands.prompt.answer.nak"),
        (TEMPLATE, "answer = { when = { cmd = 0x81,", "answer = { when = { cmd = 0x181,",
         "out_of_range", "commands.prompt.answer.when"),
        (TEMPLATE, 'when = { cmd = 0x12, addr = "$addr" }', "", "no_when", "timeout"),
        (JT905, "key = 0x00", "key = 0x02", "double", "timeout.key"),
        (JT905, "key = 0x00", "key = 0x100", "out_of_range", "timeout.key"),
        (JT905, "peek:55AA", "peek:AA55", "rx_peek", "rx.fields"),
        (JT905, '"len16be"', '"len16be", "len16le"', "rx_two_lengths", "rx.fields"),
        (JT905, '"peek:55AA"', '"end:55AA"', "rx_end_elsewhere", "rx.fields"),
        (JT905, '"u16be:cmd", "data"', '"u16be:cmd", "data", "data"', "rx_data_once", "rx.fields"),
        (JT905, 'check_over = ["len"', 'check_over = ["const"', "unknown_name", "rx.check_over"),
        (JT905, 'check_over = ["len"', 'check_over = ["check"', "unknown_name", "rx.check_over"),
        (JT905, 'len_covers = ["type", "vendor", "cmd", "data"]', 'len_covers = ["type"]',
         "rx_len_without_data", "rx.len_covers"),
        (JT905, 'check = "xor8"', "", "rx_check_part", "rx.fields"),
        (JT905, 'check_over = ["len", "type", "vendor", "cmd", "data"]', "", "rx_check_over",
         "rx.check_over"),
        (JT905, 'kind = "fields"', 'kind = 1', "unknown_word", "rx.kind"),
        (DELIMITED, '"end:03", ', "", "rx_no_end", "rx.fields"),
        (DELIMITED, '"data", "end:03"', '"end:03", "data"', "rx_no_end", "rx.fields"),
        (DELIMITED, '"u8:cmd", "data", "end:03"', '"data", "end:03", "u8:cmd"', "rx_behind_end",
         "rx.fields"),
        (DELIMITED, '"data", "end:03"', '"len", "data", "end:03"', "rx_length_is_given",
         "rx.fields"),
        (DELIMITED, "max_len = 8", "max_len = 1", "rx_max_too_small", "rx.max_len"),
        (DELIMITED, "max_len = 8", 'max_len = 8\nescape = "1"', "not_hex", "rx.escape"),
        (DELIMITED, "max_len = 8", "max_len = 8\nescape_xor = 32", "out_of_range", "rx.escape_xor"),
        (DELIMITED, "[keys.0x31]", "[keys.3]", "key_unreadable", "keys.3"),
        (DELIMITED, "max_len = 8", "max_len = 8\nlength = 4", "unknown_key", "rx.length"),
        (FIXED, "length = 5", "length = 3", "rx_max_too_small", "rx.length"),
        (FIXED, "length = 5", "", "out_of_range", "rx.length"),
        (FIXED, '"data"', '"len", "data"', "rx_length_is_given", "rx.fields"),
        (FIXED, "data[1]", "data[2]", "key_unreadable", "keys.1"),
    ],
)  # fmt: skip
@pytest.mark.fault(30)
def test_a_fault_is_named(text: str, old: str, new: str, problem: str, place: str) -> None:
    found = faults(changed(text, old, new))
    assert (problem, place) in [(f.problem, f.place) for f in found]
    words = Words()
    assert all(words.fault("pad.toml", fault) for fault in found)


def test_two_equal_marks_need_a_check() -> None:
    text = DELIMITED.replace("end:03", "end:02").replace(', "check"]', "]")
    text = text.replace('check = "xor8"', "").replace('check_over = ["cmd", "data", "end"]', "")
    assert only_fault(text) == ("rx_equal_marks", "rx.check")


def test_a_command_that_reads_as_a_press_needs_a_word_on_the_echo() -> None:
    unsaid = [f.problem for f in faults(BARE.replace("echo = true", ""))]
    assert set(unsaid) == {"echo_unsaid"}
    assert only_fault(BARE) == ("echo_hides", "line.echo")
