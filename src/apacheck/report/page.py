"""A rule → its page in Markdown, the same at the terminal and in docs/rules: all of it is read from the rule's class."""

import inspect
import json
import textwrap
from typing import Any, NamedTuple

from apacheck.examples import Example, Fault, read
from apacheck.findings import manual
from apacheck.record.verification import Verification
from apacheck.report.full import plain
from apacheck.rule import Rule
from apacheck.rules import BY_CODE

#: Columns of an example; lines after the first hang, as in a reference list.
WIDTH = 96
HANG = "    "

FIXES = {"safe": "safe fix", "unsafe": "unsafe fix", "display": "fix shown only", None: "no fix"}
_FIX_SAFETY = {
    "safe": (
        "Safe: `--fix` applies it. It changes spacing, punctuation, dashes, the form of a link or APA's own label words, "
        "and nothing that the entry says."
    ),
    "unsafe": (
        "Unsafe: only `--fix --unsafe-fixes` applies it. It changes, moves or deletes words, or rests on a reading that "
        "may be wrong. Look at it with `--diff` first."
    ),
    "display": "It is shown and never applied.",
    None: "There is none: what should stand there cannot be told from the entry alone.",
}


class Explanation(NamedTuple):
    """A rule's docstring, paragraph by paragraph."""

    summary: str
    expectation: str
    limits: str


def explanation(rule: Rule[Any]) -> Explanation:
    """What is wrong (the first line), what APA expects (the second paragraph), and the limits (all that follows)."""
    paragraphs = inspect.cleandoc(type(rule).__doc__ or "").split("\n\n", 2)
    summary, expectation, limits = (*paragraphs, "", "")[:3]
    return Explanation(summary, expectation, limits)


def page(rule: Rule[Any]) -> str:
    """The page of a rule."""
    words = explanation(rule)
    blocks = [
        f"# {rule.name} ({rule.code})",
        f"{rule.severity} · {FIXES[rule.fix]} · {manual(rule.cited_section)}",
        "## What is wrong",
        words.summary,
    ]
    if words.expectation:
        blocks += ["## What APA expects", words.expectation]
    if words.limits:
        blocks += ["## Limits", words.limits]
    blocks.append("## Examples")
    if rule.part_type is Verification:
        blocks += _record(rule)
    blocks += [_fence("diff", [difference(read(line, styled=rule.styled)) for line in rule.INVALID])]
    if rule.VALID:
        right = [
            [line.strip() and line[2:] for line in difference(read(line, styled=rule.styled))] for line in rule.VALID
        ]
        blocks += ["Right as it is:", _fence("text", right)]
    blocks += ["## Fix", _wrapped(_safety(rule))]
    if precedence := _precedence(rule):
        blocks += ["## Other rules", _wrapped(precedence)]
    blocks += [
        "## Ignore it",
        f"    apacheck --ignore {rule.code} refs.txt",
        f'In the settings: `ignore = ["{rule.code}"]`. For one entry, a comment above it: `# apacheck: ignore {rule.code}` in plain\n'
        f"text, `<!-- apacheck: ignore {rule.code} -->` in Markdown and HTML.",
    ]
    return "\n\n".join(blocks) + "\n"


def _record(rule: Rule[Any]) -> list[str]:
    """What has to be said of the examples of a rule that judges an entry by the record of its work."""
    text = "Found with `--verify` only. The record says what the corrected line says"
    stated = [dict(rule.record), *map(dict, rule.others)]
    if not any(stated):
        return [_wrapped(f"{text}.")]
    shown = [json.dumps(values, ensure_ascii=False, indent=2).split("\n") for values in stated if values]
    more = ", and besides:" if rule.record else ", and there is another:"
    return [_wrapped(text + more), _fence("json", shown)]


def _safety(rule: Rule[Any]) -> str:
    """What a fix of the rule risks."""
    if rule.moves and rule.fix == "safe":
        return (
            "Safe: `--fix` applies it once the entries themselves are mended. It moves whole entries and changes none."
        )
    if rule.styled and rule.fix == "safe":
        return "Safe: `--fix` applies it. It changes italics or bold type, and no character of the entry."
    return _FIX_SAFETY[rule.fix]


def difference(example: Example) -> list[str]:
    """The lines of an entry as a diff has them: what is wrong, carets under it, and what should stand there."""
    lines = []
    for start, end in _lines(example):
        hang = HANG if start and example.text[start - 1] != "\n" else ""
        old = plain(example.text[start:end].rstrip())
        faults = [
            fault
            for fault in example.faults
            if start <= fault.start < end or fault.start < start < fault.end or fault.start == end == len(example.text)
        ]
        if not faults:
            lines.append(f"  {hang}{old}")
            continue
        carets = [" "] * (end - start + 1)
        for fault in faults:
            for place in range(max(fault.start, start), min(max(fault.end, fault.start + 1), end + 1)):
                carets[place - start] = "^"
        lines += (f"- {hang}{old}", f"  {hang}{''.join(carets).rstrip()}")
        if all(fault.replacement is not None for fault in faults):
            lines.append(f"+ {hang}{plain(_mended(example.text, start, end, faults)).rstrip()}")
    return lines


def _mended(text: str, start: int, end: int, faults: list[Fault]) -> str:
    pieces: list[str] = []
    done = start
    for fault in faults:
        pieces += (text[done : fault.start], fault.replacement or "")
        done = fault.end
    return "".join(pieces) + text[done:end]


def _lines(example: Example) -> list[tuple[int, int]]:
    """Where the lines of an entry begin and end: at line feeds, at spaces, and never within what is replaced."""
    text = example.text
    breaks = [
        place + 1
        for place, character in enumerate(text)
        if character in " \n"
        and not any(fault.start <= place < fault.end for fault in example.faults if fault.replacement is not None)
    ]
    lines, start, last = [], 0, 0
    for place in (*breaks, len(text)):
        if place - start > WIDTH - (len(HANG) if start else 0) and last > start:
            lines.append((start, last))
            start = last
        if text[place - 1 : place] == "\n":  # the next paragraph
            if text[start:place].strip():
                lines.append((start, place))
            start = place
        last = place
    return [*lines, (start, len(text))]


def _fence(language: str, groups: list[list[str]]) -> str:
    return "\n".join((f"```{language}", *"\n\n".join("\n".join(group) for group in groups).split("\n"), "```"))


def _precedence(rule: Rule[Any]) -> str:
    """Which rules speak in place of this one."""
    sentences = []
    if rule.exclusive:
        sentences.append("It speaks of the entry as a whole; other rules are silent about that entry.")
    codes = [code for word in rule.gives_way_to if len(word) > 3 for code in sorted(BY_CODE) if code.startswith(word)]
    names = [f"{code} ({BY_CODE[code].name})" for code in codes]
    families = [word for word in rule.gives_way_to if len(word) == 3]
    if families:
        names.append(f"any rule of {_any_of(families)}")
    if names:
        sentences.append(f"It gives way where {_any_of(names)} marks the same place.")
    return " ".join(sentences)


def _any_of(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _wrapped(paragraph: str) -> str:
    return textwrap.fill(paragraph, 118, break_long_words=False, break_on_hyphens=False)
