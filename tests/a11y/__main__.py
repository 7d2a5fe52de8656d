"""`python -m tests.a11y`: the tree of each page as a screen reader has it, to out/a11y/."""

import sys
import tempfile
from pathlib import Path

from tests.a11y.pages import pages

OUT = Path("out") / "a11y"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="a11y-") as folder:
        for name, tree in pages(Path(folder)):
            (OUT / f"{name}.txt").write_text("\n".join(tree.lines()) + "\n", "utf-8")
            sys.stdout.write(f"{OUT / name}.txt\n")


if __name__ == "__main__":
    main()
