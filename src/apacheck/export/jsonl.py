"""Works → JSON Lines: one object an entry, with everything that apacheck knows about it. docs/output.md describes it."""

import json
from collections.abc import Iterator

from apacheck.entries import Entry
from apacheck.export import csl_json
from apacheck.export.model import Json, Work, readable
from apacheck.lean import names
from apacheck.patterns import pattern
from apacheck.reference.model import Part

#: Characters that some readers take for the end of a line.
_LINE_ENDS = pattern(r"[\x85\u2028\u2029]")
_CAPITAL = pattern(r"(?<=\p{Ll})(?=\p{Lu})")
#: Parts that come in lists, named one by one.
_ONE = {
    "names": "name", "joints": "joint", "items": "item", "ranges": "range", "parentheses": "parenthesis",
    "brackets": "bracket", "quotes": "quote",
}  # fmt: skip


def write(works: list[Work]) -> str:
    """Write an object a line."""
    return "".join(f"{_line(_object(work))}\n" for work in works)


def _line(values: Json) -> str:
    line = readable(json.dumps(values, ensure_ascii=False))
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _object(work: Work) -> Json:
    entry, reference = work.entry, work.reference
    (row, column), (end_row, end_column) = (
        work.document.places(offset) for offset in (entry.span.start, entry.span.end)
    )
    elements = [_part(_kebab(type(element).__name__), element, entry) for element in reference.elements]
    return {
        "filename": work.filename,
        "entry": entry.index,
        "line": row,
        "location": {"row": row, "column": column},
        "end_location": {"row": end_row, "column": end_column},
        "span": {"start": entry.span.start, "end": entry.span.end},
        "text": entry.text,
        "csl": csl_json.item(work),
        "elements": elements,
        "unparsed": [
            {"text": part.text, "span": _span(part, entry), "after": part.after, "expected": part.expected}
            for part in reference.unparsed
        ],
        "departures": list(reference.departures),
    }


def _part(name: str, part: Part, entry: Entry) -> Json:
    values: Json = {"part": name, "text": part.text, "span": _span(part, entry)}
    inner = sorted(_inner(part), key=lambda pair: (pair[1].start, pair[1].end))
    if inner:
        values["parts"] = [_part(inner_name, inner_part, entry) for inner_name, inner_part in inner]
    return values


def _inner(part: Part) -> Iterator[tuple[str, Part]]:
    """The parts inside a part, with the names they have there."""
    for name in names(type(part)):
        value = getattr(part, name)
        if isinstance(value, Part):
            yield name.replace("_", "-"), value
        elif isinstance(value, list | tuple):
            yield from ((_ONE[name], inner) for inner in value if isinstance(inner, Part))


def _kebab(name: str) -> str:
    return _CAPITAL.sub("-", name).lower()


def _span(part: Part, entry: Entry) -> Json:
    span = entry.source_span(part.start, part.end)
    return {"start": span.start, "end": span.end}
