# SPDX-License-Identifier: Apache-2.0
"""The folder a non-programmer can write in a text editor, read into an `Edition` and findings with places."""
