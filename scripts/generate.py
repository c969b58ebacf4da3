"""The rules' classes in, all that is written from them out: the index, the pages and the schema of the settings.

`python scripts/generate.py` writes what is out of date; `python scripts/generate.py --check` says what is, and exits with 1.
"""

import sys

import config_schema
import rule_index
import rule_pages


def main(arguments: list[str]) -> int:
    """Run the three scripts in turn; give the highest of their exit codes."""
    codes: list[int] = [script.main(arguments) for script in (rule_index, rule_pages, config_schema)]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
