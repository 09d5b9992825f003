# SPDX-License-Identifier: Apache-2.0
"""Languages: the fixed words that we print and speak ourselves, sentences, syllables."""
