"""What the cards of the devices page say, worked out without a toolkit."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from app.desk import native_scale
from app.devices.practice import SIMULATOR
from app.devices.profile import PadProfile
from app.domain.rules import Rules
from app.printing.profiles import PrinterProfile
from app.settings.terminal import PadSettings, PrinterSettings, Settings
from app.settings.words import Words
from app.ui import strip
from app.ui.kit.values import Mark, Status

Line = tuple[str, str]
SUPPLY: Final[Mapping[str, str]] = MappingProxyType({"paper_out": "out", "low": "low"})
WAYS: Final[Mapping[str, str]] = MappingProxyType(
    {"tcp": "network", "capture": "folder", "none": "none_fitted"}
)
NARROW_DOTS: Final = 448  # more cannot be printed on a roll of 58 mm


class CardFacts(NamedTuple):
    """A card: light and word of its head, lines of (name, value), what is wrong and what to try.

    `code` names the trouble; `detail` is who holds a port or which right is missing.
    """

    mark: Mark
    state: str
    lines: tuple[Line, ...]
    what: str = ""
    first: str = ""
    code: str = ""


def pad_facts(
    words: Words,
    rules: Rules,
    pad: PadSettings,
    profile: PadProfile | None,
    status: Status,
    port: str,
    heard: str,
) -> CardFacts:
    """The card of the pad. `port` is what the system calls it, `heard` when it last spoke."""
    if status.code == "none":
        return _unfitted(words)
    line = words("devices.simulated") if pad.port == SIMULATOR else port or pad.port
    if profile is not None and pad.port != SIMULATOR:
        facts = {"port": port or pad.port, "baud": profile.line.baud}
        line = words("devices.on_line", **facts, bytes=profile.line.bytes)
    keys = profile.keys.values() if profile is not None else ()
    scale = native_scale.scale_words(words, rules, ((k.label, k.level) for k in keys))
    lines = (
        (words("devices.connection"), line),
        (words("devices.model"), model_words(words, pad.profile, profile)),
        *(((words("devices.scale"), scale),) if scale else ()),
        (words("devices.heard"), heard),
    )
    return _troubled(words, status, lines)


def printer_facts(
    words: Words, printer: PrinterSettings, profile: PrinterProfile | None, status: Status
) -> CardFacts:
    """The card of the printer."""
    if status.code == "none":
        return _unfitted(words)
    facts = {"host": printer.host, "port": printer.port, "baud": profile.baud if profile else ""}
    key = WAYS.get(printer.transport, printer.transport)
    lines = [
        (words("devices.connection"), words(f"devices.{key}", **facts)),
        (words("devices.model"), model_words(words, printer.profile, profile)),
    ]
    if profile is not None:
        paper = {"mm": 58 if profile.dots <= NARROW_DOTS else 80, "columns": profile.columns}
        cut = words(f"devices.cut_{profile.cut}")
        lines += [
            (words("devices.paper"), words("devices.of_paper", **paper, cut=cut)),
            (words("devices.letters"), words(f"devices.rom_{profile.rom}")),
            (words("devices.supply"), words(f"devices.supply_{_supply(profile, status)}")),
        ]
    lines.append((words("devices.failing"), words("devices.failing_means")))
    return _troubled(words, status, tuple(lines))


def screen_facts(words: Words, status: Status | None) -> CardFacts:
    """The card of the citizen's screen."""
    if status is None:
        return CardFacts("mute", words("devices.state.none"), (), code="none")
    if status.mark == "ok":
        return CardFacts("ok", words("devices.state.ok"), ())
    state = words("devices.state.ask" if status.code == "ask" else "devices.state.missed")
    panel = strip.panel(words, status, "")
    return CardFacts(status.mark, state, (), panel.what, panel.first, status.code)


def support_facts(
    words: Words, now: Settings, sha256: str, cards: Mapping[str, CardFacts]
) -> list[tuple[str, str]]:
    """Each device with its profile, health and what its card says, for support."""
    named = {"pad": f"{now.pad.profile} sha256 {sha256}", "printer": now.printer.profile}
    found = []
    for name, card in cards.items():
        lines = "，".join(value for _, value in card.lines)
        parts = (f"{card.state} {card.code}".strip(), named.get(name, ""), lines)
        found.append((words(f"devices.name_{name}"), "  ".join(p for p in parts if p)))
    return found


def state_words(words: Words, status: Status) -> str:
    """正常, 没有应答, 断开 …: the word of a light."""
    if status.mark == "ok" and not status.code:
        return words("devices.state.ok")
    known = words.has(f"devices.state.{status.code}")
    fallen = "no_answer" if status.id == "printer" else "lost"
    return words(f"devices.state.{status.code if known else fallen}")


def model_words(words: Words, chosen: str, profile: PadProfile | PrinterProfile | None) -> str:
    """The name of a model with how far it can be trusted."""
    if profile is None:
        return words("devices.unknown_model", id=chosen)
    return words("devices.with_status", name=profile.name, status=trust_words(words, profile))


def trust_words(words: Words, profile: PadProfile | PrinterProfile) -> str:
    """How far a model can be trusted: 取自公开代码，未在实机上试过."""
    if isinstance(profile, PrinterProfile):
        return words(f"proof.{profile.proof}")
    return words(f"devices.status.{profile.status}")


def ago(words: Words, at: datetime | None, now: datetime) -> str:
    """4 秒前, 3 分钟前; that it was never so."""
    if at is None:
        return words("devices.not_yet")
    seconds = max(0, int((now - at).total_seconds()))
    if seconds < 2:
        return words("devices.just_now")
    if seconds < 60:
        return words("devices.seconds", n=seconds)
    minutes = seconds // 60
    if minutes < 60:
        return words("devices.minutes", n=minutes)
    return words("devices.hours", n=minutes // 60)


def _supply(profile: PrinterProfile, status: Status) -> str:
    if profile.status == "none":
        return "mute"
    well = "ok" if profile.near_end else "there"
    return SUPPLY.get(status.code, well if status.mark == "ok" else "unknown")


def _unfitted(words: Words) -> CardFacts:
    line = (words("devices.connection"), words("devices.none_fitted"))
    return CardFacts("mute", words("devices.state.none"), (line,), code="none")


def _troubled(words: Words, status: Status, lines: tuple[Line, ...]) -> CardFacts:
    state = state_words(words, status)
    if status.mark == "ok":
        return CardFacts(status.mark, state, lines)
    if not words.has(f"panel.{status.id}.{status.code}"):
        return CardFacts(status.mark, state, lines, status.words, "", status.code)
    panel = strip.panel(words, status, "")
    return CardFacts(status.mark, state, lines, panel.what, panel.first, status.code)
