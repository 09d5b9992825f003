# SPDX-License-Identifier: Apache-2.0
"""How well are scans, photos and re-encoded recordings found again, and is anything found that is not there?

    python bench/likeness.py pages KIT [EVERY [HOW]]    a kit's pages, each EVERYth, hurt in 15 ways or those named HOW
    python bench/likeness.py absent KIT [EVERY]         the same pages, looked for among all others
    python bench/likeness.py digit KIT [EVERY]          pages with one figure changed: they do look alike
    python bench/likeness.py sounds KIT                 every WAV of a kit, re-encoded, on the telephone, cut, in noise

KIT is a folder as `safeconduct build` writes it.  Prints tables in Markdown.  Noise is drawn from fixed seeds.
"""

import io
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import soundfile
import soxr
from attrs import frozen
from page_hurts import HURTS, Grey
from PIL import Image

from safeconduct.seal.likeness.pages import Like, Page, likeness, page_of
from safeconduct.seal.likeness.sound import Heard, heard, sounds_like

RATE_HZ = 48_000
_NOT_A_LEAF = re.compile(r"\.(sheet|proof)-[a-z0-9]+\.pdf$|\.press\.pdf$")


@frozen(eq=False)
class Leaf:
    """A page of a kit: how it looks at 300 ppi, how wide it is, and what it is looked for by."""

    picture: Image.Image
    wide_mm: float
    page: Page


def leaves(kit: Path) -> list[Leaf]:
    """Every page of the screen files of a kit with enough on it to be compared."""
    found = []
    for path in sorted(kit.rglob("*.pdf")):
        if _NOT_A_LEAF.search(path.name):
            continue
        for number, page in enumerate(pypdfium2.PdfDocument(path)):
            grey = _drawn(page)
            known = page_of(f"{path.name} page {number + 1}", grey)
            if known is not None:
                found.append(Leaf(Image.fromarray(grey), page.get_width() * 25.4 / 72, known))
    return found


def _drawn(page: Any) -> Grey:
    scale = min(300 / 72, 3000 / max(page.get_width(), page.get_height()))
    return np.asarray(page.render(scale=scale, grayscale=True).to_pil().convert("L"))


def pages(kit: Path, every: int, how: str = "") -> None:
    """Recall, and what else was called alike."""
    known = leaves(kit)
    print(f"{len(known)} pages of ours; asked for each {every}th.\n")
    print("| page as sent | found | another page called alike | least share | most unlike | cpu-s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, hurt in HURTS.items():
        if how not in name:
            continue
        asked = known[::every]
        started = time.process_time()
        answers = [likeness(hurt(leaf.picture, leaf.wide_mm), [one.page for one in known]) for leaf in asked]
        spent = (time.process_time() - started) / len(asked)
        hits = [one for leaf, told in zip(asked, answers, strict=True) for one in told if _is_hit(one, leaf)]
        wrong = sum(
            one.is_alike for leaf, told in zip(asked, answers, strict=True) for one in told if not _same(one, leaf)
        )
        share, unlike = min((one.share for one in hits), default=0), max((one.unlike for one in hits), default=0)
        print(
            f"| {name} | {len(hits)} of {len(asked)} | {wrong} | {share:.2f} | {unlike:.2f} | {spent:.1f} |", flush=True
        )
        for leaf, told in zip(asked, answers, strict=True):
            for one in told:
                if one.is_alike and not _same(one, leaf):
                    print(f"    {leaf.page.name} called {one.name}: {one}", file=sys.stderr)
            if not any(_is_hit(one, leaf) for one in told):
                print(f"    missed: {name}: {leaf.page.name}", file=sys.stderr)


def _same(one: Like, leaf: Leaf) -> bool:
    return one.name == leaf.page.name


def _is_hit(one: Like, leaf: Leaf) -> bool:
    return one.is_alike and _same(one, leaf)


def absent(kit: Path, every: int) -> None:
    """Pages that are not there: the hardest others are the same piece in another language, and forms."""
    known = leaves(kit)
    print("| page as sent, itself taken away | called alike | nearest to it: share, unlike |\n| --- | --- | --- |")
    for name in ("scan, 150 ppi, JPEG 40", "black and white, 200 ppi", "photo"):
        wrong, nearest = 0, (1.0, 0.0, "")
        asked = known[::every]
        for leaf in asked:
            told = likeness(HURTS[name](leaf.picture, leaf.wide_mm), [one.page for one in known if one is not leaf])
            wrong += any(one.is_alike for one in told)
            for one in told:
                nearest = min(nearest, (one.unlike, one.share, f"{leaf.page.name} against {one.name}"))
        print(f"| {name} | {wrong} of {len(asked)} | {nearest[1]:.2f}, {nearest[0]:.2f} ({nearest[2]}) |", flush=True)


def digit(kit: Path, every: int) -> None:
    """Pages on which one figure was painted over with another of the same page."""
    found = changed = 0
    for path in [path for path in sorted(kit.rglob("*.pdf")) if not _NOT_A_LEAF.search(path.name)][::every]:
        page = pypdfium2.PdfDocument(path)[0]
        forged = with_other_digit(page)
        known = page_of(path.name, _drawn(page))
        if forged is not None and known is not None:
            changed += 1
            wide_mm = page.get_width() * 25.4 / 72
            found += any(one.is_alike for one in likeness(HURTS["photo"](Image.fromarray(forged), wide_mm), [known]))
    print(f"| one figure changed, photo | {found} of {changed} look alike |")


def with_other_digit(page: Any) -> Grey | None:
    """The page with its last figure covered by another figure of it, or None where it has no two."""
    text, grey = page.get_textpage(), _drawn(page).copy()
    scale, high = grey.shape[1] / page.get_width(), page.get_height()
    places = [n for n in range(text.count_chars()) if text.get_text_range(n, 1).isdigit()]
    if not places or len({text.get_text_range(n, 1) for n in places}) < 2:
        return None
    last = places[-1]
    other = next(n for n in places if text.get_text_range(n, 1) != text.get_text_range(last, 1))
    boxes = []
    for place in (last, other):
        left, low, right, top = text.get_charbox(place)
        boxes.append(
            (round(left * scale), round((high - top) * scale), round(right * scale), round((high - low) * scale))
        )
    (x0, y0, x1, y1), (u0, v0, u1, v1) = boxes
    if min(x1 - x0, y1 - y0, u1 - u0, v1 - v0) < 2:
        return None
    patch = Image.fromarray(grey[v0:v1, u0:u1]).resize((x1 - x0, y1 - y0))
    grey[y0:y1, x0:x1] = np.asarray(patch)
    return grey


def sounds(kit: Path) -> None:
    """Recall, places, and what else was called alike."""
    takes = {path.name: _sound(path) for path in sorted(kit.rglob("*.wav"))}
    started = time.process_time()
    known = [heard(name, [take]) for name, take in takes.items()]
    length_s = sum(len(take) for take in takes.values()) / RATE_HZ
    print(f"Signs of {length_s:.0f} s of sound: {time.process_time() - started:.1f} cpu-s.\n")
    print("| recording as sent | found | at the right second | of another called alike | least agreement |")
    print("| --- | --- | --- | --- | --- |")
    for name, (hurt, starts_s) in SOUND_HURTS.items():
        hits = right = others = 0
        least = 1.0
        for take_name, take in takes.items():
            told = sounds_like(heard("asked", [hurt(take).astype(np.float32)]), known)
            for one in told:
                if one.name == take_name and one.is_alike:
                    hits += 1
                    right += all(abs(part.ours_s - part.start_s - starts_s) < 0.3 for part in one.stretches)
                    least = min(least, *(part.agreement for part in one.stretches))
                elif one.is_alike:
                    others += 1
                    print(f"    {name}: {take_name} called {one}", file=sys.stderr)
        print(f"| {name} | {hits} of {len(takes)} | {right} | {others} | {least:.2f} |", flush=True)
    _floor(known)


def _floor(known: list[Heard]) -> None:
    parts = [
        (asked.name, one.name, part)
        for asked in known for one in sounds_like(asked, known) if one.name != asked.name for part in one.stretches
    ]  # fmt: skip
    print(f"\nStretches of one recording found in another: {len(parts)}.")
    for asked, other, part in parts:
        print(f"    {asked} {part.start_s:.1f}–{part.end_s:.1f} s in {other} from {part.ours_s:.1f} s", file=sys.stderr)


def _sound(path: Path) -> Any:
    take, rate_hz = soundfile.read(path, dtype="float32")
    return soxr.resample(take if take.ndim == 1 else take.mean(axis=1), rate_hz, RATE_HZ)


def _coded(kind: str, subtype: str, rate_hz: int, level: float) -> Callable[[Any], Any]:
    def hurt(take: Any) -> Any:
        stream = io.BytesIO()
        sent = np.clip(soxr.resample(take, RATE_HZ, rate_hz), -1, 1)
        soundfile.write(stream, sent, rate_hz, format=kind, subtype=subtype, compression_level=level)
        stream.seek(0)
        return soxr.resample(soundfile.read(stream, dtype="float32")[0], rate_hz, RATE_HZ)

    return hurt


def _telephone(take: Any) -> Any:
    small = soxr.resample(take, RATE_HZ, 8_000)
    spectrum, hertz = np.fft.rfft(small), np.fft.rfftfreq(len(small), 1 / 8_000)
    spectrum[(hertz < 300) | (hertz > 3_400)] = 0
    return soxr.resample(np.round(np.clip(np.fft.irfft(spectrum, len(small)), -1, 1) * 127) / 127, 8_000, RATE_HZ)


def _noisy(take: Any, db: float) -> Any:
    level = np.sqrt((take**2).mean()) * 10 ** (-db / 20)
    return take + np.random.default_rng(5).normal(0, level, len(take))


def _in_room(take: Any) -> Any:
    random = np.random.default_rng(9)
    echo = random.normal(0, 1, 16_800) * np.exp(-np.arange(16_800) / 2_880)
    echo[0] = 6
    size = 1 << (len(take) + len(echo)).bit_length()
    return 0.1 * np.fft.irfft(np.fft.rfft(take, size) * np.fft.rfft(echo, size), size)[: len(take)]


def _cut(take: Any, start_s: float) -> Any:
    return take[round(start_s * RATE_HZ) : round((start_s + 10) * RATE_HZ)]


SOUND_HURTS: dict[str, tuple[Callable[[Any], Any], float]] = {
    "MP3, lowest quality, 22 kHz": (_coded("MP3", "MPEG_LAYER_III", 22_050, 0.9), 0),
    "Opus, lowest rate": (_coded("OGG", "OPUS", 48_000, 0.9), 0),
    "8 kHz, telephone band, 8 bit": (_telephone, 0),
    "20 dB softer": (lambda take: take * 0.1, 0),
    "noise 20 dB below": (lambda take: _noisy(take, 20), 0),
    "noise 10 dB below": (lambda take: _noisy(take, 10), 0),
    "in a room": (_in_room, 0),
    "100 ppm slower": (lambda take: soxr.resample(take, RATE_HZ, RATE_HZ * 1.0001), 0),
    "10 s cut out": (lambda take: _cut(take, 7.3), 7.3),
    "10 s cut out, telephone, noise 20 dB": (lambda take: _noisy(_telephone(_cut(take, 5.1)), 20), 5.1),
}


if __name__ == "__main__":
    what, kit_folder, *rest = sys.argv[1:]
    if what == "sounds":
        sounds(Path(kit_folder))
    elif what == "pages":
        pages(Path(kit_folder), int(rest[0]) if rest else 1, *rest[1:])
    else:
        {"absent": absent, "digit": digit}[what](Path(kit_folder), int(rest[0]) if rest else 1)
