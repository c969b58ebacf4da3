"""A lean class takes arguments as a dataclass does; what our dataclasses need beyond that, it has not."""

from copy import copy
from pickle import dumps, loads

import pytest

from apacheck.lean import field, leanclass, names


@leanclass
class Named:
    """The start of a class."""

    name: str
    count: int = 1

    def doubled(self) -> int:
        """A method stays one."""
        return self.count * 2


@leanclass
class Listed(Named):
    """A class that derives from it."""

    items: list[int] = field(default_factory=list)
    known: int | None = field(default=None)
    owner: str = field(kw_only=True)


def test_arguments_are_those_of_a_dataclass() -> None:
    assert names(Listed) == ("name", "count", "items", "known", "owner")
    one = Listed("a", 3, [4], owner="b")
    assert (one.name, one.count, one.items, one.known, one.owner, one.doubled()) == ("a", 3, [4], None, "b", 6)
    with pytest.raises(TypeError):
        Listed("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Listed("a", 1, [], None, "b")  # type: ignore[call-arg]


def test_each_object_has_a_list_of_its_own() -> None:
    one, other = Listed("a", owner="b"), Listed("a", owner="b")
    one.items.append(1)
    assert other.items == []
    assert one != other


def test_objects_have_slots_and_can_be_shown_copied_and_sent() -> None:
    one = Listed("a", owner="b")
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]
    assert not hasattr(one, "__dict__")
    assert repr(one) == "Listed(name='a', count=1, items=[], known=None, owner='b')"
    assert repr(copy(one)) == repr(loads(dumps(one))) == repr(one)  # noqa: S301
    assert Listed.__doc__ == "A class that derives from it."
