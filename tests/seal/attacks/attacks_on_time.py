# SPDX-License-Identifier: Apache-2.0
"""Old packages, old words and wrong clocks; and what the press calls back."""

from datetime import date
from typing import Any

from attack import FOLDER, GREEN, Attacks
from looking import seen
from parcel import FIRST, RELEASE, SECOND, STATUS, Parcel, sig, signed_by
from sealing_office import PEOPLE, a_root, id_of

from safeconduct.model.sealed import Recall, Urgency

attack = Attacks("days, recalls and thieves")
REASON = {"en": "A number is wrong.", "ko": "번호가 틀립니다.", "ru": "Номер неверен.", "uk": "Номер хибний."}
ROLLBACK, RECALLED = f"GGGR current rollback {STATUS} 7", f"GGGR current recalled {STATUS} 7"
CARE, SUPERSEDED = f"GGGY current care {STATUS} 7", f"GGGY current superseded {RELEASE} 7"
OLDER = "an older word is handed out again, from before the recall"


def recall(severity: Urgency = Urgency.STOP, first: int = 1, last: int = 2, **changed: Any) -> Recall:
    told = {"id": "kursk-2024", "steps": (), "replaced_by": 3, **changed}
    return Recall(
        told["id"], first, last, date(2024, 11, 24), severity, told["steps"], REASON, told["replaced_by"]
    )


def nothing(parcel: Parcel) -> None:
    """The package as the press made it: what is wrong is the day, or what was seen before."""
    assert parcel.files


def no_status(parcel: Parcel) -> None:
    parcel.drop_signatures(STATUS)
    parcel.drop(STATUS)


# ---- Rollback.

attack.add("an older status", OLDER, nothing, ROLLBACK, seen=seen(status=4))
attack.add("the status seen before", "a control: the same word again", nothing, GREEN, seen=seen(status=3, release=2))
attack.add("an older release", "the version with the wrong number is handed out again", nothing, SUPERSEDED, seen=seen(release=3))
attack.add("an older root", "the version before the theft", nothing, f"GR-- genuine root-withheld {SECOND} 7", seen=seen(root=2))
attack.add("no status where one was seen", "nobody notices that the word is gone", no_status, f"GGGY current no-status {STATUS} 7", seen=seen(status=3))
attack.add("no status where a recall was seen", "nobody notices that the recall is gone", no_status, ROLLBACK, seen=seen(1, 3, 1, ("kursk-2024", 2, 2)))
attack.add("a status without the recall seen before", "the recall is taken back", nothing, ROLLBACK, seen=seen(1, 3, 1, ("kursk-2024", 1, 2)))
attack.add("a status without another version's recall", "a control: not this version", nothing, GREEN, seen=seen(1, 3, 1, ("kursk-2024", 1, 1)))
attack.add("a status without another release's recall", "a control: not this release", nothing, GREEN, seen=seen(1, 3, 1, ("kursk-2023", 1, 9)))


@attack("a newer status without the recall seen before", "a stolen status key takes a recall back", ROLLBACK, seen=seen(1, 3, 1, ("kursk-2024", 2, 2)))
def _(parcel: Parcel) -> None:
    parcel.word(version=9)


@attack("a newer status that softens the recall seen before", "stop becomes care", ROLLBACK, seen=seen(1, 3, 1, ("kursk-2024", 2, 2)))
def _(parcel: Parcel) -> None:
    parcel.word(version=9, recalled=(recall(Urgency.CARE),))


@attack("a newer status that narrows the recall seen before", "another version is called back instead", ROLLBACK, seen=seen(1, 3, 1, ("kursk-2024", 1, 2)))
def _(parcel: Parcel) -> None:
    parcel.word(version=9, recalled=(recall(first=1, last=1),))


@attack("a newer status with the recall seen before", "a control: it is said again", RECALLED, seen=seen(1, 3, 1, ("kursk-2024", 1, 2)))
def _(parcel: Parcel) -> None:
    parcel.word(version=9, recalled=(recall(),))


@attack("an unsigned status where a recall was seen", "a bad word hides that the recall is gone", f"GGGR current status {STATUS} 7", seen=seen(1, 3, 1, ("kursk-2024", 1, 2)))
def _(parcel: Parcel) -> None:
    parcel.drop_signatures(STATUS)


# ---- Freeze, and clocks.

attack.add("no status", "a word that says stop is left out", no_status, f"GGGY current no-status {STATUS} 7")
attack.add("silence", "no news is taken for good news", nothing, f"GGGY current silent {STATUS} 7", today="2024-12-26")
attack.add("the last day before silence", "a control: the day itself is in time", nothing, GREEN, today="2024-12-25")
attack.add("expired", "an old guide is used", nothing, f"GGGR current expired {RELEASE} 7", today="2025-02-02")
attack.add("expired and silent, on the last day", "a control: the last day is a day", nothing, f"GGGY current silent {STATUS} 7", today="2025-02-01")
attack.add("a clock of 2019", "nothing has expired in 2019", nothing, f"GGGY current clock {RELEASE} 7", today="2019-01-01")
attack.add("a clock of 2099", "the reader throws a good package away", nothing, f"GGGR current expired {RELEASE} 7", today="2099-01-01")
attack.add("a clock of 1970", "no battery, no expiry", nothing, f"GGGY current clock {RELEASE} 7", today="1970-01-01", shapes=FOLDER, page=False)
attack.add("issued tomorrow", "a control: east of us it is tomorrow", nothing, GREEN, today="2024-11-24")
attack.add("issued in two days", "a day of issue that is yet to come", nothing, f"GGGY current clock {STATUS} 7", today="2024-11-23")


@attack("expired by the day of the status", "a clock of 2019 brings an expired package back", f"GGGR current expired {RELEASE} 7", today="2019-01-01")
def _(parcel: Parcel) -> None:
    parcel.word(issued=date(2025, 3, 1), next=date(2025, 4, 1))


@attack("expired by the day of a root", "a clock of 2019 brings an expired package back", f"GGGR current expired {RELEASE} 7", today="2019-01-01")
def _(parcel: Parcel) -> None:
    parcel.root(a_root(2, issued=date(2025, 3, 1)))


@attack("a day of an unsigned status", "anybody's day makes a package expire", f"GGGR current status {STATUS} 7")
def _(parcel: Parcel) -> None:
    parcel.word("thief", issued=date(2099, 3, 1), next=date(2099, 4, 1))
    parcel.drop(sig(STATUS, "thief"))


@attack("a release that never expires", "a control: a day is not needed", GREEN)
def _(parcel: Parcel) -> None:
    parcel.everybody_agrees(expires=None)


@attack("expiry taken out", "one field is changed", f"GR-- genuine publisher {sig(RELEASE, 'press')} 7", today="2025-03-01")
def _(parcel: Parcel) -> None:
    signature = parcel.files[sig(RELEASE, "press")]
    parcel.publish(expires=None)
    parcel.files[sig(RELEASE, "press")] = signature


@attack("a status next in the past", "a word that was late when it was said", f"GGGY current silent {STATUS} 7")
def _(parcel: Parcel) -> None:
    parcel.word(next=date(2024, 11, 1))


# ---- Recalls.

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


@attack("a recall cut out of the status", "the word of the press is shortened", f"GGGR current status {sig(STATUS, 'clerk')} 7")
def _(parcel: Parcel) -> None:
    signature_of = sig(STATUS, "clerk")
    parcel.word(recalled=(recall(),))
    signature = parcel.files[signature_of]
    parcel.word()
    parcel.files[signature_of] = signature


@attack("a recall by a stranger", "readers throw a good package away", f"GGGR current status {sig(STATUS, 'thief')} 7")
def _(parcel: Parcel) -> None:
    parcel.word("thief", version=9, recalled=(recall(),))


@attack("a status of another press", "readers hear the wrong press", f"GGGR current status {sig(STATUS, 'other-clerk')} 7")
def _(parcel: Parcel) -> None:
    parcel.word("other-clerk", version=9, latest={"kursk-2024": 9})


@attack("a status of another purpose", "a line of the log is taken for a status", f"GGGR current status {sig(STATUS, 'clerk')} 7")
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


# ---- What a thief of one key can do.

NO_AUTHOR = "GGRG signed_off role author 7"


@attack("a stolen publisher's key: another kit", "whoever publishes decides", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.files["data/report.json"] = b"[]"
    parcel.list_again()
    parcel.publish()


@attack("a stolen publisher's key: a kind that asks for less", "a letter needs no translator", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.publish(kinds=["letter"])


@attack("a stolen publisher's key: a kind that nobody knows", "an unknown kind needs nobody", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.publish(kinds=["lullaby"])


@attack("a stolen publisher's key: no sign-offs at all", "nothing that lies there is bad", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    for name in [one for one in parcel.files if one.startswith("seal/attestations/")]:
        parcel.drop(name)
    parcel.publish(kinds=["any"])


@attack("a stolen publisher's key: a later expiry", "an old guide lives on", NO_AUTHOR, today="2025-03-01", seen=None)
def _(parcel: Parcel) -> None:
    parcel.publish(expires="2099-01-01")
    parcel.word(issued=date(2025, 3, 1), next=date(2025, 4, 1))


@attack("a stolen publisher's key: signed off by itself", "who publishes reviews as well", NO_AUTHOR)
def _(parcel: Parcel) -> None:
    parcel.publish(version=3)
    for role in ("author", "fact-check", "legal", "translator"):
        parcel.sign_off(role, "press")


@attack("a stolen publisher's key, revoked: dated back", "before the theft the key was good", f"GR-- genuine publisher {RELEASE} 7")
def _(parcel: Parcel) -> None:
    people = {**{name: roles for name, roles in PEOPLE.items() if name != "press"}, "press-2": ("publisher",)}
    parcel.root(a_root(2, people, revoked={id_of("press"): date(2024, 12, 1)}))
    parcel.publish(issued="2024-01-02")


@attack("a stolen publisher's key, revoked: the second root left out", "the revocation is not there", f"GR-- genuine root-withheld {SECOND} 7")
def _(parcel: Parcel) -> None:
    parcel.publish(root_version=1)
    parcel.word(root_version=2)


@attack("a stolen lawyer's key", "one reviewer is as good as four", "GGRG signed_off role author 7")
def _(parcel: Parcel) -> None:
    parcel.files["data/report.json"] = b"[]"
    parcel.list_again()
    parcel.publish()
    parcel.sign_off("legal", "lawyer-1")


@attack("a stolen status key: all is well for ever", "the clerk approves what nobody signed", "GGRG signed_off role legal 7")
def _(parcel: Parcel) -> None:
    parcel.drop_sign_off("legal", "lawyer-1")
    parcel.word(version=2**53 - 1, next=date(9999, 12, 31))


@attack("a stolen status key: a day far away", "readers throw a good package away", f"GGGR current expired {RELEASE} 7")
def _(parcel: Parcel) -> None:
    parcel.word(version=4, issued=date(2099, 1, 1), next=date(2099, 2, 1))


@attack("a stolen status key: a root that does not exist", "readers trust no root any more", f"GR-- genuine root-withheld trust/9007199254740991.root.json 7")
def _(parcel: Parcel) -> None:
    parcel.word(root_version=2**53 - 1)


@attack("one stolen root key", "one root key makes a root", f"GR-- genuine root {SECOND} 7")
def _(parcel: Parcel) -> None:
    people = {**PEOPLE, "thief": ("root", "publisher", "status", "author", "fact-check", "legal", "translator")}
    parcel.root(a_root(2, people), "root-1")


assert FIRST in Parcel().files
