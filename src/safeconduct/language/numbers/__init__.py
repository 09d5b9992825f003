# SPDX-License-Identifier: Apache-2.0
"""Numbers: how each language writes them, in digits and in words."""
