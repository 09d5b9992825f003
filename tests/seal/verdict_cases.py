# SPDX-License-Identifier: Apache-2.0
"""For every code of docs/package.md a package that is judged so, with all that must be said of it."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from sealing_office import (
    ISSUED,
    PEOPLE,
    Desk,
    a_root,
    a_status,
    id_of,
    made_key,
    sign_off,
    signed_root,
    signed_status,
)

from safeconduct.model.sealed import Recall, Release, Urgency
from safeconduct.model.status import Status
from safeconduct.seal.layout import RELEASE, RELEASE_PURPOSE, attestation_files, root_file, signature_file
from safeconduct.seal.records import record_bytes, release_from
from safeconduct.seal.seen import Seen
from safeconduct.seal.sshsig import sign

STATUS = "seal/status.json"
FIRST = "trust/1.root.json"
SPOT = "data/spot.ko-KP.fm.wav"
REASON = {"en": "A number is wrong.", "ko": "번호가 틀립니다.", "ru": "Номер неверен.", "uk": "Номер хибний."}


@frozen
class Case:
    """A package, how it is looked at, and the (code, file) that must be said, all of them.

    `trusted`: the fingerprint given, "" for that of the package itself, None for none.
    """

    package: Path
    said: set[tuple[str, str]]
    trusted: str | None = ""
    seen: Seen | None = None
    today: date = date(2024, 12, 1)
    as_zip: bool = True
    more: dict[str, Any] = field(factory=dict)


CASES: dict[str, Callable[[Desk], Case]] = {}
"""By name: the code, and behind a space what is special about it."""


def case(name: str) -> Callable[[Callable[[Desk], Case]], Callable[[Desk], Case]]:
    def entered(make: Callable[[Desk], Case]) -> Callable[[Desk], Case]:
        assert name not in CASES
        CASES[name] = make
        return make

    return entered


def with_files(package: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return package


def republished(package: Path, **changed: Any) -> Path:
    """Change the release and have the publisher sign it again; the sign-offs were of another then."""
    release = evolve(release_from((package / RELEASE).read_bytes()), **changed)
    content = record_bytes(release)
    signed = sign(made_key("press"), RELEASE_PURPOSE, content).encode()
    return with_files(package, {RELEASE: content, signature_file(RELEASE, id_of("press")): signed})


def release_of(package: Path) -> Release:
    return release_from((package / RELEASE).read_bytes())


def attested(role: str, person: str) -> tuple[str, str]:
    return attestation_files(role, id_of(person))


def recall(severity: Urgency, first: int = 1, last: int = 2, steps: tuple[str, ...] = ()) -> Recall:
    return Recall("kursk-2024", first, last, date(2024, 11, 24), severity, steps, REASON, 3)


@case("not-a-package nothing there")
def nothing_there(desk: Desk) -> Case:
    return Case(desk.folder / "nowhere", {("not-a-package", "")}, as_zip=False)


@case("not-a-package a plain bag")
def plain_bag(desk: Desk) -> Case:
    package = desk.package()
    (package / RELEASE).unlink()
    return Case(package, {("not-a-package", "")})


@case("not-a-package another file")
def another_file(desk: Desk) -> Case:
    path = desk.folder / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 " * 99)
    return Case(path, {("not-a-package", "")}, as_zip=False)


@case("not-a-package a link to one")
def link_to_one(desk: Desk) -> Case:
    path = desk.folder / "link"
    path.symlink_to(desk.package())
    return Case(path, {("not-a-package", "")}, as_zip=False)


@case("zip of another program")
def foreign_zip(desk: Desk) -> Case:
    import zipfile

    package, path = desk.package(), desk.folder / "foreign.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        for file in sorted(package.rglob("*")):
            zipped.write(file, file.relative_to(package))
    return Case(path, {("zip", "")}, as_zip=False)


@case("name")
def bad_name(desk: Desk) -> Case:
    package = with_files(desk.package(), {"data/SPOT.ko-KP.fm.wav": b"", "data/-x": b"", "seal/nul.json": b""})
    fall_together = ("name", SPOT)  # the later one, in byte order
    return Case(package, {fall_together, ("name", "data/-x"), ("name", "seal/nul.json")} | {
        ("unlisted", "data/SPOT.ko-KP.fm.wav")
    })  # fmt: skip


@case("name too deep")
def deep_name(desk: Desk) -> Case:
    name = "data/" + "d/" * 19 + "x"
    return Case(with_files(desk.package(), {name: b""}), {("name", name)})


@case("name both file and folder")
def file_and_folder(desk: Desk) -> Case:
    package = with_files(desk.package(), {"data/Letter": b""})
    return Case(package, {("unlisted", "data/Letter"), ("name", "data/letter/letter.uk.letter-a4.pdf")})


@case("not-plain")
def links(desk: Desk) -> Case:
    package = desk.package()
    (package / SPOT).unlink()
    (package / SPOT).symlink_to("/dev/zero")
    (package / "data/there").symlink_to(package / "data/letter")
    os.mkfifo(package / "data/pipe")
    said = {("not-plain", name) for name in (SPOT, "data/there", "data/pipe")}
    return Case(package, said, as_zip=False)


@case("not-plain release")
def linked_release(desk: Desk) -> Case:
    package = desk.package()
    (package / RELEASE).rename(package / "seal/other")
    (package / RELEASE).symlink_to("other")
    return Case(package, {("not-plain", RELEASE)}, as_zip=False)


@case("missing")
def missing(desk: Desk) -> Case:
    package = desk.package()
    for name in (SPOT, "READ-ME.txt", "seal/manifest.json"):
        (package / name).unlink()
    return Case(package, {("missing", SPOT), ("missing", "READ-ME.txt"), ("missing", "seal/manifest.json")})


@case("missing first root")
def missing_root(desk: Desk) -> Case:
    package = desk.package()
    (package / FIRST).unlink()
    return Case(package, {("missing", FIRST), ("root", FIRST), ("root-withheld", FIRST)}, trusted="1" * 40)


@case("missing list")
def missing_list(desk: Desk) -> Case:
    package = with_files(desk.package(), {SPOT: b"other", "data/new": b"", "data/letter/letter.uk.letter-a4.pdf": b""})
    (package / "manifest-sha256.txt").unlink()
    return Case(package, {("missing", "manifest-sha256.txt")})


@case("altered")
def altered(desk: Desk) -> Case:
    package = with_files(desk.package(), {SPOT: b"call another number", "bagit.txt": b"", "verify.html": b"yes"})
    return Case(package, {("altered", SPOT), ("altered", "bagit.txt"), ("altered", "verify.html")})


@case("altered list accuses no innocent file")
def altered_list(desk: Desk) -> Case:
    package = desk.package()
    (package / "manifest-sha256.txt").write_bytes(b"")
    (package / SPOT).unlink()
    return Case(package, {("altered", "manifest-sha256.txt")})


@case("unlisted")
def unlisted(desk: Desk) -> Case:
    names = ("extra.exe", "data/extra.pdf", "seal/extra.json", "trust/01.root.json", "trust/1.root.json.sigs/x.sig")
    package = with_files(desk.package(), dict.fromkeys(names, b""))
    (package / "empty/folder").mkdir(parents=True)
    return Case(package, {("unlisted", name) for name in names})


@case("form of the release")
def release_form(desk: Desk) -> Case:
    package = desk.package()
    (package / RELEASE).write_bytes((package / RELEASE).read_bytes() + b"\n")
    (package / SPOT).unlink()
    return Case(package, {("form", RELEASE)})


@case("form of a list that the publisher signed")
def list_form(desk: Desk) -> Case:
    from safeconduct.model.canonical import digest_of

    package = desk.package()
    crlf = (package / "manifest-sha256.txt").read_bytes().replace(b"\n", b"\r\n")
    digests = {**release_of(package).digests, "manifest-sha256.txt": digest_of(crlf)}
    with_files(package, {"manifest-sha256.txt": crlf, SPOT: b"other"})
    for role, person in (("author", "author-1"), ("fact-check", "checker-1")):
        for file in attested(role, person):
            (package / file).unlink()
    republished(package, digests=digests, kinds=("letter",))
    for file in (*attested("translator", "translator-1"), *attested("legal", "lawyer-1")):
        (package / file).unlink()
    for role, person in (("author", "author-1"), ("fact-check", "checker-1"), ("legal", "lawyer-1")):
        sign_off(package, role, person)
    return Case(package, {("form", "manifest-sha256.txt"), ("form", "tagmanifest-sha256.txt")})


@case("other-root")
def other_root(desk: Desk) -> Case:
    return Case(desk.package(), {("other-root", FIRST)}, trusted="12345" * 8)


@case("root too few")
def root_too_few(desk: Desk) -> Case:
    package = desk.package()
    (package / signature_file(FIRST, id_of("root-2"))).unlink()
    return Case(package, {("root", FIRST), ("root-withheld", FIRST)})


@case("root bad signature")
def root_bad_signature(desk: Desk) -> Case:
    stray = signature_file(FIRST, id_of("clerk"))
    files = signed_root(a_root(), ("root-1", "root-2", "clerk"))
    return Case(with_files(desk.package(), {stray: files[stray]}), {("root", stray), ("root-withheld", FIRST)})


@case("root gap")
def root_gap(desk: Desk) -> Case:
    third = signed_root(a_root(3))
    return Case(with_files(desk.package(), third), {("root", root_file(2))})


@case("root not signed by the one before")
def root_taken_over(desk: Desk) -> Case:
    thieves = {**PEOPLE, "root-1": (), "root-2": (), "root-3": (), "thief-1": ("root",), "thief-2": ("root",)}
    second = signed_root(a_root(2, {who: roles for who, roles in thieves.items() if roles}), ("thief-1", "thief-2"))
    return Case(with_files(desk.package(), second), {("root", root_file(2))})


@case("root-withheld by the status")
def withheld_status(desk: Desk) -> Case:
    return Case(desk.package(word=a_status(root_version=2)), {("root-withheld", root_file(2))})


@case("root-withheld from one who saw it")
def withheld_seen(desk: Desk) -> Case:
    return Case(desk.package(), {("root-withheld", root_file(4))}, seen=Seen(4, None, {}))


@case("publisher none")
def publisher_none(desk: Desk) -> Case:
    package = desk.package()
    (package / signature_file(RELEASE, id_of("press"))).unlink()
    return Case(package, {("publisher", RELEASE)})


@case("publisher another key")
def publisher_other(desk: Desk) -> Case:
    package = desk.package()
    stray = signature_file(RELEASE, id_of("clerk"))
    signed = sign(made_key("clerk"), RELEASE_PURPOSE, (package / RELEASE).read_bytes()).encode()
    return Case(with_files(package, {stray: signed}), {("publisher", stray)})


@case("publisher another release")
def publisher_altered(desk: Desk) -> Case:
    package = desk.package()
    content = record_bytes(evolve(release_of(package), expires=None))
    said = {("publisher", signature_file(RELEASE, id_of("press")))}
    return Case(with_files(package, {RELEASE: content}), said)


@case("not-compared")
def not_compared(desk: Desk) -> Case:
    return Case(desk.package(), {("not-compared", FIRST)}, trusted=None)


@case("specimen")
def a_specimen(desk: Desk) -> Case:
    return Case(desk.package(status=Status.SPECIMEN), {("specimen", RELEASE)})


@case("specimen of a stranger")
def a_strangers_specimen(desk: Desk) -> Case:
    package = desk.package(status=Status.SPECIMEN, attested={})
    return Case(package, {("specimen", RELEASE), ("other-root", FIRST)}, trusted="00000" * 8)


@case("role")
def role(desk: Desk) -> Case:
    return Case(desk.package(attested={"author": ("author-1",)}), {
        ("role", "fact-check"), ("role", "legal"), ("role", "translator")
    })  # fmt: skip


@case("role of a kind that nobody reads")
def unread_kind(desk: Desk) -> Case:
    people = {"author": ("author-1",), "fact-check": ("checker-2",)}
    package = desk.package(kinds=("lullaby",), attested=people)
    return Case(package, {("role", "legal"), ("role", "translator")})


@case("attestation by the wrong key")
def attestation_wrong_key(desk: Desk) -> Case:
    package = desk.package()
    sign_off(package, "legal", "author-1")
    return Case(package, {("attestation", attested("legal", "author-1")[1])})


@case("attestation of another release")
def attestation_elsewhere(desk: Desk) -> Case:
    package, other = desk.package(), desk.package("other", version=1)
    record, signature = attested("legal", "lawyer-1")
    files = {name: (other / name).read_bytes() for name in (record, signature)}
    return Case(with_files(package, files), {("attestation", record), ("role", "legal")})


@case("attestation halves")
def attestation_halves(desk: Desk) -> Case:
    package = desk.package()
    (package / attested("legal", "lawyer-1")[0]).unlink()
    (package / attested("author", "author-1")[1]).unlink()
    said = {("attestation", attested("legal", "lawyer-1")[1]), ("attestation", attested("author", "author-1")[0])}
    return Case(package, said | {("role", "legal"), ("role", "author")})


@case("conditions")
def conditions(desk: Desk) -> Case:
    package = desk.package()
    sign_off(package, "legal", "lawyer-1", conditions={"en": "Not by post.", "uk": "Не поштою."})
    return Case(package, {("conditions", attested("legal", "lawyer-1")[0])})


@case("recalled")
def recalled(desk: Desk) -> Case:
    word = a_status(recalled=(recall(Urgency.STOP, steps=("4",)), recall(Urgency.CARE), recall(Urgency.STOP, 3, 9)))
    return Case(desk.package(word=word), {("recalled", STATUS), ("care", STATUS)})


@case("status form")
def status_form(desk: Desk) -> Case:
    return Case(with_files(desk.package(), {STATUS: b"{}"}), {("status", STATUS)})


@case("status of the wrong key")
def status_wrong_key(desk: Desk) -> Case:
    package = desk.package()
    (package / signature_file(STATUS, id_of("clerk"))).unlink()
    with_files(package, signed_status(a_status(9, latest={"kursk-2024": 9}), ("press",)))
    return Case(package, {("status", signature_file(STATUS, id_of("press")))})


@case("status unsigned")
def status_unsigned(desk: Desk) -> Case:
    package = desk.package()
    (package / signature_file(STATUS, id_of("clerk"))).unlink()
    return Case(package, {("status", STATUS)})


@case("status gone but for its signature")
def status_gone(desk: Desk) -> Case:
    package = desk.package()
    (package / STATUS).unlink()
    return Case(package, {("status", STATUS)})


@case("rollback")
def rollback(desk: Desk) -> Case:
    return Case(desk.package(), {("rollback", STATUS)}, seen=Seen(1, 4, {"kursk-2024": 2}))


@case("rollback that leaves a recall out")
def recall_left_out(desk: Desk) -> Case:
    seen = Seen(1, 2, {}, (("kursk-2024", 1, 2), ("other", 2, 2)))
    word = a_status(9, recalled=(recall(Urgency.STOP, 1, 1), recall(Urgency.CARE)))
    return Case(desk.package(word=word), {("rollback", STATUS), ("care", STATUS)}, seen=seen)


@case("rollback without any status")
def recall_forgotten(desk: Desk) -> Case:
    package = no_status(desk).package
    said = {("rollback", STATUS), ("no-status", STATUS)}
    return Case(package, said, seen=Seen(1, 3, {}, (("kursk-2024", 2, 2),)))


@case("recalled once and for ever")
def recalled_again(desk: Desk) -> Case:
    seen = Seen(1, 3, {}, (("kursk-2024", 2, 2),))
    return Case(desk.package(word=a_status(recalled=(recall(Urgency.STOP),))), {("recalled", STATUS)}, seen=seen)


@case("expired")
def expired(desk: Desk) -> Case:
    said = {("expired", RELEASE), ("silent", STATUS)}
    return Case(desk.package(), said, today=date(2025, 2, 2))


@case("expired whatever the clock says")
def expired_by_status(desk: Desk) -> Case:
    word = a_status(issued=date(2025, 3, 1), next=date(2025, 4, 1))
    return Case(desk.package(word=word), {("expired", RELEASE), ("clock", STATUS)})


@case("care")
def care(desk: Desk) -> Case:
    return Case(desk.package(word=a_status(recalled=(recall(Urgency.CARE),))), {("care", STATUS)})


@case("no-status")
def no_status(desk: Desk) -> Case:
    package = desk.package()
    (package / STATUS).unlink()
    (package / signature_file(STATUS, id_of("clerk"))).unlink()
    return Case(package, {("no-status", STATUS)}, seen=Seen(1, 3, {}))


@case("silent")
def silent(desk: Desk) -> Case:
    return Case(desk.package(), {("silent", STATUS)}, today=date(2024, 12, 26))


@case("superseded")
def superseded(desk: Desk) -> Case:
    return Case(desk.package(word=a_status(latest={"kursk-2024": 3})), {("superseded", RELEASE)})


@case("superseded by one seen before")
def superseded_seen(desk: Desk) -> Case:
    return Case(desk.package(), {("superseded", RELEASE)}, seen=Seen(1, None, {"kursk-2024": 3}))


@case("review")
def review(desk: Desk) -> Case:
    package = desk.package()
    sign_off(package, "legal", "lawyer-1", review_by=date(2024, 11, 30))
    return Case(package, {("review", attested("legal", "lawyer-1")[0])})


@case("root-expired")
def root_expired(desk: Desk) -> Case:
    short = a_root(expires=date(2024, 11, 30))
    desk = evolve(desk, root=short, trust=signed_root(short))
    return Case(desk.package(), {("root-expired", FIRST)}, trusted=desk.fingerprint)


@case("clock")
def clock(desk: Desk) -> Case:
    said = {("clock", RELEASE), ("clock", STATUS)}
    return Case(desk.package(), said, today=date(2024, 11, 18))


@case("unreadable")
def unreadable(desk: Desk) -> Case:
    """The system is told not to let us read these: whoever runs the tests may be allowed everything."""
    said = {("unreadable", SPOT), ("unreadable", "verify.py"), ("unreadable", STATUS), ("status", STATUS)}
    return Case(desk.package(), said, as_zip=False, more={"closed": {SPOT, "verify.py", STATUS}})


__all__ = ["CASES", "ISSUED", "Case"]
