# SPDX-License-Identifier: Apache-2.0
"""Which files of a spoken piece are exact and which are sealed: told by the plan, and written into the manifest."""

from datetime import date

import pytest
from attrs import evolve

from safeconduct.api.exactness import sealed_outputs
from safeconduct.model.channel import SoundFile
from safeconduct.model.status import Status
from safeconduct.model.works import Artifact, Plan
from safeconduct.seal.manifest import Rebuild, write_up
from safeconduct.studio.job import Voice

from .conftest import channel, job, planned, spoken_piece

DIGEST = "0" * 64


def a_plan(*containers: str, companions: tuple[str, ...] = ("vtt", "transcript"), **more: object) -> Plan:
    files = tuple(SoundFile(kind, 48_000, 16, 24) for kind in containers)
    wanted = evolve(channel(files=files), companions=companions)
    return planned(job(spoken_piece("You can leave on foot."), channel=wanted, **more))  # type: ignore[arg-type]


def endings(plan: Plan) -> set[str]:
    sealed = sealed_outputs(plan.steps)
    return {one.file.split("SPECIMEN.")[1] for one in plan.artifacts if one.made in sealed}


def test_sound_without_approximations_is_exact() -> None:
    assert endings(a_plan("wav", "flac", "mp3", companions=("cue", "vtt", "transcript"))) == set()


@pytest.mark.parametrize("container", ["ogg", "m4a"])
def test_opus_and_aac_are_sealed_with_what_tells_of_them_and_nothing_else(container: str) -> None:
    assert endings(a_plan("mp3", container)) == {container, "report.html"}
    assert endings(a_plan(container, companions=("cue",))) == {container, "report.html", "cue", "run-sheet.txt"}


def test_a_voice_that_nobody_has_proved_seals_all_but_the_script() -> None:
    of = a_plan("wav", voice=Voice(name="folder"))
    assert endings(of) == {"wav", "vtt", "transcript.txt", "transcript.html", "report.html"}


def test_the_class_comes_into_the_manifest() -> None:
    where = ("spot", "en", "fm")
    files = [
        Artifact("a.mp3", DIGEST, 1, *where, "audio/mpeg", DIGEST),  # type: ignore[arg-type]
        Artifact("b.ogg", DIGEST, 1, *where, "audio/ogg", DIGEST, sealed=True),  # type: ignore[arg-type]
    ]
    manifest = write_up("e", {"en": "t"}, date(2026, 1, 1), Status.SPECIMEN, None, files, [], [], [], {}, {})
    assert [one.rebuild for one in manifest.artifacts] == [Rebuild.EXACT, Rebuild.SEALED]
