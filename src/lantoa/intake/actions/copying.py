"""Many rows of this app's own tables in one COPY: a sheet of ten thousand rows is kept at once.

Only for tables without history: COPY writes events, but loses who acted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model


def copy_in(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, each the values of `fields` in order (foreign keys as keys)."""
    columns = [model._meta.get_field(name) for name in fields]
    json_at = [at for at, field in enumerate(columns) if isinstance(field, JSONField)]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in columns)  # type: ignore[union-attr]
    statement = f"COPY {quoted(model._meta.db_table)} ({names}) FROM STDIN"
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            values = list(row)
            for at in json_at:
                if values[at] is not None:
                    values[at] = json.dumps(values[at], ensure_ascii=False)
            copy.write_row(values)
