# SPDX-License-Identifier: Apache-2.0
"""The words of the house: frozen records, one strict codec, canonical JSON.  No I/O, no clock."""
