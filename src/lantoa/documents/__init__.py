"""Papers and sheets as files: plain data in, bytes out, no domain rows.

A `paper.Paper` becomes Word (`word`) and PDF (`pdf`) in the layout of NĐ 30/2020/NĐ-CP; a
`sheets.Sheet` becomes XLSX (`sheets`) and CSV (`delimited`).
"""
