"""Every slip at every width, as it was last looked through."""

from collections.abc import Callable

import pytest

from app.printing.escpos import Container
from app.printing.profiles import PrinterProfile
from app.printing.raster import FontStack
from tests.printing.golden import FOLDER, every
from tests.printing.samples import PROFILES


@pytest.mark.parametrize("profile", PROFILES, ids=lambda p: str(p.columns))
def test_every_slip_reads_as_it_was_looked_through(
    fonts: FontStack, containers: Callable[[], Container], profile: PrinterProfile
) -> None:
    made = dict(every(fonts, containers, profile))
    kept = {p.name: p.read_text("utf-8") for p in FOLDER.glob(f"*-{profile.columns}.txt")}
    assert sorted(made) == sorted(kept)
    for name, text in made.items():
        assert text == kept[name], name
