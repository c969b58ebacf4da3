"""Citations in the text: what is found, as what, and what is left alone."""

import pytest
from hypothesis import example, given, settings, strategies as st

import apacheck
from apacheck.citations import Citation, Work

END = "\n\nNothing else is said here, and nothing is listed.\n"


def cited(text: str) -> list[Citation]:
    return apacheck.check(text + END).citations


def only(text: str) -> Work:
    works = [work for citation in cited(text) for work in citation.works]
    assert len(works) == 1, [work.text for work in works]
    return works[0]


def who(work: Work) -> list[str]:
    return [name.family.text for name in work.names]


def when(work: Work) -> list[str]:
    return [year.text for year in work.years]


@pytest.mark.parametrize(
    ("text", "names", "years"),
    [
        ("They read (Moreno, 2014).", ["Moreno"], ["2014"]),
        ("They read (see Moreno, 2014).", ["Moreno"], ["2014"]),
        ("They read (e.g., Moreno & Lund, 2014).", ["Moreno", "Lund"], ["2014"]),
        ("They read (for a review, see Moreno, 2014).", ["Moreno"], ["2014"]),
        ("They read (Moreno et al., 2014a, 2014b).", ["Moreno"], ["2014a", "2014b"]),
        ("They read (Zhou, 2000, 2016, in press).", ["Zhou"], ["2000", "2016", "in press"]),
        ("They read (Health Navigator, n.d.-a, n.d.-b).", ["Health Navigator"], ["n.d.-a", "n.d.-b"]),
        ("They read (Merriam-Webster, no date).", ["Merriam-Webster"], ["no date"]),
        ("He dreamt (Freud, 1900/2010).", ["Freud"], ["1900/2010"]),
        ("Forms are real (Plato, ca. 350 B.C.E./1994).", ["Plato"], ["ca. 350 B.C.E./1994"]),
        ("They read (Moreno, Lund, & Birk, 2014).", ["Moreno", "Lund", "Birk"], ["2014"]),
        ("They read (Moreno, Lund, Birk, et al., 2014).", ["Moreno", "Lund", "Birk"], ["2014"]),
        ("Apes agree (de Waal, 2016).", ["de Waal"], ["2016"]),
        ("He sang (St. John, 2010).", ["St. John"], ["2010"]),
        ("They read (García Márquez, 1967).", ["García Márquez"], ["1967"]),
        ("They count (U.S. Census Bureau, 2019).", ["U.S. Census Bureau"], ["2019"]),
        (
            "They wash (Centers for Disease Control and Prevention, 2019).",
            ["Centers for Disease Control and Prevention"],
            ["2019"],
        ),
        ("Sleep helps (“Ten Tips for Better Sleep,” 2019).", ["Ten Tips for Better Sleep"], ["2019"]),
        ("They may (Brown v. Board of Education, 1954).", ["Brown v. Board of Education"], ["1954"]),
        ("They read (Moreno et al. 2014).", ["Moreno"], ["2014"]),
        ("They read (Moreno; 2014).", ["Moreno"], ["2014"]),
        ("They read (Moreno, 2014; 2016).", ["Moreno"], ["2014", "2016"]),
        ("They read (Hess, 2019, January 3).", ["Hess"], ["2019, January 3"]),
        ("They read (PANAS, Watson & Clark, 1988).", ["Watson", "Clark"], ["1988"]),
        ("They read (the scale of Moreno et al., 2014).", ["Moreno"], ["2014"]),
        ("They read (Moreno\net al., 2014).", ["Moreno"], ["2014"]),
        ("They read (Moreno &\n  Lund,\n  2014).", ["Moreno", "Lund"], ["2014"]),
        ("Moreno (2014) agrees.", ["Moreno"], ["2014"]),
        ("According to Moreno and Lund (2014), they read.", ["Moreno", "Lund"], ["2014"]),
        ("However, Moreno, Lund, and Birk (2014) disagree.", ["Moreno", "Lund", "Birk"], ["2014"]),
        ("In line with Berg, Moreno (2014) agrees.", ["Moreno"], ["2014"]),
        ("According to PubMed, Moreno et al. (2014) agree.", ["Moreno"], ["2014"]),
        ("Moreno and colleagues (2014) agree.", ["Moreno"], ["2014"]),
        ("Moreno’s (2014) view is shared.", ["Moreno"], ["2014"]),
        ("Hansen and McNeal's (1996) law holds.", ["Hansen", "McNeal"], ["1996"]),
        ("O’Neil (2012) agrees.", ["O’Neil"], ["2012"]),
        ("Smith-Jones (2014) agrees.", ["Smith-Jones"], ["2014"]),
        ("So does van der Berg (2015).", ["van der Berg"], ["2015"]),
        ("So do Ring and Van de Ven (1994).", ["Ring", "Van de Ven"], ["1994"]),
        ("So does Иванов (2003).", ["Иванов"], ["2003"]),
        ("So does 王 (2004).", ["王"], ["2004"]),
        ("So Bandura (1977, 1997) agrees.", ["Bandura"], ["1977", "1997"]),
        ("Chomsky (in press) agrees.", ["Chomsky"], ["in press"]),
        ("The World Health Organization (WHO, 2022) agrees.", ["World Health Organization"], ["2022"]),
        ("The Ministry of Education (2022) agrees.", ["Ministry of Education"], ["2022"]),
        ("Bidault & Castello (2010) posit trust.", ["Bidault", "Castello"], ["2010"]),
        ("Moreno et al., (2014) agree.", ["Moreno"], ["2014"]),
        ("Moreno(2014) agrees.", ["Moreno"], ["2014"]),
    ],
)
def test_found(text: str, names: list[str], years: list[str]) -> None:
    work = only(text)
    assert [name.removeprefix("The ") for name in who(work)] == names
    assert when(work) == years


@pytest.mark.parametrize(
    "text",
    [
        "In the winter of (2010) we walked.",
        "The sample (N = 2010) was large (p < .05), and (M = 2001, SD = 1998).",
        "See (Figure 2, 2019), (Table 3, 2018) and (Study 2, 2011).",
        "Sales rose (January 2010), then fell (March 3, 2010) and (Spring, 2010).",
        "In Berlin (1989) and (Paris, 2010) they met.",
        "The World Cup (2010), the Olympic Games (2012) and Hurricane Katrina (2005) are known.",
        "The equation (x = 2010y), f(2010) and x(1999) hold.",
        "Version 3.1 (2010), Section 4 (2012), Chapter 7 (1999) and Windows 95 (1995) differ.",
        "Max Weber (1864–1920) and Blumer (1900–1987) wrote.",
        "The Treaty of Rome (1957), the International Health Regulations (2005) and Game of Thrones (2011) came.",
        "He was born (1950) and died (2010). All rights reserved (2010).",
        "A total of 1,999 (2001 of them) paid ($2000) or (2000 EUR) or (USD 1,999).",
        "Crews differ (Apollo 13), and so do planes (Boeing 747), psalms (Psalm 23) and cups (World Cup 2010).",
        "Between the wars (1918–1939), in the 1990s (1990s), since (since 2010), about (c. 1500).",
        "She said, “I read it in the paper (Moreno, 2014) yesterday,” and left.",
        'She said, "I read it in the paper (Moreno, 2014) yesterday," and left.',
        "They read [@moreno2014] and [-@lund2015, p. 5].",
        "$\\frac{1}{(2010)}$ and array[2010] and call(name, 2010x).",
    ],
)
def test_left_alone(text: str) -> None:
    assert [citation.text for citation in cited(text)] == []


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("(Moreno, 2014, p. 45)", "p. 45"),
        ("(Moreno, 2014, pp. 45–47)", "pp. 45–47"),
        ("(Moreno, 2014, para. 3)", "para. 3"),
        ("(Moreno, 2014, Chapter 3)", "Chapter 3"),
        ("(Moreno, 2014, Table 2)", "Table 2"),
        ("(Moreno, 2014, 1:30:40)", "1:30:40"),
        ("(King James Bible, 1769/2017, 1 Cor. 13:1)", "1 Cor. 13:1"),
        ("(Shakespeare, 1623/1995, 1.3.36–37)", "1.3.36–37"),
        ("(Moreno, 2014: 45)", "45"),
        ("(Moreno, 2014, pg.45)", "pg.45"),
        ("(Moreno, 2014, emphasis added)", None),
    ],
)
def test_locators(text: str, locator: str | None) -> None:
    found = only(f"They read {text}.").locator
    assert (found.text if found is not None else None) == locator


def test_several_works_and_what_parts_them() -> None:
    (citation,) = cited("They read (Adams, 2012; see also Moreno & Lund, 2014, p. 3; Zhou, 2000, 2016).")
    assert [who(work) for work in citation.works] == [["Adams"], ["Moreno", "Lund"], ["Zhou"]]
    assert [part.text for part in citation.separators] == ["; see also ", "; "]
    assert citation.works[1].signal is not None
    assert citation.works[1].signal.text == "see also"


def test_a_work_known_at_second_hand() -> None:
    (citation,) = cited("They read (Rabbitt, 1982, as cited in Lyon et al., 2014).")
    original, read = citation.works
    assert original.original
    assert not read.original
    assert read.through is not None
    assert read.through.text == "as cited in"


def test_a_work_known_at_second_hand_in_the_sentence() -> None:
    first, second = cited("Rabbitt (1982) was first (as cited in Lyon et al., 2014).")
    assert first.works[0].original
    assert not second.works[0].original


def test_personal_communications() -> None:
    assert only("Staff stay (A. Okoro, personal communication, March 3, 2020).").kind == "personal-communication"
    assert only("A. Okoro (personal communication, March 3, 2020) says so.").kind == "personal-communication"


def test_initials_and_suffixes_are_parts_of_their_own() -> None:
    (citation,) = cited("They read (J. M. Taylor & Neimeyer, 2015; T. Taylor, 2014; King Jr., 1963).")
    first, second, third = (work.names[0] for work in citation.works)
    assert first.given is not None
    assert (first.given.text, first.family.text) == ("J. M.", "Taylor")
    assert second.given is not None
    assert third.suffix is not None
    assert (third.family.text, third.suffix.text) == ("King", "Jr.")


def test_an_abbreviation_is_known_once_it_was_introduced() -> None:
    text = "The National Institute of Mental Health (NIMH) agrees. So says NIMH (2020)."
    assert [citation.text for citation in cited(text)] == ["NIMH (2020)"]
    assert cited("So says NIMH (2020).") == []


def test_spans_are_of_the_source() -> None:
    text = "They read (Moreno &\n    Lund, 2014), and\u00a0so does de\u00a0Waal (2016)."
    assert [text[c.span.start : c.span.end] for c in cited(text)] == [
        "(Moreno &\n    Lund, 2014)",
        "de\u00a0Waal (2016)",
    ]


def test_a_name_in_small_letters_needs_the_list() -> None:
    text = "They meet online (boyd, 2014).\n\nReferences\n\nboyd, d. (2014). It's complicated. Yale University Press.\n"
    assert [citation.text for citation in apacheck.check(text).citations] == ["(boyd, 2014)"]
    assert cited("They meet online (boyd, 2014).") == []


def test_plain_values() -> None:
    text = "They read (Moreno, 2014, p. 3).\n\nReferences\n\nMoreno, P. (2014). Reading at home. Routledge.\n"
    (citation,) = apacheck.check(text).to_dict()["citations"]
    assert citation["text"] == "(Moreno, 2014, p. 3)"
    assert citation["form"] == "parenthetical"
    assert citation["location"] == {"row": 1, "column": 11}
    assert citation["works"] == [
        {
            "kind": "author-date",
            "names": ["Moreno"],
            "et_al": False,
            "years": ["2014"],
            "locator": "p. 3",
            "read": True,
            "entries": [0],
        }
    ]


# --- properties -------------------------------------------------------------------------------------------------------

SURNAMES = st.sampled_from(
    [
        "Moreno",
        "Lund",
        "O’Neil",
        "D'Angelo",
        "Smith-Jones",
        "van der Berg",
        "de Waal",
        "Müller",
        "Øverland",
        "Li",
        "Ng",
        "Łukasz",
    ]
)
YEARS = st.sampled_from(["1900/1953", "1977", "2003", "2014a", "n.d.", "in press", "2020"])
BEFORE = st.sampled_from(
    [
        "Trust has limits",
        "In the winter of 2010 it snowed",
        "Few people (about 40) agree",
        "The survey ran for years",
        "It is so",
    ]
)


@st.composite
def rendered(draw: st.DrawFn) -> tuple[str, list[str], str]:
    """A sentence with one citation, the names in it, and its year."""
    names = draw(st.lists(SURNAMES, min_size=1, max_size=4, unique=True))
    year = draw(YEARS)
    before = draw(BEFORE)
    if draw(st.booleans()):
        shown = (
            names[0] if len(names) == 1 else f"{names[0]} and {names[1]}" if len(names) == 2 else f"{names[0]} et al."
        )
        return f"{before}, as {shown} ({year}) say.", names[: 2 if len(names) == 2 else 1], year
    shown = names[0] if len(names) == 1 else f"{names[0]} & {names[1]}" if len(names) == 2 else f"{names[0]} et al."
    locator = draw(st.sampled_from(["", ", p. 5", ", pp. 5–9", ", Chapter 3"]))
    signal = draw(st.sampled_from(["", "see ", "e.g., "]))
    return f"{before} ({signal}{shown}, {year}{locator}).", names[: 2 if len(names) == 2 else 1], year


@settings(deadline=None)
@given(st.lists(rendered(), min_size=1, max_size=6))
def test_every_rendered_citation_is_found(sentences: list[tuple[str, list[str], str]]) -> None:
    text = " ".join(sentence for sentence, _, _ in sentences)
    found = [(who(work), when(work)) for citation in cited(text) for work in citation.works]
    assert found == [(names, [year]) for _, names, year in sentences]


@settings(deadline=None)
@given(st.text("abcdefg hij (),.;&[]“”\"'’-–\n", max_size=300))
def test_without_years_or_names_nothing_is_found(text: str) -> None:
    assert cited(text) == []


@settings(max_examples=200, deadline=None)
@given(st.text("AaBb Smith et al. & and (2010), n.d.; [x] “q” 's pp. 45–7 as cited in v.\n", max_size=200))
@example("(" * 50 + "Smith, 2010" + ")" * 50)
@example("Smith (Smith (2010), 2010) (Smith, 2010) (2010)")
def test_any_text_gives_citations_that_are_slices_of_it(text: str) -> None:
    source = text + END
    for citation in apacheck.check(source).citations:
        assert 0 <= citation.start < citation.end <= len(citation.whole)
        assert source[citation.span.start : citation.span.end].replace("\n", " ") == citation.text
        for part in citation.walk():
            assert part.whole == citation.whole
            assert 0 <= part.start <= part.end <= len(part.whole)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    apacheck.check(text)
