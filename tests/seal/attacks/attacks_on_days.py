# SPDX-License-Identifier: Apache-2.0
"""Old packages, old words and wrong clocks."""

from datetime import date

from attack import FOLDER, GREEN, Attacks
from looking import seen
from parcel import RELEASE, SECOND, STATUS, Parcel, sig
from sealing_office import a_root
from words_of_the_press import RECALLED, ROLLBACK, no_status, nothing, recall

from safeconduct.model.sealed import Urgency

attack = Attacks("days")
SUPERSEDED = f"GGGY current superseded {RELEASE} 7"
OLDER = "an older word is handed out again, from before the recall"


# ---- Rollback.

attack.add("an older status", OLDER, nothing, ROLLBACK, seen=seen(status=4))
attack.add("the status seen before", "a control: the same word again", nothing, GREEN, seen=seen(status=3, release=2))
attack.add(
    "an older release",
    "the version with the wrong number is handed out again",
    nothing,
    SUPERSEDED,
    seen=seen(release=3),
)
attack.add(
    "an older root",
    "the version before the theft",
    nothing,
    f"GR-- genuine root-withheld {SECOND} 7",
    seen=seen(root=2),
)
attack.add(
    "no status where one was seen",
    "nobody notices that the word is gone",
    no_status,
    f"GGGY current no-status {STATUS} 7",
    seen=seen(status=3),
)
attack.add(
    "no status where a recall was seen",
    "nobody notices that the recall is gone",
    no_status,
    ROLLBACK,
    seen=seen(1, 3, 1, ("kursk-2024", 2, 2)),
)
attack.add(
    "a status without the recall seen before",
    "the recall is taken back",
    nothing,
    ROLLBACK,
    seen=seen(1, 3, 1, ("kursk-2024", 1, 2)),
)
attack.add(
    "a status without another version's recall",
    "a control: not this version",
    nothing,
    GREEN,
    seen=seen(1, 3, 1, ("kursk-2024", 1, 1)),
)
attack.add(
    "a status without another release's recall",
    "a control: not this release",
    nothing,
    GREEN,
    seen=seen(1, 3, 1, ("kursk-2023", 1, 9)),
)


@attack(
    "a newer status without the recall seen before",
    "a stolen status key takes a recall back",
    ROLLBACK,
    seen=seen(1, 3, 1, ("kursk-2024", 2, 2)),
)
def _(parcel: Parcel) -> None:
    parcel.word(version=9)


@attack(
    "a newer status that softens the recall seen before",
    "stop becomes care",
    ROLLBACK,
    seen=seen(1, 3, 1, ("kursk-2024", 2, 2)),
)
def _(parcel: Parcel) -> None:
    parcel.word(version=9, recalled=(recall(Urgency.CARE),))


@attack(
    "a newer status that narrows the recall seen before",
    "another version is called back instead",
    ROLLBACK,
    seen=seen(1, 3, 1, ("kursk-2024", 1, 2)),
)
def _(parcel: Parcel) -> None:
    parcel.word(version=9, recalled=(recall(first=1, last=1),))


@attack(
    "a newer status with the recall seen before",
    "a control: it is said again",
    RECALLED,
    seen=seen(1, 3, 1, ("kursk-2024", 1, 2)),
)
def _(parcel: Parcel) -> None:
    parcel.word(version=9, recalled=(recall(),))


@attack(
    "an unsigned status where a recall was seen",
    "a bad word hides that the recall is gone",
    f"GGGR current status {STATUS} 7",
    seen=seen(1, 3, 1, ("kursk-2024", 1, 2)),
)
def _(parcel: Parcel) -> None:
    parcel.drop_signatures(STATUS)


# ---- Freeze, and clocks.

attack.add("no status", "a word that says stop is left out", no_status, f"GGGY current no-status {STATUS} 7")
attack.add("silence", "no news is taken for good news", nothing, f"GGGY current silent {STATUS} 7", today="2024-12-26")
attack.add("the last day before silence", "a control: the day itself is in time", nothing, GREEN, today="2024-12-25")
attack.add("expired", "an old guide is used", nothing, f"GGGR current expired {RELEASE} 7", today="2025-02-02")
attack.add(
    "expired and silent, on the last day",
    "a control: the last day is a day",
    nothing,
    f"GGGY current silent {STATUS} 7",
    today="2025-02-01",
)
attack.add(
    "a clock of 2019", "nothing has expired in 2019", nothing, f"GGGY current clock {RELEASE} 7", today="2019-01-01"
)
attack.add(
    "a clock of 2099",
    "the reader throws a good package away",
    nothing,
    f"GGGR current expired {RELEASE} 7",
    today="2099-01-01",
)
attack.add(
    "a clock of 1970",
    "no battery, no expiry",
    nothing,
    f"GGGY current clock {RELEASE} 7",
    today="1970-01-01",
    shapes=FOLDER,
    page=False,
)
attack.add("issued tomorrow", "a control: east of us it is tomorrow", nothing, GREEN, today="2024-11-24")
attack.add(
    "issued in two days",
    "a day of issue that is yet to come",
    nothing,
    f"GGGY current clock {STATUS} 7",
    today="2024-11-23",
)


@attack(
    "expired by the day of the status",
    "a clock of 2019 brings an expired package back",
    f"GGGR current expired {RELEASE} 7",
    today="2019-01-01",
)
def _(parcel: Parcel) -> None:
    parcel.word(issued=date(2025, 3, 1), next=date(2025, 4, 1))


@attack(
    "expired by the day of a root",
    "a clock of 2019 brings an expired package back",
    f"GGGR current expired {RELEASE} 7",
    today="2019-01-01",
)
def _(parcel: Parcel) -> None:
    parcel.root(a_root(2, issued=date(2025, 3, 1)))


@attack("a day of an unsigned status", "anybody's day makes a package expire", f"GGGR current status {STATUS} 7")
def _(parcel: Parcel) -> None:
    parcel.word("thief", issued=date(2099, 3, 1), next=date(2099, 4, 1))
    parcel.drop(sig(STATUS, "thief"))


@attack("a release that never expires", "a control: a day is not needed", GREEN)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(expires=None)


@attack(
    "expiry taken out", "one field is changed", f"GR-- genuine publisher {sig(RELEASE, 'press')} 7", today="2025-03-01"
)
def _(parcel: Parcel) -> None:
    signature = parcel.files[sig(RELEASE, "press")]
    parcel.publish(expires=None)
    parcel.files[sig(RELEASE, "press")] = signature


@attack("a status next in the past", "a word that was late when it was said", f"GGGY current silent {STATUS} 7")
def _(parcel: Parcel) -> None:
    parcel.word(next=date(2024, 11, 1))
