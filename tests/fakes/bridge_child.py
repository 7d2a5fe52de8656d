"""A child of the bridge as a vendor would write it, in the standard library alone, and its faults.

`python bridge_child.py [FAULT]`: it lights when it is told, and presses key 3 a little later.
"""

import json
import signal
import subprocess
import sys
import threading
import time

KEY = 3
WAIT = 0.45  # a citizen reads the question first


def say(word: str, **facts: object) -> None:
    """One line to the program."""
    sys.stdout.write(json.dumps({"say": word, **facts}) + "\n")
    sys.stdout.flush()


def raw(text: str) -> None:
    """What no child should say."""
    sys.stdout.write(text)
    sys.stdout.flush()


def obey(do: str, fault: str) -> None:
    """What the program wants."""
    if do == "query" and fault != "mute":
        say("ready")
    if do != "prompt":
        return
    if fault == "crash":
        sys.exit(3)
    if fault in ("lost", "error"):
        say(fault)
    elif fault == "press_then_garbage":
        say("answered")
        time.sleep(WAIT)
        raw('{"say": "press", "key": 3}\nxxx\n')
    elif fault != "mute":
        say("answered")
        threading.Timer(WAIT, say, ("press",), {"key": KEY}).start()


def begin(fault: str) -> None:
    """Say hello, or what stands in its place."""
    if fault == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if fault == "family":
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    if fault == "stderr":
        sys.stderr.write("x" * 1_000_000)
    said = {"garbage": "hello?\n", "half": '{"say": "he', "megabyte": "x" * 1_000_000, "silent": ""}
    if fault in said:
        raw(said[fault])
    else:
        say("hello", protocol=2 if fault == "version" else 1, device="reference")


def main() -> None:
    """Until the program closes our input."""
    fault = sys.argv[1] if len(sys.argv) > 1 else ""
    begin(fault)
    while fault in ("deaf", "stubborn"):
        time.sleep(60)
    for line in sys.stdin:
        obey(json.loads(line)["do"], fault)


if __name__ == "__main__":
    main()
