# SPDX-License-Identifier: Apache-2.0
"""Which file on the disk a listed path means: RFC 8493, section 6.1.1 (case and Unicode normalisation)."""

import unicodedata
from collections.abc import Iterator, Mapping

from attrs import frozen

from safeconduct.seal.names import shown

from .lying import Lying
from .manifests import Entry, Manifest
from .telling import Findings


def _form(path: str) -> str:
    return path if path.isascii() else unicodedata.normalize("NFC", path)


@frozen
class Finder:
    """Finds listed files among those that lie in the bag; `fetched`: paths that `fetch.txt` would bring."""

    lying: Lying
    fetched: frozenset[str]
    _by_form: Mapping[str, list[str]]
    _by_case: Mapping[str, str]

    @classmethod
    def of(cls, lying: Lying, fetched: frozenset[str]) -> "Finder":
        """Return a finder for the files in `lying`."""
        by_form: dict[str, list[str]] = {}
        by_case: dict[str, str] = {}
        for path in sorted(lying.files):
            if not path.isascii():
                by_form.setdefault(_form(path), []).append(path)
            by_case.setdefault(_form(path).casefold(), path)
        return cls(lying, fetched, by_form, by_case)

    def listed(self, manifest: Manifest, findings: Findings) -> Iterator[tuple[str, Entry]]:
        """Yield (path on the disk, entry) for all that is there of what the manifest lists; tell the rest."""
        for entry in manifest.entries.values():
            path = self._exact(manifest, entry, findings) or self._alike(manifest, entry, findings)
            if path is None:
                findings.fault(entry.path, self._why_not(entry.path, manifest.name))
            else:
                yield path, entry

    def _exact(self, manifest: Manifest, entry: Entry, findings: Findings) -> str | None:
        for path in entry.spellings:
            if path in self.lying.files:
                if path != entry.path:
                    findings.warn(
                        manifest.name,
                        f"Line {entry.line} means {shown(path)}, but does not spell it by the rules for %, line ends "
                        "and spaces.",
                    )
                if "\\" in path:
                    findings.warn(path, 'There is a "\\" in its name; Windows takes that for a folder.')
                return path
        return None

    def _alike(self, manifest: Manifest, entry: Entry, findings: Findings) -> str | None:
        for path in entry.spellings:
            found = self._by_form.get(_form(path), [])
            if len(found) == 1:
                findings.warn(
                    found[0], f"{manifest.name} lists it with the same letters in another Unicode normalisation."
                )
                return found[0]
        return None

    def _why_not(self, path: str, manifest_name: str) -> str:
        listed = f"{shown(manifest_name)} lists it"
        for depth in range(len(path), 0, -1):
            if (depth == len(path) or path[depth] == "/") and path[:depth] in self.lying.barred:
                return f"{listed}. {self.lying.barred[path[:depth]]}"
        if path in self.lying.folders:
            return f"{listed}, but it is a folder."
        if path in self.fetched:
            return "It is not here. fetch.txt says whence to fetch it; nothing is fetched here."
        if "\\" in path:
            return f'{listed}, but no such file is here. Paths in a bag are joined by "/", not by "\\".'
        twin = self._by_case.get(_form(path).casefold())
        if twin is not None:
            return f"{listed}, but no such file is here, only {shown(twin)}, which differs in case."
        return f"{listed}, but it is not here."


def twins(lying: Lying, findings: Findings) -> None:
    """Warn of files that other systems cannot keep apart: equal but for case or Unicode normalisation."""
    seen: dict[str, str] = {}
    for path in sorted(lying.files):
        first = seen.setdefault(_form(path).casefold(), path)
        if first != path:
            what = "Unicode normalisation" if _form(first) == _form(path) else "case"
            findings.warn(path, f"It differs from {shown(first)} in {what} alone; some systems hold only one of them.")
