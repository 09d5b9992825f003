# SPDX-License-Identifier: Apache-2.0
"""Another reader takes the place of the first: nothing of the first one's rhythm between the paragraphs is left."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.agreed import usable
from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Edition, Take
from safeconduct.model.ledger import Consent, Voice
from safeconduct.model.places import Span
from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.treating.mixing import mixed

from .conftest import speechlike

AT = Span("consents/swift.toml")
DAY = date(2026, 11, 1)
TAKE = Digest("7" * 64)


def reader(folder: Path, pitch_hz: float, lead_s: float, lengths_s: tuple[float, ...], after_s: float) -> list[Reel]:
    """Three paragraphs of one reader, with the silence that this reader leaves before and after each."""

    def silence(length_s: float) -> Samples:
        return np.zeros(round(length_s * RATE_HZ))

    folder.mkdir()
    return [
        wound(
            folder / f"{n}",
            [
                np.concatenate([silence(lead_s * n), speechlike(length_s, pitch_hz), silence(after_s)]).astype(
                    np.float32
                )
            ],
        )
        for n, length_s in enumerate(lengths_s, 1)
    ]


def test_the_pauses_between_paragraphs_are_the_channel_s_whoever_reads(tmp_path: Path) -> None:
    readers = (
        reader(tmp_path / "first", 110.0, 0.7, (2.0, 3.1, 1.4), 0.9),
        reader(tmp_path / "second", 190.0, 0.1, (2.6, 2.2, 1.9), 0.2),
    )
    pauses = []
    for n, paragraphs in enumerate(readers):
        mix = mixed(paragraphs, 0.8, tmp_path / f"mix{n}")
        pauses.append([after[0] - before[1] for before, after in zip(mix.spoken, mix.spoken[1:], strict=False)])
    assert pauses[0] == pytest.approx([0.8, 0.8], abs=0.001)
    assert pauses[1] == pytest.approx(pauses[0], abs=0.001)


def edition(*consents: Consent) -> Edition:
    return Edition("e", {"en": "E"}, DAY, ("en",), "en", {}, (), {}, {}, {}, consents, (), (), {}, Span("edition.toml"))


def consent(
    voice: Voice = Voice.OWN,
    withdrawn: date | None = None,
    expires: date | None = None,
    given: date = date(2026, 10, 1),
    person: str = "swift",
) -> Consent:
    return Consent("a-consent", person, (TAKE,), given, withdrawn, expires, "Yes.", AT, voice)


PLAIN, DISGUISED = "takes/call/en/open.flac", "takes/call/en/open.disguised.flac"


@pytest.mark.parametrize(
    ("file", "consents", "used"),
    [
        (PLAIN, (), True),
        (PLAIN, (consent(),), True),
        (PLAIN, (consent(Voice.ANOTHER),), False),
        (DISGUISED, (consent(Voice.ANOTHER),), False),
        (PLAIN, (consent(Voice.DISGUISED),), False),
        (DISGUISED, (consent(Voice.DISGUISED),), True),
        (PLAIN, (consent(withdrawn=DAY),), False),
        (PLAIN, (consent(withdrawn=date(2026, 11, 2)),), True),
        (PLAIN, (consent(expires=date(2026, 10, 31)),), False),
        (PLAIN, (consent(withdrawn=DAY), consent()), False),
        (PLAIN, (consent(withdrawn=date(2026, 10, 20)), consent(given=date(2026, 10, 20))), False),
        (PLAIN, (consent(withdrawn=date(2026, 10, 20)), consent(given=date(2026, 10, 21))), True),
        (PLAIN, (consent(withdrawn=DAY), consent(person="wren")), False),
        (PLAIN, (consent(person="wren"), consent()), True),
        (PLAIN, (consent(person="wren"), consent(Voice.ANOTHER)), False),
        (PLAIN, (consent(), consent(Voice.ANOTHER)), False),
        (PLAIN, (consent(expires=date(2026, 10, 31)), consent()), True),
        (PLAIN, (consent(expires=date(2026, 10, 31)), consent(person="wren")), False),
        (PLAIN, (consent(given=date(2026, 12, 1)), consent()), True),
        (PLAIN, (consent(given=date(2026, 12, 1)),), False),
    ],
)
def test_the_build_obeys_the_consent(file: str, consents: tuple[Consent, ...], used: bool) -> None:
    take = Take("call", "en", "open", file, TAKE, Span(file))
    assert usable(edition(*consents), take, DAY, DAY) is used
    stranger = Take("call", "en", "open", file, Digest("8" * 64), Span(file))
    assert usable(edition(*consents), stranger, DAY, DAY), "what no consent covers is for the check consent-missing"


def test_a_consent_that_has_ended_by_today_ends_for_an_edition_of_an_earlier_day_too() -> None:
    take = Take("call", "en", "open", PLAIN, TAKE, Span(PLAIN))
    ended = edition(consent(expires=date(2026, 11, 5)))
    assert usable(ended, take, DAY, date(2026, 11, 5))
    assert not usable(ended, take, DAY, date(2026, 11, 6))
