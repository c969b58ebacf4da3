"""Works → CSL-JSON, as pandoc, Zotero and citeproc read it: an array of items, each with an id of its own."""

import json
from collections.abc import Iterator
from typing import Any

from apacheck.export.left_out import left_out
from apacheck.export.model import Json, Work, readable

_SEASONS = {1: "spring", 2: "summer", 3: "fall autumn", 4: "winter"}


def write(works: list[Work]) -> str:
    """Write the items as a JSON array."""
    return readable(json.dumps([item(work) for work in works], ensure_ascii=False, indent=2)) + "\n"


def item(work: Work) -> Json:
    """The item of a work; what CSL has no variable for is in its note."""
    rest = left_out(work.reference, texts(work.item))
    notes = [work.item.get("note", ""), *rest]
    return work.item | {"note": "; ".join(filter(None, notes))} if rest else work.item


def texts(value: Any) -> Iterator[str]:
    """All that an item says, names of variables included: who is an "editor" was said to be one."""
    match value:
        case dict():
            if value.get("circa"):
                yield "ca c circa approx"
            if "season" in value:
                yield _SEASONS.get(value["season"], "")
            for variable, inner in value.items():
                if isinstance(inner, list):
                    yield variable
                yield from texts(inner)
        case list():
            for inner in value:
                yield from texts(inner)
        case bool():
            return
        case int():
            yield f"{-value} BC B.C.E. bce" if value < 0 else str(value)
        case _:
            yield str(value)
