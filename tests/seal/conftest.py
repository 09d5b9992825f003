# SPDX-License-Identifier: Apache-2.0
"""A small kit and the packages made of it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve, frozen
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.model.canonical import digest_of
from safeconduct.model.judgement import Finding, Outcome, Severity, Status
from safeconduct.model.places import Span
from safeconduct.model.signed import SignOff
from safeconduct.model.works import Artifact
from safeconduct.seal.keys import make_key, public_of
from safeconduct.seal.manifest import Manifest, write_up
from safeconduct.seal.pack import kit_files_in, pack
from safeconduct.seal.verdict import Verdict
from safeconduct.seal.verify import verify

KIT = {
    "pocket.ko-KP.pocket-a7.pdf": b"%PDF-1.7 lie flat on the ground " * 40,
    "letter/letter.uk.letter-a4.pdf": b"%PDF-1.7 to whom it may concern",
    "spot.ko-KP.fm.wav": bytes(range(256)) * 16,
    "report.json": b"{}",
}


def marked(name: str) -> str:
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.SPECIMEN.{suffix}"


@frozen
class Desk:
    """Makes packages in `folder` with the key of one press."""

    folder: Path
    key: Ed25519PrivateKey

    @property
    def line(self) -> str:
        return public_of(self.key)

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
            as_of=date(2024, 11, 20),
            status=status,
            valid_until=date(2025, 2, 1),
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
    ) -> Path:
        if status is Status.SPECIMEN:
            contents = {marked(file): content for file, content in contents.items()}
        package = self.folder / name
        pack(kit_files_in(self.kit(contents)), change(self.manifest(contents, status)), self.key, package)
        return package

    def verdict(self, package: Path, today: date = date(2024, 12, 1)) -> Verdict:
        return verify(package, [self.line], today)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, make_key(hashlib.sha256(b"press").digest()))


@pytest.fixture
def other(desk: Desk) -> Desk:
    return evolve(desk, key=make_key(hashlib.sha256(b"forger").digest()))
