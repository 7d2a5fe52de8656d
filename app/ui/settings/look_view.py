"""界面与字号 as widgets."""

from app.settings.terminal import LOOKS, LookSettings
from app.ui.kit.boxes import row
from app.ui.kit.chips import Segmented
from app.ui.kit.inputs import Checkbox
from app.ui.kit.label import Label
from app.ui.kit.surfaces import Card
from app.ui.kit.values import Choice
from app.ui.settings.look_presenter import LookPresenter
from app.ui.settings.pane import Pane


class LookPane(Pane):
    """Light or dark, size of letters, room, keys on buttons."""

    def __init__(self, presenter: LookPresenter) -> None:
        words = presenter.words
        super().__init__(words("settings.look.title"), words("settings.look.sub"))
        self.choices: dict[str, Segmented] = {}
        for name, allowed in LOOKS.items():
            told = [Choice(str(v), words(f"settings.look.{name}_{v}")) for v in allowed]
            group = Segmented(told, words=words(f"settings.look.{name}"), least=96)
            self.choices[name] = group
            card = Card(words(f"settings.look.{name}"))
            card.add(
                row(group, None), 4, Label(words(f"settings.look.{name}_sub"), "m13", wrap=True)
            )
            self.body.addWidget(card)
        self.hints = Checkbox(words("settings.look.hints"), large=True)
        card = Card(words("settings.look.keys"))
        card.add(row(self.hints, None), Label(words("settings.look.hints_sub"), "m13", wrap=True))
        self.body.addWidget(card)
        self.body.addStretch(1)
        change = presenter.on_change
        self.choices["mode"].chosen_id.connect(lambda v: change(mode=v))
        self.choices["percent"].chosen_id.connect(lambda v: change(percent=int(v)))
        self.choices["density"].chosen_id.connect(lambda v: change(density=v))
        self.hints.clicked.connect(lambda on: change(key_hints=bool(on)))
        self.opened.connect(presenter.open)
        presenter.attach(self)

    def show_look(self, look: LookSettings) -> None:
        """What is worn."""
        for name, group in self.choices.items():
            group.choose(str(getattr(look, name)))
        self.hints.setChecked(look.key_hints)
