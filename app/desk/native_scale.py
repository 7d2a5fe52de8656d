"""What was on the pad, where that is not the regulation's: reported as it is (decision 27)."""

from collections.abc import Collection

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
