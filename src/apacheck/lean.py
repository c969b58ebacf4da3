"""A class with annotations in, a class with slots and an `__init__` out: what most of our classes want of a dataclass.

`dataclass` makes up to seven methods for a class, each of them source that is compiled when the class is defined. For the fifty
classes that a run defines before it reads a word, that takes longer than checking a short list. A lean class has its
`__init__` compiled and nothing else. A class whose objects are compared, ordered, frozen or copied with changes is a dataclass.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, field
from inspect import get_annotations
from typing import Any, TypeVar, cast, dataclass_transform

C = TypeVar("C")

__all__ = ["field", "leanclass", "names"]


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def leanclass(cls: type[C]) -> type[C]:
    """Make a lean class: a slot and an argument for each annotation, after those of the class that it derives from.

    Defaults are given as for a dataclass; of `field`, `default`, `default_factory` and `kw_only` are heeded.
    """
    own = get_annotations(cls)
    namespace = {name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
    defaults: dict[str, Any] = {
        **getattr(cls, "__defaults__", {}),
        **{name: namespace.pop(name, MISSING) for name in own},
    }
    namespace |= {"__slots__": tuple(own), "__defaults__": defaults, "__init__": _init(defaults)}
    namespace.setdefault("__repr__", _repr)
    return cast("type[C]", type(cls.__name__, cls.__bases__, namespace))


def names(cls: type) -> tuple[str, ...]:
    """The names of a lean class's fields, in order."""
    return tuple(getattr(cls, "__defaults__", ()))


def _init(defaults: dict[str, Any]) -> Callable[..., None]:
    """The `__init__` of a class with these names and their defaults."""
    known: dict[str, Any] = {"MISSING": MISSING}
    positional, named, body = ["self"], ["*"], []
    for name, given in defaults.items():
        default: Any = given
        factory: Any = MISSING
        kw_only = False
        if isinstance(given, Field):
            default, factory, kw_only = given.default, given.default_factory, given.kw_only is True
        argument = value = name
        if factory is not MISSING:
            known[f"new_{name}"] = factory
            argument, value = f"{name}=MISSING", f"new_{name}() if {name} is MISSING else {name}"
        elif default is not MISSING:
            known[f"default_{name}"] = default
            argument = f"{name}=default_{name}"
        (named if kw_only else positional).append(argument)
        body.append(f" self.{name}={value}\n")
    signature = ",".join([*positional, *(named if len(named) > 1 else ())])
    exec(f"def __init__({signature}):\n{''.join(body)}", known)  # noqa: S102 - of names in our own classes
    return known["__init__"]  # type: ignore[no-any-return]


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in names(type(self)))
    return f"{type(self).__name__}({fields})"
