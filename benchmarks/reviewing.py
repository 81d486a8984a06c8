"""How long the review of the whole organization over six years takes: figures, Word report."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.generate import FIRST_YEAR, LAST_YEAR
from lantoa.accounts.models import User
from lantoa.documents.word import render_docx
from lantoa.organization.queries.units import root_unit
from lantoa.reviews.queries.reports import report_today
from lantoa.reviews.queries.reviews import unkept_review
from lantoa.shared.dates import Period
from lantoa.statistics.catalogue.article import ARTICLE
from lantoa.statistics.queries.figures import figures
from lantoa.statistics.scope import Scope

Report = Callable[..., None]


def median(work: Callable[[], object], *, times: int = 3) -> float:
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return round(statistics.median(seconds), 2)


def measure(report: Report, user: User) -> None:
    """Report seconds of the article's figures, and of the whole Word report."""
    unit = root_unit()
    assert unit is not None
    scope = Scope(user, unit, Period.of_years(FIRST_YEAR, LAST_YEAR))
    seconds = median(lambda: figures(ARTICLE, scope))
    with CaptureQueriesContext(connection) as asked:
        figures(ARTICLE, scope)
    report("review_figures", seconds=seconds, queries=len(asked), target=1, met=seconds <= 1)

    def word() -> bytes:
        review = unkept_review(scope)
        made = report_today(review, user=user, at=timezone.now(), base_url="")
        return render_docx(made.paper)

    seconds = median(word)
    report("review_word", seconds=seconds, target=5, met=seconds <= 5)
