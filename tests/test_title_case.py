"""Words → how English writes them; titles → sentence case told from title case, whatever words they are made of."""

import pytest
from hypothesis import given, strategies as st

from apacheck.knowledge.english import writing
from apacheck.rules.title.words import words
from marks import marks_of, mended

CONTENT = [
    "attention",
    "behaviour",
    "children",
    "clinical",
    "decisions",
    "emotional",
    "families",
    "learning",
    "memory",
    "nonverbal",
    "schools",
]
NAMES = ["Canada", "Freud", "iPhone", "PTSD", "Piaget’s"]
CODES = {"TTL002", "TTL003"}


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("Theory", "small"),
        ("behaviours", "small"),
        ("children’s", "small"),
        ("grammaticalization", "small"),
        ("neuroplasticity", "small"),
        ("texas", "name"),
        ("Bayesian", "name"),
        ("Piaget’s", "name"),
        ("March", "both"),
        ("Wechsler", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_writing_of_a_word(word: str, written: str) -> None:
    assert writing(word) == written


@given(st.text(max_size=30))
def test_every_text_has_a_writing(text: str) -> None:
    assert writing(text) in {"small", "name", "both", "unknown"}


@given(st.text(alphabet="Aab ’'-–—:?“”().3é", max_size=60))
def test_words_are_slices_in_order(title: str) -> None:
    end = 0
    for word in words(title):
        assert word.start >= end
        assert title[word.start :].startswith(word.text)
        end = word.start + len(word.text)


def entry(title: str) -> str:
    return f"Hart, L. (2018). {title}. Aging & Mental Health, 22(2), 112–125."


TITLES = st.lists(st.sampled_from(CONTENT), min_size=5, max_size=7, unique=True).flatmap(
    lambda content: st.tuples(st.just(content), st.sampled_from(NAMES), st.sampled_from([" in ", " of ", ": "]))
)


def headline(text: str) -> str:
    return " ".join(
        word if word in {"in", "of"} or word.rstrip(":") in NAMES else word[0].upper() + word[1:]
        for word in text.split(" ")
    )


@given(TITLES)
def test_title_case_is_found_and_mended_and_sentence_case_is_not(title: tuple[list[str], str, str]) -> None:
    content, name, joint = title
    first, second = content[:3], content[3:]
    rest = " ".join(second)
    plain = f"{' '.join(first).capitalize()} {name}{joint}{rest.capitalize() if joint == ': ' else rest}"
    assert not [mark for mark in marks_of(entry(plain)) if mark.code in CODES]
    text = entry(headline(plain))
    found = [mark for mark in marks_of(text) if mark.code in CODES]
    assert [mark.code for mark in found] == ["TTL002"]
    assert mended(text, found) == entry(plain)
