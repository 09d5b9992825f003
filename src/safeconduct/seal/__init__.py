# SPDX-License-Identifier: Apache-2.0
"""The package that is handed over: names, manifest, packing, signature, and the verdict on what came back."""
