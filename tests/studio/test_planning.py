# SPDX-License-Identifier: Apache-2.0
"""Plans are data: which steps, which files, and how little a change of status touches."""

import json
import subprocess
import sys

from attrs import evolve

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import plain
from safeconduct.model.edition import Attribution, Take
from safeconduct.model.spoken import HouseSound
from safeconduct.model.works import Made, Plan, Step
from safeconduct.studio.job import Voice, speaker
from safeconduct.studio.sentences import sentences

from .conftest import AT, THRICE, channel, job, spoken_piece
from .conftest import planned as plan_of

TEXTS = ("You can leave on foot.", "Walk   slowly.")


def planned(*, texts: tuple[str, ...] = TEXTS, takes: tuple[Take, ...] = (), **more: object) -> Plan:
    return plan_of(job(spoken_piece(*texts, takes=takes), **more))  # type: ignore[arg-type]


def recording(block: str, language: str = "en", file: str = "a") -> Take:
    return Take("spot", language, block, file, Digest(file.encode().hex().ljust(64, "0")), AT)


def by_name(plan: Plan) -> dict[str, Step]:
    return {step.name: step for step in plan.steps}


def test_kit_files_carry_the_mark_in_their_names() -> None:
    assert [(file.file, file.media_type) for file in planned().artifacts][:2] == [
        ("spot.en.fm.SPECIMEN.wav", "audio/x-wav"),
        ("spot.en.fm.SPECIMEN.mp3", "audio/mpeg"),
    ]
    assert [file.file for file in planned(marked=False).artifacts][:2] == ["spot.en.fm.wav", "spot.en.fm.mp3"]


def test_players_that_sort_by_name_get_numbers() -> None:
    files = planned(channel=evolve(channel(), numbered=True), number=7).artifacts
    assert files[0].file == "007-spot.en.fm.SPECIMEN.wav"


def test_titles_and_headings_are_not_spoken_and_order_is_kept() -> None:
    assert sentences(job(spoken_piece(*TEXTS), house=HouseSound(say_valid_until=True))) == (
        ("slate-start", "This is a specimen. Do not use it.", 1),
        ("sender-start", "This message is from the Joint Appeal.", 1),
        ("synthetic-voice", "A machine reads this.", 1),
        ("p1", "You can leave on foot.", 1),
        ("p2", "Walk slowly.", 1),
        ("valid-until", "Valid until 5 March 2025.", 1),
        ("sender-end", "This was a message from the Joint Appeal.", 1),
        ("slate-end", "The specimen ends here.", 1),
    )


def test_a_call_out_is_said_three_times_and_recorded_once() -> None:
    said = [(block, saying) for block, _, saying in sentences(job(spoken_piece("Go."), form=THRICE, marked=False))]
    assert said == [("sender-start", 1), ("synthetic-voice", 1), ("p1", 1), ("p1", 2), ("p1", 3), ("sender-end", 1)]
    steps = planned(texts=("Go.",), form=THRICE).steps
    assert len({step.name for step in steps}) == len(steps)
    assert sum(step.name.endswith(".p1.voice") for step in steps) == 1


def test_a_change_of_status_touches_slates_and_what_comes_of_the_whole() -> None:
    specimen, final = by_name(planned()), by_name(planned(marked=False))
    assert set(specimen) - set(final) == {"spot.en.fm.slate-start.voice", "spot.en.fm.slate-end.voice"}
    changed = {name for name in final if specimen[name] != final[name]}
    assert "spot.en.fm.master" in changed
    assert not any(name.endswith(".voice") for name in changed)


def test_one_changed_word_touches_its_own_paragraph_and_the_whole() -> None:
    before, after = (by_name(planned(texts=(TEXTS[0], second))) for second in ("Go.", "Ge!"))
    changed = {name for name in after if before[name] != after[name]}
    assert {name for name in changed if name.endswith(".voice")} == {"spot.en.fm.p2.voice"}


def test_takes_count_by_language_and_may_speak_for_the_sender() -> None:
    takes = (
        recording("p1", "en", "a"), recording("p1", "en", "b"), recording("p2", "uk", "c"),
        recording("sender-end", "en", "d"),
    )  # fmt: skip
    steps = by_name(planned(takes=takes))
    made = {name: step.inputs["recording"] for name, step in steps.items() if ".take." in name}
    assert made == {"spot.en.take.p1": takes[0].digest, "spot.en.take.sender-end": takes[3].digest}
    cues = {cue["said"]["block"]: cue["voice"] for cue in steps["spot.en.fm.master"].params["cues"]}  # type: ignore[index, union-attr, call-overload]
    assert cues["p1"] == cues["sender-end"] == "take"
    assert cues["p2"] == cues["slate-start"] == cues["synthetic-voice"] == "draft"


def test_takes_of_all_channels_come_in_once() -> None:
    takes = (recording("p1"),)
    fm, am = (by_name(planned(takes=takes, channel=evolve(channel(), id=name))) for name in ("fm", "am"))
    assert fm["spot.en.take.p1"] == am["spot.en.take.p1"]


def test_one_long_take_is_cut_along_a_synthetic_reading_of_all_that_a_narrator_reads() -> None:
    steps = by_name(planned(takes=(recording("whole"),), house=HouseSound(say_valid_until=True)))
    cut = steps["spot.en.cut"]
    assert list(cut.params["blocks"]) == ["sender-start", "p1", "p2", "valid-until", "sender-end"]  # type: ignore[arg-type]
    assert set(cut.inputs) == {"take", *(f"reference:{block}" for block in cut.params["blocks"])}  # type: ignore[union-attr]
    master = steps["spot.en.fm.master"]
    assert master.inputs["p2"] == Made("spot.en.cut", "p2.flac")
    assert master.params["reports"] == ["take:whole", "cuts:whole"]
    assert "synthetic-voice" not in master.inputs


def test_takes_are_cleaned_as_the_house_asks() -> None:
    steps = by_name(planned(takes=(recording("p1"),), house=HouseSound(denoise="none", at_risk=True)))
    assert steps["spot.en.take.p1"].params == {"file": "a", "denoise": "none", "at_risk": True}


def test_a_take_of_one_paragraph_outdoes_the_long_one() -> None:
    steps = by_name(planned(takes=(recording("p2", file="b"), recording("whole"))))
    assert steps["spot.en.fm.master"].inputs["p2"] == Made("spot.en.take.p2", "take.flac")


def test_the_recogniser_hears_recordings_and_no_machine() -> None:
    steps = by_name(planned(takes=(recording("p1"),), recogniser="ear 1"))
    assert list(steps["spot.en.hear"].params["blocks"]) == ["p1"]  # type: ignore[arg-type]
    assert "heard:all" in steps["spot.en.fm.master"].inputs


def test_a_voice_from_a_folder_is_an_input_of_every_sentence_it_speaks() -> None:
    files = {"model": Digest("1" * 64), "config": Digest("2" * 64)}
    for step in planned(voice=Voice("harbour", files)).steps:
        if step.name.endswith(".voice"):
            assert step.inputs == files
            assert step.params["voice"] == "harbour"


def test_what_a_file_says_of_itself_names_the_machine_and_the_specimen() -> None:
    def comment(plan: Plan) -> object:
        return by_name(plan)["spot.en.fm.master"].params["comment"]

    takes = tuple(recording(block, file=block) for block in ("p1", "p2", "sender-start", "sender-end"))
    assert comment(planned()) == "SPECIMEN, synthetic voice"
    assert comment(planned(marked=False)) == "synthetic voice"
    assert comment(planned(marked=False, takes=takes)) == ""


def test_a_sender_unknown_in_this_language_is_still_named() -> None:
    attribution = Attribution({"uk": "Спільне звернення", "ko-KP": "공동 호소"})
    assert speaker(attribution, "uk") == "Спільне звернення"
    assert speaker(attribution, "en") == "공동 호소"


def test_plans_are_plain_and_complete() -> None:
    """Every parameter survives canonical JSON; every reference points to an output of an earlier step."""
    outputs: set[tuple[str, str]] = set()
    made = planned(takes=(recording("p1"), recording("whole", file="w")), recogniser="ear 1")
    for step in made.steps:
        assert json.loads(canonical(step.params)) == json.loads(json.dumps(plain(step.params)))
        for value in step.inputs.values():
            assert not isinstance(value, Made) or (value.step, value.output) in outputs
        outputs |= {(step.name, output) for output in step.outputs}
    for artifact in made.artifacts:
        assert (artifact.made.step, artifact.made.output) in outputs


def test_planning_imports_no_sound_library() -> None:
    code = "import sys, safeconduct.studio.planning; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "scipy", "soundfile", "soxr", "lameenc", "espeakng_loader", "ctypes", "av"} & set(loaded)
