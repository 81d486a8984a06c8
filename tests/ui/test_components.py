"""The components refuse what the design does not have, and say what they are to every reader."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from lantoa.ui.components import Bar, Chip, Mark, Node, Share, Step, Tab, segment_blocks
from lantoa.ui.components import stacked_columns as columns_of


def rendered(source: str, **given: object) -> str:
    return Template("{% load ui formats %}" + source).render(Context(given))


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "add" colour="red" %}',
        '{% status "met" "Đạt" big=True %}',
        '{% figure 3 url="/" href="/" %}',
        '{% button "Lưu" type="submit" %}',
        '{% panel heading="Số liệu" %}{% endpanel %}',
        '{% note tone="red" %}{% endnote %}',
        "{% timeline steps colour=1 %}",
        '{% pager page="2" %}',
        '{% segments shares title="x" label="y" %}',
    ],
)
def test_a_component_refuses_a_prop_it_does_not_declare(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument"):
        rendered(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% figure 3 %}",
        "{% tabs items %}",
        '{% progress label="In" %}',
        "{% emptystate %}x{% endemptystate %}",
    ],
)
def test_a_component_refuses_to_go_without_a_prop_it_needs(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="did not receive value"):
        rendered(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "rocket" %}',
        '{% status "happy" "Vui" %}',
        '{% button "Lưu" kind="danger" %}',
        '{% figure 3 url="/" state="stale" %}',
        '{% note kind="danger" %}x{% endnote %}',
    ],
)
def test_a_component_refuses_values_outside_the_design(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="use one of"):
        rendered(source)


def test_status_is_shape_and_word() -> None:
    html = rendered('{% status "overdue" "Quá hạn" %}')

    assert "#s-overdue" in html
    assert "Quá hạn</span>" in html


def test_text_from_a_person_is_escaped_in_every_tag_that_builds_markup() -> None:
    nasty = "<b onclick=x>"
    sources = [
        '{% status "met" nasty %}',
        "{% figure nasty url=nasty card_url=nasty delta=nasty %}",
        "{% citation nasty nasty url=nasty note=nasty %}",
        "{% panel title=nasty note=nasty id=nasty %}x{% endpanel %}",
        "{% emptystate title=nasty reason=nasty %}{% endemptystate %}",
        '{% icon "add" label=nasty %}',
        "{% button nasty url=nasty %}{% button nasty missing=nasty %}",
    ]

    assert nasty not in "".join(rendered(source, nasty=nasty) for source in sources)


def test_a_figure_is_a_link_to_its_rows_whose_class_tells_its_state() -> None:
    html = rendered('{% figure 6012 url="/rows" state="changed" delta="+2" card_url="/card" %}')

    assert (
        '<a class="lt-figure lt-figure--changed" href="/rows" data-card="/card">6.012</a>' in html
    )
    assert "khác hôm nay: +2" in html


def test_a_button_with_an_address_is_a_link_and_else_submits() -> None:
    assert rendered('{% button "In" url="/in" icon="print" %}').startswith("<a class=")
    assert rendered('{% button "Lưu" name="act" value="save" %}').startswith(
        '<button type="submit"'
    )


def test_an_act_that_is_not_yet_possible_says_what_is_missing_and_cannot_be_sent() -> None:
    html = rendered('{% button "Trình" kind="decisive" missing="Trình: còn 2 mục" %}')

    assert html.strip() == (
        '<button type="button" class="lt-button" aria-disabled="true">Trình: còn 2 mục</button>'
    )


def test_a_post_button_carries_the_token_of_its_page() -> None:
    html = rendered('{% post_button "Trình" url="/trinh" %}', csrf_token="t0ken")

    assert 'method="post" action="/trinh"' in html
    assert 'value="t0ken"' in html


class Sample(forms.Form):
    name = forms.CharField(label="Tên", help_text="Nói được việc.")
    amount = forms.IntegerField(label="Lợi ích", required=False)
    scope = forms.ChoiceField(label="Cấp", choices=[("a", "A")], widget=forms.RadioSelect)
    day = forms.DateField(label="Ngày")
    place = forms.CharField(label="Nơi")


def test_a_field_ties_hint_and_error_to_its_control() -> None:
    html = rendered("{% field form.name %}", form=Sample({}))

    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_hint"' in html
    assert 'id="id_name_error"' in html


def test_a_group_of_choices_is_a_fieldset_with_its_error() -> None:
    html = rendered("{% field form.scope %}", form=Sample({}))

    assert '<fieldset class="lt-field" aria-describedby="id_scope_error">' in html
    assert html.rstrip().endswith("</fieldset>")


def test_the_summary_lists_fields_only_when_more_than_three_need_mending() -> None:
    four = rendered("{% errors form %}", form=Sample({}))
    one = rendered("{% errors form %}", form=Sample({"name": "a", "scope": "a", "day": "1/1/2026"}))

    assert four.count('<a href="#id_') == 4
    assert one.strip() == ""


def test_the_summary_always_shows_what_concerns_the_whole_form() -> None:
    form = Sample({"name": "a", "scope": "a", "day": "1/1/2026", "place": "b"})
    form.add_error(None, "Tổng tỷ lệ phải bằng 100.")

    assert "Tổng tỷ lệ phải bằng 100." in rendered("{% fields form %}", form=form)


def test_the_current_step_is_marked_for_readers_that_see_no_colour() -> None:
    html = rendered(
        "{% timeline steps %}", steps=[Step("Gửi", state="done"), Step("Xét", state="now")]
    )

    assert html.count('aria-current="step"') == 1


def test_tabs_and_chips_are_links() -> None:
    html = rendered(
        '{% tabs tabs label="Trạng thái" %}{% chips chips clear_url="?" %}',
        tabs=[Tab("Tất cả", "?", "168", current=True)],
        chips=[Chip("Năm 2026", "?x")],
    )

    assert 'aria-current="page">Tất cả <b>168</b>' in html
    assert 'aria-label="Bỏ lọc Năm 2026"' in html
    assert "Bỏ bộ lọc" in html


def test_progress_counts_in_vietnamese_and_draws_with_points() -> None:
    html = rendered('{% progress label="In" done=640 total=1000 failed=3 poll_url="/p" %}')

    assert "640/1.000" in html
    assert 'width="64.0"' in html
    assert 'hx-get="/p"' in html


def test_progress_that_is_over_stops_asking() -> None:
    assert "hx-get" not in rendered('{% progress label="In" done=3 total=3 %}')


def test_the_unit_tree_nests_and_marks_what_has_ended() -> None:
    tree = [Node("1", "Quân khu", children=(Node("2", "Xưởng", is_ended=True, checked=True),))]

    html = rendered('{% unit_tree nodes name="don_vi" %}', nodes=tree)

    assert html.count('type="checkbox"') == 2
    assert "lt-tree__row--ended" in html
    assert html.index('value="1"') < html.index('value="2"')


def test_bars_are_as_high_as_their_values_and_stand_on_each_other() -> None:
    (column, empty) = columns_of(
        [Bar("2021", (Mark(30, "/a"), Mark(10, "/b"))), Bar("2022", (Mark(0), Mark(0)))], ["A", "B"]
    )
    top, bottom = column.blocks

    assert (top.tone, top.y, top.height) == ("c1", 0, 112.5)
    assert (bottom.tone, bottom.y, bottom.height) == ("c2", 114.5, 35.5)
    assert (column.height, column.total) == (150, 40)
    assert (empty.height, empty.blocks) == (0, ())


def test_a_chart_without_numbers_is_drawn_empty() -> None:
    assert columns_of([], ["A"]) == []
    assert segment_blocks([Share("A", 0, "s1")]) == []


@pytest.mark.parametrize("series", [[], ["A", "B", "C", "D", "E"]])
def test_a_chart_refuses_more_series_than_the_eye_tells_apart(series: list[str]) -> None:
    with pytest.raises(ValueError, match="one to four series"):
        columns_of([Bar("2021", tuple(Mark(1) for _ in series))], series)


def test_every_part_of_a_chart_opens_its_rows_and_the_table_has_the_same_numbers() -> None:
    bars = [Bar("2021", (Mark(1200, "/a"), Mark(10, "/b")))]

    html = rendered(
        '{% stacked_bars bars series=names label="Theo năm" %}', bars=bars, names=["A", "B"]
    )

    assert html.count('href="/a"') == 2
    assert 'aria-label="2021, A: 1.200"' in html
    assert ">1.200</a>" in html
    assert ">1.210</b>" in html


def test_a_band_has_one_piece_for_each_thing_counted_up_to_sixty() -> None:
    few = segment_blocks([Share("A", 14, "s5"), Share("B", 17, "s2")])
    many = segment_blocks([Share("A", 140, "s5"), Share("B", 60, "s2")])

    assert [block.tone for block in few] == ["s5"] * 14 + ["s2"] * 17
    assert [block.width for block in many] == [448.0, 192.0]


def test_comparing_bars_relate_to_the_longest() -> None:
    html = rendered(
        '{% bars shares label="Trên 100 đoàn viên" %}',
        shares=[Share("A", 40, "s5", "/a"), Share("B", 10, "s3")],
    )

    assert 'width="100.0"' in html
    assert 'width="25.0"' in html
