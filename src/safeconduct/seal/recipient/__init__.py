# SPDX-License-Identifier: Apache-2.0
"""What recipients verify with: a page to double-click, and a program of the standard library alone."""
