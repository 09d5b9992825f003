# SPDX-License-Identifier: Apache-2.0
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from safeconduct.model.canonical import Digest, canonical, digest_of
from safeconduct.model.judgement import Status
from safeconduct.model.refusal import UsageRefusal
from safeconduct.seal import verify as verify_module
from safeconduct.seal.files import digest_of_file
from safeconduct.seal.manifest import Manifest, manifest_bytes, manifest_from
from safeconduct.seal.metadata import checksum_lines
from safeconduct.seal.release import release_bytes, release_from, release_id
from safeconduct.seal.sshsig import sign
from safeconduct.seal.verdict import Kind, Verdict
from safeconduct.seal.verify import verify

LEAFLET = "data/pocket.ko-KP.pocket-a7.pdf"
LETTER = "data/letter/letter.uk.letter-a4.pdf"


def kinds(verdict: Verdict) -> set[tuple[str, str]]:
    return {(str(problem.kind), problem.file) for problem in verdict.problems}


def files_in(package: Path) -> list[Path]:
    return sorted(path for path in package.rglob("*") if path.is_file())


def reseal(desk: Any, package: Path, key: Any, change: Callable[[Manifest], Manifest] = lambda m: m) -> None:
    """Write every list again so that it fits what lies in the package, as somebody with `key` would (None: no key)."""
    manifest = change(manifest_from((package / "seal/manifest.json").read_bytes()))
    (package / "seal/manifest.json").write_bytes(manifest_bytes(manifest))
    payload = {
        path.relative_to(package).as_posix(): digest_of(path.read_bytes()) for path in files_in(package / "data")
    }
    (package / "manifest-sha256.txt").write_bytes(checksum_lines(payload))
    release = release_from((package / "seal/release.json").read_bytes())
    digests = {
        name: digest_of((package / name).read_bytes()) for name in release.digests if name != "tagmanifest-sha256.txt"
    }
    (package / "tagmanifest-sha256.txt").write_bytes(checksum_lines(digests))
    digests["tagmanifest-sha256.txt"] = digest_of((package / "tagmanifest-sha256.txt").read_bytes())
    release = evolve(
        release,
        id=release_id(manifest.edition, manifest.as_of, digests["manifest-sha256.txt"]),
        edition=manifest.edition,
        status=manifest.status,
        issued=manifest.as_of,
        valid_until=manifest.valid_until,
        digests=digests,
    )
    (package / "seal/release.json").write_bytes(release_bytes(release))
    if key:
        signature = sign(key, "safeconduct.release", release_bytes(release))
        (package / "seal/release.json.sig").write_text(signature)


def relist(manifest: Manifest, package: Path) -> Manifest:
    """Give every artifact the digest and size that its file has now."""
    return evolve(
        manifest,
        artifacts=tuple(
            evolve(one, sha256=digest_of(content), size=len(content))
            for one in manifest.artifacts
            for content in [(package / "data" / one.path).read_bytes()]
        ),
    )


def test_a_good_package_is_whole_genuine_and_current(desk: Any) -> None:
    package = desk.package()
    for trusted in (desk.line, desk.line + " press@desk", desk.verdict(package).signed_by):
        verdict = verify(package, ["11111 " * 8, trusted], date(2025, 2, 1))
        assert (verdict.whole, verdict.genuine, verdict.current, verdict.exit_code) == (True, True, True, 0)
        assert verdict.problems == ()
        assert verdict.status is Status.FINAL
        assert verdict.sentence == "This package is whole, genuine and current. It is valid until 2025-02-01."


def test_a_specimen_is_genuine_but_loudly_not_for_use(desk: Any) -> None:
    verdict = desk.verdict(desk.package(status=Status.SPECIMEN))
    assert verdict.exit_code == 0
    assert verdict.sentence.startswith("SPECIMEN - DO NOT USE")
    assert kinds(verdict) == {("specimen", "")}


def test_one_flipped_byte_in_any_file_is_found_and_the_file_named(desk: Any) -> None:
    package = desk.package()
    flips = 0
    for path in files_in(package):
        name, content = path.relative_to(package).as_posix(), path.read_bytes()
        for at in sorted({0, 1, len(content) // 3, len(content) // 2, len(content) - 2, len(content) - 1}):
            for bit in (1, 0x20, 0x80):
                path.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
                verdict = desk.verdict(package)
                assert verdict.exit_code in (6, 7), (name, at)
                assert any(name == one.file or name in one.sentence for one in verdict.problems), (name, at)
                if name.startswith("data/"):
                    assert kinds(verdict) == {("altered", name)}
                elif not name.startswith("seal/release.json"):
                    assert not any(one.file.startswith("data/") for one in verdict.problems), (name, at)
                    assert verdict.genuine
                flips += 1
        path.write_bytes(content)
    assert flips > 150
    assert desk.verdict(package).exit_code == 0


def test_any_file_missing_is_named(desk: Any) -> None:
    package = desk.package()
    for path in files_in(package):
        content, name = path.read_bytes(), path.relative_to(package).as_posix()
        path.unlink()
        verdict = desk.verdict(package)
        assert verdict.exit_code == (7 if name == "seal/release.json.sig" else 6)
        assert name in {one.file for one in verdict.problems if one.kind in (Kind.MISSING, Kind.UNSIGNED)}
        path.write_bytes(content)


def test_any_file_cut_short_or_made_longer_is_named(desk: Any) -> None:
    package = desk.package()
    for path in files_in(package):
        content, name = path.read_bytes(), path.relative_to(package).as_posix()
        for harmed in (content[:-1], b"", content + b"\n", content + content):
            path.write_bytes(harmed)
            verdict = desk.verdict(package)
            assert verdict.exit_code in (6, 7)
            assert any(name == one.file or name in one.sentence for one in verdict.problems)
        path.write_bytes(content)


def test_renamed_swapped_and_added_files_are_all_named_at_once(desk: Any) -> None:
    package = desk.package()
    (package / "data/report.json").rename(package / "data/rapport.json")
    leaflet, letter = (package / LEAFLET).read_bytes(), (package / LETTER).read_bytes()
    (package / LEAFLET).write_bytes(letter)
    (package / LETTER).write_bytes(leaflet)
    added = ("extra.exe", "data/extra.pdf", "seal/extra.json", "trust/second.pub", "data/.DS_Store")
    for name in added:
        (package / name).write_bytes(b"")
    (package / "data/empty").mkdir()
    verdict = desk.verdict(package)
    assert kinds(verdict) == {
        ("missing", "data/report.json"),
        ("unlisted", "data/rapport.json"),
        ("altered", LEAFLET),
        ("altered", LETTER),
        ("unlisted", "data/empty/"),
        *(("unlisted", name) for name in added),
    }
    assert (verdict.whole, verdict.genuine, verdict.exit_code) == (False, True, 6)
    assert "9 more problems" in verdict.sentence


def test_checksums_written_again_without_the_key_do_not_help(desk: Any) -> None:
    package = desk.package()
    (package / LEAFLET).write_bytes(b"%PDF-1.7 stand up and wave")
    manifest = package / "manifest-sha256.txt"
    rows = dict(reversed(line.split("  ")) for line in manifest.read_text().splitlines())
    rows[LEAFLET] = digest_of((package / LEAFLET).read_bytes())
    manifest.write_bytes(checksum_lines({name: Digest(digest) for name, digest in rows.items()}))
    assert {("altered", LEAFLET), ("altered", "manifest-sha256.txt")} <= kinds(desk.verdict(package))
    reseal(desk, package, None, lambda m: relist(m, package))
    verdict = desk.verdict(package)
    assert (verdict.whole, verdict.genuine, verdict.exit_code) == (True, False, 7)
    assert kinds(verdict) == {("signature", "seal/release.json")}
    assert verdict.signed_by is None
    assert verdict.sentence.startswith("DO NOT TRUST")


def test_a_package_sealed_again_by_a_stranger_is_not_genuine(desk: Any, other: Any) -> None:
    package = desk.package()
    (package / LEAFLET).write_bytes(b"%PDF-1.7 stand up and wave")
    (package / "trust/press.pub").write_text(other.line + "\n")
    reseal(desk, package, other.key, lambda m: relist(m, package))
    verdict = desk.verdict(package)
    assert (verdict.whole, verdict.genuine, verdict.exit_code) == (True, False, 7)
    assert kinds(verdict) == {("not-trusted", "seal/release.json.sig")}
    assert other.verdict(package).exit_code == 0
    assert verify(package, [], date(2024, 12, 1)).exit_code == 7


def test_a_strangers_signature_or_key_file_is_named(desk: Any, other: Any) -> None:
    package = desk.package()
    release = (package / "seal/release.json").read_bytes()
    (package / "seal/release.json.sig").write_text(sign(other.key, "safeconduct.release", release))
    assert kinds(desk.verdict(package)) == {("not-trusted", "seal/release.json.sig")}
    both = verify(package, [desk.line, other.line], date(2024, 12, 1))
    assert kinds(both) == {("signature", "seal/release.json.sig")}
    (package / "seal/release.json.sig").write_text(sign(desk.key, "safeconduct.sign-off", release))
    assert kinds(desk.verdict(package)) == {("signature", "seal/release.json")}
    (package / "seal/release.json.sig").write_text(sign(desk.key, "safeconduct.release", release))
    (package / "trust/press.pub").write_text(other.line + "\n")
    verdict = desk.verdict(package)
    assert verdict.exit_code == 6
    assert ("altered", "trust/press.pub") in kinds(verdict)


def test_the_release_of_another_package_does_not_fit(desk: Any) -> None:
    first, second = desk.package("first"), desk.package("second", contents={"a.pdf": b"other"})
    for name in ("release.json", "release.json.sig"):
        shutil.copy(second / "seal" / name, first / "seal" / name)
    verdict = desk.verdict(first)
    assert (verdict.whole, verdict.genuine, verdict.exit_code) == (False, True, 6)
    assert ("altered", "manifest-sha256.txt") in kinds(verdict)


def test_an_expired_package_is_still_genuine(desk: Any) -> None:
    verdict = desk.verdict(desk.package(), date(2025, 2, 2))
    assert (verdict.whole, verdict.genuine, verdict.current, verdict.exit_code) == (True, True, False, 7)
    assert kinds(verdict) == {("expired", "")}
    assert verdict.sentence.startswith("OUT OF DATE: this package is whole and genuine")


def test_a_clock_that_is_behind_is_told_and_brings_nothing_back(desk: Any) -> None:
    verdict = desk.verdict(desk.package(), date(2019, 1, 1))
    assert kinds(verdict) == {("clock", "")}
    assert (verdict.current, verdict.exit_code) == (True, 0)
    late = desk.package("late", change=lambda m: evolve(m, valid_until=date(2024, 11, 1)))
    assert desk.verdict(late, date(2019, 1, 1)).exit_code == 7


def test_no_end_date_means_current(desk: Any) -> None:
    verdict = desk.verdict(desk.package(change=lambda m: evolve(m, valid_until=None)), date(2999, 1, 1))
    assert verdict.current
    assert verdict.why == "It has no end date."


@pytest.mark.parametrize(
    ("change", "file"),
    [
        (lambda m: evolve(m, artifacts=tuple(reversed(m.artifacts))), "seal/manifest.json"),
        (lambda m: evolve(m, artifacts=m.artifacts[1:]), "manifest-sha256.txt"),
        (lambda m: evolve(m, title={}), "seal/manifest.json"),
        (lambda m: evolve(m, status=Status.SPECIMEN), LEAFLET),
    ],
)
def test_a_contradiction_is_found_even_when_correctly_signed(desk: Any, change: Any, file: str) -> None:
    package = desk.package()
    reseal(desk, package, desk.key, change)
    verdict = desk.verdict(package)
    assert (verdict.genuine, verdict.exit_code) == (True, 6)
    assert file in {one.file for one in verdict.problems}


def test_a_release_that_differs_from_the_manifest_is_found_even_when_signed(desk: Any) -> None:
    package = desk.package()
    good = release_from((package / "seal/release.json").read_bytes())
    digests = dict(good.digests)
    del digests["READ-ME.txt"]
    for bad in (
        evolve(good, status=Status.SPECIMEN),
        evolve(good, valid_until=None),
        evolve(good, edition="kursk-2025"),
        evolve(good, id="kursk-2024"),
        evolve(good, digests=digests),
        evolve(good, digests={**good.digests, "data/x": good.digests["bagit.txt"]}),
        evolve(good, digests={**good.digests, "../../etc/passwd": good.digests["bagit.txt"]}),
        evolve(good, digests={**good.digests, "bagit.txt": good.digests["READ-ME.txt"]}),
    ):
        (package / "seal/release.json").write_bytes(release_bytes(bad))
        (package / "seal/release.json.sig").write_text(sign(desk.key, "safeconduct.release", release_bytes(bad)))
        verdict = desk.verdict(package)
        assert (verdict.genuine, verdict.exit_code) == (True, 6)


BAD_NAMES = [
    "con.txt",
    "aux",
    "a b.pdf",
    "dot.",
    ".hidden",
    "안내.pdf",
    "x\u202efdp.exe",
    "new\nline",
    "-rf",
    "Report.json",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_is_refused_even_when_correctly_signed(desk: Any, name: str) -> None:
    package = desk.package()
    if (package / "data" / name).exists():
        pytest.skip("this disk does not tell capitals apart")
    (package / "data" / name).write_bytes(b"x")
    reseal(
        desk,
        package,
        desk.key,
        lambda m: evolve(
            m,
            artifacts=tuple(
                sorted(
                    (*m.artifacts, evolve(m.artifacts[0], path=name, sha256=digest_of(b"x"), size=1)),
                    key=lambda one: one.path,
                )
            ),
        ),
    )
    verdict = desk.verdict(package)
    assert (verdict.genuine, verdict.exit_code) == (True, 6)
    assert all(one.file.isascii() and one.file.isprintable() for one in verdict.problems)
    if "\n" not in name:
        assert any(one.kind is Kind.NAME for one in verdict.problems)


def say_twice(text: bytes) -> bytes:
    if text.startswith(b"{"):
        return text.replace(b'"edition":', b'"edition":"kursk-2024","edition":', 1)
    return text.splitlines(keepends=True)[0] + text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n") + b"\r\n",
        lambda text: text + b" ",
        say_twice,
        lambda text: b"\xff" + text,
        lambda text: b"[" * 200000 + text,
    ],
)
@pytest.mark.parametrize("name", ["seal/release.json", "seal/manifest.json", "manifest-sha256.txt"])
def test_a_second_spelling_is_refused_even_when_correctly_signed(desk: Any, spoil: Any, name: str) -> None:
    package = desk.package()
    release = json.loads((package / "seal/release.json").read_bytes())
    text = (package / name).read_bytes()
    (package / name).write_bytes(spoil(text))
    if name != "seal/release.json":
        release["digests"][name] = digest_of((package / name).read_bytes())
        (package / "seal/release.json").write_bytes(canonical(release))
    signed = sign(desk.key, "safeconduct.release", (package / "seal/release.json").read_bytes())
    (package / "seal/release.json.sig").write_text(signed)
    verdict = desk.verdict(package)
    assert (verdict.genuine, verdict.exit_code) == (True, 6)
    assert (str(Kind.METADATA), name) in kinds(verdict)


def test_links_are_named_and_never_followed(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = desk.package()
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.move(package / LEAFLET, outside / "leaflet.pdf")
    (package / LEAFLET).symlink_to(outside / "leaflet.pdf")
    shutil.move(package / "data/letter", outside / "letter")
    (package / "data/letter").symlink_to(outside / "letter")
    (package / "data/loop").symlink_to(package)
    (package / "data/nowhere").symlink_to("/nowhere")
    shutil.move(package / "seal/manifest.json", outside / "manifest.json")
    (package / "seal/manifest.json").symlink_to(outside / "manifest.json")
    opened: list[Path] = []
    real = os.open

    def noting(path: Path, flags: int) -> int:
        opened.append(path)
        return real(path, flags)

    monkeypatch.setattr(os, "open", noting)
    verdict = desk.verdict(package)
    linked = {"data/letter", "data/loop", "data/nowhere", LEAFLET, "seal/manifest.json"}
    assert {("link", name) for name in linked} <= kinds(verdict)
    assert verdict.exit_code == 6
    assert opened
    assert not any(path.is_symlink() or path.parent.is_symlink() for path in opened)
    link = tmp_path / "link"
    link.symlink_to(package)
    assert desk.verdict(link).problems[0].kind is Kind.NOT_A_PACKAGE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_named_and_does_not_block(desk: Any) -> None:
    package = desk.package()
    (package / LEAFLET).unlink()
    os.mkfifo(package / LEAFLET)
    os.mkfifo(package / "pipe")
    assert kinds(desk.verdict(package)) == {("special", LEAFLET), ("special", "pipe")}


def test_a_file_that_cannot_be_read_is_named(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    package = desk.package()

    def failing(path: Path) -> tuple[Digest, int]:
        if path.name == Path(LEAFLET).name:
            raise OSError(5, "Input/output error")
        return digest_of_file(path)

    monkeypatch.setattr("safeconduct.seal.contents.digest_of_file", failing)
    verdict = desk.verdict(package)
    assert kinds(verdict) == {("unreadable", LEAFLET)}
    assert "Input/output error" in verdict.sentence


def test_a_huge_file_is_judged_by_its_size(desk: Any) -> None:
    package = desk.package()
    os.truncate(package / LEAFLET, 1 << 40)
    os.truncate(package / "READ-ME.txt", 1 << 40)
    verdict = desk.verdict(package)
    assert kinds(verdict) == {("altered", LEAFLET), ("altered", "READ-ME.txt")}


def test_what_is_no_package_gets_a_clear_sentence(desk: Any, tmp_path: Path) -> None:
    empty, photos, file = tmp_path / "empty", tmp_path / "photos", tmp_path / "package.zip"
    empty.mkdir()
    photos.mkdir()
    (photos / "cat.jpg").write_bytes(b"")
    file.write_bytes(b"PK")
    for path, words in (
        (empty, "The folder is empty."),
        (photos, "holds neither seal/release.json nor bagit.txt."),
        (file, "Unpack the package first"),
        (tmp_path / "nowhere", "There is no folder"),
        (tmp_path / ("long" * 100), "There is no folder"),
        (tmp_path / "nul\0", "There is no folder"),
    ):
        verdict = desk.verdict(path)
        assert (verdict.exit_code, verdict.whole, verdict.genuine, verdict.current) == (6, False, False, False)
        assert words in verdict.sentence


def test_a_plain_bag_is_incomplete_not_an_error(desk: Any) -> None:
    package = desk.package()
    shutil.rmtree(package / "seal")
    shutil.rmtree(package / "trust")
    verdict = desk.verdict(package)
    assert {("missing", "seal/release.json"), ("unsigned", "seal/release.json.sig")} <= kinds(verdict)
    assert verdict.exit_code == 6


@pytest.mark.parametrize("trusted", ["", "12345", "ssh-rsa AAAA", "12345 " * 7, "１" * 40])
def test_a_trusted_key_that_is_none_is_a_usage_refusal(desk: Any, trusted: str) -> None:
    with pytest.raises(UsageRefusal):
        verify(desk.package(), [trusted], date(2024, 12, 1))


def test_verify_starts_without_typesetting_sound_or_other_rooms() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(Path(verify_module.__file__).parents[2])!r});"
        "before = set(sys.modules); import safeconduct.seal.verify;"
        "print(*{n.split('.')[0] for n in set(sys.modules) - before} - set(sys.stdlib_module_names));"
        "print(*{n for n in sys.modules if n.count('.') > 1 and n.startswith('safeconduct.')})"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    packages, rooms = ran.stdout.splitlines()
    assert set(packages.split()) <= {
        "safeconduct",
        "attr",
        "attrs",
        "cattr",
        "cattrs",
        "typing_extensions",
        "exceptiongroup",
    }
    assert {name.split(".")[1] for name in rooms.split()} == {"seal", "model"}
