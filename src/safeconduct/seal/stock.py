# SPDX-License-Identifier: Apache-2.0
"""The list of signers that stock `ssh-keygen -Y verify` takes, written from a root."""

from datetime import date, timedelta

from safeconduct.model.sealed import LOG, PUBLISHER, ROOT, STATUS, Root

from .layout import LOG_PURPOSE, RELEASE_PURPOSE, ROOT_PURPOSE, STATUS_PURPOSE, attestation_purpose

ALLOWED_SIGNERS = "trust/allowed_signers"
_PURPOSES = {ROOT: ROOT_PURPOSE, PUBLISHER: RELEASE_PURPOSE, STATUS: STATUS_PURPOSE, LOG: LOG_PURPOSE}


def allowed_signers(root: Root) -> bytes:
    """Return one line for each key of each role: principal, namespace, last day, public key (ssh-keygen(1))."""
    lines = []
    for role, listed in sorted(root.roles.items()):
        for known_as in listed.keys:
            key = root.keys[known_as]
            purpose = _PURPOSES.get(role) or attestation_purpose(role)
            ends = key.until is not None and key.until < date.max
            last = f',valid-before="{key.until + timedelta(days=1):%Y%m%d}Z"' if key.until and ends else ""
            lines.append(f'{role} namespaces="{purpose}"{last} {key.key}\n')
    return "".join(lines).encode("ascii")
