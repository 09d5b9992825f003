# SPDX-License-Identifier: Apache-2.0
"""The exchange with translators: copy as units with codes, out to XLIFF 2.1 or PO and back."""
