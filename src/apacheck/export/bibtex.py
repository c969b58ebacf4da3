"""Works → a .bib file that BibTeX, biber (biblatex), pandoc, Zotero and JabRef read.

Where BibTeX and biblatex have two words for one thing, BibTeX's is used, which biber reads too (journal, address, year);
where BibTeX has none, biblatex's (@online, @dataset, date, urldate, eventtitle). Styles of BibTeX treat those as @misc.
"""

from collections.abc import Iterator

from apacheck.export import csl_json, latex
from apacheck.export.left_out import left_out
from apacheck.export.model import Json, Work, readable
from apacheck.patterns import pattern

#: CSL's types → the entry type, and its subtype.
_TYPES = {
    "article-journal": ("article", ""),
    "article-magazine": ("article", "magazine"),
    "article-newspaper": ("article", "newspaper"),
    "review": ("article", ""),
    "review-book": ("article", ""),
    "periodical": ("periodical", ""),
    "book": ("book", ""),
    "classic": ("book", ""),
    "collection": ("book", ""),
    "chapter": ("incollection", ""),
    "entry": ("incollection", ""),
    "entry-dictionary": ("incollection", ""),
    "entry-encyclopedia": ("incollection", ""),
    "paper-conference": ("inproceedings", ""),
    "report": ("techreport", ""),
    "standard": ("techreport", ""),
    "manuscript": ("unpublished", ""),
    "speech": ("unpublished", ""),
    "webpage": ("online", ""),
    "post": ("online", ""),
    "post-weblog": ("online", ""),
    "dataset": ("dataset", ""),
    "software": ("software", ""),
    "motion_picture": ("video", ""),
    "song": ("audio", ""),
    "musical_score": ("audio", ""),
    "graphic": ("image", ""),
    "patent": ("patent", ""),
    "legal_case": ("jurisdiction", ""),
    "legislation": ("legislation", ""),
    "bill": ("legislation", "bill"),
    "hearing": ("legislation", "hearing"),
    "regulation": ("legislation", "regulation"),
    "treaty": ("legal", "treaty"),
}

#: Where the publisher goes; elsewhere it is "publisher".
_PUBLISHERS = {
    "phdthesis": "school",
    "mastersthesis": "school",
    "thesis": "school",
    "techreport": "institution",
    "unpublished": "institution",
    "online": "organization",
    "misc": "howpublished",
    "patent": "organization",
}

#: Where the larger whole goes; elsewhere it is "booktitle".
_CONTAINERS = {"article": "journal", "jurisdiction": "journal", "legislation": "journal", "legal": "journal"} | {
    "online": "organization"
}

#: Variables that are carried over as they are.
_FIELDS = {
    "volume": "volume",
    "issue": "number",
    "edition": "edition",
    "collection-title": "series",
    "part-number": "part",
    "chapter-number": "chapter",
    "ISBN": "isbn",
    "ISSN": "issn",
    "version": "version",
    "publisher-place": "address",
    "event-title": "eventtitle",
    "event-place": "venue",
    "status": "pubstate",
    "authority": "institution",
}
#: Fields that are lists of names to biblatex: an "and" in them is not one.
_LISTS = frozenset({"publisher", "school", "institution", "organization", "address", "location"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = ("spring", "summer", "fall autumn", "winter")
_AND = pattern(r"(?i:(?:^|\s)and(?=\s|$))")
_SMALL_INSIDE = pattern(r"(?<=\s)\p{Ll}")
_ARXIV = pattern(r"(?i:arxiv:\s*)?((?:[a-z\-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)")
#: Variables for those who are neither authors, editors nor translators.
_ROLES = (
    "chair", "compiler", "contributor", "curator", "director", "executive-producer", "guest", "host", "illustrator",
    "narrator", "performer", "producer", "script-writer",
)  # fmt: skip

#: A field: its name, what it says, and that as the file has it.
_Field = tuple[str, str, str]


def write(works: list[Work]) -> str:
    """Write an entry for each work, a blank line between them."""
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    item = work.item
    entry_type, subtype = _type(item)
    fields = list(_fields(item, entry_type, work))
    if subtype:
        fields.append(("entrysubtype", "", f"{{{subtype}}}"))
    carried = [said for _, said, _ in fields]
    note = _note(item, entry_type)
    rest = left_out(work.reference, [*carried, note, item["id"], entry_type])
    note = "; ".join(filter(None, [note, *rest]))
    if note:
        fields.append(_field("note", note))
    width = max((len(name) for name, _, _ in fields), default=0)
    lines = "".join(f"  {name:<{width}} = {value},\n" for name, _, value in fields)
    return readable(f"@{entry_type}{{{item['id']},\n{lines}}}\n")


def _type(item: Json) -> tuple[str, str]:
    kind, genre = item["type"], item.get("genre", "").lower()
    if kind == "thesis":
        if "master" in genre:
            return "mastersthesis", ""
        first = any(word in genre for word in ("bachelor", "undergraduate", "honors", "honours"))
        doctoral = any(word in genre for word in ("doctoral", "ph.d", "phd", "dissertation"))
        return "phdthesis" if doctoral and not first else "thesis", ""
    if kind == "broadcast":
        sounds = ("audio", "podcast", "radio")
        return "audio" if any(word in item.get("medium", "").lower() for word in sounds) else "video", ""
    return _TYPES.get(kind, ("misc", ""))


def _note(item: Json, entry_type: str) -> str:
    """The note; @unpublished must have one, and a manuscript's kind is the usual one."""
    kind = item.get("genre", "") if entry_type == "unpublished" else ""
    return "; ".join(filter(None, (kind, item.get("note"))))


def _fields(item: Json, entry_type: str, work: Work) -> Iterator[_Field]:
    yield from _name_fields(item, work)
    yield from _title_fields(item, entry_type, work.description)
    yield from _date_fields(item.get("issued", {}))
    for variable, name in _FIELDS.items():
        if variable in item and not (
            variable == "status" and item["status"] in item.get("issued", {}).get("literal", "")
        ):
            yield _field(name, _dashed(item[variable]) if name == "volume" else item[variable])
    if "page" in item:
        yield "pages", item["page"], _braced(latex.escaped(_dashed(item["page"])))
    if "publisher" in item:
        yield _field(_PUBLISHERS.get(entry_type, "publisher"), item["publisher"])
    if entry_type == "image":
        for variable, name in (("archive", "institution"), ("archive-place", "address")):
            if variable in item:
                yield _field(name, item[variable])
    yield from _number_fields(item, entry_type)
    genre = item.get("genre", "") if entry_type not in {"article", "unpublished"} else ""
    kind = ", ".join(filter(None, (item.get("medium"), genre)))
    if kind and "title" in item:
        yield _field("type", kind)
    if "DOI" in item:
        yield "doi", item["DOI"], _braced(latex.verbatim(item["DOI"]))
    if "URL" in item:
        yield "url", item["URL"], _braced(latex.verbatim(item["URL"]))
    for variable, name in (("accessed", "urldate"), ("original-date", "origdate")):
        if variable in item:
            written = "/".join(_iso(parts) for parts in item[variable]["date-parts"])
            yield name, written, _braced(written)


# --- names --------------------------------------------------------------------------------------------------------


def _name_fields(item: Json, work: Work) -> Iterator[_Field]:
    author = item.get("author", [])
    authors, container = work.reference.authors, work.reference.container
    lists = {"author" if author else "editor": authors} | ({"editor": container.editors} if container else {})
    for variable in ("author", "editor", "translator"):
        people = item.get(variable)
        if people and not (variable == "translator" and people == author):
            names = [_name(person) for person in people]
            if (typed := lists.get(variable)) is not None and typed.et_al is not None:
                names.append("others")
            yield variable, " ".join(csl_json.texts(people)), _braced(" and ".join(names))
    roles = [variable for variable in _ROLES if author and item.get(variable) == author]
    others = [variable for variable in _ROLES if not all(person in author for person in item.get(variable, []))]
    for field, variable in zip(("editora", "editorb", "editorc"), others, strict=False):
        people = item[variable]
        yield field, " ".join(csl_json.texts(people)), _braced(" and ".join(map(_name, people)))
        yield f"{field}type", variable, _braced(variable.replace("-", " "))
    if roles:
        yield "authortype", " ".join(roles), _braced(", ".join(role.replace("-", " ") for role in roles))


def _name(person: Json) -> str:
    """A name as BibTeX takes it apart: "Family, Jr, Given"; a group in braces."""
    if "literal" in person:
        return _braced(latex.escaped(person["literal"]))
    family = latex.escaped(person["family"])
    if _SMALL_INSIDE.search(family) and not family[:1].islower():
        family = _braced(family)  # "Vargas de la Cruz" would be cut after "la"
    pieces = [family, person.get("suffix", ""), person.get("given", "")]
    whole = [piece if index == 0 else latex.escaped(piece) for index, piece in enumerate(pieces)]
    guarded = [_braced(piece) if _must_be_braced(piece) else piece for piece in whole]
    if not pieces[2]:
        return _braced(", ".join(piece for piece in whole if piece)) if pieces[1] or " " in family else guarded[0]
    return ", ".join(piece for piece in guarded if piece)


def _must_be_braced(piece: str) -> bool:
    return bool(piece) and piece[0] != "{" and ("," in piece or "=" in piece or _AND.search(piece) is not None)


# --- titles -------------------------------------------------------------------------------------------------------


def _title_fields(item: Json, entry_type: str, description: str) -> Iterator[_Field]:
    title, container, volume = item.get("title", ""), item.get("container-title", ""), item.get("volume-title", "")
    addition = description if entry_type == "article" and title else ""
    if not title and description:
        title = f"[{description}]"  # it stands in the title's place, where bibliography styles look for it
    whole = _CONTAINERS.get(entry_type, "booktitle")
    titles = {"title": title, whole: container, "titleaddon": addition}
    if volume and container:
        titles = {"title": title, "maintitle": container, "booktitle": volume}
    elif volume:
        titles = {"maintitle": title, "title": volume}
    for name, text in titles.items():
        if text:
            yield _field(name, text) if name in {"journal", "organization"} else _title(name, text)


def _title(name: str, text: str) -> _Field:
    return name, text, _braced(latex.title(text))


# --- dates and numbers --------------------------------------------------------------------------------------------


def _date_fields(issued: Json) -> Iterator[_Field]:
    """The year, and the month, as BibTeX has them; what else there is in biblatex's "date"."""
    parts = issued.get("date-parts")
    if not parts:
        if "literal" in issued:
            yield _field("year", issued["literal"])
        return
    first, last = parts[0], parts[-1]
    season = issued.get("season")
    exact = len(first) > 2 or len(parts) > 1 or first[0] < 0 or "literal" in issued or "circa" in issued
    if season or exact:
        start = f"{first[0]:04d}-{20 + season}" if isinstance(season, int) else _iso(first)
        end = "/.." if "literal" in issued else "/" + _iso(last) if len(parts) > 1 else ""
        said = _SEASONS[season - 1] if isinstance(season, int) else ""
        if issued.get("circa"):
            start, said = f"{start}~", f"{said} ca c circa approx"
        yield "date", f"{start} {end} {said} {issued.get('literal', '')}", _braced(start + end)
    if first[0] < 0:
        yield "year", f"{-first[0]} B.C.E. BC bce", _braced(f"{-first[0]} B.C.E.")
    elif last[0] != first[0]:
        yield "year", f"{first[0]} {last[0]}", _braced(f"{first[0]}--{last[0]}")
    else:
        yield "year", str(first[0]), _braced(str(first[0]))
    if len(first) > 1:
        yield "month", str(first[1]), _MONTHS[first[1] - 1]


def _iso(parts: list[int]) -> str:
    """A day as biblatex has it: "2019-01-03"; years before 1 count from 0."""
    year = f"{parts[0]:04d}" if parts[0] > 0 else f"-{-parts[0] - 1:04d}"
    return "-".join([year, *(f"{part:02d}" for part in parts[1:])])


def _number_fields(item: Json, entry_type: str) -> Iterator[_Field]:
    number = item.get("number")
    if not number:
        return
    if item["type"] == "article" and (arxiv := _ARXIV.fullmatch(number)):
        yield "eprint", number, _braced(latex.verbatim(arxiv[1]))
        yield "eprinttype", "arXiv", _braced("arxiv")
    else:
        yield _field("eid" if entry_type == "article" else "number", number)


def _dashed(text: str) -> str:
    """Ranges with two hyphens, as TeX has them; of several hyphens the middle one is the range's."""
    return ", ".join(_dashed_range(piece) for piece in text.split(", "))


def _dashed_range(piece: str) -> str:
    pieces = piece.replace("–", "-").split("-")
    middle = len(pieces) // 2
    return "-".join(pieces[:middle]) + "--" + "-".join(pieces[middle:]) if len(pieces) % 2 == 0 else piece


# --- fields -------------------------------------------------------------------------------------------------------


def _field(name: str, text: str) -> _Field:
    value = latex.escaped(text)
    return name, text, _braced(_braced(value) if name in _LISTS and _AND.search(value) else value)


def _braced(text: str) -> str:
    return f"{{{text}}}"
