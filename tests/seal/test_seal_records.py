# SPDX-License-Identifier: Apache-2.0
"""Every rule of docs/package.md on what a field of a record may hold."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sealing_office import a_root, a_status, id_of, made_key

from safeconduct.model.canonical import digest_of
from safeconduct.model.sealed import Attestation, Key, Recall, Release, Role, Urgency
from safeconduct.model.status import Status
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import TAG_FILES, is_own
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.records import (
    ATTESTATION_SCHEMA,
    RELEASE_SCHEMA,
    attestation_from,
    record_bytes,
    release_from,
    root_from,
    status_from,
)

DAY, DIGEST = date(2026, 11, 1), digest_of(b"x")
SAID = {"en": "Why", "uk": "Чому", "ko": "왜", "ru": "Почему"}
ROOT, WORD = a_root(), a_status()
RELEASE = Release(
    schema=RELEASE_SCHEMA,
    id="kursk-2024",
    version=2,
    status=Status.FINAL,
    kinds=("leaflet", "letter"),
    issued=DAY,
    expires=None,
    titles={"en": "An appeal", "ko-KP": "호소문"},
    manuscript=DIGEST,
    toolchain=DIGEST,
    root_version=1,
    digests=dict.fromkeys([*TAG_FILES, "trust/allowed_signers"], DIGEST),
)
ATTESTATION = Attestation(
    schema=ATTESTATION_SCHEMA,
    release=DIGEST,
    role="fact-check",
    on=DAY,
    covers=("data/a.pdf", "guide#step-4"),
    conditions={"en": "Only for the embassy.\nNot for broadcast."},
    review_by=DAY,
)
RECALL = Recall("kursk-2024", 1, 2, DAY, Urgency.STOP, ("guide#step-4",), SAID, 3)


def test_good_records_read_back() -> None:
    word = evolve(WORD, recalled=(RECALL,), log_head=DIGEST)
    assert root_from(record_bytes(ROOT)) == ROOT
    assert release_from(record_bytes(RELEASE)) == RELEASE
    assert attestation_from(record_bytes(ATTESTATION)) == ATTESTATION
    assert status_from(record_bytes(word)) == word


def role(**changed: Any) -> dict[str, Role]:
    return {**ROOT.roles, "author": evolve(ROOT.roles["author"], **changed)}


STRANGER = public_of(made_key("stranger"))
BAD_ROOTS = {
    "version 0": {"version": 0},
    "before 2000": {"issued": date(1999, 12, 31)},
    "no English name": {"name": {"uk": "Друкарня"}},
    "empty name": {"name": {"en": " \n "}},
    "name turned round": {"name": {"en": "abc\u202edef"}},
    "name with a tab": {"name": {"en": "a\tb"}},
    "name too long": {"name": {"en": "x" * 2001}},
    "odd language": {"name": {"en": "x", "EN": "y"}},
    "id of another key": {"keys": {**ROOT.keys, id_of("author-1"): Key(STRANGER, None)}},
    "no key line": {"keys": {**ROOT.keys, id_of("author-1"): Key("ssh-rsa AAAA", None)}},
    "id too short": {"revoked": {"abc": DAY}},
    "listed and revoked": {"revoked": {id_of("author-1"): DAY}},
    "role name": {"roles": {**ROOT.roles, "Author": ROOT.roles["author"]}},
    "no publisher": {"roles": {name: one for name, one in ROOT.roles.items() if name != "publisher"}},
    "role with an unlisted key": {"roles": role(keys=("0" * 16,))},
    "threshold 0": {"roles": role(threshold=0)},
    "threshold too high": {"roles": role(threshold=2)},
    "same key twice in a role": {"roles": role(keys=ROOT.roles["author"].keys * 2)},
    "role without keys": {"roles": role(keys=(), threshold=1)},
    "no policy for any": {"policy": {"leaflet": ("author",)}},
    "policy asks for the publisher": {"policy": {"any": ("publisher",)}},
    "policy asks for nobody's role": {"policy": {"any": ("priest",)}},
    "policy not sorted": {"policy": {"any": ("fact-check", "author")}},
}
BAD_RELEASES = {
    "id": {"id": "Kursk 2024"},
    "version": {"version": 0},
    "no kind": {"kinds": ()},
    "kinds not sorted": {"kinds": ("letter", "leaflet")},
    "root version": {"root_version": 0},
    "no English title": {"titles": {"ko-KP": "호소문"}},
    "digest": {"manuscript": "F" * 64},
    "a tag file missing": {"digests": dict.fromkeys(TAG_FILES - {"verify.html"}, DIGEST)},
    "payload listed": {"digests": {**RELEASE.digests, "data/a": DIGEST}},
    "own file listed": {"digests": {**RELEASE.digests, "seal/status.json": DIGEST}},
    "bad name listed": {"digests": {**RELEASE.digests, "trust/../x": DIGEST}},
    "names fall together": {"digests": {**RELEASE.digests, "Verify.html": DIGEST}},
}
BAD_ATTESTATIONS = {
    "a part, and no word of it": {"conditions": {}},
    "role": {"role": "Author"},
    "release": {"release": "abc"},
    "covers not sorted": {"covers": ("b", "a")},
    "covers a sentence": {"covers": ("the whole thing",)},
    "condition with a control sign": {"conditions": {"en": "a\x85b"}},
    "condition with a mark": {"conditions": {"en": "a\ufeffb"}},
    "day": {"on": date(1, 1, 1)},
}
BAD_WORDS: dict[str, dict[str, Any]] = {
    "version": {"version": 0},
    "latest": {"latest": {"kursk-2024": 0}},
    "latest's id": {"latest": {"Kursk": 1}},
    "head": {"log_head": "x"},
    **{
        f"recall {name}": {"recalled": (evolve(RECALL, **changed),)}
        for name, changed in dict[str, dict[str, Any]](
            {
                "id": {"id": ""},
                "ends early": {"first": 3, "last": 2},
                "from zero": {"first": 0},
                "replaced by zero": {"replaced_by": 0},
                "reason not in Russian": {"reason": {one: SAID[one] for one in ("en", "uk", "ko")}},
                "step": {"steps": ("step four",)},
            }
        ).items()
    },
}


@pytest.mark.parametrize(
    ("record", "reader", "changed"),
    [
        pytest.param(record, reader, changed, id=f"{type(record).__name__}: {name}")
        for record, reader, cases in (
            (ROOT, root_from, BAD_ROOTS),
            (RELEASE, release_from, BAD_RELEASES),
            (ATTESTATION, attestation_from, BAD_ATTESTATIONS),
            (WORD, status_from, BAD_WORDS),
        )
        for name, changed in cases.items()
    ],
)
def test_what_a_field_may_not_hold_is_refused(record: Any, reader: Any, changed: dict[str, Any]) -> None:
    with pytest.raises(MetadataError):
        reader(record_bytes(evolve(record, **changed)))


@given(st.sampled_from([ROOT, RELEASE, ATTESTATION, WORD]), st.data())
def test_one_changed_byte_is_refused_or_reads_as_another_record(record: Any, data: st.DataObject) -> None:
    content = bytearray(record_bytes(record))
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    for reader in (root_from, release_from, attestation_from, status_from):
        try:
            read = reader(bytes(content))
        except MetadataError:
            continue
        assert record_bytes(read) == bytes(content)
        assert read != record


def test_a_kind_that_the_policy_does_not_know_asks_for_every_role_it_mentions() -> None:
    assert ROOT.asked_for(("leaflet",)) == ("author", "fact-check", "legal", "translator")
    assert ROOT.asked_for(("letter",)) == ("author", "fact-check", "legal")
    assert ROOT.asked_for(("unheard-of",)) == ("author", "fact-check", "legal", "translator")
    assert ROOT.asked_for(()) == ("author", "fact-check")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("trust/1.root.json", True),
        ("trust/0.root.json", False),
        ("trust/01.root.json", False),
        ("trust/1.root.json.sigs/0123456789abcdef.sig", True),
        ("trust/1.root.json.sigs/0123456789ABCDEF.sig", False),
        ("seal/status.json.sigs/0123456789abcdef.sig", True),
        ("seal/attestations/fact-check.0123456789abcdef.json", True),
        ("seal/attestations/fact-check.0123456789abcdef.sig", True),
        ("seal/attestations/fact-check.json", False),
        ("seal/manifest.json", False),
        ("seal/release.json\n", False),
        ("trust/allowed_signers", False),
    ],
)
def test_own_files_are_told_by_their_names_alone(name: str, own: bool) -> None:
    assert is_own(name) is own
