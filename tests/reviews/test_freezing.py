"""Freezing a review: what it keeps, what it refuses, and what later changes look like."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lantoa.audit.models import Entry, Seal
from lantoa.decisions.models import Decision
from lantoa.initiatives.models import Benefit, Initiative
from lantoa.organization.choices import Role, Structure
from lantoa.organization.models import Unit
from lantoa.reviews.actions import (
    Description,
    choose_roundings,
    create_review,
    describe_review,
    discard_review,
    freeze_review,
    write_texts,
)
from lantoa.reviews.choices import Part
from lantoa.reviews.models import FrozenFigure, Review
from lantoa.reviews.queries.changes import causes, open_figure
from lantoa.reviews.queries.frozen import drifted_figures, get_kept_figure, kept_rows
from lantoa.reviews.queries.reports import report_sent, report_today
from lantoa.reviews.queries.reviews import get_review, reviews_for, texts_of
from lantoa.reviews.rules import Difference, differences
from lantoa.shared.errors import Conflict, DomainError
from lantoa.shared.numbers import FalseWording, Rounding
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of
from tests.factories.reviews import PERIOD, Region, make_region, make_review, recognized

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)
EVERY_ACT = ("describe", "texts", "roundings", "freeze", "discard")


@pytest.fixture
def region() -> Region:
    return make_region()


@pytest.fixture
def frozen(region: Region) -> Review:
    review = make_review(region)
    freeze_review(review, actor=region.officer, at=NOON)
    return get_review(region.officer, review.pk)


def changed(review: Review, region: Region) -> list[Difference]:
    sent = report_sent(review)
    today = report_today(review, user=region.officer, at=LATER)
    return differences(sent.cited, today.cited)


def main_changes(review: Review, region: Region) -> dict[str, tuple[str, str, str]]:
    return {
        each.key: (each.then, each.now, each.delta)
        for each in changed(review, region)
        if each.is_whole
    }


def perform(act: str, review: Review, region: Region, actor: object) -> None:
    given = {"actor": actor, "at": NOON}
    match act:
        case "describe":
            describe_review(review, Description(), **given)  # type: ignore[arg-type]
        case "texts":
            write_texts(review, {Part.LESSONS: "Bài học"}, **given)  # type: ignore[arg-type]
        case "roundings":
            choose_roundings(review, {}, **given)  # type: ignore[arg-type]
        case "freeze":
            freeze_review(review, **given)  # type: ignore[arg-type]
        case "discard":
            discard_review(review, **given)  # type: ignore[arg-type]


def test_a_frozen_review_keeps_every_number_with_its_rows(region: Region) -> None:
    review = make_review(region)
    before = report_today(review, user=region.officer, at=NOON)

    freeze_review(review, actor=region.officer, at=NOON)

    sent = report_sent(review)
    known = {key: each for key, each in before.cited.items() if each.value is not None}
    assert sent.cited.keys() == known.keys()
    for key, each in known.items():
        kept = sent.cited[key]
        assert (kept.value, kept.numerator, kept.denominator, kept.words, kept.exact) == (
            each.value, each.numerator, each.denominator, each.words, each.exact,
        )  # fmt: skip
    figure = review.figures.get(code="initiatives_and_works")
    assert sorted(figure.row_keys[0]["keys"]) == sorted(
        Initiative.objects.filter(
            title__in=["Bệ thử bơm cao áp", "Máy cuốn ống", "Đồ gá hàn khung"]
        ).values_list("pk", flat=True)
    )
    assert figure.parameters["filters"]["loai"] == ["sang_kien", "cong_trinh"]
    assert figure.parameters["unit"] == "QK"


def test_the_frozen_text_is_the_text_of_that_moment_word_for_word(region: Region) -> None:
    review = make_review(region, spoken_period="5 năm qua", number="118/BC-CĐ")
    write_texts(review, {Part.WEAKNESSES: "Nhân rộng ít."}, actor=region.officer, at=NOON)
    before = report_today(review, user=region.officer, at=NOON)

    freeze_review(review, actor=region.officer, at=NOON)
    recognized(region.workshop, "Sáng kiến muộn")
    Unit.objects.filter(pk=region.root.pk).update(name="Tên mới")

    sent = report_sent(get_review(region.officer, review.pk))
    assert sent.paper.blocks == before.paper.blocks
    assert sent.paper.appendices == before.paper.appendices
    assert sent.paper.issuing_body == "Công đoàn Quân khu"
    assert sent.press_text == before.press_text
    assert sent.press_text.startswith("5 năm qua, các công đoàn cơ sở thuộc Công đoàn Quân khu")


def test_the_last_hash_of_the_journal_prints_in_the_foot(region: Region) -> None:
    seal = Seal.objects.create(
        first_entry=1, last_entry=2, count=2, previous_hash="0" * 64, hash="3f9a" * 16,
        sealed_at=NOON,
    )  # fmt: skip
    review = make_review(region)

    freeze_review(review, actor=region.officer, at=NOON)

    assert review.journal_hash == seal.hash
    assert report_sent(review).paper.foot_note == (
        f"Số liệu chốt ngày 15/06/2022. Nhật ký: {seal.hash}"
    )


def test_freezing_leaves_a_trace(region: Region, frozen: Review) -> None:
    entry = Entry.objects.get(act="review.frozen")

    assert entry.unit_id == region.root.pk
    assert entry.actor_id == region.officer.pk
    assert entry.details["figures"] == frozen.figures.count()


def test_while_nothing_changes_nothing_differs(region: Region, frozen: Review) -> None:
    assert changed(frozen, region) == []
    assert list(drifted_figures()) == []


def test_later_rows_show_as_differences_with_their_pages(region: Region, frozen: Review) -> None:
    late = recognized(region.hospital, "Nạng tập đi", year=2022)

    assert main_changes(frozen, region) == {
        "initiatives_and_works": ("3", "4", "+1"),
        "initiatives_recognized": ("5", "6", "+1"),
        "recognized_per_100_members": ("100", "120", "+20"),
    }
    figure = get_kept_figure(frozen, "initiatives_and_works")
    (part,) = open_figure(frozen, figure, region.officer, page=1)
    assert [(row.name, row.url) for row in part.added] == [
        ("Nạng tập đi", f"/sang-kien/{late.pk}/")
    ]
    assert part.removed == []
    assert part.count == 3
    said = causes(frozen, ["initiatives_and_works"], region.officer)
    assert said["initiatives_and_works"] == (
        "Thêm 1 dòng: Nạng tập đi (Công đoàn cơ sở Bệnh viện 4)"
    )


def test_a_revoked_decision_takes_rows_away_and_the_kept_ones_stay_open(
    region: Region, frozen: Review
) -> None:
    Decision.objects.filter(number="5/QĐ-QK").update(revoked_on=date(2023, 1, 5))

    found = main_changes(frozen, region)

    assert found["members_bk_qk"] == ("2", "0", "−2")  # noqa: RUF001 -- a true minus
    assert found["cdcs_bk_qk"] == ("1", "0", "−1")  # noqa: RUF001
    figure = get_kept_figure(frozen, "members_bk_qk")
    (part,) = open_figure(frozen, figure, region.officer, page=1)
    assert len(part.removed) == len(part.rows) == 2
    assert all(row.url.startswith("/khen-thuong/") for row in part.rows)


def test_money_that_weighs_otherwise_shows_then_and_now(region: Region, frozen: Review) -> None:
    Benefit.objects.update(accepted_vnd=100_000_000)

    assert main_changes(frozen, region)["benefit_vnd"] == (
        "120.400.000",
        "100.000.000",
        "−20.400.000",  # noqa: RUF001
    )
    figure = get_kept_figure(frozen, "benefit_vnd")
    (part,) = open_figure(frozen, figure, region.officer, page=1)
    assert [row.note for row in part.changed] == ["120.400.000 → 100.000.000"]


def test_a_row_that_is_gone_says_so(region: Region, frozen: Review) -> None:
    gone = Initiative.objects.get(title="Máy cuốn ống")
    key = gone.pk
    gone.delete()

    figure = get_kept_figure(frozen, "initiatives_and_works")
    (part,) = open_figure(frozen, figure, region.officer, page=1)

    assert [(row.name, row.url) for row in part.removed] == [
        (f"Dòng số {key}, nay đã gỡ khỏi hệ thống", "")
    ]


def test_a_share_keeps_the_rows_of_both_its_numbers(region: Region, frozen: Review) -> None:
    figure = get_kept_figure(frozen, "pct_vmxs_2022")

    above, below = kept_rows(figure)

    assert (figure.numerator, figure.denominator) == (1, 2)
    assert above.keys == (region.workshop.pk,)
    assert set(below.keys) == {region.workshop.pk, region.hospital.pk}


def test_what_one_may_not_see_is_no_difference(region: Region, frozen: Review) -> None:
    leader_below = officer_of(region.workshop, Role.LEADER)
    figure = get_kept_figure(frozen, "initiatives_recognized")

    (part,) = open_figure(frozen, figure, leader_below, page=1)

    assert part.removed == []
    assert "Dòng của đơn vị bạn không xem được" in {row.name for row in part.rows}


def test_a_kept_value_that_its_rows_do_not_give_is_found(frozen: Review) -> None:
    FrozenFigure.objects.filter(code="initiatives_and_works").update(value=4)

    (fault,) = drifted_figures()

    assert "“Công trình, sáng kiến” giữ giá trị 4" in fault
    assert fault.endswith("nhưng các dòng đã giữ cho 3.")


def test_kept_rows_that_were_touched_are_found(frozen: Review) -> None:
    figure = frozen.figures.get(code="benefit_vnd")
    figure.row_keys[0]["of"][0] = 1
    figure.save()

    assert [each for each in drifted_figures() if "Tiền tiết kiệm và làm lợi" in each]


def test_data_that_change_while_freezing_are_refused_and_nothing_is_kept(region: Region) -> None:
    review = make_review(region)
    late: list[object] = []

    def somebody_writes(execute: Any, sql: str, *rest: Any) -> Any:
        if "audit_seal" in sql and not late:  # asked after the figures, before their rows
            late.append(sql)
            recognized(region.hospital, "Đến giữa chừng")
        return execute(sql, *rest)

    with (
        connection.execute_wrapper(somebody_writes),
        pytest.raises(Conflict, match="vừa đổi trong lúc chốt"),
    ):
        freeze_review(review, actor=region.officer, at=NOON)

    stored = Review.objects.get(pk=review.pk)
    assert late
    assert not stored.is_frozen
    assert stored.figures.count() == 0


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_frozen_review_is_not_written_again(region: Region, frozen: Review, act: str) -> None:
    with pytest.raises(Conflict, match="đã chốt ngày 15/06/2022"):
        perform(act, frozen, region, region.officer)


@pytest.mark.parametrize("act", EVERY_ACT)
@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.GRASSROOTS_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_only_commendation_officers_and_leaders_write_a_review(
    region: Region, act: str, role: Role
) -> None:
    review = make_review(region)

    with pytest.raises(PermissionDenied):
        perform(act, review, region, officer_of(region.root, role))


@pytest.mark.parametrize("act", EVERY_ACT)
def test_an_officer_of_a_lower_unit_does_not_write_the_review_above(
    region: Region, act: str
) -> None:
    review = make_review(region)

    with pytest.raises(PermissionDenied):
        perform(act, review, region, officer_of(region.workshop))


def test_an_officer_above_writes_the_review_of_a_unit_below(region: Region) -> None:
    review = create_review(
        region.workshop, period=PERIOD, structure=Structure.THEN, description=Description(),
        actor=region.officer, at=NOON,
    )  # fmt: skip

    freeze_review(review, actor=officer_of(region.root, Role.LEADER), at=NOON)

    assert review.is_frozen
    assert report_sent(review).paper.parent_body == "Công đoàn Quân khu"


def test_the_wrong_person_creates_no_review(region: Region) -> None:
    with pytest.raises(PermissionDenied):
        create_review(
            region.root, period=PERIOD, structure=Structure.THEN, description=Description(),
            actor=officer_of(region.workshop), at=NOON,
        )  # fmt: skip


def test_a_true_rounding_is_kept_and_written(region: Region) -> None:
    for number in range(207):
        recognized(region.workshop, f"Cải tiến số {number}")
    review = make_review(region)

    choose_roundings(
        review, {"initiatives_and_works": Rounding.ABOUT}, actor=region.officer, at=NOON
    )

    told = report_today(review, user=region.officer, at=NOON).press_text
    assert "khoảng 200 công trình, sáng kiến" in told


def test_a_false_rounding_is_refused_in_words_and_nothing_changes(region: Region) -> None:
    review = make_review(region)

    with pytest.raises(FalseWording, match="không đúng với 3"):
        choose_roundings(
            review, {"initiatives_and_works": Rounding.HUNDREDS}, actor=region.officer, at=NOON
        )

    assert review.rounding_choices.count() == 0


def test_choosing_the_usual_style_forgets_the_choice(region: Region) -> None:
    review = make_review(region)
    for style in (Rounding.EXACT, Rounding.OVER):
        choose_roundings(review, {"initiatives_and_works": style}, actor=region.officer, at=NOON)

    assert review.rounding_choices.count() == 0


def test_texts_and_styles_for_what_no_report_has_are_refused(region: Region) -> None:
    review = make_review(region)

    with pytest.raises(DomainError, match="không có phần này"):
        write_texts(review, {"phan_la": "…"}, actor=region.officer, at=NOON)
    with pytest.raises(DomainError, match="không có con số này"):
        choose_roundings(review, {"so_la": Rounding.EXACT}, actor=region.officer, at=NOON)


def test_an_emptied_text_goes_back_to_dots(region: Region) -> None:
    review = make_review(region)
    write_texts(review, {Part.LESSONS: "Bài học"}, actor=region.officer, at=NOON)
    write_texts(review, {Part.LESSONS: " "}, actor=region.officer, at=NOON)

    assert texts_of(review) == {}


def test_a_discarded_draft_is_gone(region: Region) -> None:
    review = make_review(region)
    discard_review(review, actor=region.officer, at=NOON)

    assert not Review.objects.exists()


def test_the_rows_of_a_merged_person_still_count_one_person(region: Region) -> None:
    twin = PersonFactory(unit=region.workshop, code="ĐV-SINH-ĐÔI")
    review = make_review(region)
    freeze_review(review, actor=region.officer, at=NOON)

    kept = kept_rows(get_kept_figure(review, "members"))[0]

    assert twin.memberships.get().pk in kept.keys
    assert kept.count() == len(set(kept.of or ()))


def test_a_review_seen_from_a_foreign_unit_is_not_found(region: Region, frozen: Review) -> None:
    stranger = officer_of(UnitFactory())

    assert list(reviews_for(stranger)) == []
