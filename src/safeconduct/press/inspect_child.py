# SPDX-License-Identifier: Apache-2.0
"""The process in which a stranger's PDF is inspected: `python -m safeconduct.press.inspect_child MEMORY CPU`.

On standard input comes one line of JSON, `safe_mm`, `use` ("" when nobody said) and `letters` (whether to tell the
place of each), and then the PDF.  The answer is
one line of JSON, `refused` or `use`, `because`, `pages`, `proof` and `pictures` (page, width, height), and then the
pixels of each picture, red, green, blue.  Memory is in bytes, processor time in seconds.
"""

import codecs
import contextlib
import importlib
import io
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import numpy as np
import numpy.ma  # whatever an observer may need is loaded before the door is locked
import page as validation
import pikepdf
import pypdfium2
from PIL import Image

from safeconduct.model.codec import plain
from safeconduct.model.product import Proof, Seen
from safeconduct.tools.jail_child import serve

from .geometry import MM_PER_INCH, POINTS_PER_MM
from .inspecting.closely import MOST_PICTURED
from .inspecting.looking import OBSERVERS, look_at
from .inspecting.opened import NOWHERE, Opened, OpenPage, laid_open
from .inspecting.purpose import purpose
from .proof import page_of_stranger

MOST_SEEN, MOST_LETTERS = 4_000, 2_000_000
LARGEST_PX, SMALLER_PX, FEW_PAGES = 1_100, 640, 12
_PATIENCE: Final = 100_000
_LEAST_BLEED_MM, _FINEST_PPI = 1.0, 200.0
_CODECS: Final = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "ascii", "pdfdoc", "mac_roman")


def inspect(question: bytes) -> bytes:
    """Inspect the PDF of a question and write the answer; what is wrong with the file is part of it."""
    head, _, content = question.partition(b"\n")
    asked = json.loads(head)
    try:
        with laid_open(content, stranger=True) as opened:
            if opened.locked and not opened.pages:
                return _refused("locked")
            if not opened.pages:
                return _refused("no-pages" if opened.pdf is not None else "no-pdf")
            seen = tuple(_seen(opened))
            use, because = (asked["use"], "you said so") if asked["use"] else purpose(opened, seen)
            pages = tuple(page_of_stranger(page, _bleed_mm(page), float(asked["safe_mm"])) for page in opened.pages)
            if sum(len(page.text) for page in pages) > MOST_LETTERS:
                return _refused("too-many-words")
            pictures = tuple(_pictures(opened))
            missing = sorted({one.what for one in seen if one.kind == "font-missing"})
            proof = Proof("file", _title(opened), tuple(missing), pages, seen)
    except MemoryError:
        return _refused("memory")
    except RecursionError:
        return _refused("nested")
    told = {
        "use": use,
        "because": because,
        "pages": len(opened.pages),
        "proof": plain(proof),
        "letters": [list(_letters(page)) for page in opened.pages] if asked.get("letters") else [],
        "pictures": [[number, picture.shape[1], picture.shape[0]] for number, picture in pictures],
    }
    return json.dumps(told).encode() + b"\n" + b"".join(picture.tobytes() for _, picture in pictures)


def _letters(page: OpenPage) -> Iterator[object]:
    """Yield the letters and figures of a page, how far each is from its left, how far from its top, its size in mm."""
    placed = [(letter, sign.centre) for sign in page.signs for letter in normalize("NFKC", sign.text)]
    kept = [(letter, centre) for letter, centre in placed if centre and letter.isalnum()]
    yield "".join(letter for letter, _ in kept)
    yield [round(centre[0], 2) for _, centre in kept]
    yield [round(centre[1], 2) for _, centre in kept]
    yield [round(side, 2) for side in page.media_mm]


def _refused(code: str) -> bytes:
    return json.dumps({"refused": code}).encode() + b"\n"


def _seen(opened: Opened) -> Iterator[Seen]:
    """Ask every observer; one that stumbles over the file says so, and the next one is asked."""
    count = 0
    for name in OBSERVERS:
        try:
            found = look_at(opened, (name,))
        except (MemoryError, RecursionError):
            raise
        except Exception as fault:
            found = (Seen("not-looked", 0, NOWHERE, f"{_ABOUT.get(name, name)} ({type(fault).__name__})"),)
        yield from found[: max(0, MOST_SEEN - count)]
        count += len(found)
    if count > MOST_SEEN:
        yield Seen("not-looked", 0, NOWHERE, f"what there is beyond the first {MOST_SEEN} observations")
    if len(opened.pages) > MOST_PICTURED:
        yield Seen("not-looked", 0, NOWHERE, f"how the pages after page {MOST_PICTURED} look")


_ABOUT: Final = {
    "structure": "how the file is built",
    "output_intent": "the printing condition",
    "boxes": "sizes, trim and bleed",
    "fonts": "the fonts",
    "colours": "the colours and inks",
    "images": "the pictures",
    "about": "what the file tells of its maker",
    "placing": "how small the type is, and where it stands",
    "legibility": "whether the words can be made out",
    "codes": "codes that a machine reads",
    "emblems": "protected emblems",
    "dots": "tracking dots",
    "conformance": "PDF/A and PDF/UA",
    "copies": "marks that tell copies apart",
}


def _bleed_mm(page: OpenPage) -> float:
    left, low, right, top = (abs(a - b) for a, b in zip(page.media, page.trim, strict=True))
    bleed = min(left, low, right, top) / POINTS_PER_MM
    return round(bleed, 2) if bleed >= _LEAST_BLEED_MM else 0.0


def _title(opened: Opened) -> str:
    try:
        return opened.view.get_metadata_value("Title")[:200] if opened.view is not None else ""
    except (pypdfium2.PdfiumError, ValueError):
        return ""


def _pictures(opened: Opened) -> Iterator[tuple[int, Any]]:
    largest = LARGEST_PX if len(opened.pages) <= FEW_PAGES else SMALLER_PX
    for page in opened.pages[:MOST_PICTURED]:
        if page.view is None:
            continue
        side = max(page.media_mm) / MM_PER_INCH
        try:
            drawn = page.view.render(scale=min(_FINEST_PPI, largest / side) / 72, may_draw_forms=False).to_numpy()
        except (pypdfium2.PdfiumError, ValueError):
            continue
        yield page.number, np.ascontiguousarray(drawn[:, :, 2::-1] if drawn.shape[2] >= 3 else drawn)


def _warm_up() -> None:
    """Do everything once: threads are started and modules loaded while that is still possible."""
    for name in OBSERVERS:
        importlib.import_module(f"{__package__}.inspecting.{name}")
    for name in _CODECS:
        codecs.lookup(name)
    Image.init()
    small = _small_pdf()
    inspect(b'{"use": "", "safe_mm": 3}\n' + small)
    for profile in validation.ValidationProfile:
        with contextlib.suppress(validation.PageError):
            validation.validate_pdf_bytes(small, profile=profile)


def _settle() -> None:
    """Wait until every thread of a library sleeps: one that is only just beginning needs what the lock takes away."""
    tasks, own = Path("/proc/self/task"), str(threading.get_native_id())
    for _ in range(_PATIENCE):
        try:
            states = [
                (each / "stat").read_text().rpartition(")")[2].split()[0]
                for each in tasks.iterdir()
                if each.name != own
            ]
        except OSError:
            return
        if all(state == "S" for state in states):
            return


def _small_pdf() -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 20 100 Td (Words) Tj ET 0 1 1 0 k 10 10 50 50 re f")
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    sys.setrecursionlimit(3_000)
    _warm_up()
    _settle()
    serve(inspect)
