# SPDX-License-Identifier: Apache-2.0
"""The recipe that listens, and when it says that it cannot tell."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.canonical import Digest
from safeconduct.model.codec import record_from
from safeconduct.model.product import Heard
from safeconduct.model.product import Word as HeardWord
from safeconduct.model.refusal import ToolRefusal
from safeconduct.studio import hearing
from safeconduct.studio.hearing import doubt, in_circles
from safeconduct.studio.reel import wound, write_flac
from safeconduct.tools import recogniser
from safeconduct.tools.recogniser import Recogniser, Stretch, Weights, Word

EAR = Recogniser("1.2", Weights({"model.bin": (Digest("a" * 64), ())}, "an ear"))
ORDER = {"blocks": ["open"], "language": "en"}


def stretch(words: str, sure: float = 0.9, log_probability: float = -0.3, silence: float = 0.1) -> Stretch:
    each = words.split()
    return Stretch(log_probability, silence, tuple(Word(w, 0.301 * n, 0.3 * n + 0.2, sure) for n, w in enumerate(each)))


@pytest.fixture
def take(tmp_path: Path) -> Path:
    samples = 0.01 * np.sin(np.arange(96_000) / 30)
    path = tmp_path / "take.flac"
    write_flac(path, wound(tmp_path / "reel", [samples.astype(np.float32)]))
    return path


def heard(take: Path, order: Mapping[str, Any] = ORDER, **more: Path) -> Heard:
    out = take.parent / "out"
    out.mkdir(exist_ok=True)
    hearing.hear({"take:open": take, **more}, order, out)
    (found,) = json.loads((out / "heard.json").read_bytes())
    return record_from(found, Heard)


def test_takes_are_heard_in_one_go_and_each_gets_its_own_words(take: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = (("Do", 0.1), ("not", 0.6), ("run.", 1.7), ("Walk", 2.9), ("slowly.", 4.6))
    words = tuple(Word(text, at, at + 0.3, 0.9) for text, at in said)
    monkeypatch.setattr(recogniser, "probe", lambda _: EAR)
    monkeypatch.setattr(recogniser, "hear", lambda *_: (Stretch(-0.3, 0.1, words[:4]), Stretch(-0.3, 0.1, words[4:])))
    order = {"blocks": ["p1", "p2", "p3"], "language": "en"}
    hearing.hear({f"take:p{n}": take for n in (1, 2, 3)}, order, take.parent)
    found = [record_from(one, Heard) for one in json.loads((take.parent / "heard.json").read_bytes())]
    assert [(one.block, [word.text for word in one.words], bool(one.unsure)) for one in found] == [
        ("p1", ["Do", "not", "run."], False), ("p2", ["Walk", "slowly."], False), ("p3", [], True)
    ]  # fmt: skip
    assert [(word.start_s, word.end_s) for word in found[1].words] == [(0.1, 0.4), (1.8, 2.0)]


def test_what_was_heard_is_written_down_with_its_seconds(take: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def listen(sound: bytes, language: str, ear: Recogniser) -> tuple[Stretch, ...]:
        asked.append((np.frombuffer(sound, "<i2"), language, ear))
        return (stretch("The hall is open tonight."),)

    monkeypatch.setattr(recogniser, "probe", lambda _: EAR)
    monkeypatch.setattr(recogniser, "hear", listen)
    found = heard(take)
    assert found == Heard(
        "open",
        tuple(
            HeardWord(word, start, end)
            for word, start, end in (
                ("The", 0.0, 0.2), ("hall", 0.3, 0.5), ("is", 0.6, 0.8), ("open", 0.9, 1.1), ("tonight.", 1.2, 1.4),
            )
        ),
        "",
        EAR.told,
    )  # fmt: skip
    samples, language, ear = asked[0]
    assert (samples.size, language, ear) == (32_000 + 12_800, "en", EAR)
    assert 22_000 < np.max(np.abs(samples)) < 24_000, "a quiet take is turned up"


def test_without_a_recogniser_the_record_says_so(take: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object) -> Recogniser:
        raise ToolRefusal("The recogniser is not there.", "Install it.")

    monkeypatch.setattr(recogniser, "probe", missing)
    found = heard(take)
    assert found.words == ()
    assert found.unsure == "the recogniser is not installed (The recogniser is not there.)"
    with pytest.raises(ToolRefusal):
        heard(take, ORDER, **{"model.bin": take})  # a model that somebody named is missed


def test_what_it_cannot_listen_to_is_told(take: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "probe", lambda _: EAR)
    assert "the language fr" in heard(take, {"blocks": ["open"], "language": "fr"}).unsure
    monkeypatch.setattr(recogniser, "LONGEST_S", 1.0)
    assert "too long" in heard(take).unsure


@pytest.mark.parametrize(
    ("stretches", "why"),
    [
        ((), "no words"),
        ((stretch(""),), "no words"),
        ((stretch("thank you for watching", log_probability=-0.7, silence=0.9),), "where there may be none"),
        ((stretch("some words of a text", log_probability=-1.2),), "only guess"),
        ((stretch("some words of a text", sure=0.3),), "only guess"),
        ((stretch("go on " * 5),), "in a circle"),
        ((stretch("one two three four five six seven eight " * 4),), "in a circle"),
        ((stretch("you " * 4),), "in a circle"),
        ((stretch(" ".join(f"word{n}" for n in range(200))),), "in a circle"),
        ((stretch("Walk slowly. Raise both hands."), stretch("Then wait.")), ""),
        ((stretch("Come! Come! Come! We wait for you."),), ""),
    ],
)
def test_doubts(stretches: tuple[Stretch, ...], why: str) -> None:
    told = doubt(stretches, 10.0)
    assert why in told
    assert bool(told) == bool(why)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=8), st.integers(4, 9), st.lists(st.sampled_from("xyz")))
def test_whatever_is_said_four_times_in_a_row_is_a_circle(loop: list[str], times: int, around: list[str]) -> None:
    assert in_circles([*around, *loop * times, *around])


@given(st.integers(0, 300))
def test_a_text_of_different_words_is_none(count: int) -> None:
    assert not in_circles([f"w{n}" for n in range(count)])
