"""A profile in words: what the rules page shows, chapter after chapter, each line with its clause
and, where the text is silent, how it was read and how else it could be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from app.desk import wording
from app.desk.rule_words import Line, RuleWords
from app.domain import regime as r
from app.domain.regime import ALL, Limit
from app.domain.rules import Rules, is_notice
from app.domain.worktime import Season
from app.settings.words import Words


class Section(NamedTuple):
    """Lines under a title; `sub` says what the title means."""

    title: str
    sub: str
    lines: tuple[Line, ...]


def chapter(words: Words, rules: Rules, name: str) -> tuple[Section, ...]:
    """A chapter by its name in CHAPTERS, without sections that would be empty."""
    found = CHAPTERS[name](RuleWords(words, rules))
    return tuple(section for section in found if section.lines)


def _limit(c: RuleWords, x: Limit) -> Line:
    span = wording.span_words(c.words, x.amount, x.unit)
    text = c.say("limit", start=c.event(x.start), span=span, end=c.event(x.end))
    target = ""
    if x.target_unit:
        target = c.say(
            "target", span=wording.span_words(c.words, x.target_amount or 0, x.target_unit)
        )
    back = ""
    if x.fallback:
        back = c.say("fallback", start=c.event(x.start), other=c.event(x.fallback))
    notes = (
        target, back, c.say(f"combine.{x.combine}") if x.combine else "",
        c.say("owner", who=c.who(x.owner)) if x.owner else "",
        "" if x.hard else c.say("soft"), c.say(f"strength.{x.strength}"), c.when(x.when), x.note,
    )  # fmt: skip
    return c.line(x, c.words(f"stage.{x.stage}"), text, *notes)


def limits(c: RuleWords) -> Iterator[Section]:
    """Each class with its limits; those of all classes stand once, at the end."""
    regime = c.regime
    for category in regime.categories:
        rows = [x for x in regime.limits if category.id in x.categories]
        room = _departments(c, category)
        own = c.line(category, c.say("set_by"), c.who(category.set_by), room, c.proposed(category))
        yield Section(category.name, category.definition, (*(_limit(c, x) for x in rows), own))
    for_all = [x for x in regime.limits if ALL in x.categories]
    yield Section(c.say("all_classes"), "", tuple(_limit(c, x) for x in for_all))
    yield Section(c.say("extension"), "", tuple(_extension(c, x) for x in regime.extensions))
    yield Section(c.say("cannot_do"), "", (_cannot_do(c),))
    yield Section(c.say("counting"), "", tuple(_counting(c)))


def _departments(c: RuleWords, category: r.Category) -> str:
    least, most = category.departments_min, category.departments_max
    key = "departments_just" if least == most else "departments" if most else "departments_from"
    return c.say(key, least=least, most=most) if least or most else ""


def _extension(c: RuleWords, x: r.Extension) -> Line:
    key = "notice" if is_notice(x) else "extension_most" if x.max_amount else "extension_open"
    amount = wording.span_words(c.words, x.max_amount, x.unit).removesuffix("内")
    text = c.say(key, span=amount, by=c.who(x.requester), leave=c.who(x.approver), n=x.max_count)
    told = c.say("notify", who=c.several(x.notify, c.who)) if x.notify else ""
    needs = c.say("needs", what=c.several(x.needs, lambda n: c.say(f"need.{n}")))
    after = c.who(x.after) if x.after != "upper_level" else c.words("after.upper_level")
    return c.line(x, c.classes(x) or c.say("all_classes"), text, c.say("before_due"), told,
                  needs if x.needs else "", c.say("afterwards", who=after))  # fmt: skip


def _cannot_do(c: RuleWords) -> Line:
    x = c.regime.cannot_do
    needs = c.say("needs", what=c.several(x.evidence, lambda n: c.say(f"need.{n}")))
    return c.line(x, c.say("answers", who=c.who(x.reply_by)), c.say(f"outcome.{x.outcome}"),
                  needs, c.say(f"late.{x.late_rule}"))  # fmt: skip


def _hours(hours: Iterable[tuple[str, str]]) -> str:
    return "，".join(f"{a}–{b}" for a, b in hours)


def _counting(c: RuleWords) -> Iterator[Line]:
    x, lights = c.regime.calendar, c.regime.lights
    yield c.line(x, c.say("hours"), _hours(x.hours))
    for season in x.variant:
        yield Line(c.say("season", first=season.first, last=season.last), _hours(season.hours),
                   notes=_weekdays(c, season))  # fmt: skip
    chosen = (
        "first_day" if x.count_start_day else "next_day", f"ends_{x.work_day_ends}",
        f"late_{x.after_close}", x.rest_day_start, f"clock_{x.clock_hours_roll}",
        f"day_{x.day_roll}",
    )  # fmt: skip
    yield Line(c.say("counts"), "；".join(c.say(f"count.{key}") for key in chosen))
    amount = wording.span_words(c.words, lights.yellow_amount, lights.yellow_unit)
    text = c.say("lights_on" if lights.enabled else "lights_off", span=amount)
    read = tuple(c.reading(a) for a in c.regime.assumptions if a.id in lights.assumptions)
    yield Line(c.say("lights"), text, lights.clause, readings=read)


def _weekdays(c: RuleWords, season: Season) -> tuple[str, ...]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    days = [d if isinstance(d, int) else names.index(d) + 1 for d in season.weekdays]
    shown = "、".join(c.words(f"weekday.{d}") for d in days)
    return (c.say("on_days", days=shown),) if 0 < len(days) < 7 else ()


def steps(c: RuleWords) -> Iterator[Section]:
    """The order of acts, acts of the rule's own, who may do what, whom a matter is raised to."""
    regime = c.regime
    yield Section(c.say("steps"), "", (*(_step(c, x) for x in regime.steps), *_auto(c)))
    own = (x for x in regime.acts if x.name)
    yield Section(c.say("own_acts"), c.say("own_acts_sub"), tuple(_own(c, x) for x in own))
    yield Section(c.say("roles"), "", tuple(_role(c, x) for x in regime.roles))
    raised = (
        c.line(x, c.say("stage_no", n=x.step), f"{x.trigger}：{x.action}", c.who(x.to))
        for x in sorted(regime.escalations, key=lambda e: e.step)
    )
    yield Section(c.say("escalation"), "", tuple(raised))
    yield Section(c.say("groups"), "", tuple(c.line(x, x.name, x.action)
                                             for x in regime.special_groups))  # fmt: skip


def _step(c: RuleWords, x: r.Step) -> Line:
    text = c.say("after", acts=c.several(x.after, c.act)) if x.after else c.say("any_time")
    skips = c.several(x.skip_reason.split(), lambda s: c.say(f"skip.{s}"))
    return c.line(
        x, c.act(x.act), text, "" if x.required else c.say("optional"),
        c.say("skipped", reasons=skips) if skips else "",
        c.say("by_alone", who=c.several(x.by, c.who)) if x.by else "", c.classes(x),
        c.when(x.when),
    )  # fmt: skip


def _own(c: RuleWords, x: r.OwnAct) -> Line:
    fields = c.say("fields", names=c.several((f.label for f in x.field), str)) if x.field else ""
    signs = c.several(x.proposed, lambda s: c.act(s) if c.rules.own_act(s) else c.say(f"sign.{s}"))
    states = c.several(x.after, lambda s: c.words(f"state.{s}"))
    text = x.sub or (c.say("in_states", states=states) if states else c.say(f"on.{x.on}"))
    return c.line(
        x, x.name, text, fields, c.classes(x), c.when(x.when), c.say("owed") if x.owed else "",
        c.say("holds", acts=c.several(x.holds, c.act)) if x.holds else "",
        c.say("answering", act=c.act(x.answers)) if x.answers else "",
        c.say("numbered", number=x.number) if x.number else "",
        c.say(f"every.{x.every}") if x.every else "",
        c.say("proposed", why=signs) if x.proposed else "",
        c.say("doers", who=c.several(_doers(c, x), c.who)),
    )  # fmt: skip


def _doers(c: RuleWords, x: r.OwnAct) -> tuple[str, ...]:
    return (*(o.id for o in c.regime.roles if x.id in o.can), *x.by)


def _auto(c: RuleWords) -> Iterator[Line]:
    """Acts that need no click, and what finds the department for them."""
    for x in c.regime.acts:
        if x.auto:
            ways = c.several(x.auto, lambda w: c.say(f"auto.{w}"))
            yield c.line(x, c.act(x.id), c.say("by_itself", ways=ways))


def _role(c: RuleWords, x: r.Role) -> Line:
    can = c.several(x.can, c.act) or c.say("can_nothing")
    key = "heads_just" if x.min == x.max else "heads" if x.max else "heads_from"
    heads = c.say(key, least=x.min, most=x.max) if x.min or x.max else ""
    usual = c.say("usual", n=x.usual) if x.usual else ""
    return c.line(x, x.name, can, c.say(f"post.{x.post}") if x.post else "", heads, usual)


def rating(c: RuleWords) -> Iterator[Section]:
    """The scale and what follows from it, redo, callbacks."""
    regime, scale = c.regime, c.regime.satisfaction
    levels = [
        Line(x.name, c.say(f"follows.{x.action}"), scale.clause,
             (c.say("keys", keys="、".join(x.keys)),) if x.keys else ())
        for x in scale.level
    ]  # fmt: skip
    read = tuple(c.reading(a) for a in regime.assumptions if a.id in scale.assumptions)
    if levels:
        levels[-1] = levels[-1]._replace(readings=read)
    yield Section(c.say("scale"), "", tuple(levels))
    asked = "、".join(x.name for x in scale.solved)
    solved = (Line(c.say("solved_ask"), asked, scale.clause),) if asked else ()
    finished = c.several(scale.finished, c.condition)
    end = (Line(c.say("finished"), finished, scale.clause),) if finished else ()
    yield Section(c.say("solved"), "", (*solved, *end))
    yield Section(c.say("redo"), "", (_redo(c),))
    yield Section(c.say("callback"), "", tuple(
        c.line(x, c.who(x.by), c.say(f"coverage.{x.coverage}", n=x.percent))
        for x in regime.callbacks
    ))  # fmt: skip


def _redo(c: RuleWords) -> Line:
    x = c.regime.rework
    names = {level.code: level.name for level in c.regime.satisfaction.level}
    on = "、".join(names.get(code, code) for code in x.on_levels)
    text = c.say("redo_on", levels=on) if on else c.say("redo_never")
    rounds = c.say("rounds", n=x.max_rounds) if x.max_rounds else ""
    again = c.several(x.reopen, c.condition)
    return c.line(x, c.say("redo"), text, rounds, c.say("reason") if x.reason_required else "",
                  c.say("report_to", who=c.who(x.report_to)),
                  c.say("reopen", conditions=again) if again else "")  # fmt: skip


def scope(c: RuleWords) -> Iterator[Section]:
    """What is taken and what not, the ways in, the reasons to choose from."""
    regime = c.regime
    for name, rows in (("accept", regime.scope.accept), ("decline", regime.scope.decline)):
        lines = tuple(c.line(x, "", x.text, *_leads(c, x)) for x in rows)
        yield Section(c.say(name), "", lines)
    needs = c.several(regime.scope.decline_needs, lambda n: c.say(f"need.{n}"))
    read = tuple(c.reading(a) for a in regime.assumptions if a.id in regime.scope.assumptions)
    yield Section(c.say("declining"), "", (Line("", needs, readings=read),) if needs else ())
    yield Section(c.say("channels"), "", tuple(_channel(c, x) for x in regime.channels))
    reasons = "、".join(x.label for x in regime.reasons)
    yield Section(c.say("reasons"), "", (Line("", reasons),) if reasons else ())


def _leads(c: RuleWords, x: r.ScopeRow) -> Iterator[str]:
    for key, category in (("suggests", x.suggests), ("only_class", x.only)):
        if category:
            yield c.say(key, category=c.rules.category_name(category))


def _channel(c: RuleWords, x: r.Channel) -> Line:
    return c.line(
        x, c.say(f"side.{x.side}"), x.name, c.proposed(x),
        c.say("unnamed") if x.unnamed else "", c.say("outer") if x.outer else "",
        c.say("registers", who=c.several(x.by, c.who)) if x.by else "",
    )  # fmt: skip


def forms(c: RuleWords) -> Iterator[Section]:
    """The official forms with their cells, and the reports."""
    for form in c.regime.forms:
        cells = "、".join(f.label for f in form.field)
        at: dict[str, list[str]] = {}
        for field in form.field:
            if field.at:
                at.setdefault(c.act(field.at), []).append(field.label)
        notes = tuple(c.say("filled_at", act=act, cells="、".join(x)) for act, x in at.items())
        size = c.say("size", cells=len(form.field), copies=form.copies)
        yield Section(form.name, form.annex, (c.line(form, size, cells, *notes),))
    yield Section(c.say("reports"), "", tuple(
        c.line(x, x.name, c.say(f"period.{x.period}") if c.words.has(f"rule.period.{x.period}")
               else x.period)
        for x in c.regime.reports
    ))  # fmt: skip


def silent(c: RuleWords) -> Iterator[Section]:
    """Every place where the text is silent: how it was read, and how else it could be."""
    read = (
        Line("", a.text, notes=(c.say("else_", other=a.alternative),) if a.alternative else ())
        for a in c.regime.assumptions
    )
    yield Section(c.say("silent"), c.say("silent_sub"), tuple(read))
    yield Section(c.say("misfit"), c.say("misfit_sub"),
                  tuple(Line("", m.text) for m in c.regime.misfits))  # fmt: skip


def years(c: RuleWords) -> Iterator[Section]:
    """The years with an official calendar: holidays and make-up days."""
    for year in sorted(c.rules.calendar.years, key=lambda y: -y.year):
        days = tuple(
            Line(h.name, c.say("from_to", first=h.first, last=h.last)) for h in year.holiday
        )
        made = "、".join(d.isoformat() for d in year.make_up)
        extra = (Line(c.say("make_up"), made),) if made else ()
        yield Section(c.say("year", n=year.year), year.notice, (*days, *extra))


CHAPTERS: Final[Mapping[str, Callable[[RuleWords], Iterator[Section]]]] = MappingProxyType(
    {
        "limits": limits, "steps": steps, "rating": rating, "scope": scope, "forms": forms,
        "silent": silent, "years": years,
    }
)  # fmt: skip
