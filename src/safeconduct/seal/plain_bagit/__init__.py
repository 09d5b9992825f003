# SPDX-License-Identifier: Apache-2.0
"""Plain BagIt: is a folder a valid bag by RFC 8493 (1.0) or by the drafts 0.93 to 0.97 before it?"""
