# SPDX-License-Identifier: Apache-2.0
"""Plans are data: which steps, which files, and how little a change of status touches."""

import json
import subprocess
import sys
from pathlib import Path

from attrs import evolve

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import plain
from safeconduct.model.edition import Attribution, Take
from safeconduct.model.works import Made, Plan
from safeconduct.studio.planning import plan, sentences, speaker

from .conftest import AT, channel, commission, run, spoken_piece

TEXTS = ("You can leave on foot.", "Walk   slowly.")


def planned(marked: bool = True, takes: tuple[Take, ...] = (), texts: tuple[str, ...] = TEXTS) -> Plan:
    piece = spoken_piece(*texts, takes=takes)
    return plan(piece, piece.copies["en"], channel(), commission(marked), {"p1": 6, "p2": 3, "sender-start": 9})


def test_kit_files_carry_the_mark_in_their_names() -> None:
    assert [(file.file, file.media_type) for file in planned().artifacts] == [
        ("spot.en.radio-spot.SPECIMEN.wav", "audio/x-wav"),
        ("spot.en.radio-spot.SPECIMEN.mp3", "audio/mpeg"),
        ("spot.en.radio-spot.SPECIMEN.script.txt", "text/plain"),
    ]
    assert [file.file for file in planned(marked=False).artifacts] == [
        "spot.en.radio-spot.wav", "spot.en.radio-spot.mp3", "spot.en.radio-spot.script.txt"
    ]  # fmt: skip


def test_titles_and_headings_are_not_spoken_and_order_is_kept() -> None:
    piece = spoken_piece(*TEXTS)
    assert list(sentences(piece, piece.copies["en"], commission(True)).items()) == [
        ("slate-start", "This is a specimen. Do not use it."),
        ("sender-start", "This message is from the Joint Appeal."),
        ("p1", "You can leave on foot."),
        ("p2", "Walk slowly."),
        ("sender-end", "This was a message from the Joint Appeal."),
        ("slate-end", "The specimen ends here."),
    ]


def test_a_change_of_status_touches_slates_master_and_script_only() -> None:
    specimen, final = ({step.name: step for step in planned(marked).steps} for marked in (True, False))
    base = "spot.en.radio-spot"
    assert set(specimen) - set(final) == {f"{base}.slate-start.voice", f"{base}.slate-end.voice"}
    changed = {name for name in final if specimen[name] != final[name]}
    assert changed == {f"{base}.master", f"{base}.script"}


def test_one_changed_word_touches_its_own_paragraph() -> None:
    before, after = ({step.name: step for step in planned(texts=(TEXTS[0], second)).steps} for second in ("Go.", "Go!"))
    assert {name for name in after if before[name] != after[name]} == {
        "spot.en.radio-spot.block.p2.voice", "spot.en.radio-spot.script"
    }  # fmt: skip


def test_takes_count_by_language_and_may_speak_for_the_sender() -> None:
    def recording(block: str, language: str, file: str) -> Take:
        return Take("spot", language, block, file, Digest(file.ljust(64, "0")), AT)

    takes = (
        recording("p1", "en", "a"), recording("p1", "en", "b"), recording("p2", "uk", "c"),
        recording("sender-end", "en", "d"), recording("slate-end", "en", "e"),
    )  # fmt: skip
    made = {step.name: step for step in planned(takes=takes).steps if step.name.endswith(".take")}
    assert {name: step.inputs["recording"] for name, step in made.items()} == {
        "spot.en.radio-spot.block.p1.take": takes[0].digest,
        "spot.en.radio-spot.sender-end.take": takes[3].digest,
    }


def test_a_block_may_be_called_like_a_fixed_sentence_without_sharing_its_step() -> None:
    piece = spoken_piece("One.")
    copy = piece.copies["en"]
    named = evolve(copy, blocks=(*copy.blocks, evolve(copy.blocks[-1], id="sender-startled")))
    steps = plan(piece, named, channel(), commission(True), {}).steps
    assert len({step.name for step in steps}) == len(steps)


def test_a_sender_unknown_in_this_language_is_still_named() -> None:
    attribution = Attribution({"uk": "Спільне звернення", "ko-KP": "공동 호소"})
    assert speaker(attribution, "uk") == "Спільне звернення"
    assert speaker(attribution, "en") == "공동 호소"


def test_plans_are_plain_and_complete() -> None:
    """Every parameter survives canonical JSON; every reference points to an output of an earlier step."""
    outputs: set[tuple[str, str]] = set()
    for step in planned().steps:
        assert json.loads(canonical(step.params)) == json.loads(json.dumps(plain(step.params)))
        for value in step.inputs.values():
            assert not isinstance(value, Made) or (value.step, value.output) in outputs
        outputs |= {(step.name, output) for output in step.outputs}
    for artifact in planned().artifacts:
        assert (artifact.made.step, artifact.made.output) in outputs


def test_planning_imports_no_sound_library() -> None:
    code = "import sys, safeconduct.studio.planning; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "scipy", "soundfile", "soxr", "lameenc", "espeakng_loader", "ctypes"} & set(loaded)


def test_the_script_reads_as_a_narrator_needs_it(tmp_path: Path) -> None:
    folder = run(planned(), tmp_path)
    script = (folder / "spot.en.radio-spot.script" / "spot.en.radio-spot.SPECIMEN.script.txt").read_text("utf-8")
    assert script.startswith("SPECIMEN. Not for use.\nLeave on foot\nthe Joint Appeal\n\n[0:00.3 - 0:0")
    assert "] p1 · draft · 6 σ · " in script
    assert script.endswith("] slate-end · draft\nThe specimen ends here.\n")
    heads = [line for line in script.splitlines() if line.startswith("[")]
    assert [head.split("] ")[1].split(" ")[0] for head in heads] == [
        "slate-start", "sender-start", "p1", "p2", "sender-end", "slate-end"
    ]  # fmt: skip
