# SPDX-License-Identifier: Apache-2.0
"""What the press says later: that it calls something back, or nothing at all."""

from datetime import date
from typing import Any

from parcel import STATUS, Parcel

from safeconduct.model.sealed import Recall, Urgency

REASON = {"en": "A number is wrong.", "ko": "번호가 틀립니다.", "ru": "Номер неверен.", "uk": "Номер хибний."}
"""SPECIMEN text: no native reader has looked at it."""

ROLLBACK, RECALLED = f"GGGR current rollback {STATUS} 7", f"GGGR current recalled {STATUS} 7"


def recall(severity: Urgency = Urgency.STOP, first: int = 1, last: int = 2, **changed: Any) -> Recall:
    told = {"id": "kursk-2024", "steps": (), "replaced_by": 3, **changed}
    return Recall(told["id"], first, last, date(2024, 11, 24), severity, told["steps"], REASON, told["replaced_by"])


def nothing(parcel: Parcel) -> None:
    """The package as the press made it: what is wrong is the day, or what was seen before."""
    assert parcel.files


def no_status(parcel: Parcel) -> None:
    parcel.drop_signatures(STATUS)
    parcel.drop(STATUS)
