# SPDX-License-Identifier: Apache-2.0
"""Paper: formats, typesetting, the mark, imposition and the proof of the finished pages."""
