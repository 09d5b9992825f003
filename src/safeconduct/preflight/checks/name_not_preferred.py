# SPDX-License-Identifier: Apache-2.0
"""One name for one entity: the one that its record says is printed."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.passages import Passage, mentions
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="name-not-preferred",
    subject=Passage,
    severity=Severity.WARN,
    rationale="Two spellings of one person or body look like two, and nobody can look up what we do not spell alike.",
    remedy="Print the entity's name or one of its forms, or move this spelling from [also] to [forms] in its record.",
    reference="docs/standard.md#use-in-copy",
)
def name_not_preferred(passage: Passage, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    language = passage.language
    for mention in mentions(passage, scene.read, MentionKind.NAME):
        entity, words = scene.edition.entities.get(mention.value), passage.text[mention.start : mention.end]
        if entity is None:
            continue
        printed = {entity.name.get(language), *entity.forms.get(language, ())}
        if words in entity.also.get(language, ()) and words not in printed:
            name = entity.name.get(language, "")
            yield Fault(f"“{words}” in {passage.where} is not printed for “{name or entity.id}” ({entity.at}).")
