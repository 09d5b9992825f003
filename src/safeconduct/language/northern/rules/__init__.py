# SPDX-License-Identifier: Apache-2.0
"""The rules: each looks at a draft and yields the edits that one part of the norm asks for."""
