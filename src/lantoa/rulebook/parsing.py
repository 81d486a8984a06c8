"""From plain YAML to the values of `books`, refusing what the description does not allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lantoa.rulebook.books import (
    COMPOSED,
    CONDITION_TYPES,
    LEVELS,
    OCCASIONS,
    SUBJECTS,
    AwardRule,
    BaseSalary,
    Book,
    Citation,
    Condition,
    Confidence,
    Document,
    GeneralRule,
    Quota,
)
from lantoa.rulebook.reading import BadRulebook
from lantoa.shared.dates import Period

_Plain = Mapping[str, Any]
_ABOUT_A_LEAF = frozenset({"id", "type", "cite", "confidence", "manual", "from", "to", "note"})
_BOOK_KEYS = frozenset(
    {
        *("regime", "sources", "awards", "rules", "bonus_table", "base_salary"),
        *("titles_listed", "categories", "authority_known", "draft_changes", "status"),
    }
)


def book_of(document: _Plain, place: str) -> Book:
    """Build one book; `place` is its file, for the message of what is wrong with it."""
    regime = document.get("regime") or {}
    where = f"{place}: {regime.get('id', 'a book without id')}"
    _refuse_others(document, _BOOK_KEYS, where)
    sources = document.get("sources") or {}
    awards = tuple(_award(plain, sources, where) for plain in document.get("awards") or [])
    codes = [award.code for award in awards]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise BadRulebook(f"{where}: {', '.join(twice)} stands twice")
    status = str(regime.get("status") or document.get("status") or "")
    return Book(
        id=_text(regime, "id", where),
        title=_text(regime, "title", where),
        held=_held(regime, "effective_from", "effective_to"),
        is_verified=not status,
        overlay_of=tuple(regime.get("overlay_of") or ()),
        documents=tuple(_document(plain, where) for plain in regime.get("documents") or []),
        sources=sources,
        awards=awards,
        rules=tuple(_rule(plain, where) for plain in document.get("rules") or []),
        bonus_multiples=_bonuses(document.get("bonus_table"), where),
        base_salaries=tuple(_salary(plain, where) for plain in document.get("base_salary") or []),
        warning=status,
    )


def _text(plain: _Plain, key: str, where: str) -> str:
    value = plain.get(key)
    if not value:
        raise BadRulebook(f"{where}: no {key}")
    return str(value)


def _refuse_others(plain: _Plain, allowed: Iterable[str], where: str) -> None:
    others = sorted(set(plain) - set(allowed))
    if others:
        raise BadRulebook(f"{where}: {', '.join(others)} is not a known key")


def _known(values: Iterable[str], allowed: Iterable[str], what: str, where: str) -> tuple[str, ...]:
    given = tuple(values)
    others = sorted(set(given) - set(allowed))
    if others:
        raise BadRulebook(f"{where}: {', '.join(others)} is no known {what}")
    return given


def _confidence(plain: _Plain, where: str) -> Confidence:
    value = _text(plain, "confidence", where)
    _known([value], set(Confidence), "confidence", where)
    return Confidence(value)


def _held(plain: _Plain, first: str, last: str) -> Period:
    return Period.through(_day(plain.get(first)), _day(plain.get(last)))


def _day(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise BadRulebook(f"{value!r} is not a day")


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _document(plain: _Plain, where: str) -> Document:
    return Document(
        number=_text(plain, "number", where),
        kind=_text(plain, "kind", where),
        role=str(plain.get("role") or ""),
        held=_held(plain, "effective_from", "effective_to"),
    )


_AWARD_KEYS = frozenset(
    {
        *("code", "name_vi", "name_en", "subject", "kind", "level", "authority", "when"),
        *("criteria", "quota", "bonus_multiple", "citation", "sources", "confidence", "note"),
    }
)


def _award(plain: _Plain, sources: _Plain, where: str) -> AwardRule:
    where = f"{where}, {plain.get('code', 'an award without code')}"
    _refuse_others(plain, _AWARD_KEYS, where)
    citation = plain.get("citation") or {}
    if not citation.get("doc"):
        raise BadRulebook(f"{where}: no citation")
    kind = _known([_text(plain, "kind", where)], {"title", "commendation"}, "kind", where)
    criteria = plain.get("criteria")
    return AwardRule(
        code=_text(plain, "code", where),
        name=_text(plain, "name_vi", where),
        subjects=_known(plain.get("subject") or (), SUBJECTS, "subject", where),
        is_title=kind == ("title",),
        level=_known([_text(plain, "level", where)], LEVELS, "level", where)[0],
        authority=_text(plain, "authority", where),
        occasions=_known(plain.get("when") or (), OCCASIONS, "occasion", where),
        criteria=_condition(criteria, where) if criteria else None,
        quota=_quota(plain.get("quota"), where),
        bonus_multiple=_decimal(plain.get("bonus_multiple")),
        citation=Citation(**{key: str(value or "") for key, value in citation.items()}),
        sources=_known(plain.get("sources") or (), sources, "source", where),
        confidence=_confidence(plain, where),
        note=str(plain.get("note") or ""),
    )


def _quota(plain: _Plain | None, where: str) -> Quota | None:
    if plain is None:
        return None
    return Quota(
        of=_text(plain, "of", where),
        citation=_text(plain, "citation", f"{where}, quota"),
        max_percent=plain.get("max_percent"),
        max_count=plain.get("max_count"),
    )


def _condition(plain: _Plain, where: str) -> Condition:
    composed = COMPOSED & set(plain)
    if composed:
        _refuse_others(plain, {*composed, "id", "cite", "confidence", "note"}, where)
        (kind,) = composed
        inner = plain[kind] if isinstance(plain[kind], list) else [plain[kind]]
        return Condition(
            kind,
            parts=tuple(_condition(part, where) for part in inner),
            cite=str(plain.get("cite") or ""),
            id=str(plain.get("id") or ""),
        )
    where = f"{where}, condition {plain.get('id', '?')}"
    (kind,) = _known([_text(plain, "type", where)], CONDITION_TYPES, "type of condition", where)
    return Condition(
        kind,
        params={key: value for key, value in plain.items() if key not in _ABOUT_A_LEAF},
        cite=_text(plain, "cite", where),
        id=_text(plain, "id", where),
        is_manual=bool(plain.get("manual")),
        confidence=_confidence(plain, where) if "confidence" in plain else None,
        held=_held(plain, "from", "to"),
    )


_RULE_KEYS = frozenset(
    {
        *("id", "kind", "text", "from", "to", "cite", "confidence", "sources", "awards"),
        *("min_percent", "of", "factor", "note"),
    }
)


def _rule(plain: _Plain, where: str) -> GeneralRule:
    where = f"{where}, rule {plain.get('id', 'without id')}"
    _refuse_others(plain, _RULE_KEYS, where)
    return GeneralRule(
        id=_text(plain, "id", where),
        kind=str(plain.get("kind") or ""),
        text=_text(plain, "text", where),
        held=_held(plain, "from", "to"),
        cite=_text(plain, "cite", where),
        confidence=_confidence(plain, where),
        sources=tuple(plain.get("sources") or ()),
        awards=tuple(plain.get("awards") or ()),
        min_percent=plain.get("min_percent"),
        of=str(plain.get("of") or ""),
        factor=_decimal(plain.get("factor")),
        note=str(plain.get("note") or ""),
    )


def _bonuses(plain: _Plain | None, where: str) -> dict[str, Decimal]:
    if plain is None:
        return {}
    _text(plain, "citation", f"{where}, bonus table")
    return {row["code"]: Decimal(str(row["multiple"])) for row in plain["rows"]}


def _salary(plain: _Plain, where: str) -> BaseSalary:
    where = f"{where}, base salary from {plain.get('from')}"
    return BaseSalary(
        held=_held(plain, "from", "to"),
        vnd=int(plain["vnd"]),
        cite=_text(plain, "cite", where),
        confidence=_confidence(plain, where),
    )
