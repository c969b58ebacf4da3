"""Other styles of citing in the text: what is found in whole documents, and what is left alone."""

import pytest

import apacheck

LIST = "\n\nReferences\n\nde Waal, F. B. M., & Lund, T. (2014). Reading at home. Routledge.\n\nMoreno, P. (2014). Reading. Routledge.\n"


def found(text: str, code: str) -> list[str]:
    report = apacheck.check(text + LIST, config=apacheck.Config(select=(code,)))
    return [text[finding.span.start : finding.span.end] for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Trust has limits [3], [5]. Some trust less [1–4].", ["[3]"]),
        ("Trust has limits.[3] Some trust less,[5] some more.[1,2]", ["[3]"]),
        ("Trust has limits [3] and more limits [3], and again [3].", []),
        ("Scores lie in [1, 5] or in [0, 1].", []),
        ("Take a[1], a[2] and b[3] from the list.", []),
        ("See [1](https://example.org), [2](https://example.org), [3](https://example.org).", []),
        ("[1]: https://example.org\n[2]: https://example.org\n[3]: https://example.org", []),
        ("Readers [sic] differ (Moreno, 2014).", []),
    ],
)
def test_numbers(text: str, places: list[str]) -> None:
    assert found(text, "NAP007") == places


def test_numbers_of_a_list_are_not_the_text() -> None:
    entries = "".join(f"Moreno, P. (201{n}). Reading [{n}], again [{n}{n}]. Routledge.\n\n" for n in range(1, 6))
    assert [f.code for f in apacheck.check(f"References\n\n{entries}").findings if f.code == "NAP007"] == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Readers differ (Moreno 33). Others agree (Moreno 12–14).", ["(Moreno 33)", "(Moreno 12–14)"]),
        ("Readers differ (de Waal and Lund 33).", ["(de Waal and Lund 33)"]),
        ("Readers differ (de Waal et al. 33).", ["(de Waal et al. 33)"]),
        ("Readers differ (Moreno and Lund 33).", []),
        ("Crews differ (Apollo 13), and so do planes (Boeing 747) (Study 2).", []),
        ("Readers differ (Moreno 2014).", []),
        ("Readers differ (Moreno, 2014, p. 33).", []),
    ],
)
def test_author_and_page(text: str, places: list[str]) -> None:
    assert found(text, "NAP008") == places
