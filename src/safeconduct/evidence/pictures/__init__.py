# SPDX-License-Identifier: Apache-2.0
"""Pictures of the evidence as SVG: when the claims hold, and who cites whom."""
