"""Pictures of every page in every state: `python -m tests.looks [--beside FOLDER] [SCENE …]`.

They go to `out/looks`; the longest ways under each regulation (`tour-national` …) to folders of
their own there, every slip at each width (`slips`) to another. With a folder of drawings each
picture stands beside the drawing whose name begins as its own does.
"""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.ui.kit.theme import Theme
from tests.looks import slips
from tests.looks.devices import DEVICES
from tests.looks.learning import LEARNING
from tests.looks.queue import QUEUE
from tests.looks.scenes import SCENES, Scenes, close_dialogs
from tests.looks.simulator import SIMULATOR
from tests.looks.states import STATES
from tests.looks.tour import CANNOT, LONG, Step, Tour

OUT = Path("out/looks")
GAP = 24


def beside(picture: QPixmap, drawing: QPixmap) -> QPixmap:
    """The drawing left, the picture right."""
    high = max(picture.height(), drawing.height())
    both = QPixmap(picture.width() + drawing.width() + GAP, high)
    both.fill("#808080")
    painter = QPainter(both)
    painter.drawPixmap(0, 0, drawing)
    painter.drawPixmap(drawing.width() + GAP, 0, picture)
    painter.end()
    return both


def main(arguments: list[str]) -> int:
    """Write them all, or those of the scenes that are named."""
    parser = ArgumentParser(prog="looks")
    parser.add_argument("--beside", type=Path)
    parser.add_argument("scene", nargs="*")
    told = parser.parse_args(arguments)
    app = QApplication([])
    app.setCursorFlashTime(0)
    Theme(app)
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, scene in {
            **SCENES,
            **STATES,
            **QUEUE,
            **DEVICES,
            **SIMULATOR,
            **LEARNING,
        }.items():
            if told.scene and name not in told.scene:
                continue
            scenes = Scenes(Path(folder) / name)
            for title, picture in scene(scenes):
                drawn = told.beside / f"{title}.png" if told.beside else None
                if drawn and drawn.exists():
                    picture = beside(picture, QPixmap(str(drawn)))
                picture.save(str(OUT / f"{title}.png"))
                sys.stdout.write(f"{OUT / title}.png\n")
            close_dialogs(scenes)
            scenes.close()
        for regime in LONG:
            if not told.scene or f"tour-{regime}" in told.scene:
                keep_tour(Path(folder), regime)
        if not told.scene or "slips" in told.scene:
            for path in slips.draw(OUT / "slips", Path(folder)):
                sys.stdout.write(f"{path}\n")
    return 0


def keep_tour(folder: Path, regime: str) -> None:
    """The pictures of all three ways under one regulation, numbered in their order."""
    out = OUT / f"tour-{regime}"
    out.mkdir(exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    tour = Tour(folder / f"tour-{regime}", regime)
    tour.walk(tour.register("", "declined"), (Step("archive"),))
    for way in (CANNOT[regime], LONG[regime]):
        number = tour.register(way.category)
        tour.walk(number, way.steps)
        tour.look_at(number)
    for title, picture in tour.seen:
        picture.save(str(out / f"{title}.png"))
    tour.close()
    sys.stdout.write(f"{out}: {len(tour.seen)}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
