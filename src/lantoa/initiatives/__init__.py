"""Initiatives (sáng kiến) and their kin: authors, shares, benefit, recognition at rising scopes.

Legal source: Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP) and Thông tư 18/2013/TT-BKHCN. Main
words: đề tài, công trình, sản phẩm, giải pháp, cải tiến (the other kinds), tác giả (author),
tỷ lệ đóng góp (share), lợi ích (benefit), công nhận (recognition), cấp công nhận (scope).
"""
