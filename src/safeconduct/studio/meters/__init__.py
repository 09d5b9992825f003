# SPDX-License-Identifier: Apache-2.0
"""How loud sound is and how high it reaches, measured while it runs past."""
