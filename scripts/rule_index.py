"""The rules' classes in, src/apacheck/rules/index.py out: where each rule stands and what it is shown.

`python scripts/rule_index.py` writes the file; `python scripts/rule_index.py --check` says whether it is up to date and
exits with 1 if it is not.
"""

import sys
from pathlib import Path

from apacheck.rule import DEFINED
from apacheck.rules import define_all, row_of

FILE = Path(__file__).parent.parent / "src" / "apacheck" / "rules" / "index.py"
COMMAND = "python scripts/rule_index.py"


def written() -> str:
    """The file's contents."""
    define_all()
    rows = sorted((row_of(rule) for rule in DEFINED.values()), key=lambda row: (row.module, row.code))
    lines = [
        f'"""Where each rule stands and what it is shown, in the order of `Row`. (Written by `{COMMAND}`.)"""',
        "",
        "# fmt: off",
        "INDEX: tuple[tuple[str, str, str, tuple[str, ...], bool, bool], ...] = (",
        *(f"    {_tuple(tuple(row))}," for row in rows),
        ")",
    ]
    return "\n".join(lines) + "\n"


def _tuple(values: tuple[object, ...]) -> str:
    """A tuple as the rest of the code writes it."""
    words = [_tuple(value) if isinstance(value, tuple) else _literal(value) for value in values]
    return f"({', '.join(words)}{',' if len(words) == 1 else ''})"


def _literal(value: object) -> str:
    """A value as the rest of the code writes it: in double quotes, unless it holds one."""
    if not isinstance(value, str) or '"' in value:
        return repr(value)
    escaped = "".join(
        f"\\{letter}" if letter == "\\" else letter if letter.isprintable() else repr(letter)[1:-1] for letter in value
    )
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` say whether it is up to date."""
    if arguments != ["--check"]:
        FILE.write_text(written(), encoding="utf-8")
        return 0
    if FILE.read_text(encoding="utf-8") == written():
        return 0
    print(f"{FILE.name} is out of date: run {COMMAND}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
