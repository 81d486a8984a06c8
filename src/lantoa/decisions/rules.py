"""When a decision may be revoked or corrected.

Source: Luật Thi đua, khen thưởng 06/2022/QH15, Điều 93 (an award is cancelled by a decision of
the body that gave it). That a paper takes effect no earlier than the one it changes was signed
is plain logic; no article says so. Main words: thu hồi (revoke), đính chính (correct).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lantoa.shared.text import fold, tidy


def identity(number: str, signed_on: date, issuer: str) -> tuple[str, date, str]:
    """Return what makes two statements the same decision.

    The number as written; the issuer whatever its capitals and marks, since each unit types it.
    """
    return tidy(number), signed_on, fold(issuer)


def can_be_revoked_on(revoked_on: date, *, signed_on: date, today: date) -> bool:
    """Tell whether a revocation may be noted: not before the signing, not in the future."""
    return signed_on <= revoked_on <= today


def can_correct(correction_signed_on: date, *, signed_on: date) -> bool:
    """Tell whether a paper of this day may correct a decision: it is not the older of the two."""
    return signed_on <= correction_signed_on


def common_path(first: str, second: str, *, step: int) -> str:
    """Return the path of the lowest unit above both; empty where they share none."""
    shared = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        shared += 1
    return first[: shared // step * step]


def is_chain_free(corrected: int, chain: Sequence[int], correction: int) -> bool:
    """Tell whether `correction` neither is the decision nor one that it corrects already."""
    return correction != corrected and correction not in chain
