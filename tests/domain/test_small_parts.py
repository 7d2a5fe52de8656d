"""Numbers, masks, clocks and lines: the small parts everything stands on."""

from datetime import UTC, date

import msgspec
import pytest

from app.domain import codec, number
from app.domain.acts.record import Noted
from app.domain.clock import ZONE, SystemClock
from app.domain.entry import Hlc, Line
from app.domain.personal import mask_name, mask_phone, phone_words


def test_the_machines_clock_is_aware_and_its_other_one_only_grows() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is ZONE
    assert abs((clock.now() - clock.now().astimezone(UTC)).total_seconds()) < 1
    first = clock.monotonic()
    assert clock.monotonic() >= first


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("", ""), ("张", "张"), ("张堃", "张*"), ("林小满", "林*满"), ("欧阳小满", "欧**满"),
        ("青禾晨光餐馆", "青禾**馆"), (" 张𬱖 ", "张*"),
    ],
)  # fmt: skip
def test_a_name_is_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("199 0000 1234", "199****1234"), ("0000-1234567", "000****4567"), ("1234567", "*******")],
)
def test_a_telephone_is_masked(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("phone", "read"),
    [("19900001234", "199 0000 1234"), ("0000-1234567", "0000-1234567"), ("无", "无")],
)
def test_a_mobile_number_is_read_in_three_parts_and_any_other_as_it_stands(
    phone: str, read: str
) -> None:
    assert phone_words(phone) == read


def test_a_draw_without_a_check_character_is_drawn_again() -> None:
    drawn: list[str] = []

    def pick(alphabet: str) -> str:
        drawn.append(alphabet[len(drawn) // 3 % len(alphabet)])
        return drawn[-1]

    made = {number.make("QH", 2, date(2026, 3, 11), n, pick) for n in range(1, 60)}
    assert len(made) == 59
    assert all(number.is_whole(n) for n in made)
    assert len(drawn) > 59 * 3


def test_a_typed_number_is_read_as_it_was_meant() -> None:
    made = number.make("QH", 2, date(2026, 3, 11), 7, lambda alphabet: alphabet[0])
    typed = made.lower().replace("0", "0 ")
    assert number.normalize(typed) == made
    assert number.stem_of(made) == "QH2-260311-007"
    assert number.stem_of("QH2") == ""
    assert number.running_of(made) == 7
    wrong = made[:-1] + ("1" if made[-1] != "1" else "2")
    assert not number.is_whole(wrong)


def test_a_foreign_clock_far_ahead_is_not_followed() -> None:
    mine = Hlc(1000, 3)
    assert mine.tick(900) == Hlc(1000, 4)
    assert mine.seen(Hlc(2000, 0), 1000) == Hlc(2000, 0)
    assert mine.seen(Hlc(10_000_000, 0), 1000) == mine
    assert Hlc.parse(mine.text()) == mine


def line(kind: str, body: bytes, version: int = 1) -> Line:
    names = dict.fromkeys(Line.__struct_fields__, "")
    types = {f.name: f.type for f in msgspec.structs.fields(Line)}
    given = {n: 0 if types[n] is int else v for n, v in names.items()}
    return msgspec.convert(
        {**given, "k": kind, "kv": version, "b": msgspec.Raw(body)}, Line, strict=False
    )


def test_what_a_line_cannot_say_is_kept_as_unknown() -> None:
    for kind, body, version in (
        ("Frobnicated", b"{}", 1), ("Noted", b"{}", 99), ("Noted", b'{"text": 5}', 1),
    ):  # fmt: skip
        found = codec.decode(line(kind, body, version), None)
        assert (found.NAME, type(found).__name__) == ("unknown", "Unknown")


def test_a_broken_personal_column_makes_the_act_unknown_and_an_erased_one_blank() -> None:
    body, column = codec.encode(Noted(text="电话沟通过"), lambda n: b"s" * n)
    assert codec.decode(line("Noted", bytes(body)), column) == Noted(text="电话沟通过")
    assert codec.decode(line("Noted", bytes(body)), None) == Noted(text="")
    assert codec.decode(line("Noted", bytes(body)), column[:-3]).NAME == "unknown"


@pytest.mark.parametrize("body", [b"nonsense", b"[1]", b'{"seal": 5}', b"{}"])
def test_a_line_without_a_seal_has_none(body: bytes) -> None:
    assert codec.sealed(line("Noted", body)) == ""
