# SPDX-License-Identifier: Apache-2.0
"""The boxes of a page: what is printed, what is cut away, what is left."""

import pikepdf
from pikepdf import Array


def set_boxes(pdf: pikepdf.Pdf) -> None:
    """Give every page TrimBox and BleedBox; the media of a page of ours is its bleed."""
    for page in pdf.pages:
        page.obj.TrimBox = Array(page.obj.get("/TrimBox", page.obj.MediaBox))
        page.obj.BleedBox = Array(page.obj.MediaBox)
        # Beside a TrimBox PDF/X allows no ArtBox; a CropBox would hide the bleed from a viewer.
        for box in ("/ArtBox", "/CropBox"):
            if box in page.obj:
                del page.obj[box]
