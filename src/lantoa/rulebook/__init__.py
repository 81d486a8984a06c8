"""Law as data: titles, forms of commendation, their conditions and authorities, each with a source.

A rulebook is a YAML file with the days on which it held; every entry names its article and how
sure it is. Nothing here knows people or records. `docs/developer/rulebook.md` describes the
files. Main words: sổ luật (rulebook), danh hiệu (title), hình thức khen thưởng (commendation).
"""
