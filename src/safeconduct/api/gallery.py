# SPDX-License-Identifier: Apache-2.0
"""The gallery: every piece of paper of a manuscript in every theme, as pictures to look at and to compare."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from safeconduct.graph.build import Built, Ending, Failed, Notice, build
from safeconduct.graph.store import Store
from safeconduct.manuscript import reading
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Edition, Piece
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.status import Status
from safeconduct.model.works import Made, Plan, Step
from safeconduct.press.formats import names as formats
from safeconduct.press.themes import process_inks, spot
from safeconduct.press.themes import themes as all_themes

from .gallery_page import Entry, gallery_page
from .gallery_pictures import OVERVIEW, Cell, pictures
from .going_out import printed, refuse_traces
from .planning import plan_edition
from .whole_folder import Kept, check_folder, publish_folder

SAMPLER = Path(reading.__file__).with_name("sampler")
LIST, SCHEMA = "gallery.json", "safeconduct-gallery-1"
PAGE = "index.html"


@frozen
class Gallery:
    """What was made: the pictures by file name, the cells by product, and why others could not be made."""

    title: str
    pictures: Mapping[str, Digest]
    entries: tuple[Entry, ...]
    cells: tuple[Cell, ...]
    finished: Mapping[Made, Digest]
    faults: tuple[str, ...]


def gallery(
    folder: Path,
    archives: Iterable[Path],
    languages: Sequence[str],
    themes: Sequence[str],
    store: Store,
    executor: Callable[[], Executor],
    today: date,
    notice: Notice = lambda _name, _ending: None,
) -> Gallery:
    """Build every piece of paper in `folder` in each language and theme (none named: all), and the pictures of them.

    Everything is a SPECIMEN, whatever its status.  The store's lock must be held.  Raises `UsageRefusal` for an
    unknown language or theme, and `FolderRefusal` for a folder that is no manuscript.
    """
    manuscript = read_manuscript(folder, tuple(archives), formats())
    edition = manuscript.edition
    tongues = _chosen(languages, edition.languages, "language")
    dresses = _chosen(themes, sorted(all_themes(), key=_inks), "theme")
    as_of = edition.as_of or today
    cells, steps, faults = products(edition, tongues, dresses, as_of)
    for path in sorted(edition.files):
        store.put(manuscript.snapshot.files[path].content)
    endings = build(needed(steps, (cell.made.step for cell in cells)), store, executor, as_of, notice)
    finished = {cell.made: digest for cell in cells if (digest := _digest(endings, cell.made))}
    faults = [*_said(manuscript), *faults, *_failures(endings)]
    entries, planned = pictures(cells, finished, tongues, dresses)
    made = build(planned.values(), store, executor, as_of, notice)
    shown = {file: digest for file, step in planned.items() if (digest := _digest(made, Made(step.name, file)))}
    return Gallery(
        edition.title.get(tongues[0], edition.id),
        shown,
        entries,
        tuple(cells),
        finished,
        tuple(dict.fromkeys([*faults, *_failures(made)])),
    )


def check_gallery(out: Path) -> None:
    """Raise `FolderRefusal` for a folder that holds anything a gallery did not put there."""
    check_folder(out, LIST, SCHEMA)


def publish(made: Gallery, store: Store, out: Path) -> bool:
    """Write the gallery to `out`, whole or not at all; raises `FolderRefusal` for a folder that is not ours."""
    page = gallery_page(made.title, OVERVIEW if OVERVIEW in made.pictures else None, made.entries, made.faults)
    listed = {"schema": SCHEMA, "files": [{"path": name} for name in sorted([*made.pictures, PAGE])]}
    kept: dict[str, bytes | Kept] = {name: Kept(store.path(digest), digest) for name, digest in made.pictures.items()}
    files = {**kept, PAGE: page.encode(), LIST: canonical(listed) + b"\n"}
    looked_into = {name: one.file if isinstance(one, Kept) else one for name, one in files.items()}
    refuse_traces(looked_into, printed((made.title,)))
    return publish_folder(files, out, LIST, SCHEMA)


def _inks(theme: str) -> tuple[int, str]:
    return (4 if process_inks(theme) else 2 if spot(theme) else 1), theme


def _chosen(wanted: Sequence[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    unknown = [one for one in wanted if one not in known]
    if unknown:
        raise UsageRefusal(f"There is no {what} “{unknown[0]}” here.", f"name one of: {', '.join(known)}.")
    return tuple(one for one in known if not wanted or one in wanted)


def products(
    edition: Edition, languages: Sequence[str], themes: Sequence[str], as_of: date
) -> tuple[list[Cell], list[Step], list[str]]:
    """Plan every piece of paper in each language and theme as a SPECIMEN: cells, steps, and what cannot be planned."""
    cells: list[Cell] = []
    steps: list[Step] = []
    faults: list[str] = []
    for theme in themes:
        dressed = evolve(edition, pieces=tuple(_dressed(edition, piece, theme) for piece in _on_paper(edition)))
        plans, met = plan_edition(dressed, as_of, {piece.id: Status.SPECIMEN for piece in dressed.pieces})
        faults += [f"{finding.place}, {theme}: {finding.message}" for finding in met]
        for plan in plans:
            steps += [_renamed(step, theme) for step in plan.steps]
            piece = edition.piece(plan.piece)
            if piece and plan.language in languages and (pdf := _shown(plan)):
                made = Made(f"{theme}/{pdf.step}", pdf.output)
                cells.append(Cell(piece.id, piece.format, plan.channel, plan.language, theme, made))
    return cells, steps, faults


def _on_paper(edition: Edition) -> Iterator[Piece]:
    return (p for p in edition.pieces if all(isinstance(channels()[name], PaperChannel) for name in p.channels))


def _dressed(edition: Edition, piece: Piece, theme: str) -> Piece:
    """Return the piece in a theme: only full colour prints colours, so `x-grey.svg` stands in for `x.svg` and back."""
    art = {}
    for name, path in piece.art.items():
        stem = path.removesuffix(".svg").removesuffix("-grey")
        other = f"{stem}.svg" if theme == "full-colour" else f"{stem}-grey.svg"
        art[name] = other if other in edition.files else path
    return evolve(piece, theme=theme, art=art)


def _renamed(step: Step, theme: str) -> Step:
    inputs = {
        n: Made(f"{theme}/{ref.step}", ref.output) if isinstance(ref, Made) else ref for n, ref in step.inputs.items()
    }
    return evolve(step, name=f"{theme}/{step.name}", inputs=inputs)


def _shown(plan: Plan) -> Made | None:
    """The finished file for a screen: trimmed, and in the colours that a screen has."""
    return next((planned.made for planned in plan.artifacts if planned.media_type == "application/pdf"), None)


def needed(steps: Iterable[Step], wanted: Iterable[str]) -> list[Step]:
    """Return the steps called `wanted` and those they rest on, in the order of `steps`."""
    by_name = {step.name: step for step in steps}
    queue, taken = list(wanted), dict[str, Step]()
    while queue:
        name = queue.pop()
        if name not in taken:
            taken[name] = by_name[name]
            queue += [ref.step for ref in by_name[name].inputs.values() if isinstance(ref, Made)]
    return [step for name, step in by_name.items() if name in taken]


def _digest(endings: Mapping[str, Ending], made: Made) -> Digest | None:
    ending = endings.get(made.step)
    return ending.outputs[made.output] if isinstance(ending, Built) else None


def _failures(endings: Mapping[str, Ending]) -> list[str]:
    return [f"{name}: {end.what} Do: {end.do}" for name, end in sorted(endings.items()) if isinstance(end, Failed)]


def _said(manuscript: Manuscript) -> list[str]:
    """Faults of reading that keep a piece out of the gallery."""
    read = {piece.id for piece in manuscript.edition.pieces}
    return [
        f"{finding.place}: {finding.message} Do: {finding.remedy}"
        for finding in manuscript.findings
        if str(finding.place).startswith("pieces/") and str(finding.place).split("/")[1] not in read
    ]
