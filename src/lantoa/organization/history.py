"""The history of a record in words: who changed which field from what to what, and when.

It reads the event tables that the triggers of `audit.history.tracked` fill, so it shows what
bulk writes did as well. The number of queries does not grow with the number of changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import BooleanField, Field, ForeignKey, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

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


def history_of(record: Model, *parts: type[Model]) -> list[HistoryLine]:
    """Return what happened to `record`, newest first.

    `parts` are tracked models with a foreign key to it, such as the authors of an initiative:
    what happened to them belongs to the record's history.
    """
    acts: dict[object, _Act] = {}
    own = _events(type(record), pgh_obj_id=record.pk)
    named = [(own, "")]
    for part in parts:
        key = _key_to(part, type(record))
        named.append((_events(part, **{key.attname: record.pk}), key.name))
    names = _Names(event for events, _key in named for event in events)
    for events, key_name in named:
        _collect(acts, events, key_name, names)
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


def _events(model: type[Model], **key: object) -> list[Any]:
    events = model._meta.get_field("history").related_model
    return list(
        events.objects.filter(**key)  # type: ignore[union-attr]
        .select_related("pgh_context")
        .order_by("pgh_id")
    )


def _key_to(part: type[Model], whole: type[Model]) -> Field[Any, Any]:
    return next(
        key
        for key in part._meta.fields
        if isinstance(key, ForeignKey) and key.related_model is whole
    )


def _collect(acts: dict[object, _Act], events: list[Any], key_name: str, names: _Names) -> None:
    """Add each event's changes to its act; events of one context are one act."""
    before: dict[int, Any] = {}
    for event in events:
        context = event.pgh_context
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
        act.changes += _changes(event, before.get(event.pgh_obj_id), key_name, names)
        before[event.pgh_obj_id] = event


def _changes(event: Any, before: Any, key_name: str, names: _Names) -> list[FieldChange]:  # noqa: ANN401
    label = event.pgh_label
    fields = _shown_fields(type(event))
    if label == "update" and before is not None:
        return [
            FieldChange(
                _label(one, event, key_name), names.show(before, one), names.show(event, one)
            )
            for one in fields
            if getattr(before, one.attname) != getattr(event, one.attname)
        ]
    if not key_name or label == "update":
        return []
    said = " · ".join(
        words for one in fields if one.name != key_name and (words := names.state(event, one))
    )
    what = capfirst(str(event.pgh_tracked_model._meta.verbose_name))
    return [FieldChange(what, "", said) if label == "insert" else FieldChange(what, said, "")]


@cache
def _shown_fields(model: type[Any]) -> list[Field[Any, Any]]:
    """Return the tracked fields that people write, as the tracked model declares them."""
    tracked = model.pgh_tracked_model
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
    """The names behind the foreign keys of all events, read once for each model."""

    def __init__(self, events: Iterable[Any]) -> None:
        wanted: dict[type[Model], set[Any]] = {}
        for event in events:
            for one in _shown_fields(type(event)):
                key = getattr(event, one.attname)
                if isinstance(one, ForeignKey) and key is not None:
                    wanted.setdefault(one.related_model, set()).add(key)
        self._known: Mapping[type[Model], Mapping[Any, Model]] = {
            model: model._base_manager.in_bulk(keys)  # noqa: SLF001 -- any model's rows
            for model, keys in wanted.items()
        }

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
            known = self._known.get(one.related_model, {}).get(value)
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
