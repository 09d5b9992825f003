# SPDX-License-Identifier: Apache-2.0
"""The judgement of the ledger: what rests on what, what contradicts what, and what drifted."""
