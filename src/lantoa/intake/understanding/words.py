"""Vocabularies: the words a cell may hold, and the codes they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override
from rapidfuzz import process

from lantoa.awards.choices import NominationState, Occasion, Recipient
from lantoa.contests.choices import Level, Prize
from lantoa.initiatives.choices import (
    Beneficiary,
    BenefitKind,
    BenefitState,
    Field,
    Kind,
    Scope,
    State,
)
from lantoa.initiatives.rules import STATED
from lantoa.intake.choices import ProblemKind
from lantoa.intake.understanding.findings import BadCell
from lantoa.movements.choices import MovementKind
from lantoa.organization.choices import Gender
from lantoa.shared.text import fold

_MOST_NAMED, _NEAREST = 12, 3
YES, NO = "Có", "Không"


@dataclass(slots=True)
class Vocabulary:
    """Codes by folded word, and the word to show for each code."""

    labels: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, str] = field(default_factory=dict, repr=False)  # a column repeats few words

    def add(self, code: str, label: str, others: Iterable[str] = ()) -> None:
        self.labels.setdefault(code, label)
        for word in (label, code, *others):
            folded = fold(word)
            if folded:
                self.codes.setdefault(folded, code)

    def code_of(self, word: str) -> str:
        """Return the code of a word. Raises `BadCell` with the words that are allowed."""
        code = self._seen.get(word) or self.codes.get(fold(word))
        if code is None:
            raise BadCell(ProblemKind.UNKNOWN_VALUE, self._remedy(word))
        self._seen[word] = code
        return code

    def label_of(self, code: str | None) -> str:
        return self.labels.get(code, code) if code else ""

    def _remedy(self, word: str) -> str:
        named = list(self.labels.values())
        if not named:
            return _("“%(word)s” chưa có trong danh mục, và danh mục còn trống.") % {"word": word}
        if len(named) > _MOST_NAMED:
            near = process.extract(word, named, processor=fold, limit=_NEAREST)
            return _("“%(word)s” chưa có trong danh mục. Gần nhất: %(words)s.") % {
                "word": word,
                "words": _quoted(label for label, _score, _at in near),
            }
        return _("“%(word)s” chưa có trong danh mục. Ghi một trong: %(words)s.") % {
            "word": word,
            "words": _quoted(named),
        }


def _quoted(labels: Iterable[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)


def fixed_vocabularies() -> dict[str, Vocabulary]:
    """Return the vocabularies that the program itself fixes, in Vietnamese whatever the screen."""
    fixed: Mapping[str, Iterable[TextChoices]] = {
        "gender": Gender,
        "movement-kind": MovementKind,
        "initiative-kind": Kind,
        "initiative-field": Field,
        "initiative-state": [state for state in State if state in STATED],
        "benefit-state": BenefitState,
        "benefit-kind": BenefitKind,
        "beneficiary": Beneficiary,
        "scope": Scope,
        "contest-level": Level,
        "prize": Prize,
        "recipient": Recipient,
        "occasion": Occasion,
        "nomination-state": NominationState,
    }
    found: dict[str, Vocabulary] = {}
    with override("vi"):
        for name, choices in fixed.items():
            found[name] = Vocabulary()
            for choice in choices:
                found[name].add(str(choice.value), str(choice.label))
    _add_short_forms(found)
    found["yes-no"] = Vocabulary()
    found["yes-no"].add("1", YES, ("x", "true", "đúng"))
    found["yes-no"].add("0", NO, ("false", "sai"))
    return found


def _add_short_forms(found: dict[str, Vocabulary]) -> None:
    """Let the everyday short forms stand for the words: "Nhất" for "Giải Nhất"."""
    for name, prefix in (("prize", "giải "), ("scope", "cấp "), ("contest-level", "cấp ")):
        for code, label in list(found[name].labels.items()):
            short = label.casefold().removeprefix(prefix)
            found[name].add(code, label, (short, prefix + short))
