from __future__ import annotations

from datetime import date

from lantoa.movements.models import Activity, Movement, Registration, Solution, Training
from lantoa.shared.text import fold
from tests.factories.base import ModelFactory, counted, derived, of, sequence
from tests.factories.organization import UnitFactory


class MovementFactory(ModelFactory[Movement]):
    class Meta:
        model = Movement

    unit = of(UnitFactory)
    code = sequence("pt-%d")
    name = derived(lambda movement: f"Phong trào {movement.code}")
    kind = "chuyen_de"
    counted_on = date(2017, 2, 1)
    search_text = derived(lambda movement: fold(movement.name))


class ActivityFactory(ModelFactory[Activity]):
    class Meta:
        model = Activity

    unit = of(UnitFactory)
    movement = of(MovementFactory)
    form = sequence("Hội nghị %d")
    counted_on = date(2021, 5, 20)
    sessions = 2
    attendances = 120
    search_text = derived(lambda activity: fold(activity.form))


class TrainingFactory(ModelFactory[Training]):
    class Meta:
        model = Training

    unit = of(UnitFactory)
    name = sequence("Tập huấn %d")
    counted_on = date(2021, 6, 1)
    days = 2
    participants = 40
    search_text = derived(lambda training: fold(training.name))


class RegistrationFactory(ModelFactory[Registration]):
    class Meta:
        model = Registration

    unit = of(UnitFactory)
    year = 2021
    title_code = "LDTT"
    counted_on = derived(lambda registration: date(registration.year, 1, 31))


class SolutionFactory(ModelFactory[Solution]):
    class Meta:
        model = Solution

    unit = of(UnitFactory)
    movement = of(MovementFactory)
    counted_on = date(2022, 11, 14)
    number = counted()
    text = derived(lambda solution: f"Nhóm giải pháp số {solution.number}")
    search_text = derived(lambda solution: fold(solution.text))
