"""Finding the entries: the same list in every layout, and no prose among them."""

import textwrap
from collections.abc import Callable

import pytest

import apacheck
from apacheck.document import read
from apacheck.entries import locate

LIST = [
    "Bari, S. (2006). Formalized partnerships work best [Video]. YouTube. https://www.youtube.com/watch?v=abc",
    "Bidault, F., & Castello, A. (2010). Why too much trust is death to innovation. MIT Sloan Management Review51(4), 33.",
    "Brown v. Board of Education, 347 U.S. 483 (1954).",
    "Laurent, W. (2008). Human resources and recruiting management. Information Management, 18(6), 15-19. https://doi.org/10.1037/0003-066X.55.1.68",
    "Malhotra, D., & Lumineau, F. (2011). Trust and collaboration in the aftermath of conflict: The effects of contract structure. Academy of Management Journal, 54(5), 981–998.",
    "World Health Organization. (2020). Guidelines on physical activity and sedentary behaviour. https://www.who.int/publications/i/item/9789240015128",
]  # fmt: skip


def wrapped(indent: str, between: str = "\n") -> Callable[[list[str]], str]:
    return lambda entries: between.join(textwrap.fill(entry, 72, subsequent_indent=indent) for entry in entries)


LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "one a line": "\n".join,
    "CRLF": "\r\n".join,
    "NEL": "\x85".join,
    "blank lines": "\n\n".join,
    "wrapped": wrapped(""),
    "wrapped, blank lines": wrapped("", "\n\n"),
    "hanging": wrapped("    "),
    "hanging tab, blank lines": wrapped("\t", "\n\n"),
    "numbered 1.": lambda entries: "\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, 1)),
    "numbered [1]": lambda entries: "\n".join(f"[{n}] {entry}" for n, entry in enumerate(entries, 1)),
    "numbered, wrapped": lambda entries: "\n".join(
        textwrap.fill(f"{n}. {entry}", 72, subsequent_indent="   ") for n, entry in enumerate(entries, 1)
    ),
    "bullets -": lambda entries: "\n".join(f"- {entry}" for entry in entries),
    "bullets •": lambda entries: "\n\n".join(f"• {entry}" for entry in entries),
    "heading": lambda entries: "References\n\n" + "\n".join(entries),
    "heading, marked": lambda entries: "## REFERENCES:\n\n" + "\n\n".join(entries),
    "misspelt heading": lambda entries: "Refrences\n" + "\n".join(entries),
    "after prose": lambda entries: (
        "Trust matters (Laurent, 2008). Bidault & Castello (2010) posit that it can harm.\n\n" + "\n\n".join(entries)
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_entries_at_their_places(layout: str) -> None:
    source = LAYOUTS[layout](LIST)
    report = apacheck.check(source)
    assert [entry.text for entry in report.entries] == LIST
    for entry, text in zip(report.entries, LIST, strict=True):
        stands = source[entry.span.start : entry.span.end]
        assert "".join(stands.split()) == "".join(text.split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_findings(layout: str) -> None:
    plain = [(f.code, f.entry) for f in apacheck.check("\n".join(LIST)).findings]
    assert plain
    assert [(f.code, f.entry) for f in apacheck.check(LAYOUTS[layout](LIST)).findings] == plain


@pytest.mark.parametrize(
    "prose",
    [
        "Bidault & Castello (2010) posit that too low trust is detrimental and so is too much trust.",
        "Laurent (2008) argues that it is essential to hold partners accountable.",
        "In “How to Build a Framework,” (Santora, 2009), the author focuses on trust.",
        "Method bias is common (Podsakoff et al., 2003).",
        "Of the participants (N = 2010), most had used the app since 2018 (Study 2).",
        "The winter of (2010) was cold, and nobody went out.",
    ],
)
def test_prose_is_no_entry(prose: str) -> None:
    assert locate(read(prose)) == []


def test_two_lists_in_one_document() -> None:
    source = f"First part\n\nSome prose (Laurent, 2008).\n\n{LIST[1]}\n\n{LIST[3]}\n\nSecond part\n\nMore prose.\n\n{LIST[4]}\n"
    assert [len(found.entries) for found in locate(read(source))] == [2, 1]


def test_an_entry_that_swallowed_the_next_is_cut() -> None:
    assert [entry.text for entry in apacheck.check(f"References\n\n{LIST[1]} {LIST[4]}").entries] == [LIST[1], LIST[4]]


def test_the_key_outlives_spacing_punctuation_and_place() -> None:
    first = apacheck.check(LIST[4]).entries[0]
    second = apacheck.check(
        "\n".join(["References", LIST[0], LIST[4].replace("54(5), 981–998", "54 (5), 981-998")])
    ).entries[1]
    assert first.key == second.key
    assert first.key != apacheck.check(LIST[1]).entries[0].key


def test_hidden_characters_are_read_as_what_they_are() -> None:
    source = "Lau\u00adrent, W.\u00a0(2008). Hu\u200bman resources. Sage."
    entry = apacheck.check(source).entries[0]
    assert entry.text == "Laurent, W. (2008). Human resources. Sage."
    assert [hidden.character for hidden in entry.content.hidden] == ["\u00ad", "\u00a0", "\u200b"]
    assert source[entry.source_span(0, 7).start : entry.source_span(0, 7).end] == "Lau\u00adrent"


def test_a_span_may_cross_a_line_break() -> None:
    source = "Laurent, W. (2008). Human\n    resources. Sage."
    entry = apacheck.check(source).entries[0]
    start = entry.text.index("Human resources")
    span = entry.source_span(start, start + 15)
    assert source[span.start : span.end] == "Human\n    resources"
