# SPDX-License-Identifier: Apache-2.0
"""Setting: where every line and picture of a page stands, worked out before the engine draws it."""
