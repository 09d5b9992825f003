# SPDX-License-Identifier: Apache-2.0
"""What finished files tell: dirty ones made here, and clean ones of ours."""
