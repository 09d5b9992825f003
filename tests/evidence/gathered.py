# SPDX-License-Identifier: Apache-2.0
"""A small ledger with everything a report can tell of: the river of Brook, two papers, one agency, one law."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import evolve
from miniature import claim, entity, ledger, number, quote, source

from safeconduct.evidence.report import CapturedWords, Report, report
from safeconduct.language.speech import sentences
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Attribution, Block, BlockKind, Copy, Edition, Piece, Run
from safeconduct.model.ledger import Capture, Claim, Promise, Quote, Source
from safeconduct.model.places import Span

DAY = date(2026, 11, 1)
WORDS = {
    "post": "The Brook Post\n\nThe River Agency said that 40 beds are ready. The bridge holds.\n",
    "news": "River News.\nThe River Agency counted 60 beds.\n다리는 열려 있습니다.\n",
    "law": "Article 1\nNobody may be turned away.\n",
}


def captured(name: str, words: str, publisher: str, **more: Any) -> Source:
    """A source whose page is plain text."""
    digest = digest_of(words.encode())
    capture = Capture(date(2026, 10, 30), f"{name}.txt", digest, digest, None, None)
    return evolve(source(name, publisher, more.pop("language", "en")), capture=capture, **more)


def sources() -> list[Source]:
    """Two papers and a law."""
    return [
        captured(
            "post", WORDS["post"], "Brook Post", published=date(2026, 10, 20), reliability="B", grounds="It is old."
        ),
        captured("news", WORDS["news"], "River News", title="News of the river", language="ko"),
        captured("law", WORDS["law"], "shelter-law", title="The Shelter Law, article 1"),
    ]


def claims() -> list[Claim]:
    """A figure and its contradiction, a law, one expired, one from nobody, one derived."""
    beds = number(40, 40, unit="beds")
    return [
        evolve(
            claim("beds", quote("post", "40 beds are ready", "Brook Post", "agency"), verdict="attribute", topic="beds",
                  quantity=beds, as_of=date(2026, 10, 20), credibility=2),
            expires=date(2026, 11, 30), why="An agency says so.",
        ),
        claim("beds-60", quote("news", "60 beds", "agency"), verdict="hold", topic="beds",
              quantity=number(60, 60, unit="beds"), as_of=date(2026, 10, 20)),
        evolve(claim("shelter", quote("law", "Nobody may be turned away"), kind="law", chain=("shelter-law",),
                     topic="shelter"),
               expires=date(2027, 1, 1)),
        evolve(claim("bridge", quote("post", "The bridge holds", "Brook Post", "unknown"), topic="bridge",
                     happened=(date(2026, 10, 18), date(2026, 10, 19))),
               expires=date(2026, 10, 31)),
        claim("both", topic="", verdict="refuse", quantity=number(100, 100, unit="beds", sum_of=("beds", "beds-60"))),
    ]  # fmt: skip


def run(text: str, cites: str = "") -> Run:
    """A stretch of copy, citing a claim if `cites` names one."""
    return Run(text, f"claim:{cites}" if cites else None)


def block(name: str, kind: BlockKind, *runs: Run) -> Block:
    """A block on line 3 of its copy."""
    return Block(name, kind, runs, Span("pieces/note/copy.en.md", 3, 3))


def piece(name: str, copies: Mapping[str, Iterable[Block]], **more: Any) -> Piece:
    """A piece of the Brook Guild."""
    made = {
        language: Copy(language, tuple(blocks), digest_of(b""), Span(f"pieces/{name}/copy.{language}.md"))
        for language, blocks in copies.items()
    }
    whole = {"about": None, "encloses": (), "at": Span(f"pieces/{name}/piece.toml"), **more}
    speaker = Attribution({"en": "Brook Guild", "uk": "Гільдія Брука"}, more.pop("on_behalf_of", {}))
    whole.pop("on_behalf_of", None)
    return Piece(name, "leaflet", (), speaker, made, (), {}, **whole)


def pieces() -> tuple[Piece, ...]:
    """A note that tells three claims, and a brief about it."""
    told = block(
        "told", BlockKind.PARAGRAPH, run("Come in. "), run("There are ", "beds"),
        Run("40 beds", "claim:beds", strong=True),
        run(", says the agency. "), Run("Be calm.", "promise:tea"),
    )  # fmt: skip
    step = block("step", BlockKind.STEP, run("Knock: "), run("nobody is turned away", "shelter"), run("."))
    bridge = block("bridge", BlockKind.PARAGRAPH, run("Міст тримає.", "bridge"))
    note = piece("note", {"en": (told, step), "uk": (bridge,)})
    return note, piece("brief", {"en": (block("use", BlockKind.PARAGRAPH, run("Read it.")),)}, about="note")


def edition(*more: Claim) -> Edition:
    """The whole edition, and `more` claims."""
    agency = entity("agency", "body", None, "the Agency", en="River Agency", uk="Річкова агенція")
    law = entity("shelter-law", "law", None, en="Shelter Law")
    tea = Promise(
        "tea", "There will be tea.", "River Agency",
        (Quote("post", "The River Agency said", Span("promises/tea.toml", 7, 7)),),
        date(2026, 10, 25), date(2026, 10, 31),
        {}, Span("promises/tea.toml"),
    )  # fmt: skip
    whole = ledger([*claims(), *more], sources(), [agency, law])
    return evolve(whole, pieces=pieces(), promises={"tea": tea})


def gathered(whole: Edition | None = None, *faults: str, **words: CapturedWords) -> Report:
    """The report of an edition; `words` stand in for what was captured."""
    at_hand = {name: CapturedWords(text) for name, text in WORDS.items()}
    return report(whole or edition(), DAY, {**at_hand, **words}, sentences, faults)


def with_text(text: str) -> Report:
    """A report in which `text` stands in every field that a manuscript can fill with words."""
    words = CapturedWords(f"A {text} b. {WORDS['post']}")
    paper = evolve(sources()[0], title=text, publisher=text, grounds=text, language=text)
    told = evolve(
        claims()[0], text=text, why=text, topic=text, members=(text,), chain=(text, "agency"),
        quotes=(Quote("post", "40 beds are ready", Span(f"claims/{text}.toml"), "", "", (text, text + "!")),
                Quote("post", text, Span("claims/x.toml"))),
        quantity=number(40, 40, unit=text),
    )  # fmt: skip
    whole = edition()
    leaf = piece("note", {text: (block(text, BlockKind.PARAGRAPH, run(text, "beds")),)}, on_behalf_of={"en": text})
    return gathered(
        evolve(
            whole,
            title={"en": text},
            claims={**whole.claims, "beds": told},
            sources={**whole.sources, "post": paper},
            promises={"tea": evolve(whole.promises["tea"], text=text, promisor=text)},
            pieces=(leaf, *whole.pieces[1:]),
        ),
        text,
        post=words,
        news=CapturedWords(fault=text),
    )
