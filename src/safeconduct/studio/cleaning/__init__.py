# SPDX-License-Identifier: Apache-2.0
"""What is taken away from a recording, once and for every channel: rumble, mains hum, and some of the noise."""
