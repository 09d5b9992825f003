# SPDX-License-Identifier: Apache-2.0
"""The page of a gallery: a list of its pictures that asks nothing of any network."""

from collections.abc import Sequence
from html import escape

from attrs import frozen

_STYLE = """
body { font: 16px/1.5 sans-serif; color: #222; background: #e9e7e2; margin: 2rem auto; max-width: 90rem }
h1, h2 { font-weight: 600 } h2 { margin: 3rem 0 .5rem }
img { max-width: 100%; height: auto; display: block }
li { margin: .2rem 0 }
"""


@frozen
class Entry:
    """A picture of the gallery: its file, its title, its languages, and how many of its cells could be made."""

    file: str
    title: str
    languages: tuple[str, ...]
    made: int
    wanted: int


def gallery_page(title: str, overview: str | None, entries: Sequence[Entry], faults: Sequence[str]) -> str:
    """Return the page as HTML; it names its pictures by file name and loads nothing else."""
    listed = "".join(
        f'<li><a href="#{escape(e.file)}">{escape(e.title)}</a>, {e.made} of {e.wanted}</li>' for e in entries
    )
    failed = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    body = [
        f"<h1>{escape(title)}</h1>",
        "<p>Every page is a SPECIMEN, rendered from its finished PDF. Rows are languages, columns are themes.</p>",
        f"<ul>{listed}</ul>",
        f"<h2>What could not be made</h2><ul>{failed}</ul>" if failed else "",
        f'<h2>Everything, to one scale</h2><img src="{escape(overview)}" alt="Every product in every theme">'
        if overview
        else "",
        *(_section(entry) for entry in entries),
    ]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n'
        + "\n".join(filter(None, body))
        + "\n</body></html>\n"
    )


def _section(entry: Entry) -> str:
    name, tongues = escape(entry.file), escape(", ".join(entry.languages))
    picture = f'<a href="{name}"><img src="{name}" alt="{escape(entry.title)} in {tongues}"></a>'
    return f'<h2 id="{name}">{escape(entry.title)}</h2><p>{tongues}</p>{picture}'
