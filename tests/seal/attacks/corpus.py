# SPDX-License-Identifier: Apache-2.0
"""All attacks, by kind."""

import attacks_on_files
import attacks_on_keys
import attacks_on_lists
import attacks_on_names
import attacks_on_policy
import attacks_on_records
import attacks_on_roots
import attacks_on_time
import attacks_on_zips

_ROOMS = (
    attacks_on_files,
    attacks_on_names,
    attacks_on_zips,
    attacks_on_records,
    attacks_on_lists,
    attacks_on_keys,
    attacks_on_policy,
    attacks_on_roots,
    attacks_on_time,
)
KINDS = {room.attack.kind: tuple(room.attack.all) for room in _ROOMS}
ALL = tuple(one for attacks in KINDS.values() for one in attacks)
