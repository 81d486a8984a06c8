"""The word lists of the demo, read from `words.yaml`."""

from __future__ import annotations

from pathlib import Path

import yaml

_LISTS = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
_NAMES = [item.split(":") for item in _LISTS["surnames"].split()]


def _parted(name: str) -> list[str]:
    return [item.strip() for item in _LISTS[name].split("|")]


def _by_field(name: str) -> dict[str, list[str]]:
    return {
        field: [item.strip() for item in items.split("|")] for field, items in _LISTS[name].items()
    }


SURNAMES = [name for name, _weight in _NAMES]
SURNAME_WEIGHTS = [int(weight) for _name, weight in _NAMES]
MALE_MIDDLES: list[str] = _LISTS["male_middles"].split()
FEMALE_MIDDLES: list[str] = _LISTS["female_middles"].split()
MALE_GIVENS: list[str] = _LISTS["male_givens"].split()
FEMALE_GIVENS: list[str] = _LISTS["female_givens"].split()
POSITIONS = _parted("positions")
RANKS = _parted("ranks")
MANNERS = _parted("manners")
ACTIVITY_FORMS = _parted("activity_forms")
TRAININGS = _parted("trainings")
REASONS = _parted("reasons")
TRADES = _by_field("trades")
DEVICES = _by_field("devices")
THINGS = _by_field("things")
CATEGORIES: list[str] = list(_LISTS["categories"])
CATEGORY_WEIGHTS: list[int] = list(_LISTS["categories"].values())
MOVEMENTS: list[tuple[str, str]] = list(_LISTS["movements"].items())
SOLUTIONS: list[str] = _LISTS["solutions"]
