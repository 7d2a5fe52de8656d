"""A pad's profile is read strictly: all its faults at once, each with its place and line."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from app.devices.framing import Decoder
from app.devices.profile import PadProfile, load, load_file
from app.settings.places import RESOURCES
from app.settings.tables import Fault, Faulty
from tests.devices.conftest import ANSWERING, PADS

SHIPPED = sorted(PADS.glob("*.toml"))
BUS68 = (PADS / "bus68-4key.toml").read_text("utf-8")
PJ06 = (PADS / "pj06.toml").read_text("utf-8")


def faults(text: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(Faulty) as caught:
        load("pad.toml", text.encode() if isinstance(text, str) else text)
    return caught.value.faults


def only_fault(text: str | bytes) -> tuple[str, str]:
    (fault,) = faults(text)
    return fault.problem, fault.place


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_a_shipped_profile_loads_and_says_that_nobody_tried_it(path: Path) -> None:
    profile = load_file(path)
    assert profile.id == path.stem
    assert profile.status == "from-public-code"
    assert profile.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_listed_key_is_read_back_from_its_own_bytes(path: Path) -> None:
    profile = load_file(path)
    for code in profile.keys:
        (frame,) = Decoder(profile.rx).feed(profile.press_bytes(code))
        assert profile.key_of(frame) == code


def test_four_keys_stay_four(bus68: PadProfile) -> None:
    assert bus68.scale == 4
    meant = {code: (key.level, key.label) for code, key in bus68.keys.items()}
    assert meant == {
        3: ("5", "非常满意"), 2: ("4", "满意"), 1: ("3", "一般"), 0: ("2", "不满意"),
    }  # fmt: skip


def test_five_stars_are_very_satisfied(pj06: PadProfile) -> None:
    assert pj06.scale == 5
    assert {code: key.level for code, key in pj06.keys.items()} == {n: str(n) for n in range(1, 6)}


def test_commands_are_those_of_the_public_code(bus68: PadProfile, pj06: PadProfile) -> None:
    assert "prompt" not in bus68.commands
    assert bus68.commands["ack"].frame.hex(" ") == "68 02 02 68 81 01 82 16"
    assert pj06.commands["prompt"].frame.hex(" ") == "55 aa 02 20 00 1a"
    assert pj06.commands["welcome"].frame.hex(" ") == "55 aa 02 1f 00 1a"
    assert pj06.commands["timeout"].frame.hex(" ") == "55 aa 03 13 78 00 1a"


@pytest.mark.parametrize("key", ["schema", "id", "name", "status"])
@pytest.mark.fault(30)
def test_each_head_key_is_needed_and_typed(key: str) -> None:
    line = next(x for x in BUS68.splitlines() if x.startswith(f"{key} ="))
    fault = faults(BUS68.replace(line, ""))[0]
    assert (fault.problem, dict(fault.facts)) == ("missing_key", {"key": key})
    assert only_fault(BUS68.replace(line, f"{key} = 1.5")) == ("wrong_type", key)


@pytest.mark.parametrize("key", ["rx", "press", "keys", "selftest"])
@pytest.mark.fault(30)
def test_each_table_is_needed(key: str) -> None:
    tables = tomllib.loads(PJ06)
    assert key in tables
    kept, skip = [], False
    for line in PJ06.splitlines():
        if line.startswith("["):
            skip = line.strip("[]").split(".")[0] == key
        kept += [] if skip else [line]
    found = faults("\n".join(kept))
    assert [(f.problem, f.facts["key"]) for f in found] == [("missing_key", key)]


@pytest.mark.parametrize(
    ("old", "new", "problem", "place"),
    [
        ("schema = 1", "schema = 2", "wrong_word", "schema"),
        ('id = "bus68-4key"', 'id = " "', "bad_id", "id"),
        ('"from-public-code"', '"probably-works"', "wrong_word", "status"),
        ("baud = 9600", "baud = 96", "out_of_range", "line.baud"),
        ("baud = 9600", 'baud = "9600"', "wrong_type", "line.baud"),
        ("baud = 9600", "baud = true", "wrong_type", "line.baud"),
        ("baud = 9600", "bauds = 9600", "unknown_key", "line.bauds"),
        ('bytes = "8N1"', 'bytes = "9N1"', "wrong_word", "line.bytes"),
        ("gap_ms = 50", "gap_ms = 0", "out_of_range", "line.gap_ms"),
        ("write_pause_ms = 80", "write_pause_ms = -1", "out_of_range", "line.write_pause_ms"),
        ('kind = "fields"', 'kind = "guessed"', "unknown_word", "rx.kind"),
        ('"u8:cmd", ', '"u8:cmd", "u9:x", ', "rx_part", "rx.fields"),
        ('"u8:cmd", ', '"u8:cmd", "u8:cmd", ', "double", "rx.fields"),
        ('"u8:cmd", ', '"u8:cmd", "const:6", ', "rx_part", "rx.fields"),
        ('["const:68", "len", "len", ', '["len", "len", ', "rx_no_begin", "rx.fields"),
        ('"len", "len", ', "", "rx_no_length", "rx.fields"),
        ('"check", "const:16"', '"const:16"', "rx_check_part", "rx.fields"),
        ('check = "sum8"', 'check = "sum9"', "unknown_word", "rx.check"),
        ("max_len = 32", "max_len = 251", "out_of_range", "rx.max_len"),
        ("max_len = 32", "max_len = 2", "rx_max_too_small", "rx.max_len"),
        ('same_as = "rx"', 'same_as = "tx"', "wrong_word", "tx.same_as"),
        ('same_as = "rx"', 'same_as = "rx"\nlead = "F"', "not_hex", "tx.lead"),
        ("default = 0x81", "default = 0x181", "out_of_range", "vars.addr.default"),
        ("cmd = 0x01", "cmd = 0x101", "out_of_range", "commands.ack.cmd"),
        ("cmd = 0x01", "cmd = 0x01\ndata = \"0\"", "not_hex", "commands.ack.data"),
        ("cmd = 0x01", 'cmd = 0x01\nhex = "68"', "hex_or_cmd", "commands.ack"),
        ("cmd = 0x01", "cmd = 0x01\n[commands.sing]\ncmd = 2", "unknown_name", "commands.sing"),
        ('key = "data[0]"', 'key = "data"', "wrong_word", "press.key"),
        ("cmd = 0x11,", "cmd = 0x111,", "out_of_range", "press.when"),
        ("cmd = 0x11,", "command = 0x11,", "unknown_name", "press.when"),
        ('addr = "$addr"', 'addr = "$adr"', "unknown_name", "press.when"),
        ('addr = "$addr"', 'addr = "addr"', "unknown_name", "press.when"),
        ('reply = "ack"', 'reply = "nak"', "unknown_name", "press.reply"),
        ("[keys.0x02]", "[keys.two]", "not_a_number", "keys.two"),
        ("[keys.0x02]", "[keys.0x102]", "out_of_range", "keys.0x102"),
        ("[keys.0x02]", "[keys.3]", "double", "keys.3"),
        ('level = "4"', 'level = "6"', "wrong_word", "keys.0x02.level"),
        ('label = "一般"', 'label = ""', "empty", "keys.0x01.label"),
        ('rx = "68 03 03 68 81 11 00 92 16"', 'rx = "68 0"', "not_hex", "selftest[1].rx"),
        ('means = "press:2"', 'means = "press:1"', "selftest", "selftest[1]"),
        ('tx = "68 02 02 68 81 01 82 16"', 'tx = "68"', "selftest", "selftest[5]"),
        ('command = "ack"', 'command = "nak"', "selftest", "selftest[5]"),
        ('command = "ack"', "", "half_selftest", "selftest[5]"),
    ],
)  # fmt: skip
@pytest.mark.fault(30)
def test_a_fault_is_named_with_its_place(old: str, new: str, problem: str, place: str) -> None:
    found = faults(changed(BUS68, old, new))
    assert (problem, place) in [(f.problem, f.place) for f in found]
    assert all(f.line for f in found)


def test_a_fault_is_named_with_its_line() -> None:
    line = BUS68.splitlines().index("baud = 9600") + 1
    (fault,) = faults(changed(BUS68, "baud = 9600", "baud = 1"))
    assert (fault.place, fault.line) == ("line.baud", line)


@pytest.mark.fault(30)
def test_all_faults_of_a_file_come_at_once() -> None:
    text = changed(BUS68, 'status = "from-public-code"', 'status = "x"\ncolour = "red"')
    text = changed(text, "baud = 9600", 'baud = "fast"')
    text = changed(text, 'level = "4"', 'level = "9"')
    text = changed(text, 'reply = "ack"', 'reply = "nak"')
    found = {(f.problem, f.place) for f in faults(text)}
    assert found >= {
        ("wrong_word", "status"), ("unknown_key", "colour"), ("wrong_type", "line.baud"),
        ("wrong_word", "keys.0x02.level"), ("unknown_name", "press.reply"),
    }  # fmt: skip


def test_a_bare_key_pad_must_be_deaf_unless_prompting() -> None:
    text = changed(PJ06, "accept_only_while_prompting = true", "")
    assert only_fault(text) == ("bare_keys", "accept_only_while_prompting")


def test_a_bare_key_pad_has_no_fields() -> None:
    text = changed(PJ06, 'kind = "raw_keys"', 'kind = "raw_keys"\nlen_covers = ["data"]')
    assert only_fault(text) == ("unknown_key", "rx.len_covers")


def test_a_set_up_command_must_exist() -> None:
    problem, place = only_fault(changed(PJ06, 'setup = ["timeout"]', 'setup = ["timeout", "beep"]'))
    assert (problem, place) == ("unknown_name", "setup")


def test_only_a_prompt_is_answered() -> None:
    text = ANSWERING.replace(b"cmd = 0x02", b"cmd = 0x02\nanswer = { when = { cmd = 0x82 } }")
    assert only_fault(text) == ("only_prompt", "commands.welcome.answer")


def test_a_command_needs_every_number_of_its_frame() -> None:
    line = next(x for x in BUS68.splitlines() if x.startswith("addr ="))
    text = BUS68.replace(line, "").replace('"$addr"', "0x81")
    assert ("unknown_name", "commands.ack") in [(f.problem, f.place) for f in faults(text)]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (BUS68.encode("gb18030"), "not_utf8"),
        (b"\xef\xbb\xbf" + BUS68.encode(), "bom"),
        (BUS68.encode() + b"#" * 1_000_000, "too_large"),
        (BUS68.replace("[rx]", "[rx").encode(), "not_toml"),
        (BUS68.replace("[keys.0x02]", "[keys.0x03]").encode(), "not_toml"),
        (b"\x00" * 1000, "not_toml"),
    ],
)
@pytest.mark.fault(30)
def test_a_file_that_cannot_be_read_is_refused_whole(raw: bytes, problem: str) -> None:
    assert [f.problem for f in faults(raw)] == [problem]


def test_every_fault_has_words() -> None:
    problems = {
        "wrong_word", "out_of_range", "unknown_name", "not_a_number", "double", "not_hex",
        "selftest",
    }  # fmt: skip
    words = tomllib.loads((RESOURCES / "text" / "faults.toml").read_text("utf-8"))
    assert problems <= set(words["fault"])
