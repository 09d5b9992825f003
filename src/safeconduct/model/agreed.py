# SPDX-License-Identifier: Apache-2.0
"""Which recordings a build may use: consent is a record that the build obeys, not only a finding about it."""

from datetime import date

from .edition import Edition, Take
from .ledger import Consent, Voice


def voice_agreed(take: Take, consent: Consent) -> bool:
    """Return whether a consent that covers the take lets this very sound be heard."""
    if consent.voice is Voice.ANOTHER:
        return False
    return consent.voice is Voice.OWN or take.disguised


def usable(edition: Edition, take: Take, as_of: date, today: date) -> bool:
    """Return whether a build may let a take be heard, be it only in a specimen.

    False when consents cover it and none of them holds and agrees to this voice: then the draft voice, or another
    reader's take, is heard instead.  A take that no consent covers yet is heard, in a specimen only: the check
    `consent-missing` sees to that.
    """
    covering = [consent for consent in edition.consents if take.digest in consent.covers]
    return not covering or any(not consent.lapsed(as_of, today) and voice_agreed(take, consent) for consent in covering)
