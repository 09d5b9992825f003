# SPDX-License-Identifier: Apache-2.0
"""Which second of a long take speaks which paragraph: warped against a synthetic reading, and cut inside pauses."""
