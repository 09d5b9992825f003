# SPDX-License-Identifier: Apache-2.0
"""Inspecting a finished PDF, ours or a stranger's: what a print shop would see on it.  The checks judge it."""
