# SPDX-License-Identifier: Apache-2.0
"""The build graph: steps, keys over content, a content-addressed store, an executor.  It knows no leaflet."""
