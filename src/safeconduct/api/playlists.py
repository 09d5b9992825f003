# SPDX-License-Identifier: Apache-2.0
"""Playlists: what a player needs to play the pieces of one channel and language in their order."""

from collections.abc import Iterable

from attrs import evolve

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import SoundChannel
from safeconduct.model.edition import Edition
from safeconduct.model.works import Made, Plan, Planned
from safeconduct.studio.companions.orders import Entry, PlaylistOrder, media_type, playlist_step
from safeconduct.studio.job import speaker

KIND = "m3u"


def with_playlists(edition: Edition, plans: Iterable[Plan], specimens: frozenset[str]) -> tuple[Plan, ...]:
    """Return the plans with a playlist for each channel and language in which several pieces are heard.

    It is made with the last of them, and is a SPECIMEN when one of them (`specimens` holds their ids) is.
    """
    done = list(plans)
    together: dict[tuple[str, str], list[int]] = {}
    for place, plan in enumerate(done):
        channel = channels()[plan.channel]
        if isinstance(channel, SoundChannel) and KIND in channel.companions:
            together.setdefault((plan.language, plan.channel), []).append(place)
    for (language, channel_id), places in together.items():
        if len(places) > 1:
            last = max(places)
            heard = sorted((done[place] for place in places), key=lambda plan: plan.artifacts[0].file)
            done[last] = _played(edition, done[last], heard, f"playlist.{language}.{channel_id}", specimens)
    return tuple(done)


def _played(edition: Edition, plan: Plan, heard: list[Plan], name: str, specimens: frozenset[str]) -> Plan:
    pieces = {piece.id: piece for piece in edition.pieces}
    entries, language = [], plan.language
    for one in heard:
        piece = pieces[one.piece]
        title, sender = piece.copies[language].title or piece.id, speaker(piece.attribution, language)
        entries.append(Entry(one.piece, one.artifacts[0].file, title, sender))
    marked = any(one.piece in specimens for one in heard)
    order = PlaylistOrder(
        f"{name}.SPECIMEN" if marked else name,
        edition.title.get(language, edition.id),
        tuple(entries),
        "SPECIMEN" if marked else "",
    )
    step = playlist_step(name, order, {one.piece: one.measured[0].made for one in heard})
    files = tuple(Planned(file, media_type(file), Made(step.name, file)) for file in step.outputs)
    return evolve(plan, steps=(*plan.steps, step), artifacts=(*plan.artifacts, *files))
