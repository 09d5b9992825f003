# SPDX-License-Identifier: Apache-2.0
"""The draft voice lives in a process of its own, and nothing that process does can hurt us."""

import os
import subprocess
import sys
import wave
from importlib import util
from io import BytesIO

import pytest

from safeconduct.model.refusal import ToolRefusal
from safeconduct.tools import espeak

needs_voice = pytest.mark.skipif(
    util.find_spec("espeakng_loader") is None, reason="the draft-voice extra is not installed (`make test` installs it)"
)

WAV = """
import io, sys, wave
out = io.BytesIO(); w = wave.open(out, 'wb'); w.setnchannels({channels}); w.setsampwidth(2); w.setframerate({rate})
w.writeframes(bytes(2 * {channels} * {frames})); w.close(); wav = out.getvalue()
"""


@pytest.fixture
def saboteur(monkeypatch: pytest.MonkeyPatch) -> object:
    """Put a few lines of Python in the place of the child."""
    monkeypatch.setattr(espeak, "probe", lambda: espeak.Espeak("0"))

    def instead(code: str) -> None:
        monkeypatch.setattr(espeak, "COMMAND", (sys.executable, "-I", "-c", code))

    return instead


@needs_voice
@pytest.mark.parametrize(
    ("language", "text"),
    [("ko-KP", "걸어오십시오."), ("uk", "Вийдіть пішки."), ("ru", "Выходите пешком."), ("en", "Leave on foot.")],
)
def test_every_language_of_ours_is_spoken(language: str, text: str) -> None:
    slow, fast = (espeak.speak(text, language, rate) for rate in (80, 200))
    assert len(slow) > len(fast) > 20_000
    with wave.open(BytesIO(slow)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 22050)


@needs_voice
def test_words_are_words_and_never_commands() -> None:
    """Markup is read out or ignored, but a sound file named in it is not fetched and a pause not obeyed."""
    plain = espeak.speak("one two", "en", 200)
    marked = espeak.speak('one <break time="20s"/> <audio src="/etc/passwd"/> two', "en", 200)
    assert len(plain) < len(marked) < 44_100 * 15


@needs_voice
def test_the_same_words_give_the_same_bytes_under_another_sky(tmp_path: object) -> None:
    code = (
        "import hashlib; from safeconduct.tools.espeak import speak;"
        "print(hashlib.sha256(speak('Walk slowly. Stop.', 'en', 120)).hexdigest())"
    )
    skies = (
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": str(tmp_path)},
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": "/"},
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PATH": os.environ["PATH"], **sky},
            capture_output=True,
            check=True,
        ).stdout
        for sky in skies
    }
    assert len(told) == 1


@needs_voice
def test_the_library_is_never_loaded_in_our_own_process() -> None:
    code = (
        "import sys; from safeconduct.tools import espeak; espeak.speak('Stop.', 'en', 120);"
        "assert 'espeakng_loader' not in sys.modules, 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_voice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _name: None)
    with pytest.raises(ToolRefusal) as refusal:
        espeak.speak("Stop.", "en", 120)
    assert refusal.value.code == 3
    assert "pip install 'safeconduct[draft-voice]'" in refusal.value.do


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("", "not sound"),
        ("print('Traceback: /home/kim')", "not sound"),
        ("import sys; sys.stdin.read(); sys.exit(11)", "does not load"),
        ("import sys; sys.exit(12)", "does not know this language"),
        ("import sys; sys.exit(13)", "could not speak"),
        ("import sys; sys.exit(2)", "does not understand"),
        ("raise RuntimeError('/home/kim/secret')", "failed \\(code 1\\)"),
        ("import os; os.kill(os.getpid(), 9)", "died \\(signal 9\\)"),
        ("import os; os.abort()", "died \\(signal 6\\)"),
        (WAV.format(channels=1, rate=22050, frames=0) + "sys.stdout.buffer.write(wav)", "not speech"),
        (WAV.format(channels=2, rate=22050, frames=9) + "sys.stdout.buffer.write(wav)", "not speech"),
        (WAV.format(channels=1, rate=999999, frames=9) + "sys.stdout.buffer.write(wav)", "not speech"),
        (WAV.format(channels=1, rate=22050, frames=99) + "sys.stdout.buffer.write(wav[:-20])", "not s"),
        ("import sys; sys.stdout.buffer.write(b'RIFF' + bytes(40))", "not sound"),
    ],
)
def test_a_broken_child_becomes_a_sentence(saboteur: object, code: str, what: str) -> None:
    saboteur(code)  # type: ignore[operator]
    with pytest.raises(ToolRefusal, match=what) as refusal:
        espeak.speak("Stop.", "en", 120)
    assert "kim" not in refusal.value.what + refusal.value.do
    assert refusal.value.do


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(60)",
        "import sys, time; sys.stdin.close(); sys.stdout.close(); time.sleep(60)",
        "import os, time; os.close(1); time.sleep(60)",
    ],
)
def test_a_child_that_hangs_is_ended(saboteur: object, code: str) -> None:
    saboteur(code)  # type: ignore[operator]
    with pytest.raises(ToolRefusal, match=r"within 0\.5 seconds"):
        espeak.speak("Stop.", "en", 120, wait_s=0.5)


def test_a_child_that_never_stops_talking_is_ended(saboteur: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "MOST_BYTES", 1_000_000)
    saboteur("import sys\nwhile True: sys.stdout.buffer.write(bytes(65536))")  # type: ignore[operator]
    with pytest.raises(ToolRefusal, match="more sound than the text can hold"):
        espeak.speak("Stop.", "en", 120)


@pytest.mark.parametrize("text", ["", "   ", "a\0b", "x" * 5001])
def test_a_text_that_is_none_is_refused(saboteur: object, text: str) -> None:
    with pytest.raises(ToolRefusal, match="1 to 5000 characters"):
        espeak.speak(text, "en", 120)


def test_an_unknown_language_is_refused(saboteur: object) -> None:
    with pytest.raises(ToolRefusal, match="no draft voice for the language xx"):
        espeak.speak("Stop.", "xx", 120)


@needs_voice
def test_the_child_refuses_to_be_called_wrongly() -> None:
    for arguments in ([], ["en", "fast", "0"], ["en", "120", "-1"], ["en", "120"]):
        ended = subprocess.run([*espeak.COMMAND, *arguments], input=b"Stop.", capture_output=True)
        assert (ended.returncode, ended.stdout) == (2, b"")
    ended = subprocess.run([*espeak.COMMAND, "no-such-voice", "120", "0"], input=b"Stop.", capture_output=True)
    assert (ended.returncode, ended.stdout) == (12, b"")


@needs_voice
def test_phonemes_are_answered_line_by_line() -> None:
    said = espeak.phonemes(["Walk slowly", "stop,\nstop"], "en-us")
    assert len(said) == 2
    assert "slˈoʊli" in said[0]
    assert said == espeak.phonemes(["Walk slowly", "stop, stop"], "en-us")


@needs_voice
def test_a_voice_that_espeak_does_not_have_is_told() -> None:
    with pytest.raises(ToolRefusal, match="does not know this language"):
        espeak.phonemes(["stop"], "zz-zz")
    for name in ("../../etc", "en us", "", "x" * 50, "EN"):
        with pytest.raises(ToolRefusal, match="no voice of the name"):
            espeak.phonemes(["stop"], name)


@pytest.mark.parametrize("texts", [[], [""], ["stop", " "], ["a\0b"], ["x" * 5001]])
def test_phonemes_of_nothing_or_too_much_are_refused(saboteur: object, texts: list[str]) -> None:
    with pytest.raises(ToolRefusal, match="1 to 5000 characters"):
        espeak.phonemes(texts, "en")


@pytest.mark.parametrize("code", ["print('a')", "import sys; sys.stdout.buffer.write(b'\\xff\\n\\xfe')"])
def test_a_child_that_answers_anything_but_phonemes_is_told(saboteur: object, code: str) -> None:
    saboteur(code)  # type: ignore[operator]
    with pytest.raises(ToolRefusal, match="not phonemes"):
        espeak.phonemes(["stop"], "en")
