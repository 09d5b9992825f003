# SPDX-License-Identifier: Apache-2.0
"""Type: which face sets which language, which signs it has, and how wide they are, read from the font files."""
