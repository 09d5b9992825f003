# SPDX-License-Identifier: Apache-2.0
"""The page in the package that tells a person, in three languages, how to check it with tools they already have."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from safeconduct.model.judgement import Status

from .manifest import Manifest

LANGUAGES = ("en", "uk", "ko")


def read_me(manifest: Manifest, release_id: str, fingerprint: str) -> bytes:
    """Return READ-ME.txt for `manifest`: English, Ukrainian, Korean; UTF-8, LF."""
    words: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files(__package__).joinpath("read_me.toml").read_text(encoding="utf-8")
    )
    parts = []
    for language in LANGUAGES:
        say = words[language]
        title = manifest.title.get("ko-KP" if language == "ko" else language) or next(iter(manifest.title.values()))
        parts.append(
            say["page"].format(
                title=" ".join(title.split()),
                id=release_id,
                status=say[manifest.status.value],
                issued=manifest.as_of.isoformat(),
                until=manifest.valid_until.isoformat() if manifest.valid_until else say["no_end"],
                fingerprint=fingerprint,
            )
        )
    return ("\n" + "=" * 78 + "\n\n").join(parts).encode()


def bag_info(manifest: Manifest, release_id: str) -> bytes:
    """Return bag-info.txt: the same bytes for the same kit, so no day of packing and no name of a machine or person."""
    total = sum(artifact.size for artifact in manifest.artifacts)
    lines = [f"External-Identifier: {release_id}"]
    lines += [
        f"External-Description: [{tag}] {' '.join(title.split())}" for tag, title in sorted(manifest.title.items())
    ]
    lines += [f"Payload-Oxum: {total}.{len(manifest.artifacts)}"]
    lines += [f"Safeconduct-Status: {'SPECIMEN - not for use' if manifest.status is Status.SPECIMEN else 'FINAL'}"]
    return "".join(f"{line}\n" for line in lines).encode()
