# SPDX-License-Identifier: Apache-2.0
"""The recipe of a film: the slides of the captions, each while its words are said, and the finished sound."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from safeconduct.model.codec import record_from
from safeconduct.model.product import Master
from safeconduct.model.works import Json

from . import files
from .companions.timing import pictures, shown
from .files.film import reread_film, write_film
from .orders import FilmOrder
from .reel import wound
from .tags import Tags


def film(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write the film (params: a `FilmOrder`) from `inputs["master"]`, `inputs["sound"]` and the slides, and reread it.

    The slides are inputs by their own names (`model.captions.slide_file`).
    """
    order = record_from(params, FilmOrder)
    master = record_from(json.loads(inputs["master"].read_bytes()), Master)
    tags = Tags(order.title, order.artist, order.album, order.language_639, order.comment, order.day)
    with tempfile.TemporaryDirectory(prefix="safeconduct-film-") as folder:
        sound = wound(Path(folder) / "sound.f4", files.decoded(inputs["sound"]))
        captions = shown(master.paragraphs, order.texts, order.language, order.most_beats, sound.length_s)
        slides = [(inputs[name], start_s, end_s) for name, start_s, end_s in pictures(captions, sound.length_s)]
        write_film(out / order.file, sound, slides, tags)
    reread_film(out / order.file, tags)
