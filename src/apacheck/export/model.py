"""Entries → `Work`s: each entry with its CSL item, and an id that no other entry of the same output has."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apacheck.document import Document
from apacheck.entries import Entry
from apacheck.patterns import pattern
from apacheck.reference import Reference, forms
from apacheck.reference.kind import descriptions

#: CSL-JSON: an item, a name, a date.
Json = dict[str, Any]

_SURROGATE = pattern(r"\p{Cs}")
_NOT_IN_KEYS = pattern(r"[^\p{L}\p{N}]++")


@dataclass(slots=True)
class Work:
    """An entry to be exported: where it stands, and its CSL item with an id of its own.

    The item is what `Reference.to_csl` gives. What it leaves out is each writer's business.
    """

    entry: Entry
    document: Document
    filename: str
    item: Json

    @property
    def reference(self) -> Reference:
        """The parts of the entry."""
        return self.entry.reference

    @property
    def line(self) -> int:
        """The line on which the entry begins."""
        return self.document.places(self.entry.span.start)[0]

    @property
    def description(self) -> str:
        """What the brackets say the work is: "Video", "Review of the book Bees, by A. Roe"."""
        said = self.item.get("genre") or self.item.get("medium")
        if said is None and "reviewed-title" in self.item:
            said = next((forms.description(text) for text in descriptions(self.reference.title)), "")
        return str(said or "")


def works_of(found: Iterable[tuple[Entry, Document, str]]) -> list[Work]:
    """Give entries their items; each comes with its document and the name of its file.

    An id is the first author's family name, the year and the letter ("laurent2008a"). The first work of an id keeps it
    as it is, so that adding entries at the end of a list changes no id; each later one gets the next free letter.
    """
    works = [Work(entry, document, name, entry.reference.to_csl()) for entry, document, name in found]
    wanted = [_ascii(work.item["id"]) for work in works]
    taken = set(wanted)
    seen: set[str] = set()
    for work, key in zip(works, wanted, strict=True):
        work.item["id"] = key if key not in seen else _next_free(key, taken)
        seen.add(key)
        taken.add(work.item["id"])
    return works


def _ascii(key: str) -> str:
    """The key without accents, as BibTeX wants it; letters of other scripts stay."""
    folded = unicodedata.normalize(
        "NFKD", key.replace("ß", "ss").replace("ø", "o").replace("æ", "ae").replace("ł", "l")
    )
    return _NOT_IN_KEYS.sub("", folded) or "entry"


def _next_free(key: str, taken: set[str]) -> str:
    joined = key if key[-1].isdigit() else f"{key}-"
    letters = (f"{joined}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    free = next((candidate for candidate in letters if candidate not in taken), None)
    number = 2
    while free is None:
        if f"{key}-{number}" not in taken:
            free = f"{key}-{number}"
        number += 1
    return free


def readable(text: str) -> str:
    """The text with bytes that were no text shown as such: no encoding can carry half a surrogate pair."""
    return _SURROGATE.sub("\ufffd", text)
