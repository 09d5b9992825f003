# SPDX-License-Identifier: Apache-2.0
"""Listening: do the words that were heard say the script?"""
