# SPDX-License-Identifier: Apache-2.0
"""The verdict on a package: four lights, every reason, and one plain sentence (docs/package.md, "The verdict")."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.sealed import Recall, Release, Root, StatusWord, Texts

from .reasons import Code, Colour, Light, Reason
from .seen import Seen
from .telling import sentence_of


@frozen
class Verdict:
    """Four lights, and the reasons, the main one first.

    `release` and the digest of its file are what was read, to be believed only while GENUINE is not red; `root` is the
    newest that holds, `status` the one whose signatures count, `fingerprint` that of trust/1.root.json (8 groups of 5
    digits), each None where there is none.  `conditions` are those of the sign-offs that count, by file, and
    `recalls` those of this version.  `newly_seen` is what to remember of this press from now on, None for nothing.
    """

    lights: Mapping[Light, Colour]
    reasons: tuple[Reason, ...]
    release: Release | None = None
    release_digest: Digest | None = None
    root: Root | None = None
    status: StatusWord | None = None
    fingerprint: str | None = None
    conditions: Mapping[str, Texts] = {}
    recalls: tuple[Recall, ...] = ()
    newly_seen: Seen | None = None

    @property
    def main(self) -> Reason | None:
        """The main reason; None when all four lights are green."""
        return self.reasons[0] if self.reasons else None

    @property
    def exit_code(self) -> int:
        """0: four green lights.  6: WHOLE is not.  7: any other is not."""
        if self.lights[Light.WHOLE] is not Colour.GREEN:
            return 6
        return 0 if all(colour is Colour.GREEN for colour in self.lights.values()) else 7

    def sentence(self, language: str) -> str:
        """Return the main reason in one sentence in "en", "uk", "ko" or "ru", or that everything is as it should be."""
        return sentence_of(self.main, language)


def settled(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the reasons in their order, one for each code and file; the words that several of one tell are joined."""
    found: dict[tuple[Code, str], Reason] = {}
    for reason in reasons:
        known = found.setdefault((reason.code, reason.untrusted_file), reason)
        if known is not reason:
            fresh = tuple(one for one in reason.said if one not in known.said)
            found[reason.code, reason.untrusted_file] = evolve(known, said=known.said + fresh)
    return tuple(sorted(found.values(), key=lambda reason: reason.place))


def verdict_of(reasons: Iterable[Reason]) -> Verdict:
    """Return the verdict that `reasons` make, with the lights that then cannot be said.

    Nothing is known of a package that was not opened, or whose release cannot be read; when GENUINE is red, a
    stranger's words about themselves are not repeated, except that it is a specimen.
    """
    said = settled(reasons)
    lights = _lights(said)
    if lights[Light.GENUINE] is Colour.RED:
        silent = {Light.SIGNED_OFF, Light.CURRENT}
        said = tuple(reason for reason in said if reason.light not in silent or reason.code is Code.SPECIMEN)
        lights = dict.fromkeys(silent, Colour.GREY) | _lights(said, green=set(Light) - silent)
    return Verdict({light: lights[light] for light in Light}, said)


def grey_but_whole(reasons: Iterable[Reason]) -> Verdict:
    """Return the verdict on what cannot be read: WHOLE is red, the others cannot be said."""
    said = settled(reasons)
    return Verdict({light: Colour.RED if light is Light.WHOLE else Colour.GREY for light in Light}, said)


def _lights(reasons: tuple[Reason, ...], green: Iterable[Light] = tuple(Light)) -> dict[Light, Colour]:
    """Give each light the worst colour of its reasons; those of `green` are green without any."""
    lights = dict.fromkeys(green, Colour.GREEN)
    for reason in reasons:
        if reason.colour is Colour.RED or lights.get(reason.light) is not Colour.RED:
            lights[reason.light] = reason.colour
    return lights
