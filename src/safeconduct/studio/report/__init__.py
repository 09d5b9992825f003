# SPDX-License-Identifier: Apache-2.0
"""The studio's report: what was done to a voice and why, in plain words, figures and pictures."""
