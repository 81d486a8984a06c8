from __future__ import annotations

import pytest
from django.core.management import call_command

from lantoa.organization.models import PersonalField, PersonCategory, UnitKind

pytestmark = pytest.mark.django_db


def test_reference_data_are_there_after_the_schema_is_made() -> None:
    assert list(UnitKind.objects.order_by("level").values_list("code", flat=True)) == [
        "khu",
        "khoi",
        "cap_tren",
        "cdcs",
        "cd_bo_phan",
        "to_cd",
    ]
    assert PersonCategory.objects.filter(code="QNCN").exists()
    assert PersonalField.objects.filter(model="organization.person", field="born").exists()


def test_syncing_again_adds_what_is_missing_and_keeps_what_was_edited() -> None:
    UnitKind.objects.filter(code="khu").update(name="Bộ Tư lệnh")
    PersonCategory.objects.filter(code="QNCN").delete()
    before = (UnitKind.objects.count(), PersonalField.objects.count())

    call_command("sync_reference")

    assert UnitKind.objects.get(code="khu").name == "Bộ Tư lệnh"
    assert PersonCategory.objects.filter(code="QNCN").exists()
    assert (UnitKind.objects.count(), PersonalField.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_a_flush_between_tests_leaves_the_reference_data() -> None:
    assert UnitKind.objects.count() == 6
