# SPDX-License-Identifier: Apache-2.0
"""Plain language in English, Ukrainian and Russian: what makes a reader go back and read again.

The findings follow the four principles of ISO 24495-1:2023 (readers get what they need, find it, understand it, can
use it). The norm gives no figures and no word lists: those here are the project's own, and no conformity is claimed.
"""

from .checking import LANGUAGES, remarks, step_remarks
from .ease import Ease, read_ease
from .sentences import Sentence, sentences

__all__ = ["LANGUAGES", "Ease", "Sentence", "read_ease", "remarks", "sentences", "step_remarks"]
