# SPDX-License-Identifier: Apache-2.0
"""What protects a narrator, from the command line: take, disguise, consents."""

import json
import shutil
import wave
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from safeconduct.api.discreet import discreet
from safeconduct.api.kit import takes_heard
from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.edition import Take
from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.places import Span
from safeconduct.model.works import Artifact, Plan, Step
from safeconduct.model.works import Made as Ref

from .press_room import ROOT, Room

BASE = ROOT / "tests" / "checks" / "_base"
NAME = "Voice_Heron_0501.wav"
NOT_WRITTEN = ("Heron", "0501", "iPhone", "GPS", "Seoul", "lavf", "Lavf")


def recording(path: Path, length_s: float = 3.0, seed: int = 1, hum: float = 0.0) -> Path:
    """Write a WAV that has the pace of speech, and says more of itself than it should."""
    time_s = np.arange(round(length_s * 16_000)) / 16_000
    syllable = np.clip(np.sin(2 * np.pi * 2 * time_s + seed), 0.0, None)
    sound = 0.2 * syllable * sum(np.cos(2 * np.pi * n * 130 * time_s + n * n) / n for n in range(1, 20))
    sound += hum * sum(np.sin(2 * np.pi * 50 * n * time_s) / n for n in range(1, 9))
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(np.round(np.clip(sound, -1, 1) * 32_000).astype("<i2").tobytes())
    said = b"INAMHeron iPhone GPS Seoul\0\0"
    chunk = (
        b"LIST"
        + (4 + 4 + len(said)).to_bytes(4, "little")
        + b"INFO"
        + said[:4]
        + (len(said) - 4).to_bytes(4, "little")
        + said[4:]
    )
    whole = path.read_bytes() + chunk
    path.write_bytes(whole[:4] + (len(whole) - 8).to_bytes(4, "little") + whole[8:])
    return path


@pytest.fixture
def manuscript(room: Room) -> Path:
    folder = room.folder / "manuscript"
    shutil.copytree(BASE, folder)
    recording(room.folder / NAME)
    return folder


def take(room: Room, *words: str, file: str = NAME) -> Any:
    return room.run("take", str(room.folder / file), str(room.folder / "manuscript"), *words)


def test_a_take_has_a_fixed_name_and_holds_nothing_but_sound(room: Room, manuscript: Path) -> None:
    ran = take(room, "call", "en", "--paragraph", "open")
    assert (ran.code, ran.err) == (0, "")
    path = manuscript / "takes" / "call" / "en" / "open.flac"
    content = path.read_bytes()
    assert content[:4] == b"fLaC"
    for word in NOT_WRITTEN:
        assert word.encode() not in content
    assert f'covers = ["sha256:{digest_of(content)}"]' in ran.out
    assert "jailed" in ran.out
    assert "syllables a second" in ran.out
    assert "Next: listen to it" in ran.out
    assert path.stat().st_mtime == 946_684_800
    assert [one.name for one in (manuscript / "takes").rglob("*") if one.is_file()] == ["open.flac"]
    again = take(room, "call", "en", "--paragraph", "open")
    assert again.code == 4
    assert "There is a take for it already: takes/call/en/open.flac." in again.err
    assert path.read_bytes() == content
    checked = room.run("check", str(manuscript), "--as-of", "2026-11-01")
    assert f"No consent covers the recording “takes/call/en/open.flac” (sha256:{digest_of(content)})" in checked.out


def test_one_take_of_the_whole_script_and_the_original_deleted(room: Room, manuscript: Path) -> None:
    ran = take(room, "call", "uk", "--delete-original")
    assert ran.code == 0
    assert (manuscript / "takes" / "call" / "uk" / "whole.flac").is_file()
    assert not (room.folder / NAME).exists()
    assert "may keep what was deleted" in ran.out


def test_hum_is_told(room: Room, manuscript: Path) -> None:
    recording(room.folder / "hum.wav", 6.0, hum=0.01)
    ran = take(room, "call", "en", "--paragraph", "open", file="hum.wav")
    assert ran.code == 0
    assert "Mains hum at 50 Hz" in ran.out
    assert "reduces it and cannot remove it" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("words", "file", "code", "what"),
    [
        (("none", "en"), NAME, 2, "There is no piece “none”"),
        (("note", "en"), NAME, 2, "“note” is not spoken."),
        (("call", "ru"), NAME, 2, "“call” has no copy in ru."),
        (("call", "en", "--paragraph", "no"), NAME, 2, "“call” has no paragraph {#no}."),
        (("call", "en"), "nothing.wav", 2, "There is no recording"),
        (("call", "en"), "text.wav", 2, ""),
        (("call", "en"), "silent.wav", 2, "The recording is silent."),
    ],
)
def test_what_is_refused_leaves_nothing(
    room: Room, manuscript: Path, words: tuple[str, ...], file: str, code: int, what: str
) -> None:
    (room.folder / "text.wav").write_text("These are words.", "utf-8")
    with wave.open(str(room.folder / "silent.wav"), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(bytes(64_000))
    ran = take(room, *words, "--delete-original", file=file)
    assert (ran.code, ran.out) == (code, "")
    assert what in ran.err
    assert "\n  Do: " in ran.err
    assert not (manuscript / "takes").exists()
    assert (room.folder / NAME).exists()


def test_a_disguise_says_what_it_is_not_and_is_another_each_time(room: Room, manuscript: Path) -> None:
    source = str(room.folder / NAME)
    refused = room.run("disguise", source, "-o", "one.flac")
    assert refused.code == 2
    honest = (
        "it makes a casual listener less sure. It does not protect against anyone who has your voice on file. If your "
        "family is at risk, do not use it: have someone else read, or use the draft voice."
    )
    assert honest in refused.out
    assert not (room.folder / "one.flac").exists()
    outs = []
    for name in ("one.flac", "two.flac"):
        ran = room.run("disguise", source, "-o", name, "--i-understand")
        assert (ran.code, ran.err) == (0, "")
        outs.append(ran.out.replace(name, "X"))
        assert honest in ran.out
        assert "%" not in ran.out
        assert "anonym" not in ran.out.lower()
        assert "reduced and not removed. Found: none." in ran.out
    assert outs[0] == outs[1], "nothing that was drawn is printed"
    one, two = ((room.folder / name).read_bytes() for name in ("one.flac", "two.flac"))
    assert one != two
    assert room.run("disguise", source, "-o", "one.flac", "--i-understand").code == 4
    assert room.run("disguise", source, "-o", "voice.mp3", "--i-understand").code == 2
    brought = take(room, "call", "en", "--paragraph", "open", file="one.flac")
    assert brought.code == 0
    assert 'voice = "disguised"' in brought.out
    assert (manuscript / "takes" / "call" / "en" / "open.disguised.flac").is_file()
    (room.folder / "two.flac").write_bytes(one)
    altered = take(room, "call", "en", "--paragraph", "blanket", file="two.flac")
    assert altered.code == 2
    assert "is not the record of this recording" in altered.err


def consent(manuscript: Path, name: str, *covers: Path, **more: str) -> None:
    digests = ", ".join(f'"sha256:{digest_of(path.read_bytes())}"' for path in covers)
    lines = ['person = "swift"', 'terms = "This recording."', f"covers = [{digests}]", "given = 2026-10-25"]
    lines += [f"{key} = {value}" for key, value in more.items()]
    (manuscript / "consents").mkdir(exist_ok=True)
    (manuscript / "consents" / f"{name}.toml").write_text("\n".join(lines) + "\n", "utf-8")


def kit(folder: Path, told: bool, *artifacts: dict[str, object]) -> Path:
    folder.mkdir()
    report = {"schema": "safeconduct-report-1", "artifacts": list(artifacts), **({"tells_takes": True} if told else {})}
    (folder / "kit.json").write_text(json.dumps(report), "utf-8")
    return folder


def file(path: str, kind: str = "audio/x-wav", language: str = "en", **more: object) -> dict[str, object]:
    return {
        "path": path,
        "sha256": digest_of(path.encode()),
        "piece": "call",
        "language": language,
        "media_type": kind,
        **more,
    }


def test_consents_are_told_with_their_state_and_what_rests_on_them(room: Room, manuscript: Path) -> None:
    for block, language in (("open", "en"), ("blanket", "en"), ("open", "uk")):
        folder = manuscript / "takes" / "call" / language
        folder.mkdir(parents=True, exist_ok=True)
        recording(folder / f"{block}.wav", 0.5, seed=len(block) + 10 * (language == "uk"))
    takes = manuscript / "takes" / "call"
    consent(manuscript, "free", takes / "en" / "blanket.wav", expires="2099-12-31")
    consent(manuscript, "gone", takes / "en" / "open.wav", takes / "uk" / "open.wav", withdrawn="2026-10-30")
    consent(manuscript, "later", takes / "en" / "blanket.wav")
    (manuscript / "consents" / "later.toml").write_text(
        (manuscript / "consents" / "later.toml").read_text("utf-8").replace("2026-10-25", "2098-01-01"), "utf-8"
    )
    consent(manuscript, "other", takes / "en" / "blanket.wav", voice='"another"')
    gone = digest_of((takes / "en" / "open.wav").read_bytes())
    blanket = digest_of((takes / "en" / "blanket.wav").read_bytes())
    given = kit(
        room.folder / "given",
        True,
        file("call.en.loudspeaker.wav", takes=[gone]),
        file("call.en.loudspeaker.m4a", takes=["0" * 64]),
        file("call.uk.loudspeaker.wav", language="uk"),
        file("call.en.loudspeaker.txt", "text/plain"),
        file("call.en.fm.wav", takes=[blanket]),
    )
    old = kit(room.folder / "old", False, file("call.en.old.wav"), file("call.en.old.txt", "text/plain"))
    without = room.run("consents", str(manuscript))
    assert without.code == 0
    assert "gone: withdrawn on 2026-10-30" in without.out
    assert "free: in force; ends on 2099-12-31" in without.out
    assert "later: not yet until 2098-01-01" in without.out
    assert "other: in force; voice: another" in without.out
    assert "Build again without it: call." in without.out
    ran = room.run("consents", str(manuscript), "--kit", str(given), "--kit", str(old))
    assert ran.code == 1
    assert "Recall: call.en.loudspeaker.wav of given\n" in ran.out
    assert "Recall: call.en.old.wav of old (may hold it)\n" in ran.out
    assert "Recall: call.en.fm.wav of given\n" in ran.out
    for kept in ("call.en.loudspeaker.m4a", "call.uk.loudspeaker.wav", ".txt"):
        assert kept not in ran.out
    report = json.loads(room.run("consents", str(manuscript), "--kit", str(given), "--json").out)
    assert report["schema"] == "safeconduct-consents-1"
    by_id = {one["id"]: one for one in report["consents"]}
    assert by_id["gone"]["rebuild"] == ["call"]
    assert [one["file"] for one in by_id["gone"]["recall"]] == ["call.en.loudspeaker.wav"]
    assert by_id["free"]["recall"] == []
    assert set(report["notices"]) == {"en", "uk"}
    for notice in report["notices"].values():
        assert "call.en.loudspeaker.wav" in notice
        for private in ("swift", "gone", "open", "Heron"):
            assert private not in notice


def test_a_withdrawn_take_that_was_deleted_is_still_found_in_a_kit(room: Room, manuscript: Path) -> None:
    path = manuscript / "takes" / "call" / "en" / "open.wav"
    path.parent.mkdir(parents=True)
    recording(path, 0.5)
    consent(manuscript, "gone", path, withdrawn="2026-10-30")
    digest = digest_of(path.read_bytes())
    path.unlink()
    given = kit(room.folder / "given", True, file("call.en.loudspeaker.wav", takes=[digest]))
    ran = room.run("consents", str(manuscript), "--kit", str(given))
    assert ran.code == 1
    assert "Recall: call.en.loudspeaker.wav of given" in ran.out
    assert "1 recordings that it covers lie no longer in takes/." in ran.out


@pytest.mark.parametrize(
    "content", [None, b"{", b"[]", b'{"schema": "other"}', b'{"schema": "safeconduct-report-1", "artifacts": [{}]}']
)
def test_a_kit_that_is_none_is_refused(room: Room, manuscript: Path, content: bytes | None) -> None:
    folder = room.folder / "kit"
    folder.mkdir()
    if content is not None:
        (folder / "kit.json").write_bytes(content)
    ran = room.run("consents", str(manuscript), "--kit", str(folder))
    assert (ran.code, ran.out) == (2, "")
    assert "\n  Do: name the folder of a kit" in ran.err


def test_what_a_kit_tells_of_a_finding_points_at_no_narrator() -> None:
    def told(check: str, file: str, message: str) -> Finding:
        return discreet(Finding(check, Severity.STOP, Span(file), message, "do this.", ("call",)))

    stray = told("file-not-used", "Voice_Heron_0501.wav", "Nothing uses “Voice_Heron_0501.wav”.")
    unknown = told("take-unknown", "takes/call/en/Heron.wav", "The recording “takes/call/en/Heron.wav” …")
    lapsed = told("consent-lapsed", "consents/heron.toml", "The consent “heron” was withdrawn on 2026-10-30.")
    assert [str(one.place) for one in (stray, unknown, lapsed)] == [":1", "takes:1", "consents:1"]
    for one in (stray, unknown, lapsed):
        assert one.message
        assert "heron" not in one.message.casefold()
        assert (one.severity, one.remedy, one.pieces) == (Severity.STOP, "do this.", ("call",))
    plain = Finding("loudness-off", Severity.STOP, Span("pieces/call/copy.en.md", 3), "Too loud.", "again.", ())
    assert discreet(plain) is plain


def test_no_trace_is_left_in_the_temporary_folder(room: Room, manuscript: Path) -> None:
    scratch = room.folder / "scratch"
    scratch.mkdir()
    done = room.run(
        "take", str(room.folder / NAME), str(manuscript), "call", "en", environment={"TMPDIR": str(scratch)}
    )
    assert done.code == 0
    assert not list(scratch.iterdir())


def test_a_kit_names_the_takes_that_are_heard_in_each_of_its_files() -> None:
    heard, other, at = Digest("1" * 64), Digest("2" * 64), Span("x")
    takes = tuple(Take("call", "en", block, f"{block}.flac", one, at) for block, one in (("a", heard), ("b", other)))
    steps = (
        Step("take", "r:take", {"recording": heard}, {}, ("take.flac",)),
        Step("master", "r:master", {"a": Ref("take", "take.flac"), "voice": Digest("3" * 64)}, {}, ("x.wav",)),
    )
    made: Any = SimpleNamespace(plans=(Plan("call", "en", "fm", steps, (), ()),))
    judged: Any = SimpleNamespace(edition=SimpleNamespace(pieces=(SimpleNamespace(takes=takes),)))

    def artifact(channel: str, kind: str, file: str = "x") -> Artifact:
        return Artifact(file, heard, 1, "call", "en", channel, kind, heard)

    assert takes_heard(judged, made, artifact("fm", "audio/x-wav")) == [heard]
    assert takes_heard(judged, made, artifact("fm", "video/mp4")) == [heard]
    assert takes_heard(judged, made, artifact("fm", "text/html", "call.en.fm.report.html")) == [heard]
    assert takes_heard(judged, made, artifact("fm", "text/html", "call.en.fm.transcript.html")) == []
    assert takes_heard(judged, made, artifact("fm", "text/plain")) == []
    assert takes_heard(judged, made, artifact("am", "audio/x-wav")) == []
