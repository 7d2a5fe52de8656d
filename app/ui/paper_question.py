"""The clerk's one question after an uncertain print: did the paper come out?"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.desk.paper_trail import Answer
from app.ui.kit.button import KeyButton
from app.ui.kit.dialog import FormDialog
from app.ui.kit.label import Label


class PaperQuestion(FormDialog):
    """完整 ends the job; 残缺 and 没有 void it, and a marked copy is printed. `why` says what went
    wrong."""

    def __init__(
        self,
        parent: QWidget,
        job_id: int,
        question: str,
        answer: Callable[[int, Answer], None],
        why: str = "",
    ) -> None:
        super().__init__(parent, title="核对单据", sub=why, strong="完整，不用补打", width=600)
        self.body.addWidget(Label(question, "b", wrap=True))
        self.body.addWidget(
            Label("看一眼打印机出口。残缺或没有的作废，再打一张并注明补打。", "s14", wrap=True)
        )
        self.torn = KeyButton("残缺，补打", keys="Alt+2", big=True)
        self.none = KeyButton("没有，补打", keys="Alt+3", big=True)

        def answered(said: Answer) -> None:
            self.accept()
            answer(job_id, said)

        self.submitted.connect(lambda: answered("whole"))
        self.torn.clicked.connect(lambda: answered("torn"))
        self.none.clicked.connect(lambda: answered("none"))
        self.foot.insertWidget(2, self.torn)
        self.foot.insertWidget(3, self.none)
