# SPDX-License-Identifier: Apache-2.0
"""Separate: nothing but the inks of the theme goes to a press, in forms, patterns, masks, gradients, pictures too."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pikepdf
from attrs import frozen
from pikepdf import Array, Dictionary, Name

from safeconduct.model.refusal import StepRefusal

from . import photo, shading
from .converting import grey_of, inks_of, is_neutral
from .painting import Light, Paint, painted, paints
from .surveying import Found, is_light, survey, width_of

_DEVICE = re.compile(rb"\s(?:rg|RG)[\s/]|/DeviceRGB\s")


@frozen
class Inks:
    """What a press prints with: black, all four inks if `process`, and the `spot` ink (its name, percent of C M Y K).

    `most_percent` is how much of all inks together the paper bears.
    """

    process: bool
    most_percent: float
    spot: tuple[str, tuple[float, ...]] | None = None


def separate(pdf: pikepdf.Pdf, inks: Inks, where: str) -> None:
    """Turn every colour of light in `pdf` into the inks of the job, and every grey into black alone.

    What is in ink already keeps its bytes.  Raises `StepRefusal` for colour where only black is printed (`where` names
    the piece), `ValueError` for what Typst never writes.
    """
    found = survey(pdf)
    _Separation(pdf, inks, where, found).run()
    if found.transparent:
        for page in pdf.pages:
            page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)


class _Separation:
    """One file on its way from light to ink."""

    def __init__(self, pdf: pikepdf.Pdf, inks: Inks, where: str, found: Found) -> None:
        self.pdf, self.inks, self.where, self.found = pdf, inks, where, found
        self.ink: dict[Light, tuple[int, ...]] = {}
        self.profile: bytes | None = None
        self.second: Any = None

    def run(self) -> None:
        """Find all colours first: the profile is asked once for all of them."""
        spots = list(self._contents())
        runs = list(self._shadings())
        self._learn({paint.light for _, where, mask in spots for paint in where if not mask}, runs)
        for (stream, content), where, mask in spots:
            written = painted(content, where, self._grey if mask else self._operators)
            if stream.get("/Type") == "/Page":
                stream.Contents = self.pdf.make_stream(written)
            else:
                stream.write(written)
        self._images()
        for resources, _ in self.found.resources:
            self._spaces(resources)
        for group, mask in self.found.groups:
            if "/CS" in group:
                group.CS = Name.DeviceGray if mask else Name.DeviceCMYK

    def _contents(self) -> Iterator[tuple[tuple[Any, bytes], list[Paint], bool]]:
        for stream, resources, mask in self.found.contents:
            spaces = {
                name[1:].encode()
                for name, space in resources.get("/ColorSpace", Dictionary()).items()
                if is_light(space)
            }
            content = _content(stream)
            if not spaces and not _DEVICE.search(content):
                continue
            yield (stream, content), paints(content, spaces), mask

    def _shadings(self) -> Iterator[tuple[Any, bool, list[Any]]]:
        for each, mask in self.found.shadings:
            if int(each.ShadingType) not in (2, 3) or "/Background" in each:
                raise ValueError("a gradient that is no line and no circle has no place in a press file")
            if is_light(each.ColorSpace):
                yield each, mask, [shading.light_along(piece) for piece in shading.pieces(each.Function)]
            elif width_of(each.ColorSpace) == 1 and isinstance(each.ColorSpace, Array):
                each.ColorSpace = Name.DeviceGray

    def _learn(self, colours: set[Light], runs: list[tuple[Any, bool, list[Any]]]) -> None:
        flat = sorted(colours)
        light = np.array(flat, np.uint8).reshape(-1, 3)
        along = [piece for _, mask, run in runs if not mask for piece in run]
        self._refuse_colour(np.concatenate([light, *along]))
        inks = inks_of(light, self.inks.most_percent)
        self.ink = {colour: tuple(int(v) for v in ink) for colour, ink in zip(flat, inks, strict=True)}
        mixed = inks_of(np.concatenate(along), self.inks.most_percent, black=False) if along else light
        at = 0
        for each, mask, run in runs:
            together = np.concatenate(run)
            if mask:
                ink = grey_of(together)[:, np.newaxis]
            else:
                # A grey amid a run of colours is mixed like its neighbours, or an edge would show.
                grey = bool(is_neutral(together).all())
                ink = inks_of(together, self.inks.most_percent) if grey else mixed[at : at + len(together)]
                at += len(together)
            each.Function = shading.inked(self.pdf, each.Function, np.split(ink, len(run)))
            each.ColorSpace = Name.DeviceGray if mask else Name.DeviceCMYK

    def _refuse_colour(self, light: Any) -> None:
        if not self.inks.process and not is_neutral(light).all():
            raise StepRefusal(
                f"A picture of “{self.where}” is in colour, but this piece is not printed in full colour.",
                "draw it in black.",
            )

    def _operators(self, paint: Paint) -> bytes:
        return " ".join([*(_share(level) for level in self.ink[paint.light]), "K" if paint.stroke else "k"]).encode()

    def _grey(self, paint: Paint) -> bytes:
        bright = int(grey_of(np.array([paint.light], np.uint8))[0])
        return f"{_share(bright)} {'G' if paint.stroke else 'g'}".encode()

    def _images(self) -> None:
        for image, mask in self.found.images:
            space = image.get("/ColorSpace")
            if space is None or not isinstance(space, Array):
                if space == "/DeviceRGB":
                    self._image(image, mask, None)
            elif width_of(space) == 3:
                self._image(image, mask, space[1].read_bytes())
            else:
                image.ColorSpace = {1: Name.DeviceGray, 4: Name.DeviceCMYK}[width_of(space)]

    def _image(self, image: Any, mask: bool, profile: bytes | None) -> None:
        light = photo.pixels(image)
        if mask or photo.is_grey(light):
            photo.set_grey(image, light, bright=mask)
        else:
            self._refuse_colour(light.reshape(-1, 3))
            photo.set_inks(image, light, profile, self.inks.most_percent)

    def _spaces(self, resources: Any) -> None:
        spaces = resources.get("/ColorSpace")
        for name, space in list(spaces.items()) if spaces is not None else ():
            if not isinstance(space, Array):
                continue
            if space[0] == "/Separation":
                spaces[name] = self._spot(space)
            elif is_light(space):
                del spaces[name]
            else:
                spaces[name] = Name.DeviceGray if width_of(space) == 1 else Name.DeviceCMYK

    def _spot(self, space: Any) -> Any:
        name = str(space[1])
        if name == "/All":
            return space
        if not self.inks.spot or name != f"/{self.inks.spot[0]}":
            raise ValueError(f"the ink “{name[1:]}” is none of this job")
        if self.second is None:
            look = Array([share / 100 for share in self.inks.spot[1]])
            tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=look, N=1, Range=[0, 1] * 4)
            self.second = self.pdf.make_indirect(Array([Name.Separation, Name(name), Name.DeviceCMYK, tint]))
        return self.second


def _content(stream: Any) -> bytes:
    if stream.get("/Type") != "/Page":
        return bytes(stream.read_bytes())
    parts = stream.get("/Contents", Array())
    return b"\n".join(part.read_bytes() for part in (parts if isinstance(parts, Array) else [parts]))


def _share(level: int) -> str:
    return f"{level / 255:.4f}".rstrip("0").rstrip(".")
