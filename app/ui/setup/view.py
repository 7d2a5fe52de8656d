"""The first-start page as widgets: one sheet, from the hall to the matters."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QScrollArea, QWidget

from app.ui.kit.boxes import column, hairline, held, row
from app.ui.kit.button import KeyButton
from app.ui.kit.field import Field, beside, show_errors
from app.ui.kit.inputs import PasswordEdit, Select
from app.ui.kit.label import Label
from app.ui.kit.notices import Banner
from app.ui.kit.surfaces import FORM_MOST, ActionBar, Form
from app.ui.kit.theme import theme
from app.ui.kit.values import Choice, Notice
from app.ui.setup.matters import MattersTable
from app.ui.setup.presenter import Answers, SetupPresenter

TEXTS = (
    "hall_name", "hall_code", "window", "phone", "region", "leader_id", "leader_name",
    "clerk_id", "clerk_name",
)  # fmt: skip


class SetupPage(QWidget):
    """Hall, rules, two people, matters; 开始使用 at the foot."""

    def __init__(self, presenter: SetupPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.edits: dict[str, QLineEdit] = {name: QLineEdit() for name in TEXTS}
        self.edits["leader_password"], self.edits["clerk_password"] = PasswordEdit(), PasswordEdit()
        self.edits["window"].setText("1")
        self.regime = Select()
        self.matters = MattersTable()
        self._fields = self._make_fields()
        self.banner = Banner()
        self.start = KeyButton("开始使用", keys="Ctrl+Return", kind="primary", big=True)
        self.start.clicked.connect(self._submit)
        load = KeyButton("从表格读入（CSV）", keys="Alt+I", icon="upload")
        load.clicked.connect(self._choose_file)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor goes to what is inside
        area.setWidgetResizable(True)
        inside = held(row(None, (self._form(load), 8), None))
        inside.setObjectName("inside")
        area.setWidget(inside)
        title = held(row(Label("开始使用", "h1"), Label("首次使用，由组长填写一次", "m14"), None,
                         gap=12, margins=(theme().size("formSide"), 14, 0, 14)))  # fmt: skip
        title.setMaximumWidth(theme().px(FORM_MOST))
        self._head = row(None, (title, 8), None)
        self._foot = row(None, (ActionBar(right=[self.start]), 8), None)
        parts = (self._head, hairline(), self.banner, (area, 1), hairline(), self._foot)
        self.setLayout(column(*parts, gap=0))
        self._bar = area.verticalScrollBar()
        self._bar.rangeChanged.connect(self._stand_above)
        presenter.attach(self)

    def _make_fields(self) -> dict[str, Field]:
        names = {
            "hall_name": ("大厅名称", ""), "hall_code": ("大厅代码", "2 到 4 个大写字母"),
            "window": ("窗口号", ""), "phone": ("单据上的咨询电话", "可选"),
            "region": ("所属区域", "可选"), "leader_id": ("工号", ""), "leader_name": ("姓名", ""),
            "leader_password": ("口令", "至少 8 位"), "clerk_id": ("工号", ""),
            "clerk_name": ("姓名", ""), "clerk_password": ("口令", "至少 8 位"),
        }  # fmt: skip
        fields = {k: Field(words, self.edits[k], hint=h) for k, (words, h) in names.items()}
        fields["regime"] = Field("适用规则", self.regime)
        fields["matters"] = Field("事项和承办窗口", self.matters, hint="可选，以后可再补")
        return fields

    def _form(self, load: KeyButton) -> Form:
        f = self._fields
        return Form(
            Label("大厅", "h2"),
            beside((f["hall_name"], 3), (f["hall_code"], 2), (f["window"], 1)),
            beside((f["phone"], 1), (f["region"], 1)),
            f["regime"],
            Label("第一位组长", "h2"),
            beside((f["leader_id"], 1), (f["leader_name"], 1), (f["leader_password"], 1)),
            Label("第一位办理专员", "h2"),
            beside((f["clerk_id"], 1), (f["clerk_name"], 1), (f["clerk_password"], 1)),
            f["matters"],
            row(load, Label("也可以从表格软件里复制，在上面粘贴", "m13"), None, gap=12),
        )

    def _stand_above(self, _least: int, most: int) -> None:
        """Head and foot keep the form's edges when it has a scroll bar beside it."""
        beside_bar = self._bar.sizeHint().width() if most else 0
        for part in (self._head, self._foot):
            part.setContentsMargins(0, 0, beside_bar, 0)

    def _answers(self) -> Answers:
        texts = {name: edit.text() for name, edit in self.edits.items()}
        return Answers(**texts, regime=self.regime.chosen(), matters=self.matters.rows())

    def _submit(self) -> None:
        self._presenter.on_submit(self._answers())

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选一个表格", "", "CSV (*.csv *.txt)")
        if path:
            self._presenter.on_import(Path(path).read_bytes())

    def show_regimes(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """The shipped regulations."""
        self.regime.show_choices(Choice(i, f"{short}：{name}") for i, short, name in rows)

    def show_faults(self, faults: Mapping[str, str], summary: str) -> None:
        """Sentences beside their fields."""
        self.banner.show_notice(Notice(summary, "bad") if summary else None)
        show_errors((field, faults.get(name, "")) for name, field in self._fields.items())

    def show_matters(self, rows: Sequence[tuple[str, str]], sentence: str) -> None:
        """What a file held, or what is wrong with it."""
        if rows:
            self.matters.show_rows(rows)
        self.banner.show_notice(Notice(sentence, "ok" if rows else "bad"))

    def show_busy(self, *, busy: bool) -> None:
        """Passwords are being hashed."""
        self.start.setEnabled(not busy)
