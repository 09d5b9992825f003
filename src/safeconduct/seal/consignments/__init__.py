# SPDX-License-Identifier: Apache-2.0
"""Consignments: which sealed release went to which institution, in a log that shows when a line of it was touched."""
