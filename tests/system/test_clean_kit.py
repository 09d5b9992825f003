# SPDX-License-Identifier: Apache-2.0
"""A kit tells its work alone: every file of it, on a machine full of names, made from a photo full of them."""

import hashlib
import io
import json
import re
import shutil
import socket
from datetime import date
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
from attrs import evolve
from PIL import Image

from safeconduct.api import sealing
from safeconduct.api.clean_files import clean_faults, own_words
from safeconduct.api.judging import judge
from safeconduct.api.making import Made
from safeconduct.graph.store import Store
from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.refusal import AlteredRefusal
from safeconduct.model.works import Artifact
from safeconduct.traces.looking import look

from .conftest import BuiltKit
from .press_room import EXAMPLES, ROOT, Room

BASE = ROOT / "tests" / "checks" / "_base"
DAY = date(2026, 11, 1)
DECOYS = [b"decoyuser", b"decoyhost", b"DECOYCAM", b"Asia/Seoul", b"+09:00", b"+09'00", b"+0900"]


def photo() -> bytes:
    note = Image.Exif()
    note[0x010F], note[0x0110], note[0x0132] = "DECOYCAM", "DECOYCAM 9", "2026:11:05 04:12:33"
    note.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)})
    out = io.BytesIO()
    Image.linear_gradient("L").resize((900, 900)).save(out, "JPEG", exif=note, comment=b"by decoyuser")
    return out.getvalue()


def everything(path: Path) -> bytes:
    """All bytes of a file, packed and unpacked."""
    content = path.read_bytes()
    if path.suffix != ".pdf":
        return content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        held = [one.read_raw_bytes() if "/DCT" in str(one.get("/Filter")) else one.read_bytes() for one in streams]
        held += [str(one).encode() for one in pdf.objects if not isinstance(one, pikepdf.Stream)]
    return b"\n".join([content, *held])


def with_photo(folder: Path) -> Path:
    """The base manuscript, in which a photo full of names stands where a drawing did."""
    shutil.copytree(BASE, folder)
    (folder / "art" / "lamp.jpg").write_bytes(photo())
    for language in ("en", "uk"):
        copy = folder / f"pieces/steps/copy.{language}.md"
        copy.write_text(copy.read_text("utf-8").replace("art/lamp.svg", "art/lamp.jpg"), "utf-8")
    return folder


def outcome(report: dict[str, Any], check: str) -> tuple[int, list[str]]:
    """How many files were looked into, and what was found in them."""
    examined = next(one["examined"] for one in report["outcomes"] if one["check"] == check)
    return examined, [one["message"] for one in report["findings"] if one["check"] == check]


def all_clean(kit: BuiltKit) -> None:
    report = json.loads((kit.kit / "kit.json").read_bytes())
    assert outcome(report, "metadata-left") == (len(report["artifacts"]), [])
    edition = judge(kit.manuscript, (), None, DAY).edition
    day = date.fromisoformat(report["as_of"])
    for artifact in report["artifacts"]:
        piece = edition.piece(artifact["piece"])
        assert piece
        own = own_words(edition, piece, artifact["language"], artifact["channel"], day)
        content = (kit.kit / artifact["path"]).read_bytes()
        assert look(content, artifact["path"], own).traces == ()
        assert look(content, artifact["path"], evolve(own, titles=(), day="")).traces or re.search(
            r"\.(png|html|txt|cue|lrc|vtt|m3u8?)$", artifact["path"]
        ), "with nothing allowed every title is a trace, so this file was really looked into"
    assert look((kit.kit / "kit.json").read_bytes(), "kit.json", own).traces == ()


def test_every_file_of_a_kit_is_clean(river: BuiltKit) -> None:
    all_clean(river)


@pytest.mark.slow
def test_every_file_of_the_whole_kit_is_clean(kursk: BuiltKit) -> None:
    all_clean(kursk)


def test_no_name_of_this_machine_reaches_a_kit_and_a_photo_brings_pixels_alone(tmp_path: Path) -> None:
    room = Room(tmp_path / "decoyuser" / "Desktop")
    room.folder.mkdir(parents=True)
    manuscript = with_photo(room.folder / "manuscript")
    names = {"HOME": str(tmp_path / "decoyuser"), "USER": "decoyuser", "LOGNAME": "decoyuser"}
    places = {"TZ": "Asia/Seoul", "HOSTNAME": "decoyhost", "EMAIL": "decoyuser@decoyhost"}
    kit = room.folder / "kit"
    words = ("build", str(manuscript), "-o", str(kit), "--json", "--piece", "steps", "--piece", "call")
    ran = room.run(*words, environment={**names, **places})
    assert ran.code == 1, ran.err
    examined, found = outcome(ran.report, "metadata-left")
    assert examined == len(ran.report["artifacts"]) == len(list(kit.iterdir())) - 1
    assert found == []
    told = outcome(ran.report, "original-not-stripped")[1]
    assert len(told) == 1
    assert "art/lamp.jpg" in told[0]
    assert "EXIF GPS" in told[0]
    host = socket.gethostname().encode()
    decoys = [*DECOYS, *([host] if len(host) > 5 else [])]
    for path in kit.iterdir():
        held = everything(path)
        assert [decoy for decoy in decoys if decoy in held] == [], path.name
        assert b"DECOYCAM" not in held
    with pikepdf.open(next(kit.glob("steps.en.*SPECIMEN.pdf"))) as pdf:
        pictures = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]
    assert pictures, "the photo is in the file, so it was really looked for"


def test_a_captured_photo_is_clean_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    room = Room(tmp_path)
    manuscript = with_photo(tmp_path / "manuscript")
    (manuscript / "art" / "lamp.jpg").rename(tmp_path / "DECOYCAM 0042.jpg")
    words = ("--manuscript", str(manuscript), "--id", "lamp")
    ran = room.run("capture", str(tmp_path / "DECOYCAM 0042.jpg"), *words)
    assert (ran.code, ran.err) == (0, "")
    assert "  art/lamp.jpg\nCaptured: 900 × 900 pixels, and nothing else; jailed" in ran.out
    originals = {one.scan.file: one.scan.traces for one in judge(manuscript, (), None, DAY).scene.originals}
    assert originals["art/lamp.jpg"] == ()
    for path in manuscript.rglob("*"):
        assert path.is_dir() or not any(decoy in path.read_bytes() for decoy in DECOYS[:3])
    again = room.run("capture", str(tmp_path / "DECOYCAM 0042.jpg"), *words)
    assert again.code == 4
    assert "is there already" in again.err


def test_a_picture_is_no_source_and_a_page_needs_its_origin(tmp_path: Path) -> None:
    room = Room(tmp_path)
    manuscript = with_photo(tmp_path / "manuscript")
    (tmp_path / "page.html").write_text("<p>The hall is open.</p>", "utf-8")
    words = ("--manuscript", str(manuscript), "--id", "x1")
    ran = room.run("capture", str(manuscript / "art" / "lamp.jpg"), *words, "--title", "Beds")
    assert (ran.code, ran.out) == (2, "")
    assert "is a picture, and a picture is no source" in ran.err
    ran = room.run("capture", str(tmp_path / "page.html"), *words, "--title", "Beds")
    assert ran.code == 2
    assert "--publisher" in ran.err
    (tmp_path / "x.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    ran = room.run("capture", str(tmp_path / "x.heic"), *words)
    assert (ran.code, ran.out) == (2, "")
    assert "HEIC" in ran.err


def artifact(content: bytes, name: str = "note.en.pocket-a7.SPECIMEN.preview.png") -> Artifact:
    where = ("note", "en", "pocket-a7")
    return Artifact(name, digest_of(content), len(content), *where, "image/png", Digest(hashlib.sha256().hexdigest()))


def a_picture(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "PNG", **more)
    return out.getvalue()


def test_the_seal_looks_into_the_very_bytes_that_it_packs(tmp_path: Path) -> None:
    judged = judge(BASE, (), None, DAY)
    with Store(tmp_path / "store").locked() as store:
        clean, dirty = a_picture(), photo()
        for content in (clean, dirty):
            store.put(content)
        assert clean_faults(judged.edition, DAY, [artifact(clean)], store) == ()
        faults = clean_faults(judged.edition, DAY, [artifact(dirty, "note.en.pocket-a7.SPECIMEN.jpg")], store)
        assert "In note.en.pocket-a7.SPECIMEN.jpg stands what may not stand there: EXIF GPS (byte 20)." in faults
        assert not any("DECOYCAM" in fault for fault in faults)
        path = store.path(digest_of(clean))
        path.chmod(0o644)
        path.write_bytes(clean + b"by decoyuser")
        assert clean_faults(judged.edition, DAY, [artifact(clean)], store) == (
            "note.en.pocket-a7.SPECIMEN.preview.png is not the file that was made.",
        )


def test_sealing_refuses_and_names_file_and_field(tmp_path: Path) -> None:
    judged = judge(BASE, (), None, DAY)
    with Store(tmp_path / "store").locked() as store:
        store.put(photo())
        made = Made(judged, (artifact(photo(), "note.en.pocket-a7.SPECIMEN.jpg"),), (), {}, (), None)
        with pytest.raises(AlteredRefusal, match=r"note\.en\.pocket-a7\.SPECIMEN\.jpg .*: EXIF GPS"):
            sealing.seal(made, store, cast(Any, None), cast(Any, None), None, tmp_path / "package")
    assert not (tmp_path / "package").exists()


def test_the_examples_hold_nothing_that_a_camera_or_program_wrote() -> None:
    for folder in (EXAMPLES / "kursk-2024", EXAMPLES / "river-town"):
        scene = judge(folder, (), None, DAY).scene
        assert scene.originals
        assert [str(trace) for one in scene.originals for trace in one.scan.traces] == []
