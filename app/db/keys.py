"""The store's key, the terminal's signing key, the recovery code (decision 14).

An explicit home keeps its key in `HOME/key` (0600). The user's own instance keeps it in the
system keyring, or in that file where there is none. The recovery code, printed once at first
start, opens the store without either: the key lies in `HOME/recovery`, wrapped with it.
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

import keyring
import keyring.errors
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.number import ALPHABET

SUITE: Final = "ed25519+sha256"
KEY_BYTES: Final = 32
RECOVERY: Final = "recovery"
_SERVICE: Final = "bandecheng"
_CODE_GROUPS: Final = 8
_CONFUSED: Final = str.maketrans("OIL", "011")


class WrongKey(Exception):  # noqa: N818
    """There is a key, and it does not open the store; or there is none at all."""


def new_key() -> bytes:
    """A fresh 32-byte key."""
    return secrets.token_bytes(KEY_BYTES)


def keep_key(home: Path, key: bytes, *, in_keyring: bool) -> None:
    """Keep a key where `find_key` looks. Raises OSError when the home cannot be written."""
    if in_keyring:
        try:
            keyring.set_password(_SERVICE, str(home), key.hex())
        except keyring.errors.KeyringError:
            in_keyring = False
    if not in_keyring:
        write_private(home / "key", key.hex().encode())


def find_key(home: Path, *, in_keyring: bool) -> bytes:
    """The key kept for a home. Raises WrongKey when there is none or it is not one."""
    text: str | None = None
    if in_keyring:
        try:
            text = keyring.get_password(_SERVICE, str(home))
        except keyring.errors.KeyringError:
            text = None
    if text is None:
        try:
            text = (home / "key").read_text("ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError) as error:
            raise WrongKey from error
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise WrongKey from error
    if len(key) != KEY_BYTES:
        raise WrongKey
    return key


def fingerprint(key: bytes) -> str:
    """A short one-way name of a key, to tell a wrong key from a damaged store."""
    return hashlib.sha256(b"fingerprint" + key).hexdigest()[:16]


def make_recovery(home: Path, key: bytes) -> str:
    """Wrap the key for a new recovery code and return the code: 8 groups of 4, 160 random bits."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(4 * _CODE_GROUPS))
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(code, salt)).encrypt(nonce, key, b"recovery")
    write_private(home / RECOVERY, salt + nonce + wrapped)
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def recover(home: Path, code: str) -> bytes:
    """The key that the recovery code opens. Raises WrongKey."""
    try:
        return unwrap((home / RECOVERY).read_bytes(), code)
    except FileNotFoundError as error:
        raise WrongKey from error


def unwrap(box: bytes, code: str) -> bytes:
    """The key in the bytes of a `recovery` file, by its code. Raises WrongKey."""
    plain = "".join(c for c in code.upper() if c.isalnum()).translate(_CONFUSED)
    try:
        return AESGCM(_stretch(plain, box[:16])).decrypt(box[16:28], box[28:], b"recovery")
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error


def _stretch(code: str, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"bandecheng").derive(
        code.encode("ascii", "replace")
    )


def write_private(path: Path, text: bytes) -> None:
    """Write a file readable by its owner alone, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


class Signer:
    """The terminal's Ed25519 key. `origin` is derived from the public half."""

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.private = private
        self.public = self._key.public_key().public_bytes_raw()
        self.origin = origin_of(self.public)

    @classmethod
    def new(cls) -> "Signer":
        """A fresh key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, head: bytes) -> bytes:
        """The signature over a chain head, 64 bytes."""
        return self._key.sign(head)


def verify(public: bytes, head: bytes, signature: bytes) -> bool:
    """Whether a signature over a chain head is that key's."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, head)
    except (InvalidSignature, ValueError):
        return False
    return True


def origin_of(public: bytes) -> str:
    """The name of a terminal: 13 base-32 characters of the digest of its public key (65 bits)."""
    number = int.from_bytes(hashlib.sha256(public).digest()[:9], "big") >> 7
    return "".join(ALPHABET[number >> shift & 31] for shift in range(60, -1, -5))
