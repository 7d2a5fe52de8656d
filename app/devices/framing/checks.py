"""The sums by which a frame shows that it came whole."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final


def _crc16(data: bytes) -> bytes:
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc.to_bytes(2, "little")


def _xor(data: bytes) -> bytes:
    value = 0
    for byte in data:
        value ^= byte
    return bytes([value])


NO_CHECK: Final = "none"
CHECKS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        NO_CHECK: lambda _: b"",
        "sum8": lambda data: bytes([sum(data) & 0xFF]),
        "xor8": _xor,
        "neg8": lambda data: bytes([-sum(data) & 0xFF]),
        "crc16-modbus": _crc16,
    }
)
