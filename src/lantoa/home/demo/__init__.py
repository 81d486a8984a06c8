"""The demo: an invented Military Region whose six years of records give the seed article's figures.

Everything is drawn from one seed and from word lists of our own; no unit, person or title is real.
The records are written as unit workbooks and come in by the same path as any officer's.
"""
