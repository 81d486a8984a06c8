"""Numbered legal documents that make recognitions, gradings and awards true.

A decision is filed by its number, day of signing and issuer. It can be corrected or revoked
(Luật 06/2022/QH15, Điều 93), never deleted; whatever rests on it reads its state here.
"""
