# SPDX-License-Identifier: Apache-2.0
"""Faults that are met while reading or deciding, with the same records as every other check."""

from safeconduct.model.judgement import Severity

from .registry import Check

_FORM = "docs/manuscript.md#form"


def _making(id: str, rationale: str, remedy: str, reference: str, severity: Severity = Severity.STOP) -> Check:
    return Check(id, severity, rationale, remedy, reference, while_making=True)


def _reading(id: str, rationale: str, remedy: str, severity: Severity = Severity.STOP, reference: str = _FORM) -> Check:
    return Check(id, severity, rationale, remedy, reference)


RECORDS = (
    _reading(
        "toml-unreadable",
        "A record that cannot be read might have been the one that says a promise has ended.",
        "Correct the line that is named; texts stand in quotation marks, dates do not.",
    ),
    _reading(
        "key-missing",
        "A record with a gap looks complete on the shelf and is not.",
        "Add the key that is named.",
    ),
    _reading(
        "key-unknown",
        "A misspelt key is silently a missing one: “expire” instead of “expires” would make a claim valid for ever.",
        "Correct the spelling, or delete the key.",
    ),
    _reading(
        "value-wrong",
        "A value of the wrong kind cannot be compared, and what cannot be compared cannot be checked.",
        "Write the value in the form that the message shows.",
    ),
    _reading(
        "file-not-utf8",
        "In another encoding Korean and Ukrainian letters turn into others without anybody noticing.",
        "Save the file again with the encoding UTF-8.",
    ),
    _reading(
        "file-too-large",
        "A file far beyond its kind is the wrong file or an attack, and reading it would stop the press.",
        "Check whether it is the right file; make it smaller or take it out.",
    ),
    _reading(
        "folder-too-large",
        "A folder with too many files or levels is not a manuscript, and walking it would never end.",
        "Move whatever does not belong to the manuscript out of the folder.",
    ),
    _reading(
        "file-unreadable",
        "What could not be read was not checked.",
        "Allow yourself to read the file, or take it out of the folder.",
    ),
    _reading(
        "file-changed",
        "A file that changes while it is read may be half of one version and half of another.",
        "Wait until nobody is saving it, then build again.",
    ),
    _reading(
        "link-in-folder",
        "A link can lead out of the folder, into somebody's private files, or round in a circle.",
        "Put the file itself into the folder, or delete the link.",
    ),
    _reading(
        "file-not-used",
        "A record in a misspelt folder is a record that nobody reads.",
        "Check its name and place, or take it out of the folder.",
        Severity.NOTE,
    ),
    _making(
        "manuscript-changed",
        "Somebody who edits during a build must know that the kit holds the text from before.",
        "Build again to have the changes in the kit.",
        _FORM,
        Severity.NOTE,
    ),
    _reading(
        "pieces-missing",
        "An edition without a piece would be empty and look faultless.",
        "Add a folder pieces/<name> with a piece.toml and a copy.",
    ),
    _reading(
        "piece-unknown",
        "A letter that lists a piece which does not exist, or a brief about no guide, misleads its recipient.",
        "Correct the name of the piece.",
    ),
    _reading(
        "copy-missing",
        "A piece without words cannot be reviewed.",
        "Write its copy in at least one language.",
    ),
    _reading(
        "language-unknown",
        "A copy in a language that the edition does not list would be left out without a word.",
        "Add the language to edition.toml, or correct the file's name.",
    ),
    _reading(
        "title-missing",
        "The title is what a reader and a clerk recognise a piece by.",
        "Begin the copy with exactly one line: # The title {#title}",
    ),
    _reading(
        "mark-up-unknown",
        "Mark-up that the press cannot print would be lost, and with it perhaps the meaning.",
        "Use only the mark-up listed in docs/manuscript.md.",
        reference="docs/manuscript.md#copy",
    ),
    _reading(
        "block-id-missing",
        "Without ids nobody can tell which paragraph of one language answers which of another.",
        "End the block with an id such as {#why-we-write}.",
        reference="docs/manuscript.md#copy",
    ),
    _reading(
        "block-id-twice",
        "Two blocks of one name cannot be told apart when languages, takes and sign-offs are compared.",
        "Give each block an id of its own.",
        reference="docs/manuscript.md#copy",
    ),
    _reading(
        "picture-missing",
        "A step without its picture is another step.",
        "Put the picture into art/, or correct its name.",
    ),
    _reading(
        "sender-missing",
        "A message without a sender is what this press exists to prevent.",
        "Add [attribution.speaker] to the piece.",
        reference="docs/standard.md#sender",
    ),
    _reading(
        "take-unknown",
        "A recording that belongs to no paragraph would not be heard, and nobody would notice.",
        "Name it takes/<piece>/<language>/<paragraph>.wav.",
    ),
    _making(
        "step-failed",
        "What cannot be made as it is written must be changed by a person; the press never shortens or squeezes text.",
        "Do what the message says, then build again.",
        reference="docs/standard.md#completeness",
    ),
    _reading(
        "encloses-specimen",
        "A covering letter is only as good as what it covers: it cannot be final when an enclosure is a specimen.",
        "Bring the enclosed piece to FINAL first, or take it out of the list of what is covered.",
        reference="docs/standard.md#status",
    ),
    _reading(
        "waiver-unused",
        "A waiver for what nobody finds any more is a hole that waits for the next fault.",
        "Delete the waiver, or look at what is found now and waive that.",
        Severity.WARN,
        "docs/standard.md#waivers",
    ),
    _making(
        "check-not-run",
        "A green light that examined nothing is the commonest lie of its kind.",
        "Find out why the check had nothing to examine; the channel demands that it runs.",
        reference="docs/standard.md#must-run",
    ),
)
