# SPDX-License-Identifier: Apache-2.0
"""A package in memory that can be harmed: its bytes by name, what the press could do to it, and how it is laid down."""

import json
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from attrs import define, field
from forging import zip_of
from sealing_office import PEOPLE, Desk, a_status, id_of, made_key, signed_root, signed_status

from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.model.sealed import Root
from safeconduct.seal.sshsig import sign

RELEASE, STATUS, FIRST, SECOND = "seal/release.json", "seal/status.json", "trust/1.root.json", "trust/2.root.json"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SPOT, REPORT = "data/spot.ko-KP.fm.wav", "data/report.json"
POCKET, LETTER = "data/pocket.ko-KP.pocket-a7.pdf", "data/letter/letter.uk.letter-a4.pdf"
WHO = {id_of(name): name for name in PEOPLE}
_PURPOSES = {RELEASE: "safeconduct.release", STATUS: "safeconduct.status"}
_OWN = (RELEASE, STATUS, "seal/attestations/", "trust/1.root.json", "trust/2.root.json")


def spelled(value: object) -> bytes:
    """Spell JSON in the canonical way, without asking whether it may be spelled."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def listed(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode("utf-8", "surrogateescape")


def sig(name: str, person: str) -> str:
    """The name of the signature file of `person` beside `name`."""
    return f"{name}.sigs/{id_of(person)}.sig"


def sign_off_of(role: str, person: str) -> str:
    return f"seal/attestations/{role}.{id_of(person)}.json"


def signed_by(person: str, purpose: str, content: bytes) -> bytes:
    return sign(made_key(person), f"safeconduct.{purpose}", content).encode()


@cache
def honest() -> Mapping[str, bytes]:
    """The files of a good package: version 2 of kursk-2024, signed by everybody who must, with status 3."""
    with tempfile.TemporaryDirectory(prefix="safeconduct-attacks-") as folder, patch("os.fsync"):
        package = Desk(Path(folder)).package()
        return {
            path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*") if path.is_file()
        }


def digits_of(files: Mapping[str, bytes]) -> str:
    """The fingerprint of the press whose first root lies in `files`."""
    return fingerprint_of(files[FIRST])


@define
class Parcel:
    """`files`: bytes by name.  `links`, `pipes`, `folders`, `closed` (to every reader): what only a folder can hold.

    `raw`: a file instead.
    """

    files: dict[str, bytes] = field(factory=lambda: dict(honest()))
    links: dict[str, str] = field(factory=dict)
    pipes: set[str] = field(factory=set)
    folders: set[str] = field(factory=set)
    closed: set[str] = field(factory=set)
    raw: bytes | None = None

    # ---- What anybody can do.

    def put(self, files: Mapping[str, bytes]) -> None:
        self.files.update(files)

    def drop(self, *names: str) -> None:
        for name in names:
            del self.files[name]

    def rename(self, name: str, other: str) -> None:
        self.files[other] = self.files.pop(name)

    def flip(self, name: str, at: int = 5) -> None:
        content = bytearray(self.files[name])
        content[at] ^= 1
        self.files[name] = bytes(content)

    def drop_signatures(self, name: str) -> None:
        for one in [one for one in self.files if one.startswith(f"{name}.sigs/")]:
            del self.files[one]

    def drop_sign_off(self, role: str, person: str) -> None:
        self.drop(sign_off_of(role, person), sign_off_of(role, person)[:-5] + ".sig")

    # ---- What needs keys.

    def sign(self, name: str, *people: str, purpose: str | None = None) -> None:
        for person in people:
            told = purpose or _PURPOSES.get(name, "safeconduct.root")
            self.files[sig(name, person)] = sign(made_key(person), told, self.files[name]).encode()

    def record(self, name: str) -> Any:
        return json.loads(self.files[name])

    def list_again(self) -> None:
        """Write both lists and the digests of the release anew, for what lies there; signs nothing."""
        kit = {name: digest(content) for name, content in self.files.items() if name.startswith("data/")}
        self.files[MANIFEST] = listed(kit)
        self.digest_again()

    def digest_again(self, tags: bool = True) -> None:
        """Write the list of tag files (unless not `tags`) and the digests of the release anew."""
        names = self.record(RELEASE)["digests"]
        digests = {name: digest(self.files[name]) for name in names if name in self.files and name != TAGS}
        if tags:
            self.files[TAGS] = listed(digests)
        self.files[RELEASE] = spelled({**self.record(RELEASE), "digests": {**digests, TAGS: digest(self.files[TAGS])}})

    def publish(self, person: str = "press", **changed: Any) -> None:
        """Change the release, and have `person` sign it instead of whoever did."""
        self.files[RELEASE] = spelled({**self.record(RELEASE), **changed})
        self.drop_signatures(RELEASE)
        self.sign(RELEASE, person)

    def sign_off(self, role: str, person: str, /, key: str | None = None, **changed: Any) -> str:
        """Have `person` sign the release as it is off in `role`; return the name of the record."""
        name = sign_off_of(role, person)
        told: dict[str, Any] = {
            "schema": "safeconduct.attestation/1",
            "release": digest(self.files[RELEASE]),
            "role": role,
            "on": "2024-11-20",
            "covers": [],
            "conditions": {},
            "review_by": None,
        }
        self.files[name] = spelled({**told, **changed})
        self.files[name[:-5] + ".sig"] = signed_by(key or person, f"attestation.{role}", self.files[name])
        return name

    def agreed(self) -> None:
        """Have everybody who signed the release off sign it off again as it is now."""
        for name in [one for one in self.files if one.startswith("seal/attestations/") and one.endswith(".json")]:
            role, person, _ = Path(name).name.split(".")
            self.sign_off(role, WHO[person])

    def everybody_agrees(self, **changed: Any) -> None:
        """Have the press publish what lies there, with everybody's consent: all that is wrong was wrong before."""
        self.publish(**changed)
        self.agreed()

    def word(self, *signers: str, **changed: Any) -> None:
        """Put a status into it, signed by the clerk if by nobody else."""
        self.drop_signatures(STATUS)
        self.files.update(signed_status(a_status(**changed), signers or ("clerk",)))

    def root(self, root: Root, *signers: str) -> None:
        self.files.update(signed_root(root, signers or ("root-1", "root-2")))

    # ---- How it is laid down.

    def as_folder(self, package: Path) -> Path:
        made = {package}
        package.mkdir()
        for name, content in self.files.items():
            path = package / name
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(content)
        for name in self.folders:
            (package / name).mkdir(parents=True)
        for name, target in self.links.items():
            (package / name).symlink_to(target)
        for name in self.pipes:
            os.mkfifo(package / name)
        for name in self.closed:
            (package / name).chmod(0)
        return package

    def as_file(self, path: Path) -> Path:
        """Lay it down as one file: `raw`, or the ZIP in its one spelling."""
        path.write_bytes(self.zipped() if self.raw is None else self.raw)
        return path

    def zipped(self) -> bytes:
        names = {name.encode("utf-8", "surrogateescape"): name for name in self.files}
        return zip_of([(name, self.files[names[name]], {}) for name in sorted(names)])
