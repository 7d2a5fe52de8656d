"""学习向导 without a toolkit: step by step from a port to a profile that a leader may fit."""

from typing import Final

from app.devices.learning.recorder import Heard, Listening
from app.settings.words import Words
from app.ui.kit.values import Step
from app.ui.later import Run
from app.ui.learning.listening import ListeningPresenter
from app.ui.learning.naming import NamingPresenter
from app.ui.learning.parts import Ear, LearningView, Shop

STEPS: Final = ("port", "rate", "press", "found", "name", "save")
HEARD: Final = ("port", "rate", "press")
LISTENING: Final = ("rate", "press")


class LearningPresenter:
    """The way through the steps; `heard` and `named` handle what stands in them."""

    def __init__(self, words: Words, run: Run, ear: Ear, shop: Shop) -> None:
        self.words, self._run, self._ear, self._shop = words, run, ear, shop
        self._view: LearningView
        self._begin()

    def _begin(self) -> None:
        """Nothing is known."""
        self.step = STEPS[0]
        self.heard = ListeningPresenter(
            self.words, self._run, self._ear, self._shop, lambda: self._show()
        )
        self.named = NamingPresenter(
            self.words, self._run, self._shop, self.heard, lambda: self._show(), self._kept
        )

    def attach(self, view: LearningView) -> None:
        """Bind the dialog."""
        self._view = view
        self.heard.attach(view)
        self.named.attach(view)

    def open(self) -> None:
        """It is shown, where it was left."""
        self.heard.on_look()
        self._go(self.step)

    def left(self) -> None:
        """It is out of sight: the port is let go, what was heard stays."""
        self.heard.rest()

    def hear(self, message: Heard | Listening) -> None:
        """The ear says something."""
        self.heard.hear(message)

    def on_next(self) -> None:
        """下一步, or the end."""
        if not self._may_go() or (self.step == "name" and not self.named.is_named()):
            return
        if self.step == "save":
            self.named.save()
        else:
            self._go(STEPS[STEPS.index(self.step) + 1])

    def on_back(self) -> None:
        """上一步."""
        if self.step != STEPS[0]:
            self._go(STEPS[STEPS.index(self.step) - 1])

    def _go(self, step: str) -> None:
        was_listening, self.step = self.step in LISTENING, step
        if was_listening and step not in LISTENING:
            self.heard.rest()
        if step in HEARD:
            self.heard.enter(step)
        else:
            self.named.enter(step)
        self._show()

    def _kept(self, name: str) -> None:
        """The file is there; the next pad begins anew."""
        port = self.heard.port
        self._begin()
        self.attach(self._view)
        self._view.close()
        self._shop.fit(port, name)

    def _may_go(self) -> bool:
        return self.heard.may_go() if self.step in HEARD else self.named.may_go()

    def _show(self) -> None:
        now = STEPS.index(self.step)
        steps = [
            Step(self.words(f"learning.step.{step}"),
                 "done" if i < now else "now" if i == now else "ahead")
            for i, step in enumerate(STEPS)
        ]  # fmt: skip
        self._view.show_step(self.step, steps, may_go=self._may_go())
