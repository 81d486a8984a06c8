"""Filing, describing, correcting and revoking decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import PROTECT, Exists, Model, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.decisions import permissions, rules
from lantoa.decisions.models import Decision
from lantoa.decisions.queries import chain_above, decisions_by_identity
from lantoa.decisions.rows import DecisionRow
from lantoa.organization.models import Unit
from lantoa.organization.models.unit import PATH_STEP
from lantoa.organization.writing import rewrite
from lantoa.shared.dates import show_date
from lantoa.shared.errors import Conflict, DomainError
from lantoa.shared.text import fold, tidy


class DecisionRefused(DomainError):
    """A decision cannot be filed, corrected or revoked in this way."""


class AlreadyRevoked(Conflict):
    """The decision was revoked before."""


@transaction.atomic
def file_decisions(
    stated: Iterable[tuple[int | None, DecisionRow]], *, actor: User | None, at: datetime
) -> dict[DecisionRow, Decision]:
    """Return these decisions, each stated by a unit, filing those that are not known yet.

    The same number, day and issuer is one decision, whoever states it; a signer is filled in
    where none was known, and never overwritten. A decision that a second unit states is filed
    at the lowest unit above both. The decisions are held until the transaction ends, so nobody
    removes one that is being used. Raises `PermissionDenied` unless the actor may file at each
    unit.
    """
    pairs = list(stated)
    units = Unit.objects.in_bulk({unit_id for unit_id, _row in pairs if unit_id is not None})
    wanted = {unit_id: units[unit_id] if unit_id is not None else None for unit_id, _row in pairs}
    if actor is not None and not all(
        permissions.can_file_decision(actor, unit) for unit in wanted.values()
    ):
        raise PermissionDenied
    first = {_identity(row): (wanted[unit_id], row) for unit_id, row in reversed(pairs)}
    with acting(actor, "decision.filed"):
        known, new = _filed([row for _unit, row in first.values()], first)
        _complete(known, [(wanted[unit_id], row) for unit_id, row in pairs])
    if new:
        record("decision.filed", actor=actor, at=at, count=new)
    return {row: known[_identity(row)] for _unit_id, row in pairs}


def _identity(row: DecisionRow) -> tuple[str, date, str]:
    return rules.identity(row.number, row.signed_on, row.issuer)


def _search_text(decision: Decision) -> str:
    return fold(f"{decision.number} {decision.issuer} {decision.signer} {decision.subject}")


_Identity = tuple[str, date, str]


def _filed(
    rows: Sequence[DecisionRow], first: Mapping[_Identity, tuple[Unit | None, DecisionRow]]
) -> tuple[dict[_Identity, Decision], int]:
    """Return every decision by identity and how many are new.

    Another batch may file or forget the same one meanwhile, hence the second look.
    """
    new = 0
    for _attempt in range(3):
        known = _held(decisions_by_identity(rows))
        missing = [pair for key, pair in first.items() if key not in known]
        if not missing:
            return known, new
        fresh = [_fresh(unit, row) for unit, row in missing]
        Decision.objects.bulk_create(fresh, ignore_conflicts=True)
        new = len(fresh)
    raise Conflict(_("Quyết định này đang được người khác sửa. Thử lại sau ít phút."))


def _fresh(unit: Unit | None, row: DecisionRow) -> Decision:
    decision = Decision(
        number=tidy(row.number),
        signed_on=row.signed_on,
        issuer=tidy(row.issuer),
        signer=tidy(row.signer or ""),
        unit=unit,
    )
    decision.search_text = _search_text(decision)
    return decision


def _held(found: dict[_Identity, Decision]) -> dict[_Identity, Decision]:
    """Keep those that still exist, and hold them: FOR KEY SHARE lets others use them too."""
    if not found:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM decisions_decision WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",
            [[decision.pk for decision in found.values()]],
        )
        there = {row[0] for row in cursor.fetchall()}
    return {key: decision for key, decision in found.items() if decision.pk in there}


def _complete(
    known: Mapping[_Identity, Decision], stated: Sequence[tuple[Unit | None, DecisionRow]]
) -> None:
    """Fill in signers that were not known, and file higher what a second unit states."""
    changed: dict[int, Decision] = {}
    places: dict[int, str] = {}
    for unit, row in stated:
        decision = known[_identity(row)]
        if row.signer and not decision.signer:
            decision.signer = tidy(row.signer)
            decision.search_text = _search_text(decision)
            changed[decision.pk] = decision
        if unit is None or decision.unit is None:
            continue
        path = places.get(decision.pk, decision.unit.path)
        if not unit.path.startswith(path):
            places[decision.pk] = rules.common_path(path, unit.path, step=PATH_STEP)
    if places:
        above = {unit.path: unit for unit in Unit.objects.filter(path__in=places.values())}
        for decision in known.values():
            if decision.pk in places:
                decision.unit = above.get(places[decision.pk])
                changed[decision.pk] = decision
    if changed:
        rewrite(list(changed.values()), ["signer", "unit", "search_text"])


@transaction.atomic
def register_decision(
    row: DecisionRow, *, subject: str, unit: Unit, actor: User, at: datetime
) -> Decision:
    """File one decision with its subject (trích yếu), as an officer does by hand.

    Raises `PermissionDenied`, and `DecisionRefused` when it is known with another subject.
    """
    if not permissions.can_file_decision(actor, unit):
        raise PermissionDenied
    decision = file_decisions([(unit.pk, row)], actor=actor, at=at)[row]
    if decision.subject and decision.subject != tidy(subject):
        raise DecisionRefused(
            _("Quyết định số %(number)s ngày %(day)s đã có. Mở quyết định đó để sửa trích yếu.")
            % {"number": decision.number, "day": show_date(decision.signed_on)}
        )
    _describe(decision, signer=decision.signer, subject=subject, actor=actor, at=at)
    return decision


@transaction.atomic
def describe_decision(
    decision: Decision, *, signer: str, subject: str, actor: User, at: datetime
) -> None:
    """Say who signed a decision and what it is about.

    Number, day and issuer are what it is; a record under a wrong number is moved to the right
    decision instead. Raises `PermissionDenied`.
    """
    if not permissions.can_change_decision(actor, decision):
        raise PermissionDenied
    _describe(decision, signer=signer, subject=subject, actor=actor, at=at)


def _describe(decision: Decision, *, signer: str, subject: str, actor: User, at: datetime) -> None:
    if (decision.signer, decision.subject) == (tidy(signer), tidy(subject)):
        return
    decision.signer, decision.subject = tidy(signer), tidy(subject)
    decision.search_text = _search_text(decision)
    with acting(actor, "decision.described"):
        decision.save(update_fields=["signer", "subject", "search_text"])
    record("decision.described", decision, actor=actor, at=at, unit_id=decision.unit_id)


@transaction.atomic
def correct_decision(
    decision: Decision, *, correction: DecisionRow, subject: str, actor: User, at: datetime
) -> Decision:
    """Note that another decision corrects this one (đính chính), filing it where it is new.

    What the corrected decision made true stays true. Raises `PermissionDenied`,
    `AlreadyRevoked`, and `DecisionRefused` for a paper that is older, is this one, or corrects
    something else.
    """
    if not permissions.can_change_decision(actor, decision):
        raise PermissionDenied
    decision = _locked(decision)
    if decision.revoked_on is not None:
        raise AlreadyRevoked(
            _("Quyết định này đã thu hồi ngày %(day)s nên không đính chính được nữa.")
            % {"day": show_date(decision.revoked_on)}
        )
    if not rules.can_correct(correction.signed_on, signed_on=decision.signed_on):
        raise DecisionRefused(
            _("Văn bản đính chính không thể ký trước quyết định (%(day)s). Xem lại ngày ký.")
            % {"day": show_date(decision.signed_on)}
        )
    filed = file_decisions([(decision.unit_id, correction)], actor=actor, at=at)[correction]
    chain = [link.pk for link in chain_above(decision)]
    if filed.corrects_id not in {None, decision.pk} or not rules.is_chain_free(
        decision.pk, chain, filed.pk
    ):
        raise DecisionRefused(
            _("Quyết định số %(number)s đã đính chính văn bản khác. Xem lại số và ngày.")
            % {"number": filed.number}
        )
    with acting(actor, "decision.corrected"):
        filed.corrects, filed.subject = decision, filed.subject or tidy(subject)
        filed.search_text = _search_text(filed)
        filed.save(update_fields=["corrects", "subject", "search_text"])
    record(
        "decision.corrected", decision, actor=actor, at=at, unit_id=decision.unit_id, by=filed.pk
    )
    return filed


@transaction.atomic
def revoke_decision(
    decision: Decision,
    *,
    revoked_on: date,
    actor: User,
    at: datetime,
    by: DecisionRow | None = None,
) -> None:
    """Revoke a decision from a day on: nothing rests on it any more, and everything shows it.

    `by` is the decision that revokes it, where the paper is at hand. Raises `PermissionDenied`,
    `AlreadyRevoked`, and `DecisionRefused` for a day before the signing or in the future.
    """
    if not permissions.can_change_decision(actor, decision):
        raise PermissionDenied
    current = _locked(decision)
    if current.revoked_on is not None:
        raise AlreadyRevoked(
            _("Quyết định này đã thu hồi ngày %(day)s.") % {"day": show_date(current.revoked_on)}
        )
    today = timezone.localdate(at)
    if not rules.can_be_revoked_on(revoked_on, signed_on=current.signed_on, today=today):
        raise DecisionRefused(
            _("Ngày thu hồi nằm từ ngày ký %(first)s đến hôm nay %(last)s. Ghi lại ngày.")
            % {"first": show_date(current.signed_on), "last": show_date(today)}
        )
    revoking = file_decisions([(current.unit_id, by)], actor=actor, at=at)[by] if by else None
    if revoking is not None and revoking.pk == current.pk:
        raise DecisionRefused(_("Một quyết định không tự thu hồi. Ghi số của quyết định thu hồi."))
    with acting(actor, "decision.revoked"):
        decision.revoked_on, decision.revoked_by = revoked_on, revoking
        decision.save(update_fields=["revoked_on", "revoked_by"])
    record("decision.revoked", decision, actor=actor, at=at, unit_id=current.unit_id)


@transaction.atomic
def restore_decision(decision: Decision, *, actor: User, at: datetime) -> None:
    """Take back a revocation that was noted by mistake: everything counts again.

    Raises `PermissionDenied`, and `Conflict` when the decision is not revoked.
    """
    if not permissions.can_change_decision(actor, decision):
        raise PermissionDenied
    if _locked(decision).revoked_on is None:
        raise Conflict(_("Quyết định này đang còn hiệu lực."))
    with acting(actor, "decision.restored"):
        decision.revoked_on, decision.revoked_by = None, None
        decision.save(update_fields=["revoked_on", "revoked_by"])
    record("decision.restored", decision, actor=actor, at=at, unit_id=decision.unit_id)


def _locked(decision: Decision) -> Decision:
    return Decision.objects.select_for_update(of=["self"]).get(pk=decision.pk)


@transaction.atomic
def forget_unused_decisions(
    rows: Iterable[DecisionRow], *, actor: User | None, at: datetime
) -> int:
    """Remove decisions known only by number, through records that were taken back; return how many.

    For undoing an import: a decision that somebody described, that corrects or revokes another,
    or on which any record still rests, stays. The caller has asked for the right to undo.
    """
    known = decisions_by_identity(list(rows))
    found = [decision.pk for decision in known.values()]
    locked = Decision.objects.select_for_update(of=["self"]).filter(pk__in=found).order_by("pk")
    unused = Decision.objects.filter(
        pk__in=[decision.pk for decision in locked],
        subject="",
        corrects__isnull=True,
        revoked_on__isnull=True,
    )
    for relation in Decision._meta.related_objects:
        if relation.on_delete is PROTECT:
            users: QuerySet[Model] = QuerySet(relation.related_model).filter(
                **{relation.field.name: OuterRef("pk")}
            )
            unused = unused.exclude(Exists(users))
    gone = list(unused)
    if gone:
        with acting(actor, "decision.forgotten"):
            Decision.objects.filter(pk__in=[decision.pk for decision in gone]).delete()
        record("decision.forgotten", actor=actor, at=at, count=len(gone))
    return len(gone)
