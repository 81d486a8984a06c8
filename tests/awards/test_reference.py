from __future__ import annotations

import pytest

from lantoa.awards.actions.reference import sync_reference_data
from lantoa.awards.choices import AwardLevel
from lantoa.awards.models import AwardKind
from lantoa.rulebook.books import Confidence
from lantoa.rulebook.rules import catalogue

pytestmark = pytest.mark.django_db


def test_the_catalogue_holds_every_award_of_the_books_with_its_citation() -> None:
    kinds = {kind.code: kind for kind in AwardKind.objects.all()}

    assert {entry.code for entry in catalogue()} <= set(kinds)
    assert (kinds["CSTDCS"].source, kinds["CSTDCS"].confidence, kinds["CSTDCS"].is_title) == (
        "Điều 23 Luật 06/2022/QH15",
        "high",
        True,
    )


@pytest.mark.parametrize(
    ("code", "level", "is_title"),
    [
        ("CO_TD_TCCT", "tong_cuc", True),
        ("BK_TCCT", "tong_cuc", False),
        ("BK_QK", "quan_khu", False),
        ("GK_CCT", "quan_khu", False),
        ("GK_DV", "co_so", False),
        ("TTST", "tong_cuc", False),
        ("BTV", "tong_cuc", False),
        ("GIAY_KHEN", "co_so", False),
        ("HCLD3", "nha_nuoc", False),
    ],
)
def test_the_forms_of_an_army_union_are_there_at_their_level(
    code: str, level: str, *, is_title: bool
) -> None:
    kind = AwardKind.objects.get(code=code)

    assert (kind.level, kind.is_title) == (level, is_title)


def test_every_kind_says_how_sure_it_is_and_one_without_source_is_unconfirmed() -> None:
    kinds = list(AwardKind.objects.all())

    assert {kind.confidence for kind in kinds} <= {mark.value for mark in Confidence}
    assert {kind.level for kind in kinds} <= set(AwardLevel.values)
    assert {kind.confidence for kind in kinds if not kind.source} == {"unconfirmed"}


def test_syncing_again_adds_what_is_missing_and_keeps_what_was_edited() -> None:
    AwardKind.objects.filter(code="BK_QK").update(name="Bằng khen của Tư lệnh")
    AwardKind.objects.get(code="BTV").delete()
    before = AwardKind.objects.count()

    sync_reference_data()
    sync_reference_data()

    assert AwardKind.objects.count() == before + 1
    assert AwardKind.objects.get(code="BK_QK").name == "Bằng khen của Tư lệnh"


def test_every_added_form_follows_one_that_exists() -> None:
    added = AwardKind.objects.exclude(code__in=[entry.code for entry in catalogue()])

    assert added.count() == 12
