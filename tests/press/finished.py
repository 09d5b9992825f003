# SPDX-License-Identifier: Apache-2.0
"""Finished files of every format, from the sampler that ships with the press, and a walk through all they paint."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pikepdf
from attrs import evolve, frozen
from pikepdf import Array, Dictionary, Name, Stream

from safeconduct.api.gallery import SAMPLER
from safeconduct.api.planning import plan_edition
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Piece
from safeconduct.model.status import Status
from safeconduct.model.works import Made, Step
from safeconduct.press.formats import names as formats
from safeconduct.press.themes import themes

DAY = date(2026, 11, 1)
THEMES = tuple(themes())


@frozen
class Finished:
    """A finished PDF: its name in the kit, where it is, and what it is for ("screen", "press" or "sheet")."""

    file: str
    path: Path
    use: str
    channel: str
    theme: str


@cache
def sampler() -> Manuscript:
    return read_manuscript(SAMPLER, (), formats())


@cache
def finished(form: str, language: str, theme: str, final: bool = False) -> tuple[Finished, ...]:
    """Make every PDF of one format of the sampler; a channel that does not print the theme is left out."""
    edition = sampler().edition
    pieces = [_dressed(piece, theme) if _prints(piece.channels, theme) else piece for piece in edition.pieces]
    chosen = {piece.id for piece in pieces if piece.format == form and (piece.theme == theme or not piece.theme)}
    status = Status.FINAL if final else Status.SPECIMEN
    plans, _ = plan_edition(evolve(edition, pieces=tuple(pieces)), DAY, {piece.id: status for piece in pieces})
    steps = {step.name: step for plan in plans for step in plan.steps}
    folder, done = Path(mkdtemp(prefix="finished-")), dict[str, Path]()
    found = []
    for plan in plans:
        if (
            plan.piece not in chosen
            or plan.language != language
            or not isinstance(channels()[plan.channel], PaperChannel)
        ):
            continue
        uses = {".press.pdf": "press", ".pdf": "screen"}
        for planned in plan.artifacts:
            if planned.media_type != "application/pdf":
                continue
            use = (
                "sheet"
                if ".sheet-" in planned.file or ".proof-" in planned.file
                else next(u for end, u in uses.items() if planned.file.endswith(end))
            )
            path = _made(steps, planned.made, folder, done)
            found.append(Finished(planned.file, path, use, plan.channel, theme))
    return tuple(found)


def _dressed(piece: Piece, theme: str) -> Piece:
    """Only full colour prints colours: the sampler has a grey picture beside each."""
    art = {}
    for name, path in piece.art.items():
        plain = path.replace("-grey.svg", ".svg")
        other = plain if theme == "full-colour" else plain.replace(".svg", "-grey.svg")
        art[name] = other if other in sampler().edition.files else path
    return evolve(piece, theme=theme, art=art)


def _prints(named: tuple[str, ...], theme: str) -> bool:
    papers = [channels()[name] for name in named]
    return all(isinstance(one, PaperChannel) and theme in one.themes for one in papers)


def _made(steps: Mapping[str, Step], made: Made, folder: Path, done: dict[str, Path]) -> Path:
    if made.step not in done:
        step = steps[made.step]
        inputs = {name: _input(steps, ref, folder, done) for name, ref in step.inputs.items()}
        done[made.step] = folder / step.name
        done[made.step].mkdir()
        module, _, recipe = step.recipe.partition(":")
        getattr(import_module(module), recipe)(inputs, step.params, done[made.step])
    return done[made.step] / made.output


def _input(steps: Mapping[str, Step], ref: Any, folder: Path, done: dict[str, Path]) -> Path:
    if isinstance(ref, Made):
        # What a letter encloses is only hashed: any file will do.
        enclosed = folder / "enclosed"
        enclosed.write_bytes(b"enclosed")
        return _made(steps, ref, folder, done) if steps[ref.step].recipe.startswith("safeconduct.press") else enclosed
    path = folder / str(ref)
    content = next(file.content for file in sampler().snapshot.files.values() if file.digest == ref)
    path.write_bytes(content)
    return path


@frozen
class Colour:
    """One colour that a file paints with: how it is written, and its figures where it has any."""

    where: str
    space: str
    values: tuple[float, ...] = ()


_FIXED = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}


def colours(pdf: pikepdf.Pdf) -> Iterator[Colour]:
    """Walk through everything: contents, forms, patterns, masks, gradients, pictures, groups, and name each colour."""
    for number, page in enumerate(pdf.pages, 1):
        if "/Group" in page.obj:
            yield Colour(f"page {number} group", _space(page.obj.Group.CS))
        yield from painted_with(page, page.obj.get("/Resources", Dictionary()), f"page {number}", set())


def painted_with(content: Any, resources: Any, where: str, seen: set[tuple[int, int]]) -> Iterator[Colour]:
    """Name the colours of one content stream and of all that it draws."""
    spaces = {str(key): _space(space) for key, space in resources.get("/ColorSpace", Dictionary()).items()}
    for key, space in spaces.items():
        yield Colour(f"{where} space {key}", space)
    current = {False: "DeviceGray", True: "DeviceGray"}
    states: list[dict[bool, str]] = []
    for part in pikepdf.parse_content_stream(content):
        word, operands = str(part.operator), list(part.operands)
        stroke = word.isupper()
        assert word not in ("BI", "INLINE IMAGE"), where
        if word == "q":
            states.append(dict(current))
        elif word == "Q":
            current = states.pop()
        elif word in ("cs", "CS"):
            current[stroke] = spaces.get(str(operands[0]), str(operands[0])[1:])
            yield Colour(where, current[stroke])
        elif word.lower() in _FIXED:
            current[stroke] = _FIXED[word.lower()]
            yield Colour(where, current[stroke], tuple(float(value) for value in operands))
        elif word.lower() in ("sc", "scn") and current[stroke] != "Pattern":
            yield Colour(where, current[stroke], tuple(float(value) for value in operands))
    yield from _held(resources, where, seen)


def _held(resources: Any, where: str, seen: set[tuple[int, int]]) -> Iterator[Colour]:
    for key, each in resources.get("/XObject", Dictionary()).items():
        place = f"{where} {key}"
        if each.objgen in seen:
            continue
        seen.add(each.objgen)
        if each.Subtype == Name.Image:
            yield Colour(f"{place} image", _space(each.get("/ColorSpace", Name.DeviceGray)))
            continue
        yield from _form(each, place, seen)
    for key, each in resources.get("/Pattern", Dictionary()).items():
        if int(each.PatternType) == 1:
            yield from painted_with(each, each.get("/Resources", Dictionary()), f"{where} {key}", seen)
        else:
            yield from _run(each.Shading, f"{where} {key}")
    for key, each in resources.get("/Shading", Dictionary()).items():
        yield from _run(each, f"{where} {key}")
    for key, state in resources.get("/ExtGState", Dictionary()).items():
        assert not {"/TR", "/TR2", "/HT"} & set(state.keys()), where
        if isinstance(state.get("/SMask"), Dictionary):
            yield from _form(state.SMask.G, f"{where} mask {key}", seen)


def _form(form: Any, where: str, seen: set[tuple[int, int]]) -> Iterator[Colour]:
    assert not {"/OPI", "/Ref", "/PS"} & set(form.keys()), where
    assert form.get("/Subtype2") != Name.PS
    if "/Group" in form and "/CS" in form.Group:
        yield Colour(f"{where} group", _space(form.Group.CS))
    yield from painted_with(form, form.get("/Resources", Dictionary()), where, seen)


def _run(shading: Any, where: str) -> Iterator[Colour]:
    space = _space(shading.ColorSpace)
    for piece in _pieces(shading.Function):
        if isinstance(piece, Stream):
            width = len(piece.Range) // 2
            samples = piece.read_bytes()
            for at in range(0, len(samples), width):
                yield Colour(where, space, tuple(level / 255 for level in samples[at : at + width]))
        else:
            for end in (piece.C0, piece.C1):
                yield Colour(where, space, tuple(float(value) for value in end))


def _pieces(function: Any) -> Iterator[Any]:
    if int(function.FunctionType) == 3:
        for each in function.Functions:
            yield from _pieces(each)
    else:
        yield function


def _space(space: Any) -> str:
    if isinstance(space, Array):
        kind = str(space[0])[1:]
        return f"{kind} {space[1]}" if kind == "Separation" else kind
    return str(space)[1:]


__all__ = ["DAY", "THEMES", "Colour", "Finished", "colours", "finished", "formats", "painted_with", "sampler"]
