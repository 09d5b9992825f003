# SPDX-License-Identifier: Apache-2.0
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sealing_office import Desk, made_key

from safeconduct.model.canonical import Digest, canonical, digest_of
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, UsageRefusal
from safeconduct.model.status import Status
from safeconduct.seal.layout import is_own
from safeconduct.seal.manifest import Manifest, manifest_bytes, manifest_from
from safeconduct.seal.metadata import MetadataError, checksums_of
from safeconduct.seal.pack import Terms, kit_files_in, pack
from safeconduct.seal.records import attestation_from, release_from, root_from, status_from


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_package_is_a_bagit_bag_whose_every_list_is_right(desk: Any) -> None:
    package = everything_in(desk.package())
    assert package["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload = {name: content for name, content in package.items() if name.startswith("data/")}
    rows = [line.split("  ") for line in package["manifest-sha256.txt"].decode().splitlines()]
    assert rows == [[hashlib.sha256(payload[name]).hexdigest(), name] for name in sorted(payload)]
    tags = {name for name in set(package) - set(payload) - {"tagmanifest-sha256.txt"} if not is_own(name)}
    assert {"READ-ME.txt", "verify.html", "verify.py", "seal/manifest.json", "trust/allowed_signers"} < tags
    rows = [line.split("  ") for line in package["tagmanifest-sha256.txt"].decode().splitlines()]
    assert rows == [[hashlib.sha256(package[name]).hexdigest(), name] for name in sorted(tags)]
    about = dict(line.split(": ", 1) for line in package["bag-info.txt"].decode().splitlines())
    assert about["Payload-Oxum"] == f"{sum(map(len, payload.values()))}.{len(payload)}"
    assert about["External-Identifier"] == "kursk-2024 2"
    assert not re.search(r"20[3-9]\d|Bagging-Date|Software-Agent", package["bag-info.txt"].decode())
    for name in (name for name in package if name.endswith(".json") and name in tags | {"seal/release.json"}):
        assert canonical(json.loads(package[name])) == package[name]


def test_the_bagit_library_accepts_the_package(desk: Any) -> None:
    import bagit

    assert bagit.Bag(str(desk.package())).validate()


def test_a_kit_sealed_twice_is_the_same_to_the_byte(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = everything_in(desk.package("first"))
    monkeypatch.setenv("TZ", "Asia/Seoul")
    old = os.umask(0o077)
    try:
        second = everything_in(desk.package("deep/er/second"))
    finally:
        os.umask(old)
    assert first == second
    assert {path.stat().st_mode & 0o777 for path in (desk.folder / "deep/er/second").rglob("*")} == {0o755, 0o644}
    days = {path.stat().st_mtime for path in (desk.folder / "first").rglob("*")}
    assert days == {1732104000.0}


def test_the_manifest_reads_back_as_it_was_written(desk: Any) -> None:
    package = desk.package()
    manifest = manifest_from((package / "seal/manifest.json").read_bytes())
    assert [one.path for one in manifest.artifacts] == sorted(one.path for one in manifest.artifacts)
    assert manifest.outcomes[0].not_run == "The press did not run."
    assert manifest.findings[0].place == "a.md:3"
    assert manifest.signed[0].key == desk.line
    assert manifest_bytes(manifest) == (package / "seal/manifest.json").read_bytes()
    assert release_from((package / "seal/release.json").read_bytes()).issued == manifest.as_of


def test_read_me_tells_how_to_check_by_hand_in_four_languages(desk: Any) -> None:
    text = (desk.package("specimen", status=Status.SPECIMEN) / "READ-ME.txt").read_text(encoding="utf-8")
    for role, purpose in (("publisher", "release"), ("root", "root"), ("status", "status")):
        assert text.count(f"-f trust/allowed_signers -I {role} -n safeconduct.{purpose} ") == 4
    assert text.count("author, fact-check, legal, translator") == 4
    for words in (
        "SPECIMEN - NOT FOR USE",
        "ЗРАЗОК, НЕ ДЛЯ ВИКОРИСТАННЯ",
        "ОБРАЗЕЦ, НЕ ДЛЯ ИСПОЛЬЗОВАНИЯ",
        "견본 SPECIMEN - 사용 금지",
        "Звернення",
        "호소문",
        "Друкарня для перевірок",
    ):
        assert words in text
    final = (desk.package("final") / "READ-ME.txt").read_text(encoding="utf-8")
    assert "NOT FOR USE" not in final
    assert "{" not in final + text
    # Whoever took the fingerprint from the package would compare it with itself.
    assert desk.fingerprint not in text


def test_a_specimen_says_so_in_every_file_name_and_in_bag_info(desk: Any) -> None:
    package = desk.package(status=Status.SPECIMEN)
    assert all("SPECIMEN" in path.name for path in (package / "data").rglob("*") if path.is_file())
    assert "Safeconduct-Status: SPECIMEN" in (package / "bag-info.txt").read_text(encoding="utf-8")


def flip_digest(manifest: Manifest) -> Manifest:
    return evolve(manifest, artifacts=(evolve(manifest.artifacts[0], sha256=Digest("0" * 64)), *manifest.artifacts[1:]))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (flip_digest, "is not the file"),
        (lambda m: evolve(m, artifacts=(evolve(m.artifacts[0], size=1), *m.artifacts[1:])), "is not the file"),
        (lambda m: evolve(m, artifacts=m.artifacts[1:]), "is not in the manifest"),
        (lambda m: evolve(m, artifacts=(*m.artifacts, evolve(m.artifacts[0], path="zz.pdf"))), "missing from the kit"),
        (lambda m: evolve(m, artifacts=(*m.artifacts, evolve(m.artifacts[0], path="../x.pdf"))), r"\.\./x\.pdf"),
        (lambda m: evolve(m, artifacts=(*m.artifacts, evolve(m.artifacts[0], path="REPORT.json"))), "falls together"),
        (lambda m: evolve(m, artifacts=tuple(reversed(m.artifacts))), "not sorted"),
        (lambda m: evolve(m, artifacts=()), "lists no file"),
        (lambda m: evolve(m, status=Status.SPECIMEN), "not named after the status"),
        (lambda m: evolve(m, edition="../kursk"), "name of its edition"),
        (lambda m: evolve(m, title={"en": " "}), "no title"),
    ],
)
def test_a_kit_that_is_not_what_its_manifest_says_is_refused(desk: Any, change: Any, named: str) -> None:
    with pytest.raises(AlteredRefusal, match=named):
        desk.package(change=change)
    assert not (desk.folder / "package").exists()
    assert not list(desk.folder.glob(".*"))


def test_a_final_kit_with_a_specimen_in_it_is_refused(desk: Any) -> None:
    with pytest.raises(AlteredRefusal, match="not named after the status final"):
        desk.package(contents={"a.SPECIMEN.pdf": b"x", "b.pdf": b"y"})


def replace_by_link(kit: Path) -> None:
    moved = kit.with_name("moved.pdf")
    (kit / "b.pdf").rename(moved)
    (kit / "b.pdf").symlink_to(moved)


@pytest.mark.parametrize(
    "harm",
    [
        lambda kit: (kit / "a.pdf").write_bytes(b"ONE"),
        lambda kit: (kit / "c.pdf").write_bytes(b"three"),
        lambda kit: (kit / "b.pdf").unlink(),
        lambda kit: (kit / "link").symlink_to("/"),
        replace_by_link,
    ],
)
def test_a_kit_file_altered_linked_or_added_after_the_build_is_refused(desk: Any, harm: Any) -> None:
    contents = {"a.pdf": b"one", "b.pdf": b"two"}
    kit = desk.kit(contents)
    harm(kit)
    with pytest.raises(AlteredRefusal):
        seal_as_desk(desk, kit_files_in(kit), desk.manifest(contents))
    assert not (desk.folder / "package").exists()


def seal_as_desk(desk: Desk, files: dict[str, Path], manifest: Manifest, press: str = "press") -> None:
    terms = Terms(2, ("leaflet",), digest_of(b"m"), digest_of(b"t"))
    pack(files, manifest, terms, desk.root, desk.trust, made_key(press), desk.folder / "package")


def test_only_a_publisher_listed_in_the_root_seals(desk: Any) -> None:
    kit = desk.kit({"a.pdf": b"one"})
    with pytest.raises(UsageRefusal, match="is not a publisher's"):
        seal_as_desk(desk, kit_files_in(kit), desk.manifest({"a.pdf": b"one"}), press="author-1")
    assert not (desk.folder / "package").exists()


@pytest.mark.parametrize(
    "change", [lambda m: evolve(m, edition="Kursk"), lambda m: evolve(m, title={"uk": "Звернення"})]
)
def test_what_no_release_can_say_is_refused_before_anything_is_written(desk: Any, change: Any) -> None:
    with pytest.raises(UsageRefusal, match="cannot be written"):
        desk.package(change=change)
    assert not (desk.folder / "package").exists()


def test_a_target_that_is_taken_is_left_as_it_was(desk: Any) -> None:
    full, file, link = desk.folder / "full", desk.folder / "file", desk.folder / "link"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    file.write_text("mine")
    link.symlink_to(full)
    for target in ("full", "file", "link", "file/below"):
        with pytest.raises(FolderRefusal):
            desk.package(target)
    assert everything_in(full) == {"mine.txt": b"mine"}
    assert file.read_text() == "mine"
    assert not list(desk.folder.glob(".*"))


def test_an_empty_folder_may_become_the_package(desk: Any) -> None:
    (desk.folder / "package").mkdir()
    assert desk.verdict(desk.package()).exit_code == 0


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_packing_leaves_nothing_behind(
    desk: Any, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    calls = 0
    real = os.fsync

    def counting(opened: int) -> None:
        nonlocal calls
        calls += 1
        if calls == stop:
            raise fault
        real(opened)

    monkeypatch.setattr(os, "fsync", counting)
    for stop in range(1, 100):
        calls = 0
        try:
            desk.package(f"package-{stop}", attested={})
        except (FolderRefusal, KeyboardInterrupt):
            # The last sync comes after the package stands.
            if (desk.folder / f"package-{stop}").exists():
                assert desk.verdict(desk.folder / f"package-{stop}").main.code == "role"
        else:
            break
        assert not list(desk.folder.glob(".*"))
    assert stop > 12


def test_a_killed_packing_leaves_no_package(desk: Any, tmp_path: Path) -> None:
    kit = desk.kit({"a.pdf": b"one"})
    script = tmp_path / "seal.py"
    (tmp_path / "manifest.json").write_bytes(manifest_bytes(desk.manifest({"a.pdf": b"one"})))
    script.write_text(
        "import os, pathlib, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from sealing_office import Desk\n"
        "from test_seal_pack import seal_as_desk\n"
        "from safeconduct.seal.manifest import manifest_from\n"
        "from safeconduct.seal.pack import kit_files_in\n"
        "here = pathlib.Path(sys.argv[1])\n"
        "calls = []\n"
        "os.fsync = lambda opened: calls.append(opened) or (len(calls) == 5 and os.kill(os.getpid(), 9))\n"
        "manifest = manifest_from((here / 'manifest.json').read_bytes())\n"
        f"seal_as_desk(Desk(here), kit_files_in(here / {kit.name!r}), manifest)\n"
    )
    ended = subprocess.run([sys.executable, script, tmp_path], check=False)
    assert ended.returncode == -9
    assert not (tmp_path / "package").exists()
    assert desk.verdict(desk.package()).exit_code == 0


part = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}[a-z0-9]", fullmatch=True).filter(
    lambda p: p[:3] not in "con prn aux nul com lpt"
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.lists(part, min_size=1, max_size=3).map("/".join), st.binary(max_size=3000), min_size=1, max_size=5
    )
)
def test_any_kit_round_trips(desk: Any, contents: dict[str, bytes]) -> None:
    contents = {f"{n}-{name}": content for n, (name, content) in enumerate(contents.items())}
    package = desk.package(f"package-{len(list(desk.folder.iterdir()))}", contents=contents)
    assert {name: (package / "data" / name).read_bytes() for name in contents} == contents
    assert desk.verdict(package).exit_code == 0


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_readers_raise_nothing_but_their_own_error(untrusted: bytes) -> None:
    for reader in (manifest_from, release_from, root_from, attestation_from, status_from, checksums_of):
        with pytest.raises(MetadataError):
            reader(untrusted)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text + b"\n",
        lambda text: text.replace(b",", b",\r\n", 1),
        lambda text: text.replace(b"{", b"{ ", 1),
        lambda text: text[:-1] + b',"schema":"safeconduct.release/2"}',
        lambda text: text.replace(b'"id":', b'"edition":"evil","id":', 1),
        lambda text: text.replace(b'"id":', b'"additional":1,"id":', 1),
        lambda text: text.replace(b'"id":"kursk-2024",', b"", 1),
        lambda text: text.replace(b'"kursk-2024"', b"7", 1),
        lambda text: text.replace(b'"kursk-2024"', b"null", 1),
        lambda text: text.replace(b'"kursk-2024"', b'"kursk\\u002d2024"', 1),
        lambda text: text.replace(b'"kursk-2024"', b'"\\ud800"', 1),
        lambda text: text.replace(b'"kursk-2024"', b"1e999", 1),
        lambda text: text.replace(b'"kursk-2024"', b"NaN", 1),
        lambda text: text.replace(b'"kursk-2024"', b"[" * 100000 + b"]" * 100000, 1),
        lambda text: text.replace(b'"kursk-2024"', b"9" * 5000, 1),
        lambda text: text.replace(b'"2024-11-20"', b'"20241120"', 1),
        lambda text: text.replace(b'"2024-11-20"', b'"2024-11-20T00:00:00"', 1),
        lambda text: text.replace(b"release/2", b"release/1", 1),
        lambda text: text.replace(b'"final"', b'"finished"', 1),
        lambda text: text[:0],
        lambda text: b"[" + text + b"]",
        lambda text: text.decode().encode("utf-16"),
    ],
)
def test_metadata_has_one_spelling(desk: Any, spoil: Any) -> None:
    text = (desk.package() / "seal/release.json").read_bytes()
    assert release_from(text).id == "kursk-2024"
    assert spoil(text) != text
    with pytest.raises(MetadataError):
        release_from(spoil(text))
