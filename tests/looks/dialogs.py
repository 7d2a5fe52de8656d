"""Every form that a profile lets somebody fill in, opened one after another, each as full as its
conditions can make it."""

from collections.abc import Iterator

from app.desk.acting import BY_NAME
from app.main import Terminal
from app.ui.kit.asks import AskBlock
from app.ui.kit.dialog import FormDialog
from app.ui.ticket.fitting import choices, form_of, known
from app.ui.ticket.forms import FORMS
from app.ui.watch.presenter import WatchPresenter
from app.ui.wiring.counter import Counter
from tests.fakes.terminal import accepted, form


def every_dialog(counter: Counter, terminal: Terminal) -> Iterator[tuple[str, FormDialog]]:
    """Name and open dialog: the intake's, the acts on a ticket, the records of the desk."""
    for name, dialog in _intake(counter):
        yield f"intake-{name}", dialog
        dialog.reject()
    number = accepted(terminal, form(terminal), terminal.desk.rules().regime.categories[0].id)
    for act in _acts(terminal):
        yield f"act-{act}", _act(counter, terminal, number, act)
        counter.ticket_page.close_form()
    counter.shell.show_page("watch")
    for own in terminal.desk.rules().regime.acts:
        if own.on == "desk":
            yield f"desk-{own.id}", _record(counter.watch, counter, own.id)
            counter.watching.page.close_form()


def _intake(counter: Counter) -> Iterator[tuple[str, FormDialog]]:
    page = counter.intake_page
    counter.shell.show_page("intake")
    for name, button, dialog in (
        ("decline", page.refuse, page.decline_dialog),
        ("answer", page.spot, page.answer_dialog),
    ):
        button.click()
        dialog.extra.leave_out(())
        yield name, dialog
    page.origin_dialog.ask("")
    yield "origin", page.origin_dialog


def _acts(terminal: Terminal) -> list[str]:
    found = terminal.desk.rules().regime.acts
    own = (a.id for a in found if a.on != "desk" and a.id not in BY_NAME)
    return list(dict.fromkeys((*FORMS, *own)))


def _act(counter: Counter, terminal: Terminal, number: str, act: str) -> FormDialog:
    desk, page = terminal.desk, counter.ticket_page
    counter.open_ticket(number)
    ticket = desk.log.ticket(number)
    ctx = desk.context(ticket)
    page.open_form(
        act, form_of(act, ticket, ctx, desk.words), choices(desk, ticket), known(act, ticket, ctx)
    )
    assert page.dialog is not None
    return _full(page.dialog)


def _record(watch: WatchPresenter, counter: Counter, act: str) -> FormDialog:
    watch._ask(act, None)
    dialog = counter.watching.page.dialog
    assert dialog is not None
    return _full(dialog)


def _full(dialog: FormDialog) -> FormDialog:
    for block in dialog.findChildren(AskBlock):  # none where nothing is asked
        block.leave_out(())
    dialog.fit_content()
    return dialog
