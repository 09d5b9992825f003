# SPDX-License-Identifier: Apache-2.0
"""The printed recall notice: A4, black alone, large type; one page, more only where a reason is long.

What it quotes is signed already and cannot be mended in a hurry, so a sign without a typeface is named, never refused.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from safeconduct.model.canonical import Digest
from safeconduct.model.recall_notice import RecallNotice
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json, Made, Mark, Step

from .compiling import CompileError, TemplatePanicError, compile_pdf
from .themes import tones
from .type.glyphs import UNSEEN, check_glyphs, has_sign
from .type.typefaces import plain_faces
from .wording import set_line

WIDTH_MM: Final = 210
HEIGHT_MM: Final = 297
MOST_PAGES: Final = 3
MOST_SIGNS_OF_STEPS: Final = 6_000
"""More than these fill a page by themselves; nobody reads them, and setting them takes minutes."""
_MARK_RIGHT_MM: Final = 12
_MARK_TOP_MM: Final = 8
_SHORTER: Final = "recall the whole version, or the steps in several recalls; give a shorter reason."
_ROOM: Final = "safeconduct.press"
_TYPESETTING: Final = ("typst",)
_STAMPING: Final = ("pikepdf", "typst", "pillow", "numpy")


def recall_notice(
    notice: RecallNotice,
    words: Mapping[str, str],
    doing: Sequence[str],
    checking: Sequence[str],
    labels: Mapping[str, str],
    mark: Mark | None,
) -> tuple[Step, Step]:
    """Return the two steps of a recall notice: its pages, and the stamp (SPECIMEN or nothing).

    `words` are the sentences of the page, `doing` what to do, `checking` how to make sure; `labels` are the fixed words
    of the language.  The second step makes `stamped.pdf`; the only day in it is that of the status.
    """
    name, as_of = f"recall.{notice.id}.{notice.language}", notice.status_issued.isoformat()
    title = page_title(notice, words, mark)
    table = _table(notice, words, doing, checking, title)
    table |= {"page": labels["page"], "warning": _line("warning", notice, labels["specimen_long"]) if mark else None}
    params: dict[str, Json] = {"piece": name, "as_of": as_of, "table": table}
    pages = Step(f"{name}.notice-pages", f"{_ROOM}.recall_notice:set_notice", {}, params, ("pages.pdf",), _TYPESETTING)
    stamp: dict[str, Json] = {
        "build": "screen",
        "piece": name,
        "inks": {"process": False, "spot": None, "most_percent": 100},
        "title": title,
        "as_of": as_of,
        "language": notice.language,
        "two_sided": False,
        "sides": [[[0, 0, WIDTH_MM, HEIGHT_MM]]],
        "right_mm": _MARK_RIGHT_MM,
        "top_mm": _MARK_TOP_MM,
        "printed": mark.printed if mark else None,
        "printed_short": mark.printed_short if mark else None,
    }
    inputs: dict[str, Digest | Made] = {"pdf": Made(pages.name, pages.outputs[0])}
    return pages, Step(f"{name}.notice-stamp", f"{_ROOM}.stamp:stamp", inputs, stamp, ("stamped.pdf",), _STAMPING)


def set_notice(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:  # noqa: ARG001 - a recipe
    """Write `pages.pdf` (params: piece, as_of, table); raises `StepRefusal` for too many steps or pages."""
    given: Any = params
    table = dict(given["table"])
    if sum(map(len, table["steps"])) > MOST_SIGNS_OF_STEPS:
        raise StepRefusal(f"The notice “{given['piece']}” names more steps than a page holds.", _SHORTER)
    check_glyphs(table, given["piece"])
    try:
        pdf = compile_pdf("recall-notice.typ", table, given["as_of"], build="screen")
    except TemplatePanicError as panic:
        kind, where, amount = f"{panic}||".split("|")[:3]
        if kind != "too-many-pages":
            raise CompileError(str(panic)) from None
        raise StepRefusal(
            f"The notice “{given['piece']}” runs to {amount} pages; {where}.",
            _SHORTER,
        ) from None
    (out / "pages.pdf").write_bytes(pdf)


def page_title(notice: RecallNotice, words: Mapping[str, str], mark: Mark | None) -> str:
    """Return what the page says that it is."""
    return " - ".join([*(["SPECIMEN"] if mark else []), words["kind"], signs_named(notice.title, notice.language)])


def signs_named(text: str, language: str) -> str:
    """Return text on one line that the face of `language` can set: other signs stand as "[U+1F600]"."""
    return "".join(
        sign if unicodedata.category(sign) not in UNSEEN and has_sign(language, sign) else f"[U+{ord(sign):04X}]"
        for sign in " ".join(text.split())
    )


def _line(name: str, notice: RecallNotice, text: str) -> Any:
    return set_line(name, notice.language, signs_named(text, notice.language))


def _table(
    notice: RecallNotice, words: Mapping[str, str], doing: Sequence[str], checking: Sequence[str], title: str
) -> dict[str, Any]:
    def lines(name: str, texts: Sequence[str]) -> list[Any]:
        return [_line(name, notice, text) for text in texts if text.strip()]

    return {
        "build": "screen",
        "theme": "black",
        "tones": dict(tones("black", "screen")),
        "spot": None,
        "language": notice.language,
        "faces": plain_faces({notice.language, "en"}),
        "width": WIDTH_MM,
        "height": HEIGHT_MM,
        "most": MOST_PAGES,
        "title": title,
        "sender": _line("sender", notice, notice.sender),
        "name": _line("title", notice, notice.title),
        "id": notice.id,
        "steps": list(notice.steps),
        "reason": lines("reason", notice.reason.split("\n")),
        "doing": lines("doing", doing),
        "checking": lines("checking", checking),
        "words": {key: _line(key, notice, text) for key, text in words.items()},
        "status": str(notice.status_version),
        "root": str(notice.root_version),
        "fingerprint": notice.fingerprint.split(),
        "foot": _line("foot", notice, f"{words['kind']} · {notice.id} · {words['versions']}"),
    }
