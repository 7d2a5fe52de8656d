"""`make run`: the counter where there is a screen; without one, a scripted day to look at."""

import sys
import tempfile
from pathlib import Path

from app.cli import main
from app.cli.screen import has_screen


def run() -> int:
    """Open the counter, or play the day and say where its pictures and papers lie."""
    if has_screen():
        return main([])
    out = Path(tempfile.mkdtemp(prefix="bandecheng-day-"))
    print("没有屏幕，演示一个工作日：登记、交办、评价、办结，约半分钟", file=sys.stderr)
    code = main(["day", "--out", str(out)])
    print(f"页面截图 {out / 'screens'}")
    print(f"单据     {out / 'receipts'}")
    print(f"工单     {out / 'day.json'}")
    return code


if __name__ == "__main__":
    sys.exit(run())
