# SPDX-License-Identifier: Apache-2.0
"""How a recording from outside comes into the studio: decoded, measured, cleaned, and nothing of it but its sound."""
