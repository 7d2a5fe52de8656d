"""What the wizard makes of recorded presses, and whether the loader takes the file it writes."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.devices import shelf
from app.devices.framing import CHECKS, Decoder
from app.devices.learning.finding import Finding, Lesson, learn
from app.devices.learning.hearing import Burst, Chunk, Press, bursts, gap_ms, presses
from app.devices.learning.writing import Draft, Taken, Taught, draft_text, save
from app.devices.profile import PadProfile, load
from app.settings.tables import Faulty
from app.settings.words import Words

LEVELS = ("5", "4", "3", "2", "1")
DRAFT = Draft("our-pad", "大厅评价器", 9600, "8N1", 50, "2026-11-21")
Frame = Callable[[int], bytes]


def crc(data: bytes) -> bytes:
    return CHECKS["crc16-modbus"](data)


def sealed(check: str, data: bytes, *, start: int = 0) -> bytes:
    return data + CHECKS[check](data[start:])


def taught(frame: Frame, codes: Sequence[int] = (1, 2, 3, 4, 5), times: int = 3) -> list[Taught]:
    """Each key pressed three times."""
    return [
        Taught(f"键{code}", level, tuple(Press(frame(code)) for _ in range(times)))
        for code, level in zip(codes, LEVELS, strict=False)
    ]


def profile_of(takes: Sequence[Taught], lesson: Lesson) -> PadProfile:
    found = lesson.finding
    assert found, lesson.problems
    return load("x.toml", draft_text(DRAFT, found.shape, takes, found.codes).encode())


def found_in(frame: Frame, codes: Sequence[int] = (1, 2, 3, 4, 5)) -> Finding:
    """What is found, once the profile reads every key back."""
    takes = taught(frame, codes)
    lesson = learn(takes)
    profile = profile_of(takes, lesson)
    for code, take in zip(codes, takes, strict=False):
        frames = Decoder(profile.rx).feed(frame(code))
        read = [profile.keys[c] for c in map(profile.key_of, frames) if c is not None]
        assert [(key.level, key.label) for key in read] == [(take.level, take.label)]
    assert profile.status == "captured"
    assert "prompt" not in profile.commands, "nothing is invented"
    assert lesson.finding
    return lesson.finding


def keys_of(said: Sequence[object]) -> list[str]:
    return [one.key for one in said]  # type: ignore[attr-defined]


def test_bare_keys() -> None:
    found = found_in(lambda code: bytes([code]))
    assert (found.shape.kind, found.sure, found.codes) == ("raw_keys", "weak", (1, 2, 3, 4, 5))


def test_a_fixed_frame_with_xor() -> None:
    found = found_in(lambda code: sealed("xor8", bytes([0xA5, 0x01, code])))
    assert found.shape.sum
    assert (found.shape.kind, found.shape.sum.check, found.sure) == ("fixed", "xor8", "sure")
    assert found.roles == ("same", "same", "key", "check")


def test_a_fixed_frame_with_a_mark_behind_the_check_and_no_check_at_all() -> None:
    found = found_in(lambda code: sealed("neg8", bytes([0xAA, 7, code, 9]), start=1) + b"\x0d\x0a")
    assert found.shape.sum
    assert (found.shape.sum.check, found.shape.sum.tail) == ("neg8", 2)
    found = found_in(lambda code: bytes([0xAA, 0xBB, code, 0xCC]))
    assert (found.shape.sum, found.sure) == (None, "fair")


WORDS = (b"GOOD", b"WELL", b"FAIR", b"POOR", b"AWFUL")


def test_words_between_two_marks_with_a_sum() -> None:
    def frame(code: int) -> bytes:
        text = bytes([0x30 + code]) + WORDS[code - 1] + b"!" * code
        return b"\x02" + text + CHECKS["sum8"](text) + b"\x03"

    takes = taught(frame)
    found = learn(takes).finding
    assert found
    assert found.shape.kind == "delimited"
    assert found.shape.sum
    assert found.shape.sum.check == "sum8"
    assert profile_of(takes, learn(takes)).keys[0x31].level == "5"


def test_a_length_and_crc16() -> None:
    def frame(code: int) -> bytes:
        return (head := b"\xaa\x55" + bytes([2, 0x91, code])) + crc(head)

    takes = taught(frame)
    lesson = learn(takes)
    assert lesson.finding
    shape = lesson.finding.shape
    assert (shape.kind, shape.length, shape.when) == ("fields", 2, (("b3", 0x91),))
    assert shape.sum
    assert shape.sum.check == "crc16-modbus"
    assert "length_unproved" in keys_of(lesson.notes)
    found_in(frame)


def test_a_length_that_varies_is_proved_by_that() -> None:
    def frame(code: int) -> bytes:
        body = bytes([0x91, code, *range(code)])
        return sealed("sum8", b"\xaa" + bytes([len(body)]) + body)

    takes = taught(frame)
    lesson = learn(takes)
    assert lesson.finding
    assert (lesson.finding.shape.kind, lesson.finding.shape.length) == ("fields", 1)
    assert "length_unproved" not in keys_of(lesson.notes)
    profile_of(takes, lesson)


@pytest.mark.parametrize("name", ["bus68-4key", "pj06"])
def test_shipped_pads_are_learnt_from_their_bytes_alone(name: str) -> None:
    known = load("x", (shelf.SHIPPED / f"{name}.toml").read_bytes())
    codes = list(known.keys)
    found = found_in(known.press_bytes, codes)
    assert found.codes == tuple(codes)


def test_a_counter_in_the_frame_is_no_key() -> None:
    numbers = iter(range(100))

    def frame(code: int) -> bytes:
        return sealed("xor8", bytes([0xA5, next(numbers), code]))

    takes = taught(frame)
    found = learn(takes).finding
    assert found
    assert found.roles == ("same", "varies", "key", "check")


def test_keys_that_cannot_be_told_apart_and_a_key_that_is_not_always_the_same() -> None:
    takes = taught(lambda code: bytes([0xA5, min(code, 4)]))
    said = learn(takes).problems
    assert keys_of(said) == ["same_keys"]
    assert said[0].facts == {"one": "键4", "other": "键5"}
    takes[2] = takes[2]._replace(presses=(Press(b"\xa5\x03"), Press(b"\xa5\x09"), Press(b"\x00")))
    takes[4] = takes[4]._replace(presses=(Press(b"\xa5\x05"),) * 3)
    said = learn(takes).problems
    assert [(s.key, s.facts["label"]) for s in said] == [("unsteady", "键3")]


def test_what_is_missing_is_said_first() -> None:
    takes = taught(lambda code: bytes([code]), (1,), times=1)
    assert keys_of(learn(takes).problems) == ["few_keys", "few_presses"]


def test_noise_is_no_protocol() -> None:
    random.seed(6)
    takes = taught(lambda _: random.randbytes(random.randint(3, 9)))
    lesson = learn(takes)
    assert lesson.finding is None
    assert keys_of(lesson.problems) in (["unknown"], ["no_key_byte"])


def test_a_second_key_in_a_press_is_said() -> None:
    takes = taught(lambda code: sealed("sum8", bytes([0xA5, code])))
    both = takes[0].presses[0]._replace(others=(takes[1].presses[0].frame,))
    takes[0] = takes[0]._replace(presses=(both, *takes[0].presses[1:]))
    said = learn(takes).problems
    assert [(s.key, s.facts.get("label")) for s in said] == [("mixed", "键1")]


def test_what_the_pad_sends_by_itself_becomes_a_vector_that_is_no_press() -> None:
    takes = taught(lambda code: sealed("sum8", bytes([0xA5, 0x01, code])))
    beat = sealed("sum8", b"\xa5\x7f\x00")
    lesson = learn(takes, [beat])
    assert lesson.finding
    found = lesson.finding
    text = draft_text(DRAFT, found.shape, takes, found.codes, [beat])
    assert 'rx = "A5 7F 00 24"\nmeans = "none"' in text
    load("x", text.encode())


def test_every_sentence_there_is_to_say_has_words() -> None:
    facts = {"n": 3, "label": "x", "one": "x", "other": "y", "checks": "sum8"}
    keys = (
        "few_keys", "few_presses", "same_keys", "unsteady", "mixed", "unknown", "no_key_byte",
        "bare", "no_check", "two_checks", "length_unproved", "resent", "others", "no_prompt",
    )  # fmt: skip
    words = Words()
    assert all(words(f"learning.said.{key}", **facts) for key in keys)


# What comes over the line -------------------------------------------------------------------


def test_chunks_become_bursts_and_bursts_presses() -> None:
    heard = bursts([
        Chunk(1.0, b"\xa5"), Chunk(1.02, b"\x01"), Chunk(1.3, b"\xa5\x01"), Chunk(1.6, b"\xa5\x01"),
        Chunk(3.0, b"\xa5\x02\xa5\x02"), Chunk(5.0, b"beat"), Chunk(7.0, b"\xa5\x01"),
        Chunk(7.4, b"up"),
    ])  # fmt: skip
    assert heard[0]._replace(pause=0.0) == Burst(1.0, 1.02, b"\xa5\x01")
    assert heard[0].pause == pytest.approx(0.02)
    assert presses(heard, {b"beat"}) == (
        Press(b"\xa5\x01", 3), Press(b"\xa5\x02", 2), Press(b"\xa5\x01", 1, (b"up",)),
    )  # fmt: skip
    assert gap_ms(heard) == 50


def test_a_slow_pad_gets_a_longer_silence() -> None:
    heard = bursts([Chunk(1.0, b"\xa5"), Chunk(1.08, b"\x01")])
    assert 160 <= gap_ms(heard) <= 180


@settings(deadline=None)
@given(
    st.binary(min_size=1, max_size=4), st.sampled_from([c for c in CHECKS if c != "none"]),
    st.sets(st.integers(0, 255), min_size=3, max_size=7), st.booleans(),
)  # fmt: skip
def test_whatever_is_found_reads_its_own_presses(
    head: bytes, check: str, codes: set[int], marked: bool
) -> None:
    tail = b"\x16" if marked else b""
    takes = [
        Taught(f"键{code}", "5", (Press(sealed(check, head + bytes([code])) + tail),) * 3)
        for code in sorted(codes)
    ]
    lesson = learn(takes)
    profile = profile_of(takes, lesson)
    assert sorted(profile.keys) == sorted(codes)


@settings(deadline=None)
@given(st.lists(st.lists(st.binary(min_size=1, max_size=12), min_size=3, max_size=3), max_size=6))
def test_any_bytes_end_in_a_finding_that_loads_or_in_a_reason(groups: list[list[bytes]]) -> None:
    takes = [Taught(f"键{i}", "5", tuple(map(Press, group))) for i, group in enumerate(groups)]
    lesson = learn(takes)
    if lesson.finding:
        profile_of(takes, lesson)
    else:
        assert lesson.problems


# The file ------------------------------------------------------------------------------------


def text_of(takes: Sequence[Taught], draft: Draft = DRAFT) -> str:
    found = learn(takes).finding
    assert found
    return draft_text(draft, found.shape, takes, found.codes)


def test_a_file_is_written_whole_and_stands_on_the_shelf(tmp_path: Path) -> None:
    takes = taught(lambda code: sealed("xor8", bytes([0xA5, code])))
    profile = save(tmp_path, "our-pad", text_of(takes))
    held = {one.id: one for one in shelf.look(tmp_path)}["our-pad"]
    assert held.profile == shelf.take(tmp_path, "our-pad", profile.sha256)
    assert [p.name for p in (tmp_path / "pads").iterdir()] == ["our-pad.toml"]


def test_a_name_that_is_taken_and_a_text_that_does_not_load_change_nothing(tmp_path: Path) -> None:
    text = text_of(taught(lambda code: sealed("xor8", bytes([0xA5, code]))))
    save(tmp_path, "our-pad", text)
    before = (tmp_path / "pads" / "our-pad.toml").read_bytes()
    for name in ("our-pad", "pj06"):
        with pytest.raises(Taken):
            save(tmp_path, name, text)
    with pytest.raises(Faulty):
        save(tmp_path, "other", text.replace("schema = 1", "schema = 2"))
    assert [p.name for p in (tmp_path / "pads").iterdir()] == ["our-pad.toml"]
    assert (tmp_path / "pads" / "our-pad.toml").read_bytes() == before


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "pads").mkdir()
    (tmp_path / "pads" / "our-pad.toml.part").mkdir()  # cannot be written
    text = text_of(taught(lambda code: sealed("xor8", bytes([0xA5, code]))))
    with pytest.raises(OSError, match="our-pad"):
        save(tmp_path, "our-pad", text)
    assert not (tmp_path / "pads" / "our-pad.toml").exists()


@pytest.mark.parametrize("label", ['很"满意"', "a\\b", "emoji😀", "][x] #"])
def test_any_label_is_kept_as_it_was_typed(label: str) -> None:
    takes = taught(lambda code: sealed("xor8", bytes([0xA5, code])))
    takes[0] = takes[0]._replace(label=label)
    draft = DRAFT._replace(name=label)
    profile = load("x", text_of(takes, draft).encode())
    assert (profile.keys[1].label, profile.name) == (label, label)


@pytest.mark.parametrize("label", ["tab\there", "\x7f", "]\n[x]", "\u202e", ""])
def test_words_that_hide_something_are_refused_when_the_file_is_kept(
    tmp_path: Path, label: str
) -> None:
    takes = taught(lambda code: sealed("xor8", bytes([0xA5, code])))
    takes[0] = takes[0]._replace(label=label)
    with pytest.raises(Faulty):
        save(tmp_path, "our-pad", text_of(takes))
    assert not (tmp_path / "pads").exists()
