# SPDX-License-Identifier: Apache-2.0
"""Southern Korean turned into the Northern norm (조선말규범집 2010), every edit told."""
