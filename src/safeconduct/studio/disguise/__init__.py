# SPDX-License-Identifier: Apache-2.0
"""The light disguise of a voice: it makes a casual listener less sure, and nothing more."""
