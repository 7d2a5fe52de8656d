"""`make run`: the counter where there is a screen; without one, a scripted day to look at."""

import os
import sys
import tempfile
from pathlib import Path

from app.cli import main


def has_screen() -> bool:
    """Whether a window could be seen. Windows and macOS always have a desktop."""
    named = os.environ.get("QT_QPA_PLATFORM", "")
    if named:
        return named not in ("offscreen", "minimal")
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run() -> int:
    """Open the counter, or play the day and say where its pictures and papers lie."""
    if has_screen():
        return main([])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out = Path(tempfile.mkdtemp(prefix="bandecheng-day-"))
    print("没有屏幕，演示一个工作日：登记、交办、评价、办结，约半分钟", file=sys.stderr)
    code = main(["day", "--out", str(out)])
    print(f"页面截图 {out / 'screens'}")
    print(f"单据     {out / 'receipts'}")
    print(f"工单     {out / 'day.json'}")
    return code


if __name__ == "__main__":
    sys.exit(run())
