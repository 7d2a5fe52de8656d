"""The training counter (演练): a home of its own inside the real one, made anew each day.

Of the real home only `settings.toml` is read; its store, key, log and lock are never touched.
"""

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from app.db.instance import Home
from app.desk import rehearsal
from app.devices.practice import SIMULATOR
from app.domain.clock import Clock
from app.main import TRAINING_PAD, Terminal, build
from app.settings import shipped
from app.settings.terminal import PLAYED, BackupSettings, PadSettings, Settings, load_settings

FOLDER: Final = "training"
MADE_ON: Final = "made-on"  # its day, written when the home is whole


def open_training(real: Path, clock: Clock, regime: bytes = b"") -> Terminal:
    """The training counter of a home. A clerk finds made-up tickets of the last days in it.

    `regime` are the bytes of the profile to practise under, else the national one. Raises what
    `Home.hold` and `build` raise.
    """
    settings = training_settings(load_settings(real))
    home = Home(real / FOLDER)
    home.hold()
    with ExitStack() as unless_open:
        unless_open.callback(home.release)
        made = _opened(home, clock, settings, regime)
        unless_open.pop_all()
    return made


def _opened(home: Home, clock: Clock, settings: Settings, regime: bytes) -> Terminal:
    made, today = home.path / MADE_ON, clock.now().date().isoformat()
    if not (made.exists() and made.read_text("ascii") == today):
        home.release()
        shutil.rmtree(home.path)
        home.hold()
        home.create()
        _populate(home, clock, settings, regime or shipped.regime_files()["national"])
        made.write_text(today, "ascii")
    return build(home, clock, settings, training=True)


def _populate(home: Home, clock: Clock, settings: Settings, regime: bytes) -> None:
    past = rehearsal.PastClock(clock)
    begun = build(home, past, Settings(hall=settings.hall))
    try:
        rehearsal.populate(begun.desk, past, regime, shipped.calendar_files())
    finally:
        begun.log.close()


def training_settings(real: Settings) -> Settings:
    """The real counter's hall; numbers, a pad and a printer of its own. Where the real printer is,
    stays known: a trainer may choose it on the devices page, and papers then bear 演练."""
    hall = replace(real.hall, code=rehearsal.HALL_CODE, name=real.hall.name or "演练大厅")
    model = real.pad.profile if real.pad.port else TRAINING_PAD
    printer = replace(real.printer, transport=PLAYED, folder="")  # nothing on file of the real one
    pad, kept = PadSettings(SIMULATOR, model), BackupSettings()  # nothing of it is worth keeping
    return replace(real, hall=hall, pad=pad, printer=printer, backup=kept)
