"""The review report of a movement (sơ kết, tổng kết), live or frozen: page, Word, PDF, XLSX.

A number of a report is an indicator narrowed to a year, a unit, a prize (`asked`).
`queries.gathering` collects them all as plain `facts`; `writing` makes of facts one paper with its
numbers, from which every form is drawn. A draft says the figures of now; a frozen report (chốt)
keeps its words, and under each number the rows it rests on (`kept_rows`); `rules` says what
differs today.

Layout of the paper: NĐ 30/2020/NĐ-CP, Phụ lục I. Main words: kỳ (period), chốt (freeze), con số
(number), dòng (row), phần lời (the parts people write), cách viết số (rounding).
"""
