"""The language of a title, told by its small words."""

import pytest
from hypothesis import given, strategies as st

from apacheck.rules.title.language import language


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("La psychologie de l’enfant", "fr"),
        ("El amor en los tiempos del cólera", "es"),
        ("Die Wahlverwandtschaften und der Roman", "de"),
        ("La struttura assente e la ricerca della semiotica", "it"),
        ("Os sertões e uma história dos povos", "pt"),
        ("Het achterhuis van een gezin", "nl"),
        ("English as a global language", ""),
        ("Reading in two languages", ""),
        ("La Boca and El Caminito", "en"),
        ("Van der Waals interactions", ""),
        ("De la Cruz in Mexico", ""),
        ("Homo ludens", ""),
        ("", ""),
    ],
)
def test_language(title: str, expected: str) -> None:
    assert language(title) == expected


@given(st.text(max_size=60))
def test_an_english_word_decides(title: str) -> None:
    assert language(f"{title} the") == "en"
