# SPDX-License-Identifier: Apache-2.0
"""A job of the press: one piece in one language for one channel, and the words every format needs from it."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Block, BlockKind, Copy, Piece, Run
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Commission, Made

from .consigned import Delivery, Product
from .wording import SetBlock, SetText, set_block, set_line, set_runs


@frozen
class Job:
    """Everything a format may use.

    `about` and `about_readers` are the guide a brief repeats, in the brief's language and in the readers'; `promises`
    are (text, promisor) pairs; `enclosed` maps kit file names to finished files for a letter's table.  `addressee` is a
    name in the copy's language; `press` the fingerprint by which recipients know the press; `products` are those of the
    pieces it encloses, `deliveries` the planned handovers.
    """

    piece: Piece
    copy: Copy
    channel: PaperChannel
    commission: Commission
    about: Copy | None = None
    about_readers: Copy | None = None
    promises: tuple[tuple[str, str], ...] = ()
    enclosed: Mapping[str, Made] = field(factory=dict)
    addressee: str | None = None
    products: tuple[Product, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    press: str = ""

    @property
    def name(self) -> str:
        """The stem of step names: unique in an edition."""
        return f"{self.piece.id}.{self.copy.language}.{self.channel.id}"

    @property
    def theme(self) -> str:
        """The dress of the piece; raises `StepRefusal` for one that its channel cannot print."""
        chosen = self.piece.theme or self.channel.themes[0]
        if chosen not in self.channel.themes:
            raise StepRefusal(
                f"The piece “{self.piece.id}” wants the theme “{chosen}”, which {self.channel.id} does not print.",
                f"write one of these as theme: {', '.join(self.channel.themes)}.",
            )
        return chosen

    @property
    def title(self) -> str:
        """The plain words of the title, or the piece's id when the copy has none."""
        return self.copy.title or self.piece.id

    def kit_file(self, suffix: str) -> str:
        """Return the name of a file of the kit; a product that is not FINAL says so in its name."""
        return f"{self.name}{'.SPECIMEN' if self.commission.mark else ''}{suffix}"

    def label(self, key: str) -> str:
        """Return a fixed word of the copy's language."""
        return self.commission.labels[key]

    def line(self, name: str, text: str) -> SetText:
        """Return a plain line in the copy's language."""
        return set_line(name, self.copy.language, text)

    def labelled(self, name: str, key: str, text: str) -> SetText:
        """Return a line that starts with a fixed word in bold."""
        return set_runs(name, self.copy.language, [Run(self.label(key), strong=True), Run(f" {text}")])

    def picture_names(self, paths: Sequence[str]) -> dict[str, str]:
        """Name the pictures at `paths` for a template; raises `StepRefusal` when one is not in the manuscript."""
        names: dict[str, str] = {}
        for path in paths:
            if path not in self.commission.files:
                raise StepRefusal(
                    f"The piece “{self.piece.id}” wants the picture {path}, which is not in the manuscript.",
                    "put the picture there, or write the path from the top of the manuscript.",
                )
            names.setdefault(path, f"picture-{len(names)}.{path.rpartition('.')[2].lower()}")
        return names

    def colophon(self) -> dict[str, SetText | None]:
        """Return what stands on every piece: sender, on whose behalf, notice, sources, validity."""
        speaker = self._attributed(self.piece.attribution.speaker)
        if not speaker:
            raise StepRefusal(
                f"The piece “{self.piece.id}” does not say who speaks in {self.copy.language}.",
                f"add the speaker in {self.copy.language} to [attribution.speaker] of its piece.toml.",
            )
        behalf = self._attributed(self.piece.attribution.on_behalf_of)
        credits_line = " · ".join(dict.fromkeys(self.commission.credits))
        valid = self.label("valid_until_text")
        return {
            "sender": self.labelled("sender", "sender", speaker),
            "speaker": self.line("speaker", speaker),
            "behalf": self.labelled("on-behalf-of", "on_behalf_of", behalf) if behalf else None,
            "notice": self.line("notice", self.commission.notice),
            "sources": self.labelled("sources", "sources", credits_line) if credits_line else None,
            "valid": self.line("valid-until", valid) if valid else None,
            "as_of": self.line("as-of", self.label("as_of_text")),
        }

    def _attributed(self, words: Mapping[str, str]) -> str:
        return words.get(self.copy.language, "").strip()


def blocks_of(blocks: Sequence[Block], language: str, pictures: Mapping[str, str]) -> list[SetBlock]:
    """Return blocks for a template."""
    return [set_block(block, language, pictures) for block in blocks]


def no_rows(job: Job) -> None:
    """Raise `StepRefusal` when the copy has a table: only briefs and phrase cards print one."""
    row = next((block for block in job.copy.blocks if block.kind is BlockKind.ROW), None)
    if row:
        raise StepRefusal(
            f"The {job.piece.format} “{job.piece.id}” cannot print its table in {job.copy.language} ({row.at}).",
            "write it as points, or move it to a brief or a phrase card.",
        )


def need_title(job: Job, blocks: Sequence[Block]) -> None:
    """Raise `StepRefusal` unless `blocks` begin with the title of the copy."""
    if not blocks or blocks[0].kind is not BlockKind.TITLE:
        raise StepRefusal(
            f"The {job.piece.format.replace('-', ' ')} “{job.piece.id}” has no title in {job.copy.language}.",
            "start its copy with a line such as “# Title {#title}”.",
        )


def picture_paths(*parts: Sequence[Block]) -> list[str]:
    """Return the paths of the pictures that blocks carry, each once, in order."""
    return list(dict.fromkeys(block.picture for part in parts for block in part if block.picture))
