# SPDX-License-Identifier: Apache-2.0
"""The evidence report on paper.  It quotes the whole world, so a sign without a typeface is named and never refused."""

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

import pikepdf

from .compiling import compile_pdf
from .finishing import describe, save
from .type.glyphs import UNSEEN, signs_of
from .type.typefaces import FACES

_SPACE = re.compile(r"\s+")
_LONG = re.compile(r"\S{20,}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SOFT = re.compile(r"([/._:;,-]+|\S{24})(?=\S)")
_BLANKS = " \n\t"
BREAK = "\u200b"


def set_evidence(table: Mapping[str, object], pictures: Sequence[str], as_of: str) -> bytes:
    """Return the report as a tagged PDF on A4; `table` is the outline as plain values, `pictures` are SVG."""
    named = {f"picture-{i}.svg": _named(picture).encode() for i, picture in enumerate(pictures)}
    pdf = compile_pdf("evidence.typ", {"o": settable(table), "pictures": list(named)}, as_of, named, "screen")
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        describe(opened, evidence_title(str(table["title"])), as_of, "screen")
        save(opened, written)
    return written.getvalue()


def evidence_title(title: str) -> str:
    """Return what the report of an edition with this title calls itself."""
    return f"Evidence: {settable(title)}".replace(BREAK, "")


def settable(value: object) -> object:
    """Return plain values whose texts the faces can set: other signs as "[U+1F600]", on one line.

    Long words get soft breaks; digests stay whole.
    """
    if isinstance(value, str):
        shown = _named(_SPACE.sub(" ", value))
        return shown if _DIGEST.fullmatch(shown) else _LONG.sub(lambda long: _SOFT.sub(rf"\1{BREAK}", long[0]), shown)
    if isinstance(value, Mapping):
        return {key: settable(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [settable(each) for each in value]
    return value


def _named(text: str) -> str:
    return text.translate(
        {ord(sign): f"[U+{ord(sign):04X}]" for sign in set(text) if sign not in _BLANKS and not _can_set(sign)}
    )


def _can_set(sign: str) -> bool:
    return ord(sign) in _every_sign() and unicodedata.category(sign) not in UNSEEN


@cache
def _every_sign() -> frozenset[int]:
    return frozenset().union(*(signs_of(language) for language in FACES))
