"""References put together by hand: parts found by their words, separators filled in."""

from itertools import pairwise
from typing import Any, TypeVar

from apacheck.reference.model import (
    Authors,
    Date,
    Joint,
    Link,
    Name,
    Part,
    Reference,
    Role,
    Separator,
    Title,
)

AnyPart = TypeVar("AnyPart", bound=Part)


class Entry:
    """A text from which parts are cut, each the first place of its words after `start`."""

    def __init__(self, whole: str) -> None:
        self.whole = whole

    def cut(self, words: str, start: int = 0) -> Part:
        return self.make(Part, words, start)

    def make(self, part: type[AnyPart], words: str, start: int = 0, /, **fields: Any) -> AnyPart:
        place = self.whole.index(words, start)
        return part(self.whole, place, place + len(words), **fields)

    def person(self, family: str, given: str, words: str, start: int = 0, **fields: Any) -> Name:
        name = self.make(Name, words, start, **fields)
        name.family = self.cut(family, name.start)
        name.given = self.cut(given, name.start + (words.index(family) + len(family) if name.inverted else 0))
        return name

    def group(self, words: str, start: int = 0) -> Name:
        return self.make(Name, words, start, literal=self.cut(words, start))

    def names(self, kind: type[AnyPart], words: str, names: list[Name], **fields: Any) -> AnyPart:
        joints = []
        for before, after in pairwise(names):
            between = self.whole[before.end : after.start]
            word = between.strip(" ,;.…")
            conjunction = self.cut(word, before.end) if word else None
            joints.append(Joint(self.whole, before.end, after.start, conjunction=conjunction))
        return self.make(kind, words, names=names, joints=joints, **fields)

    def author(self, family: str, given: str) -> Authors:
        words = f"{family}, {given}"
        return self.names(Authors, words, [self.person(family, given, words)])

    def year(self, words: str) -> Date:
        return self.make(Date, f"({words})", body=self.cut(words), year=self.cut(words), order="y")

    def title(self, words: str, **fields: Any) -> Title:
        main = self.cut(words)
        whole = fields.pop("whole", words)
        return self.make(Title, whole, main=main, **fields)

    def role(self, words: str, start: int = 0) -> Role:
        return self.make(Role, words, start, label=self.cut(words.strip("()"), start))

    def doi(self, address: str, doi: str, words: str | None = None, **fields: Any) -> Link:
        start = self.whole.index(address)
        return self.make(Link, words or address, address=self.cut(address), doi=self.cut(doi, start), **fields)

    def reference(self, *elements: Part, **fields: Any) -> Reference:
        laid: list[Part] = []
        place = 0
        for element in elements:
            if element.start > place:
                laid.append(Separator(self.whole, place, element.start))
            laid.append(element)
            place = element.end
        if place < len(self.whole):
            laid.append(Separator(self.whole, place, len(self.whole)))
        return Reference(self.whole, 0, len(self.whole), laid, **fields)
