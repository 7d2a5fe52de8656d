"""A profile as the text of its file, and the file itself: whole or not at all."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from app.devices import shelf
from app.devices.learning.hearing import Press
from app.devices.learning.shapes import Shape
from app.devices.profile import PadProfile, load

ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
MOST_VECTORS: Final = 3  # of each key
NO_PROMPT: Final = (
    "# 没有 [commands.prompt]：向导只听不说，不知道怎样让评价器亮灯。评价时群众直接按键，",
    "# 有厂家资料后把提示命令补在这里，补完要由组长在“设置·设备”重新确认。",
)


class Taught(NamedTuple):
    """A key: what is printed on it, the level code it means ("" for not chosen), its presses."""

    label: str
    level: str
    presses: tuple[Press, ...]


class Draft(NamedTuple):
    """What stands before the frames: id, name, line, silence, and the day (YYYY-MM-DD)."""

    id: str
    name: str
    baud: int
    bytes: str
    gap_ms: int
    day: str


class Taken(Exception):  # noqa: N818
    """There is a file of this id already."""


def draft_text(
    draft: Draft,
    shape: Shape,
    takes: Sequence[Taught],
    codes: Sequence[int],
    idle: Iterable[bytes] = (),
) -> str:
    """The file. Levels not chosen yet stand as 5; `idle` bursts become vectors that mean none."""
    levels = [take.level or "5" for take in takes]
    lines = [
        f"# 由学习向导从实机按键录得，{draft.day}。没有厂家资料，未经厂家证实。",
        "schema = 1", f"id = {_text(draft.id)}", f"name = {_text(draft.name)}",
        'status = "captured"',
        *(["accept_only_while_prompting = true"] if shape.kind == "raw_keys" else []),
        "", "[line]", f"baud = {draft.baud}", f"bytes = {_text(draft.bytes)}",
        f"gap_ms = {draft.gap_ms}", "", "[rx]", *_rx(shape), "", *NO_PROMPT, "", "[press]",
        *_press(shape),
    ]  # fmt: skip
    for take, code, level in zip(takes, codes, levels, strict=True):
        label = f"label = {_text(take.label)}"
        lines += ["", f"[keys.0x{code:02X}]", f"level = {_text(level)}", label]
    for take, level in zip(takes, levels, strict=True):
        frames = list(dict.fromkeys(press.frame for press in take.presses))
        lines += [x for f in frames[:MOST_VECTORS] for x in _vector(f, f"press:{level}")]
    for other in _silent(shape, takes, idle):
        lines += _vector(other, "none")
    return "\n".join(lines) + "\n"


def save(home: Path, name: str, text: str) -> PadProfile:
    """Put a new profile on the site's shelf, whole or not at all.

    Raises Faulty for a text the loader refuses, Taken, OSError.
    """
    raw = text.encode()
    profile = load(f"{name}.toml", raw)
    if any(held.id == name for held in shelf.look(home)):
        raise Taken(name)
    folder = home / shelf.SITE
    folder.mkdir(exist_ok=True)
    part = folder / f"{name}.toml.part"
    with part.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / f"{name}.toml")
    if hasattr(os, "O_DIRECTORY"):  # the name, too, survives a cut of the power
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
    return profile


def _rx(shape: Shape) -> Iterator[str]:
    yield f"kind = {_text(shape.kind)}"
    if shape.parts:
        yield f"fields = {_list(shape.parts)}"
    if shape.counted:
        yield f"len_covers = {_list(shape.counted)}"
    if shape.sum:
        yield f"check = {_text(shape.sum.check)}"
        yield f"check_over = {_list(shape.over)}"
    if shape.kind == "fixed":
        yield f"length = {shape.total}"
    elif shape.parts:
        yield f"max_len = {shape.longest}"


def _press(shape: Shape) -> Iterator[str]:
    if shape.when:
        conditions = ", ".join(f"{name} = 0x{number:02X}" for name, number in shape.when)
        yield f"when = {{ {conditions} }}"
    yield f'key = "data[{shape.key}]"'


def _vector(frame: bytes, means: str) -> tuple[str, ...]:
    return ("", "[[selftest]]", f'rx = "{frame.hex(" ").upper()}"', f'means = "{means}"')


def _silent(shape: Shape, takes: Sequence[Taught], idle: Iterable[bytes]) -> Iterator[bytes]:
    """Bytes that are no press: what the pad sends by itself or beside a press, a spoiled check."""
    others = (other for take in takes for press in take.presses for other in press.others)
    yield from dict.fromkeys((*idle, *others))
    if shape.sum:
        frame = bytearray(takes[0].presses[0].frame)
        frame[len(frame) - shape.sum.tail - 1] ^= 0x01
        yield bytes(frame)


def _text(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_text, texts)) + "]"
