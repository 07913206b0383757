"""The words of a world: which term stands where, in all languages, and sentences found by word or by meaning.

A sentence is a row of units: words, and in scripts that write without blanks (Chinese, Japanese, Thai; Korean too,
whose endings cling) each two neighbouring characters. A unit stands under its letters and under its dictionary form,
both without case and accents. The index is made where dictionary forms are known, when an article is read.
"""
