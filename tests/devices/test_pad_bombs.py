"""Whatever stands in a pad's file, it is a pad or a list of faults in words, at once."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.devices.profile import load
from app.settings.tables import Faulty
from app.settings.words import Words
from tests.devices.conftest import PADS
from tests.devices.test_pad_profile import BUS68, changed, faults, only_fault
from tests.devices.test_pad_rules import DELIMITED, FIXED

TEXTS = [*(p.read_text("utf-8") for p in sorted(PADS.rglob("*.toml"))), DELIMITED, FIXED]
WORDS = Words()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a = " + "[" * 5000, "too_deep"),
        ("a = " + "[\n" * 5000, "too_deep"),
        ("a = " + "[" * 900 + "]" * 900, "too_deep"),
        ("a = " + "{a=" * 4000, "too_deep"),
        ("[a" + ".a" * 50_000 + "]", "long_line"),
        ('id = """\n[' + " " * 100_000 + '\n"""', "long_line"),
        ("schema = " + "1" * 5000, "not_toml"),
        ("schema = 2026-99-99", "not_toml"),
        ('id = "\\ud800"', "not_toml"),
    ],
)
def test_a_bomb_is_one_fault(text: str, problem: str) -> None:
    assert [f.problem for f in faults(text)] == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 9000 + " = 1",
        "[vars" + ".a" * 9000 + "]\nx = 1",
        "[line]\nbaud = 0x" + "f" * 19_000,
        'id = """\n[' + " " * 19_000 + '\n"""',  # a table's header to a careless reader
        'id = """\n' + "[" * 19_000 + '\n"""',
        "rx = [1, 2]",
        "[[rx]]\nkind = 'fields'",
        "[rx]\nkind = [[0x" + "f" * 5000 + "]]",
        "[press]\nwhen = { cmd = { a = { b = 1 } } }",
        "".join(f"[keys.{n}]\nlevel = '5'\nlabel = ''\n" for n in range(2000)),
    ],
)
def test_odd_tables_are_faults_like_any_other(text: str) -> None:
    assert all(WORDS.fault("pad.toml", fault) for fault in faults(text))


@pytest.mark.parametrize("text", ["‮满意", "满\n意", "满" * 41, "满\u0000意", "\u2066满意"])
def test_words_for_people_are_plain(text: str) -> None:
    written = "".join(f"\\U{ord(c):08x}" for c in text)
    assert only_fault(changed(BUS68, 'label = "一般"', f'label = "{written}"')) == (
        "not_plain", "keys.0x01.label",
    )  # fmt: skip


ODD = "[]{}()=\"'#,.:$\\ \t\n\r\x00\x7f0aA\u00e9\u202e满\ufffe𬱖"


@settings(deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 10_000), st.integers(0, 10_000), st.data())
def test_any_edit_of_a_file_makes_a_pad_or_faults(
    text: str, at: int, other: int, data: st.DataObject
) -> None:
    lines = text.splitlines()
    at, other = at % len(lines), other % len(lines)
    match data.draw(st.sampled_from(["drop", "swap", "double", "value", "splice"])):
        case "drop":
            del lines[at]
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "double":
            lines.insert(other, lines[at])
        case "value":
            odd = ["-1", "1e9", '""', "[]", "{}", "true", "nan", "0x1_0000", '"$x"', "[{}]"]
            lines[at] = f"{lines[at].partition('=')[0]}= {data.draw(st.sampled_from(odd))}"
        case "splice":
            lines[at] = lines[at][: len(lines[at]) // 2] + data.draw(st.text(ODD, max_size=5))
    with suppress(Faulty):
        load("pad.toml", "\n".join(lines).encode("utf-8", "surrogatepass"))
