# SPDX-License-Identifier: Apache-2.0
"""The build graph under test; `recipes` is what its workers import."""
