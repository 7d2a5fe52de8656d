/* The look of the counter as a Qt style sheet. Filled by app/ui/kit/tokens.py:
   Each dollar name is a colour or a size of tokens.json; every px is multiplied by the chosen letter size
   (1px to 3px are lines and stay), "36px-2" is 36 scaled, less 2 that are not: a border inside.
   Font family, letter colour and the colour of selections come from the application's font and
   palette, so that only what differs is said here.
   Driven by dynamic properties: t tag kind btn chip seg filter soft card invalid find hr vr. */

/* ---- grounds ---- */
QWidget#root, QWidget#rail, QWidget#strip, QWidget#cover { background: $bg; }
QWidget#strip[training="true"] { background: $warnSoft; border-top: 1px solid $warnMark; }
QFrame#sheet { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[taking="true"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame#aside { background: $surface2; border: 0; border-left: 1px solid $line; border-top-right-radius: 9px; border-bottom-right-radius: 9px; }
QFrame#side { background: $surface2; border: 0; border-right: 1px solid $line; }
QFrame#band { background: $surface2; border: 0; border-bottom: 1px solid $line; }
QFrame#dialog { background: $surface; border: 1px solid $line2; border-radius: 10px; }
QFrame#note { background: $surface2; border: 1px solid $line; border-radius: 6px; }
QFrame[hr="true"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[edge="true"] { background: $line; border: 0; max-width: 1px; min-width: 1px; }
QFrame[vr="true"] { background: $line2; border: 0; max-width: 1px; min-width: 1px; }
QToolTip { background: $surface; color: $text; border: 1px solid $line2; padding: 4px 8px; font-size: 14px; }
QScrollArea, QScrollArea > QWidget > QWidget#inside { background: transparent; border: 0; }

/* ---- letters ---- */
QLabel { background: transparent; }
QLabel[t="title"] { font-size: 24px; font-weight: 700; }
QLabel[t="h1"], QLabel[t="big"] { font-size: 20px; font-weight: 700; }
QLabel[t="h2"] { font-size: 17px; font-weight: 700; }
QLabel[t="b"] { font-weight: 700; }
QLabel[t="b14"] { font-size: 14px; font-weight: 700; }
QLabel[t="b13"] { font-size: 13px; font-weight: 700; color: $text2; }
QLabel[t="lab"], QLabel[t="s14"] { font-size: 14px; color: $text2; }
QLabel[t="t14"] { font-size: 14px; }
QLabel[t="m14"] { font-size: 14px; color: $text3; }
QLabel[t="s13"] { font-size: 13px; color: $text2; }
QLabel[t="m13"] { font-size: 13px; color: $text3; }
QLabel[t="key"] { font-size: 12px; color: $text3; }
QLabel[t="ok"] { color: $ok; font-weight: 700; }
QLabel[t="warn"] { color: $warn; font-weight: 700; }
QLabel[t="bad"] { color: $bad; font-weight: 700; }
QLabel[t="ok13"] { font-size: 13px; color: $ok; }
QLabel[t="warn13"] { font-size: 13px; color: $warn; font-weight: 700; }
QLabel[t="bad13"] { font-size: 13px; color: $bad; }
QLabel[t="alarm13"] { font-size: 13px; color: $bad; font-weight: 700; }
QLabel[t="figure"] { font-size: 24px; font-weight: 700; }
/* the citizen's screen: nothing smaller than 30, no colour that favours an answer */
QLabel[t="c52"] { font-size: 52px; font-weight: 700; }
QLabel[t="c36"] { font-size: 36px; font-weight: 700; }
QLabel[t="c32"] { font-size: 32px; }
QLabel[t="c30"] { font-size: 30px; color: $text2; }
QLabel[tag] { border-radius: 4px; font-size: 13px; padding: 1px 8px; }
QLabel[tag="info"] { background: $primarySoft; color: $primary; }
QLabel[tag="mute"] { background: $muteSoft; color: $mute; }
QLabel[tag="ok"] { background: $okSoft; color: $ok; }
QLabel[tag="warn"] { background: $warnSoft; color: $warn; }
QLabel[tag="bad"] { background: $badSoft; color: $bad; }

/* ---- buttons ---- */
QPushButton { min-height: ${input}px-2; max-height: ${input}px-2; padding: 0 14px; border-radius: 6px; border: 1px solid $line2; background: $surface; color: $text; outline: 0; }
QPushButton:hover { background: $surface2; border-color: $control; }
QPushButton:pressed { background: $muteSoft; }
QPushButton:disabled { background: $muteSoft; color: $text3; border-color: $muteSoft; }
QPushButton[kind="primary"] { background: $primary; border-color: $primary; color: $onPrimary; font-weight: 700; }
QPushButton[kind="primary"]:hover { background: $primaryH; border-color: $primaryH; }
QPushButton[kind="primary"]:pressed { background: $primaryP; border-color: $primaryP; }
QPushButton[kind="primary"]:disabled { background: $muteSoft; border-color: $muteSoft; color: $text3; font-weight: 400; }
QPushButton[kind="quiet"], QPushButton[kind="quietBad"], QPushButton[kind="link"] { border-color: transparent; background: transparent; }
QPushButton[kind="quiet"]:hover { background: $muteSoft; }
QPushButton[kind="quietBad"]:hover { background: $badSoft; }
QPushButton[kind="link"] { min-height: 24px; max-height: 24px; padding: 0 2px; border: 0; font-size: 14px; }
QWidget#strip QPushButton[kind="link"] { font-size: 13px; }
QPushButton[btn="big"] { min-height: ${strong}px-2; max-height: ${strong}px-2; padding: 0 20px; font-size: 16px; }
QPushButton[btn="small"] { min-height: 30px-2; max-height: 30px-2; padding: 0 10px; font-size: 14px; }
QPushButton[nav="true"] { min-height: ${nav}px; max-height: ${nav}px; border: 0; border-radius: 6px; background: transparent; padding: 0 10px; }
QPushButton[nav="true"]:hover { background: $muteSoft; }
QPushButton[nav="true"]:checked { background: $primarySoft; font-weight: 700; }
QPushButton[nav="foot"] { min-height: 30px; max-height: 30px; border: 0; border-radius: 6px; background: transparent; padding: 0 10px; font-size: 13px; }
QPushButton[nav="foot"]:hover { background: $muteSoft; }
QPushButton[nav="icon"] { min-height: 30px; max-height: 30px; min-width: 30px; max-width: 30px; border: 0; border-radius: 6px; background: transparent; padding: 0; }
QPushButton[nav="icon"]:hover { background: $muteSoft; }
QPushButton[find="true"] { min-height: 34px-2; max-height: 34px-2; border-color: $line2; padding: 0; text-align: left; }
QPushButton[tile="true"] { min-height: 92px; max-height: 4000px; padding: 0 24px; border: 2px solid $control; border-radius: 12px; background: $surface; font-size: 36px; font-weight: 700; }
QPushButton[tile="true"]:pressed { background: $muteSoft; }
QPushButton[chip="true"] { min-height: ${chip}px-2; max-height: ${chip}px-2; border-radius: 14px; padding: 0 12px; font-size: 14px; }
QPushButton[chip="true"]:checked { border-color: $primary; background: $primarySoft; font-weight: 700; }
QPushButton[seg] { border-radius: 0; font-size: 14px; padding: 0 12px; margin: 0; border-color: $control; }
QPushButton[seg="first"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; border-right: 0; }
QPushButton[seg="only"] { border-radius: 6px; }
QPushButton[seg="mid"] { border-right: 0; }
QPushButton[seg="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QPushButton[seg][soft="true"] { border-color: $line2; min-height: 32px-2; max-height: 32px-2; }
QPushButton[seg]:checked { background: $primarySoft; font-weight: 700; }
QPushButton[filter="true"] { font-size: 14px; padding: 0 12px 0 10px; }
QPushButton[filter="true"]:checked { border: 2px solid $primary; background: $primarySoft; font-weight: 700; padding: 0 12px-1 0 10px-1; min-height: ${input}px-4; max-height: ${input}px-4; }

/* ---- inputs ---- */
QLineEdit, QPlainTextEdit, QComboBox { border: 1px solid $control; border-radius: 6px; background: $surface; padding: 0 10px; }
QLineEdit { padding: 0 8px; }
QLineEdit, QComboBox { min-height: ${input}px-2; max-height: ${input}px-2; }
QPlainTextEdit { padding: 4px 6px; }
QLineEdit:focus, QComboBox:focus, QComboBox:on { border: 2px solid $focus; padding: 0 10px-1; min-height: ${input}px-4; max-height: ${input}px-4; }
QLineEdit:focus, QLineEdit[invalid="true"] { padding: 0 8px-1; }
QPlainTextEdit:focus { border: 2px solid $focus; padding: 4px-1 6px-1; }
QComboBox[invalid="true"] { padding: 0 10px-1; }
QLineEdit[invalid="true"], QComboBox[invalid="true"] { border: 2px solid $badMark; min-height: ${input}px-4; max-height: ${input}px-4; }
QPlainTextEdit[invalid="true"] { border: 2px solid $badMark; padding: 4px-1 6px-1; }
QLineEdit:read-only { background: $surface2; border-color: $line; color: $text2; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $surface2; border-color: $line; color: $text3; }
QLineEdit[find="true"] { border-color: $line2; font-size: 14px; min-height: 34px-2; max-height: 34px-2; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus { border: 0; padding: 0; background: transparent; font-size: 17px; min-height: 36px; max-height: 36px; }
QComboBox[soft="true"] { border-color: $line2; font-size: 14px; color: $text2; }
QComboBox[tall="true"] { min-height: 44px-2; max-height: 44px-2; }
QComboBox[tall="true"]:focus, QComboBox[tall="true"]:on { min-height: 44px-4; max-height: 44px-4; }
QLineEdit[tall="true"] { min-height: 44px-2; max-height: 44px-2; }
QLineEdit[tall="true"]:focus, QLineEdit[tall="true"][invalid="true"] { min-height: 44px-4; max-height: 44px-4; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QListView#completions { background: $surface; border: 1px solid $line2; padding: 4px; outline: 0; selection-background-color: $primarySoft; selection-color: $primary; }
QCheckBox { font-size: 13px; color: $text2; spacing: 8px; min-height: 24px; background: transparent; outline: 0; }
QCheckBox[large="true"] { font-size: 14px; color: $text; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $control; border-radius: 4px; background: $surface; }
QCheckBox::indicator:hover { border-color: $text3; }
QCheckBox::indicator:checked { background: $primary; border-color: $primary; }
QProgressBar { min-height: 6px; max-height: 6px; border: 0; border-radius: 3px; background: $muteSoft; }
QProgressBar::chunk { border-radius: 3px; background: $primary; }

/* ---- cards ---- */
QFrame[card="plain"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[card="warn"] { background: $surface; border: 1px solid $warnMark; border-radius: 8px; }
QFrame[notice] { border: 0; }
QFrame[notice="ok"] { background: $okSoft; border-bottom: 1px solid $okMark; }
QFrame[notice="warn"] { background: $warnSoft; border-bottom: 1px solid $warnMark; }
QFrame[notice="bad"] { background: $badSoft; border-bottom: 1px solid $badMark; }
QFrame[notice="info"] { background: $primarySoft; border-bottom: 1px solid $primary; }
QFrame[toast] { border-radius: 6px; }
QFrame[toast="ok"] { background: $okSoft; border: 1px solid $okMark; }
QFrame[toast="warn"] { background: $warnSoft; border: 1px solid $warnMark; }
QFrame[toast="bad"] { background: $badSoft; border: 1px solid $badMark; }
QFrame[toast="info"] { background: $primarySoft; border: 1px solid $primary; }

/* ---- tables and lists ---- */
QTableView, QListView { background: transparent; border: 0; outline: 0; }
QTableView { background: $surface; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $text3; font-size: 13px; border: 0; border-bottom: 1px solid $line; padding: 0; }
QHeaderView::section:first { padding-left: 20px; }
QTableCornerButton::section { background: $surface; border: 0; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar::handle:vertical { background: $line2; border-radius: 4px; min-height: 32px; margin: 1px; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle:horizontal { background: $line2; border-radius: 4px; min-width: 32px; margin: 1px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
