# SPDX-License-Identifier: Apache-2.0
"""All attacks, by kind."""

import attacks_by_thieves
import attacks_on_days
import attacks_on_files
import attacks_on_keys
import attacks_on_lists
import attacks_on_names
import attacks_on_policy
import attacks_on_recalls
import attacks_on_records
import attacks_on_retired_keys
import attacks_on_roots
import attacks_on_signatures
import attacks_on_tokens
import attacks_on_zips

_ROOMS = (
    attacks_on_files,
    attacks_on_names,
    attacks_on_zips,
    attacks_on_records,
    attacks_on_lists,
    attacks_on_signatures,
    attacks_on_keys,
    attacks_on_tokens,
    attacks_on_retired_keys,
    attacks_on_policy,
    attacks_on_roots,
    attacks_on_days,
    attacks_on_recalls,
    attacks_by_thieves,
)
KINDS = {room.attack.kind: tuple(room.attack.all) for room in _ROOMS}
ALL = tuple(one for attacks in KINDS.values() for one in attacks)
