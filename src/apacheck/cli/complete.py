"""A word that is not finished in, what it may become out: what a shell asks when the Tab key is pressed."""

from click import Context, Parameter
from click.shell_completion import CompletionItem


def files(_context: Context, _parameter: Parameter | None, incomplete: str) -> list[CompletionItem]:
    """Leave it to the shell, which knows its files."""
    return [CompletionItem(incomplete, type="file")]


def codes(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """Families and codes that begin as the last word of a list with commas does."""
    from apacheck.rules import BY_CODE  # noqa: PLC0415

    before, comma, word = incomplete.rpartition(",")
    begun = word.upper()
    families = sorted({code.rstrip("0123456789") for code in BY_CODE})
    found = [CompletionItem(before + comma + family) for family in families if family.startswith(begun)]
    found += [
        CompletionItem(before + comma + code, help=rule.name)
        for code, rule in sorted(BY_CODE.items())
        if begun and code.startswith(begun)
    ]
    return found
