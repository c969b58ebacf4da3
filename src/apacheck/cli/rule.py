"""Codes, names or families of rules in, the rules explained out: what `apacheck rule` prints.

All of it is read from the rule's class: its docstring is the explanation, its examples show it.
"""

import inspect
import json
from typing import Any

from apacheck import config, examples
from apacheck.config import ALL
from apacheck.errors import ConfigError
from apacheck.rule import BY_CODE, Rule

_RED, _GREEN, _BOLD, _DIM, _PLAIN = "\x1b[31;9m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_FIXES = {
    "safe": "fixed by --fix",
    "unsafe": "fixed by --fix --unsafe-fixes",
    "display": "a fix is shown, never applied",
    None: "no fix",
}


def explain(words: tuple[str, ...], output_format: str, *, color: bool = False) -> str:
    """Explain the rules that `words` name, in the order of their codes."""
    rules = [BY_CODE[code] for code in sorted({code for word in words for code in _codes(word)})]
    if output_format == "json":
        values = [_values(rule) for rule in rules]
        one = len(words) == 1 and len(values) == 1
        return json.dumps(values[0] if one else values, ensure_ascii=False, indent=2)
    return "\n\n".join(_page(rule, color=color) for rule in rules)


def _codes(word: str) -> list[str]:
    code = config.find_rule(word)
    codes = [code] if code else [code for code in BY_CODE if word.upper() == ALL or code.startswith(word.upper())]
    if not codes:
        raise ConfigError(f'no rule is called "{word}"{config.suggest_rule(word)}')
    return codes


def _section(rule: Rule[Any]) -> str:
    return "APA 7" if rule.section_from_memory or not rule.section else f"APA 7, section {rule.section}"


def _values(rule: Rule[Any]) -> dict[str, Any]:
    summary, explanation = _docstring(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": summary,
        "explanation": explanation,
        "message": rule.message,
        "severity": rule.severity,
        "fix": rule.fix,
        "section": _section(rule),
        "valid": [examples.read(line).text for line in rule.VALID],
        "invalid": [
            {"text": example.text, "fixed": example.accepted if _mends(example) else None}
            for example in map(examples.read, rule.INVALID)
        ],
    }


def _page(rule: Rule[Any], *, color: bool) -> str:
    bold, dim, plain = (_BOLD, _DIM, _PLAIN) if color else ("", "", "")
    summary, explanation = _docstring(rule)
    lines = [
        f"{bold}{rule.code} {rule.name}{plain}",
        f"{dim}{rule.severity} · {_section(rule)} · {_FIXES[rule.fix]}{plain}",
        "",
        *summary.splitlines(),
    ]
    if explanation:
        lines += ["", *explanation.splitlines()]
    for line in rule.INVALID:
        lines += ["", *(_colored(line) if color else _plain(line))]
    if rule.VALID:
        lines += ["", *(f"  right:  {examples.read(line).text}" for line in rule.VALID)]
    return "\n".join(lines)


def _docstring(rule: Rule[Any]) -> tuple[str, str]:
    """Split the class's docstring: the first paragraph, and the rest."""
    summary, _, rest = (inspect.cleandoc(type(rule).__doc__ or "")).partition("\n\n")
    return summary, rest.strip()


def _mends(example: examples.Example) -> bool:
    return any(fault.replacement is not None for fault in example.faults)


def _plain(line: str) -> list[str]:
    """Show a marked line as typed, its faults underlined, and as mended."""
    example = examples.read(line)
    carets = [" "] * (len(example.text) + 1)
    for fault in example.faults:
        for place in range(fault.start, max(fault.end, fault.start + 1)):
            carets[place] = "^"
    lines = [f"  wrong:  {example.text}", f"          {''.join(carets).rstrip()}"]
    return [*lines, f"  right:  {example.accepted}"] if _mends(example) else lines


def _colored(line: str) -> list[str]:
    """Show a marked line once: what goes in red and struck out, what comes in green."""
    example = examples.read(line)
    pieces, done = [], 0
    for fault in example.faults:
        old, new = example.text[fault.start : fault.end], fault.replacement
        pieces.append(example.text[done : fault.start])
        if old:
            pieces.append(f"{_RED if new is not None else _BOLD}{old}{_PLAIN}")
        if new:
            pieces.append(f"{_GREEN}{new}{_PLAIN}")
        done = fault.end
    return [f"  wrong:  {''.join(pieces)}{example.text[done:]}"]
