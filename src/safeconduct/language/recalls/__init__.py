# SPDX-License-Identifier: Apache-2.0
"""The fixed words of recall notices, one file a language, and what is read aloud of one."""
