"""The rules about a list as a whole: its order, the letters after its years, works listed twice, and what mends them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

import apacheck
from apacheck.document import read
from apacheck.findings import Finding
from apacheck.fixes import apply

ORDER = apacheck.Config(select=("LST003", "LST004", "LST005"))


def found(text: str, *codes: str, filename: str | None = None) -> list[Finding]:
    report = apacheck.check(text, filename=filename)
    return [finding for finding in report.findings if finding.code.startswith(codes or ("LST",))]


def heads(text: str, *codes: str) -> list[tuple[str, str]]:
    return [(finding.code, text[finding.span.start : finding.span.end]) for finding in found(text, *codes)]


def listed(*entries: str) -> str:
    return "References\n\n" + "\n\n".join(entries) + "\n"


IN_ORDER = {
    "a space, hyphen or apostrophe is no letter": [
        "MacNeil, E. (2001). Tides. Norton.",
        "McAdoo, G. (2001). Rain. Norton.",
        "Olson, S. R. (2020). Soft rules. Norton.",
        "O'Neil, U. (2017). Loud fields. Norton.",
        "Oppenheimer, R. (2019). Quiet cities. Norton.",
        "San Martin, P. (2011). Bridges of reed. Norton.",
        "Santa Maria, A. (2003). Salt roads. Norton.",
    ],
    "nothing comes before something": [
        "Brown, J. R. (2001). Tides. Norton.",
        "Browning, A. R. (2001). Rain. Norton.",
        "López, M. E. (2014). Rain gardens. Norton.",
        "López de Molina, G. (2009). Drought and diet. Norton.",
        "Smith, J. (2011). Bridges of reed. Norton.",
        "Smith, J. A. (2003). Salt roads. Norton.",
    ],
    "particles belong to the surname": [
        "Denzin, N. K. (2012). The tide of methods. Sage.",
        "de Onís, L. (2010). Signs. Norton.",
        "Devlin, A. (2008). Rain. Norton.",
        "van den Boomen, C. (2016). Faces. Norton.",
        "Vega, L. (2003). Salt roads. Norton.",
    ],
    "accents are no letters": [
        "Ålvarez, T. (2016). Faces. Norton.",
        "Amari, S. (2003). Salt roads. Norton.",
        "Österberg, K. (2012). Snow. Norton.",
        "Ostrom, E. (1990). Governing the commons. Norton.",
    ],
    "one author, then two, by the names and then the year": [
        "Davidson, T. E. (n.d.). Letters home. Norton.",
        "Davidson, T. E. (2017). Bodies. Norton.",
        "Davidson, T. E. (2019). Bodies and time. Norton.",
        "Davidson, T. E. (in press). Bodies and space. Norton.",
        "Davidson, T. E., & Bell, R. (2020). Rooms. Norton.",
        "Davidson, T. E., & McCabe, M. P. (2015). Body image. Norton.",
        "Davidson, T. E., McCabe, M. P., & Adams, R. (2001). Body maps. Norton.",
    ],
    "groups and titles stand without their article, numbers as words": [
        "American Psychological Association. (2020). Style and grammar. Norton.",
        "The art of rain. (2012). Norton.",
        "Baker, R. (2003). Salt roads. Norton.",
        "An eastern garden. (2014). Norton.",
        "100 years of clay. (2011). Norton.",
        "Onslow, P. (2011). Bridges of reed. Norton.",
    ],
    "letters decide within a year": [
        "Judge, T. A. (2012a). General measures. Norton.",
        "Judge, T. A. (2012b). On aiming high. Norton.",
        "Judge, T. A. (2013). Aims. Norton.",
    ],
}


@pytest.mark.parametrize("entries", IN_ORDER.values(), ids=list(IN_ORDER))
def test_a_list_in_order_is_silent(entries: list[str]) -> None:
    assert heads(listed(*entries)) == []


@pytest.mark.parametrize("entries", IN_ORDER.values(), ids=list(IN_ORDER))
def test_an_entry_moved_anywhere_is_the_one_that_is_found_or_its_neighbour(entries: list[str]) -> None:
    for start in range(len(entries)):
        for goal in range(len(entries)):
            moved = entries[:start] + entries[start + 1 :]
            moved.insert(goal, entries[start])
            marks = heads(listed(*moved))
            assert len(marks) == (start != goal)
            if abs(start - goal) > 1:
                assert entries[start].startswith(marks[0][1])
            assert apacheck.fix(listed(*moved)) == listed(*entries)


ROWS = sorted(
    f"{name}, {initial}. ({year}). {title} and other works. Norton."
    for name, initial, year, title in [
        ("Adler", "K.", "1998", "Salt"), ("Baxter", "T.", "2001", "Rain"), ("Casal", "D.", "2010", "Clay"),
        ("Dumont", "E.", "1987", "Wool"), ("Eriksen", "F.", "2015", "Tide"), ("Fontana", "G.", "1999", "Moss"),
        ("Grieg", "H.", "2004", "Slate"), ("Horvat", "I.", "2018", "Chalk"), ("Ibsen", "J.", "1993", "Peat"),
        ("Jansen", "K.", "2009", "Loam"), ("Kowal", "L.", "2012", "Silt"), ("Lang", "M.", "2003", "Sand"),
    ]
)  # fmt: skip
ROWS = [row.replace("..", ".") for row in ROWS]


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(ROWS),
    st.integers(2, len(ROWS)),
    st.sampled_from(["\n\n", "\n", "\r\n", "\n\n\n"]),
    st.booleans(),
    st.sampled_from(["References\n\n", "", "Some words of a text that cites nothing at all.\n\nReferences\n"]),
)
def test_fixing_sorts_and_keeps_every_byte(rows: list[str], count: int, gap: str, ended: bool, before: str) -> None:  # noqa: FBT001
    rows = rows[:count]
    end = gap[: 2 if gap == "\r\n" else 1] if ended else ""
    mended = apacheck.fix(before + gap.join(rows) + end)
    assert mended == before + gap.join(sorted(rows)) + end
    assert apacheck.fix(mended) == mended


@settings(max_examples=30, deadline=None)
@given(st.permutations(ROWS))
def test_each_fix_alone_puts_one_entry_right(rows: list[str]) -> None:
    text = listed(*rows[:6])
    marks = apacheck.check(text, config=ORDER).findings
    for mark in marks:
        assert mark.fix is not None
        document, done = apply(read(text), [mark], unsafe=True)
        assert done == 1
        assert sorted(document.source.replace("\n", " ").split()) == sorted(text.replace("\n", " ").split())
        assert len(apacheck.check(document.source, config=ORDER).findings) < len(marks)


def test_wrapped_entries_move_with_their_lines() -> None:
    text = (
        "References\n\nBraun, V. (2006). Reading between the lines of\n    other people's books. Norton.\n"
        "Bandura, A. (1977). Social learning theory for\n    everybody. Norton."
    )
    assert apacheck.fix(text) == (
        "References\n\nBandura, A. (1977). Social learning theory for\n    everybody. Norton.\n"
        "Braun, V. (2006). Reading between the lines of\n    other people's books. Norton."
    )


def test_a_divided_list_is_sorted_part_by_part() -> None:
    text = (
        "References\n\nBooks\n\nCasal, D. (2010). Clay. Norton.\n\nAdler, K. (1998). Salt. Norton.\n\n"
        "Websites\n\nDumont, E. (2011). Wool. https://example.org/wool\n\nBaxter, T. (2001). Rain. Norton.\n"
    )
    codes = [code for code, _ in heads(text)]
    assert codes.count("LST003") == 2
    assert "LST015" in codes
    mended = apacheck.fix(text)
    places = [mended.index(word) for word in ("Adler", "Casal", "Websites", "Baxter", "Dumont")]
    assert places == sorted(places)


def test_nothing_is_moved_across_other_text() -> None:
    text = (
        "References\n\nCasal, D. (2010). Clay. Norton.\n\n12\n\nAdler, K. (1998). Salt. Norton.\n\n"
        "Baxter, T. (2001). Rain. Norton.\n"
    )
    marks = found(text, "LST003")
    assert marks
    assert all(mark.fix is None for mark in marks)
    assert apacheck.fix(text) == text


def test_nothing_is_moved_within_a_line() -> None:
    text = "References\n\nCasal, D. (2010). Clay and sand. Norton. Adler, K. (1998). Salt and bread. Norton.\n"
    assert [code for code, _ in heads(text)] == ["LST013", "LST003"]
    assert apacheck.fix(text) == text
    assert apacheck.fix(text, unsafe=True) == listed(
        "Adler, K. (1998). Salt and bread. Norton.", "Casal, D. (2010). Clay and sand. Norton."
    )


def test_two_lists_are_two() -> None:
    one, other = listed(*ROWS[6:9]), listed(*ROWS[:3])
    between = "Reply\n\nI agree with what was said about salt and about rain.\n\n"
    assert heads(one + "\n" + between + other) == []
    mended = apacheck.fix(one + "\n" + between + listed(*reversed(ROWS[:3])))
    assert mended == one + "\n" + between + other


def test_a_list_sorted_by_year_gets_one_warning() -> None:
    rows = [
        f"{name}, A. ({1990 + i}). Notes on {name}. Norton."
        for i, name in enumerate(["Zorn", "Adler", "Mann", "Bell", "Kant", "Cole"])
    ]
    marks = found(listed(*rows))
    assert [(mark.code, mark.severity) for mark in marks] == [("LST003", "warning")]
    assert apacheck.fix(listed(*rows)) == listed(*rows)
    assert apacheck.fix(listed(*rows), unsafe=True) == listed(*sorted(rows))


def test_a_numbered_list_in_another_order_gets_one_word_about_it() -> None:
    rows = [f"{number}. {row}" for number, row in enumerate(reversed(ROWS), 1)]
    marks = found("References\n\n" + "\n".join(rows) + "\n")
    assert [(mark.code, mark.severity) for mark in marks] == [("LST012", "error"), ("LST003", "info")]
    assert apacheck.fix("References\n\n" + "\n".join(rows) + "\n") == "References\n\n" + "\n".join(ROWS) + "\n"


def test_a_shuffled_list_gets_one_finding() -> None:
    marks = found(listed(*reversed(ROWS)))
    assert [(mark.code, mark.severity) for mark in marks] == [("LST003", "error")]
    assert apacheck.fix(listed(*reversed(ROWS))) == listed(*ROWS)


def test_everything_together_converges() -> None:
    text = (
        "References:\n1. Zimmerman, B.J. (2002). Becoming a self-regulated learner. Theory Into Practice, 41(2), 64-70.\n"
        "2. Adler, K. (1998). Salt and bread . Norton.\n"
        "3. Zimmerman, B. J. (2002). Becoming a self-regulated learner. Theory Into Practice, 41(2), 64–70.\n"
        "4. Adler, K. (1998). Rain and bread. Norton."
    )
    assert apacheck.fix(text, unsafe=True) == (
        "References\nAdler, K. (1998a). Rain and bread. Norton.\nAdler, K. (1998b). Salt and bread. Norton.\n"
        "Zimmerman, B. J. (2002). Becoming a self-regulated learner. Theory Into Practice, 41(2), 64–70."
    )


MARKED_UP = {
    "list.md": ("# References\n\n", "- {}, A. (2001). *Notes on {}*. Norton.\n", ""),
    "paragraphs.md": ("# References\n\n", "{}, A. (2001). *Notes on {}*. Norton.\n\n", ""),
    "quote.md": ("# References\n\n", "> {}, A. (2001). *Notes on {}*. Norton.\n>\n", ""),
    "page.html": ("<h2>References</h2>\n", "<p>{}, A. (2001). <em>Notes on {}</em>. Norton.</p>\n", ""),
    "list.html": ("<h2>References</h2>\n<ul>\n", "<li>{}, A. (2001). <em>Notes on {}</em>. Norton.</li>\n", "</ul>\n"),
}


@pytest.mark.parametrize("name", MARKED_UP)
def test_mark_up_moves_along(name: str) -> None:
    from pathlib import Path

    from apacheck.document import read_bytes
    from apacheck.fixes import fix_document

    before, row, after = MARKED_UP[name]

    def text(*names: str) -> str:
        return before + "".join(row.format(one, one) for one in names) + after

    document = read_bytes(text("Mann", "Adler", "Zorn", "Bell").encode(), path=Path(name))
    mended, _ = fix_document(document, lambda changed: apacheck.check(changed, config=ORDER).findings)
    assert mended.source == text("Adler", "Bell", "Mann", "Zorn")


SAME_WORK = [
    (
        "Ryan, R. M., & Deci, E. L. (2000). Self-determination theory and well-being. American Psychologist, 55(1), 68–78.",
        "Ryan, Richard M., & Deci, Edward L. (2000). Self-determination theory and well-being. American Psychologist, 55(1), 68–78.",
    ),
    (
        "Sen, A. (1999). Development as freedom in our time. Knopf.",
        "Sen, A. (1999). Development as freedom in our time. Alfred A. Knopf. https://doi.org/10.1000/182",
    ),
    (
        "Lee, K. (2019). Rain in dense cities: A review. Urban Ecology, 8(2), 11–25. https://doi.org/10.1000/99",
        "Lee, K. (2019). Rain in dense cities. Urban Ecology, 8(2), 11–25. https://doi.org/10.1000/99",
    ),
]  # fmt: skip
TWO_WORKS = [
    (
        "Shelley, M. (1818). Frankenstein; or, the modern Prometheus. Lackington.",
        "Shelley, M. (2015). Frankenstein; or, the modern Prometheus [Audiobook]. Naxos. (Original work published 1818)",
    ),
    (
        "Kabat-Zinn, J. (2013). Full catastrophe living every day (2nd ed.). Bantam.",
        "Kabat-Zinn, J. (2013). Full catastrophe living every day (3rd ed.). Bantam.",
    ),
    (
        "Lee, K. (2019). Rain in dense cities. Urban Ecology, 8(2), 11–25. https://doi.org/10.1000/99",
        "Lee, K. (2019). Rain in dense cities. Urban Ecology, 8(3), 3–9. https://doi.org/10.1000/100",
    ),
    (
        "Adams, R. (2011). Introduction. In P. Bell (Ed.), Rivers of the north (pp. 1–9). Norton.",
        "Adams, R. (2011). Introduction. In P. Bell (Ed.), Rivers of the south (pp. 1–7). Norton.",
    ),
    (
        "Bell, P. (2011). Rivers. In C. Ott (Ed.), Waters of the north (pp. 1–9). Norton. https://doi.org/10.1000/7",
        "Cole, T. (2011). Lakes. In C. Ott (Ed.), Waters of the north (pp. 10–19). Norton. https://doi.org/10.1000/7",
    ),
]  # fmt: skip


@pytest.mark.parametrize("pair", SAME_WORK)
def test_a_work_listed_twice_is_found(pair: tuple[str, str]) -> None:
    assert [(code, span) for code, span in heads(listed(*pair), "LST009", "LST006")] == [("LST009", pair[1])]


@pytest.mark.parametrize("pair", TWO_WORKS)
def test_two_works_are_not_one(pair: tuple[str, str]) -> None:
    assert heads(listed(*pair), "LST009") == []


def test_an_entry_that_stands_twice_is_deleted_with_its_gap() -> None:
    rows = [ROWS[0], ROWS[0], ROWS[1], ROWS[1], ROWS[1]]
    assert apacheck.fix(listed(*rows)) == listed(*rows)
    assert apacheck.fix(listed(*rows), unsafe=True) == listed(*ROWS[:2])


LETTERS = [
    (("2001", "2001"), ["LST006", "LST006"], ("2001a", "2001b")),
    (("2001a", "2001"), ["LST006"], ("2001a", "2001b")),
    (("2001a", "2001c"), ["LST008"], ("2001a", "2001b")),
    (("2001b", "2001c"), ["LST008"], ("2001a", "2001b")),
    (("2001a", "2001a"), ["LST008"], ("2001a", "2001b")),
    (("2001a", "2001b"), [], ("2001a", "2001b")),
    (("2001a", "2002"), ["LST007"], ("2001", "2002")),
    (("n.d.", "n.d."), ["LST006", "LST006"], ("n.d.-a", "n.d.-b")),
    (("n.d.-a", "n.d.-c"), ["LST008"], ("n.d.-a", "n.d.-b")),
    (("n.d.-a", "2002"), ["LST007"], ("n.d.", "2002")),
    (("in press", "in press"), ["LST006", "LST006"], ("in press-a", "in press-b")),
]


@pytest.mark.parametrize(("dates", "codes", "mended"), LETTERS)
def test_letters(dates: tuple[str, str], codes: list[str], mended: tuple[str, str]) -> None:
    def text(pair: tuple[str, str]) -> str:
        return listed(f"Adler, K. ({pair[0]}). Rain. Norton.", f"Adler, K. ({pair[1]}). Salt. Norton.")

    assert [code for code, _ in heads(text(dates))] == codes
    assert apacheck.fix(text(dates), unsafe=True) == text(mended)
    assert apacheck.fix(text(dates)) == text(dates)


def test_other_coauthors_need_no_letters() -> None:
    assert heads(
        listed(
            "Adler, K., & Bell, P. (2001). Rain. Norton.",
            "Adler, K., Bell, P., & Cole, T. (2001). Salt. Norton.",
            "Adler, K., Cole, T., & Bell, P. (2001). Snow. Norton.",
        )
    ) == []  # fmt: skip


def test_letters_follow_the_titles() -> None:
    text = listed(
        "Judge, T. A. (2012a). On the value of aiming high. Norton.",
        "Judge, T. A. (2012b). General and specific measures. Norton.",
    )
    marks = found(text)
    assert [mark.code for mark in marks] == ["LST005"]
    assert marks[0].fix is None


def test_one_entry_alone_has_nothing_to_be_compared_with() -> None:
    assert heads(listed("Rawls, J. (1971a). A theory of justice. Harvard University Press.")) == []
    assert heads("") == []


def test_a_long_list_takes_a_moment() -> None:
    rows = [
        f"{a}{b}{c}{a}, A. (2001). Notes on the {a}{b}{c}. Norton."
        for a in "BCDF"
        for b in "aeiouy"
        for c in "bcdfghjklmnp"
    ]
    rows.sort()
    swapped = [row for pair in zip(rows[1::2], rows[::2], strict=True) for row in pair]
    start = time.process_time()
    marks = apacheck.check(listed(*swapped), config=ORDER).findings
    assert len(marks) == len(rows) // 2
    assert all(left.span.end <= right.span.start for left, right in pairwise(marks))
    assert time.process_time() - start < 10
