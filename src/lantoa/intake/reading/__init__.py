"""From bytes to tables of cells: nothing here knows what a sheet means.

A hostile or broken file is refused in words before any library unpacks it.
"""
