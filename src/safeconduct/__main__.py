# SPDX-License-Identifier: Apache-2.0
"""`python -m safeconduct` is the same front door."""

from .cli import main

if __name__ == "__main__":
    main()
