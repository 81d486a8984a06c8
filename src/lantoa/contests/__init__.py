"""Hội thi: editions, entries, results and prizes."""
