# SPDX-License-Identifier: Apache-2.0
"""Back-translations: `pieces/<id>/back.<lang>.<into>.md`, what a copy says to somebody who never saw its source."""

import re
from collections.abc import Mapping

from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Copy
from safeconduct.model.exchange import BackTranslation

from .copy_text import read_copy
from .faults import Faults
from .segments import bare_fingerprint
from .toml import Table, read_table

FENCE = "+++"
_HEAD = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?)(?:\r?\n)?^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def read_back_translation(text: str, file: str, language: str, into: str, faults: Faults) -> BackTranslation | None:
    """Read one back-translation; None when it is not told who made it, when, and from which words.

    It begins with a table between two lines `+++`: `by` (a role or a pseudonym), `on`, `machine`, `[copy]` and, where
    there is a copy in its own language, `[source]` (fingerprints by block).  What follows has the blocks of a copy.
    """
    found = _HEAD.match(text)
    # An empty line for each line of the head, so that every place is that of the file.
    head = "\n" + (found[1] if found else "")
    table = read_table(head.encode(), file, faults)
    if table is None:
        return None
    by, on, machine = table.text("by"), table.date("on"), table.flag("machine", needed=True)
    copy, source = _fingerprints(table, "copy"), _fingerprints(table, "source")
    table.done()
    lines = found[0].count("\n") if found else 0
    body = "\n" * lines + (text[found.end() :] if found else text)
    told = read_copy(body, digest_of(text.encode()), into, file, faults)
    if not (by and on):
        return None
    words = {block.id: block.text for block in told.blocks}
    return BackTranslation(language, into, by, on, machine, words, copy, source, told.at)


def back_translation_text(made: BackTranslation, body: str) -> str:
    """Return a back-translation as the file that `read_back_translation` reads; `body` holds its blocks."""
    head = [FENCE, f'by = "{made.by}"', f"on = {made.on.isoformat()}", f"machine = {str(made.machine).lower()}"]
    for name, table in (("copy", made.copy), ("source", made.source)):
        head += ["", f"[{name}]", *(f'{block} = "{digits}"' for block, digits in table.items())]
    return "\n".join([*head, FENCE, "", body.lstrip("\n")])


def changed_since(made: BackTranslation, copy: Copy, source: Copy | None) -> Mapping[str, tuple[str, ...]]:
    """Return, by block, what has changed since the words were put back: "copy", "source" or both.

    A block that was not put back at all has a changed copy.
    """
    sources = {block.id: block for block in source.blocks} if source else {}
    changed: dict[str, tuple[str, ...]] = {}
    for block in copy.blocks:
        what: tuple[str, ...] = () if made.copy.get(block.id) == bare_fingerprint(block) else ("copy",)
        if block.id in made.source and block.id in sources:
            what += () if made.source[block.id] == bare_fingerprint(sources[block.id]) else ("source",)
        if what:
            changed[block.id] = what
    return changed


def _fingerprints(table: Table, key: str) -> dict[str, str]:
    entry = table.table(key, needed=False)
    return {str(name): entry.text(str(name)) for name in entry.values} if entry else {}
