"""A backup is one file: the encrypted store, and after its last page a small archive.

The archive is an ordinary zip (any tool lists it): the manifest, the settings and the store's key
as the recovery code wraps it. SQLite reads by the page count of its header, zip readers from the
end, so neither sees the other. Nothing personal stands outside the encryption.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import msgspec

SUFFIX: Final = ".backup"
PART: Final = ".part"
CHUNK: Final = 1 << 20
MANIFEST: Final = "manifest.json"
CARRIED: Final = ("settings.toml", "recovery")
_MOST: Final = 1 << 20  # bytes of a member of the archive
_ODD: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, EOFError,
    msgspec.MsgspecError,
)  # fmt: skip
Told = Callable[[str, int, int], object]
"""Told how far something is: `copy`, `check` or `unpack`, bytes or pages done, of how many."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup is of. `check` names the store's key, `origin` who wrote last, `seq` and
    `hash` the end of that chain; `made` is in seconds; `size` and `sha256` are of the store.
    """

    v: int = 1
    check: str
    origin: str
    seq: int
    hash: str
    entries: int
    tickets: int
    faults: int
    schema: int
    program: str
    made: int
    hall: str = ""
    window: int = 0
    size: int
    sha256: str


class Backup(NamedTuple):
    """A backup and where it lies."""

    path: Path
    manifest: Manifest

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found wrong with what it holds."""
        return self.manifest.faults == 0


class NotBackup(Exception):  # noqa: N818
    """A file is no backup: something else, or cut off."""


class Altered(NotBackup):
    """It was a backup once: its bytes are not those that were backed up."""


def close_bundle(file: BinaryIO, manifest: Manifest, carried: dict[str, bytes]) -> None:
    """Append the archive to a store's copy."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        members = {MANIFEST: msgspec.json.encode(manifest), **carried}
        for name, raw in members.items():
            archive.writestr(zipfile.ZipInfo(name), raw)  # a wrong clock is no reason to fail
    file.seek(manifest.size)
    file.write(box.getvalue())


def read_bundle(path: Path) -> Manifest:
    """The manifest of a backup. Raises NotBackup, OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return msgspec.json.decode(_member(archive, MANIFEST), type=Manifest)
    except _ODD as error:
        raise NotBackup(path.name) from error


def carried(path: Path) -> dict[str, bytes]:
    """The small files a backup carries, by name. Raises NotBackup, OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {n: _member(archive, n) for n in CARRIED if n in archive.namelist()}
    except _ODD as error:
        raise NotBackup(path.name) from error


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST:
        raise ValueError(name)
    return archive.read(name)


def unpack_store(path: Path, manifest: Manifest, to: Path, told: Told) -> None:
    """The store out of a backup, as a file. Raises Altered when its bytes are other ones."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as source, to.open("xb") as target:
        while piece := source.read(min(CHUNK, manifest.size - done)):
            digest.update(piece)
            target.write(piece)
            done += len(piece)
            told("unpack", done, manifest.size)
    if digest.hexdigest() != manifest.sha256:
        raise Altered(path.name)


def backups(folder: Path, check: str = "") -> list[Backup]:
    """The whole backups in a folder, newest first; only those of one key when `check` is given.

    Reads the ends of the files alone. Raises OSError for a folder that is not there.
    """
    found = []
    for path in [p for p in folder.iterdir() if p.suffix == SUFFIX]:
        try:
            found.append(Backup(path, read_bundle(path)))
        except (NotBackup, OSError):
            continue  # it is no backup of ours; it stays where it is
    ours = (b for b in found if check in ("", b.manifest.check))
    return sorted(ours, key=lambda b: (b.manifest.made, b.manifest.entries), reverse=True)
