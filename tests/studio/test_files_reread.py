# SPDX-License-Identifier: Apache-2.0
"""The strict readers: whatever is put into a finished file, taken out of it or changed in it is found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve, field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.channel import SoundFile
from safeconduct.studio import files
from safeconduct.studio.files import mp3_frames, mp4_reading
from safeconduct.studio.files.bext import Loudness
from safeconduct.studio.files.foreign import ForeignMatterError
from safeconduct.studio.files.mp3_reading import after_tag
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.tags import Chapter, Tags

from .files_made import LOSSLESS, LOSSY, ONE_OF_EACH, TAGS, chirp, made, name


@frozen
class Sample:
    """One small finished file, and the folder where changed copies of it may lie."""

    spec: SoundFile
    content: bytes = field(repr=False)
    folder: Path

    def found(self, content: bytes, tags: Tags = TAGS) -> str:
        """Read a changed copy; return what the reader says, "" when it finds nothing."""
        path = self.folder / "changed"
        path.write_bytes(content)
        try:
            files.reread(path, self.spec, tags)
        except ForeignMatterError as fault:
            return str(fault)
        return ""

    @property
    def sound(self) -> frozenset[int]:
        """The bytes that are sound and nothing else: another value there is another sound, and no place to write on."""
        kind, content = self.spec.container, self.content
        if kind == "wav":
            return frozenset(range(654, len(content)))
        if kind == "mp3":
            return _sound_of_mp3(content, self.spec)
        if kind == "m4a":
            return _sound_of_m4a(content)
        return frozenset()  # a checksum guards every byte of FLAC and Ogg


def _sound_of_mp3(content: bytes, spec: SoundFile) -> frozenset[int]:
    info_at = after_tag(content)
    first = info_at + mp3_frames.size_of(spec.rate_hz, spec.kbps, False)
    found = list(mp3_frames.frames(content, first, spec.rate_hz, spec.kbps))
    slots = {at for frame in found for at in range(frame.slot, frame.at + frame.size)}
    # Of the side information all but the reservoir's and the granules' sizes is how the sound is coded.
    sides = {at for frame in found for at in range(frame.at + 4, frame.slot)}
    return frozenset(
        (slots | sides)
        - {at for begin, end, mask in mp3_frames.stuffing(found) for at in range(begin, end) if mask == 0xFF}
    )


def _sound_of_m4a(content: bytes) -> frozenset[int]:
    movie, places = mp4_reading.movie(content), set[int]()
    at = movie.start
    for track, sample in movie.samples(content):
        if track.kind == "sound":
            places |= set(range(at, at + len(sample)))
        at += len(sample)
    return frozenset(places)


@pytest.fixture(scope="module", params=ONE_OF_EACH, ids=name)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    spec: SoundFile = request.param
    return Sample(spec, made(folder, spec, chirp(RATE_HZ // 4), TAGS).read_bytes(), folder)


@pytest.mark.parametrize("spec", [*LOSSLESS, *LOSSY], ids=name)
def test_what_is_written_is_found_to_be_ours(tmp_path: Path, spec: SoundFile) -> None:
    files.reread(made(tmp_path, spec, chirp(RATE_HZ // 2), TAGS), spec, TAGS)


def test_every_byte_that_is_not_sound_is_minded(sample: Sample) -> None:
    sound = sample.sound
    places = [at for at in range(len(sample.content)) if at not in sound]
    assert len(places) > 300
    for at in places[:: max(1, len(places) // 500)]:
        changed = bytearray(sample.content)
        changed[at] ^= 0x15
        assert sample.found(bytes(changed)), f"byte {at} may be anything"


@settings(max_examples=80, deadline=None)
@given(choice=st.data())
def test_nothing_can_be_put_in(sample: Sample, choice: st.DataObject) -> None:
    at = choice.draw(st.integers(0, len(sample.content)))
    more = choice.draw(st.binary(min_size=1, max_size=300))
    changed = sample.content[:at] + more + sample.content[at:]
    assert sample.found(changed) or changed == sample.content


@settings(max_examples=60, deadline=None)
@given(choice=st.data())
def test_nothing_can_be_taken_out(sample: Sample, choice: st.DataObject) -> None:
    at = choice.draw(st.integers(0, len(sample.content) - 1))
    count = choice.draw(st.integers(1, 300))
    assert sample.found(sample.content[:at] + sample.content[at + count :])


@settings(max_examples=80, deadline=None)
@given(choice=st.data())
def test_nothing_can_be_written_over(sample: Sample, choice: st.DataObject) -> None:
    at = choice.draw(st.integers(0, len(sample.content) - 1))
    other = choice.draw(st.binary(min_size=1, max_size=40))
    changed = (sample.content[:at] + other + sample.content[at + len(other) :])[: len(sample.content)]
    differs = {
        place for place in range(at, min(at + len(other), len(changed))) if changed[place] != sample.content[place]
    }
    assert sample.found(changed) or differs <= sample.sound


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400))
def test_noise_is_no_file(sample: Sample, content: bytes) -> None:
    assert sample.found(content)
    assert sample.found(sample.content[:8] + content)
    assert sample.found(sample.content + (content or b"\0"))


_OTHERS: list[tuple[str, Callable[[Tags], Tags]]] = [
    ("title", lambda tags: evolve(tags, title="다른 제목")),
    ("artist", lambda tags: evolve(tags, artist="somebody else")),
    ("album", lambda tags: evolve(tags, album="")),
    ("language", lambda tags: evolve(tags, language="ukr")),
    ("comment", lambda tags: evolve(tags, comment="")),
    ("day", lambda tags: evolve(tags, day="2025-11-21")),
    ("chapter", lambda tags: evolve(tags, chapters=(tags.chapters[0], Chapter(0.41, "둘째")))),
    ("chapter's title", lambda tags: evolve(tags, chapters=(tags.chapters[0], Chapter(0.4, "셋째")))),
    ("a chapter less", lambda tags: evolve(tags, chapters=tags.chapters[:1])),
    ("no chapters", lambda tags: evolve(tags, chapters=())),
]


@pytest.mark.parametrize(("what", "other"), _OTHERS, ids=[what for what, _ in _OTHERS])
def test_a_file_must_say_what_it_should(sample: Sample, what: str, other: Callable[[Tags], Tags]) -> None:
    told = sample.found(sample.content, other(TAGS))
    if sample.spec.container == "wav" and what in (
        "album",
        "language",
        "chapter",
        "chapter's title",
        "a chapter less",
        "no chapters",
    ):
        assert not told  # a broadcast extension has no place for these
    else:
        assert told


def test_a_file_must_be_in_the_format_that_was_asked_for(sample: Sample) -> None:
    others = [evolve(sample.spec, rate_hz=32_000)] if sample.spec.container != "ogg" else []
    others += [evolve(sample.spec, bits=40 - sample.spec.bits)] if sample.spec.bits else []
    others += [evolve(sample.spec, kbps=80)] if sample.spec.container in ("mp3", "m4a") else []
    others += [other for other in ONE_OF_EACH if other.container != sample.spec.container]
    path = sample.folder / "whole"
    path.write_bytes(sample.content)
    for other in others:
        with pytest.raises(ForeignMatterError):
            files.reread(path, other, TAGS)


def test_the_loudness_in_a_wav_is_the_one_that_was_measured(tmp_path: Path) -> None:
    spec, loudness = LOSSLESS[1], Loudness(-22.98, 4.5, -1.04, -19.0, -20.25)
    path = tmp_path / "x.wav"
    files.write(path, [chirp(4_800)], 4_800, spec, TAGS, loudness)
    files.reread(path, spec, TAGS, loudness)
    for other in (None, evolve(loudness, range_lu=4.6), evolve(loudness, most_momentary_lufs=-19.02)):
        with pytest.raises(ForeignMatterError, match="loudness"):
            files.reread(path, spec, TAGS, other)
