# SPDX-License-Identifier: Apache-2.0
"""Drafts from word processors: their lines become blocks of copy, with ids, and are written as a copy file."""
