"""The commands: the same program without a window, for site engineers and machines.

Exit 0 done, 1 found something wrong, 2 misuse. Results on standard output in UTF-8, sentences
for people on standard error in Chinese.
"""

import importlib
import sys
from typing import Final

from app.cli.told import Told

COMMANDS: Final = ("backup", "day", "drill", "due", "regime", "restore", "verify")


def main(arguments: list[str]) -> int:
    """Run a command, or open the counter when none is named."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a real stream
    name = arguments[0] if arguments and not arguments[0].startswith("-") else "counter"
    if name not in (*COMMANDS, "counter"):
        print(f"没有这个命令：{name}。可用的有：{' '.join(COMMANDS)}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"app.cli.{name}")
    try:
        return int(module.run(arguments[1:] if name in COMMANDS else arguments))
    except Told:
        return 1
