# SPDX-License-Identifier: Apache-2.0
"""Grey pictures as arrays: resized, blurred, turned and seen through a homography."""

from typing import Any

import numpy as np
from PIL import Image

Grey = np.ndarray[Any, np.dtype[np.uint8]]
"""Height, width; 0 is black."""
Floats = np.ndarray[Any, np.dtype[np.float32]]
Matrix = np.ndarray[Any, np.dtype[np.float64]]

AREA_PX = 700 * 700
"""Every page is looked at with about so many pixels, whatever its shape and size."""


def sized(grey: Grey, area_px: float) -> tuple[Grey, float]:
    """Return the picture with about `area_px` pixels, and how many of its pixels make one of the old."""
    high, wide = grey.shape
    factor = (area_px / (high * wide)) ** 0.5
    size = (max(1, round(wide * factor)), max(1, round(high * factor)))
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.LANCZOS)), factor


def seen_through(
    grey: Grey, matrix: Matrix, shape: tuple[int, int]
) -> tuple[Grey, np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return what `matrix`, which takes a place of `shape` to one in `grey`, shows, and where it shows anything."""
    high, wide = shape
    scaled = (matrix / matrix[2, 2]).ravel()[:8].tolist()
    through = Image.fromarray(grey).transform(
        (wide, high), Image.Transform.PERSPECTIVE, scaled, Image.Resampling.BICUBIC
    )
    across, down = np.meshgrid(np.arange(wide), np.arange(high))
    x, y = moved(matrix, across.ravel(), down.ravel())
    inside = (x >= 0) & (y >= 0) & (x <= grey.shape[1] - 1) & (y <= grey.shape[0] - 1)
    return np.asarray(through), inside.reshape(shape)


def moved(matrix: Matrix, x: Any, y: Any) -> tuple[Any, Any]:
    """Return where a homography takes places; a place at infinity goes very far."""
    bottom = matrix[2, 0] * x + matrix[2, 1] * y + matrix[2, 2]
    bottom = np.where(np.abs(bottom) < 1e-9, 1e-9, bottom)
    return (
        (matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]) / bottom,
        (matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]) / bottom,
    )


def blurred(values: Floats, sigma_px: float) -> Floats:
    """Return the picture blurred by a Gaussian; edges are continued."""
    reach = max(1, round(2.5 * sigma_px))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma_px) ** 2).astype(np.float32)
    weights /= weights.sum()
    for axis in (0, 1):
        values = _along(values, weights, reach, axis)
    return values


def mean_around(values: Floats, reach_px: int) -> Floats:
    """Return the mean of the square of 2 * `reach_px` + 1 pixels around each pixel; edges are continued."""
    for axis in (0, 1):
        padded = np.pad(values, [(reach_px + 1, reach_px) if n == axis else (0, 0) for n in (0, 1)], mode="edge")
        sums = np.cumsum(padded, axis=axis, dtype=np.float64)
        width, length = 2 * reach_px + 1, values.shape[axis]
        high, low = np.take(sums, np.arange(width, width + length), axis), np.take(sums, np.arange(length), axis)
        values = ((high - low) / width).astype(np.float32)
    return values


def _along(values: Floats, weights: Floats, reach: int, axis: int) -> Floats:
    padded = np.pad(values, [(reach, reach) if n == axis else (0, 0) for n in (0, 1)], mode="edge")
    length = values.shape[axis]
    total = np.zeros_like(values, np.float32)
    for number, weight in enumerate(weights):
        total += weight * (padded[number : number + length] if axis == 0 else padded[:, number : number + length])
    return total
