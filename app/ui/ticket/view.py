"""The ticket page as widgets: record left, what may be done and the facts right."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from app.desk.facts import Facts, Head, Link
from app.desk.next_acts import NextActs
from app.desk.story import Line
from app.ui.kit.aside import Aside, Beside
from app.ui.kit.boxes import column, emptied, hairline, held, row
from app.ui.kit.button import KeyButton, Kind
from app.ui.kit.chips import Segmented
from app.ui.kit.commands import ACTS
from app.ui.kit.daybar import MOST_DAYS, DayBar
from app.ui.kit.keys import bind_keys, tell_keys
from app.ui.kit.label import Icon, Label
from app.ui.kit.light import Light
from app.ui.kit.limits import limit
from app.ui.kit.page import Page
from app.ui.kit.stepbar import StepBar
from app.ui.kit.surfaces import band, facts, part
from app.ui.kit.timeline import Timeline
from app.ui.kit.values import MARK_OF_LAMP, Choice, Happening, KeyLine, Notice, Step
from app.ui.ticket.files_view import FilesPart
from app.ui.ticket.form_dialog import ActDialog
from app.ui.ticket.forms import ActForm
from app.ui.ticket.paper_dialog import PaperDialog
from app.ui.ticket.papers_presenter import PapersPresenter
from app.ui.ticket.presenter import TicketPresenter

GROUPS = (("", "全部"), ("contact", "联系"), ("department", "部门"), ("print", "打印"))


class TicketPage(Page):
    """工单."""

    def __init__(
        self, presenter: TicketPresenter, papers: PapersPresenter, files: FilesPart
    ) -> None:
        super().__init__(back=True)
        self._presenter = presenter
        self._papers = papers
        self.files = files
        self._lines: tuple[Line, ...] = ()
        self.dialog: ActDialog | None = None
        self.more_button = KeyButton("更多", keys="Alt+M")
        self.more_button.clicked.connect(self._choose_more)
        self.print_button = KeyButton("打印", keys="Ctrl+P", icon="printer")
        self.print_button.clicked.connect(self._choose_paper)
        for button in (files.jump, self.more_button, self.print_button):
            self.add_tool(button)
        files.watch(self)
        bind_keys(self, "Ctrl+V", lambda: files.take(QApplication.clipboard().mimeData()))
        self._steps = StepBar()
        self._acts, self._due, self._facts = column(gap=8), column(gap=6), column(gap=8)
        acts = held(part(row(Label("下一步", "b"), None, Label("只显示当前可做的", "m13")),
                         self._acts, gap=8))  # fmt: skip
        due, known = held(part(self._due)), held(part(self._facts))
        aside = Aside(
            acts, hairline(), due, hairline(), known, files, None, cards=False, width="detail",
            tabs=(("下一步", acts), ("期限", due), ("登记信息", known), ("附件", files)),
        )  # fmt: skip
        self.body.addWidget(band(self._steps))
        self.body.addWidget(hairline())
        self.body.addWidget(Beside(self._record(), aside), 1)
        tell_keys(self, KeyLine(ACTS, "当前可做的操作"))
        self.setFocusProxy(self._steps)  # at the top; no button has the cursor by chance
        presenter.attach(self)
        papers.attach(self)

    def _record(self) -> QWidget:
        """The record, its filter above, a line of text below."""
        self._filter = Segmented([Choice(i, w) for i, w in GROUPS], words="筛选记录")
        self._filter.chosen_id.connect(lambda _: self._show_lines())
        self._count = Label("", "m13")
        self.timeline = Timeline()
        self.note = QLineEdit()
        self.note.setAcceptDrops(False)  # a file dropped there is an attachment too
        self.note.setAccessibleName("补记内容")
        limit(self.note, self.set_context)
        self.note.setPlaceholderText("补记一条，例如电话沟通的情况")
        phone = KeyButton("记电话", keys="Alt+T")
        plain = KeyButton("补记", keys="Alt+B")
        phone.clicked.connect(lambda: self._note(phone_call=True))
        plain.clicked.connect(lambda: self._note(phone_call=False))
        head = row(Label("办理记录", "b"), self._count, None, self._filter, gap=12,
                   margins=(24, 16, 24, 8))  # fmt: skip
        self.foot = held(row((self.note, 1), phone, plain, gap=10, margins=(24, 12, 24, 12)))
        lines = held(row(self.timeline, margins=(24, 0, 10, 0)))
        return held(column(head, (lines, 1), hairline(), self.foot, gap=0))

    def show_head(self, head: Head) -> None:
        """Title, number, class, steps."""
        self.set_title(head.matter)
        self.set_context(head.number, tag=head.category)
        self._steps.show_steps(
            [Step(w, "done" if done else "now" if now else "ahead") for w, done, now in head.steps]
        )

    def show_story(self, lines: Sequence[Line]) -> None:
        """The record, newest first."""
        self._lines = tuple(lines)
        self._count.setText(f"只增不改，共 {len(lines)} 条")
        self._show_lines()

    def _show_lines(self) -> None:
        group = self._filter.chosen()
        shown = [x for x in self._lines if group in ("", x.group)]
        self.timeline.show_happenings(
            [Happening(str(i), x.title, x.when, x.who, x.text, x.icon, strong=not i)
             for i, x in enumerate(shown)]
        )  # fmt: skip

    def show_facts(self, shown: Facts) -> None:
        """Due, person, problem."""
        emptied(self._due)
        emptied(self._facts)
        line = row(Light(MARK_OF_LAMP[shown.lamp]), Label(shown.due, "b"), None,
                   Label(shown.used, "m13"), gap=8)  # fmt: skip
        self._due.addWidget(held(line))
        used, whole = shown.days
        if 0 < whole <= MOST_DAYS and shown.lamp != "waiting":  # else no time runs
            bar = DayBar()
            bar.show_days(used, whole, mark=MARK_OF_LAMP[shown.lamp])
            self._due.addWidget(bar)
        pairs = [(name, Label(value, "t14", wrap=True)) for name, value in shown.rows]
        self._facts.addWidget(held(facts(pairs)))
        for place, link in enumerate(shown.links):
            self._facts.addWidget(_link(link, "Alt+J" if not place else "", self._presenter.go))
        self._facts.addWidget(hairline())
        self._facts.addWidget(Label("反映的问题", "m13"))
        self._facts.addWidget(Label(shown.description, "t14", wrap=True))
        self.files.open(self._presenter.number)

    def show_acts(self, now: NextActs) -> None:
        """What may be done; strong the first one, if it is what the matter waits for."""
        emptied(self._acts)
        for place, (name, words, icon) in enumerate(now.acts, start=1):
            strong = place == 1 and now.is_expected
            kind: Kind = "primary" if strong else "plain"
            keys = f"Alt+{place}" if place < 10 else ""
            button = KeyButton(words, keys=keys, kind=kind, icon=icon, spread=True, big=strong)
            button.clicked.connect(lambda _=False, n=name: self._presenter.on_act(n))
            self._acts.addWidget(button)
        if now.rest:
            self._acts.addWidget(_others(now.rest, self._presenter.on_act))
        if now.hint or not now.acts:
            words = now.hint or "现在没有要做的"
            self._acts.addWidget(
                held(row(Icon("info", size=16), (Label(words, "s13", wrap=True), 1), gap=8))
            )

    def open_form(
        self,
        act: str,
        form: ActForm,
        lists: Mapping[str, Sequence[tuple[str, str]]],
        known: Mapping[str, str],
    ) -> None:
        """Ask for what an act needs."""
        presenter = self._presenter
        dialog = ActDialog(self, presenter.words_of(act), form, lists, known, presenter.today)
        self.dialog = dialog

        def submit() -> None:
            values = dialog.values()
            if values is not None:
                presenter.on_submit(act, values)

        dialog.submitted.connect(submit)
        dialog.fit_to(lambda typed: presenter.uncalled(act, typed))
        dialog.open()

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Beside the fields of the open form, or above the page."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.show_faults(faults, summary)
        else:
            sentence = summary or next(iter(faults.values()), "")
            self.banner.show_notice(Notice(sentence, "bad") if sentence else None)

    def close_form(self) -> None:
        """The act is written."""
        self.banner.show_notice(None)
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog.deleteLater()
            self.dialog = None

    def toast(self, sentence: str) -> None:
        """Said above the record."""
        self.banner.show_notice(Notice(sentence, "ok"))

    def show_paper(self, key: str, title: str, png: bytes) -> None:
        """A paper before it is printed once more."""
        PaperDialog(self, title, png, lambda: self._papers.on_print(key)).open()

    def _note(self, *, phone_call: bool) -> None:
        text = self.note.text()
        if text.strip() and self._presenter.on_note(text, phone_call=phone_call):
            self.note.clear()

    def _choose_more(self) -> None:
        menu = QMenu(self)
        for act, words in self._presenter.more_acts():
            menu.addAction(words, lambda a=act: self._presenter.on_act(a))
        if menu.isEmpty():
            menu.addAction("现在没有其他可做的").setEnabled(False)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _choose_paper(self) -> None:
        menu = QMenu(self)
        for key, words in self._papers.papers(self._presenter.number):
            menu.addAction(words, lambda k=key: self._papers.on_look(k))
        if menu.isEmpty():
            menu.addAction("这一件还没有单据").setEnabled(False)
        menu.popup(self.print_button.mapToGlobal(QPoint(0, self.print_button.height())))


def _link(link: Link, keys: str, go: Callable[[str], None]) -> KeyButton:
    """A button that opens a linked ticket."""
    button = KeyButton(link.words, keys=keys, kind="link", spread=True)
    button.clicked.connect(lambda: go(link.number))
    return button


def _others(acts: Sequence[tuple[str, str]], chosen: Callable[[str], None]) -> KeyButton:
    """A button with the list of what else may be written down."""
    button = KeyButton("其他登记…", keys="Alt+0", icon="ellipsis", spread=True)
    menu = QMenu(button)
    for act, words in acts:
        menu.addAction(words, lambda a=act: chosen(a))
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height()))))
    return button
