"""Sáng kiến, đề tài, công trình, sản phẩm, giải pháp, cải tiến: authors, benefit, recognition."""
