# SPDX-License-Identifier: Apache-2.0
"""Outside programs, one file each: probe, run, limits, sanitised output.  They decide nothing."""
