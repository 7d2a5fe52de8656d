"""The colours can be told apart, and sizes follow the chosen letters (interface §3.1)."""

import pytest

from app.settings.places import RESOURCES
from app.ui.kit.tokens import Mode, Tokens, fill, load_tokens, scaled

TEXT = (
    ("text", "surface", 7.0), ("text2", "surface", 7.0), ("text2", "bg", 7.0),
    ("text3", "surface", 4.5), ("text3", "bg", 4.5), ("text3", "surface2", 4.5),
    ("text3", "primarySoft", 4.5), ("text2", "primarySoft", 4.5), ("primary", "primarySoft", 4.5),
    ("primary", "surface", 4.5), ("primary", "warnSoft", 4.5), ("primary", "badSoft", 4.5),
    ("onPrimary", "primary", 4.5), ("onPrimary", "primaryH", 4.5), ("onPrimary", "primaryP", 4.5),
    ("ok", "okSoft", 4.5), ("warn", "warnSoft", 4.5), ("bad", "badSoft", 4.5),
    ("bad", "surface", 4.5), ("warn", "surface", 4.5), ("ok", "surface", 4.5),
    ("bad", "bg", 4.5), ("warn", "bg", 4.5), ("bad", "primarySoft", 4.5),
    ("warn", "primarySoft", 4.5), ("mute", "muteSoft", 4.5), ("surface", "badMark", 4.5),
    ("text2", "warnSoft", 4.5), ("text2", "okSoft", 4.5), ("text2", "badSoft", 4.5),
)  # fmt: skip
PARTS = (
    ("control", "surface"), ("control", "bg"), ("focus", "surface"), ("focus", "bg"),
    ("focus", "surface2"), ("okMark", "surface"), ("badMark", "surface"), ("warn", "surface"),
    ("onWarnMark", "warnMark"), ("mute", "surface"), ("surface", "okMark"),
)  # fmt: skip
MODES: tuple[Mode, ...] = ("light", "dark")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return load_tokens(RESOURCES / "theme")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "ground", "least"), TEXT)
def test_letters_stand_out_from_their_ground(
    tokens: Tokens, mode: Mode, ink: str, ground: str, least: float
) -> None:
    colours = tokens.colours[mode]
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_parts_of_controls_stand_out_three_to_one(
    tokens: Tokens, mode: Mode, part: str, ground: str
) -> None:
    colours = tokens.colours[mode]
    assert contrast(colours[part], colours[ground]) >= 3.0


def test_both_modes_and_densities_have_the_same_names(tokens: Tokens) -> None:
    assert tokens.colours["light"].keys() == tokens.colours["dark"].keys()
    assert tokens.sizes["regular"].keys() == tokens.sizes["compact"].keys()


def test_lines_keep_their_width_at_every_letter_size() -> None:
    assert [scaled(px, 130) for px in (1, 2, 3, 10, 36)] == [1, 2, 3, 13, 47]


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_a_field_keeps_its_height_when_it_gets_the_cursor(tokens: Tokens, percent: int) -> None:
    template = "a{ height: ${input}px-2; } b{ height: ${input}px-4; }"
    sheet = fill(template, tokens, mode="light", density="regular", percent=percent)
    plain, focused = (int(part.split("px")[0]) for part in sheet.split("height: ")[1:])
    assert plain + 2 * 1 == focused + 2 * 2 == scaled(36, percent)


@pytest.mark.parametrize("mode", MODES)
def test_the_sheet_has_no_blank_left_and_no_colour_of_its_own(tokens: Tokens, mode: Mode) -> None:
    template = (RESOURCES / "theme" / "tokens.qss.tpl").read_text("utf-8")
    assert "#" not in template.replace("QWidget#", "").replace("QFrame#", "").replace(
        "QListView#", ""
    )
    sheet = fill(template, tokens, mode=mode, density="compact", percent=100)
    assert "$" not in sheet
