# SPDX-License-Identifier: Apache-2.0
"""Copy as a file for a word processor (DOCX, HWPX): to be edited, and to come back.

The parts are written here, one by one: what a library's template brings along (an author, a program's version, dates,
a picture of the first page, typefaces of the South) would travel with every file.
"""
