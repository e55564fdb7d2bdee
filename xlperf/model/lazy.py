"""lazy: a property worked out once for each object, where asking must cost next to nothing."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Fact = TypeVar("Fact")


class lazy(Generic[Fact]):
    """Like functools.cached_property, without the lock that Python 3.11 takes at each first asking."""

    def __init__(self, work: Callable[[Any], Fact]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "lazy[Fact]": ...
    @overload
    def __get__(self, owner: object, kind: type) -> Fact: ...
    def __get__(self, owner: object | None, kind: type) -> "lazy[Fact] | Fact":
        """Works out the fact and leaves it in the object, where the next asking finds it before coming here."""
        if owner is None:
            return self
        fact = owner.__dict__[self.name] = self.work(owner)
        return fact
