"""The rules' classes in, docs/rules out: a page for each rule, and README.md, the index of them.

`python scripts/rule_pages.py` writes what is out of date and deletes the pages of rules that are gone;
`python scripts/rule_pages.py --check` says what is out of date and exits with 1 if anything is.
"""

import re
import sys
from pathlib import Path

from apacheck.report.page import explanation, page
from apacheck.rules import BY_CODE

FOLDER = Path(__file__).parent.parent / "docs" / "rules"
COMMAND = "python scripts/rule_pages.py"
FAMILIES = {
    "LST": "The list",
    "CIT": "Citations in the text",
    "AUT": "Authors",
    "DAT": "Date",
    "TTL": "Title",
    "PER": "Periodicals",
    "BKC": "Books and chapters",
    "SRC": "Other sources",
    "URL": "DOIs and URLs",
    "TYP": "Typography",
    "OLD": "Left over from the sixth edition",
    "NAP": "Not APA at all",
    "REC": "Differs from the published record",
}
_CODE = re.compile(r"\b[A-Z]{3}\d{3}\b")
_NOTE = f"<!-- Written by {COMMAND} from the rule's class; change it there. -->\n\n"
_INTRODUCTION = """\
# Rules

Each rule has a code, a name that says the fault, and a severity: an *error* departs from what the Publication Manual
says; a *warning* most likely does; an *info* is worth a look and never fails a run. A *safe* fix is applied by `--fix`, an
*unsafe* one by `--fix --unsafe-fixes`; where a single place is in doubt, a rule may offer less than its table says.

`apacheck rule CODE` prints a rule's page at the terminal, `apacheck rule AUT` a family, `apacheck rule --all` all of them.
`BUG001` is no rule: it says that one of these failed, which is for us to mend, so please report it.
"""


def pages() -> dict[str, str]:
    """The name of each file of the folder and what belongs in it."""
    return {"README.md": _index()} | {f"{code}.md": _page(code) for code in sorted(BY_CODE)}


def outdated() -> dict[str, str]:
    """The name of each file that is not as it should be: "missing", "stale" or "left over"."""
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    verdicts = {name: "stale" if name in found else "missing" for name in wanted if found.get(name) != wanted[name]}
    return verdicts | {name: "left over" for name in found if name not in wanted}


def write() -> list[str]:
    """Write what is missing or stale, delete what is left over, and give the names."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    verdicts = outdated()
    for name, verdict in verdicts.items():
        if verdict == "left over":
            (FOLDER / name).unlink()
        else:
            (FOLDER / name).write_text(wanted[name], encoding="utf-8", newline="\n")
    return sorted(verdicts)


def _page(code: str) -> str:
    """The page as `apacheck rule` prints it, with what only a browser needs: escapes, and links to other rules."""
    lines, fenced = [], False
    for line in page(BY_CODE[code]).split("\n"):
        fence = line.startswith("```")
        prose = not (fenced or fence or line.startswith(("#", "    ", "In the settings: ")))
        lines.append(_linked(_escaped(line), code) if prose else line)
        fenced ^= fence
    lines.insert(1, f"\n[All rules](README.md#{_anchor(_family(code))})")
    return _NOTE + "\n".join(lines)


def _index() -> str:
    parts = [_NOTE + _INTRODUCTION]
    families = {_family(code) for code in BY_CODE}
    for family in sorted(families, key=[*FAMILIES].index):
        parts.append(f"\n## {family}: {FAMILIES[family]}\n")
        parts.append("| code | name | what is wrong | severity | fix |\n|---|---|---|---|---|")
        for code in sorted(BY_CODE):
            if _family(code) == family:
                rule = BY_CODE[code]
                summary = _escaped(" ".join(explanation(rule).summary.split())).replace("|", "\\|")
                parts.append(f"| [{code}]({code}.md) | {rule.name} | {summary} | {rule.severity} | {rule.fix or '–'} |")
    return "\n".join(parts) + "\n"


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def _anchor(family: str) -> str:
    """The fragment that browsers find the family's heading by."""
    return re.sub(r"[^a-z ]", "", f"{family} {FAMILIES[family]}".lower()).replace(" ", "-")


def _escaped(line: str) -> str:
    """Markdown that shows these characters; what stands between backticks needs no help."""
    pieces = line.split("`")
    pieces[::2] = [re.sub(r"[*<\[\]]", r"\\\g<0>", piece) for piece in pieces[::2]]
    return "`".join(pieces)


def _linked(line: str, own: str) -> str:
    return _CODE.sub(
        lambda match: f"[{match[0]}]({match[0]}.md)" if match[0] in BY_CODE and match[0] != own else match[0], line
    )


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which are out of date."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    if arguments:
        verdicts = outdated()
        for name, verdict in sorted(verdicts.items()):
            print(f"docs/rules/{name} is {verdict}")
        if verdicts:
            print(f"To mend them: {COMMAND}")
        return int(bool(verdicts))
    names = write()
    print(f"{len(names)} of {len(pages())} pages of docs/rules changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
