"""Writing numbers into a text: each keeps the key under which its rows are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from lantoa.documents import paper
from lantoa.reviews.facts import Number
from lantoa.reviews.writing.cited import Cited
from lantoa.reviews.writing.runs import NOTHING, Runs
from lantoa.shared.numbers import MILLION, FalseWording, Rounding, decimal_comma, group_digits
from lantoa.statistics.queries.figures import Figure
from lantoa.statistics.wording import chosen_words, exact_words, with_counted


@dataclass(slots=True)
class Pen:
    """Writes numbers and remembers each one it wrote.

    `said` are those of the text; `unfit` those whose chosen style is untrue for the value of now.

    With a `base_url` every number becomes a link, which must be absolute to work in a file.
    """

    base_url: str = ""
    styles: Mapping[str, Rounding] = field(default_factory=dict)
    cited: dict[str, Cited] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)

    def say(self, number: Number) -> paper.Figure:
        """Write a number of the text in the style chosen for it, else in its own."""
        words = self._words(number)
        self.cited[number.key] = cited_of(number, words)
        self.said.append(number.key)
        return self._run(words, number)

    def phrase(self, number: Number) -> Runs:
        """Write a number of the text with what it counts: "trên 200" " công trình, sáng kiến"."""
        said = self.say(number)
        counted = self.cited[number.key].phrase.removeprefix(said.text)
        return (said, counted) if counted else (said,)

    def cell(self, number: Number | None) -> paper.Run:
        """Write a number of a table, exactly; what is not known as a dash."""
        if number is None or number.figure.value is None:
            return NOTHING
        words = _table_words(number.figure)
        self.cited.setdefault(number.key, cited_of(number, number.figure.words))
        return self._run(words, number)

    def millions(self, number: Number | None) -> paper.Run:
        """Write an amount of a narrow table in triệu đồng, to one decimal."""
        if number is None or number.figure.value is None:
            return NOTHING
        self.cited.setdefault(number.key, cited_of(number, number.figure.words))
        amount = (Decimal(number.figure.value) / MILLION).quantize(
            Decimal("0.1"), rounding=ROUND_HALF_UP
        )
        return self._run(decimal_comma(amount), number)

    def note(self, numbers: Iterable[Number]) -> None:
        """Remember numbers that were not written."""
        for number in numbers:
            if number.key not in self.cited:
                self.cited[number.key] = cited_of(number, number.figure.words)

    def _words(self, number: Number) -> str:
        figure = number.figure
        style = self.styles.get(number.key)
        if style is None or figure.value is None or figure.is_percent:
            return figure.words
        try:
            return chosen_words(figure.indicator, figure.value, style)
        except FalseWording:
            self.unfit.append(number.key)
            return figure.words

    def _run(self, text: str, number: Number) -> paper.Figure:
        url = f"{self.base_url}{number.figure.url}" if self.base_url else ""
        return paper.Figure(text, number.key, url)


def cited_of(number: Number, words: str) -> Cited:
    figure = number.figure
    return Cited(
        key=number.key,
        label=number.label,
        definition=number.definition,
        value=figure.value,
        measure=figure.indicator.measure,
        words=words,
        phrase=with_counted(figure.indicator, words),
        exact=exact_words(figure.indicator, figure.value),
        row_count=figure.row_count,
        url=figure.url,
        numerator=figure.numerator,
        denominator=figure.denominator,
    )


def _table_words(figure: Figure) -> str:
    """Write the exact value without its unit, which stands in the head; a share with its sign."""
    if figure.is_percent:
        return figure.exact
    if isinstance(figure.value, Decimal):
        return figure.in_style(Rounding.EXACT)
    return group_digits(figure.value or 0)
