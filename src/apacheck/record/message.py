"""Crossref's message about a work → `Record`. Any shape is read: a value of an unexpected kind is one that is not stated.

pydantic is loaded with this module, so nothing that runs without `--verify` imports it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from apacheck.record.model import Contributor, Record, Relation, Update

_YEARS = range(1400, 2200)


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return next((text for text in map(_text, value) if text), "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(text for text in map(_text, items) if text))


def _objects(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _date(value: Any) -> tuple[int, ...]:
    """Year, month and day of `{"date-parts": [[2014, 5, 2]]}`, as many as there are and can be."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers: list[int] = []
    for part, limits in zip(
        first if isinstance(first, list) else (), (_YEARS, range(1, 13), range(1, 32)), strict=False
    ):
        number = int(part) if isinstance(part, (int, str)) and str(part).isdecimal() else 0
        if number not in limits:
            break
        numbers.append(number)
    return tuple(numbers)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


Text = Annotated[str, BeforeValidator(_text)]
Texts = Annotated[list[str], BeforeValidator(_texts)]
Objects = Annotated[list[dict[str, Any]], BeforeValidator(_objects)]
Object = Annotated[dict[str, Any], BeforeValidator(_object)]
DateParts = Annotated[tuple[int, ...], BeforeValidator(_date)]


class _Message(BaseModel):
    """What is read of a message; everything else in it is passed by."""

    model_config = ConfigDict(
        extra="ignore", populate_by_name=True, alias_generator=lambda name: name.replace("_", "-")
    )

    doi: Text = Field("", alias="DOI")
    type: Text = ""
    subtype: Text = ""
    title: Texts = []
    subtitle: Texts = []
    short_title: Texts = []
    original_title: Texts = []
    author: Objects = []
    editor: Objects = []
    translator: Objects = []
    issued: DateParts = ()
    published: DateParts = ()
    published_print: DateParts = ()
    published_online: DateParts = ()
    published_other: DateParts = ()
    posted: DateParts = ()
    created: DateParts = ()
    container_title: Texts = []
    short_container_title: Texts = []
    volume: Text = ""
    issue: Text = ""
    page: Text = ""
    article_number: Text = ""
    publisher: Text = ""
    institution: Objects = []
    group_title: Text = ""
    event: Object = {}
    edition_number: Text = ""
    degree: Texts = []
    journal_issue: Object = {}
    updated_by: Objects = []
    update_to: Objects = []
    relation: Object = {}


def read(message: Any) -> Record | None:
    """Read a message; None where it is no message about a work (it has no DOI)."""
    try:
        found = _Message.model_validate(message)
    except ValidationError:
        return None
    if not found.doi:
        return None
    issue = found.journal_issue
    dates = [
        found.published_print,
        found.published_online,
        found.issued,
        found.published,
        found.published_other,
        found.posted,
        _date(issue.get("published-print")),
        _date(issue.get("published-online")),
    ]
    issued = found.issued or found.published or found.published_print or found.published_online or found.posted
    return Record(
        doi=found.doi,
        type=found.type,
        subtype=found.subtype,
        titles=tuple(found.title),
        subtitles=tuple(found.subtitle),
        short_titles=tuple(found.short_title),
        original_titles=tuple(found.original_title),
        authors=_names(found.author),
        editors=_names(found.editor),
        translators=_names(found.translator),
        ordered=_in_order(found.author),
        issued=issued,
        years=tuple(dict.fromkeys(date[0] for date in dates if date)),
        containers=tuple(found.container_title),
        short_containers=tuple(found.short_container_title),
        volume=found.volume,
        issue=found.issue or _text(issue.get("issue")),
        pages=found.page,
        article_number=found.article_number,
        publisher=found.publisher,
        institutions=tuple(name for item in found.institution if (name := _text(item.get("name")))),
        group_title=found.group_title,
        event=_text(found.event.get("name")),
        edition=found.edition_number,
        degree=found.degree[0] if found.degree else "",
        updates=_updates(found.updated_by),
        updated=_updates(found.update_to),
        relations=_relations(found.relation),
        message=message,
    )


def _names(items: list[dict[str, Any]]) -> tuple[Contributor, ...]:
    names = (
        Contributor(
            _text(item.get("family")), _text(item.get("given")), _text(item.get("suffix")), _text(item.get("name"))
        )
        for item in items
    )
    return tuple(name for name in names if name.family or name.given or name.name)


def _in_order(items: list[dict[str, Any]]) -> bool:
    """Whether the one who is called the first author stands first, or nobody is called so."""
    places = [index for index, item in enumerate(items) if item.get("sequence") == "first"]
    return not places or places[0] == 0


def _updates(items: list[dict[str, Any]]) -> tuple[Update, ...]:
    found = (
        Update(
            _text(item.get("type")).replace("-", "_").casefold(),
            _text(item.get("DOI")),
            "-".join(f"{number:02}" for number in _date(item.get("updated"))),
            _text(item.get("source")),
        )
        for item in items
    )
    return tuple(dict.fromkeys(update for update in found if update.kind))


def _relations(groups: dict[str, Any]) -> tuple[Relation, ...]:
    found = (
        Relation(str(kind), _text(item.get("id")))
        for kind, items in groups.items()
        for item in _objects(items)
        if _text(item.get("id-type")) in {"", "doi"}
    )
    return tuple(dict.fromkeys(relation for relation in found if relation.doi))
