"""The rules page says every profile in Chinese, every line with its ground."""

import re

import pytest

from app.desk.charter import CHAPTERS, Section, chapter
from app.domain.rules import Rules
from app.settings.words import Words
from tests.domain.conftest import shipped_years
from tests.domain.profile_files import FILES, regime_of

WORDS = Words()
FOREIGN = re.compile(r"[a-z]{2,}|\{|\}")


def rules(name: str) -> Rules:
    return Rules(regime_of(name), shipped_years())


def told(name: str, part: str) -> tuple[Section, ...]:
    return chapter(WORDS, rules(name), part)


def texts(sections: tuple[Section, ...]) -> list[str]:
    found = [t for s in sections for t in (s.title, s.sub)]
    for line in (x for s in sections for x in s.lines):
        found += [line.head, line.text, *line.notes, *line.readings]
    return found


@pytest.mark.parametrize("part", CHAPTERS)
@pytest.mark.parametrize("name", FILES)
def test_every_chapter_of_every_profile_is_chinese(name: str, part: str) -> None:
    sections = told(name, part)
    assert sections, "no chapter is empty"
    assert [t for t in texts(sections) if FOREIGN.search(t)] == []
    assert all(line.text for s in sections for line in s.lines)


@pytest.mark.parametrize("name", FILES)
def test_every_limit_stands_with_its_clause_or_its_reading(name: str) -> None:
    lines = [x for s in told(name, "limits") for x in s.lines]
    grounds = {x.clause for x in lines}
    for limit in regime_of(name).limits:
        assert limit.clause in grounds
    said = " ".join(t for x in lines for t in x.readings)
    assert all(
        a.text in said
        for a in regime_of(name).assumptions
        if any(a.id in x.assumptions for x in regime_of(name).limits)
    )


@pytest.mark.parametrize("name", FILES)
def test_every_silent_place_stands_with_its_other_reading(name: str) -> None:
    said = texts(told(name, "silent"))
    for a in regime_of(name).assumptions:
        assert a.text in said
        assert f"也可以：{a.alternative}" in said


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("limits", "登记后，30 分钟内，到受理为止"),
        ("limits", "受理后，1 个月内，到收到办理结果为止"),
        ("limits", "办结期限届满后，1 个工作日内，到反馈群众为止"),
        ("limits", "受理后，及时，到答复为止"),
        ("limits", "计时对象：反映人"),
        ("limits", "计时对象：承办单位"),
        ("limits", "每七日告知一次进展"),
        ("limits", "06-01 至 09-30"),
        ("limits", "2027-11-15 至 2028-03-15"),
        ("limits", "08:30–11:30，15:00–18:00"),
        ("limits", "目标：10 日内"),
        ("limits", "没有“部门接单”的，从派发起算"),
        ("limits", "与分类时限取早者"),
        ("steps", "只在这些时候：受理范围为“其他”"),
        ("steps", "分析研判"),
        ("rating", "每一件都要回访"),
        ("rating", "按编号抽 20%，抽到的要回访"),
        ("rating", "差评的抽 100%，抽到的要回访"),
        ("rating", "视情况回访，不作要求"),
        ("rating", "不要求回访"),
        ("years", "2026-02-14"),
    ],
)
def test_the_words_that_only_the_sixth_speaks_stand_there(part: str, sentence: str) -> None:
    assert [t for t in texts(told("sixth", part)) if sentence in t]
