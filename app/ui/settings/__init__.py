"""设置: hall, devices, people, lists, look, about. Each pane a presenter and a view of its own."""
