"""The clerk's one question after an uncertain print: did the paper come out?"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label


class PaperQuestion(FormDialog):
    """完整 ends the job; 残缺或没有 voids it and prints a marked copy."""

    def __init__(
        self, parent: QWidget, job_id: int, question: str, answer: Callable[[int, bool], None]
    ) -> None:
        super().__init__(parent, title="核对单据", strong="完整，不用补打")
        self.body.addWidget(Label(question, "b", wrap=True))
        self.body.addWidget(
            Label("看一眼打印机。残缺或没有的作废，再打一张并注明补打。", "s14", wrap=True)
        )
        torn = KeyButton("残缺或没有，补打", keys="Alt+2", big=True)
        self.foot.insertWidget(2, torn)

        def answered(whole: bool) -> None:
            self.accept()
            answer(job_id, whole)

        self.submitted.connect(lambda: answered(True))
        torn.clicked.connect(lambda: answered(False))
