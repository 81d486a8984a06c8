from __future__ import annotations

from pathlib import Path

from lantoa.config.messages import collect


def test_strings_are_found_in_python_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        'a = _("Sáng " "kiến")\n'
        'b = ngettext("%(n)s người", "%(n)s người khác", n)\n'
        'c = pgettext("tháng", "May")\n'
        'd = "không dịch"\n'
    )
    (tmp_path / "page.html").write_text(
        "{% load i18n %}<p>{% translate 'Có (dấu) ngoặc' %}</p>"
        "{% blocktranslate with who=user %}Chào {{ who }}{% endblocktranslate %}"
        '{% part title=_("Tên") %}{{ value|default:_("chưa rõ") }}'
    )

    found = {(message.id, message.context) for message in collect(tmp_path) if message.id}

    assert found == {
        ("Sáng kiến", None),
        (("%(n)s người", "%(n)s người khác"), None),
        ("May", "tháng"),
        ("Có (dấu) ngoặc", None),
        ("Chào %(who)s", None),
        ("Tên", None),
        ("chưa rõ", None),
    }
