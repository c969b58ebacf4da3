"""The fixtures in, what the benchmarks read out: single entries, one long list of them, and a short list."""

from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures" / "parse"
#: Entries of the long list.
LONG = 1000


def entries() -> list[str]:
    """Every entry of `fixtures/parse`, of each kind of work, right and wrong ones."""
    found = []
    for path in sorted(FIXTURES.glob("*.txt")):
        blocks = path.read_text(encoding="utf-8").split("=" * 60 + "\n")
        found += [text for block in blocks if (text := block.partition("---\n")[0].strip()) and "---" in block]
    return found


def long_list() -> str:
    """A list of `LONG` entries under a heading."""
    known = entries()
    return "References\n\n" + "\n\n".join(known[at % len(known)] for at in range(LONG)) + "\n"


SHORT_LIST = """\
References

Laurent, W., & Castello, N. (2008). Human resources and recruiting management. Information Management18(6), 15–19.

Okafor, T. B. (2019). The shape of a short list. Harbour Press.

Ruiz, P., Lindqvist, A., & Moreau, C. (2021). Reading aloud in the second grade: A field study. Journal of Early
Literacy, 12(3), 201–219. https://doi.org/10.1234/jel.2021.0042

Tanaka, H. (2015). Water and trade. In R. Bell & S. Novak (Eds.), Ports of the north (2nd ed., pp. 33–58). Quay Books.

World Weather Office. (2020, May 4). How storms are named. https://www.example.org/storms/names
"""
