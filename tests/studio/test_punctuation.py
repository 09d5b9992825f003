# SPDX-License-Identifier: Apache-2.0
"""Marks become pauses, words stay, and no voice reads out the name of a mark."""

from importlib.util import find_spec
from io import BytesIO

import pytest
import soundfile

from safeconduct.studio.punctuation import speakable
from safeconduct.tools import espeak


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Він сказав: «так» — мені…", "Він сказав: так, мені."),
        ("П’ять ‘кроків’, don’t “stop” (now). Go!", "П'ять кроків, don't stop, now. Go!"),
        ("as many as 10,000 (at 10:30) - 3.5 km", "as many as 10,000, at 10:30, 3.5 km"),
        ("well-known 2020–2024, 1/2 A/B", "well-known 2020, 2024, 1/2 A, B"),
        ("그는 《예》라고 말했습니다.", "그는 예라고 말했습니다."),
        ("Really?! Yes...", "Really?! Yes."),
        ("«»", ""),
    ],
)
def test_punctuation_becomes_pauses_and_words_stay(written: str, read: str) -> None:
    assert speakable(written) == read
    assert [c for c in speakable(written) if c.isalnum()] == [c for c in written if c.isalnum()]


@pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="the draft voice is an extra")
@pytest.mark.parametrize("language", ["en", "uk", "ru", "ko-KP"])
def test_no_mark_is_read_out_by_its_name(language: str) -> None:
    """Quoted and bracketed words last as long as the bare ones; a name read out would take half a second."""
    lengths = []
    for text in ("one, two, three.", "«one», “two” [three]…"):
        sound, rate_hz = soundfile.read(BytesIO(espeak.speak(speakable(text), language, 130)))
        lengths.append(sound.size / rate_hz)
    assert lengths[0] == pytest.approx(lengths[1], abs=0.1)
