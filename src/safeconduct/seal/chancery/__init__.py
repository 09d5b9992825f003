# SPDX-License-Identifier: Apache-2.0
"""The chancery: the folder in which a press keeps whose keys count, its latest word, and what it handed to whom."""
