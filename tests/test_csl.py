import pytest
from hypothesis import given, strategies as st

from apacheck.reference import parse
from apacheck.reference.csl import to_csl
from apacheck.reference.date import read_group
from apacheck.reference.kind import kind
from apacheck.reference.model import (
    Authors,
    Bracket,
    Container,
    Editors,
    Issue,
    Item,
    Law,
    Link,
    Note,
    PageRange,
    Pages,
    Parenthesis,
    Periodical,
    Publisher,
    Reference,
    Title,
    Volume,
)
from by_hand import Entry


def test_journal_article() -> None:
    entry = Entry(
        "van Doe, J, Jr., & the Bee Group. (2020a). “Bees”. Bee Review, vol. 51(4), 33–40. http://dx.doi.org/10.1/A"
    )
    person = entry.person("van Doe", "J", "van Doe, J, Jr.")
    person.suffix = entry.cut("Jr.")
    authors = entry.names(Authors, "van Doe, J, Jr., & the Bee Group", [person, entry.group("the Bee Group")])
    date = entry.year("2020a")
    date.year, date.letter = entry.cut("2020"), entry.cut("a", entry.whole.index("2020"))
    title = entry.title("Bees", whole="“Bees”", quotes=(entry.cut("“"), entry.cut("”")))
    periodical = entry.make(
        Periodical,
        "Bee Review, vol. 51(4), 33–40",
        title=entry.cut("Bee Review"),
        volume=entry.make(Volume, "vol. 51", label=entry.cut("vol. "), number=entry.cut("51")),
        issue=entry.make(Issue, "(4)", number=entry.cut("4")),
        pages=entry.make(
            Pages, "33–40", ranges=[entry.make(PageRange, "33–40", first=entry.cut("33"), last=entry.cut("40"))]
        ),
    )
    link = entry.doi("http://dx.doi.org/10.1/A", "10.1/A")
    reference = entry.reference(
        authors, date, title, periodical, link,
        authors=authors, date=date, title=title, periodical=periodical, links=[link],
    )  # fmt: skip
    assert to_csl(reference) == {
        "id": "vandoe2020a",
        "type": "article-journal",
        "author": [{"family": "van Doe", "given": "J.", "suffix": "Jr."}, {"literal": "the Bee Group"}],
        "issued": {"date-parts": [[2020]]},
        "year-suffix": "a",
        "title": "Bees",
        "container-title": "Bee Review",
        "volume": "51",
        "issue": "4",
        "page": "33-40",
        "DOI": "10.1/A",
    }


def test_chapter() -> None:
    entry = Entry("Bees. In M. Gold (Ed.), All insects: Vol. 2. Small ones (2nd ed., pp. 5–9). Wiley.")
    title = entry.title("Bees")
    person = entry.person("Gold", "M.", "M. Gold", inverted=False)
    editors = entry.names(Editors, "M. Gold (Ed.)", [person], role=entry.role("(Ed.)"))
    ranges = [entry.make(PageRange, "5–9", first=entry.cut("5"), dash=entry.cut("–"), last=entry.cut("9"))]
    pages = entry.make(Pages, "pp. 5–9", label=entry.cut("pp. "), ranges=ranges)
    items = [entry.make(Item, "2nd ed.", kind="edition"), entry.make(Item, "pp. 5–9", kind="pages", pages=pages)]
    book = entry.title(
        "All insects: Vol. 2. Small ones",
        whole="All insects: Vol. 2. Small ones (2nd ed., pp. 5–9)",
        parentheses=[entry.make(Parenthesis, "(2nd ed., pp. 5–9)", items=items)],
    )
    container = entry.make(Container, entry.whole[6:-8], intro=entry.cut("In"), editors=editors, title=book)
    publisher = entry.make(Publisher, "Wiley", names=[entry.cut("Wiley")])
    reference = entry.reference(title, container, publisher, title=title, container=container, publisher=publisher)
    assert to_csl(reference) == {
        "id": "bees",
        "type": "chapter",
        "title": "Bees",
        "container-title": "All insects",
        "volume": "2",
        "volume-title": "Small ones",
        "edition": "2",
        "page": "5-9",
        "editor": [{"family": "Gold", "given": "M."}],
        "publisher": "Wiley",
    }


def described(title: str, description: str, source: str = "", *, label: str = "") -> tuple[Entry, Reference]:
    """A work with a bracketed description, by Doe in some role."""
    entry = Entry(
        f"Doe, J.{f' ({label})' if label else ''}. (2020). {title} [{description}].{f' {source}.' if source else ''}"
    )
    authors = entry.author("Doe", "J.")
    if label:
        authors.role = entry.role(f"({label})")
    bracket = entry.make(Bracket, f"[{description}]", description=entry.cut(description))
    work = entry.make(Title, f"{title} [{description}]", main=entry.cut(title), brackets=[bracket])
    publisher = entry.make(Publisher, source, names=[entry.cut(source)]) if source else None
    elements = [authors, work, *([publisher] if publisher else [])]
    return entry, entry.reference(*elements, authors=authors, title=work, publisher=publisher)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Doctoral dissertation, Rice University", "thesis"),
        ("Unpublished manuscript", "manuscript"),
        ("Manuscript submitted for publication", "manuscript"),
        ("Data set", "dataset"),
        ("Unpublished raw data", "dataset"),
        ("Computer software", "software"),
        ("Mobile app", "software"),
        ("Large language model", "software"),
        ("Film", "motion_picture"),
        ("Film; educational DVD", "motion_picture"),
        ("Video file", "motion_picture"),
        ("TV series", "broadcast"),
        ("Television series episode", "broadcast"),
        ("Audio podcast episode", "broadcast"),
        ("Album recorded by Academy of St Martin in the Fields", "song"),
        ("Audiobook", "book"),
        ("Speech audio recording", "speech"),
        ("Poster presentation", "speech"),
        ("PowerPoint slides", "speech"),
        ("Interview", "interview"),
        ("Lithograph", "graphic"),
        ("Map", "map"),
        ("Press release", "report"),
        ("Tweet", "post"),
        ("Facebook page", "post"),
        ("Review of the book Bees, by A. Roe", "review-book"),
        ("Review of the film Bees", "review"),
    ],
)
def test_description_tells_the_kind(description: str, expected: str) -> None:
    _, reference = described("Bees", description, "Sage")
    assert kind(reference) == expected
    assert reference.type == expected


def alone(source: str, address: str = "", date: str = "2020", *, addition: str = "", number: bool = False) -> Reference:
    """A work that stands alone: a title, perhaps with an addition, a source, a link."""
    entry = Entry(f"Bees{addition}. ({date}). {source}. {address}")
    item = entry.make(Item, addition.strip(" ()"), kind="number" if number else "edition") if addition else None
    parenthesis = entry.make(Parenthesis, addition.strip(), items=[item]) if item else None
    title = entry.make(
        Title, f"Bees{addition}", main=entry.cut("Bees"), parentheses=[parenthesis] if parenthesis else []
    )
    written = read_group(entry.whole, entry.whole.index(f"({date})"), entry.whole.index(f"({date})") + len(date) + 2)
    assert written is not None
    publisher = entry.make(Publisher, source, names=[entry.cut(source)])
    links = []
    if address:
        link = entry.make(Link, address, address=entry.cut(address))
        if "doi.org" in address:
            link.doi = entry.cut(address.removeprefix("https://doi.org/"))
        links = [link]
    return entry.reference(
        title, written, publisher, *links, title=title, date=written, publisher=publisher, links=links
    )


@pytest.mark.parametrize(
    ("reference", "expected", "variable"),
    [
        (alone("Wiley"), "book", "publisher"),
        (alone("Wiley", "https://doi.org/10.1234/a"), "book", "publisher"),
        (alone("Wiley", "https://www.example.com/", addition=" (2nd ed.)"), "book", "publisher"),
        (alone("arXiv", "https://arxiv.org/abs/1234.5678"), "article", "publisher"),
        (alone("Bee Council", addition=" (Report No. 5)", number=True), "report", "publisher"),
        (alone("Bee Council", "https://www.example.org/bees"), "report", "publisher"),
        (alone("The Hive", "https://www.example.org/bees.pdf"), "report", "publisher"),
        (alone("The Hive", "https://www.example.org/bees"), "webpage", "container-title"),
        (alone("Bee Council", "https://www.example.org/bees", "2020, May 3"), "webpage", "container-title"),
        (
            alone("U.S. Patent and Trademark Office", addition=" (U.S. Patent No. 5)", number=True),
            "patent",
            "publisher",
        ),
    ],
)
def test_shape_tells_the_kind(reference: Reference, expected: str, variable: str) -> None:
    item = to_csl(reference)
    assert item["type"] == expected
    assert reference.publisher is not None
    assert item[variable] == reference.publisher.text


@pytest.mark.parametrize(
    ("intro", "book", "expected"),
    [
        ("In", "All insects", "chapter"),
        ("In", "Proceedings of the bees", "paper-conference"),
        ("In", "Wikipedia", "entry-encyclopedia"),
        ("In", "Merriam-Webster.com dictionary", "entry-dictionary"),
        ("On", "Sting", "song"),
    ],
)
def test_container_tells_the_kind(intro: str, book: str, expected: str) -> None:
    entry = Entry(f"Bees. {intro} {book}.")
    title = entry.title("Bees")
    container = entry.make(
        Container, f"{intro} {book}", intro=entry.cut(intro), title=entry.make(Title, book, main=entry.cut(book))
    )
    assert kind(entry.reference(title, container, title=title, container=container)) == expected


@pytest.mark.parametrize(
    ("date", "periodical", "expected"),
    [
        ("2020", "Bee Times", "article-journal"),
        ("in press", "Bee Times", "article-journal"),
        ("2020, May 3", "Bee Times", "article-newspaper"),
        ("2020, May", "The Hive", "article-magazine"),
        ("2020, May 3", "Bees: A Blog", "post-weblog"),
    ],
)
def test_date_tells_the_periodical(date: str, periodical: str, expected: str) -> None:
    entry = Entry(f"({date}). {periodical}.")
    written = read_group(entry.whole, 0, len(date) + 2)
    source = entry.make(Periodical, periodical, title=entry.cut(periodical))
    assert kind(entry.reference(source, date=written, periodical=source)) == expected


@pytest.mark.parametrize(
    ("source", "event", "place"),
    [("Bee Congress, Sydney, NSW, Australia", "Bee Congress", "Sydney, NSW, Australia"), ("Bee Congress", None, None)],
)
def test_conference(source: str, event: str | None, place: str | None) -> None:
    _, reference = described("Bees", "Paper presentation", source)
    item = to_csl(reference)
    assert (item.get("event-title"), item.get("event-place")) == (event, place)


def test_thesis_takes_its_university_from_the_brackets() -> None:
    _, reference = described("Bees", "Doctoral Dissertation, Rice University", "ProQuest")
    item = to_csl(reference)
    assert (item["genre"], item["publisher"], item["archive"]) == (
        "Doctoral dissertation",
        "Rice University",
        "ProQuest",
    )
    _, reference = described("Bees", "Unpublished doctoral dissertation", "Rice University")
    item = to_csl(reference)
    assert (item["genre"], item["publisher"]) == ("Unpublished doctoral dissertation", "Rice University")


def test_film_has_its_director_and_an_edited_book_only_editors() -> None:
    doe = {"family": "Doe", "given": "J."}
    _, reference = described("Bees", "Motion picture", "Sage", label="Director")
    item = to_csl(reference)
    assert (item["author"], item["director"], item["medium"]) == ([doe], [doe], "Film")
    _, reference = described("Bees", "Audiobook", "Sage", label="Ed.")
    item = to_csl(reference)
    assert item["editor"] == [doe]
    assert "author" not in item


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2019, January 3", {"date-parts": [[2019, 1, 3]]}),
        ("2019, May", {"date-parts": [[2019, 5]]}),
        ("2018, September 27–30", {"date-parts": [[2018, 9, 27], [2018, 9, 30]]}),
        ("2018, May 30–June 2", {"date-parts": [[2018, 5, 30], [2018, 6, 2]]}),
        ("2002–2008", {"date-parts": [[2002], [2008]]}),
        ("2002–present", {"date-parts": [[2002]], "literal": "2002–present"}),
        ("2019, Spring", {"date-parts": [[2019]], "season": 1}),
        ("ca. 350 B.C.E.", {"date-parts": [[-350]], "circa": True}),
        ("n.d.", {"literal": "n.d."}),
        ("in press", {"literal": "in press"}),
    ],
)
def test_issued(typed: str, expected: dict[str, object]) -> None:
    date = read_group(f"({typed})", 0, len(typed) + 2)
    assert date is not None
    item = to_csl(Entry(date.whole).reference(date, date=date))
    assert item["issued"] == expected
    assert item.get("status") == ("in press" if typed == "in press" else None)


def test_case() -> None:
    entry = Entry("Bee v. Wasp, 347 U.S. 483 (9th Cir. 1954).")
    law = entry.make(
        Law,
        entry.whole[:-1],
        kind="case",
        name=entry.cut("Bee v. Wasp"),
        volume=entry.cut("347"),
        reporter=entry.cut("U.S."),
        page=entry.cut("483"),
        court=entry.cut("9th Cir."),
        year=entry.cut("1954"),
    )
    assert to_csl(entry.reference(law, law=law)) == {
        "id": "bee",
        "type": "legal_case",
        "title": "Bee v. Wasp",
        "volume": "347",
        "container-title": "U.S.",
        "page": "483",
        "authority": "9th Cir.",
        "issued": {"date-parts": [[1954]]},
    }


def test_retrieval_date_notes_and_original_year() -> None:
    entry = Entry(
        "Bees. Retrieved July 3, 2019, from https://x.org/ a (Original work published 1900) (Reprinted from Wasps)"
    )
    title = entry.title("Bees")
    link = entry.make(
        Link,
        entry.whole[6:54],
        label=entry.cut("Retrieved July 3, 2019, from "),
        retrieved=entry.cut("July 3, 2019"),
        address=entry.cut("https://x.org/ a"),
    )
    notes = [
        entry.make(Note, "(Original work published 1900)", kind="original", year=entry.cut("1900")),
        entry.make(Note, "(Reprinted from Wasps)", kind="reprinted"),
    ]
    item = to_csl(entry.reference(title, link, *notes, title=title, links=[link], notes=notes))
    assert item["URL"] == "https://x.org/a"
    assert item["accessed"] == {"date-parts": [[2019, 7, 3]]}
    assert item["original-date"] == {"date-parts": [[1900]]}
    assert item["note"] == "Reprinted from Wasps"


@given(st.text())
def test_any_text_at_all_becomes_an_item(text: str) -> None:
    item = parse(text).to_csl()
    assert item["type"]
    assert item["id"]
