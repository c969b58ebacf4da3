from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from apacheck.reference import apa, forms, parse
from apacheck.reference.format import format as write
from apacheck.reference.model import (
    ArticleNumber,
    Authors,
    Bracket,
    Container,
    Date,
    Editors,
    Issue,
    Item,
    Law,
    Link,
    Name,
    Note,
    PageRange,
    Pages,
    Parenthesis,
    Periodical,
    Publisher,
    Title,
    Unparsed,
    Volume,
)
from by_hand import Entry

# --- the writer: strings in, an entry out -------------------------------------------------------------------------


def an_article() -> list[apa.Sentence]:
    return [
        apa.authors(["Doe, J.", "Roe, A. B."]),
        apa.date("2020"),
        apa.title("Why do bees dance?", italic=False),
        apa.periodical("Bees & Us", volume="51", issue="4", locator="33–40"),
        apa.link("https://doi.org/10.1234/a_b"),
    ]


@pytest.mark.parametrize(
    ("style", "entry"),
    [
        (
            "plain",
            "Doe, J., & Roe, A. B. (2020). Why do bees dance? Bees & Us, 51(4), 33–40. https://doi.org/10.1234/a_b",
        ),
        (
            "markdown",
            "Doe, J., & Roe, A. B. (2020). Why do bees dance? *Bees & Us*, *51*(4), 33–40. https://doi.org/10.1234/a\\_b",
        ),
        (
            "html",
            "Doe, J., &amp; Roe, A. B. (2020). Why do bees dance? <em>Bees &amp; Us</em>, <em>51</em>(4), 33–40. https://doi.org/10.1234/a_b",
        ),
    ],
)
def test_article_in_each_style(style: apa.Style, entry: str) -> None:
    assert apa.write(an_article(), style) == entry


def test_markdown_escapes_its_own_marks() -> None:
    assert apa.write([apa.title("A* and B_c \\d", italic=True)], "markdown") == "*A\\* and B\\_c \\\\d*."


def test_book_chapter_and_notes() -> None:
    chapter = [
        apa.authors(["Doe, J."]),
        apa.date("2020"),
        apa.title("Bees", italic=False),
        apa.container("All insects", ["(2nd ed., pp. 5–9)", "[Audiobook]"], editors="A. Roe (Ed.)"),
        apa.publisher(["Wiley", "Sage"]),
        apa.note("(Original work published 1900)"),
    ]
    assert apa.write(chapter, "markdown") == (
        "Doe, J. (2020). Bees. In A. Roe (Ed.), *All insects* (2nd ed., pp. 5–9) [Audiobook]. Wiley; Sage. "
        "(Original work published 1900)"
    )


@pytest.mark.parametrize(
    ("names", "groups", "text"),
    [
        (["Doe, J."], False, "Doe, J."),
        (["Doe, J.", "Roe, A."], False, "Doe, J., & Roe, A."),
        (["WHO", "FAO"], True, "WHO & FAO."),
        (["WHO", "FAO", "ILO"], True, "WHO, FAO, & ILO."),
        (["Doe, J.", "Roe, A.", "the Bee Group"], False, "Doe, J., Roe, A., & the Bee Group."),
    ],
)
def test_authors_joined(names: list[str], groups: bool, text: str) -> None:  # noqa: FBT001
    assert apa.write([apa.authors(names, groups=groups)]) == text


def test_authors_left_out_or_with_a_role() -> None:
    assert apa.write([apa.authors(["A, B.", "C, D.", "Z, Y."], ellipsis=". . .")]) == "A, B., C, D., . . . Z, Y."
    assert apa.write([apa.authors(["A, B."], rest="et al.")]) == "A, B., et al."
    assert apa.write([apa.authors(["A, B.", "C, D."], role="(Eds.)")]) == "A, B., & C, D. (Eds.)."


def test_issue_without_volume_and_advance_publication() -> None:
    assert apa.write([apa.periodical("Bees", issue="4", locator="5")]) == "Bees, (4), 5."
    assert (
        apa.write([apa.periodical("Bees", status="Advance online publication")]) == "Bees. Advance online publication."
    )


@pytest.mark.parametrize("end", ["?", "!", ".", "?”", "…"])
def test_no_period_after_a_sentence_that_has_ended(end: str) -> None:
    assert apa.write([apa.title(f"Bees{end}", italic=True)]) == f"Bees{end}"


# --- the forms of words and numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "typed", "expected"),
    [
        (forms.initials, "J", "J."),
        (forms.initials, "J A", "J. A."),
        (forms.initials, "A.B.", "A. B."),
        (forms.initials, "J.R.R.", "J. R. R."),
        (forms.initials, "J-P.", "J.-P."),
        (forms.initials, "A. -J.", "A.-J."),
        (forms.initials, "J.-p.", "J.-p."),
        (forms.initials, "JA", "JA"),
        (forms.initials, "Ch.", "Ch."),
        (forms.initials, "Yu. A.", "Yu. A."),
        (forms.initials, "Angela Lee", "Angela Lee"),
        (forms.initials, "Angela L", "Angela L."),
        (forms.initials, "Ó D'A", "Ó. D'A"),
        (forms.suffix, "jr", "Jr."),
        (forms.suffix, "III", "III"),
        (forms.role, "eds", "Eds."),
        (forms.role, "ed.", "Ed."),
        (forms.role, "Executive Producers", "Executive Producers"),
        (forms.role, "Ed. and Trans.", "Ed. & Trans."),
        (forms.role, "trans", "Trans."),
        (forms.edition, "2nd edition", "2nd ed."),
        (forms.edition, "2nd Ed.", "2nd ed."),
        (forms.edition, "2 ed.", "2nd ed."),
        (forms.edition, "11 ed", "11th ed."),
        (forms.edition, "2ⁿᵈ ed.", "2nd ed."),
        (forms.edition, "Second Edition", "2nd ed."),
        (forms.edition, "Rev. ed.", "Rev. ed."),
        (forms.edition, "revised ed", "Rev. ed."),
        (forms.edition, "3rd ed., rev.", "3rd ed., rev."),
        (forms.edition, "Summer 2019 ed.", "Summer 2019 ed."),
        (forms.volume, "volume 1", "Vol. 1"),
        (forms.volume, "vols 1-4", "Vols. 1–4"),
        (forms.volume, "Vol. II", "Vol. II"),
        (forms.volume, "Bd. 3", "Bd. 3"),
        (forms.version, "v3.3.070", "Version 3.3.070"),
        (forms.version, "version V1", "Version V1"),
        (forms.version, "Mar 14 version", "Mar 14 version"),
        (forms.number, "NIH Publication #18-2424", "NIH Publication No. 18-2424"),
        (forms.number, "Report no. 12", "Report No. 12"),
        (forms.number, "UMI No. 10289373", "Publication No. 10289373"),
        (forms.number, "RR-2415", "RR-2415"),
        (forms.numbers, "2 - 3", "2–3"),
        (forms.numbers, "54-B", "54-B"),
        (forms.description, "video file", "Video"),
        (forms.description, "Motion Picture", "Film"),
        (forms.description, "Data Set", "Data set"),
        (forms.description, "Doctoral Dissertation, Rice University", "Doctoral dissertation, Rice University"),
        (forms.description, "Master’s Thesis", "Master’s thesis"),
        (forms.description, "Tweet", "Tweet"),
        (forms.description, "map of bees", "Map of bees"),
        (forms.description, "iPhone app", "iPhone app"),
        (forms.description, "Review of the book Bees", "Review of the book Bees"),
        (forms.original, "(Originally published in 1900)", "(Original work published 1900)"),
        (forms.original, "(Original work published ca. 350 B.C.E.)", "(Original work published ca. 350 B.C.E.)"),
        (forms.law, "Bee vs. Wasp, 3 U.S. 4 (1900)", "Bee v. Wasp, 3 U.S. 4 (1900)"),
        (forms.law, "42 U.S.C. Sec. 12101 (1990)", "42 U.S.C. § 12101 (1990)"),
        (forms.law, "Public Law 88-352", "Pub. L. No. 88-352"),
    ],
)
def test_form(form: Callable[[str], str], typed: str, expected: str) -> None:
    assert form(typed) == expected
    assert form(expected) == expected


def test_article_numbers() -> None:
    assert forms.article("12", labelled=True) == "Article 12"
    assert forms.article("e0209899", labelled=False) == "Article e0209899"
    assert forms.article("S76", labelled=False) == "S76"
    assert forms.article("041303", labelled=False) == "041303"


# --- parts in, an entry out ---------------------------------------------------------------------------------------


def test_journal_article_with_everything_typed_wrong() -> None:
    entry = Entry('Doe, J.A. and Roe, B (3rd Jan. 2019) "Bees" Bee Review vol 51, no. 4: pp. 33 - 40 doi:10.1234/abc.')
    text = entry.whole
    authors = entry.names(
        Authors,
        "Doe, J.A. and Roe, B",
        [entry.person("Doe", "J.A.", "Doe, J.A."), entry.person("Roe", "B", "Roe, B")],
    )
    date = entry.make(
        Date,
        "(3rd Jan. 2019)",
        body=entry.cut("3rd Jan. 2019"),
        day=entry.cut("3rd"),
        month=entry.cut("Jan."),
        year=entry.cut("2019"),
        order="dmy",
    )
    title = entry.title("Bees", whole='"Bees"', quotes=(entry.cut('"'), entry.cut('"', text.index("Bees"))))
    pages = entry.make(
        Pages,
        "pp. 33 - 40",
        label=entry.cut("pp. "),
        ranges=[entry.make(PageRange, "33 - 40", first=entry.cut("33"), dash=entry.cut(" - "), last=entry.cut("40"))],
    )
    periodical = entry.make(
        Periodical,
        "Bee Review vol 51, no. 4: pp. 33 - 40",
        title=entry.cut("Bee Review"),
        volume=entry.make(Volume, "vol 51", label=entry.cut("vol "), number=entry.cut("51")),
        issue=entry.make(Issue, "no. 4", label=entry.cut("no. "), number=entry.cut("4", text.index("no."))),
        pages=pages,
    )
    link = entry.doi("10.1234/abc", "10.1234/abc", "doi:10.1234/abc.", label=entry.cut("doi:"), trailing=None)
    link.trailing = entry.cut(".", link.address.end)
    reference = entry.reference(
        authors, date, title, periodical, link,
        authors=authors, date=date, title=title, periodical=periodical, links=[link],
    )  # fmt: skip
    assert write(reference, "markdown") == (
        "Doe, J. A., & Roe, B. (2019, January 3). Bees. *Bee Review*, *51*(4), 33–40. https://doi.org/10.1234/abc"
    )


def test_chapter_with_additions_in_the_wrong_order() -> None:
    entry = Entry(
        "Doe, J. (2020). Bees. In: Roe, A., and Poe, E. A. (eds) All insects. (vol. 2, 2nd edition) (p. 5-9), Wiley"
    )
    authors, date, title = entry.author("Doe", "J."), entry.year("2020"), entry.title("Bees")
    editors = entry.names(
        Editors,
        "Roe, A., and Poe, E. A. (eds)",
        [entry.person("Roe", "A.", "Roe, A."), entry.person("Poe", "E. A.", "Poe, E. A.")],
        role=entry.role("(eds)"),
    )
    pages = entry.make(
        Pages,
        "p. 5-9",
        label=entry.cut("p. "),
        ranges=[entry.make(PageRange, "5-9", first=entry.cut("5"), dash=entry.cut("-"), last=entry.cut("9"))],
    )
    book = entry.title(
        "All insects",
        whole="All insects. (vol. 2, 2nd edition) (p. 5-9)",
        parentheses=[
            entry.make(
                Parenthesis,
                "(vol. 2, 2nd edition)",
                items=[
                    entry.make(Item, "vol. 2", kind="volume"),
                    entry.make(Item, "2nd edition", kind="edition"),
                ],
            ),
            entry.make(Parenthesis, "(p. 5-9)", items=[entry.make(Item, "p. 5-9", kind="pages", pages=pages)]),
        ],
    )
    container = entry.make(
        Container,
        "In: Roe, A., and Poe, E. A. (eds) All insects. (vol. 2, 2nd edition) (p. 5-9)",
        intro=entry.cut("In:"),
        editors=editors,
        title=book,
    )
    publisher = entry.make(Publisher, "Wiley", names=[entry.cut("Wiley")])
    reference = entry.reference(
        authors, date, title, container, publisher,
        authors=authors, date=date, title=title, container=container, publisher=publisher,
    )  # fmt: skip
    assert write(reference, "html") == (
        "Doe, J. (2020). Bees. In A. Roe &amp; E. A. Poe (Eds.), <em>All insects</em> (2nd ed., Vol. 2, pp. 5–9). Wiley."
    )


def test_version_goes_before_the_description_and_a_translation_stays_before_the_volume() -> None:
    entry = Entry("JASP Team. (2020). JASP [computer software] (v0.14). Sage")
    group = entry.names(Authors, "JASP Team", [entry.group("JASP Team")])
    title = entry.make(
        Title,
        "JASP [computer software] (v0.14)",
        19,
        main=entry.cut("JASP", 19),
        brackets=[entry.make(Bracket, "[computer software]", description=entry.cut("computer software"))],
        parentheses=[entry.make(Parenthesis, "(v0.14)", items=[entry.make(Item, "v0.14", kind="version")])],
    )
    date, publisher = entry.year("2020"), entry.make(Publisher, "Sage", names=[entry.cut("Sage")])
    reference = entry.reference(
        group, date, title, publisher, authors=group, date=date, title=title, publisher=publisher
    )
    assert write(reference) == "JASP Team. (2020). JASP (Version 0.14) [Computer software]. Sage."

    entry = Entry("Goi [Words] (Vol. 7)")
    title = entry.make(
        Title,
        entry.whole,
        main=entry.cut("Goi"),
        brackets=[entry.make(Bracket, "[Words]", description=entry.cut("Words"), translation=True)],
        parentheses=[entry.make(Parenthesis, "(Vol. 7)", items=[entry.make(Item, "Vol. 7", kind="volume")])],
    )
    assert write(entry.reference(title, title=title)) == "Goi [Words] (Vol. 7)."


def test_name_with_suffix_handle_and_role() -> None:
    entry = Entry("King jr, M.L. (@mlk) (Writer)")
    name = entry.person("King", "M.L.", entry.whole)
    name.suffix, name.handle, name.role = entry.cut("jr"), entry.cut("(@mlk)"), entry.role("(Writer)")
    authors = entry.names(Authors, entry.whole, [name])
    assert write(entry.reference(authors, authors=authors)) == "King, M. L., Jr. [@mlk] (Writer)."


def test_article_number_and_title_that_asks() -> None:
    entry = Entry("Doe, J. (2020). Bees?. PLOS ONE, 14(1), article no. e0209899")
    authors, date, title = entry.author("Doe", "J."), entry.year("2020"), entry.title("Bees?")
    words = "PLOS ONE, 14(1), article no. e0209899"
    periodical = entry.make(
        Periodical,
        words,
        title=entry.cut("PLOS ONE"),
        volume=entry.make(Volume, "14", number=entry.cut("14")),
        issue=entry.make(Issue, "(1)", number=entry.cut("1", entry.whole.index("(1)"))),
        article=entry.make(
            ArticleNumber, "article no. e0209899", label=entry.cut("article no. "), number=entry.cut("e0209899")
        ),
    )
    reference = entry.reference(authors, date, title, periodical, periodical=periodical, title=title)
    assert write(reference) == "Doe, J. (2020). Bees? PLOS ONE, 14(1), Article e0209899."


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("in press", "(in press)."),
        ("In Press b", "(in press-b)."),
        ("N.D.", "(n.d.)."),
        ("no date", "(n.d.)."),
        ("n.d.a", "(n.d.-a)."),
        ("2020 c, april 2nd", "(2020c, April 2)."),
        ("2002-2008", "(2002–2008)."),
        ("2002–present", "(2002–present)."),
        ("2018, September 27 - 30", "(2018, September 27–30)."),
        ("2018, Sept. 30-October 2", "(2018, September 30–October 2)."),
        ("spring 2019", "(2019, Spring)."),
        ("c. 350 B.C.E.", "(ca. 350 B.C.E.)."),
        ("©2008", "(2008)."),
        ("1900/2010", "(1900/2010)."),
        ("2019-01-03", "(2019, January 3)."),
        ("1/3/2019", "(1/3/2019)."),
        ("May 2019", "(2019, May)."),
        ("2019, May/June", "(2019, May/June)."),
    ],
)
def test_dates(typed: str, expected: str) -> None:
    from apacheck.reference.date import read_group

    date = read_group(f"({typed})", 0, len(typed) + 2)
    assert date is not None
    assert write(Entry(date.whole).reference(date, date=date)) == expected


def test_date_words_that_no_part_covers_are_kept() -> None:
    entry = Entry("(2010, printed 2012)")
    date = entry.make(Date, entry.whole, body=entry.cut("2010, printed 2012"), year=entry.cut("2010"))
    assert write(entry.reference(date)) == "(2010, printed 2012)."


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("http://dx.doi.org/10.1/a", {"doi": "10.1/a"}, "https://doi.org/10.1/a"),
        ("DOI: 10.1/a", {"address": "10.1/a", "doi": "10.1/a", "label": "DOI: "}, "https://doi.org/10.1/a"),
        ("https://doi.org/doi:10.1/a", {"doi": "10.1/a"}, "https://doi.org/10.1/a"),
        ("https://x.org/10.1/a", {"doi": "10.1/a"}, "https://x.org/10.1/a"),
        ("Retrieved from http://x.org/", {"address": "http://x.org/", "label": "Retrieved from "}, "http://x.org/"),
        ("Available at: http://x.org", {"address": "http://x.org", "label": "Available at: "}, "http://x.org"),
        ("See also http://x.org", {"address": "http://x.org", "label": "See also "}, "See also http://x.org"),
        (
            "Accessed on 3 July, 2019 at http://x.org",
            {"address": "http://x.org", "label": "Accessed on 3 July, 2019 at ", "retrieved": "3 July, 2019"},
            "Retrieved July 3, 2019, from http://x.org",
        ),
    ],
)
def test_links(text: str, pieces: dict[str, str], expected: str) -> None:
    entry = Entry(text)
    parts = {name: entry.cut(words) for name, words in ({"address": text} | pieces).items()}
    link = entry.make(Link, text, **parts)
    assert write(entry.reference(link, links=[link])) == expected


def test_publishers_and_places() -> None:
    entry = Entry("A ; B")
    publisher = entry.make(Publisher, "A ; B", names=[entry.cut("A"), entry.cut("B")])
    assert write(entry.reference(publisher)) == "A; B."
    entry = Entry("New York, NY:  Wiley")
    publisher = entry.make(Publisher, entry.whole, names=[entry.cut("Wiley")], place=entry.cut("New York, NY"))
    assert write(entry.reference(publisher)) == "New York, NY: Wiley."


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("Bee v. Wasp, 3 U.S. 4 (1900). http://x.org", "(1900)", "Bee v. Wasp, 3 U.S. 4 (1900). http://x.org"),
        ("Bee v. Wasp, 3 U.S. 4 (1900) http://x.org", "(1900)", "Bee v. Wasp, 3 U.S. 4 (1900) http://x.org"),
        ("Peace on Bees, May 3, 1900, http://x.org", "1900", "Peace on Bees, May 3, 1900, http://x.org"),
    ],
)
def test_law_before_a_link(text: str, end: str, expected: str) -> None:
    entry = Entry(text)
    law = entry.make(Law, text[: text.index(end) + len(end)])
    link = entry.make(Link, "http://x.org", address=entry.cut("http://x.org"))
    assert write(entry.reference(law, link, law=law, links=[link])) == expected


def test_hearing_is_italic_and_notes_have_no_period() -> None:
    entry = Entry("All about bees, 105th Cong. (1998). (Originally published 1900).")
    law = entry.make(Law, "All about bees, 105th Cong. (1998)", kind="hearing", name=entry.cut("All about bees"))
    note = entry.make(Note, "(Originally published 1900)", kind="original")
    assert write(entry.reference(law, note, law=law, notes=[note]), "markdown") == (
        "*All about bees*, 105th Cong. (1998). (Original work published 1900)"
    )


def test_what_is_not_understood_stays_as_typed_with_its_neighbours() -> None:
    entry = Entry("* Doe, J. , (2020) ?? what  now ,Wiley ;")
    authors, date = entry.author("Doe", "J."), entry.year("2020")
    unknown = entry.make(Unparsed, "?? what  now")
    publisher = entry.make(Publisher, "Wiley", names=[entry.cut("Wiley")])
    reference = entry.reference(authors, date, unknown, publisher)
    assert write(reference) == "Doe, J. (2020) ?? what  now ,Wiley."


def test_words_that_no_part_covers_are_kept() -> None:
    entry = Entry("Bee Review, new series, 5")
    periodical = entry.make(
        Periodical,
        entry.whole,
        title=entry.cut("Bee Review"),
        volume=entry.make(Volume, "5", number=entry.cut("5")),
    )
    assert write(entry.reference(periodical, periodical=periodical)) == "Bee Review, new series, 5."
    name = entry.make(Name, "Bee Review", family=entry.cut("Bee"))
    authors = entry.names(Authors, "Bee Review", [name])
    assert write(entry.reference(authors)) == "Bee Review."


@given(st.text())
def test_any_text_at_all_is_written_without_loss(text: str) -> None:
    reference = parse(text)
    written = reference.format()
    assert isinstance(reference.format("html"), str)
    if all(isinstance(element, Unparsed) for element in reference.elements):
        assert written == text
