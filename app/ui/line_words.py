"""What bytes on the pad's line mean, in words: for the simulator and for the devices page."""

from app.devices.framing import Decoder
from app.devices.pads.simulator import commands_in
from app.devices.profile import PadProfile
from app.settings.words import Words


def keys_in(profile: PadProfile, data: bytes) -> list[int]:
    """The native codes of the keys that bytes from the pad hold."""
    frames = Decoder(profile.rx).feed(data)
    return [code for frame in frames if (code := profile.key_of(frame)) is not None]


def meaning_from_pad(profile: PadProfile, data: bytes, words: Words) -> tuple[str, bool]:
    """What the pad said: its keys by name, that it is lit; and whether that is odd."""
    if data == profile.answer_bytes():
        return words("simulator.said_lit"), False
    labels = [profile.keys[code].label for code in keys_in(profile, data)]
    return "，".join(labels) or words("simulator.said_spoiled"), not labels


def meaning_to_pad(profile: PadProfile, data: bytes, words: Words) -> tuple[str, bool]:
    """What the pad was told, and whether that is odd."""
    names = commands_in(profile, data)[0]
    known = [n if words.has(f"simulator.said_{n}") else "setup" for n in names]
    said = "，".join(words(f"simulator.said_{n}") for n in known or ("unknown",))
    return said, not names
