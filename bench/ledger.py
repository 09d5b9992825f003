# SPDX-License-Identifier: Apache-2.0
"""How much processor time `safeconduct check` takes on large made ledgers; prints a table and draws the growth.

    python bench/ledger.py           print the table
    python bench/ledger.py --save    and write it to bench/RESULTS.md, and docs/ledger_growth.svg

A ledger of n claims has n/4 captured pages of 20 kB in English, Korean and Ukrainian, one or two quotations a claim,
entities, chains of two links and topics that four claims share; 20 letters in three languages cite up to 200 of the
claims.  The words are made up by rule: nobody said them.  Whole processes (user + system), median of three runs after
one that is not counted.
"""

import argparse
import hashlib
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import results
from unchanged import spent

SIZES = (100, 300, 1_000, 2_000, 3_000, 10_000)
RUNS = 3
CLAIMS_A_PAGE = 4
PAGE_BYTES = 20_000
PIECES, CITED = 20, 200
LANGUAGES = ("en", "ko-KP", "uk")
PLOT = Path(__file__).resolve().parent.parent / "docs" / "ledger_growth.svg"

SENTENCES = {
    "en": "On the watch of keeper {keeper} the people at {place} counted {count} lanterns beside the {thing}.",
    "ko-KP": "{place}의 {keeper}번 당번은 {thing} 옆에서 등불 {count}개를 세였다.",
    "uk": "На варті сторожа {keeper} люди в {place} налічили {count} ліхтарів біля {thing}.",
}
THINGS = {
    "en": ("river", "old mill", "bridge", "well", "orchard", "school gate", "ferry", "north field"),
    "ko-KP": ("강", "물방아", "다리", "우물", "과수원", "학교 정문", "나루", "북쪽 밭"),
    "uk": ("річки", "старого млина", "мосту", "криниці", "саду", "шкільної брами", "порома", "північного поля"),
}
SYLLABLES = {
    "en": ("ba", "du", "fe", "go", "hi", "ka", "lo", "mu", "ne", "so"),
    "ko-KP": ("가", "나", "도", "루", "모", "비", "사", "오", "주", "하"),
    "uk": ("ба", "ду", "фе", "го", "ві", "ка", "ло", "му", "не", "со"),
}


def sentence(language: str, keeper: int, place: int, count: int) -> str:
    """One made-up sentence."""
    thing = THINGS[language][(keeper + place) % len(THINGS[language])]
    return SENTENCES[language].format(keeper=keeper, place=name(language, place), count=count, thing=thing)


def name(language: str, place: int) -> str:
    """The made-up name of a place: its number, the last digit first, in syllables."""
    return "".join(SYLLABLES[language][int(digit)] for digit in f"{place:03}"[::-1]).capitalize()


def write_ledger(folder: Path, claims: int) -> None:
    """Write the manuscript with that many claims."""
    for path, text in _files(claims):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _files(claims: int) -> Iterator[tuple[str, str]]:
    yield "edition.toml", _edition()
    pages = max(1, claims // CLAIMS_A_PAGE)
    for page in range(pages):
        text = _page(page, claims)
        yield f"archive/page-{page}.txt", text
        yield f"sources/page-{page}.toml", _source(page, text)
    for place in range(max(1, claims // 20)):
        yield f"entities/place-{place}.toml", _place(place)
    for claim in range(claims):
        yield f"claims/claim-{claim}.toml", _claim(claim, pages)
    for piece in range(PIECES):
        yield from _piece(piece, claims)


def _language(page: int) -> str:
    return LANGUAGES[page % len(LANGUAGES)]


def _told(claim: int) -> tuple[int, int, int]:
    """Keeper, place and count of a claim: the four claims of one topic tell the same count."""
    topic = claim // 4
    return claim, topic // 5, 100 + topic % 900


def _page(page: int, claims: int) -> str:
    language, pages = _language(page), max(1, claims // CLAIMS_A_PAGE)
    told = [claim for claim in range(claims) if page in _pages_of(claim, pages)]
    lines = [sentence(language, *_told(claim)) for claim in told]
    size, filler = sum(len(line.encode()) + 1 for line in lines), claims
    while size < PAGE_BYTES:
        filler += 1
        line = sentence(language, filler + page, filler % 50, filler % 1000)
        lines.insert(filler * 7 % (len(lines) + 1), line)
        size += len(line.encode()) + 1
    return "".join(f"{line}\n" if number % 3 == 0 else f"{line} " for number, line in enumerate(lines))


def _pages_of(claim: int, pages: int) -> tuple[int, ...]:
    first = claim % pages
    return (first, (first + 3) % pages) if claim % 2 and pages > 3 else (first,)


def _edition() -> str:
    title = "".join(f'{language} = "A made-up edition"\n' for language in LANGUAGES)
    tags = ", ".join(f'"{language}"' for language in LANGUAGES)
    return (
        f'schema = 1\nid = "made-up"\nas_of = 2026-11-01\nlanguages = [{tags}]\nreaders = "ko-KP"\n\n[title]\n{title}'
    )


def _source(page: int, text: str) -> str:
    digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    return f"""title = "Page {page}"
publisher = "Paper {page % 40}"
language = "{_language(page)}"
published = 2026-10-{page % 28 + 1:02}
reliability = "{"ABCDEF"[page % 6]}"
grounds = "Made up by rule."

[capture]
taken = 2026-10-30
file = "page-{page}.txt"
page = "{digest}"
words = "{digest}"
"""


def _place(place: int) -> str:
    names = "".join(f'{tag} = "{name(tag, place)}"\n' for tag in LANGUAGES)
    return f'kind = "place"\n\n[name]\n{names}\n[also]\nen = ["Old {name("en", place)}"]\n'


def _claim(claim: int, pages: int) -> str:
    keeper, place, count = _told(claim)
    on = _pages_of(claim, pages)
    quotes = "".join(
        f"\n[[quote]]\nsource = \"page-{page}\"\nexact = '''{sentence(_language(page), keeper, place, count)}'''\n"
        for page in on
    )
    return f"""kind = "quantity"
text = "The people at {name("en", place)} counted {count} lanterns."
modality = "occurred"
chain = ["Keeper {claim % 97}", "{name("en", place)}"]
verdict = "use"
why = "Made up by rule."
as_of = 2026-10-30
expires = 2026-12-31
topic = "lanterns/place-{place}/{claim // 4 % 5}"
place = "place-{place}"
credibility = {claim % 5 + 2}

[quantity]
low = {count}
high = {count}
unit = "lanterns"
scope = "the watch"
bound = "exact"
{quotes}"""


def _piece(piece: int, claims: int) -> Iterator[tuple[str, str]]:
    speakers = "".join(f'{tag} = "The keepers of the lanterns"\n' for tag in LANGUAGES)
    yield (
        f"pieces/letter-{piece}/piece.toml",
        f'format = "letter"\nchannels = ["letter-a4"]\n\n[attribution.speaker]\n{speakers}',
    )
    each = CITED // PIECES
    cited = [(piece * each + number) * max(1, claims // CITED) % claims for number in range(each)]
    for language in LANGUAGES:
        lines = [f"# {SENTENCES[language].split('{')[0] or '등불'}{{#title}}\n"]
        for number, claim in enumerate(cited):
            lines.append(f"[{sentence(language, *_told(claim))}](claim:claim-{claim}) {{#part-{number}}}\n")
        yield f"pieces/letter-{piece}/copy.{language}.md", "\n".join(lines)


def measured(claims: int) -> float:
    """Processor seconds of one check of a ledger with that many claims, the median of several."""
    with tempfile.TemporaryDirectory() as folder:
        write_ledger(Path(folder), claims)
        words = ["check", folder, "--json"]
        spent(words)
        return statistics.median(spent(words) for _ in range(RUNS))


def growth() -> dict[int, float]:
    """Processor seconds by number of claims."""
    return {claims: measured(claims) for claims in SIZES}


def table(found: dict[int, float]) -> str:
    """Write the table."""
    head = ["## Checking a large ledger", "", "`safeconduct check`, whole process, processor seconds, median of three."]
    head += ["", "| claims | captures of 20 kB | cpu-s | cpu-ms a claim |", "| --- | --- | --- | --- |"]
    rows = [
        f"| {claims:,} | {claims // CLAIMS_A_PAGE:,} | {seconds:.2f} | {seconds / claims * 1000:.2f} |"
        for claims, seconds in found.items()
    ]
    picture = "![Processor seconds by number of claims: close to a straight line](../docs/ledger_growth.svg)"
    return "\n".join([*head, *rows, "", picture, ""])


WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 60, 30, 600, 340
"""The picture and, within it, the field of the curve."""


def plot(found: dict[int, float]) -> str:
    """Draw claims against seconds, and a straight line from the first to the last."""
    most, longest = max(found), max(found.values()) * 1.1
    places = {
        claims: (LEFT + (RIGHT - LEFT) * claims / most, BOTTOM - (BOTTOM - TOP) * seconds / longest)
        for claims, seconds in found.items()
    }
    curve = [f"{x:.1f},{y:.1f}" for x, y in places.values()]
    seconds = range(0, int(longest) + 1, 5 if longest > 10 else 1)
    heights = {second: BOTTOM - (BOTTOM - TOP) * second / longest for second in seconds}
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    lines = [
        "<!-- SPDX-License" + "-Identifier: Apache-2.0 -->",
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        "<title>Processor seconds of one check, by number of claims</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<polyline points="{LEFT},{TOP} {LEFT},{BOTTOM} {RIGHT},{BOTTOM}" fill="none" stroke="#000"/>',
        f'<polyline points="{curve[0]} {curve[-1]}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<polyline points="{" ".join(curve)}" fill="none" stroke="#06c" stroke-width="2"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#06c"/>' for x, y in places.values()),
        *(
            f'<text x="{x:.1f}" y="{BOTTOM + 20}" text-anchor="middle">{claims:,}</text>'
            for claims, (x, _) in places.items()
            if claims >= most / 10
        ),
        *(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{second}</text>' for second, y in heights.items()),
        f'<text x="{(LEFT + RIGHT) / 2}" y="{HEIGHT - 15}" text-anchor="middle">claims</text>',
        f'<text x="{LEFT}" y="{TOP - 12}">processor seconds of one check; the dashed line is straight</text>',
        "</svg>",
    ]
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Run from the command line."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--save", action="store_true")
    chosen, found = words.parse_args(), growth()
    print(table(found))
    if chosen.save:
        results.save(table(found))
        PLOT.write_text(plot(found), "utf-8")


if __name__ == "__main__":
    main()
