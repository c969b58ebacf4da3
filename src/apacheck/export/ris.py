"""Works → RIS, as Zotero, EndNote and Mendeley read it: lines that end with CR LF, a tag to each.

Where the readings of a tag differ, Zotero's is meant.
"""

from collections.abc import Iterator

from apacheck.export.left_out import left_out
from apacheck.export.model import Json, Work, readable
from apacheck.patterns import pattern

#: CSL's types → RIS's; what is not here is GEN.
_TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "collection": "BOOK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "VIDEO",
    "paper-conference": "CPAPER",
    "pamphlet": "PAMP",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "regulation": "STAT",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "MUSIC",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "STAT",
    "webpage": "ELEC",
}

#: Types whose M3 is the kind of work; to Zotero that of the others is a DOI.
_WITH_KIND = frozenset({"ART", "BLOG", "ELEC", "MANSCPT", "MAP", "PCOMM", "RPRT", "SLIDE", "THES"})
#: Types whose C5 is the medium.
_WITH_MEDIUM = frozenset({"MPCT", "MUSIC", "SOUND", "VIDEO"})
_WITH_SERIAL_NUMBER = frozenset({"PAT", "RPRT", "STAND"})
_WITH_EDITOR = frozenset({"CHAP", "CPAPER", "DICT", "ENCYC", "JOUR"})
#: What a type says by itself; the author of a film is its director.
_SAYS = {"COMP": "computer software", "DATA": "data set", "MPCT": "film director"}
#: Variables that are carried over as they are.
_TAGS = {
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "section": "SE",
    "archive": "DB",
    "collection-title": "T3",
    "ISBN": "SN",
    "ISSN": "SN",
}
_SEASONS = {1: "Spring", 2: "Summer", 3: "Fall", 4: "Winter"}
_RANGE = pattern(r"([^\s,\-]+)-([^\s,\-]+)")
_CONTROL = pattern(r"[\p{Cc}\s]++")

#: A tag and what it says.
_Field = tuple[str, str]


def write(works: list[Work]) -> str:
    """Write a record for each work, an empty line after it."""
    return "".join(_record(work) for work in works)


def _record(work: Work) -> str:
    item = work.item
    kind = _type(item)
    fields = [("ID", item["id"]), *_fields(item, kind, work.description)]
    notes = [item["note"]] if "note" in item else []
    rest = left_out(work.reference, [*(said for _, said in fields), *notes, _SAYS.get(kind, "")])
    fields += [("N1", note) for note in [*notes, *rest]]
    lines = [("TY", kind), *((tag, _CONTROL.sub(" ", said).strip()) for tag, said in fields), ("ER", "")]
    return readable("".join(f"{tag}  - {said}\r\n" for tag, said in lines) + "\r\n")


def _type(item: Json) -> str:
    medium = item.get("medium", "").lower()
    if item["type"] == "broadcast":
        return "SOUND" if any(word in medium for word in ("audio", "podcast", "radio")) else "VIDEO"
    if item["type"] == "motion_picture" and medium.startswith("film"):
        return "MPCT"
    return _TYPES.get(item["type"], "GEN")


def _fields(item: Json, kind: str, description: str) -> Iterator[_Field]:
    yield from _names(item, kind)
    yield from _titles(item, kind, description)
    yield from _date(item)
    for variable, tag in _TAGS.items():
        if variable in item:
            yield tag, item[variable]
    if "version" in item:
        yield ("ET", item["version"]) if kind == "COMP" else ("M1", f"Version {item['version']}")
    yield from _pages(item, kind)
    if "publisher" in item:
        yield "PB", item["publisher"]
    elif kind == "CASE" and "authority" in item:
        yield "PB", item["authority"]
    if "publisher-place" in item:
        yield "CY", item["publisher-place"]
    elif "event-place" in item:
        yield ("C1" if kind == "CPAPER" else "CY"), item["event-place"]
    if kind in _WITH_KIND and ("genre" in item or "medium" in item):
        yield "M3", item.get("genre") or item["medium"]
    if kind in _WITH_MEDIUM and "medium" in item:
        yield "C5", item["medium"]
    for parts in item.get("original-date", {}).get("date-parts", []):
        yield "OP", str(parts[0])
    if "DOI" in item:
        yield "DO", item["DOI"]
    if "URL" in item:
        yield "UR", item["URL"]
    if "accessed" in item:
        yield "Y2", _slashed(item["accessed"]["date-parts"][0])


def _names(item: Json, kind: str) -> Iterator[_Field]:
    author = item.get("author", [])
    for variable, tag in (
        ("author", "AU"),
        ("editor", "A2" if kind in _WITH_EDITOR else "ED"),
        ("translator", "A4"),
    ):
        people = item.get(variable, [])
        if variable == "author" or people != author:
            yield from ((tag, _name(person)) for person in people)


def _name(person: Json) -> str:
    """A name as RIS has it: "Family, Given, Suffix"."""
    if "literal" in person:
        return str(person["literal"])
    return ", ".join([person["family"], person.get("given", ""), person.get("suffix", "")]).rstrip(", ")


def _titles(item: Json, kind: str, description: str) -> Iterator[_Field]:
    title, container = item.get("title", ""), item.get("container-title", "")
    if "volume-title" in item:
        whole = f"{container or title}: Vol. {item['volume']}. {item['volume-title']}"
        title, container = (title, whole) if container else (whole, "")
    if not title and description:
        title = f"[{description}]"
    if title:
        yield "TI", title
    event = item.get("event-title", "")
    if container or event:
        yield "T2", event or container
    if kind == "CPAPER" and container:
        yield "C3", container


def _date(item: Json) -> Iterator[_Field]:
    """The year in PY, the date in DA: year/month/day/what else there is."""
    issued = item.get("issued", {})
    parts = issued.get("date-parts")
    season = issued.get("season", "")
    said = str(_SEASONS.get(season, season))
    if not parts:
        if "literal" in issued:
            yield "DA", f"///{issued['literal']}"
        return
    first = parts[0]
    if first[0] < 0:
        yield "DA", f"///{'ca. ' if issued.get('circa') else ''}{-first[0]} B.C.E."
        return
    if len(parts) > 1 or "literal" in issued:
        said = issued.get("literal") or f"to {_slashed(parts[1]).rstrip('/').replace('/', '-')}"
    if issued.get("circa"):
        said = f"ca. {first[0]}"
    yield "PY", f"{first[0]:04d}"
    yield "DA", f"{_slashed(first)}{said}"


def _slashed(parts: list[int]) -> str:
    year, month, day = [*parts, 0, 0][:3]
    return f"{year:04d}/{f'{month:02d}' if month else ''}/{f'{day:02d}' if day else ''}/"


def _pages(item: Json, kind: str) -> Iterator[_Field]:
    page, number = item.get("page", ""), item.get("number", "")
    if page and kind != "BOOK":  # a book's SP is how many pages it has
        ends = _RANGE.fullmatch(page)
        yield "SP", ends[1] if ends else page
        if ends:
            yield "EP", ends[2]
    if not number:
        return
    if kind in _WITH_SERIAL_NUMBER:
        yield "SN", number
    elif kind == "JOUR":
        yield ("C7", number) if page else ("SP", number)
    else:
        yield "M1", number
