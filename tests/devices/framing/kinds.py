"""Frames of every kind that the loader takes, as Hypothesis draws them."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import msgspec
from hypothesis import assume
from hypothesis import strategies as st

from app.devices.framing import CHECKS, KINDS, Description, FrameSpec
from app.devices.framing.fixed import FixedSpec
from app.devices.framing.raw_keys import RawKeySpec

OURS = ("delimited", "fields", "fixed", "raw_keys")
NAMES = ("addr", "cmd", "seq")
MARKS = st.sampled_from(["68", "AA55", "7E", "02", "53", "55AA", "1002"])


class Drawn(NamedTuple):
    """A kind as it is written, what it becomes, and one frame of it."""

    description: Description
    spec: FrameSpec
    values: Mapping[str, int]
    data: bytes
    raw: bytes


def numbers() -> st.SearchStrategy[list[str]]:
    """Numbers of one or two bytes."""
    width = st.sampled_from(["u8", "u16be", "u16le"])
    return st.lists(
        st.tuples(width, st.sampled_from(NAMES)), max_size=3, unique_by=lambda pair: pair[1]
    ).map(lambda pairs: [f"{kind}:{name}" for kind, name in pairs])


@st.composite
def descriptions(draw: st.DrawFn) -> Description:
    """Any [rx] without a fault."""
    kind = draw(st.sampled_from(OURS))
    if kind == "raw_keys":
        return KINDS[kind](kind=kind)
    named, check = draw(numbers()), draw(st.sampled_from(sorted(CHECKS)))
    begin = draw(MARKS)
    table: dict[str, object] = {"kind": kind, "check": check}
    covered = [text.partition(":")[2] for text in named]
    over = ["data", "head", *covered] if check != "none" else []
    tail = ["check"] if check != "none" else []
    if kind == "fields":
        length = draw(st.sampled_from(["len", "len16be", "len16le"]))
        middle = draw(st.permutations([*[length] * draw(st.integers(1, 2)), *named]))
        end = draw(st.sampled_from([[], ["const:16"], [f"peek:{begin}"]]))
        fields = [*middle, "data", *tail, *end]
        table |= {"len_covers": ("data", *covered), "max_len": 24}
    elif kind == "fixed":
        fields = [*named, "data", *tail, *draw(st.sampled_from([[], ["const:0D0A"]]))]
        table |= {"length": draw(st.integers(8, 24))}
    else:
        end = draw(st.sampled_from([begin, "03", "0D0A", "1003"]))
        inside, outside = ([], tail) if draw(st.booleans()) else (tail, [])
        fields = [*named, "data", *inside, f"end:{end}", *outside]
        escape = draw(st.sampled_from(["", "10", "7D"]))
        xor = draw(st.sampled_from([0, 0x20, 0x7C])) if escape else 0
        table |= {"escape": escape, "escape_xor": xor, "max_len": 24}
    table |= {"fields": (f"const:{begin}:head", *fields), "check_over": tuple(over)}
    return msgspec.convert(table, KINDS[kind])


@st.composite
def frames(draw: st.DrawFn, least: int = 0) -> Drawn:
    """A frame of any kind."""
    described = draw(descriptions())
    assume(not list(described.faults()))
    return frame_of(draw, described, described.spec(), least)


def frame_of(draw: st.DrawFn, described: Description, spec: FrameSpec, least: int = 0) -> Drawn:
    """A frame that this kind can send."""
    values = {name: draw(st.integers(0, most)) for name, most in described.numbers.items()}
    sizes = {"min_size": max(least, spec.least_data), "max_size": 12}
    if isinstance(spec, FixedSpec | RawKeySpec):
        sizes["max_size"] = spec.least_data
    data = draw(st.binary(**sizes))
    try:
        raw = spec.encode(values, data)
    except ValueError:  # it holds a mark that this kind cannot escape
        assume(False)
    return Drawn(described, spec, values, data, raw)


def cut(data: bytes, at: list[int]) -> Iterator[bytes]:
    """A stream in pieces."""
    places = [0, *sorted(p % (len(data) + 1) for p in at), len(data)]
    for start, stop in pairwise(places):
        yield data[start:stop]
