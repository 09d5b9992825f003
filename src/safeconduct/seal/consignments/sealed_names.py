# SPDX-License-Identifier: Apache-2.0
"""The encrypted file of the names: small, apart from the log, and to be burnt without harm to it.

Passphrase -> scrypt (RFC 7914, N = 2^17, r = 8, p = 1: 128 MiB, about half a second) -> AES-256-GCM, with a new salt
and nonce whenever it is written and the whole header authenticated.  The names are padded, so that the size of the file
hardly tells how many there are.
"""

import base64
import binascii
import re
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import evolve, frozen

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, TrustRefusal, UsageRefusal
from safeconduct.seal.files import read_at_most, synced, write_new
from safeconduct.seal.metadata import MetadataError, record_of

from .appending import locked
from .pseudonyms import Names
from .reading import FOLDER

FILE = "names.sealed"
SCHEMA = "safeconduct.names/1"
LEAST_PASSPHRASE = 12
_COST, _BLOCKS, _LANES = 2**17, 8, 1
_WAY = ("scrypt", _COST, _BLOCKS, _LANES, "aes-256-gcm")
_PAGE, _MOST, _TAG = 4096, 4 << 20, 16
_SALT, _NONCE = re.compile("[0-9a-f]{32}"), re.compile("[0-9a-f]{24}")
_COPY = "fetch it from a copy that you kept."


@frozen
class _Sealed:
    schema: str
    kdf: str
    n: int
    r: int
    p: int
    salt: str
    cipher: str
    nonce: str
    sealed: str

    @property
    def header(self) -> bytes:
        """All that is readable, which is authenticated with what is not."""
        return canonical(plain(evolve(self, sealed="")))


@frozen
class _Within:
    schema: str
    names: Mapping[str, str]


def names_file(chancery: Path) -> Path:
    """Return where the encrypted names of a chancery lie."""
    return chancery / FOLDER / FILE


def read_names(chancery: Path, passphrase: str) -> Names:
    """Open the names; without a file there are none.

    Raises `TrustRefusal` when the passphrase is wrong or a bit was changed (nobody can tell which), `AlteredRefusal`
    when the file is none, `FolderRefusal` when it cannot be read.
    """
    path = names_file(chancery)
    try:
        return _opened(read_at_most(path, _MOST), passphrase)
    except FileNotFoundError:
        return Names()
    except OSError as fault:
        raise FolderRefusal(f"{path} cannot be read ({fault.strerror or fault}).", "mend its rights.") from None
    except (MetadataError, binascii.Error):
        raise AlteredRefusal(f"{path} is no encrypted list of names as safeconduct writes it.", _COPY) from None


def change_names(chancery: Path, passphrase: str, change: Callable[[Names], Names]) -> Names:
    """Open the names, change them, and write them anew with a new salt and nonce: whole, or as they were.

    Raises what `read_names` and `change` raise, `UsageRefusal` when the passphrase is short or the list too long,
    `FolderRefusal` when the file cannot be written.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise UsageRefusal(
            f"The passphrase has fewer than {LEAST_PASSPHRASE} signs.", "take five words drawn by dice, or more."
        )
    with locked(chancery):
        names = change(read_names(chancery, passphrase))
        content = _closed(names, passphrase)
        if len(content) > _MOST:
            raise UsageRefusal("There are more names than the list can hold.", "remove those that you need no more.")
        path = names_file(chancery)
        beside = path.with_name(f".{FILE}.new")
        try:
            beside.unlink(missing_ok=True)
            write_new(beside, content, 0o600)
            beside.replace(path)
            synced(path.parent)
        except OSError as fault:
            raise FolderRefusal(
                f"{path} cannot be written ({fault.strerror or fault}). It is as it was.", "make room on the disk."
            ) from None
        finally:
            beside.unlink(missing_ok=True)
    return names


def forget_names(chancery: Path) -> bool:
    """Delete the names and return whether there were any; the log needs them for nothing.

    Raises `FolderRefusal` when they cannot be deleted.
    """
    with locked(chancery):
        path = names_file(chancery)
        try:
            path.with_name(f".{FILE}.new").unlink(missing_ok=True)
            path.unlink()
            synced(path.parent)
        except FileNotFoundError:
            return False
        except OSError as fault:
            raise FolderRefusal(f"{path} cannot be deleted ({fault.strerror}).", "delete it by hand.") from None
    return True


def _opened(untrusted: bytes, passphrase: str) -> Names:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = record_of(untrusted, _Sealed, SCHEMA)
    secret = base64.b64decode(sealed.sealed, validate=True)
    # The way is fixed: whoever edits the file must not choose how much memory we take, nor a weaker one.
    way = (sealed.kdf, sealed.n, sealed.r, sealed.p, sealed.cipher)
    if way != _WAY or not _SALT.fullmatch(sealed.salt) or not _NONCE.fullmatch(sealed.nonce) or len(secret) <= _TAG:
        raise MetadataError("It is not as it is written.")
    try:
        key = AESGCM(_derived(passphrase, bytes.fromhex(sealed.salt)))
        within = key.decrypt(bytes.fromhex(sealed.nonce), secret, sealed.header)
    except InvalidTag:
        raise TrustRefusal(
            f"The passphrase is wrong, or {FILE} was altered.", f"type it again; if it is right, {_COPY}"
        ) from None
    return Names(dict(record_of(within.rstrip(b"\0"), _Within, SCHEMA).names))


def _closed(names: Names, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    text = canonical(plain(_Within(SCHEMA, names.by_pseudonym)))
    padded = text.ljust(-(-len(text) // _PAGE) * _PAGE, b"\0")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    kdf, n, r, p, cipher = _WAY
    bare = _Sealed(SCHEMA, kdf, n, r, p, salt.hex(), cipher, nonce.hex(), "")
    secret = AESGCM(_derived(passphrase, salt)).encrypt(nonce, padded, bare.header)
    return canonical(plain(evolve(bare, sealed=base64.b64encode(secret).decode())))


def _derived(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # One passphrase has one spelling, whether typed on a Mac (NFD) or elsewhere (NFC).
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCKS, p=_LANES).derive(typed)
