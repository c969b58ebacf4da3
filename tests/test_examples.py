"""Marked lines: what was typed, what should stand there, and each place between the two."""

import pytest
from hypothesis import given, strategies as st

from apacheck.examples import Example, Fault, read
from apacheck.text import Span


def places(example: Example) -> list[tuple[str, str | None]]:
    return [(example.text[fault.start : fault.end], fault.replacement) for fault in example.faults]


def test_every_kind_of_mark() -> None:
    example = read("Doe, J., {~~and~>&~~} Roe, A.{++,++} (2020){--.--}. {==Bees==}.")
    assert example.text == "Doe, J., and Roe, A. (2020).. Bees."
    assert example.accepted == "Doe, J., & Roe, A., (2020). Bees."
    assert places(example) == [("and", "&"), ("", ","), (".", ""), ("Bees", None)]


def test_an_unmarked_line_is_as_it_stands() -> None:
    line = "Doe, J. (2020). Bees – and {other} ~~ things -- here. Wiley."
    assert read(line) == Example(line, line, line, ())


def test_a_comment_names_the_rule() -> None:
    example = read("{~~a~>b~~}{>>AUT008<<} {++c++} {==d==}{>>PER001<<}")
    assert [fault.code for fault in example.faults] == ["AUT008", None, "PER001"]
    assert (example.text, example.accepted) == ("a  d", "b c d")


def test_marks_may_touch() -> None:
    example = read("Review{++,++}{~~  ~> ~~}51")
    assert example.accepted == "Review, 51"
    assert example.faults == (Fault(6, 6, ","), Fault(6, 8, " "))


def test_asterisks_are_italics() -> None:
    example = read(r"Doe, J. (2020). *The {~~P\*Q~>p\*q~~} Bee*. {~~*Wiley*~>Wiley~~}.")
    assert example.text == "Doe, J. (2020). The P*Q Bee. Wiley."
    assert example.accepted == "Doe, J. (2020). The p*q Bee. Wiley."
    assert [example.text[span.start : span.end] for span in example.italics] == ["The P*Q Bee", "Wiley"]
    assert [example.accepted[span.start : span.end] for span in example.accepted_italics] == ["The p*q Bee"]
    assert places(example) == [("P*Q", "p*q"), ("Wiley", "Wiley")]


def test_a_backslash_elsewhere_is_a_backslash() -> None:
    assert read(r"a\b \\ c\*").text == r"a\b \\ c*"


def test_italics_may_begin_and_end_at_a_mark() -> None:
    example = read("{~~*Bees*~>*Wasps*~~}, *51*")
    assert (example.italics, example.accepted_italics) == ((Span(0, 4), Span(6, 8)), (Span(0, 5), Span(7, 9)))


@pytest.mark.parametrize(
    "line",
    ["a {~~b~>c", "a {~~b~~}", "{++a {--b--}++}", "a {>>AUT008<<}", "{==a==} b ==}", "*Bees", "{~~a~>b~~}{>>aut8<<}"],
)
def test_a_wrong_mark_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="mark|asterisk"):
        read(line)


PLAIN = st.text("abc .,&–é人", max_size=8)


@given(st.lists(st.tuples(PLAIN, st.one_of(st.none(), PLAIN), PLAIN), max_size=6))
def test_carrying_out_the_faults_gives_the_accepted_line(pieces: list[tuple[str, str | None, str]]) -> None:
    line = "".join(
        f"{before}{{=={old}==}}" if new is None else f"{before}{{~~{old}~>{new}~~}}" for before, new, old in pieces
    )
    example = read(line)
    assert example.text == "".join(before + old for before, _, old in pieces)
    done, text = 0, ""
    for fault in example.faults:
        found = example.text[fault.start : fault.end]
        text += example.text[done : fault.start] + (found if fault.replacement is None else fault.replacement)
        done = fault.end
    assert text + example.text[done:] == example.accepted
