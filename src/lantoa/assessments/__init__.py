"""The yearly grading of unions (xếp loại công đoàn cơ sở), under schemes that are data.

A union has one grade a year. Rates are nested: "vững mạnh" counts the excellent ones too.
Sources: Hướng dẫn 1294/HD-TLĐ (2019) and 1931/HD-TLĐ (2014), as far as they were read.
"""
