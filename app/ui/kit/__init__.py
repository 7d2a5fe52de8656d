"""The kit: the look and the widgets that pages are composed of. No business in here.

How a page is made (`app/ui/<page>/`):

* `presenter.py` knows no Qt. It hands frozen facts of `kit.values` to its view, a Protocol.
* `view.py` builds a `kit.page.Page` and only composes:

    class IntakeView(Page):
        def __init__(self) -> None:
            super().__init__(title="登记受理")
            self.phone = Field("联系电话", QLineEdit(), width=190)
            self.classes = ChoiceGroup(choices, words="问题分类")
            form = Form(row(self.phone, (self.name, 1)), Field("问题分类", self.classes))
            self.strong = KeyButton("受理并打印回执", keys="Ctrl+Return", kind="primary", big=True)
            left = column((form, 1), hairline(), ActionBar(left=[...], right=[self.strong]))
            self.body.addLayout(row((left, 1), Aside(due_card, same_card, hits_card)))

* Widgets tell what happened (`chosen`, `verb_pressed`, `row_opened`); the view hands it to the
  presenter. A verb of the Protocol sets a widget's facts anew (`show_week(cells)`).
* Lists are a `RowsTable` over a `RowsModel` of frozen rows; the page says with `Column`s how a row
  looks. `model.more_wanted` asks for the next keyset page.
* A shortcut is `keys=` of the button that does it; one without a button is `bind_keys`. Both put
  what the input method still holds into the field first. Enter and Space belong to the lists.
* Every text is plain (`Label`), every colour and size comes from the `Theme`, nothing has a style
  sheet of its own. After a change of the theme Qt lays everything out anew.
"""
