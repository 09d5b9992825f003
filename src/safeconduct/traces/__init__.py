# SPDX-License-Identifier: Apache-2.0
"""Traces: finished files are looked into once more, by nobody who made them, for whatever leads back to people."""
