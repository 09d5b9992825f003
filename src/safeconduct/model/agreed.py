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

    False when one of the consents that cover it does not hold, or does not agree to this voice, and has not been
    replaced: of several people who are heard in a take, each can silence it.  Then the draft voice, or another reader's
    take, is heard instead.  A take that no consent covers yet is heard, in a specimen only: the check `consent-missing`
    sees to that.
    """
    covering = [consent for consent in edition.consents if take.digest in consent.covers]
    holding = [one for one in covering if not one.lapsed(as_of, today) and voice_agreed(take, one)]
    return all(one in holding or any(_replaces(new, one, as_of, today) for new in holding) for one in covering)


def _replaces(new: Consent, old: Consent, as_of: date, today: date) -> bool:
    """Return whether a person has agreed again: what was taken back only by a consent of a later day."""
    if new.person != old.person or not old.lapsed(as_of, today):
        return False
    return old.withdrawn is None or new.given > old.withdrawn
