"""Pieces of an entry that no rule's example tells apart: where each begins and ends, and what is not there."""

import pytest

from apacheck.reference import parse
from apacheck.reference.model import Date, Reference


def date_of(body: str) -> Date:
    date = parse(f"Moreno, P. {body}. Reading at home. Sage.").date
    assert date is not None
    return date


def pieces(date: Date) -> tuple[str | None, ...]:
    parts = (date.opening, date.year, date.letter, date.original, date.closing)
    return tuple(None if part is None else part.text for part in parts)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("(2014)", ("(", "2014", None, None, ")")),
        ("(2014a)", ("(", "2014", "a", None, ")")),
        ("(2014,)", ("(", "2014", None, None, ")")),
        ("(1950/2000)", ("(", "2000", None, "1950", ")")),
        ("(2000/1950)", ("(", "2000", None, "1950", ")")),
        ("(2000/2000)", ("(", "2000", None, "2000", ")")),
    ],
)
def test_a_date_has_the_pieces_that_stand_in_it(body: str, expected: tuple[str | None, ...]) -> None:
    assert pieces(date_of(body)) == expected


def test_the_earlier_of_two_years_is_the_originals() -> None:
    for body in ("(1950/2000)", "(2000/1950)"):
        date = date_of(body)
        assert date.original is not None
        assert date.year is not None
        assert date.original.start == parse(f"Moreno, P. {body}.").whole.index("1950")
        assert date.year.start == parse(f"Moreno, P. {body}.").whole.index("2000")


def test_pages_begin_at_their_label() -> None:
    periodical = parse("Moreno, P. (2014). Reading at home. Journal of Reading, 3(2), pp. 4–9.").periodical
    assert periodical is not None
    assert periodical.pages is not None
    assert periodical.pages.label is not None
    assert (periodical.pages.text, periodical.pages.label.text) == ("pp. 4–9", "pp. ")


@pytest.mark.parametrize(
    ("text", "title", "source"),
    [
        (
            "Moreno, P. (2014) ‘Ethical ChatGPT: Concerns and Commandments’, Electronics, 13(17), p. 3417.",
            "‘Ethical ChatGPT: Concerns and Commandments’",
            "Electronics, 13(17), p. 3417",
        ),
        (
            "Moreno, P. (2014). Reading at home. 2nd edn. London: Routledge.",
            "Reading at home. 2nd edn",
            "London: Routledge",
        ),
        ("Moreno, P. (2014). Reading at home? Yes. London: Routledge.", "Reading at home? Yes", "London: Routledge"),
    ],
)
def test_a_title_ends_where_its_source_begins(text: str, title: str, source: str) -> None:
    reference = parse(text)
    assert reference.title is not None
    assert reference.title.text == title
    assert source_of(reference) == source


def source_of(reference: Reference) -> str | None:
    found = reference.periodical or reference.publisher
    return found.text if found is not None else None
