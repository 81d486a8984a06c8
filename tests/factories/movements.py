from __future__ import annotations

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory
from tests.factories.organization import UnitFactory

from lantoa.movements.models import Activity, Movement, Registration, Solution, Training
from lantoa.shared.text import fold


class MovementFactory(DjangoModelFactory[Movement]):
    class Meta:
        model = Movement

    unit = factory.SubFactory(UnitFactory)
    code = factory.Sequence(lambda number: f"pt-{number}")
    name = factory.LazyAttribute(lambda movement: f"Phong trào {movement.code}")
    kind = "chuyen_de"
    counted_on = date(2017, 2, 1)
    search_text = factory.LazyAttribute(lambda movement: fold(movement.name))


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    unit = factory.SubFactory(UnitFactory)
    movement: Any = factory.SubFactory(MovementFactory)
    form = factory.Sequence(lambda number: f"Hội nghị {number}")
    counted_on = date(2021, 5, 20)
    sessions = 2
    attendances = 120
    search_text = factory.LazyAttribute(lambda activity: fold(activity.form))


class TrainingFactory(DjangoModelFactory[Training]):
    class Meta:
        model = Training

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda number: f"Tập huấn {number}")
    counted_on = date(2021, 6, 1)
    days = 2
    participants = 40
    search_text = factory.LazyAttribute(lambda training: fold(training.name))


class RegistrationFactory(DjangoModelFactory[Registration]):
    class Meta:
        model = Registration

    unit = factory.SubFactory(UnitFactory)
    year = 2021
    title_code = "LDTT"
    counted_on = factory.LazyAttribute(lambda registration: date(registration.year, 1, 31))


class SolutionFactory(DjangoModelFactory[Solution]):
    class Meta:
        model = Solution

    unit = factory.SubFactory(UnitFactory)
    movement: Any = factory.SubFactory(MovementFactory)
    counted_on = date(2022, 11, 14)
    number = factory.Sequence(lambda number: number + 1)
    text = factory.LazyAttribute(lambda solution: f"Nhóm giải pháp số {solution.number}")
    search_text = factory.LazyAttribute(lambda solution: fold(solution.text))
