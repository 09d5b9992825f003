# SPDX-License-Identifier: Apache-2.0
"""What the recipe of the reading script is told."""

from attrs import frozen

from safeconduct.model.reading_script import ReadingScript


@frozen
class ScriptOrder:
    """Write the reading script `file`; `mark` (or "") stands above the title."""

    file: str
    mark: str
    script: ReadingScript
