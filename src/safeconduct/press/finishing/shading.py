# SPDX-License-Identifier: Apache-2.0
"""Gradients: read the functions of light that Typst writes, and write functions of ink that run alike."""

from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Stream

STEPS = 33
"""Colours sampled along one piece of a gradient; between two of them ink runs evenly."""

Values = NDArray[np.float64]


def pieces(function: Any) -> list[Any]:
    """Return the functions that a gradient runs through one after another: where one ends, a hard edge may be."""
    if isinstance(function, Dictionary | Stream) and int(function.FunctionType) == 3:
        return [piece for each in function.Functions for piece in pieces(each)]
    return [function]


def light_along(function: Any) -> NDArray[np.uint8]:
    """Return the 8-bit colours (STEPS, 3) along a piece of a gradient, from the start of its domain to its end."""
    parts = list(function) if isinstance(function, Array) else [function]
    start, end = (float(value) for value in parts[0].Domain)
    values = np.hstack([_along(part, np.linspace(start, end, STEPS)) for part in parts])
    return np.asarray(np.rint(np.clip(values, 0, 1) * 255), np.uint8)


def _along(function: Any, at: Values) -> Values:
    kind = int(function.FunctionType)
    if kind == 2:
        low, high = (
            np.array([float(v) for v in function.get(key, [0 if key == "/C0" else 1])]) for key in ("/C0", "/C1")
        )
        return np.asarray(low + np.power(at, float(function.N))[:, np.newaxis] * (high - low))
    if kind == 3:
        return _stitched(function, at)
    if kind == 0 and len(function.Size) == 1 and int(function.BitsPerSample) in (8, 16):
        return _sampled(function, at)
    raise ValueError(f"a gradient with a function of type {kind} has no place in a press file")


def _stitched(function: Any, at: Values) -> Values:
    start, end = (float(value) for value in function.Domain)
    bounds = [start, *(float(value) for value in function.Bounds), end]
    encode = [float(value) for value in function.Encode]
    width = len(function.Range) // 2
    found = np.zeros((len(at), width))
    which = np.clip(np.searchsorted(bounds[1:-1], at, side="right"), 0, len(bounds) - 2)
    for i, part in enumerate(function.Functions):
        here = which == i
        if here.any():
            inner = np.interp(at[here], bounds[i : i + 2], encode[2 * i : 2 * i + 2])
            found[here] = _along(part, inner)
    return found


def _sampled(function: Any, at: Values) -> Values:
    width = len(function.Range) // 2
    kind = ">u1" if int(function.BitsPerSample) == 8 else ">u2"
    size = int(function.Size[0])
    table = np.frombuffer(function.read_bytes(), kind, size * width).reshape(size, width) / np.iinfo(kind[1:]).max
    decode = [float(value) for value in function.get("/Decode", function.Range)]
    low, high = np.array(decode[0::2]), np.array(decode[1::2])
    start, end = (float(value) for value in function.Domain)
    place = (at - start) / (end - start) * (size - 1)
    columns = [np.interp(place, np.arange(size), table[:, i]) for i in range(width)]
    return np.asarray(low + np.stack(columns, axis=1) * (high - low))


def inked(pdf: pikepdf.Pdf, function: Any, inks: list[NDArray[np.uint8]]) -> Any:
    """Return the function whose `pieces` run through `inks` (each STEPS rows), taken from the front of the list."""
    if isinstance(function, Dictionary | Stream) and int(function.FunctionType) == 3:
        parts = [inked(pdf, each, inks) for each in function.Functions]
        kept = {key: function[key] for key in ("/FunctionType", "/Domain", "/Bounds", "/Encode")}
        return Dictionary({**kept, "/Functions": Array(parts), "/Range": Array([0, 1] * len(parts[0].Range[::2]))})
    samples = inks.pop(0)
    first = function[0] if isinstance(function, Array) else function
    return pdf.make_indirect(
        Stream(
            pdf,
            samples.tobytes(),
            FunctionType=0,
            Domain=first.Domain,
            Range=Array([0, 1] * samples.shape[1]),
            Size=Array([STEPS]),
            BitsPerSample=8,
        )
    )
