"""The components as template tags: `{% load ui %}`.

A component is a function; its keyword-only parameters are its props. Django refuses a tag with an
unknown or a missing prop when the template is compiled, and the functions refuse values that are
none of the design's. `docs/developer/ui.md` lists them; `/ui/` shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm, BoundField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    NumberInput,
    RadioSelect,
    Textarea,
)
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lantoa.shared.numbers import group_digits
from lantoa.ui.components import (
    BUTTON_KINDS,
    FIGURE_STATES,
    SERIES_COLOURS,
    STATUS_KINDS,
    Bar,
    Chip,
    Node,
    Share,
    Step,
    Tab,
    segment_blocks,
    stacked_columns,
)
from lantoa.ui.icons import ICONS

register = template.Library()


@cache
def _sprite_of(storage: str) -> str:  # noqa: ARG001 -- the key of the cache
    return static("dist/icons.svg")


def sprite_url() -> str:
    """Return the address of the sprite, looked up once for each kind of storage."""
    return _sprite_of(staticfiles_storage.__class__.__qualname__)


@register.simple_tag
def sprite() -> str:
    """Return the address of the sprite, for markup that draws a symbol by itself."""
    return sprite_url()


def known(value: str, allowed: frozenset[str], what: str) -> None:
    """Refuse a value that the design does not have."""
    if value not in allowed:
        message = f"{value!r} is not a {what}; use one of {', '.join(sorted(allowed))}"
        raise template.TemplateSyntaxError(message)


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """Draw a Tabler outline icon. Give a label only when no word stands beside it."""
    if name not in ICONS:
        known(name, frozenset(ICONS), "icon")
    if label:
        return format_html(
            '<svg class="lt-icon" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>',
            label,
            sprite_url(),
            name,
        )
    return format_html(
        '<svg class="lt-icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', sprite_url(), name
    )


@register.simple_tag
def shape(kind: str) -> SafeString:
    """Draw a bare status shape; the word beside it is the caller's."""
    known(kind, STATUS_KINDS, "status")
    return format_html(
        '<svg class="lt-shape" aria-hidden="true"><use href="{}#s-{}"/></svg>', sprite_url(), kind
    )


@register.simple_tag
def status(kind: str, label: str, *, tinted: bool = False) -> SafeString:
    """Show a state as shape and word; tinted once a page, in its head."""
    tint = " lt-status--tinted" if tinted else ""
    return format_html(
        '<span class="lt-status lt-status--{}{}">{}{}</span>', kind, tint, shape(kind), label
    )


@register.simple_tag
def mark() -> SafeString:
    """Draw the mark: arcs spreading from a gold core."""
    return format_html('<svg aria-hidden="true"><use href="{}#mark"/></svg>', sprite_url())


@register.simple_tag
def figure(
    text: object, *, url: str, state: str = "live", card_url: str = "", delta: str = ""
) -> SafeString:
    """Show a counted number as the door to its rows.

    `state`: live, frozen, or changed (frozen and different today, by `delta`). `card_url` answers
    with `{% figure_card %}` and is what hover and focus show.
    """
    known(state, FIGURE_STATES, "state of a figure")
    words = group_digits(text) if isinstance(text, int) else text
    card = format_html(' data-card="{}"', card_url) if card_url else ""
    link = format_html(
        '<a class="lt-figure lt-figure--{}" href="{}"{}>{}</a>', state, url, card, words
    )
    if not delta:
        return link
    said = _("khác hôm nay: %(delta)s") % {"delta": delta}
    return format_html(
        '{}<span class="lt-figure__delta"><span aria-hidden="true">{}</span>'
        '<span class="lt-visually-hidden">{}</span></span>',
        link,
        delta,
        said,
    )


@register.inclusion_tag("ui/components/figure_card.html")
def figure_card(
    *,
    value: str,
    definition: str,
    scope: str,
    period: str,
    rows_url: str,
    rows_label: str,
    printed: str = "",
    frozen: str = "",
    citation: str = "",
) -> dict[str, object]:
    """Say what a figure is: exact value, definition, scope, period, frozen copy, and its rows."""
    return dict(locals())


@register.inclusion_tag("ui/components/button.html")
def button(
    label: str,
    *,
    kind: str = "plain",
    icon: str = "",
    url: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    missing: str = "",
    confirm: str = "",
) -> dict[str, object]:
    """Show a link (with `url`) or the submit button of the form around it.

    `missing` makes it not yet possible and is its label ("Trình: còn 2 mục"); `confirm` asks first.
    """
    known(kind, BUTTON_KINDS, "kind of button")
    return dict(locals())


@register.inclusion_tag("ui/components/post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    label: str,
    *,
    url: str,
    kind: str = "plain",
    icon: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    missing: str = "",
    confirm: str = "",
) -> dict[str, object]:
    """Show a button that is a whole form: one act on one address."""
    known(kind, BUTTON_KINDS, "kind of button")
    given = dict(locals())
    del given["context"]
    return {**given, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def citation(
    article: str, act: str, *, url: str = "", note: str = "", verified: bool = True
) -> SafeString:
    """Name the legal source: article first, act in grey, "hết hiệu lực ngày …" as the note."""
    notes = [act, note, "" if verified else _("chưa kiểm chứng")]
    words = " · ".join(part for part in notes if part)
    opening = (
        format_html('<a class="lt-citation__article" href="{}">{}</a>', url, article)
        if url
        else format_html('<span class="lt-citation__article">{}</span>', article)
    )
    doubt = "" if verified else " lt-citation--unverified"
    return format_html('<span class="lt-citation{}">{} {}</span>', doubt, opening, words)


@register.inclusion_tag("ui/components/field.html")
def field(
    bound: BoundField, *, hint: str = "", label: str = "", optional_mark: bool = True
) -> dict[str, object]:
    """Show a field of a form: label, control, hint, and its error tied to the control.

    Where every field may be left empty, as in a filter, `optional_mark` is turned off.
    """
    widget = bound.field.widget
    grouped = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    words = hint or bound.help_text
    ids = [f"{bound.auto_id}_hint"] if words else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors and not grouped:
        attributes["aria-invalid"] = "true"
    if not grouped and not isinstance(widget, CheckboxInput):
        number = isinstance(widget, NumberInput)
        own = str(widget.attrs.get("class", ""))
        if isinstance(widget, Textarea) and widget.attrs.get("rows") == "10":
            attributes["rows"] = "4"
        attributes["class"] = f"lt-input{' lt-input--number' if number else ''} {own}".strip()
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attributes),
        "label": label or bound.label,
        "hint": words,
        "grouped": grouped,
        "single_box": isinstance(widget, CheckboxInput),
        "is_file": isinstance(widget, FileInput),
        "described_by": " ".join(ids),
        "marks_optional": optional_mark and not bound.field.required,
    }


@register.inclusion_tag("ui/components/errors.html")
def errors(form: BaseForm) -> dict[str, object]:
    """List what to mend: always the form's own errors, the fields' only when over three."""
    faulty = [bound for bound in form if bound.errors]
    hidden = [bound for bound in form.hidden_fields() if bound.errors]
    return {
        "form_errors": form.non_field_errors(),
        "fields": faulty if len(faulty) > 3 else hidden,
        "count": len(faulty),
    }


@register.inclusion_tag("ui/components/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """Show a whole form: summary, hidden fields, and every visible field in order."""
    return {"form": form}


@register.simple_block_tag
def panel(
    content: str,
    *,
    title: str = "",
    note: str = "",
    icon_name: str = "",
    bleed: bool = False,
    padded: bool = True,
    id: str = "",  # noqa: A002 -- HTML's own word
) -> SafeString:
    """Wrap content in a sheet with a head. `bleed` lets a list touch the edges of a phone."""
    picture = icon(icon_name) if icon_name else ""
    head = (
        format_html(
            '<header class="lt-panel__head">{}<h2>{}</h2>{}</header>',
            picture,
            title,
            format_html('<span class="lt-panel__note">{}</span>', note) if note else "",
        )
        if title
        else ""
    )
    inside = format_html('<div class="lt-panel__body">{}</div>', content) if padded else content
    place = format_html(' id="{}"', id) if id else ""
    kind = " lt-panel--list" if bleed else ""
    return format_html('<section class="lt-panel{}"{}>{}{}</section>', kind, place, head, inside)


@register.simple_block_tag
def emptystate(content: str, *, title: str, reason: str = "") -> SafeString:
    """Say in one line what is missing and why; the content is the one or two ways to begin."""
    why = format_html('<p class="lt-empty__reason">{}</p>', reason) if reason else ""
    acts = format_html('<div class="lt-empty__acts">{}</div>', content) if content.strip() else ""
    return format_html(
        '<div class="lt-empty"><svg class="lt-empty__arcs" aria-hidden="true">'
        '<use href="{}#arcs"/></svg><div><p><strong>{}</strong></p>{}{}</div></div>',
        sprite_url(),
        title,
        why,
        acts,
    )


@register.simple_block_tag
def note(content: str, *, kind: str = "info") -> SafeString:
    """Set a remark apart: info, warning (đất), unclear (sim), done (rừng). Begin with <strong>."""
    known(kind, frozenset({"info", "warning", "unclear", "done"}), "kind of note")
    return format_html('<div class="lt-note lt-note--{}" role="note">{}</div>', kind, content)


@register.inclusion_tag("ui/components/timeline.html")
def timeline(steps: Sequence[Step], *, label: str = "") -> dict[str, object]:
    """Show five or six steps as dots on a line."""
    return {"steps": steps, "label": label or _("Các bước")}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[Tab], *, label: str) -> dict[str, object]:
    """Show states with their counts over a list."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/components/chips.html")
def chips(items: Sequence[Chip], *, clear_url: str = "") -> dict[str, object]:
    """Show the filters that are on, each with the way to take it off."""
    return {"items": items, "clear_url": clear_url}


@register.inclusion_tag("ui/components/pager.html")
def pager(
    *, where: str = "", previous_url: str = "", next_url: str = "", first_url: str = ""
) -> dict[str, object]:
    """Walk a list by key: previous, next, back to the start."""
    return dict(locals())


@register.inclusion_tag("ui/components/progress.html")
def progress(
    *,
    label: str,
    done: int,
    total: int,
    failed: int = 0,
    remaining: str = "",
    stop_url: str = "",
    poll_url: str = "",
) -> dict[str, object]:
    """Show a long job; with `poll_url` it asks every second until the answer has no poll_url."""
    given = dict(locals())
    whole = max(total, 1)
    given["done_width"] = min(round(done / whole * 100, 1), 100)
    given["failed_width"] = min(round(failed / whole * 100, 1), 100)
    return given


@register.inclusion_tag("ui/components/unit_tree.html")
def unit_tree(
    nodes: Sequence[Node],
    *,
    name: str,
    structure_day: str = "",
    search: str = "",
    search_url: str = "",
    multiple: bool = True,
) -> dict[str, object]:
    """Let a person choose units: three-state boxes, or one of them."""
    return dict(locals())


@register.inclusion_tag("ui/components/stacked_bars.html")
def stacked_bars(
    bars: Sequence[Bar], *, series: Sequence[str], label: str, head: str = ""
) -> dict[str, object]:
    """Draw one bar for each year or unit, stacked by series, every part a link to its rows."""
    return {
        "bars": bars,
        "series": list(zip(series, SERIES_COLOURS, strict=False)),
        "columns": stacked_columns(list(bars), list(series)),
        "label": label,
        "head": head or _("Năm"),
    }


@register.inclusion_tag("ui/components/segments.html")
def segments(shares: Sequence[Share], *, label: str, key: bool = True) -> dict[str, object]:
    """Draw a whole as a band, one piece for each counted thing; `key` names the parts under it."""
    return {
        "shares": shares,
        "blocks": segment_blocks(list(shares)),
        "label": label,
        "key": key,
    }


@register.inclusion_tag("ui/components/bars.html")
def bars(shares: Sequence[Share], *, label: str, unit: str = "") -> dict[str, object]:
    """Compare units by bars of one hue, longest first as given, with the number beside each."""
    highest = max((share.value for share in shares), default=0) or 1
    rows = [(share, round(share.value / highest * 100, 1)) for share in shares]
    return {"rows": rows, "label": label, "unit": unit}


@register.simple_block_tag
def sheet(content: str) -> SafeString:
    """Wrap a document as it will print, in Times; papers are Vietnamese on every screen."""
    return format_html('<article class="lt-sheet" lang="vi">{}</article>', content)
