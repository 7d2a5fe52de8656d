"""Printer profiles: what a model's ROM, paper, commands and answers are, read strictly from TOML.

Every fault of a file is named at once with its line (app.settings.tables). A site's own files lie
in `HOME/printers`, beside the shipped ones; a bad file hides none of the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import msgspec

from app.printing.charset import Rom
from app.settings.places import RESOURCES
from app.settings.tables import Document, Fault, Faulty

CELL_DOTS: Final = 12
SHIPPED: Final = RESOURCES / "printers"
TRAINING: Final = SHIPPED / "training"  # the played printer, which exists nowhere else
SITE: Final = "printers"  # below a home
PLAIN: Final = "generic-80"  # draws what no other profile can
_WIDEST_MODULE: Final = 11  # the longest number needs 33 modules with its quiet zone: 363 dots

Proof = Literal["untried", "captured", "verified-on-site"]
Status = Literal["none", "dle", "gs_r", "usblp"]
Fence = Literal["none", "gs_h", "gs_r"]
Evidence = Literal["E1", "E2", "E3"]
Flow = Literal["none", "xonxoff", "rtscts"]
Cut = Literal["part", "full", "none"]


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """One model of printer. Dots are the printer's own (203 dpi: 8 a millimetre).

    `proof` says how far anybody has tried it. `status` is the question it answers, `fence` how it
    tells that a paper is out, `evidence` what a paper needs to be over without a person's word;
    `near_end` whether it has that sensor, `asb_off` whether automatic status must be silenced.
    `write_s` and `fence_s` are seconds: to take a paper beyond what the line needs, to print it.
    """

    id: str
    name: str
    dots: int
    columns: int
    rom: Rom
    pitch: int
    units_per_dot: int
    band_rows: int
    qr: Literal["raster", "native"]
    module: int
    cut: Cut
    tail_dots: int
    baud: int
    status: Status
    proof: Proof = "untried"
    near_end: bool = False
    flow: Flow = "none"
    fence: Fence = "none"
    evidence: Evidence = "E1"
    asb_off: bool = False
    write_s: int = 20
    fence_s: int = 60


class _Printer(msgspec.Struct, frozen=True):
    id: str
    name: str
    proof: str


class _Paper(msgspec.Struct, frozen=True):
    dots: int
    columns: int
    near_end: bool = False


class _Text(msgspec.Struct, frozen=True):
    rom: str
    pitch: int
    units_per_dot: int


class _Image(msgspec.Struct, frozen=True):
    band_rows: int


class _Qr(msgspec.Struct, frozen=True):
    method: str
    module: int


class _Cut(msgspec.Struct, frozen=True):
    method: str
    tail_dots: int


class _Link(msgspec.Struct, frozen=True):
    baud: int
    status: str
    flow: str = "none"
    fence: str = "none"
    evidence: str = "E1"
    asb_off: bool = False
    write_s: int = 20
    fence_s: int = 60


class _Sheet(msgspec.Struct, frozen=True):
    printer: _Printer
    paper: _Paper
    text: _Text
    image: _Image
    qr: _Qr
    cut: _Cut
    link: _Link


# (table, key, least, most)
_RANGES: Final = (
    ("paper", "dots", 384, 832),
    ("paper", "columns", 32, 64),
    ("text", "pitch", 24, 60),
    ("text", "units_per_dot", 1, 2),
    ("image", "band_rows", 8, 64),
    ("qr", "module", 3, _WIDEST_MODULE),
    ("cut", "tail_dots", 1, 400),
    ("link", "baud", 1200, 921600),
    ("link", "write_s", 5, 120),
    ("link", "fence_s", 5, 300),
)
_WORDS: Final = (
    ("printer", "proof", ("untried", "captured", "verified-on-site")),
    ("text", "rom", ("gb2312", "gbk")),
    ("qr", "method", ("raster", "native")),
    ("cut", "method", ("part", "full", "none")),
    ("link", "status", ("none", "dle", "gs_r", "usblp")),
    ("link", "flow", ("none", "xonxoff", "rtscts")),
    ("link", "fence", ("none", "gs_h", "gs_r")),
    ("link", "evidence", ("E1", "E2", "E3")),
)


def load(path: Path) -> PrinterProfile:
    """The profile in a file. Raises OSError, or Faulty naming every fault."""
    return read(path.name, path.read_bytes())


def read(name: str, raw: bytes) -> PrinterProfile:
    """The profile in a file's bytes. Raises Faulty naming every fault."""
    document = Document(name, raw)
    tables: dict[str, Any] = {
        field.name: document.struct(field.type, document.root[field.name], (field.name,))
        for field in msgspec.structs.fields(_Sheet)
        if field.name in document.root
    }
    document.unknown(document.root, frozenset(_Sheet.__struct_fields__), ())
    for key in _Sheet.__struct_fields__:
        if key not in tables:
            document.fault((key,), "missing_key", key=key)
    _check(document, tables)
    document.finish()
    sheet = _Sheet(**tables)
    flat = {
        **msgspec.structs.asdict(sheet.printer), **msgspec.structs.asdict(sheet.paper),
        **msgspec.structs.asdict(sheet.text), **msgspec.structs.asdict(sheet.image),
        **msgspec.structs.asdict(sheet.link), "qr": sheet.qr.method, "module": sheet.qr.module,
        "cut": sheet.cut.method, "tail_dots": sheet.cut.tail_dots,
    }  # fmt: skip
    return PrinterProfile(**flat)


def written(profile: PrinterProfile) -> str:
    """The profile as a file that `read` gives back unchanged."""
    flat = {f.name: getattr(profile, f.name) for f in fields(profile)}
    lines: list[str] = []
    for table in msgspec.structs.fields(_Sheet):
        lines += ["", f"[{table.name}]"]
        for key in table.type.__struct_fields__:
            value = flat[table.name if key == "method" else key]  # of qr and of cut
            lines.append(f"{key} = {msgspec.json.encode(value).decode()}")
    return "\n".join(lines[1:]) + "\n"


def _check(document: Document, tables: dict[str, msgspec.Struct | None]) -> None:
    """Words, numbers, and values that are each right but do not go together."""
    head, paper, link = tables.get("printer"), tables.get("paper"), tables.get("link")
    for table, key, low, high in _RANGES:
        if (found := tables.get(table)) and not low <= getattr(found, key) <= high:
            document.fault((table, key), "out_of_range", low=low, high=high)
    for table, key, words in _WORDS:
        if (found := tables.get(table)) and getattr(found, key) not in words:
            value = getattr(found, key)
            document.fault((table, key), "printer_word", value=value, words="、".join(words))
    if isinstance(head, _Printer):
        for key in ("id", "name"):
            if not getattr(head, key).strip():
                document.fault(("printer", key), "printer_empty")
    if isinstance(paper, _Paper) and paper.columns * CELL_DOTS > paper.dots:
        document.fault(("paper", "columns"), "printer_wide", each=CELL_DOTS, dots=paper.dots)
    if isinstance(link, _Link):
        if link.evidence == "E3" and link.fence == "none":
            document.fault(("link", "evidence"), "printer_no_fence")
        if link.evidence == "E2" and link.status == "none":
            document.fault(("link", "evidence"), "printer_no_status")


class Shelf(NamedTuple):
    """All profiles that can be used, by id, and the files that cannot."""

    profiles: dict[str, PrinterProfile]
    faulty: tuple[Faulty, ...]


def shelf(site: Path | None = None, shipped: Path = SHIPPED) -> Shelf:
    """The shipped profiles and those of a site's folder (`HOME/printers`).

    A file goes by its name: the id in it must be the same, and a site's file cannot take the id
    of a shipped one. Whatever cannot be used stands in `faulty`.
    """
    found: dict[str, PrinterProfile] = {}
    faulty: list[Faulty] = []
    for path in _files(shipped, site):
        try:
            profile = load(path)
            if profile.id != path.stem or profile.id in found:
                problem = "printer_double" if profile.id in found else "printer_id"
                document = Document(path.name, path.read_bytes())
                document.fault(("printer", "id"), problem, value=profile.id)
                document.finish()
        except Faulty as error:
            faulty.append(error)
        except OSError:
            faulty.append(Faulty(path.name, [Fault("", 0, "printer_unreadable")]))
        else:
            found[profile.id] = profile
    return Shelf(found, tuple(faulty))


def find(name: str, site: Path | None = None) -> PrinterProfile:
    """The profile of an id. Raises Faulty: of its own file, or that there is none."""
    every = shelf(site)
    if name in every.profiles:
        return every.profiles[name]
    for error in every.faulty:
        if error.name == f"{name}.toml":
            raise error
    raise Faulty("settings.toml", [Fault("printer.profile", 0, "printer_unknown", {"value": name})])


def _files(*folders: Path | None) -> Iterator[Path]:
    for folder in folders:
        if folder is not None and folder.is_dir():
            yield from sorted(folder.glob("*.toml"))
