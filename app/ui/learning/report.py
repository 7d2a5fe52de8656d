"""What the wizard found, in the words of whoever stands before the pad. No toolkit."""

from collections.abc import Sequence
from typing import NamedTuple

from app.devices.learning.finding import Finding, Lesson, Said
from app.devices.learning.writing import Taught
from app.settings.words import Words
from app.ui.kit.values import Mark


class ByteCell(NamedTuple):
    """A byte of a frame: in hex, what it is as a code (finding.Role) and in words."""

    text: str
    role: str
    words: str


class Report(NamedTuple):
    """What is shown: a sentence with its mark, the first frame byte by byte, each key with its
    code, and the rest in sentences; `good` says that it may become a profile."""

    good: bool
    mark: Mark
    sentence: str
    cells: tuple[ByteCell, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


def report(words: Words, lesson: Lesson, taught: Sequence[Taught]) -> Report:
    """A lesson in words."""
    found = lesson.finding
    if found is None:
        lines = tuple(_said(words, said) for said in lesson.problems)
        return Report(False, "bad", words("learning.nothing"), lines=lines)
    frame = taught[0].presses[0].frame
    cells = tuple(
        ByteCell(f"{byte:02X}", role, words(f"learning.role.{role}"))
        for byte, role in zip(frame, found.roles, strict=True)
    )
    keys = tuple(
        (take.label, f"{code:02X}") for take, code in zip(taught, found.codes, strict=True)
    )
    mark: Mark = "ok" if found.sure == "sure" else "warn"
    lines = tuple(_said(words, said) for said in lesson.notes)
    return Report(True, mark, _sentence(words, found), cells, keys, lines)


def _sentence(words: Words, found: Finding) -> str:
    shape = found.shape
    kind = words(f"learning.kind.{shape.kind}", n=shape.total)
    place = "" if shape.kind == "raw_keys" else words("learning.key_at", n=shape.key_at + 1)
    check = words(f"learning.check.{shape.sum.check}") if shape.sum else ""
    sure = words(f"learning.sure.{found.sure}")
    return words("learning.found", parts="，".join(p for p in (kind, place, check) if p), sure=sure)


def _said(words: Words, said: Said) -> str:
    return words(f"learning.said.{said.key}", **said.facts)
