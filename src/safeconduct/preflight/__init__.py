# SPDX-License-Identifier: Apache-2.0
"""Preflight: the registry of checks, their outcomes, and the one gate."""
