"""factory_boy with types: calling a factory gives the model, which its own stubs do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from factory import declarations
from factory.django import DjangoModelFactory

M = TypeVar("M")

if TYPE_CHECKING:

    class ModelFactory(Generic[M]):
        def __new__(cls, **kwargs: Any) -> M:  # type: ignore[misc]
            raise NotImplementedError

        @classmethod
        def create_batch(cls, size: int, **kwargs: Any) -> list[M]:
            raise NotImplementedError

else:
    ModelFactory = DjangoModelFactory


def sequence(shape: str) -> Any:
    """Return a declaration that puts the running number into `shape`."""
    return declarations.Sequence(lambda number: shape % number)  # type: ignore[no-untyped-call]


def derived(make: Any) -> Any:
    """Return a declaration that computes the field from the others."""
    return declarations.LazyAttribute(make)  # type: ignore[no-untyped-call]


def of(other: Any, **kwargs: Any) -> Any:
    """Return a declaration that makes the related record."""
    return declarations.SubFactory(other, **kwargs)  # type: ignore[no-untyped-call]


def counted() -> Any:
    """Return a declaration of the running number itself, from 1."""
    return declarations.Sequence(lambda number: number + 1)  # type: ignore[no-untyped-call]
