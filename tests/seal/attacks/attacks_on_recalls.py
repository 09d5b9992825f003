# SPDX-License-Identifier: Apache-2.0
"""What the press calls back, and words that are not its own."""

from attack import GREEN, Attacks
from parcel import RELEASE, STATUS, Parcel, sig, signed_by
from words_of_the_press import RECALLED, recall

from safeconduct.model.sealed import Recall, Urgency

attack = Attacks("recalls")
CARE, SUPERSEDED = f"GGGY current care {STATUS} 7", f"GGGY current superseded {RELEASE} 7"


RECALLS: dict[str, tuple[Recall, str]] = {
    "the whole": (recall(), RECALLED),
    "single steps": (recall(steps=("pocket#4", "pocket#5")), RECALLED),
    "with care": (recall(Urgency.CARE), CARE),
    "from this version on": (recall(first=2, last=9), RECALLED),
    "up to this version": (recall(first=1, last=2), RECALLED),
    "this version alone": (recall(first=2, last=2), RECALLED),
    "up to the version before": (recall(first=1, last=1), GREEN),
    "from the version after": (recall(first=3, last=9), GREEN),
    "another release": (recall(id="kursk-2023"), GREEN),
    "another release, of a name that begins so": (recall(id="kursk-2024-2"), GREEN),
    "replaced by nothing": (recall(replaced_by=None), RECALLED),
}
for what, (called_back, expected) in RECALLS.items():

    def call_back(parcel: Parcel, one: Recall = called_back) -> None:
        parcel.word(recalled=(one,))

    attack.add(f"recalled: {what}", "who has the package does not hear of it", call_back, expected)


@attack("recalled with stop and with care", "the milder word is told", RECALLED)
def _(parcel: Parcel) -> None:
    parcel.word(recalled=(recall(Urgency.CARE), recall()))


@attack("two recalls of one version", "the second is not read", RECALLED)
def _(parcel: Parcel) -> None:
    parcel.word(recalled=(recall(first=3, last=3), recall(steps=("a",)), recall(steps=("b",))))


@attack("a newer version", "the old one is used on", SUPERSEDED)
def _(parcel: Parcel) -> None:
    parcel.word(latest={"kursk-2024": 3})


@attack("an older version is the latest", "a control: the package is newer than the word", GREEN)
def _(parcel: Parcel) -> None:
    parcel.word(latest={"kursk-2024": 1})


@attack("a recall and a junk signature beside it", "the recall is not shown", f"GGGR current recalled {STATUS} 7")
def _(parcel: Parcel) -> None:
    parcel.word(recalled=(recall(),))
    parcel.files[sig(STATUS, "thief")] = b"junk"


@attack(
    "a recall cut out of the status",
    "the word of the press is shortened",
    f"GGGR current status {sig(STATUS, 'clerk')} 7",
)
def _(parcel: Parcel) -> None:
    signature_of = sig(STATUS, "clerk")
    parcel.word(recalled=(recall(),))
    signature = parcel.files[signature_of]
    parcel.word()
    parcel.files[signature_of] = signature


@attack("a recall by a stranger", "readers throw a good package away", f"GGGR current status {sig(STATUS, 'thief')} 7")
def _(parcel: Parcel) -> None:
    parcel.word("thief", version=9, recalled=(recall(),))


@attack(
    "a status of another press", "readers hear the wrong press", f"GGGR current status {sig(STATUS, 'other-clerk')} 7"
)
def _(parcel: Parcel) -> None:
    parcel.word("other-clerk", version=9, latest={"kursk-2024": 9})


@attack(
    "a status of another purpose",
    "a line of the log is taken for a status",
    f"GGGR current status {sig(STATUS, 'clerk')} 7",
)
def _(parcel: Parcel) -> None:
    parcel.files[sig(STATUS, "clerk")] = signed_by("clerk", "log", parcel.files[STATUS])


@attack("a status by the publisher", "any key of the press can speak", f"GGGR current status {sig(STATUS, 'press')} 7")
def _(parcel: Parcel) -> None:
    parcel.word("press", version=9)


@attack("a status without a signature", "what is written is believed", f"GGGR current status {STATUS} 7")
def _(parcel: Parcel) -> None:
    parcel.drop_signatures(STATUS)


@attack("a signature without a status", "the word is gone, its seal is there", f"GGGR current status {STATUS} 7")
def _(parcel: Parcel) -> None:
    parcel.drop(STATUS)
