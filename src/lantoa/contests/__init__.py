"""Contests (hội thi, giải thưởng): their editions, entries, scores and prizes.

Legal source: none general; each contest has rules of its own. Main words: lần (edition), bài dự
thi (entry), người dự thi (contestant), giải (prize).
"""
