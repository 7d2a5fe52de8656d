"""The seam to the threads: nothing said after the store is closed reaches anybody."""

from app.ui.bridge import Bridge


def test_after_the_close_messages_are_nobodys() -> None:
    bridge, heard, woken = Bridge(), list[str](), list[bool]()
    bridge.on(str, heard.append)
    bridge.wake = lambda: woken.append(True)
    bridge.post("before")
    bridge.drain()
    bridge.close()
    bridge.post("after")
    bridge.drain()
    assert (heard, woken) == (["before"], [True])
