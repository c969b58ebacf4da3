"""Hypothesis strategies: build a right entry, then break something."""

from hypothesis import strategies as st

SURNAMES = st.sampled_from(
    ["Laurent", "Castello", "De Vries", "Kammeyer-Mueller", "O’Neil", "López", "Ng", "van den Berg"]
)
INITIALS = st.sampled_from(["W.", "A. B.", "J.-P.", "M. L.", "K."])
TITLES = st.sampled_from([
    "Human resources and recruiting management",
    "Why too much trust is death to innovation",
    "Trust after conflict: The effects of contract structure",
    "Are voices harder to process? Effects of incongruity",
])  # fmt: skip
JOURNALS = st.sampled_from(
    ["Information Management", "Academy of Management Journal", "MIT Sloan Management Review", "Science"]
)
LINKS = st.sampled_from(
    ["", " https://doi.org/10.1037/a0028240", " https://www.example.org/page", " (Original work published 1900)"]
)


@st.composite
def authors(draw: st.DrawFn) -> str:
    names = [f"{draw(SURNAMES)}, {draw(INITIALS)}" for _ in range(draw(st.integers(1, 4)))]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"


@st.composite
def articles(draw: st.DrawFn) -> str:
    volume, issue = draw(st.integers(1, 400)), draw(st.integers(1, 12))
    first = draw(st.integers(1, 900))
    title = draw(TITLES) + draw(st.sampled_from(["", "", " [Editorial]"]))
    return (
        f"{draw(authors())} ({draw(st.integers(1950, 2024))}). {title}. {draw(JOURNALS)}, {volume}({issue}), "
        f"{first}–{first + draw(st.integers(1, 40))}.{draw(LINKS)}"
    )


@st.composite
def books(draw: st.DrawFn) -> str:
    edition = draw(st.sampled_from(["", " (2nd ed.)", " (Rev. ed.)"]))
    return f"{draw(authors())} ({draw(st.integers(1950, 2024))}). {draw(TITLES)}{edition}. Oxford University Press.{draw(LINKS)}"


ENTRIES = st.one_of(articles(), books())


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A right entry in which a few characters were lost, doubled or replaced."""
    text = draw(ENTRIES)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(text) - 1))
        how = draw(st.sampled_from(["lose", "double", "replace", "insert"]))
        new = draw(
            st.sampled_from([*" .,;:()[]&-–—“”\"'?!\u00a0\u00ad\u200b1aAé", "and ", "pp. ", "Vol. ", "doi:", "  "])
        )
        if how == "lose":
            text = text[:place] + text[place + 1 :]
        elif how == "double":
            text = text[:place] + text[place] * 2 + text[place + 1 :]
        elif how == "replace":
            text = text[:place] + new + text[place + 1 :]
        else:
            text = text[:place] + new + text[place:]
    return text
