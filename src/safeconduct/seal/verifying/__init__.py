# SPDX-License-Identifier: Apache-2.0
"""The parts of verifying: what lies there, whether it is whole, whose it is, who signed it off, what became of it."""
