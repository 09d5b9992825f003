# SPDX-License-Identifier: Apache-2.0
"""The reading script in large type, for a narrator at a microphone: one idea a line, marks, big numbers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Run
from safeconduct.model.reading_script import Idea, ReadingScript, Saying, ScriptPart
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json, Made, Mark, Step

from .compiling import TemplatePanicError, compile_pdf
from .themes import tones
from .type.glyphs import check_glyphs
from .type.typefaces import plain_faces
from .wording import set_line, set_runs

WIDTH_MM: Final = 210
HEIGHT_MM: Final = 297
NO_BREAK: Final = "\u00a0"
_TOGETHER: Final = 12
_MARK_RIGHT_MM: Final = 12
_MARK_TOP_MM: Final = 8
_ROOM: Final = "safeconduct.press"
_TYPESETTING: Final = ("typst",)
_STAMPING: Final = ("pikepdf", "typst", "pillow", "numpy")


def reading_script(
    name: str, script: ReadingScript, labels: Mapping[str, str], as_of: str, mark: Mark | None
) -> tuple[Step, Step]:
    """Return the two steps of a reading script: its pages, and the stamp (SPECIMEN or nothing).

    The second makes `stamped.pdf`; `name` begins the names of both, `labels` are the fixed words of the language.
    """
    language = script.language
    params: dict[str, Json] = {"piece": script.piece, "as_of": as_of, "table": _table(script, labels)}
    pages = Step(f"{name}.script-pages", f"{_ROOM}.reading_script:set_script", {}, params, ("pages.pdf",), _TYPESETTING)
    stamp: dict[str, Json] = {
        "build": "screen",
        "piece": script.piece,
        "inks": {"process": False, "spot": None, "most_percent": 100},
        "title": f"SPECIMEN - {script.title}" if mark else script.title,
        "as_of": as_of,
        "language": language,
        "two_sided": False,
        "sides": [[[0, 0, WIDTH_MM, HEIGHT_MM]]],
        "right_mm": _MARK_RIGHT_MM,
        "top_mm": _MARK_TOP_MM,
        "printed": mark.printed if mark else None,
        "printed_short": mark.printed_short if mark else None,
    }
    inputs: dict[str, Digest | Made] = {"pdf": Made(pages.name, pages.outputs[0])}
    stamped = Step(f"{name}.script-stamp", f"{_ROOM}.stamp:stamp", inputs, stamp, ("stamped.pdf",), _STAMPING)
    return pages, stamped


def set_script(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:  # noqa: ARG001 - a recipe
    """Write `pages.pdf` (params: piece, as_of, table).

    Raises `StepRefusal` for a sign without a typeface, and for a word that is wider than the page.
    """
    given: Any = params
    table = dict(given["table"])
    check_glyphs(table, given["piece"])
    try:
        pdf = compile_pdf("reading-script.typ", table, given["as_of"], build="screen")
    except TemplatePanicError as panic:
        _, where, amount = f"{panic}||".split("|")[:3]
        raise StepRefusal(
            f"A word of “{given['piece']}” in {where} is {amount} mm wider than the narrator's page.",
            "use a shorter word.",
        ) from None
    (out / "pages.pdf").write_bytes(pdf)


def _table(script: ReadingScript, labels: Mapping[str, str]) -> dict[str, Json]:
    language = script.language

    def line(name: str, text: str) -> Any:
        return set_line(name, language, text)

    counted = labels["script_syllables"].format(n=script.syllables)
    expected = labels["script_expected"].format(s=round(script.expected_s))
    return {
        "build": "screen",
        "theme": "black",
        "tones": dict(tones("black", "screen")),
        "spot": None,
        "language": language,
        "faces": plain_faces({language}),
        "width": WIDTH_MM,
        "height": HEIGHT_MM,
        "bleed": 0,
        "title": script.title,
        "kind": line("kind", labels["script_title"]),
        "head": line("title", script.title),
        "sender": line("sender", f"{labels['sender']} {script.sender}"),
        "facts": line("facts", f"{counted} · {expected}"),
        "times": line("times", labels["script_times"].format(n=script.times)) if script.times > 1 else None,
        "machine": line("machine", labels["script_machine"]),
        "page": labels["page"],
        "parts": [_part(part, language, labels) for part in script.parts],
    }


def _part(part: ScriptPart, language: str, labels: Mapping[str, str]) -> Any:
    counted = labels["script_syllables"].format(n=part.syllables)
    expected = labels["script_expected"].format(s=round(part.expected_s))
    decide = f"{labels['script_decide']} {', '.join((*part.left, *part.unsure))}"
    say = f"{labels['column_say']}: {', '.join(_said(one) for one in part.sayings)}"
    return {
        "id": part.block,
        "number": str(part.number) if part.number else "",
        "machine": part.reader == "machine",
        "facts": set_line(part.block, language, f"{counted} · {expected}"),
        "say": set_line(part.block, language, say) if part.sayings else None,
        "left": set_line(part.block, language, decide) if part.left or part.unsure else None,
        "lines": [{"mark": idea.mark, "runs": _runs(idea, part.block, language)} for idea in part.ideas],
    }


def _said(saying: Saying) -> str:
    # A word of ordinary length stays on one line with its sound; a longer one might be wider than the page with it.
    return f"{saying.word}{NO_BREAK if len(saying.word) <= _TOGETHER else ' '}[{saying.sounds}]"


def _runs(idea: Idea, block: str, language: str) -> Any:
    """The stretches of a line, each a set text; `glued`: no space before it."""
    runs: list[dict[str, object]] = []
    ended = True
    for stretch in idea.stretches:
        text = set_runs(block, language, [Run(stretch.text, strong=stretch.strong)])
        figure = set_line(block, language, f"[{stretch.figure}]") if stretch.figure else None
        runs.append({"text": text, "figure": figure, "glued": not (ended or stretch.text[:1].isspace())})
        ended = stretch.text[-1:].isspace()
    return runs
