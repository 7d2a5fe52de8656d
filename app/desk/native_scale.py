"""What was on the pad, where that is not the regulation's: reported as it is (decision 27)."""

from collections.abc import Collection, Iterable

from app.domain.rules import Rules
from app.settings.words import Words


def key_words(words: Words, rules: Rules, level: str, label: str, scale: int) -> str:
    """The key that was pressed and how many there are; "" for a pad of the regulation's own scale.

    `level` is the code it counts as; `scale` 0 stands for no pad.
    """
    levels = rules.regime.satisfaction.level
    named = next((x.name for x in levels if x.code == level), "")
    if not scale or (scale == len(levels) and label in ("", named)):
        return ""
    return words("scale.key", label=label or "—", n=scale)


def unoffered_words(words: Words, rules: Rules, offered: Collection[str]) -> str:
    """Which levels could not be said on the pad; "" where all could, or for no pad."""
    levels = rules.regime.satisfaction.level if offered else ()
    missing = [x for x in levels if not {*rules.keys_of(x)} & {*offered}]
    return words("scale.unoffered", levels="”“".join(x.name for x in missing)) if missing else ""


def scale_words(words: Words, rules: Rules, keys: Iterable[tuple[str, str]]) -> str:
    """What whoever fits a pad has to know of its keys, (label, pad's level) each: what a key counts
    as where that is not what stands on it, which counts for nothing, which level has none; "" for
    a pad of the regulation's own scale."""
    pairs = tuple(keys)
    counted = [(label, rules.level_of_key(level)) for label, level in pairs]
    said = [
        words("scale.counts_as", label=label, level=level.name)
        for label, level in counted
        if level is not None and level.name != label
    ]
    lost = "”“".join(label for label, level in counted if level is None)
    if lost:
        said.append(words("scale.lost", labels=lost))
    lacks = unoffered_words(words, rules, {level for _, level in pairs})
    return "；".join([*said, *([lacks] if lacks else [])])
