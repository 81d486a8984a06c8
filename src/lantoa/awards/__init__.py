"""Titles and commendations: what was given (đã tặng) and what was asked for (đề nghị).

An award rests on a decision and is worth what its decision is worth; a nomination never counts
as an award. The catalogue of titles and forms is data with sources (Luật 06/2022/QH15 and the
books of `rulebook`). Main words: danh hiệu thi đua (title), hình thức khen thưởng (form), lượt
(one award instance), đối tượng (recipient), dịp khen (occasion).
"""
