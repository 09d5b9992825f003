# SPDX-License-Identifier: Apache-2.0
"""The hall: read, check, build, seal, verify.  The rooms meet only here."""
