# SPDX-License-Identifier: Apache-2.0
"""What a channel needs of a voice: one loudness, a band, tamed sibilants, less distance between soft and loud."""
