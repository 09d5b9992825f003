# SPDX-License-Identifier: Apache-2.0
"""What lies beside the sound: cue sheet, run sheet, playlist, captions, song lines, transcript."""
