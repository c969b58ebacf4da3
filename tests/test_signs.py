"""What a rule is not shown, it has nothing to say of: `signs`, `unless_right` and `styled` save time and hide no fault."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apacheck import examples, showing
from apacheck.document import read
from apacheck.entries import Entry
from apacheck.rule import Rule
from apacheck.rules import BY_CODE
from apacheck.text import Span, StyledText
from mutations import PIECES, seeds

#: How often each text is broken, in so many places each time at most.
TIMES, PLACES = 2, 3
SUFFIXES = ("example.txt", "example.md")
GROUPS = 8


def texts() -> list[str]:
    """Lines of the fixtures and of the rules' examples, right ones and wrong ones, and each of them broken further."""
    found = dict.fromkeys(seeds())
    for rule in BY_CODE.values():
        for line in (*rule.VALID, *rule.INVALID):
            example = examples.read(line)
            found.update(dict.fromkeys((example.text, example.accepted)))
    for path in sorted((Path(__file__).parent.parent / "fixtures" / "parse").glob("*")):
        found.update(dict.fromkeys(re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))))
    choices = random.Random(1)  # noqa: S311
    broken = [_broken(text, choices) for text in found for _ in range(TIMES)]
    return [text for text in (*found, *broken) if 10 < len(text) < 700]


def _broken(text: str, choices: random.Random) -> str:
    for _ in range(choices.randint(1, PLACES)):
        place = choices.randint(0, len(text))
        match choices.randrange(5):
            case 0:
                text = text[:place] + text[place + 1 :]
            case 1:
                text = text[:place] + choices.choice(PIECES) + text[place:]
            case 2:
                text = text[:place] + text[place : place + 1].swapcase() + text[place + 1 :]
            case 3:
                words = [found.span() for found in re.finditer(r"\S+", text)]
                start, end = choices.choice(words or [(0, 0)])
                text = text[:start] + text[start:end].swapcase() + text[end:]
            case _:
                text = text[:place] + text[place + choices.randint(2, 12) :]
    return text


def entries(text: str) -> Iterator[Entry]:
    """A text as an entry of plain text, and as one whose italics are known."""
    for name in SUFFIXES:
        paragraphs = read(text, filename=name).paragraphs
        content = paragraphs[0].text if len(paragraphs) == 1 else StyledText.plain(text)
        yield Entry(content, 0, Span(0, len(text)))


def hidden(entry: Entry) -> Iterator[tuple[Rule[Any], Any]]:
    """The rules that are not shown a part of an entry that is of their kind, each with the part."""
    signs = showing.held_by(entry)
    for part in (entry, *entry.reference.walk()):
        shown = showing.rules_shown(type(part), signs)
        for rule in showing.rules_about(type(part)):
            if rule not in shown:
                yield rule, part


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_rule_finds_nothing_in_what_it_is_not_shown(group: int) -> None:
    wrong = {
        f"{rule.code} is not shown {entry.text!r} and marks {mark}"
        for text in texts()[group::GROUPS]
        for entry in entries(text)
        for rule, part in hidden(entry)
        for mark in rule.check(part)
    }
    assert not wrong, "\n".join(sorted(wrong)[:20])
