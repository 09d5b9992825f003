# SPDX-License-Identifier: Apache-2.0
"""The ledger in the words of others: ClaimReview, Web Annotation, PROV-O."""
