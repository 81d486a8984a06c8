"""A small Region of two years, written the way everybody writes: every kind of record once or more.

Three grassroots unions, 2021 and 2022. Units, names and figures are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from lantoa.accounts.actions import create_user
from lantoa.accounts.models import User
from lantoa.assessments.actions import apply_rows as apply_gradings
from lantoa.assessments.rows import GradingRow
from lantoa.awards.actions import apply_award_rows, apply_nomination_rows
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.contests.actions import apply_rows as apply_entries
from lantoa.contests.rows import EntryRow
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives.actions import apply_rows as apply_initiatives
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.movements.actions import (
    apply_activity_rows,
    apply_movement_rows,
    apply_registration_rows,
    apply_solution_rows,
    apply_training_rows,
)
from lantoa.movements.rows import (
    ActivityRow,
    MovementRow,
    RegistrationRow,
    SolutionRow,
    TrainingRow,
)
from lantoa.organization.actions.accounts import link_person
from lantoa.organization.actions.people import apply_rows as apply_people
from lantoa.organization.actions.roles import assign_role
from lantoa.organization.actions.units import create_unit
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit, UnitKind
from lantoa.organization.rows import PersonRow

AT = datetime(2022, 12, 20, 2, tzinfo=UTC)
PERIOD = "tu=01/01/2021&den=31/12/2022"
PASSWORD = "đồng đội 2022"
MAIN = "LDG"
_LONG_AGO = date(2015, 1, 1)
_UNIONS = {
    "CK01": "Công đoàn cơ sở Xưởng Cơ khí Bến Sậy",
    "YT02": "Công đoàn cơ sở Bệnh viện Đồi Trúc",
    "KH03": "Công đoàn cơ sở Kho Vật tư Lũng Cam",
}
# unit: code, name, gender, born, trade
_PEOPLE = {
    "CK01": (
        ("CK-001", "Nguyễn Văn Sáng", "nam", "1979-04", "Thợ nguội bậc 6"),
        ("CK-002", "Trần Thị Thu Hương", "nu", "1985", "Kỹ sư cơ khí"),
        ("CK-003", "Đỗ Mạnh Thắng", "nam", "1990-11-02", "Thợ tiện bậc 4"),
    ),
    "YT02": (
        ("YT-001", "Lê Thị Hồng", "nu", "1982-09", "Điều dưỡng trưởng"),
        ("YT-002", "Phạm Đức Hòa", "nam", "1976", "Dược sĩ"),
    ),
    "KH03": (
        ("KH-001", "Vũ Thị Ánh", "nu", "1988-01", "Thủ kho"),
        ("KH-002", "Ngô Quang Huy", "nam", "1993", "Lái xe"),
    ),
}
_ACCOUNTS = (
    ("thidua", "Hoàng Thị Lan", Role.COMMENDATION_OFFICER, "QK"),
    ("lanhdao", "Trần Quang Khải", Role.LEADER, "QK"),
    ("quantri", "Lê Hữu Tùng", Role.ADMINISTRATOR, "QK"),
    ("congdoan", "Phạm Thu Hà", Role.GRASSROOTS_OFFICER, "CK01"),
    ("doanvien", "Nguyễn Văn Sáng", Role.MEMBER, "CK01"),
)


@dataclass(frozen=True)
class Region:
    """The units by code (`QK` is the root), the people by code, the accounts by sign-in name."""

    units: Mapping[str, Unit]
    people: Mapping[str, Person]
    users: Mapping[str, User]


def build_region() -> Region:
    """Write the Region into an empty database that has its reference data."""
    units = _units()
    people = _people(units)
    users = _users(units)
    link_person(users["doanvien"], person=people["CK-001"], actor=users["quantri"], at=AT)
    _movements(units, people)
    winner = _initiatives(units, people)
    _awards(units, people, winner)
    _contests(units, people)
    _gradings(units)
    return Region(units, people, users)


def _units() -> dict[str, Unit]:
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}

    def unit(code: str, name: str, kind: str, parent: Unit | None) -> Unit:
        return create_unit(
            code=code,
            name=name,
            short_name=name.replace("Công đoàn cơ sở", "CĐCS"),
            kind=kinds[kind],
            parent=parent,
            founded_on=_LONG_AGO,
            actor=None,
            at=AT,
        )

    root = unit("QK", "Công đoàn Quân khu Sông Thao", "khu", None)
    unions = {code: unit(code, name, "cdcs", root) for code, name in _UNIONS.items()}
    return {"QK": root, **unions}


def _people(units: Mapping[str, Unit]) -> dict[str, Person]:
    rows = [
        PersonRow(
            unit_id=units[unit].pk,
            code=code,
            full_name=name,
            gender=gender,
            born=born,
            trade=trade,
            category="CNQP",
            since=_LONG_AGO,
        )
        for unit, people in _PEOPLE.items()
        for code, name, gender, born, trade in people
    ]
    apply_people(rows, actor=None, at=AT)
    return {person.code: person for person in Person.objects.all()}


def _users(units: Mapping[str, Unit]) -> dict[str, User]:
    users = {}
    for username, full_name, role, unit in _ACCOUNTS:
        user = create_user(
            username=username, full_name=full_name, password=PASSWORD, actor=None, at=AT
        )
        assign_role(user, role=role, unit=units[unit], since=_LONG_AGO, actor=None, at=AT)
        users[username] = user
    return users


def _decision(number: str, signed_on: date, issuer: str = "Công đoàn Quân khu") -> DecisionRow:
    return DecisionRow(number, signed_on, issuer, signer="Đại tá Nguyễn Đình Quý")


def _movements(units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    region, first, second = (units[code].pk for code in ("QK", "CK01", "YT02"))
    apply_movement_rows(
        [
            MovementRow(
                region, MAIN, "Lao động giỏi, lao động sáng tạo", "nam_nam", date(2021, 1, 15)
            ),
            MovementRow(
                region, "XSD", "Xanh, sạch, đẹp", "thuong_xuyen", date(2021, 3, 1), parent=MAIN
            ),
        ],
        actor=None,
        at=AT,
    )
    apply_activity_rows(
        [
            ActivityRow(first, MAIN, "Hội nghị phát động", date(2021, 2, 5), "day", 1, 120),
            ActivityRow(second, MAIN, "Tọa đàm", date(2022, 4, 30), "month", 2, 85),
        ],
        actor=None,
        at=AT,
    )
    apply_training_rows(
        [TrainingRow(region, "Tập huấn viết sáng kiến", date(2022, 5, 11), "day", 2, None, 36)],
        actor=None,
        at=AT,
    )
    apply_registration_rows(
        [
            RegistrationRow(first, 2022, None, "TTLDXS", None, MAIN),
            RegistrationRow(
                first, 2022, people["CK-001"].pk, "CSTDCS", "Gá uốn ống thủy lực", MAIN
            ),
        ],
        actor=None,
        at=AT,
    )
    apply_solution_rows(
        [
            SolutionRow(region, MAIN, date(2022, 12, 15), number, text)
            for number, text in enumerate(
                (
                    "Giữ vững sự lãnh đạo của cấp ủy, sự phối hợp của chỉ huy.",
                    "Đưa việc đăng ký sáng kiến vào đầu năm, gắn với nhiệm vụ của đơn vị.",
                ),
                start=1,
            )
        ],
        actor=None,
        at=AT,
    )


def _initiatives(units: Mapping[str, Unit], people: Mapping[str, Person]) -> int:
    """Write the initiatives; return the key of the one that won a prize."""
    first, second, third = (units[code].pk for code in ("CK01", "YT02", "KH03"))
    grassroots = RecognitionRow("co_so", _decision("12/QĐ-CK", date(2021, 11, 8), "Xưởng Cơ khí"))
    region = RecognitionRow("quan_khu", _decision("97/QĐ-QK", date(2021, 12, 3)), "A")
    by_hospital = RecognitionRow("co_so", _decision("31/QĐ-BV", date(2022, 10, 20), "Bệnh viện"))
    ministry = RecognitionRow("bo", _decision("7/QĐ-BQP", date(2022, 12, 9), "Bộ Quốc phòng"))
    outcome = apply_initiatives(
        [
            InitiativeRow(
                first,
                2021,
                "Bệ thử bơm cao áp ba nhánh",
                "sang_kien",
                field="ky_thuat",
                first_applied="2020-11",
                summary="Gá bơm của ba loại động cơ lên cùng một trục dẫn.",
                authors=(
                    AuthorRow("Nguyễn Văn Sáng", people["CK-001"].pk, 60),
                    AuthorRow("Trần Thị Thu Hương", people["CK-002"].pk, 40),
                ),
                benefits=(
                    BenefitRow(2021, "tiet_kiem", "ngan_sach", 210_000_000, None, 180_500_000),
                    BenefitRow(2022, "lam_loi", "don_vi", 96_000_000, None, 90_000_000),
                ),
                recognitions=(grassroots, region),
            ),
            InitiativeRow(
                first,
                2022,
                "Gá uốn ống thủy lực bằng vật tư tận dụng",
                "cai_tien",
                field="ky_thuat",
                authors=(AuthorRow("Đỗ Mạnh Thắng", people["CK-003"].pk, 100),),
            ),
            InitiativeRow(
                second,
                2022,
                "Quy trình cấp phát thuốc một cửa",
                "de_tai",
                field="y_te",
                benefit_state="khong_tinh_tien",
                authors=(AuthorRow("Lê Thị Hồng", people["YT-001"].pk, 100),),
                recognitions=(by_hospital, ministry),
            ),
            InitiativeRow(
                second,
                2022,
                "Khay chia thuốc có nắp màu",
                "san_pham",
                field="y_te",
                authors=(AuthorRow("Phạm Đức Hòa", people["YT-002"].pk, 100),),
                recognitions=(by_hospital,),
            ),
            InitiativeRow(
                third,
                2021,
                "Giá kê hai tầng cho kho vật tư",
                "cong_trinh",
                field="hau_can",
                authors=(AuthorRow("Vũ Thị Ánh", people["KH-001"].pk, 100),),
                recognitions=(
                    RecognitionRow("co_so", _decision("5/QĐ-KVT", date(2021, 9, 1), "Kho Vật tư")),
                ),
            ),
        ],
        actor=None,
        at=AT,
    )
    return outcome.keys[0]


def _awards(units: Mapping[str, Unit], people: Mapping[str, Person], winner: int) -> None:
    first, second, third = (units[code].pk for code in ("CK01", "YT02", "KH03"))
    review = _decision("118/QĐ-QK", date(2022, 12, 12))
    apply_award_rows(
        [
            AwardRow(first, "BK_QK", "tap_the", review, reason="Dẫn đầu phong trào"),
            AwardRow(second, "CO_TD_TCCT", "tap_the", _decision("40/QĐ-CT", date(2022, 12, 1))),
            AwardRow(
                first,
                "BK_QK",
                "ca_nhan",
                review,
                person_id=people["CK-001"].pk,
                reason="Có nhiều sáng kiến trong phong trào",
                occasion="tong_ket",
            ),
            AwardRow(
                second,
                "CSTDCS",
                "ca_nhan",
                _decision("33/QĐ-BV", date(2022, 12, 5), "Bệnh viện"),
                person_id=people["YT-001"].pk,
                occasion="hang_nam",
            ),
            AwardRow(
                first,
                "TTST",
                "sang_kien",
                _decision("3/QĐ-TT", date(2022, 3, 20), "Hội đồng Giải thưởng"),
                initiative_id=winner,
            ),
        ],
        actor=None,
        at=AT,
    )
    apply_nomination_rows(
        [
            NominationRow(third, "BK_TCCT", "tap_the", 2022, proposal_number="9/TTr-CĐ"),
            NominationRow(third, "BK_QK", "ca_nhan", 2022, person_id=people["KH-001"].pk),
        ],
        actor=None,
        at=AT,
    )


def _contests(units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    contest, year, level = "Hội thi thợ giỏi", 2022, "quan_khu"
    apply_entries(
        [
            EntryRow(
                units["CK01"].pk,
                contest,
                year,
                level,
                edition=3,
                contestant="Đỗ Mạnh Thắng",
                person_id=people["CK-003"].pk,
                total_score="88.5",
                prize="nhi",
            ),
            EntryRow(units["YT02"].pk, contest, year, level, 3, "Lê Thị Hồng", people["YT-001"].pk),
        ],
        actor=None,
        at=AT,
    )


def _gradings(units: Mapping[str, Unit]) -> None:
    grades = {
        ("CK01", 2021): "VM",
        ("YT02", 2021): "VM",
        ("KH03", 2021): "KHA",
        ("CK01", 2022): "VMXS",
        ("YT02", 2022): "VMXS",
        ("KH03", 2022): "VM",
    }
    apply_gradings(
        [GradingRow(units[code].pk, year, grade) for (code, year), grade in grades.items()],
        actor=None,
        at=AT,
    )
