"""The history of a record in words: who changed which field from what to what, and when.

It reads the event tables that the triggers of `audit.history.tracked` fill, so it shows what
bulk writes did as well. The number of queries does not grow with the number of changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import BooleanField, Field, ForeignKey, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Context

from lantoa.accounts.models import User
from lantoa.organization.acts import act_in_words
from lantoa.organization.rules import BEGINNING
from lantoa.shared.dates import show_date, show_partial
from lantoa.shared.numbers import group_digits

_VERBS: dict[str, Callable[[], str]] = {
    "insert": lambda: _("Thêm"),
    "update": lambda: _("Sửa"),
    "delete": lambda: _("Xóa"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed; `old` is empty for what was added, `new` for what was removed."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act on a record: when, by whom (empty: the program), what in words, which fields."""

    at: datetime
    actor: str
    act: str
    changes: tuple[FieldChange, ...]


@dataclass(slots=True)
class _Act:
    at: datetime
    actor_id: int | None
    act: str
    verb: str
    changes: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """The events of one table, oldest first; `key_name` leads from a part to its whole."""

    events: list[Any]
    key_name: str = ""

    def fields(self) -> list[Field[Any, Any]]:
        """Return what the events may say: of a record just added, nothing but that."""
        if not self.events or (not self.key_name and len(self.events) == 1):
            return []
        model: type[Model] = type(self.events[0])
        shown = _shown_fields(model)
        return [one for one in shown if one.name != self.key_name]


def history_of(
    record: Model, *parts: type[Model], known: Iterable[Model | None] = ()
) -> list[HistoryLine]:
    """Return what happened to `record`, newest first.

    `parts` are tracked models with a foreign key to it, such as the authors of an initiative:
    what happened to them belongs to the record's history. `known` are rows at hand whose names it
    may use. Whoever may open the page of a record may read its history: it tells of nothing else.
    """
    acts: dict[object, _Act] = {}
    told = [_Told(_events(type(record), "pgh_obj_id", record.pk))]
    for part in parts:
        key = _key_to(part, type(record))
        told.append(_Told(_events(part, key.attname, record.pk), key.name))
    names = _Names(told, known)
    contexts = Context.objects.in_bulk(
        {event.pgh_context_id for one in told for event in one.events if event.pgh_context_id}
    )
    for one in told:
        _collect(acts, one, contexts, names)
    actors = User.objects.in_bulk({act.actor_id for act in acts.values() if act.actor_id})
    newest_first = sorted(enumerate(acts.values()), key=lambda at: (at[1].at, at[0]), reverse=True)
    return [
        HistoryLine(
            at=act.at,
            actor=actors[act.actor_id].full_name if act.actor_id in actors else "",
            act=act_in_words(act.act, {}) if act.act else _VERBS[act.verb](),
            changes=tuple(act.changes),
        )
        for _order, act in newest_first
    ]


def _events(model: type[Model], column: str, key: object) -> list[Any]:
    """Return the events of a model whose column is `key`, oldest first.

    Written out: every page of a record asks it of each of its tables, and Django would take
    longer to word these queries than the database to answer them.
    """
    events: Any = model._meta.get_field("history").related_model
    quote = connection.ops.quote_name
    asked = "SELECT * FROM {} WHERE {} = %s ORDER BY pgh_id"
    return list(
        events.objects.raw(asked.format(quote(events._meta.db_table), quote(column)), [key])
    )


def _key_to(part: type[Model], whole: type[Model]) -> Field[Any, Any]:
    return next(
        key
        for key in part._meta.fields
        if isinstance(key, ForeignKey) and key.related_model is whole
    )


def _collect(
    acts: dict[object, _Act], told: _Told, contexts: Mapping[Any, Context], names: _Names
) -> None:
    """Add each event's changes to its act; events of one context are one act."""
    before: dict[int, Any] = {}
    for event in told.events:
        context = contexts.get(event.pgh_context_id)
        metadata = context.metadata if context else {}
        act = acts.setdefault(
            event.pgh_context_id or (event.pgh_created_at, event.pgh_label),
            _Act(
                event.pgh_created_at,
                metadata.get("actor"),
                metadata.get("act", ""),
                event.pgh_label,
            ),
        )
        act.changes += _changes(told, event, before.get(event.pgh_obj_id), names)
        before[event.pgh_obj_id] = event


def _changes(told: _Told, event: Any, before: Any, names: _Names) -> list[FieldChange]:  # noqa: ANN401
    label = event.pgh_label
    if label == "update" and before is not None:
        return [
            FieldChange(
                _label(one, event, told.key_name), names.show(before, one), names.show(event, one)
            )
            for one in told.fields()
            if getattr(before, one.attname) != getattr(event, one.attname)
        ]
    if not told.key_name or label == "update":
        return []
    said = " · ".join(words for one in told.fields() if (words := names.state(event, one)))
    what = capfirst(str(event.pgh_tracked_model._meta.verbose_name))
    return [FieldChange(what, "", said) if label == "insert" else FieldChange(what, said, "")]


@cache
def _shown_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the tracked fields that people write, as the tracked model declares them."""
    tracked: Any = model.pgh_tracked_model  # type: ignore[attr-defined]
    shown = []
    for event_field in model._meta.fields:
        if event_field.name.startswith("pgh_") or event_field.primary_key:
            continue
        try:
            original = tracked._meta.get_field(event_field.name)
        except FieldDoesNotExist:
            continue
        if original.editable and not original.primary_key:
            shown.append(original)
    return shown


def _label(one: Field[Any, Any], event: Any, key_name: str) -> str:  # noqa: ANN401
    words = capfirst(str(one.verbose_name))
    if not key_name:
        return words
    part = capfirst(str(event.pgh_tracked_model._meta.verbose_name))
    return _("%(part)s, %(field)s") % {"part": part, "field": str(one.verbose_name)}


class _Names:
    """The names behind the foreign keys of all events; the unknown are read once for a model."""

    def __init__(self, told: Iterable[_Told], known: Iterable[Model | None]) -> None:
        self._known: defaultdict[type[Model], dict[Any, Model]] = defaultdict(dict)
        for row in known:
            if row is not None:
                self._known[type(row)][row.pk] = row
        wanted: defaultdict[type[Model], set[Any]] = defaultdict(set)
        for one in told:
            for shown in one.fields():
                if isinstance(shown, ForeignKey):
                    wanted[shown.related_model] |= {
                        getattr(event, shown.attname) for event in one.events
                    }
        for model, keys in wanted.items():
            missing = keys - {None} - self._known[model].keys()
            if missing:
                self._known[model] |= model._base_manager.in_bulk(missing)  # noqa: SLF001 -- any model's rows

    def state(self, event: Any, one: Field[Any, Any]) -> str:  # noqa: ANN401
        """Write a value among others: what holds is named, what does not is left out."""
        if isinstance(one, BooleanField):
            return str(one.verbose_name) if getattr(event, one.attname) else ""
        return self.show(event, one)

    def show(self, event: Any, one: Field[Any, Any]) -> str:  # noqa: ANN401
        value = getattr(event, one.attname)
        if value is None or value == "":
            return ""
        if isinstance(one, ForeignKey):
            known = self._known[one.related_model].get(value)
            return str(known) if known is not None else _("(đã xóa)")
        return show_value(value, one)


def show_value(value: Any, one: Field[Any, Any]) -> str:  # noqa: ANN401 -- any field's value
    """Write the value of a field as its page would."""
    words = str(value)
    if one.flatchoices:
        words = str(dict(one.flatchoices).get(value, value))
    elif isinstance(value, bool):
        words = _("có") if value else _("không")
    elif one.name.endswith("_vnd"):
        words = _("%(amount)s đồng") % {"amount": group_digits(value)}
    elif isinstance(value, datetime):
        words = timezone.localtime(value).strftime("%H:%M %d/%m/%Y")
    elif isinstance(value, date):
        words = show_date(value)
    elif isinstance(value, Range):
        words = _show_range(value)
    elif isinstance(value, list | tuple):
        words = ", ".join(str(item) for item in value)
    elif one.name in {"born", "union_joined", "first_applied"}:
        words = show_partial(value)
    return words


def _show_range(days: Range[date]) -> str:
    start = days.lower if days.lower and days.lower > BEGINNING else None
    if start and days.upper:
        return _("%(first)s đến trước %(end)s") % {
            "first": show_date(start),
            "end": show_date(days.upper),
        }
    if start:
        return _("từ %(first)s") % {"first": show_date(start)}
    if days.upper:
        return _("đến trước %(end)s") % {"end": show_date(days.upper)}
    return _("mọi lúc")
