# SPDX-License-Identifier: Apache-2.0
"""Sound: draft voices, takes, mastering, and what was measured on the finished files."""
