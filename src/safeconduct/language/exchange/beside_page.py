# SPDX-License-Identifier: Apache-2.0
"""A page to look at: source, copy and back-translation in three columns, in one file without a script."""

from collections.abc import Iterable
from html import escape

from .beside import Beside, Stretch

_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2em;color:#111;background:#fff}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #888;padding:.5em;vertical-align:top;text-align:start;width:31%}th:first-child,"
    "td:first-child{width:7%}mark{background:#fff1a8;text-decoration:underline}.changed{font-weight:bold}"
)


def page(title: str, notices: Iterable[str], tags: tuple[str, str, str], rows: Iterable[Beside]) -> str:
    """Return the page as HTML; `tags` are the languages of the three columns, `notices` stand above them."""
    told = "".join(f"<p class=changed>{escape(notice)}</p>" for notice in notices)
    heads = ("Block", f"Source ({tags[0]})", f"Copy ({tags[1]})", f"Put back ({tags[2]})")
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(_row(row, tags) for row in rows)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>{told}"
        "<p>Marked words stand on one side only: a reason to look, no verdict.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></html>\n"
    )


def _row(row: Beside, tags: tuple[str, str, str]) -> str:
    since = f"<br><span class=changed>changed since: {escape(', '.join(row.changed))}</span>" if row.changed else ""
    cells = (_marked(row.source), escape(row.copy), _marked(row.back))
    told = "".join(f'<td lang="{escape(tag)}">{cell}</td>' for tag, cell in zip(tags, cells, strict=True))
    return f"<tr><td>{escape(row.block)}{since}</td>{told}</tr>"


def _marked(stretches: Iterable[Stretch]) -> str:
    return "".join(f"<mark>{escape(one.words)}</mark>" if one.alone else escape(one.words) for one in stretches)
