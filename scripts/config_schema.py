"""The settings → docs/apacheck.schema.json, the JSON schema with which editors complete and check apacheck.toml.

Run without arguments, it writes the file anew; with `--check` it exits with 1 if the file is not what the settings say.
"""

import json
import sys
from pathlib import Path
from typing import Any

from apacheck.cli import FORMATS
from apacheck.cli.settings import DEFAULTS
from apacheck.config import ALL, PUBLIC
from apacheck.findings import UNUSED
from apacheck.rules import BY_CODE

FILE = Path(__file__).parent.parent / "docs" / "apacheck.schema.json"

_SELECTORS = {"type": "array", "items": {"$ref": "#/definitions/selector"}}
_STRINGS = {"type": "array", "items": {"type": "string"}}
#: What each setting is and what it may hold.
SETTINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "select": ("Rules to apply, instead of all.", _SELECTORS),
    "ignore": ("Rules to leave out.", _SELECTORS),
    "extend_select": ("Rules to apply besides the selected ones.", _SELECTORS),
    "severity": ("Least severity to report.", {"enum": ["error", "warning", "info"]}),
    "exclude": ("Names or paths, with wildcards, that a search through directories passes by.", _STRINGS),
    "per_file_ignores": (
        "Rules to leave out of the files that a pattern matches.",
        {"type": "object", "additionalProperties": _SELECTORS},
    ),
    "force_exclude": ("Pass by what exclude names also where it is named on the command line.", {"type": "boolean"}),
    "output_format": ("How findings are written.", {"enum": list(FORMATS)}),
    "unsafe_fixes": ("Offer fixes that change words, too.", {"type": "boolean"}),
    "baseline": ("File of known findings, in this directory or below.", {"type": "string", "minLength": 1}),
    "citations": ("Look for citations in the text and match them with the list.", {"type": "boolean"}),
    "list_only": ("Look at nothing but the reference lists.", {"type": "boolean"}),
    "crossref_url": ("Where Crossref is asked.", {"type": "string", "pattern": "^https?://"}),
    "doi_url": ("Where DOIs are resolved.", {"type": "string", "pattern": "^https?://"}),
    "mailto": ("Email address for Crossref, which earns higher limits.", {"type": "string", "pattern": "@"}),
    "cache": ("Whether Crossref's answers are kept, or the folder they are kept in.", {"type": ["boolean", "string"]}),
    "timeout": ("Seconds for one request.", {"type": "number", "exclusiveMinimum": 0}),
    "deadline": ("Seconds for all requests of a run; 0 for no end.", {"type": "number", "minimum": 0}),
}


def schema() -> dict[str, Any]:
    """The JSON schema (draft 7, which every editor reads) of an apacheck.toml."""
    families = sorted({code.rstrip("0123456789") for code in BY_CODE})
    names = sorted(rule.name for rule in BY_CODE.values())
    properties = {}
    for name in PUBLIC:
        description, shape = SETTINGS[name]
        default = DEFAULTS.get(name)
        shown = {} if default is None else {"default": list(default) if isinstance(default, tuple) else default}
        properties[name.replace("_", "-")] = {"description": description, **shape, **shown}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://apacheck.readthedocs.io/apacheck.schema.json",
        "title": "Settings of apacheck",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "definitions": {
            "selector": {
                "description": "A code, the beginning of one, a rule's name, or ALL.",
                "anyOf": [
                    {"enum": [ALL, *families, *sorted(BY_CODE), UNUSED, *names]},
                    {"pattern": f"^({'|'.join(families)})[0-9]{{1,2}}$"},
                ],
            }
        },
    }


def written() -> str:
    """The file's contents."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` say whether it is up to date."""
    if arguments != ["--check"]:
        FILE.write_text(written(), encoding="utf-8")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == written():
        return 0
    print(f"{FILE.name} is out of date: run python scripts/config_schema.py")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
