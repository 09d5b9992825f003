# SPDX-License-Identifier: Apache-2.0
"""The files of our finals that something is compared with, each looked at once, in a copy of its own."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from safeconduct.model.refusal import AlteredRefusal, Refusal
from safeconduct.seal.manifest import PackedFile

from .finals import Final

_PRESS = ".press.pdf"
_Looked = TypeVar("_Looked")


@frozen(eq=False)
class Copies:
    """The files to compare with, by digest; one file that lies in several finals is looked at once."""

    stands: Mapping[str, tuple[tuple[Final, PackedFile], ...]]

    def __getitem__(self, digest: str) -> tuple[tuple[Final, PackedFile], ...]:
        return self.stands[digest]


def copies(finals: Sequence[Final], is_wanted: Callable[[PackedFile], bool]) -> Copies:
    """Return the files of `finals` that are wanted, without those that are alike by design."""
    stands: dict[str, tuple[tuple[Final, PackedFile], ...]] = {}
    for final in finals:
        for packed in _one_of_each([one for one in final.files if is_wanted(one)]):
            stands[packed.sha256] = (*stands.get(packed.sha256, ()), (final, packed))
    return Copies(stands)


def _one_of_each(files: Sequence[PackedFile]) -> Iterator[PackedFile]:
    """Yield files that are not alike by design: none for the press beside one for the screen, a recording once."""
    names = {one.path for one in files}
    heard_already: set[tuple[str, str, str]] = set()
    for one in files:
        if one.path.endswith(_PRESS) and one.path.removesuffix(_PRESS) + ".pdf" in names:
            continue
        if one.media_type.startswith("audio/"):
            made = one.piece, one.language, one.channel
            if one.piece and made in heard_already:
                continue
            heard_already.add(made)
        yield one


def each(kept: Copies, look: Callable[[Path], _Looked]) -> tuple[dict[str, _Looked], list[str]]:
    """Look at a copy of each file; return what was seen, by digest, and a sentence for each that cannot be read."""

    def one(digest: str) -> _Looked | str:
        final, packed = kept[digest][0]
        with tempfile.TemporaryDirectory(prefix="safeconduct-ours-") as scratch:
            copy = Path(scratch) / Path(packed.path).name
            final.copy(packed, copy)
            try:
                return look(copy)
            except AlteredRefusal:
                raise
            except Refusal as refused:
                return f"Not compared with {packed.path} of {final.name}: {refused.what}"

    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        every = dict(zip(kept.stands, pool.map(one, kept.stands), strict=True))
    seen = {digest: told for digest, told in every.items() if not isinstance(told, str)}
    return seen, [told for told in every.values() if isinstance(told, str)]
