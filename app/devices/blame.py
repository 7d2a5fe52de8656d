"""What stands between us and a port, in facts a site engineer can act on: group or program."""

import getpass
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from app.devices import discovery
from app.devices.errors import DeviceError

PROC: Final = Path("/proc")
_GROUP_MAY: Final = stat.S_IRGRP | stat.S_IWGRP


class Blame(NamedTuple):
    """`problem` has words as `blame.<problem>`, `facts` fill them.

    group: a group is missing (`group`, `user`, `command` to run) · signed_in_before: the account
    has the group, this session does not yet (`group`) · denied: no group would help (`node`) ·
    program: who holds the port (`program`, `pid`) · some_program: somebody we may not look at ·
    "" for what there is nothing more to say about.
    """

    problem: str
    facts: Mapping[str, str] = MappingProxyType({})


def blame(name: str, code: str) -> Blame:
    """Why the port `name` of the settings answered with `code` (no_permission, busy) just now.
    Reads the machine: for a worker."""
    try:
        node = Path(discovery.path_of(name))
    except DeviceError:
        return Blame("")
    if code == "no_permission":
        return missing_right(node)
    return holder(node) if code == "busy" else Blame("")


def missing_right(node: Path) -> Blame:
    """Which group may use a device file, and how this account gets into it."""
    if sys.platform == "win32":
        return Blame("denied", {"node": str(node)})
    import grp

    try:
        found = node.stat()
        group = grp.getgrgid(found.st_gid).gr_name
    except (OSError, KeyError):
        return Blame("denied", {"node": str(node)})
    user = getpass.getuser()
    if found.st_mode & _GROUP_MAY != _GROUP_MAY or found.st_gid == 0:
        return Blame("denied", {"node": str(node)})
    if found.st_gid in os.getgrouplist(user, os.getgid()) and found.st_gid not in os.getgroups():
        return Blame("signed_in_before", {"group": group})
    command = f"sudo usermod -aG {group} {user}"
    return Blame("group", {"group": group, "user": user, "command": command})


def holder(node: Path, proc: Path = PROC) -> Blame:
    """The program that has a device file open, as far as this account may see."""
    real = os.path.realpath(node)
    own = os.getpid()  # named last: a port of ours is let go where another one is meant
    for process in sorted(_processes(proc), key=lambda p: (int(p.name) == own, int(p.name))):
        if real in _open_files(process):
            return Blame("program", {"program": _name(process), "pid": process.name})
    return Blame("some_program")


def _processes(proc: Path) -> list[Path]:
    try:
        return [p for p in proc.iterdir() if p.name.isdecimal()]
    except OSError:  # a system without it
        return []


def _open_files(process: Path) -> Iterator[str]:
    """What it has open; nothing of processes that are not ours to look at, or gone."""
    try:
        links = list((process / "fd").iterdir())
    except OSError:
        return
    for link in links:
        try:
            yield str(link.readlink())
        except OSError:
            continue


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text("utf-8", "replace").strip() or process.name
    except OSError:
        return process.name
