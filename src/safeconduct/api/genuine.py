# SPDX-License-Identifier: Apache-2.0
"""Whether a signed record is genuine: one listed person, a listed role, and their key over what the record says."""

from collections.abc import Mapping
from datetime import date, timedelta

from safeconduct.model.edition import Edition
from safeconduct.model.refusal import Refusal
from safeconduct.model.signed import Signed, namespace, signed_message


def genuine(edition: Edition, today: date) -> Mapping[str, str | None]:
    """For the file of each signed record None, or the reason why its signature does not hold `today`."""
    return {record.at.file: _fault(record, edition, today) for record in edition.signed}


def _fault(record: Signed, edition: Edition, today: date) -> str | None:
    # East of us it is tomorrow already.
    if record.on > today + timedelta(days=1):
        return f"it is dated {record.on}, a day that has not come yet"
    signers = [signer for signer in edition.signers if signer.person == record.person]
    if len(signers) != 1:
        return f"edition.toml lists {len(signers)} signers called “{record.person}” instead of one"
    if record.role not in signers[0].roles:
        return f"“{record.person}” is not listed for the role “{record.role}”"
    # Loaded only where there is something to verify: the start-up time of every command is measured.
    from safeconduct.seal.public_keys import without_comment
    from safeconduct.seal.sshsig import verify

    # A TOML text has lost the line end that an armored signature closes with.
    armored = record.signature.strip() + "\n"
    try:
        verify(without_comment(signers[0].key), namespace(record), signed_message(record), armored)
    except Refusal as fault:
        return fault.what.rstrip(".")
    return None
