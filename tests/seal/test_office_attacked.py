# SPDX-License-Identifier: Apache-2.0
"""Somebody on the same machine lays links, old copies and foreign files in a package or a chancery; a disk gives up."""

import os
import shutil
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sealing_office import PEOPLE, Desk, a_root, id_of, made_key, signed_root
from test_chancery import LATER, TODAY, a_plan

from safeconduct.api.attesting import Terms, sign_off_package
from safeconduct.api.giving_word import give_word, put_word
from safeconduct.model.refusal import (
    AlteredRefusal,
    BusyRefusal,
    FolderRefusal,
    StillToSign,
    TrustRefusal,
    UsageRefusal,
)
from safeconduct.model.sealed import Recall, StatusWord, Urgency
from safeconduct.seal import files
from safeconduct.seal.adding import add
from safeconduct.seal.chancery.acting import sign_root, sign_word, write_root
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.chancery.writing import alone
from safeconduct.seal.keys import public_of, save_key
from safeconduct.seal.layout import STATUS_PURPOSE, attestation_purpose
from safeconduct.seal.seen import Seen
from safeconduct.seal.signers import ByHand
from safeconduct.seal.sshsig import sign
from safeconduct.seal.zipping import write_zip

CLERK, ROOTS = made_key("clerk"), ("root-1", "root-2")


def planned(chancery: Chancery, people: Any = None, more: str = "", expires: str = "2031-01-01") -> None:
    chancery.put("trust.toml", a_plan(people, more, expires).encode(), anew=True)
    write_root(chancery, TODAY)
    for name in ROOTS:
        sign_root(chancery, made_key(name))


@pytest.fixture
def chancery(tmp_path: Path) -> Chancery:
    kept = Chancery(tmp_path / "chancery")
    planned(kept)
    return kept


@pytest.fixture
def package(desk: Any, chancery: Chancery) -> Path:
    """A package of the press whose chancery it is, without a word."""
    ours = Desk(desk.folder, root=chancery.root(), trust=chancery.signed_files())
    packed: Path = ours.package("ours", attested={})
    shutil.rmtree(packed / "seal/status.json.sigs")
    (packed / "seal/status.json").unlink()
    return packed


def word(chancery: Chancery, **latest: int) -> int:
    said = tuple(f"{line.replace('_', '-')}={number}" for line, number in latest.items())
    return give_word(chancery, CLERK, TODAY, LATER, said, ()).version


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_link_in_a_package_gives_nobody_the_right_to_read_what_it_points_to(package: Path, tmp_path: Path) -> None:
    secret, room = tmp_path / "secret", tmp_path / "room"
    secret.write_text("a private key")
    secret.chmod(0o600)
    room.mkdir(0o700)
    before = secret.stat().st_mtime_ns
    (package / "data/evil").symlink_to(secret)
    (package / "data/evils").symlink_to(room)
    files.settle(package, TODAY)
    assert (rights(secret), rights(room), secret.stat().st_mtime_ns) == (0o600, 0o700, before)


def test_a_disk_without_rights_takes_a_package(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # what FAT says

    monkeypatch.setattr(Path, "chmod", refused)
    files.settle(package, TODAY)
    assert (package / "bagit.txt").stat().st_mtime == 1795348800


def test_putting_a_word_deletes_nothing_outside_the_package(chancery: Chancery, package: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{'0' * 16}.sig").write_text("another's")
    word(chancery)
    (package / "seal/status.json.sigs").symlink_to(outside)
    with pytest.raises(FolderRefusal, match="is a link"):
        put_word(chancery, package)
    assert [path.name for path in outside.iterdir()] == [f"{'0' * 16}.sig"]


def test_a_word_that_cannot_be_put_leaves_the_old_one_signed(
    chancery: Chancery, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word(chancery)
    put_word(chancery, package)
    before = {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}
    word(chancery)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("safeconduct.seal.adding.write_new", full)
    with pytest.raises(FolderRefusal, match="No space left"):
        put_word(chancery, package)
    assert before == {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}


def test_a_full_disk_leaves_the_last_word_signed(chancery: Chancery, monkeypatch: pytest.MonkeyPatch) -> None:
    word(chancery)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("safeconduct.seal.files.write_new", full)
        with pytest.raises(FolderRefusal, match="No space left"):
            word(chancery)
    kept = chancery.status()
    assert kept is not None
    assert kept.version == 1


def test_an_old_copy_of_the_chancery_gives_no_number_twice(chancery: Chancery) -> None:
    assert word(chancery) == 1
    seen = Seen(1, 3, {"kursk-2024": 1})
    with pytest.raises(UsageRefusal, match="word 3"):
        give_word(chancery, CLERK, TODAY, LATER, (), (), seen)
    with pytest.raises(UsageRefusal, match=r"2\.root"):
        give_word(chancery, CLERK, TODAY, LATER, (), (), Seen(2, 1, {}))
    assert give_word(chancery, CLERK, TODAY, LATER, (), (), Seen(1, 1, {})).version == 2


def test_an_older_word_never_takes_the_place_of_a_newer_one(chancery: Chancery, package: Path) -> None:
    word(chancery)
    old = {path: path.read_bytes() for path in (chancery.folder / "status").rglob("*") if path.is_file()}
    word(chancery)
    put_word(chancery, package)
    for path, content in old.items():
        path.write_bytes(content)
    with pytest.raises(UsageRefusal, match="holds word 2"):
        put_word(chancery, package)
    word(chancery, kursk_2024=7)
    with pytest.raises(UsageRefusal, match="another word 2"):
        put_word(chancery, package)


def test_signatures_of_what_was_written_over_go_into_no_package(chancery: Chancery, package: Path) -> None:
    chancery.put("trust.toml", a_plan(expires="2032-01-01").encode(), anew=True)
    write_root(chancery, TODAY)
    sign_root(chancery, made_key("root-3"))
    (chancery.folder / "trust/2.root.json").unlink()
    planned(chancery, expires="2033-01-01")
    assert f"trust/2.root.json.sigs/{id_of('root-3')}.sig" not in chancery.signed_files()
    word(chancery)
    for name in ("foo.sig", f"{id_of('press')}.sig"):
        (chancery.folder / "status/status.json.sigs" / name).write_text("not a signature")
    put_word(chancery, package)
    assert [path.name for path in (package / "seal/status.json.sigs").iterdir()] == [f"{id_of('clerk')}.sig"]
    verdict = Desk(package, root=chancery.root(), trust=chancery.signed_files()).verdict(package, TODAY)
    assert verdict.lights["genuine"] == "green"


def test_a_retired_key_signs_nothing_new(chancery: Chancery, package: Path) -> None:
    give_word(chancery, CLERK, date(2026, 10, 30), LATER, (), ())
    retired = "".join(f"{name} = 2026-11-01\n" for name in ("clerk", "author-1", "root-3"))
    planned(chancery, more=f"[until]\n{retired}")
    with pytest.raises(UsageRefusal, match="retired"):
        word(chancery)
    sign_root(chancery, made_key("root-3"))  # the list that retires it, for the one before
    planned(chancery, more=f"[until]\n{retired}", expires="2032-01-01")
    with pytest.raises(UsageRefusal, match="retired"):
        sign_root(chancery, made_key("root-3"))
    kept = chancery.folder / "status/status.json"
    assert b'"version":1' in kept.read_bytes()
    add(package, chancery.root_files())
    with pytest.raises(UsageRefusal, match="retired"):
        sign_off_package(package, Terms("author", TODAY), made_key("author-1"))


def test_nobody_signs_off_what_is_not_what_they_read(package: Path) -> None:
    kit = next(path for path in (package / "data").rglob("*") if path.is_file())
    kit.write_bytes(kit.read_bytes() + b"!")
    with pytest.raises(AlteredRefusal, match=kit.name):
        sign_off_package(package, Terms("author", TODAY), made_key("author-1"))
    assert not (package / "seal/attestations").exists()


def test_nobody_signs_off_a_release_that_no_publisher_signed(package: Path) -> None:
    release = package / "seal/release.json"
    release.write_bytes(release.read_bytes().replace(b'"version":2}', b'"version":3}'))
    with pytest.raises(TrustRefusal):
        sign_off_package(package, Terms("author", TODAY), made_key("author-1"))
    assert not (package / "seal/attestations").exists()


def test_what_a_token_signed_must_be_a_sign_off_of_these_terms(package: Path, tmp_path: Path) -> None:
    key, by_hand = made_key("author-1"), tmp_path / "to sign"
    public = tmp_path / "author.pub"
    public.write_text(public_of(key))

    def again(conditions: dict[str, str], role: str = "author") -> Path:
        return sign_off_package(package, Terms(role, TODAY, conditions=conditions), ByHand(public, by_hand))

    def signed() -> None:
        by_hand.with_name("to sign.sig").write_text(sign(key, attestation_purpose("author"), by_hand.read_bytes()))

    with pytest.raises(StillToSign, match="to sign") as still:
        again({"en": "Only inside."})
    assert f"-n safeconduct.attestation.author '{by_hand}'" in still.value.do
    with pytest.raises(UsageRefusal, match="other terms"):
        again({})
    written = by_hand.read_bytes()
    by_hand.write_bytes(written + b"\n")
    signed()
    with pytest.raises(UsageRefusal, match="was edited"):
        again({"en": "Only inside."})
    by_hand.write_bytes(written)
    signed()
    assert again({"en": "Only inside."}) == package / f"seal/attestations/author.{id_of('author-1')}.json"
    by_hand.with_name("to sign.sig").write_bytes(b"x" * 10_000)
    with pytest.raises(UsageRefusal, match="cannot be read"):
        again({"en": "Only inside."})


@pytest.mark.parametrize("place", ["no/folder/file", "."])
def test_what_a_token_is_to_sign_needs_a_place(package: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "author.pub").write_text(public_of(made_key("author-1")))
    with pytest.raises(UsageRefusal, match="cannot be"):
        sign_off_package(package, Terms("author", TODAY), ByHand(tmp_path / "author.pub", tmp_path / place))


def test_a_word_for_a_token_survives_midnight_and_nothing_else(chancery: Chancery, tmp_path: Path) -> None:
    public, file = tmp_path / "clerk.pub", tmp_path / "word"
    public.write_text(public_of(CLERK))
    reason = dict.fromkeys(("en", "uk", "ko", "ru"), "The number in step 2 is wrong.")

    def give(day: date, latest: str = "river=3") -> StatusWord:
        called = Recall("river", 1, 2, day, Urgency.STOP, (), reason, None)
        return give_word(chancery, ByHand(public, file), day, date(2026, 12, 24), (latest,), (called,))

    with pytest.raises(StillToSign):
        give(TODAY)
    Path(f"{file}.sig").write_text(sign(CLERK, STATUS_PURPOSE, file.read_bytes()))
    for days, latest in ((1, "river=4"), (8, "river=3"), (-1, "river=3")):
        with pytest.raises(UsageRefusal, match="something else"):
            give(TODAY + timedelta(days), latest)
    word = give(TODAY + timedelta(1))
    assert (word.issued, word.recalled[0].on) == (TODAY, TODAY)
    assert chancery.status() == word


def test_a_root_or_a_word_that_changed_since_it_was_shown_is_not_signed(chancery: Chancery) -> None:
    shown = chancery.roots()[-1]
    planned(chancery, expires="2032-01-01")
    with pytest.raises(UsageRefusal, match="changed"):
        sign_root(chancery, made_key("root-3"), shown)
    word(chancery)
    told = chancery.status_draft()
    word(chancery)
    with pytest.raises(UsageRefusal, match="changed"):
        sign_word(chancery, CLERK, told)
    (chancery.folder / "status/status.json").write_bytes(b"{}")
    with pytest.raises(FolderRefusal, match="cannot be read"):
        sign_word(chancery, CLERK)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("[revoked]\npress = 2026-11-01", r"trust\.toml:\d+: .*“press”"),
        ("[revoked]\nold-press = 2026-11-01", r"trust\.toml:\d+: “old-press”"),
    ],
)
def test_a_plan_is_told_which_line_keeps_a_revoked_key(chancery: Chancery, more: str, told: str) -> None:
    chancery.put("trust.toml", a_plan(more=more).encode(), anew=True)
    with pytest.raises(UsageRefusal, match=told):
        write_root(chancery, TODAY)


def test_a_key_retired_at_the_end_of_time_is_listed(chancery: Chancery) -> None:
    from safeconduct.seal.stock import allowed_signers

    planned(chancery, more="[until]\npress = 9999-12-31")
    assert b"publisher namespaces" in allowed_signers(chancery.root())


def test_a_plan_that_is_a_link_or_too_large_is_told_as_such(chancery: Chancery) -> None:
    plan = chancery.folder / "trust.toml"
    plan.write_bytes(b"#" * (1 << 21))
    with pytest.raises(FolderRefusal, match="larger than"):
        write_root(chancery, TODAY)
    plan.unlink()
    plan.symlink_to("/etc/passwd")
    with pytest.raises(FolderRefusal, match="is a link"):
        write_root(chancery, TODAY)


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_chancery_that_no_disk_can_hold_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FolderRefusal):
        Chancery(tmp_path / name).roots()


def test_a_zip_that_cannot_be_spelled_or_lies_inside_is_refused(package: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageRefusal, match="in the package"):
        write_zip(package, package / "inside.zip")
    with pytest.raises(FolderRefusal, match="too long"):
        write_zip(package, tmp_path / f"{'y' * 300}.zip")
    (package / "data/메모.txt").write_text("")
    with pytest.raises(FolderRefusal, match="a name that no package has"):
        write_zip(package, tmp_path / "one.zip")
    assert not list(tmp_path.glob("*.zip"))


def test_a_new_key_takes_nobodys_public_line(tmp_path: Path) -> None:
    (tmp_path / "you.pub").write_text("another's")
    with pytest.raises(UsageRefusal, match=r"already a file you\.pub"):
        save_key(CLERK, tmp_path / "you")
    assert (tmp_path / "you.pub").read_text() == "another's"
    with pytest.raises(UsageRefusal, match=r"\.pub"):
        save_key(CLERK, tmp_path / "me.pub")
    assert [path.name for path in tmp_path.iterdir()] == ["you.pub"]


def test_a_key_is_written_with_its_public_line_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.write_new

    def full(path: Path, content: bytes, rights: int = 0o644) -> None:
        if path.suffix == ".pub":
            raise OSError(28, "No space left on device")
        real(path, content, rights)

    monkeypatch.setattr("safeconduct.seal.keys.write_new", full)
    with pytest.raises(UsageRefusal, match="No space left"):
        save_key(CLERK, tmp_path / "me")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_could_not_be_ended_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageRefusal, match="No space left"):
        save_key(CLERK, tmp_path / "me")
    assert list(tmp_path.iterdir()) == []


def test_no_recall_waits_for_a_log_that_cannot_be_read(chancery: Chancery) -> None:
    (chancery.folder / "log").mkdir()
    (chancery.folder / "log/consignments.jsonl").symlink_to("/etc/passwd")
    assert word(chancery) == 1


def test_two_people_give_two_words(chancery: Chancery) -> None:
    """Whoever comes second waits, or is told; never do two words bear one number."""
    with alone(chancery.folder), pytest.raises(BusyRefusal, match="Somebody else"), alone(chancery.folder, 0.05):
        pass
    assert word(chancery) == 1


def test_a_synced_folder_on_a_disk_that_cannot_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(_: int) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", unable)
    files.synced(tmp_path)


def test_a_publishers_key_that_is_retired_seals_nothing(desk: Any, chancery: Chancery) -> None:
    planned(chancery, more="[until]\npress = 2024-01-01")
    ours = Desk(desk.folder, root=chancery.root(), trust=chancery.signed_files())
    with pytest.raises(UsageRefusal, match="retired"):
        ours.package("late")
    assert set(PEOPLE) >= {"press"}
    assert date(2024, 1, 1) < TODAY


def test_where_two_publishers_must_sign_the_second_signs_the_release_beside_the_first(desk: Any) -> None:
    people = {**PEOPLE, "press-2": ("publisher",)}
    root = a_root(people=people)
    root = evolve(root, roles={**root.roles, "publisher": evolve(root.roles["publisher"], threshold=2)})
    office = Desk(desk.folder, root=root, trust=signed_root(root))
    package = office.package(attested={})
    assert office.verdict(package).main.code == "publisher"
    with pytest.raises(TrustRefusal, match="must not be signed off"):
        sign_off_package(package, Terms("author", TODAY), made_key("author-1"))
    with pytest.raises(UsageRefusal, match="not listed for the role “publisher”"):
        sign_off_package(package, Terms("publisher", TODAY), made_key("author-1"))
    with pytest.raises(UsageRefusal, match="as it is"):
        sign_off_package(package, Terms("publisher", TODAY, conditions={"en": "Only here."}), made_key("press-2"))
    added = sign_off_package(package, Terms("publisher", TODAY), made_key("press-2"))
    assert added.name == f"{id_of('press-2')}.sig"
    assert office.verdict(package).main.code == "role"
    sign_off_package(package, Terms("author", TODAY), made_key("author-1"))
    (package / "data/report.json").write_bytes(b"[]")
    with pytest.raises(AlteredRefusal):
        sign_off_package(package, Terms("publisher", TODAY), made_key("press"))
