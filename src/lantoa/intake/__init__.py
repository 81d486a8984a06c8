"""Files that units send (nhập tệp): read, understand, preview, apply through other apps, undo.

The steps are apart: `reading` turns bytes into tables of cells; `understanding` tables into typed
rows, each compared with what is stored; `actions` writes them through the apps' one write path.
Main words: sổ (the product's own workbook of a unit), trang (sheet), dòng (row), giữ lại (held
back until its cells are mended), đợt gửi (files sent together).
"""
