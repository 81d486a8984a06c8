"""From tables of cells to typed rows: which sheet is which, what each cell says, who is meant.

This package knows the product's own workbook. Other layouts replace `recognize`; reading before
it, and the statements, comparison and writing after it, stay.
"""
