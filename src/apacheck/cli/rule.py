"""Codes, names or families of rules in, the rules explained out: what `apacheck rule` prints."""

import json
from typing import Any

from apacheck import config, examples
from apacheck.config import ALL
from apacheck.errors import ConfigError
from apacheck.findings import UNUSED
from apacheck.record.verification import Verification
from apacheck.report.page import explanation, page
from apacheck.rule import Rule
from apacheck.rules import BY_CODE

_BOLD, _DIM = "\x1b[1m", "\x1b[2m"
_COLORS = {"-": "\x1b[31m", "+": "\x1b[32m"}
_PLAIN = "\x1b[0m"


def explain(words: tuple[str, ...], output_format: str, *, color: bool = False) -> str:
    """Explain the rules that `words` name, in the order of their codes."""
    rules = [BY_CODE[code] for code in sorted({code for word in words for code in _codes(word)})]
    if output_format == "json":
        values = [_values(rule) for rule in rules]
        one = len(words) == 1 and len(values) == 1
        return json.dumps(values[0] if one else values, ensure_ascii=False, indent=2)
    return "\n\n".join(_painted(page(rule)) if color else page(rule) for rule in rules).removesuffix("\n")


def _codes(word: str) -> list[str]:
    code = config.find_rule(word)
    codes = [code] if code else [code for code in BY_CODE if word.upper() == ALL or code.startswith(word.upper())]
    if word.upper() == UNUSED:
        raise ConfigError(f"{UNUSED} is no rule about entries: it finds comments that ignore nothing (docs/usage.md)")
    if not codes:
        raise ConfigError(f'no rule is called "{word}"{config.suggest_rule(word)}')
    return codes


def _values(rule: Rule[Any]) -> dict[str, Any]:
    words = explanation(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": words.summary,
        "explanation": words.expectation,
        "limits": words.limits,
        "message": rule.message,
        "severity": rule.severity,
        "fix": rule.fix,
        "section": rule.cited_section,
        "url": rule.url,
        "gives_way_to": list(rule.gives_way_to),
        "verify": rule.part_type is Verification,
        "valid": [examples.read(line, styled=rule.styled).text for line in rule.VALID],
        "invalid": [
            {"text": example.text, "fixed": example.accepted if _mends(example) else None}
            for example in (examples.read(line, styled=rule.styled) for line in rule.INVALID)
        ],
    }


def _mends(example: examples.Example) -> bool:
    return any(fault.replacement is not None for fault in example.faults)


def _painted(text: str) -> str:
    """The page with bold headings, and what goes in red, what comes in green."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fence = line.startswith("```")
        style = _DIM if fence else _COLORS.get(line[:1], "") if fenced else _BOLD if line.startswith("#") else ""
        lines.append(f"{style}{line}{_PLAIN}" if style else line)
        fenced ^= fence
    return "\n".join(lines)
