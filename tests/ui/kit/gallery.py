"""Pages made of the kit alone, with invented people, to look at and to measure."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QProgressBar, QWidget

from app.ui.kit.aside import Aside
from app.ui.kit.boxes import column, hairline, held, row
from app.ui.kit.button import FilterButton, KeyButton
from app.ui.kit.chips import ChipGroup, Segmented
from app.ui.kit.choice import ChoiceGroup
from app.ui.kit.daybar import DayBar
from app.ui.kit.dialog import FormDialog
from app.ui.kit.field import Field, show_errors
from app.ui.kit.inputs import Checkbox, PasswordEdit, PersonBox, Select
from app.ui.kit.label import ElidedLabel, Icon, Initial, Label, TagLabel
from app.ui.kit.light import Light
from app.ui.kit.page import Page
from app.ui.kit.rows import RowsModel, grouped
from app.ui.kit.stepbar import StepBar
from app.ui.kit.surfaces import ActionBar, Card, Empty, Figure, Form, facts, note, part
from app.ui.kit.table import ONE_LINE, RowsTable
from app.ui.kit.timeline import Timeline
from app.ui.kit.values import (
    MARK_OF_LAMP,
    Choice,
    Column,
    Group,
    Mark,
    NavItem,
    Notice,
    Person,
    Step,
    Tick,
    Words,
)
from app.ui.kit.weekstrip import WeekStrip
from app.ui.shell.shell import Shell
from tests.ui.kit.samples import CASES, CLASSES, COLUMNS, LAMPS, REASONS, STATUS, STORY, WEEK, Case


def hit(title: str, sub: str, tag: TagLabel, *, bold: bool = False) -> QWidget:
    words = column(ElidedLabel(title, "b14" if bold else "t14"), ElidedLabel(sub, "m13"), gap=0)
    return held(row((words, 1), column(tag, None), margins=(0, 7, 0, 7)))


class Intake(Page):
    def __init__(self) -> None:
        super().__init__(title="登记受理")
        self.set_context("编号 QH-260311-007", "草稿已自动保存 09:42")
        self.phone = Field("联系电话", QLineEdit("199 0000 1234"), width=190)
        self.name = Field("反映人姓名", QLineEdit("林小满"))
        kinds = (Choice("person", "个人"), Choice("company", "企业"))
        self.kind = Field("类型", Segmented(kinds, words="类型", least=75))
        self.visits = Field("来厅次数", QLineEdit("3"), hint="自动", width=128)
        self.matter = Field("办理事项", QLineEdit("个体工商户变更登记（经营场所）"))
        windows = Select((Choice("a", "市场监管局窗口"), Choice("b", "人社窗口")))
        self.window_of = Field("承办窗口", windows, hint="随事项带出")
        text = QPlainTextEdit(
            "窗口要求提供原经营场所的房产证原件，办事指南只要求租赁合同和住所承诺书。"
        )
        text.setMinimumHeight(64)
        self.problem = Field("问题描述", text, aside=KeyButton("常用语", keys="Alt+Q", kind="link"))
        self.reasons = ChipGroup([Choice(r, r) for r in REASONS], words="没办成的原因")
        self.reasons.choose(REASONS[1:3])
        self.scope = Field(
            "受理范围",
            Select((Choice("c", "属于受理范围，第三项：与公开的办事指南和流程规定不一致"),)),
        )
        self.classes = ChoiceGroup(CLASSES, words="问题分类")
        self.classes.choose("general")
        self.strong = KeyButton("受理并打印回执", keys="Ctrl+Return", kind="primary", big=True)
        place = row(
            Icon("map-pin", tone="text3", size=16),
            ElidedLabel("窗口现场，青禾县，2 号窗口，周晓岚登记", "m13"),
            None,
            Checkbox("走绿色通道（老年人、残障人士）"),
        )
        form = Form(
            row(self.phone, (self.name, 1), self.kind, self.visits, gap=16),
            row((self.matter, 27), (self.window_of, 20), gap=16),
            (self.problem, 1),
            Field("没办成的原因", self.reasons, hint="可多选"),
            self.scope,
            Field("问题分类", self.classes, hint="决定办结时限"),
            place,
        )
        bar = ActionBar(
            left=[KeyButton("不予受理…", keys="Alt+N", kind="quietBad", icon="ban")],
            right=[
                KeyButton("暂存", keys="Ctrl+S"),
                KeyButton("当场办结", keys="Alt+D"),
                self.strong,
            ],
        )
        left = column((form, 1), hairline(), bar, gap=0)
        self.body.addLayout(row((left, 1), Aside(due_card(), same_card(), None), gap=0))
        for field in (self.matter, self.scope):
            field.widget.setMinimumWidth(80)


def due_card() -> Card:
    card = Card("办理时限", icon="calendar-clock", right="青禾县规则 2026 版")
    week = WeekStrip()
    week.show_days(WEEK)
    first = row(
        Icon("phone", size=16),
        Label("首次联系", "s13"),
        None,
        Label("3月12日 周四 17:30 前", "s13"),
    )
    back = row(
        Icon("message-square-text", size=16),
        Label("结果反馈", "s13"),
        None,
        Label("收到结果 24 小时内", "s13"),
    )
    when = row(Label("3月18日 周三 17:30", "big"), Label("前办结", "lab"), None, gap=6)
    card.add(when, Label("当日未办结，自次日起 5 个工作日", "s13"), 10, week, 10, first, 4, back)
    return card


def same_card() -> Card:
    card = Card("可能是同一件事", mark="warn", right="同一电话 2 件")
    merge, fresh = (
        KeyButton("并入在办件", keys="Alt+M", small=True),
        KeyButton("仍新建", small=True),
    )
    card.add(
        hit("个体工商户变更登记", "QH-260226-011   2月26日", TagLabel("在办", "info"), bold=True),
        hairline(),
        hit("社保卡补换", "QH-251118-004   去年 11月18日", TagLabel("已办结")),
        hairline(),
        8,
        row((merge, 1), (fresh, 1)),
    )
    return card


def lamp_group(lamp: str, count: int) -> Group:
    return Group(LAMPS[lamp], f"{count} 件", MARK_OF_LAMP[lamp])


class Board(Page):
    def __init__(self) -> None:
        super().__init__(title="待办")
        self.set_context("今天需要处理 5 件")
        self.model = RowsModel(COLUMNS, key=lambda case: case.no)
        self.table = RowsTable(self.model, words="待办工单")
        self.model.show([*grouped(CASES, lambda c: c.lamp, lamp_group)])
        self.table.select("001")
        marks: list[tuple[Mark | None, str, int]] = [
            (None, "全部", 16),
            ("bad", "已超时", 2),
            ("warn", "24 小时内", 3),
            ("ok", "时限充裕", 8),
            ("mute", "等群众", 3),
        ]
        self.filters = [FilterButton(text, mark=mark) for mark, text, _ in marks]
        for button, (_, _, n) in zip(self.filters, marks, strict=True):
            button.show_count(n)
        self.filters[0].setChecked(True)
        windows = Select((Choice("", "承办窗口 全部"),), soft=True)
        windows.setAccessibleName("承办窗口")
        filters = row(*self.filters, None, windows, gap=8, margins=(20, 12, 20, 12))
        left = column(filters, (self.table, 1), gap=0)
        self.body.addLayout(row((left, 1), self.preview(), gap=0))

    def preview(self) -> Aside:
        days = DayBar()
        days.show_days(10, 10, mark="warn")
        self.first = KeyButton(
            "核实并回访", keys="Alt+1", kind="primary", icon="phone", spread=True
        )
        return Aside(
            part(
                row(Label("QH-260225-001", "m13"), None, Label("复杂类   第 3 次来厅", "m13")),
                Label("户口迁入（父母投靠）", "h2"),
                Label("白知秋   199 0000 0416", "s13"),
            ),
            hairline(),
            part(
                row(
                    Light("warn"),
                    Label("今天 17:30 到期", "warn"),
                    None,
                    Label("已用 10 / 10 个工作日", "m13"),
                ),
                4,
                days,
                row(Label("2月25日 登记", "key"), None, Label("今天", "key")),
            ),
            hairline(),
            part(
                Label("反映的问题", "m13"),
                Label(
                    "户籍窗口要求先迁出再出具接收函，迁出地要求先有接收函，"
                    "两边互为前置，跑了三次没办成。",
                    "t14",
                    wrap=True,
                ),
            ),
            None,
            hairline(),
            part(
                Label("现在可以做", "m13"),
                self.first,
                KeyButton("退回部门重办", keys="Alt+2", icon="undo-2", spread=True),
                KeyButton("打开完整工单", keys="Enter", kind="quiet", spread=True),
                gap=8,
            ),
            cards=False,
        )


class Ticket(Page):
    def __init__(self) -> None:
        super().__init__(title="户口迁入（父母投靠）", back=True)
        self.set_context("QH-260225-001", tag="复杂类")
        self.add_tool(KeyButton("打印", keys="Ctrl+P", icon="printer", small=True))
        steps = StepBar()
        names = ("登记受理", "派发", "部门办理", "核查回访", "评价", "办结归档")
        steps.show_steps(
            [
                Step(n, "done" if i < 3 else "now" if i == 3 else "ahead")
                for i, n in enumerate(names)
            ]
        )
        band = held(row((steps, 1), margins=(24, 0, 24, 0)))
        story = Timeline()
        story.show_happenings(STORY)
        kinds = [Choice(k, k) for k in ("全部", "联系", "部门", "打印")]
        head = row(
            Label("办理记录", "b"),
            Label("只增不改，共 7 条", "m13"),
            None,
            Segmented(kinds, words="筛选", soft=True),
        )
        left = column(head, (story, 1), gap=12, margins=(24, 16, 24, 0))
        foot = ActionBar(right=[KeyButton("记电话", keys="Alt+T"), KeyButton("补记", keys="Alt+B")])
        days = DayBar()
        days.show_days(7, 15, mark="ok", grace=5)
        person = facts(
            [
                ("反映人", Label("白知秋（个人）第 3 次来厅", "t14")),
                ("电话", Label("199 0000 0416", "t14")),
                ("承办窗口", Label("公安户籍窗口", "t14")),
            ]
        )
        right = Aside(
            part(
                row(Label("下一步", "b"), None, Label("只显示当前可做的", "m13")),
                KeyButton(
                    "核实情况并回访",
                    keys="Alt+1",
                    kind="primary",
                    icon="phone",
                    big=True,
                    spread=True,
                ),
                KeyButton("退回部门重办", keys="Alt+2", icon="undo-2", spread=True),
                gap=8,
            ),
            hairline(),
            part(
                row(Light("ok"), Label("剩 4 天", "b"), None, Label("已用 7 / 15 个工作日", "m13")),
                days,
            ),
            hairline(),
            part(person),
            None,
            cards=False,
        )
        work = column(
            band,
            hairline(),
            row((column((left, 1), hairline(), foot, gap=0), 1), right, gap=0),
            gap=0,
        )
        self.body.addLayout(work)


class Ledger(Page):
    def __init__(self) -> None:
        super().__init__(title="当日台账")
        names = ("登记", "受理", "不予受理", "当场办结", "今日办结", "超时", "评价")
        figures = [Figure(n, mark="bad" if n == "超时" else None) for n in names]
        for place, figure in enumerate(figures):
            figure.show_value(str(14 - place))
        columns = (
            Column[Case]("编号", lambda c: Words(c.no), 90),
            Column[Case]("事项", lambda c: Words(c.matter, "text", bold=True)),
            Column[Case]("结果", lambda c: Words(c.progress), 120),
            Column[Case]("复核", lambda c: Tick(c.lamp == "green", "已复核"), 70),
        )
        model = RowsModel(columns, key=lambda case: case.no)
        model.show(CASES)
        table = RowsTable(model, height=ONE_LINE, words="当日台账")
        table.select("003")
        self.body.addLayout(
            column(
                row(*[(f, 1) for f in figures], margins=(20, 10, 20, 10)),
                hairline(),
                (table, 1),
                gap=0,
            )
        )


class States(Page):
    def __init__(self) -> None:
        super().__init__(title="各种状态")
        self.banner.show_notice(
            Notice(
                "网络断开，登记、打印、评价都不受影响",
                "warn",
                "已在本机保存 7 条，恢复后自动上传",
                "查看",
            )
        )
        bad, scope = (
            Field("联系电话", QLineEdit("199 0000 12")),
            Field("受理范围", Select(prompt="请选择")),
        )
        show_errors(
            [
                (bad, "号码不完整：手机 11 位，座机要带区号"),
                (scope, "选一项受理范围，不属于的按 Alt N"),
            ]
        )
        wait = QProgressBar()
        wait.setTextVisible(False)
        wait.setValue(72)
        people = PersonBox()
        people.show_people((Person("1", "何予安", "B 岗"), Person("2", "周晓岚", "A 岗")))
        secret = PasswordEdit(tall=True)
        secret.setText("12345678")
        why = ChoiceGroup(
            (Choice("a", "已经离开", "Alt+1"), Choice("b", "明确表示不评价", "Alt+2", "当面说的")),
            form="rows",
            words="原因",
        )
        why.choose("b")
        marks: list[Mark] = ["ok", "warn", "bad", "mute"]
        left = column(
            bad,
            scope,
            why,
            wait,
            row(*[Light(m) for m in marks], TagLabel("待审阅", "warn"), None),
            None,
            gap=12,
        )
        login = column(
            row(Initial("办", brand=True, size=44), Label("接班登录", "title"), None, gap=12),
            Field("办理专员", people),
            Field("口令", secret, hint="可选"),
            KeyButton("登录并接班", keys="Enter", kind="primary", big=True),
            row(KeyButton("只登录，不交接", kind="link"), None),
            note("本屏没有评价按键。评价只认评价器和公众屏触摸。"),
            None,
            gap=14,
        )
        empty = Empty(
            "现在没有待办", sub="新登记的件会按期限排在这里", verb="登记受理", keys="Ctrl+Shift+Y"
        )
        self.body.addLayout(
            row((left, 1), (login, 1), (empty, 1), gap=32, margins=(24, 20, 24, 20))
        )


def refusal(parent: QWidget) -> FormDialog:
    titles = (
        "涉法涉诉",
        "仲裁",
        "信访",
        "已立案",
        "法规明确不能办",
        "申请人自身原因",
        "民事纠纷",
        "不属于政务服务",
    )
    dialog = FormDialog(
        parent,
        title="不予受理",
        sub="仍会登记在册，并向反映人说明原因和去处",
        strong="登记不予受理并打印",
        back="返回继续登记",
        width=880,
    )
    why = ChoiceGroup(
        [Choice(t, t, f"Alt+{i}", "说明") for i, t in enumerate(titles, 1)], form="rows"
    )
    why.choose("信访")
    told = QPlainTextEdit("您反映的事项已由信访渠道受理，按规定本窗口不再重复受理。")
    right = column(
        Field("向反映人说明", told),
        Field("依据", QLineEdit()),
        note("不予受理件由组长在当日台账中逐件复核。"),
        gap=14,
    )
    dialog.body.addLayout(
        row((column(Label("不予受理的原因", "lab"), why, None), 2), (right, 3), gap=24)
    )
    return dialog


def shell() -> Shell:
    window = Shell(hall="青禾县政务大厅")
    window.add_page(NavItem("intake", "登记受理", "F2", "square-pen"), Intake())
    window.add_page(NavItem("board", "待办", "F3", "list-todo"), Board())
    window.add_page(NavItem("rating", "评价", "F6", "smile"), States())
    window.add_page(NavItem("ledger", "台账", "F7", "book-open-check", gap=True), Ledger())
    window.add_inner("ticket", Ticket(), under="board")
    window.rail.show_badge("board", 2)
    window.rail.show_person("周晓岚", "A 岗，2 号窗口")
    window.strip.show_items(STATUS)
    window.strip.show_time(work="工作日 09:00–17:30", date="2026年3月11日 周三", time="09:42")
    window.show_page("intake")
    return window
