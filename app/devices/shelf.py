"""Which profiles of pads there are: those that come with the program, those of this site.

A profile is known by its id, which is also the name of its file. A file with faults is listed with
them and keeps none of the others away. A file of the site serves only as its leader has seen it:
the settings hold its SHA-256.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from app.devices.profile import PadProfile, load
from app.settings.places import RESOURCES
from app.settings.tables import MAX_BYTES, Fault, Faulty

SHIPPED: Final = RESOURCES / "pads"
TRAINING: Final = SHIPPED / "training"  # pads that exist nowhere else
SITE: Final = "pads"  # below a home


class Held(NamedTuple):
    """A file on the shelf; `profile` is None where `faults` has some. `is_site`: not shipped."""

    id: str
    file: Path
    is_site: bool
    profile: PadProfile | None
    faults: tuple[Fault, ...] = ()

    @property
    def pin(self) -> str:
        """What the settings must hold beside the id: the SHA-256 of a file of the site."""
        return self.profile.sha256 if self.is_site and self.profile else ""


class Unfit(Exception):  # noqa: N818
    """A profile cannot serve. `code`: profile_missing, profile_faulty, profile_double or
    profile_changed (not the file a leader agreed to); `faults` of a faulty one."""

    def __init__(self, code: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.faults = faults


def look(home: Path, shipped: Sequence[Path] = (SHIPPED,)) -> tuple[Held, ...]:
    """All files, shipped ones first, by id. Reads the disk: for a worker."""
    came = (held for folder in shipped for held in _files(folder, is_site=False))
    found = (*came, *_files(home / SITE, is_site=True))
    names = [held.id for held in found]
    return tuple(
        held if names.count(held.id) == 1
        else held._replace(profile=None, faults=(Fault("id", 0, "shelf_double"), *held.faults))
        for held in found
    )  # fmt: skip


def take(
    home: Path,
    name: str,
    pin: str,
    shipped: Path = SHIPPED,
    site: Mapping[str, int] | None = None,
) -> PadProfile:
    """The profile of an id, if it may serve: a site's file only with the SHA-256 `pin`; `site` are
    the variables that the site has set.

    Raises Unfit.
    """
    files = [
        (file, is_site)
        for file, is_site in ((_file(shipped, name), False), (_file(home / SITE, name), True))
        if file is not None
    ]
    if len(files) != 1:
        raise Unfit("profile_double" if files else "profile_missing")
    held = _read(*files[0], site)
    if held.profile is None:
        raise Unfit("profile_faulty", held.faults)
    if held.pin != pin and held.is_site:
        raise Unfit("profile_changed")
    return held.profile


def _file(folder: Path, name: str) -> Path | None:
    file = folder / f"{name}.toml"
    return file if file.parent == folder and file.is_file() else None


def _files(folder: Path, *, is_site: bool) -> Iterator[Held]:
    for file in sorted(folder.glob("*.toml")):
        yield _read(file, is_site)


def _read(file: Path, is_site: bool, site: Mapping[str, int] | None = None) -> Held:
    """A file and what is wrong with it."""
    try:
        with file.open("rb") as opened:
            profile = load(file.name, opened.read(MAX_BYTES + 1), site)
    except OSError:
        return Held(file.stem, file, is_site, None, (Fault("", 0, "unreadable"),))
    except Faulty as error:
        return Held(file.stem, file, is_site, None, error.faults)
    if profile.id != file.stem:
        fault = Fault("id", 0, "shelf_id", {"id": profile.id, "file": f"{profile.id}.toml"})
        return Held(file.stem, file, is_site, None, (fault,))
    return Held(file.stem, file, is_site, profile)
