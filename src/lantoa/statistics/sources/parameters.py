"""What the parameters of an indicator mean to the filters of its list."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import QueryDict

from lantoa.statistics.catalogue.indicator import Params
from lantoa.statistics.choices import Span
from lantoa.statistics.sources import Rows, Source


def filtered(source: Source, rows: Rows, params: Params, *, day: date) -> Rows:
    """Apply the list's own filters to rows that are already in scope.

    A list of what was so on a day needs that day, beside the filters proper. Raises `ValueError`
    where the catalogue asks what the list cannot answer.
    """
    data = QueryDict(mutable=True)
    for name, values in params:
        data.setlist(name, list(values))
    if source.span is Span.LAST_DAY:
        data["den"] = day.isoformat()
    filters = source.filterset(data, queryset=rows)
    if filters.errors:
        message = f"{source.url_name} cannot be asked {params}: {filters.errors.as_text()}"
        raise ValueError(message)
    kept: Rows = filters.qs
    return kept


def plain_field(source: Source, param: str) -> str | None:
    """Return the field that a filter compares for equality; None where it does more than that."""
    chosen = source.filterset.base_filters[param]
    if chosen.method is not None or chosen.exclude or chosen.lookup_expr != "exact":
        return None
    key = chosen.extra.get("to_field_name")
    return f"{chosen.field_name}__{key}" if key else str(chosen.field_name)


def split_params(source: Source, params: Params) -> tuple[Params, Q]:
    """Part the filters that do more from those that compare one plain field, as a condition.

    Indicators that differ only in plain comparisons are counted by one query.
    """
    rest = []
    plain = Q()
    for name, values in params:
        compared = plain_field(source, name)
        if compared is None:
            rest.append((name, values))
        else:
            plain &= Q(**{f"{compared}__in": values})
    return tuple(rest), plain


def choices_of(source: Source, param: str) -> list[tuple[str, str]]:
    """Return the values a filter offers, with their words; none where it takes any text."""
    extra = source.filterset.base_filters[param].extra
    if "queryset" in extra:
        key = extra["to_field_name"]
        return [(str(getattr(row, key)), str(row)) for row in extra["queryset"].all()]
    return [(str(value), str(label)) for value, label in extra.get("choices", ())]
