"""Demands of other systems on the pages: from the list into a ticket, and back to the source."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.db import queries
from app.desk import acting, handling, sources
from app.domain.acts.closing import Closed
from app.domain.acts.handling import AnsweredOnSpot
from app.domain.cells import AnyField
from app.domain.ticket import Ticket
from app.ui.kit.asks import fill, text_of
from tests.desk.conftest import done
from tests.fakes.terminal import clear_way, settle, whole
from tests.ui.pages.conftest import Desk
from tests.ui.pages.under import Under, under

__all__ = ["under"]

HEAD = "来源,外部编号,姓名,电话,事项,内容,收到时间\n"
LINE = "{},{},林小满,19900001234,个体工商户变更登记,材料齐全交了两次都没有收,2026-03-10 16:00\n"
SYSTEMS = {
    "national": {"12345": "h12345", "好差评": "good_bad", "政府网站": "gov_site",
                 "自助终端": "kiosk", "电子邮箱": "email", "政务APP": "app",
                 "政务服务网": "site", "线上平台": "platform"},
    "xiufeng": {"12345": "h12345", "好差评": "rating",
                "经营主体反映问题响应处置线上专区": "business_zone"},
}  # fmt: skip


def complete(desk: Desk, category: str, scope: str = "") -> None:
    """Choose what the form still lacks, on the page, and send it."""
    page, regime = desk.counter.intake_page, desk.terminal.desk.rules().regime
    page.reasons.choose(tuple(r.code for r in regime.reasons[:1]))
    page.reasons.changed.emit()
    page.scope.choose(scope or regime.scope.accept[0].code)
    page.scope.chosen_id.emit(page.scope.chosen())
    page.category.choose(category)
    page.category.chosen_id.emit(category)
    asked: dict[str, AnyField] = {f"cell.{f.key}": f for form in regime.forms for f in form.field}
    for act in regime.acts:
        asked |= {f"cell.{f.key}": f for f in act.field}
    for name, made in page.extra.block.inputs.items():
        if not text_of(made):
            fill(made, (*asked[name].options, "2026-03-11")[0])
    page.accept.click()


def tickets(desk: Desk) -> list[Ticket]:
    with desk.terminal.log.reading() as connection:
        return [r.ticket for r in queries.day(connection, desk.terminal.desk.today)]


def load(desk: Desk, qtbot: QtBot, folder: Path, names: list[str]) -> None:
    """A file of other systems is read in on the page of the lists."""
    path = folder / "来件.csv"
    lines = (LINE.format(name, f"GD-{n}") for n, name in enumerate(names))
    path.write_text(HEAD + "".join(lines), "utf-8")
    desk.counter.shell.show_page("lists")
    desk.counter.shelf.lists.on_import(path)
    model = desk.counter.shelf.lists_page.model
    qtbot.waitUntil(lambda: model.rowCount() == len(names))


@pytest.mark.clause("N-7.1.1-B", "X-6", "X-9-2a", "N-7.1.2")
@pytest.mark.parametrize(("regime", "category"), [("national", "general"), ("xiufeng", "consult")])
def test_an_import_waits_sets_its_channel_and_is_accepted_when_registered(
    under: Under, qtbot: QtBot, tmp_path: Path, regime: str, category: str
) -> None:
    desk, systems = under(regime), SYSTEMS[regime]
    load(desk, qtbot, tmp_path, [*systems])
    desk.clock.move(minutes=30)
    for n, (system, channel) in enumerate(systems.items()):
        desk.counter.shell.show_page("lists")
        desk.counter.shelf.lists.on_open(f"{system} GD-{n}")
        assert desk.counter.intake.form.channel == channel
        complete(desk, category)
        ticket = tickets(desk)[-1]
        assert (ticket.source, ticket.outer_no, ticket.channel) == (system, f"GD-{n}", channel)
        assert ticket.marks["accepted"] == desk.terminal.desk.now
        assert ticket.cells.get("source_no", f"GD-{n}") == f"GD-{n}", "nobody types it again"
    assert sources.waiting(desk.terminal.desk) == ()


@pytest.mark.clause("X-6")
def test_each_of_three_sources_is_told_the_result_once(
    under: Under, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, systems = under("xiufeng"), SYSTEMS["xiufeng"]
    terminal, lists = desk.terminal, desk.counter.shelf.lists
    load(desk, qtbot, tmp_path, [*systems])
    for n, system in enumerate(systems):
        desk.counter.shell.show_page("lists")
        lists.on_open(f"{system} GD-{n}")
        complete(desk, "consult")
        number = tickets(desk)[-1].no
        act = clear_way(terminal, number, AnsweredOnSpot(result="已当场答复"))
        done(terminal.desk.perform(number, act))
        settle(terminal, number, "close")
        end = whole(terminal, number, Closed(outcome="solved", unrated_reason="走得急"))
        done(handling.close(terminal.desk, number, end))
        assert sources.to_tell(terminal.desk)[0].no == number
        desk.counter.shell.show_page("lists")
        lists.on_kind("tell")
        lists.on_open(number)
        dialog = desk.counter.ticket_page.dialog
        assert dialog is not None
        fill(dialog.inputs["way"], "platform")
        dialog.strong.click()
        assert terminal.log.ticket(number).source_told_at == terminal.desk.now
        assert sources.to_tell(terminal.desk) == ()
        assert acting.perform(terminal.desk, number, "tell_source", {"way": "phone"}).refused
        lists.on_kind("register")


@pytest.mark.clause("X-9-2a", "N-7.1.1-B")
@pytest.mark.parametrize("channel", ["platform", "site", "app", "kiosk", "h12345", "gov_site",
                                     "email"])  # fmt: skip
def test_without_a_link_an_online_report_is_registered_by_hand(desk: Desk, channel: str) -> None:
    page = desk.counter.intake_page
    desk.counter.shell.show_page("intake")
    page.phone.setText("19900001234")
    page.name.setText("林小满")
    page.matter.setText("个体工商户变更登记")
    page.description.setPlainText("窗口要求提供原件，办事指南没有这一条")
    page.change.click()
    dialog = page.origin_dialog
    dialog.channel.choose(channel)
    dialog.strong.click()
    complete(desk, "general")
    (ticket,) = tickets(desk)
    assert (ticket.channel, ticket.source) == (channel, "")
    assert ticket.marks["accepted"] == desk.terminal.desk.now
