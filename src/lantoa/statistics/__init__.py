"""The indicator catalogue: every figure with its definition and its rows.

An *indicator* (chỉ tiêu) is a question declared once over one *source*, that is a list of records
with its own filters, or a ratio of two indicators. Asked of a *scope* (a unit, a period, a
structure, and who asks) it gives a *figure* (con số), whose address opens the rows it counted. The
app keeps no data of its own and changes none.

Source: no decree lists these figures; they are those that the reports of such movements state (the
head of each module of `catalogue` names which).
"""
