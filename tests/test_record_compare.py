"""An entry against a record, element by element: what differs, and above all what does not."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from apacheck.checker import check_verification
from apacheck.record import locators
from apacheck.record.compare import Comparison, compare
from apacheck.record.containers import same_container
from apacheck.record.entry import write
from apacheck.record.judge import judge
from apacheck.record.match import choose
from apacheck.record.message import read
from apacheck.record.model import Contributor
from apacheck.record.names import agreement, deposited, pair, typed
from apacheck.record.words import fold, plain, title_likeness
from apacheck.reference import parse
from apacheck.reference.model import Name
from world import message_of

ENTRY = "Roe, A. B., & van den Berg, C. (2014). Sleep and memory in older dogs: A review. Journal of Sleep Research, 23(1), 15–24. https://doi.org/10.5555/sleep.1"


def compared(entry: str = ENTRY, **stated: Any) -> Comparison:
    record = read(message_of(ENTRY, **stated))
    assert record is not None
    return compare(parse(entry), record)


def fields(found: Comparison) -> list[tuple[str, str]]:
    return [(difference.field, difference.how) for difference in found.loud]


def test_a_right_entry_agrees() -> None:
    found = compared()
    assert found.differences == []
    assert (found.title, found.author, found.year, found.container, found.volume, found.issue, found.page) == (
        100.0,
        *[True] * 6,
    )


def test_what_a_record_does_not_state_is_no_difference() -> None:
    nothing: dict[str, Any] = dict.fromkeys(("title", "author", "issued", "container_title", "volume", "issue", "page"))
    found = compared(**nothing)
    assert found.differences == []
    assert (found.title, found.author, found.year, found.container, found.volume, found.issue, found.page) == (
        None,
    ) * 7


@pytest.mark.parametrize(
    "stated",
    [
        {"title": ["SLEEP AND MEMORY IN OLDER DOGS: A REVIEW"]},
        {"title": ["Sleep &amp; Memory in <i>Older</i> Dogs"], "subtitle": ["A Review"]},
        {"title": ["Sleep and memory in older dogs"]},
        {"title": ["RETRACTED: Sleep and Memory in Older Dogs: A Review"]},
        {"title": ["The sleep and memory in older dogs – a review*"]},
        {"author": [{"family": "ROE", "given": "ANNA BEA"}, {"family": "Berg", "given": "Carl van den"}]},
        {
            "author": [
                {"family": "Roe", "given": "A"},
                {"family": "Van Den Berg", "given": "C."},
                {"name": "The Sleep Group"},
            ]
        },
        {"author": [{"given": "Roe", "family": "Anna"}, {"family": "van den Berg"}]},
        {"published_online": {"date-parts": [[2013]]}, "issued": {"date-parts": [[2014]]}},
        {"container_title": ["J. Sleep Res."]},
        {"container_title": ["Journal of Sleep Research (Oxford)"]},
        {"volume": "XXIII"},
        {"volume": "Vol. 23"},
        {"issue": "01"},
        {"page": "15-4"},
        {"page": "0015-0024"},
        {"page": "15"},
        {"page": "n/a-n/a"},
        {"page": "15-24, 30"},
    ],
)
def test_what_is_no_difference(stated: dict[str, Any]) -> None:
    assert fields(compared(**stated)) == []


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"title": ["Sleep and memory in younger dogs: A review"]}, ("title", "other")),
        ({"title": ["Why cats wander by night"]}, ("title", "other")),
        ({"title": ["Sleep and memory in older dogs"], "subtitle": ["An overview"]}, ("title", "other")),
        (
            {"author": [{"family": "Rowe", "given": "A. B."}, {"family": "van den Berg", "given": "C."}]},
            ("authors", "spelling"),
        ),
        (
            {"author": [{"family": "Roe", "given": "X. Y."}, {"family": "van den Berg", "given": "C."}]},
            ("authors", "spelling"),
        ),
        (
            {"author": [{"family": "van den Berg", "given": "C."}, {"family": "Roe", "given": "A."}]},
            ("authors", "order"),
        ),
        (
            {
                "author": [
                    {"family": "Roe", "given": "A."},
                    {"family": "Berg", "given": "C."},
                    {"family": "Doe", "given": "J."},
                ]
            },
            ("authors", "missing"),
        ),
        ({"author": [{"family": "Roe", "given": "A."}, {"family": "Marlow", "given": "P."}]}, ("authors", "other")),
        ({"issued": {"date-parts": [[2004]]}}, ("year", "other")),
        ({"container_title": ["Journal of Sleep Medicine"]}, ("container", "other")),
        ({"volume": "32"}, ("volume", "other")),
        ({"issue": "4"}, ("issue", "other")),
        ({"page": "115-124"}, ("pages", "other")),
        ({"page": "15-42"}, ("pages", "other")),
    ],
)
def test_what_is_one(stated: dict[str, Any], field: tuple[str, str]) -> None:
    assert fields(compared(**stated)) == [field]


@pytest.mark.parametrize(
    ("entry", "stated", "field"),
    [
        (ENTRY, {"issued": {"date-parts": [[2015]]}}, "year"),
        (ENTRY, {"author": [{"family": "Roe", "given": "A."}]}, "authors"),
        (ENTRY.replace("15–24", "15"), {}, "pages"),
        (ENTRY.replace("23(1)", "23"), {}, "issue"),
        (ENTRY.replace(", 23(1), 15–24", ""), {"issue": None, "page": None}, "volume"),
    ],
)
def test_what_is_only_noted(entry: str, stated: dict[str, Any], field: str) -> None:
    found = compared(entry, **stated)
    assert [(difference.field, difference.slight) for difference in found.differences] == [(field, True)]


def test_a_difference_says_where_and_what() -> None:
    (difference,) = compared(title=["Sleep and memory in younger dogs: A review"]).differences
    assert ENTRY[difference.start : difference.end] == difference.entry == "older"
    assert difference.record == "younger"
    assert difference.edits == ((difference.start, difference.end, "younger"),)


def test_a_list_of_authors_is_written_anew() -> None:
    (difference,) = compared(
        author=[{"family": "Berg", "given": "Carl van den"}, {"family": "Roe", "given": "Anna B."}]
    ).differences
    assert [new for _, _, new in difference.edits] == ["van den Berg, C., & Roe, A. B."]


def test_shortened_lists_are_compared_as_far_as_they_go() -> None:
    people = [{"family": f"Person{chr(97 + n % 25)}{chr(97 + n // 25)}", "given": "A."} for n in range(30)]
    names = [f"{person['family']}, A." for person in people]
    short = f"{', '.join(names[:19])}, . . . {names[-1]} (2014). Sleep and memory in older dogs: A review. Journal of Sleep Research, 23(1), 15–24."
    assert fields(compared(short, author=people)) == []
    et_al = (
        f"{names[0]}, et al. (2014). Sleep and memory in older dogs: A review. Journal of Sleep Research, 23(1), 15–24."
    )
    assert fields(compared(et_al, author=people)) == []
    wrong = short.replace("Personea", "Marlow")
    assert fields(compared(wrong, author=people)) == [("authors", "other")]


def test_a_chapter_with_the_doi_of_its_book() -> None:
    entry = "Roe, A. (2014). Sleep in dogs. In J. Doe (Ed.), The sleep of animals (pp. 15–24). Kestrel Books. https://doi.org/10.5555/b"
    found = compared(entry, type="book", title=["The sleep of animals"], author=[], container_title=[], page=None)
    assert found.of_whole
    assert [(difference.field, difference.slight) for difference in found.differences] == [("type", True)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Journal of Sleep Research", "Journal of sleep research"),
        ("PNAS", "Proceedings of the National Academy of Sciences of the United States of America"),
        (
            "Proceedings of the National Academy of Sciences",
            "Proceedings of the National Academy of Sciences of the United States of America",
        ),
        ("J. Appl. Psychol.", "Journal of Applied Psychology"),
        ("JAMA", "JAMA: The Journal of the American Medical Association"),
        ("Science & Society", "Science and Society"),
        ("Behaviour Research", "Behavior Research"),
    ],
)
def test_names_of_one_journal(one: str, other: str) -> None:
    assert same_container(one, other)
    assert same_container(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Journal of Applied Psychology", "Journal of Applied Physiology"),
        ("Journal of Psychology", "European Journal of Psychology"),
        ("Nature", "Nature Medicine"),
        ("Cell", "Cell Reports"),
        ("Archives of Neurology", "Archives of Dermatology"),
    ],
)
def test_names_of_two_journals(one: str, other: str) -> None:
    assert not same_container(one, other)
    assert not same_container(other, one)


@pytest.mark.parametrize(
    ("typed_number", "stated", "same"),
    [
        ("Suppl. 1", "S1", True),
        ("Suppl. 1", "1_suppl", True),
        ("3–4", "3-4", True),
        ("3/4", "3-4", True),
        ("3", "3-4", True),
        ("IV", "4", True),
        ("12, Pt. 2", "12(2)", True),
        ("3", "4", False),
        ("1", "S1", False),
        ("4", "Winter", None),
        ("4", "", None),
    ],
)
def test_numbers(typed_number: str, stated: str, same: bool | None) -> None:  # noqa: FBT001
    assert locators.same_number(typed_number, stated) is same


def test_article_numbers() -> None:
    assert locators.same_article("e0209899", "e0209899")
    assert locators.same_article("0209899", "e0209899")
    assert locators.same_article("Article 104436", "104436")
    assert not locators.same_article("104437", "104436")
    entry = (
        "Roe, A. B. (2014). Sleep and memory in older dogs: A review. Journal of Sleep Research, 23(1), Article 104436."
    )
    author = [{"family": "Roe", "given": "A. B."}]
    assert fields(compared(entry, author=author, page="104436")) == []
    assert fields(compared(entry, author=author, page="1-12", article_number="104436")) == []
    assert fields(compared(entry, author=author, page="1-12")) == []
    assert fields(compared(entry, author=author, page=None, article_number="104463")) == [("pages", "other")]


def entry_name(text: str) -> Name:
    authors = parse(f"{text} (2014). Sleep in dogs. Wiley.").authors
    assert authors is not None
    return authors.names[0]


@pytest.mark.parametrize(
    ("text", "stated", "how"),
    [
        ("Müller, J.-P.", Contributor("Mueller", "Jean Pierre"), "same"),
        ("Ørsted, H.", Contributor("Orsted", "Hans"), "same"),
        ("O’Neil, T.", Contributor("O'NEIL", "T"), "same"),
        ("García Márquez, G.", Contributor("García", "Gabriel"), "same"),
        ("Wang, X.-M.", Contributor("Wang", "Xiaoming"), "same"),
        ("Nadermahmoudi, E.", Contributor("Elnaz Nadermahmoudi"), "same"),
        ("Lind, J., Jr.", Contributor("Lind, Jr.", "John"), "same"),
        ("Wilson, T. W.", Contributor("W. Wilson", "Tony"), "same"),
        ("Smith, A.", Contributor("Smith", "B."), "initials"),
        ("Smyth, A.", Contributor("Smith", "A."), "spelling"),
        ("Smith, A.", Contributor("Marlow", "A."), "other"),
        ("World Health Organization.", Contributor(name="WHO"), "same"),
        ("World Health Organization.", Contributor("Marlow", "P."), "other"),
    ],
)
def test_names(text: str, stated: Contributor, how: str) -> None:
    assert agreement(typed(entry_name(text)), deposited(stated)) == how


PEOPLE = st.lists(st.sampled_from(["Roe", "Doe", "Marlow", "Quint", "Adler", "Berg"]), unique=True, max_size=6)


@given(PEOPLE, PEOPLE)
def test_every_name_has_its_place_in_a_pairing(ours: list[str], theirs: list[str]) -> None:
    people = [[deposited(Contributor(family, "A.")) for family in families] for families in (ours, theirs)]
    found = pair(*people)
    assert sorted(i for i, _, _ in found.pairs if i is not None) == list(range(len(ours)))
    assert sorted(j for _, j, _ in found.pairs if j is not None) == list(range(len(theirs)))
    same = {
        ours[i]
        for i, j, how in found.pairs
        if how == "same" and i is not None and j is not None and ours[i] == theirs[j]
    }
    assert same == set(ours) & set(theirs)
    kept = [family for family in ours if family in theirs] != [family for family in theirs if family in ours]
    assert found.reordered == kept


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_within_bounds_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= title_likeness(one, other) <= 100
    assert title_likeness(one, other) == pytest.approx(title_likeness(other, one))
    if fold(plain(one)):
        assert title_likeness(one, one) == 100


@given(st.text(max_size=12), st.text(max_size=12))
def test_numbers_of_any_text_are_compared(one: str, other: str) -> None:
    assert locators.same_number(one, other) in {True, False, None}
    assert locators.same_pages(one, other)[0] in {True, False, None}
    if locators.pages(one):
        assert locators.same_pages(one, one)[0] is True


PIECES = st.sampled_from(
    [
        "Roe, A. B., ", "& Doe, J. ", "(2014). ", "(n.d.). ", "Sleep and memory ", "in older dogs", ": A review", ". ", "In M. Gold (Ed.), ",
        "Journal of Sleep Research", ", 23", "(1)", ", 15–24", ", Article e1", "[Video]", "https://doi.org/10.5555/sleep.1", "“", "&", "<i>", "π",
    ]
)  # fmt: skip
STATED = st.fixed_dictionaries(
    {},
    optional={
        "title": st.lists(st.lists(PIECES, max_size=5).map("".join) | st.text(max_size=20), max_size=2),
        "author": st.lists(
            st.fixed_dictionaries({}, optional={"family": PIECES, "given": PIECES, "name": PIECES}), max_size=4
        ),
        "container_title": st.lists(PIECES, max_size=2),
        "volume": PIECES | st.text(max_size=4),
        "issue": st.text(max_size=4),
        "page": st.text("0123456789-–, eS", max_size=9),
        "type": st.sampled_from(["book", "journal", "component", "posted-content", "book-chapter"]),
    },
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=80), STATED)
def test_any_entry_can_be_compared_with_any_record(entry: str, stated: dict[str, Any]) -> None:
    found = compared(entry, **stated)
    for difference in found.differences:
        assert 0 <= difference.start <= difference.end <= len(entry)
        assert all(0 <= start <= end <= len(entry) for start, end, _ in difference.edits)
    record = read(message_of(ENTRY, **stated))
    assert record is not None
    verification = judge(0, parse(entry), record, doi="10.5555/sleep.1")
    choose(parse(entry), [record, record])
    assert all(mark.start < mark.end or not entry for mark in check_verification(verification))
    assert write(record)


def test_a_name_that_is_empty_is_marked_with_the_names_around_it() -> None:
    record = read(message_of(ENTRY))
    assert record is not None
    verification = judge(0, parse("Roe, A. B., . (2014). "), record, doi="10.5555/sleep.1")
    assert [(mark.start, mark.end) for mark in check_verification(verification)] == [(0, 11)]
