# SPDX-License-Identifier: Apache-2.0
"""A press for appeals that people stake their lives on: one plain-text folder in, one verifiable kit out."""

__version__ = "0.1.0"
