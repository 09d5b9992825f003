# SPDX-License-Identifier: Apache-2.0
"""Likeness: what looks or sounds like a file of ours, in plain numbers.  It proves nothing; only a digest does."""
