"""The catalogue: complete, consistent, and true to the article."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from lantoa.statistics.catalogue import CATALOGUE, UnknownIndicator, get_indicator
from lantoa.statistics.catalogue.article import ARTICLE
from lantoa.statistics.catalogue.life import LIFE
from lantoa.statistics.catalogue.results import RESULTS
from lantoa.statistics.sources import SOURCES
from tests.statistics.acceptance import statements


def test_no_two_indicators_share_a_code():
    assert len(CATALOGUE) == len(ARTICLE) + len(RESULTS) + len(LIFE)


def test_the_articles_eighteen_statements_each_have_their_indicator():
    assert [(each.number, each.code) for each in statements()] == [
        (indicator.article, indicator.code) for indicator in ARTICLE
    ]


@pytest.mark.parametrize(
    ("code", "value", "met"),
    [
        ("initiatives_and_works", 210, True),
        ("initiatives_and_works", 200, False),
        ("benefit_vnd", 2_964_300_000, True),
        ("benefit_vnd", 3_000_000_000, False),
        ("pct_vmxs_2022", 45.2, True),
        ("pct_vmxs_2022", 46, False),
        ("tuoi_tre_sang_tao", 5, True),
        ("tuoi_tre_sang_tao", None, False),
        ("sub_movements", 8, True),
    ],
)
def test_a_statement_is_met_by_its_number_or_within_its_bounds(code, value, met):
    (statement,) = [each for each in statements() if each.code == code]

    assert statement.is_met_by(value) == met


def test_every_part_and_every_filter_exists():
    for indicator in CATALOGUE.values():
        for code in (indicator.numerator, indicator.denominator, indicator.part_of):
            assert not code or code in CATALOGUE, indicator.code
        assert bool(indicator.source) != bool(indicator.numerator), indicator.code
        if indicator.source:
            known = SOURCES[indicator.source].filterset.base_filters
            asked = {name for name, _values in indicator.params}
            assert asked | set(indicator.breakdowns) <= set(known), indicator.code


def test_a_nomination_never_counts_as_an_award_and_a_pledge_never_as_a_result():
    by_list = {indicator.code: indicator.source for indicator in CATALOGUE.values()}

    assert {by_list["nominated_collective"], by_list["nominated_person"]} == {"nominations"}
    assert by_list["individual_awards"] == by_list["collective_tcct"] == "awards"
    assert by_list["registrations"] == "registrations"


def test_nested_shares_name_the_share_they_are_part_of():
    assert get_indicator("pct_vmxs_2022").part_of == "pct_vm_2022"
    assert get_indicator("members_bk_qk").part_of == "individual_awards"


def test_an_unknown_code_is_refused_in_words():
    with pytest.raises(UnknownIndicator, match="“khong_co”"):
        get_indicator("khong_co")


def test_the_command_prints_the_catalogue_as_json(capsys):
    call_command("indicators", "--json")

    printed = {each["code"]: each for each in json.loads(capsys.readouterr().out)}
    assert set(printed) == set(CATALOGUE)
    assert printed["collective_tcct"] == {
        "code": "collective_tcct",
        "name": "Lượt công đoàn cơ sở được Tổng cục Chính trị khen",
        "definition": str(get_indicator("collective_tcct").definition),
        "counting": "times",
        "measure": "count",
        "counted": "lượt công đoàn cơ sở",
        "rounding": "exact",
        "list": "/khen-thuong/",
        "filters": {"hinh_thuc": ["CO_TD_TCCT", "BK_TCCT"], "doi_tuong": ["tap_the"]},
        "breakdowns": ["nam", "don_vi", "hinh_thuc"],
        "article": "F11",
    }
    assert printed["pct_vmxs_2022"]["numerator"] == "unions_excellent"


def test_the_command_prints_one_line_an_indicator(capsys):
    call_command("indicators")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(CATALOGUE)
    assert lines[0].startswith("initiatives_and_works")
