# SPDX-License-Identifier: Apache-2.0
"""Imposition: many leaves on a press sheet, every back behind its front.

`sheets`, `turns`, `grids`, `fitting` and `orders` are the arithmetic, `plans` brings it together; `marks`, `inks` and
`slugs` are what stands beside the leaves; `laying` draws; `recipes` are the steps; `sameness` looks at the result.
"""
