"""Works as Crossref states them, for tests: small, but with its shapes."""

from typing import Any


def work(doi: str, title: str = "Bees of the north", **values: Any) -> dict[str, Any]:
    """A journal article with this DOI; `values` replace or add, hyphens written as underscores."""
    message = {
        "DOI": doi,
        "URL": f"https://doi.org/{doi}",
        "type": "journal-article",
        "source": "Crossref",
        "title": [title],
        "author": [{"given": "Ada", "family": "Okafor", "sequence": "first", "affiliation": []}],
        "container-title": ["Journal of Small Things"],
        "volume": "12",
        "issue": "3",
        "page": "45-67",
        "issued": {"date-parts": [[2019, 4]]},
        "reference": [{"key": "1", "unstructured": "A reference"}],
    }
    return message | {name.replace("_", "-"): value for name, value in values.items()}


def shelf(count: int) -> list[dict[str, Any]]:
    """Works that differ in DOI, title and year."""
    return [
        work(f"10.5555/w{number}", f"Bees of region {number}", issued={"date-parts": [[1950 + number % 70]]})
        for number in range(count)
    ]
