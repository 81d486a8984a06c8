"""What is said is said well: Vietnamese in the source, English complete, Django in our voice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import django
import django_filters
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

import lantoa
from lantoa.config.messages import collect, update
from lantoa.reviews.actions import freeze_review
from lantoa.reviews.queries.numbers import number_today
from lantoa.reviews.queries.reports import report_today
from lantoa.reviews.queries.reviews import as_draft, get_review
from lantoa.shared.numbers import Rounding
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.wording import number_words
from tests.factories.organization import NOON
from tests.factories.reviews import make_region, make_review

if TYPE_CHECKING:
    from pytest_django import Settings

PACKAGE = Path(lantoa.__file__).parent
DJANGO = Path(django.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]")
SIGN_IN = "accounts:sign-in"

Key = tuple[str | None, str]


def _catalogue(language: str) -> Catalog:
    return _read(PACKAGE / "locale" / language / "LC_MESSAGES/django.po", language)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as handle:
        return read_po(handle, locale=language, domain="django")


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string or ()) if message.pluralizable else (str(message.string),)


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if message.pluralizable else (str(message.id),)


def _key(message: Message) -> Key:
    return message.context, _ids(message)[0]


def _said(catalogue: Iterable[Message]) -> dict[Key, Message]:
    """Return the messages of a catalogue without its header."""
    return {_key(message): message for message in catalogue if message.id}


@pytest.fixture(scope="module")
def source() -> dict[Key, Message]:
    """Every string that the program marks."""
    return _said(collect(PACKAGE))


@pytest.fixture
def compiled(tmp_path: Path, settings: Settings) -> None:
    """The catalogues as they stand in the repository, whatever was compiled before."""
    for language in ("vi", "en"):
        target = tmp_path / language / "LC_MESSAGES/django.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as handle:
            write_mo(handle, _catalogue(language))
    settings.LOCALE_PATHS = [tmp_path]


def test_every_string_has_its_english(source: dict[Key, Message]) -> None:
    english = _said(_catalogue("en"))
    missing = [
        key
        for key in source
        if key not in english or not all(_forms(english[key])) or english[key].fuzzy
    ]

    assert missing == [], "make messages, then translate these"


def test_the_english_catalogue_holds_nothing_that_nobody_says(source: dict[Key, Message]) -> None:
    assert [key for key in _said(_catalogue("en")) if key not in source] == []


def test_english_keeps_the_placeholders_of_its_source() -> None:
    differing = [
        (message.id, form)
        for message in _said(_catalogue("en")).values()
        for form in _forms(message)
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(_ids(message)[0]))
    ]

    assert differing == []


def test_our_vietnamese_for_django_fills_only_what_django_gives() -> None:
    wrong = [
        (message.id, form)
        for message in _said(_catalogue("vi")).values()
        for form in _forms(message)
        if not form
        or not set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(_ids(message)[-1]))
    ]

    assert wrong == []


def test_our_vietnamese_for_django_overrides_what_is_still_said() -> None:
    said = set(_said(collect(Path(django_filters.__file__).parent)))
    for app in ("conf", "contrib/auth", "contrib/postgres"):
        said |= set(_said(_read(DJANGO / app / "locale/en/LC_MESSAGES/django.po", "en")))

    assert [key for key in _said(_catalogue("vi")) if key not in said] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_catalogue_is_plain_of_voice(language: str, source: dict[Key, Message]) -> None:
    messages = [*_said(_catalogue(language)).values(), *source.values()]
    words = {words for message in messages for words in (*_forms(message), *_ours(message))}
    loud = [
        one
        for one in words
        if "!" in one or re.search(r"vui lòng|thành công|\bplease\b|successful", one.casefold())
    ]

    assert loud == []


def _ours(message: Message) -> tuple[str, ...]:
    """Return the source of a message that is ours; Django's own are English."""
    return _ids(message) if message.locations else ()


def test_source_strings_are_composed_as_keyboards_compose_them(source: dict[Key, Message]) -> None:
    apart = [
        words
        for message in source.values()
        for words in _ids(message)
        if not unicodedata.is_normalized("NFC", words)
    ]

    assert apart == []


def test_collecting_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text('_("Ghi")\nngettext("%(n)s tệp", "%(n)s tệp", 2)\n')
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "Lưu" %}')
    path = tmp_path / "locale/en/LC_MESSAGES/django.po"

    update(tmp_path)
    once = path.read_bytes()
    path.write_bytes(once.replace(b'"Ghi"\nmsgstr ""', b'"Ghi"\nmsgstr "Save"'))
    update(tmp_path)

    assert path.read_bytes() == once.replace(b'"Ghi"\nmsgstr ""', b'"Ghi"\nmsgstr "Save"')
    assert list(_said(_read(path, "en"))) == [(None, "%(n)s tệp"), (None, "Ghi"), (None, "Lưu")]


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_the_english_switch_shows_english(client: Client) -> None:
    asked = {"Accept-Language": "en"}  # many offices have browsers in English
    before = client.get(reverse(SIGN_IN), headers=asked).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": reverse(SIGN_IN)})
    after = client.get(reverse(SIGN_IN)).content.decode()

    assert "Đăng nhập" in before
    assert "Sign in" not in before
    assert "Sign in" in after
    assert "Đăng nhập" not in after
    assert '<html lang="en"' in after


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("language", "works", "money"),
    [("vi", "trên 200", "gần 3 tỷ đồng"), ("en", "210", "2,96 billion đồng")],
)
def test_rounding_words_stay_in_vietnamese_prose(language: str, works: str, money: str) -> None:
    with override(language):
        assert number_words(CATALOGUE["initiatives_and_works"], 210, Rounding.OVER) == works
        assert number_words(CATALOGUE["benefit_vnd"], 2_964_300_000, Rounding.NEARLY) == money


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_review_is_a_vietnamese_paper_on_an_english_screen() -> None:
    region = make_region()
    officer = region.officer
    review = make_review(region)
    plain = report_today(review, user=officer, at=NOON)
    number = number_today(review, "initiatives_recognized", officer)

    with override("en"):
        assert gettext("Lưu") == "Save"
        freeze_review(review, actor=officer, at=NOON)
        sent = get_review(officer, review.pk)
        assert report_today(as_draft(sent), user=officer, at=NOON) == plain
        assert number_today(sent, "initiatives_recognized", officer) == number
        said = {one.code: one.definition for one in sent.figures.all()}

    assert said["initiatives_recognized"] == number.definition
    assert "công nhận" in number.definition


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_a_form_speaks_in_the_voice_of_the_house(client: Client) -> None:
    said = client.post(reverse(SIGN_IN), {"username": "an.nv"}).content.decode()

    assert "Cần ghi mục này." in said
