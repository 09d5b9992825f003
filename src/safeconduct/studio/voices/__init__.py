# SPDX-License-Identifier: Apache-2.0
"""Draft voices: a machine reads what nobody has read yet, no faster than the channel bears."""
