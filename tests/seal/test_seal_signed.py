# SPDX-License-Identifier: Apache-2.0
"""Whatever people signed travels in the manifest so that anybody can check it again, and what was waived beside it."""

import hashlib
from datetime import date

from attrs import evolve

from safeconduct.model.canonical import digest_of
from safeconduct.model.judgement import Finding, Severity, Waived
from safeconduct.model.places import Span
from safeconduct.model.signed import (
    Answer,
    Confirmation,
    Cosmetic,
    Reader,
    ReaderTest,
    Signed,
    SignOff,
    Waiver,
    namespace,
    signed_message,
)
from safeconduct.model.status import Status
from safeconduct.seal.keys import make_key, public_of
from safeconduct.seal.manifest import manifest_bytes, manifest_from, write_up
from safeconduct.seal.sshsig import sign, verify

KEY = make_key(hashlib.sha256(b"crane").digest())
DAY, AT, SAW = date(2026, 11, 1), Span("x.toml"), digest_of(b"seen")
WAIVER = Waiver("w", "words-too-many", "note", (SAW,), "crane", "It is short enough.", DAY, DAY, "", AT)
RECORDS: tuple[Signed, ...] = tuple(
    evolve(one, signature=sign(KEY, namespace(one), signed_message(one)))
    for one in (
        SignOff("s", "author", "crane", "note", SAW, DAY, None, "", AT, SAW, {"en": "ab12"}),
        WAIVER,
        Confirmation(
            "c", "note", "crane", "", SAW, {"walk": Answer.REJECTED}, {"walk": "No."}, {"walk": ("Go.",)},
            {"walk": ("claim:x",)}, DAY, DAY,
            "", AT,
        ),
        ReaderTest("r", "note", "en", "crane", SAW, SAW, DAY, (Reader("villager", True, False, None, "안녕"),), "", AT),
        Cosmetic("m", "note", "crane", SAW, SAW, DAY, "", AT),
    )
)  # fmt: skip
FINDING = Finding("words-too-many", Severity.WARN, Span("pieces/note/copy.en.md", 3), "Too many words.", "Fewer.")


def test_every_signed_text_can_be_checked_again_from_the_manifest_alone() -> None:
    written = write_up(
        "brook-hall", {"en": "The hall"}, DAY, Status.FINAL, DAY, (), (), [Waived(FINDING, "note", WAIVER)], RECORDS,
        {"crane": public_of(KEY)}, {},
    )  # fmt: skip
    manifest = manifest_from(manifest_bytes(written))
    assert manifest == written
    assert len(manifest.signed) == len(RECORDS)
    for text in manifest.signed:
        verify(text.key, text.namespace, text.message.encode(), text.signature)
    assert {text.namespace.split(".")[1] for text in manifest.signed} == {
        "sign-off",
        "waiver",
        "confirmation",
        "reader-test",
        "cosmetic",
    }
    (let,) = manifest.waived
    assert (let.check, let.place, let.piece, let.person, let.reason, let.until) == (
        "words-too-many",
        "pieces/note/copy.en.md:3",
        "note",
        "crane",
        "It is short enough.",
        DAY,
    )
