"""Which records are one person, and under which names papers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.actions.people import PersonRefused, person_search_text
from lantoa.organization.models import Person, PersonAlias
from lantoa.shared.text import tidy


@transaction.atomic
def merge_person(person: Person, *, into: Person, actor: User, at: datetime) -> None:
    """Say that two records are one person: `person` then stands for `into` in every count.

    No row of any other app is touched; `unmerge_person` clears the pointer. Raises
    `PersonRefused` for a chain: the record that stays must not be merged itself, and the one
    that goes must not have others merged into it.
    """
    if not (
        permissions.can_manage_person(actor, person) and permissions.can_manage_person(actor, into)
    ):
        raise PermissionDenied
    pair = Person.objects.select_for_update().filter(pk__in=[person.pk, into.pk]).order_by("pk")
    locked = {found.pk: found for found in pair}
    if person.pk == into.pk:
        raise PersonRefused(_("Chọn hai hồ sơ khác nhau để gộp."))
    if any(found.merged_into_id for found in locked.values()):
        raise PersonRefused(_("Một trong hai hồ sơ đã được gộp. Hoàn tác lần gộp đó trước."))
    if Person.objects.filter(merged_into=person).exists():
        raise PersonRefused(
            _("Hồ sơ %(name)s đã có hồ sơ khác gộp vào. Giữ hồ sơ này và gộp theo chiều ngược lại.")
            % {"name": person.full_name}
        )
    with acting(actor, "person.merged"):
        Person.objects.filter(pk=person.pk).update(merged_into=into)
    person.refresh_from_db()
    record("person.merged", person, actor=actor, at=at, into=into.pk)


@transaction.atomic
def unmerge_person(person: Person, *, actor: User, at: datetime) -> None:
    """Undo a merge: the record counts for itself again.

    Raises `PersonRefused` where nothing was merged.
    """
    if not permissions.can_manage_person(actor, person):
        raise PermissionDenied
    if Person.objects.select_for_update().get(pk=person.pk).merged_into_id is None:
        raise PersonRefused(_("Hồ sơ này không gộp vào hồ sơ nào."))
    with acting(actor, "person.unmerged"):
        Person.objects.filter(pk=person.pk).update(merged_into=None)
    person.refresh_from_db()
    record("person.unmerged", person, actor=actor, at=at)


@transaction.atomic
def set_aliases(person: Person, *, names: Sequence[str], actor: User, at: datetime) -> None:
    """Note the other spellings under which papers name the person; search finds each."""
    if not permissions.can_manage_person(actor, person):
        raise PermissionDenied
    wanted = list(dict.fromkeys(name for name in map(tidy, names) if name))
    with acting(actor, "person.alias_set"):
        person.aliases.exclude(name__in=wanted).delete()
        known = set(person.aliases.values_list("name", flat=True))
        PersonAlias.objects.bulk_create(
            PersonAlias(person=person, name=name) for name in wanted if name not in known
        )
        person.search_text = person_search_text(person.code, person.full_name, wanted)
        person.save(update_fields=["search_text"])
    record("person.alias_set", person, actor=actor, at=at, names=wanted)
