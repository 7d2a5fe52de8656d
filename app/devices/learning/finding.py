"""What the recorded presses say: the first guess that the program's own loader bears out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from app.devices.learning.hearing import PRESSES
from app.devices.learning.shapes import Sample, Shape, shapes
from app.devices.learning.writing import Draft, Taught, draft_text
from app.devices.profile import load
from app.settings.tables import Faulty

Sure = Literal["sure", "fair", "weak"]
Role = Literal["same", "length", "key", "check", "by_key", "varies"]
LEAST_KEYS: Final = 2
_SURE_FRAMES: Final = 3  # so many different frames bear a check out


class Said(NamedTuple):
    """A sentence for the engineer: looked up as `learning.said.<key>`."""

    key: str
    facts: Mapping[str, str | int] = MappingProxyType({})


class Finding(NamedTuple):
    """A protocol that explains every press. `roles` of the bytes of the first frame, for the eye;
    `codes` of the keys in the order of the takes."""

    shape: Shape
    sure: Sure
    codes: tuple[int, ...]
    roles: tuple[Role, ...]


class Lesson(NamedTuple):
    """What came of it: no `finding` without `problems`. `notes` are worth knowing either way."""

    finding: Finding | None
    problems: tuple[Said, ...]
    notes: tuple[Said, ...] = ()


def learn(takes: Sequence[Taught], idle: Iterable[bytes] = (), gap_ms: int = 50) -> Lesson:
    """What the takes have in common. Pure; a few ten milliseconds, for a worker."""
    problems = tuple(_unready(takes))
    if problems:
        return Lesson(None, problems)
    sample = Sample([[press.frame for press in take.presses] for take in takes])
    for shape in shapes(sample):
        codes = _codes(sample, shape)
        if codes and _proves(takes, shape, codes, tuple(idle), gap_ms):
            roles = _roles(sample, shape)
            finding = Finding(shape, _sure(sample, shape), codes, roles)
            return Lesson(finding, (), tuple(_notes(takes, sample, shape)))
    return Lesson(None, tuple(_unknown(takes, sample)))


def _unready(takes: Sequence[Taught]) -> Iterator[Said]:
    """What keeps us from looking at all."""
    if len(takes) < LEAST_KEYS:
        yield Said("few_keys", {"n": LEAST_KEYS})
    for take in takes:
        if len(take.presses) < PRESSES:
            yield Said("few_presses", {"label": take.label, "n": PRESSES - len(take.presses)})


def _codes(sample: Sample, shape: Shape) -> tuple[int, ...]:
    """The code of each key, that all its presses bear it is proved with the rest; () for none."""
    codes = tuple(group[0][shape.key_at] for group in sample.groups)
    return codes if len(set(codes)) == len(codes) else ()


def _proves(
    takes: Sequence[Taught], shape: Shape, codes: Sequence[int], idle: tuple[bytes, ...], gap: int
) -> bool:
    """Whether the strict loader takes the profile, with every recorded press as a self-test."""
    draft = Draft("learned", "learned", 9600, "8N1", gap, "2000-01-01")
    plain = [take._replace(label="x") for take in takes]  # words are looked at when it is kept
    try:
        load("learned", draft_text(draft, shape, plain, codes, idle).encode())
    except Faulty:
        return False
    return True


def _sure(sample: Sample, shape: Shape) -> Sure:
    if shape.kind == "raw_keys":
        return "weak"
    if shape.sum and len(set(sample.frames)) >= _SURE_FRAMES:
        return "sure"
    return "fair"


def _roles(sample: Sample, shape: Shape) -> tuple[Role, ...]:
    """What each byte of the first frame is."""
    size = len(sample.frames[0])
    stop = size - shape.sum.tail if shape.sum else size
    checked = range(stop - shape.sum.width, stop) if shape.sum else range(0)
    doubled = {shape.length + 1} if shape.parts.count("len") > 1 else set[int]()

    def role(i: int) -> Role:
        if i == shape.key_at:
            return "key"
        if i in checked:
            return "check"
        if shape.length >= 0 and i in {shape.length} | doubled:
            return "length"
        if i in sample.constant or i >= size - sample.tail:
            return "same"
        return "by_key" if i in sample.by_key else "varies"

    return tuple(map(role, range(size)))


def _notes(takes: Sequence[Taught], sample: Sample, shape: Shape) -> Iterator[Said]:
    """What holds, and what an engineer should know of it."""
    kinds = {total.check for total in sample.sums()} if shape.kind != "raw_keys" else set()
    if shape.kind == "raw_keys":
        yield Said("bare")
    elif not shape.sum:
        yield Said("no_check")
    elif len(kinds) > 1:
        yield Said("two_checks", {"checks": "、".join(sorted(kinds))})
    if shape.length >= 0 and sample.is_even:
        yield Said("length_unproved")
    if any(press.times > 1 for take in takes for press in take.presses):
        yield Said("resent", {"n": max(p.times for take in takes for p in take.presses)})
    if any(press.others for take in takes for press in take.presses):
        yield Said("others")
    yield Said("no_prompt")


def _unknown(takes: Sequence[Taught], sample: Sample) -> Iterator[Said]:
    """Why no guess holds: keys that cannot be told apart, a key that is not always the same, a
    second key in a press; else all is well and we do not know it."""
    frames = [{press.frame for press in take.presses} for take in takes]
    same = [(a, b) for a, b in combinations(range(len(takes)), 2) if frames[a] & frames[b]]
    for a, b in same:
        yield Said("same_keys", {"one": takes[a].label, "other": takes[b].label})
    unsteady = [t.label for t, found in zip(takes, frames, strict=True) if len(found) > 1]
    mixed = [t.label for t in takes if any(press.others for press in t.presses)]
    if not same and len(unsteady) < len(takes):
        yield from (Said("unsteady", {"label": label}) for label in unsteady)
    if mixed and not same:
        yield from (Said("mixed", {"label": label}) for label in mixed)
    if not same and not mixed and len(unsteady) in (0, len(takes)):
        yield Said("unknown" if sample.telling else "no_key_byte")
