"""A `Reference` → a CSL-JSON item: the work's own data, without APA's labels, quotation marks and periods.

What CSL has no variable for is left out (a handle) or kept in "note". Those who stand in the author's place are "author",
whatever their role, with the role's variable beside it; editors are "editor" alone.
"""

import regex

from apacheck.patterns import pattern
from apacheck.reference import forms, values
from apacheck.reference.csl_values import Json, add_authors, add_contributors, add_date, month_and_day, person, year_of
from apacheck.reference.date import MONTH_NUMBER, read_body
from apacheck.reference.kind import descriptions, kind
from apacheck.reference.model import (
    Container,
    Item,
    Law,
    Link,
    Note,
    Pages,
    Part,
    Periodical,
    Publisher,
    Reference,
    Title,
)
from apacheck.reference.names import read_inline
from apacheck.reference.title import describes

#: Types whose bracketed description says what carries them; of the others it is the genre.
_MEDIA = frozenset({"motion_picture", "broadcast", "song", "graphic", "map"})


def to_csl(reference: Reference) -> Json:
    """Turn a reference into a CSL-JSON item."""
    item: Json = {"id": _key(reference), "type": kind(reference)}
    if reference.authors:
        add_authors(item, reference.authors)
    if reference.date:
        add_date(item, reference.date)
    if reference.title:
        _add_title(item, reference.title)
    if reference.periodical:
        _add_periodical(item, reference.periodical)
    if reference.container:
        _add_container(item, reference.container)
    if reference.publisher:
        _add_publisher(item, reference.publisher)
    if reference.pages:
        item["page"] = _pages(reference.pages)
    if reference.law:
        _add_law(item, reference.law)
    for link in reference.links:
        _add_link(item, link)
    _add_notes(item, [*_retractions(reference.title), *reference.notes])
    return {variable: value for variable, value in item.items() if value}


# --- title and container ------------------------------------------------------------------------------------------

_IDENTIFIER = pattern(r"\p{Lu}{2}(?=[\p{Lu}\d]*?\d{3})\w*+|arXiv:\S+")
_RETRACTED = pattern(r"\(\s*Retract(?:ed|ion)\b")
_LABELLED_NUMBER = pattern(
    r"(?:(?P<genre>(?:\s*+\S)*?)\s*+)\b(?:Nos?\.|Nr\.)\s*(?P<number>.+)|(?P<genre>(?:\p{L}+ )*(?:Report|Paper|Brief|Publication)) (?P<number>\S*\d\S*)",
    regex.DOTALL,
)
_VOLUME_TITLE = pattern(r"(.+?): Vol\. ([\p{L}\d]+)[.:] (.+)", regex.DOTALL)


def _add_title(item: Json, title: Title) -> None:
    item["title"] = _add_volume_title(item, _full_title(title))
    _add_items(item, title)
    described = [forms.description(text) for text in descriptions(title)]
    if not described:
        return
    what = described[0]
    if item["type"] == "thesis" and "," in what:
        what, _, university = what.partition(",")
        item["publisher"] = university.strip()
    if item["type"] in {"review", "review-book"} and _add_reviewed(item, what):
        return
    item["medium" if item["type"] in _MEDIA else "genre"] = what
    if item["type"] == "post" and len(described) > 1:  # "[Image attached] [Tweet]"
        item["medium"] = described[1]


_REVIEWED = pattern(
    r"(?:Book review|Review) of (?:the (?P<genre>books?|(?:TV|television|web) series(?: episode)?|films?|albums?|songs?|plays?|musicals?|exhibitions?|podcasts?(?: episode)?|video games?|videos?|software|tests?|documentary|novels?)\s+)?"
    r"(?P<title>.{1,300}?)(?:,? by (?P<names>.{1,300}?)(?:, (?P<role>Writers?(?: & Dirs?\.)?|Dirs?\.|Eds?\.|Trans\.|Narrs?\.))?)?",
    regex.DOTALL,
)


def _add_reviewed(item: Json, description: str) -> bool:
    """Say what is reviewed, and who made it: "Review of the book *Bees*, by A. Roe"."""
    match = _REVIEWED.fullmatch(description)
    if match is None:
        return False
    item["reviewed-title"] = match["title"].strip(" ,“”\"'")
    item["reviewed-genre"] = match["genre"]
    if match["names"]:
        item["reviewed-author"] = [person(name) for name in read_inline(description, *match.span("names")).names]
    return True


def _full_title(title: Title) -> str:
    """Join a title, its translation, and parentheses that are neither edition nor number but belong to it."""
    text = [forms.single(title.main.text)] if title.main else []
    for piece in sorted([*title.parentheses, *title.brackets], key=lambda piece: piece.start):
        if (piece in title.brackets and getattr(piece, "translation", False)) or (
            piece in title.parentheses and text and not _parenthesis_items(title, piece)
        ):
            text.append(forms.single(piece.text))
    return " ".join(text)


def _parenthesis_items(title: Title, piece: Part) -> bool:
    """Whether the parenthesis says something about the work that has a variable of its own."""
    items = next(parenthesis.items for parenthesis in title.parentheses if parenthesis is piece)
    return (
        _RETRACTED.match(piece.text) is not None
        or describes(piece.whole, piece.start, piece.end)
        or any(item.kind != "other" or _IDENTIFIER.fullmatch(item.text.strip(" ()")) for item in items)
    )


def _add_volume_title(item: Json, text: str) -> str:
    """Split "Set: Vol. 2. Volume" into its three."""
    match = _VOLUME_TITLE.fullmatch(text)
    if match is None:
        return text
    item["volume"], item["volume-title"] = match[2], match[3]
    return str(match[1])


def _add_items(item: Json, title: Title) -> None:
    """Add what stands in the parentheses after a title."""
    for parenthesis in title.parentheses:
        for piece in parenthesis.items:
            _add_item(item, piece)


def _add_item(item: Json, piece: Item) -> None:
    match piece.kind:
        case "edition":
            text = forms.edition(piece.text)
            number = regex.fullmatch(r"(\d+)\w\w ed\.", text)
            item["edition"] = number[1] if number else text
        case "volume":
            item["volume"] = regex.sub(r"^Vols?\. ", "", forms.volume(piece.text))
        case "version":
            item["version"] = forms.version(piece.text).removeprefix("Version ").removesuffix(" version")
        case "pages" | "pages-bare":
            item["page"] = _pages(piece.pages) if piece.pages else forms.single(piece.text)
        case "contributors" if piece.names is not None and piece.label is not None:
            add_contributors(item, piece.names.names, piece.label.text, "contributor")
        case "number":
            _add_number(item, forms.number(piece.text))
        case "season":
            item["number"] = ", ".join(filter(None, (item.get("number"), forms.single(piece.text))))
        case _ if _IDENTIFIER.fullmatch(piece.text):
            item.setdefault("number", piece.text)


def _add_number(item: Json, text: str) -> None:
    if item.get("number"):
        return  # "Issue Brief No. 7; Project No. 112": the first is the work's own
    match = _LABELLED_NUMBER.fullmatch(text)
    item["number"] = match["number"] if match else text
    if match and match["genre"] and item["type"] in {"report", "patent", "standard"}:
        item["genre"] = match["genre"]


def _pages(pages: Pages) -> str:
    return values.pages(pages, label=False).replace("–", "-")


def _add_periodical(item: Json, periodical: Periodical) -> None:
    item["container-title"] = forms.single(periodical.title.text)
    item["volume"] = values.number(periodical.volume)
    _add_issue(item, values.number(periodical.issue))
    if periodical.pages:
        item["page"] = _pages(periodical.pages)
    if periodical.article:
        item["number"] = forms.single(periodical.article.number.text)
    if periodical.status:
        item["status"] = forms.single(periodical.status.text).strip(" .[]()").lower()


#: A date where an issue's number stands: "4(March)", "202 (20 June)".
_ISSUE_DATE = pattern(r"(?:(?P<day>\d{1,2})\s?)?(?P<month>\p{L}{3,9})\.?(?:\s(?P<day>\d{1,2}))?")


def _add_issue(item: Json, number: str) -> None:
    """Put the issue into the item; what is a date in the issue's place completes the date instead."""
    dates = (item.get("issued") or {}).get("date-parts") or [[]]
    match = _ISSUE_DATE.fullmatch(number)
    month = MONTH_NUMBER.get(match["month"].lower()) if match else None
    if match is not None and month and len(dates[0]) == 1:
        dates[0] += [month, *([int(match["day"])] if match["day"] else [])]
    elif not month and [number] != [str(part) for part in dates[0]]:
        item["issue"] = number


def _add_container(item: Json, container: Container) -> None:
    item["container-title"] = _add_volume_title(item, _full_title(container.title))
    _add_items(item, container.title)
    if "genre" not in item and "medium" not in item:
        item["genre"] = next((forms.description(text) for text in descriptions(container.title)), None)
    editors = container.editors
    if editors:
        add_contributors(item, editors.names, editors.role.label.text if editors.role else "", "editor")


def _add_publisher(item: Json, publisher: Publisher) -> None:
    name = "; ".join(forms.single(part.text) for part in publisher.names)
    place = forms.single(publisher.place.text) if publisher.place else ""
    presented = _PRESENTED.match(name)
    if presented is not None:  # the sixth edition said so in words
        item.setdefault("genre", f"{presented['what'].capitalize()} presentation")
        name = name[presented.end() :]
    if publisher.kind == "conference" or (_is_held(item) and ", " in name):
        event, _, where = name.partition(", ")
        item["event-title"], item["event-place"] = event, place or where
    elif item["type"] == "graphic" and ", " in name and not place:  # a museum, city, country
        item["archive"], _, item["archive-place"] = name.partition(", ")
    elif item["type"] in {"webpage", "post", "post-weblog", "review", "review-book"}:
        item["container-title"] = name
    elif item["type"] == "thesis" and (item.get("publisher") or _DATABASE.search(name)):
        item["archive"] = _DATABASE.sub("", name)  # its university stood in the brackets
    elif item["type"] == "article" and (numbered := _ARXIV.fullmatch(name)) is not None:
        item["publisher"], item["number"] = "arXiv", numbered["number"]
    else:
        item["publisher"], item["publisher-place"] = name, place


_DATABASE = pattern(r"^(?:Available|Retrieved) from (?:the )?|(?<!\s)\s++database\b.*$")
_ARXIV = pattern(r"arXiv preprint,? (?P<number>arXiv:\S+)")
_SESSION = pattern(
    r"(?i)session|presentation|keynote|address|symposium|poster|panel|workshop|round ?table|talk|speech$"
)


_PRESENTED = pattern(r"^(?P<what>Paper|Poster|Talk|Symposium|Session)(?: session)? presented at (?:the )?(?=\p{Lu})")


def _is_held(item: Json) -> bool:
    """Whether the work was given at a conference: slides and recordings have a publisher."""
    return (item["type"] == "paper-conference" and not item.get("editor")) or (
        item["type"] == "speech" and _SESSION.search(item.get("genre") or "") is not None
    )


# --- law, links, notes --------------------------------------------------------------------------------------------


def _add_law(item: Json, law: Law) -> None:
    pieces = {
        "title": law.name,
        "volume": law.volume,
        "container-title": law.reporter,
        "page": law.page,
        "section": law.section,
        "authority": law.court,
        "number": law.number,
    }
    if law.kind in {"bill", "hearing"}:  # the number before "Cong."
        pieces["chapter-number"] = pieces.pop("volume")
    item.update({variable: forms.single(part.text) for variable, part in pieces.items() if part})
    if "title" not in item:
        item["title"] = _law_title(law)
    year = year_of(law.year, None)
    if law.year is not None and year is not None:
        signed = read_body(law.whole, law.name.end + 2, law.year.end) if law.kind == "treaty" and law.name else None
        day = [part if isinstance(part := (signed or {}).get(name), Part) else None for name in ("month", "day")]
        item["issued"] = {"date-parts": [[year, *month_and_day(*day)]]}


def _law_title(law: Law) -> str:
    """What a law without a name is called: its number, or all that stands before its year."""
    text = law.whole[law.start : law.number.end] if law.number else law.text.partition(" (")[0]
    return forms.single(text)


def _add_link(item: Json, link: Link) -> None:
    if link.doi:
        item.setdefault("DOI", "".join(link.doi.text.split()))
    else:
        item.setdefault("URL", "".join(link.address.text.split()))
    if link.retrieved:
        pieces = read_body(link.whole, link.retrieved.start, link.retrieved.end) or {}
        year, month, day = (
            part if isinstance(part := pieces.get(name), Part) else None for name in ("year", "month", "day")
        )
        if year:
            item["accessed"] = {"date-parts": [[int(year.text), *month_and_day(month, day)]]}
    if link.site:
        item.setdefault("container-title", forms.single(link.site.text))


_ANCIENT = pattern(r"\bca\.\s?(?P<year>\d{1,4})(?P<era>\s?B\.C\.E\.)?")


def _retractions(title: Title | None) -> list[Note]:
    """The notes on a retraction that stand after the title."""
    found = title.parentheses if title else []
    return [Note(part.whole, part.start, part.end, "retraction") for part in found if _RETRACTED.match(part.text)]


def _add_notes(item: Json, notes: list[Note]) -> None:
    texts: list[str] = []
    for note in notes:
        ancient = _ANCIENT.search(note.text) if note.kind == "original" else None
        year = year_of(note.year, None)
        if ancient is not None:
            year = -int(ancient["year"]) if ancient["era"] else int(ancient["year"])
            item["original-date"] = {"date-parts": [[year]], "circa": True}
        elif note.kind == "original" and year is not None:
            item["original-date"] = {"date-parts": [[year]]}
        else:
            texts.append(forms.single(note.text).removeprefix("(").removesuffix(")"))
    item["note"] = "; ".join(texts)


# --- key ----------------------------------------------------------------------------------------------------------


def _key(reference: Reference) -> str:
    """Make a key as people cite the work: "vandoe2020a"; the title stands in where there is no author."""
    name = reference.authors.names[0] if reference.authors and reference.authors.names else None
    first = (name.family or name.literal or name) if name else (reference.title or reference)
    words: list[str] = regex.findall(r"[\p{L}\p{N}]+", first.text)
    telling = [word for word in words if len(word) > 1 and word.lower() not in {"the", "an"}] or words
    word = "".join(words if name and name.family else telling[:1]).lower()
    date = reference.date
    year = date.year.text if date and date.year else ""
    letter = date.letter.text.lower() if date and date.letter else ""
    return f"{word or 'entry'}{year}{letter}"
