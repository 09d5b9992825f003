# SPDX-License-Identifier: Apache-2.0
"""A small kit, a press with a key for every role, and the packages made of them."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.model.canonical import digest_of
from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.model.judgement import Finding, Outcome, Severity
from safeconduct.model.places import Span
from safeconduct.model.sealed import Key, Role, Root, StatusWord
from safeconduct.model.signed import SignOff
from safeconduct.model.status import Status
from safeconduct.model.works import Artifact
from safeconduct.seal.adding import attest, attestation_of, release_in
from safeconduct.seal.keys import make_key, public_of
from safeconduct.seal.layout import ROOT_PURPOSE, STATUS, STATUS_PURPOSE, root_file, signature_file
from safeconduct.seal.manifest import Manifest, write_up
from safeconduct.seal.pack import Terms, kit_files_in, pack
from safeconduct.seal.public_keys import key_id
from safeconduct.seal.records import ROOT_SCHEMA, STATUS_SCHEMA, record_bytes
from safeconduct.seal.sshsig import sign

KIT = {
    "pocket.ko-KP.pocket-a7.pdf": b"%PDF-1.7 lie flat on the ground " * 40,
    "letter/letter.uk.letter-a4.pdf": b"%PDF-1.7 to whom it may concern",
    "spot.ko-KP.fm.wav": bytes(range(256)) * 16,
    "report.json": b"{}",
}
ISSUED, EXPIRES, TODAY = date(2024, 11, 20), date(2025, 2, 1), date(2024, 12, 1)
PEOPLE = {
    "root-1": ("root",),
    "root-2": ("root",),
    "root-3": ("root",),
    "press": ("publisher",),
    "author-1": ("author",),
    "translator-1": ("translator",),
    "checker-1": ("fact-check",),
    "checker-2": ("fact-check",),
    "lawyer-1": ("legal",),
    "clerk": ("status", "log"),
}
THRESHOLDS = {"root": 2}
POLICY = {"any": ("author", "fact-check"), "leaflet": ("legal", "translator"), "letter": ("legal",)}


def made_key(name: str) -> Ed25519PrivateKey:
    """The same key for the same name."""
    return make_key(hashlib.sha256(name.encode()).digest())


def id_of(name: str) -> str:
    return key_id(public_of(made_key(name)))


def marked(name: str) -> str:
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.SPECIMEN.{suffix}"


def a_root(version: int = 1, people: Mapping[str, tuple[str, ...]] = PEOPLE, **changed: Any) -> Root:
    """A root in which each of `people` has their roles; one key of a role is enough, two for the role root."""
    roles = sorted({role for roles in people.values() for role in roles})
    root = Root(
        schema=ROOT_SCHEMA,
        version=version,
        issued=date(2024, 1, 1),
        expires=date(2030, 1, 1),
        name={"en": "A press for tests", "uk": "Друкарня для перевірок"},
        keys={id_of(name): Key(public_of(made_key(name)), None) for name in people},
        roles={
            role: Role(tuple(sorted(id_of(name) for name in people if role in people[name])), THRESHOLDS.get(role, 1))
            for role in roles
        },
        policy=POLICY,
        revoked={},
    )
    return evolve(root, **changed)


def signed_root(root: Root, signers: tuple[str, ...] = ("root-1", "root-2")) -> dict[str, bytes]:
    """The files of a root in a package."""
    name, content = root_file(root.version), record_bytes(root)
    return {name: content} | {
        signature_file(name, id_of(one)): sign(made_key(one), ROOT_PURPOSE, content).encode() for one in signers
    }


def a_status(version: int = 3, **changed: Any) -> StatusWord:
    """A status that knows of nothing wrong."""
    status = StatusWord(
        schema=STATUS_SCHEMA,
        version=version,
        issued=date(2024, 11, 25),
        next=date(2024, 12, 25),
        root_version=1,
        log_head=None,
        latest={"kursk-2024": 2},
        recalled=(),
    )
    return evolve(status, **changed)


def signed_status(status: StatusWord, signers: tuple[str, ...] = ("clerk",)) -> dict[str, bytes]:
    """The files of a status in a package."""
    content = record_bytes(status)
    return {STATUS: content} | {
        signature_file(STATUS, id_of(one)): sign(made_key(one), STATUS_PURPOSE, content).encode() for one in signers
    }


@frozen
class Desk:
    """Makes packages in `folder`: version 2 of kursk-2024, signed by everybody who must, with a status."""

    folder: Path
    press: str = "press"
    root: Root = field(factory=a_root)
    trust: Mapping[str, bytes] = field(factory=lambda: signed_root(a_root()))

    @property
    def line(self) -> str:
        return public_of(made_key(self.press))

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.trust["trust/1.root.json"])

    def verdict(self, package: Path, today: date = TODAY) -> Any:
        """What the verifier says to somebody who has compared the fingerprint."""
        from safeconduct.seal.verify import verify

        return verify(package, today, self.fingerprint, None, None)

    def kit(self, contents: Mapping[str, bytes]) -> Path:
        kit = self.folder / f"kit-{len(list(self.folder.iterdir()))}"
        for name, content in contents.items():
            path = kit / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return kit

    def manifest(self, contents: Mapping[str, bytes], status: Status = Status.FINAL) -> Manifest:
        return write_up(
            edition="kursk-2024",
            title={"en": "An appeal", "ko-KP": "호소문", "uk": "Звернення"},
            as_of=ISSUED,
            status=status,
            valid_until=EXPIRES,
            artifacts=[
                Artifact(
                    file=name,
                    sha256=digest_of(content),
                    size=len(content),
                    piece="pocket",
                    language="ko-KP",
                    channel="pocket-a7",
                    media_type="application/pdf",
                    key=digest_of(b"step" + content),
                )
                for name, content in contents.items()
            ],
            outcomes=[
                Outcome("no-such-claim", 4, (Finding("no-such-claim", Severity.NOTE, Span("a.md", 3), "안녕", "Do."),)),
                Outcome("glyph-missing", 0, (), "The press did not run."),
            ],
            waived=[],
            signed=[
                SignOff(
                    "s1", "translator", "crane", "pocket", digest_of(b"x"), date(2024, 11, 19), "uk", "sig", Span("s")
                )
            ],
            signer_keys={"crane": self.line},
            made_with={"typst": "0.15.2"},
        )

    def package(
        self,
        name: str = "package",
        contents: Mapping[str, bytes] = KIT,
        status: Status = Status.FINAL,
        change: Callable[[Manifest], Manifest] = lambda manifest: manifest,
        kinds: tuple[str, ...] = ("leaflet", "letter"),
        version: int = 2,
        attested: Mapping[str, tuple[str, ...]] | None = None,
        word: StatusWord | None = None,
    ) -> Path:
        """Make a package; `attested` is role -> people, `word` its status (None: one that knows of nothing wrong)."""
        if status is Status.SPECIMEN:
            contents = {marked(file): content for file, content in contents.items()}
        package = self.folder / name
        terms = Terms(version, kinds, digest_of(b"manuscript"), digest_of(b"tools"))
        signed = {**self.trust, **signed_status(word or a_status())}
        manifest = change(self.manifest(contents, status))
        pack(kit_files_in(self.kit(contents)), manifest, terms, self.root, signed, made_key(self.press), package)
        for role, people in (EVERYBODY if attested is None else attested).items():
            for person in people:
                sign_off(package, role, person)
        return package


EVERYBODY = {
    "author": ("author-1",),
    "fact-check": ("checker-1",),
    "translator": ("translator-1",),
    "legal": ("lawyer-1",),
}


def sign_off(package: Path, role: str, person: str, **said: Any) -> Path:
    """Have `person` sign the package off in `role`."""
    told: dict[str, Any] = {"on": ISSUED, "covers": (), "conditions": {}, "review_by": None, **said}
    content = attestation_of(release_in(package)[1], role, **told)
    return attest(package, content, role, made_key(person))
