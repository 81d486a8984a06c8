from lantoa.organization.models.person import Membership, Person, PersonAlias, PersonCategory
from lantoa.organization.models.privacy import PersonalField
from lantoa.organization.models.role import RoleAssignment
from lantoa.organization.models.unit import (
    Placement,
    Succession,
    Unit,
    UnitAlias,
    UnitKind,
    UnitName,
)

__all__ = [
    "Membership",
    "Person",
    "PersonAlias",
    "PersonCategory",
    "PersonalField",
    "Placement",
    "RoleAssignment",
    "Succession",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "UnitName",
]
