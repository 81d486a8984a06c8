"""The look of official papers (NĐ 30/2020/NĐ-CP): DOCX, PDF and XLSX building blocks from plain data."""
