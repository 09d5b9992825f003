# SPDX-License-Identifier: Apache-2.0
"""The page in the package that tells a person, in four languages, how to check it with tools they already have."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from safeconduct.model.sealed import READERS, Root
from safeconduct.model.status import Status

from .manifest import Manifest

_BAR = "\n" + "=" * 78 + "\n\n"


def read_me(manifest: Manifest, version: int, kinds: tuple[str, ...], root: Root) -> bytes:
    """Return READ-ME.txt for version `version` of the edition in `manifest`; UTF-8, LF.

    `root` is the newest root: it says whose sign-off pieces of `kinds` need.  The fingerprint of the press is not in
    it: a reader must not take it from the package.
    """
    words: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files(__package__).joinpath("read_me.toml").read_text(encoding="utf-8")
    )
    roles = ", ".join(root.asked_for(kinds))
    parts = []
    for language in READERS:
        say = words[language]
        parts.append(
            say["page"].format(
                title=_in(manifest.title, language),
                id=manifest.edition,
                version=version,
                status=say[manifest.status.value],
                issued=manifest.as_of.isoformat(),
                until=manifest.valid_until.isoformat() if manifest.valid_until else say["no_end"],
                publisher=_in(root.name, language),
                roles=roles or "-",
                root=root.version,
            )
        )
    return _BAR.join(parts).encode()


def bag_info(manifest: Manifest, version: int) -> bytes:
    """Return bag-info.txt: the same bytes for the same kit, so no day of packing and no name of a machine or person."""
    total = sum(artifact.size for artifact in manifest.artifacts)
    lines = [f"External-Identifier: {manifest.edition} {version}"]
    lines += [
        f"External-Description: [{tag}] {' '.join(title.split())}" for tag, title in sorted(manifest.title.items())
    ]
    lines += [f"Payload-Oxum: {total}.{len(manifest.artifacts)}"]
    lines += [f"Safeconduct-Status: {'SPECIMEN - not for use' if manifest.status is Status.SPECIMEN else 'FINAL'}"]
    return "".join(f"{line}\n" for line in lines).encode()


def _in(texts: Mapping[str, str], language: str) -> str:
    """Return the text in `language`, in a form of it ("ko-KP" for "ko"), in English, or the first there is."""
    near = (tag for tag in sorted(texts) if tag.split("-")[0] == language)
    tag = next(near, "en" if "en" in texts else next(iter(texts)))
    return " ".join(texts[tag].split())
