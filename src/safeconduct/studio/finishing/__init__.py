# SPDX-License-Identifier: Apache-2.0
"""From treated sound to a finished file whose loudness and peak hold after decoding it again."""
