"""Settings: `[tool.apacheck]` in pyproject.toml, `apacheck.toml` or keyword arguments in, a `Config` out.

Settings stack: those of the command line stand over those of a file, and each layer decides only what it names.
Within a layer the longer selector wins, as in ruff: `select = ["PER"]` with `ignore = ["PER001"]` is every rule of
the family but one. pydantic checks what comes from files; it is imported when there is such a file, not before.
"""

import math
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, get_args

from apacheck.errors import ConfigError
from apacheck.findings import UNUSED, Severity
from apacheck.patterns import pattern
from apacheck.rules import BY_CODE
from apacheck.rules.index import INDEX

#: Every rule there is.
ALL = "ALL"
#: Files that may hold settings, the first of a directory wins.
FILE_NAMES = ("apacheck.toml", "pyproject.toml")
#: Directories in which nobody keeps a manuscript.
EXCLUDED = (
    ".git", ".hg", ".mypy_cache", ".nox", ".pytest_cache", ".ruff_cache", ".svn", ".tox", ".venv", "__pycache__",
    "__pypackages__", "_build", "build", "dist", "node_modules", "site-packages", "venv",
)  # fmt: skip

_LISTED = (UNUSED, *(row[0] for row in INDEX))
_SELECTORS = ("select", "ignore", "extend_select")
_RANK = {severity: rank for rank, severity in enumerate(get_args(Severity))}


@dataclass(frozen=True, slots=True)
class Config:
    """What to look for and where.

    A selector is a code ("PER001"), the beginning of one ("PER", "PER0"), a rule's name, or "ALL". `None` leaves a
    setting to the layer below, at the bottom to its default: every rule, every severity, `EXCLUDED`.
    """

    #: Rules to apply.
    select: tuple[str, ...] | None = None
    #: Rules to leave out.
    ignore: tuple[str, ...] = ()
    #: Rules to apply besides those of `select`.
    extend_select: tuple[str, ...] = ()
    #: The least severity that is reported: "error", "warning" or "info".
    severity: Severity | None = None
    #: File and directory names, or paths from `root`, with wildcards, that a search through directories passes by.
    exclude: tuple[str, ...] | None = None
    #: Whether citations in the text are looked for, and whether nothing but the reference lists is looked at.
    citations: bool | None = None
    list_only: bool | None = None
    #: Where Crossref and doi.org are asked: themselves, mirrors or test servers.
    crossref_url: str | None = None
    doi_url: str | None = None
    #: An email address for Crossref to write to, which earns higher limits.
    mailto: str | None = None
    #: Whether Crossref's answers are kept, or the folder that they are kept in.
    cache: bool | str | None = None
    #: Seconds for one request, and for all requests of a run (0 for no end).
    timeout: float | None = None
    deadline: float | None = None
    #: Rules to leave out of the files that a pattern (as in `exclude`) matches, whatever else selects them.
    per_file_ignores: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    #: Whether what is named is passed by where `exclude` says so.
    force_exclude: bool | None = None
    #: The format that findings are written in.
    output_format: str | None = None
    #: Whether fixes that change words are offered, and applied by `--fix`.
    unsafe_fixes: bool | None = None
    #: The file of findings that are known and not reported.
    baseline: str | None = None
    #: The directory that paths in `exclude` and `cache` start from, where a file holds these settings.
    root: Path | None = None
    #: The layer that these settings stand over.
    below: "Config | None" = None
    #: Where these settings were read: a file, or words for the command line.
    origin: str = field(default="", compare=False)
    _verdicts: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Spell every selector as a code, a prefix or "ALL"; raise `ConfigError` for one that no rule answers to."""
        for key in _SELECTORS:
            given = getattr(self, key)
            if given:
                object.__setattr__(self, key, tuple(_selector(word, key) for word in given))
        if self.per_file_ignores:
            spelt = {
                name: tuple(_selector(word, "per_file_ignores") for word in given)
                for name, given in self.per_file_ignores.items()
            }
            object.__setattr__(self, "per_file_ignores", spelt)
        if self.severity is not None and self.severity not in _RANK:
            raise ConfigError(f"severity is {_any_of(_RANK)}, not {_quoted(self.severity)}", key="severity")
        for key, is_right in _CHECKED.items():
            value = getattr(self, key)
            if value is not None and not is_right(value):
                raise ConfigError(f"{_spelt(key)} is {_wanted(key)}, not {_quoted(value)}", key=key)

    def over(self, below: "Config") -> "Config":
        """Give these settings with `below` under them."""
        return replace(self, below=below if self.below is None else self.below.over(below))

    def selected(self, code: str) -> bool:
        """Whether the rule with this code is to be applied."""
        verdict = self._verdicts.get(code)
        if verdict is None:  # that a rule failed is always worth saying: its code is no rule's
            verdict = self._verdicts[code] = (code != UNUSED and code not in BY_CODE) or self._verdict(code)
        return verdict

    def reports(self, severity: Severity) -> bool:
        """Whether findings of this severity are to be reported."""
        if self.severity is not None:
            return _RANK[severity] <= _RANK[self.severity]
        return self.below is None or self.below.reports(severity)

    def reads_citations(self) -> bool:
        """Whether citations in the text are looked for."""
        return self.reads_text() and self.switch("citations", default=True)

    def reads_text(self) -> bool:
        """Whether anything but the reference lists is looked at."""
        return not self.switch("list_only", default=False)

    def switch(self, name: str, *, default: bool) -> bool:
        """The setting `name`, which is true or false, as the highest layer that has it decides."""
        value = getattr(self, name)
        if value is None:
            return self.below.switch(name, default=default) if self.below is not None else default
        return bool(value)

    def deciding(self, name: str, *, in_file: bool) -> "Config | None":
        """Give the highest layer that decides the setting `name`, among those of files or among the others."""
        if getattr(self, name) is not None and (self.root is not None) == in_file:
            return self
        return self.below.deciding(name, in_file=in_file) if self.below is not None else None

    def layers(self) -> Iterator["Config"]:
        """Give the layers of these settings, the highest first."""
        layer: Config | None = self
        while layer is not None:
            yield layer
            layer = layer.below

    def value(self, name: str) -> Any:
        """Give the value of a setting in the highest layer that decides it, None where none does."""
        return next((value for layer in self.layers() if (value := getattr(layer, name)) is not None), None)

    def for_file(self, path: Path) -> "Config":
        """Give the settings that hold for one file: these, less what `per_file_ignores` leaves out of it."""
        ignored = tuple(
            word
            for layer in self.layers()
            for name, words in (layer.per_file_ignores or {}).items()
            if _matches(path, (name,), layer.root)
            for word in words
        )
        return Config(ignore=ignored, origin="per-file-ignores").over(self) if ignored else self

    def excludes(self, path: Path) -> bool:
        """Whether a search through directories passes by `path`."""
        if self.exclude is None:
            return self.below.excludes(path) if self.below is not None else _matches(path, EXCLUDED, self.root)
        return _matches(path, self.exclude, self.root)

    def _verdict(self, code: str) -> bool:
        chosen = _reach((*(self.select or ()), *self.extend_select), code)
        dropped = _reach(self.ignore, code)
        if chosen or dropped:
            return chosen > dropped
        if self.select is not None:
            return False
        return self.below is None or self.below.selected(code)


def find(directory: Path) -> Path | None:
    """Give the file whose settings hold in `directory`: the nearest, looking upward."""
    return _find(directory.absolute())


def forget() -> None:
    """Look for settings files anew: what was found before may have changed."""
    _find.cache_clear()


def load(path: Path) -> Config:
    """Read the settings of a file; a pyproject.toml without `[tool.apacheck]` has none."""
    table = _tables(path)
    return from_mapping(table or {}, path)


def from_assignment(text: str) -> Config:
    """Read settings given as TOML on the command line: `select = ["PER"]`."""
    try:
        table = _toml(text)
    except (ValueError, RecursionError) as error:
        hint = _as_toml(text)
        raise ConfigError(f"--config {_quoted(text)} is not TOML: {hint or error}") from error
    return replace(from_mapping(table, None), origin="--config")


def from_mapping(table: Mapping[str, Any], path: Path | None) -> Config:
    """Make a `Config` of plain values; `path` is the file they were read from."""
    where = f"{path}: " if path is not None else ""
    keys = {name.replace("_", "-"): name for name in PUBLIC}
    for key in table:
        if key not in keys:
            raise ConfigError(f"{where}unknown setting {_quoted(key)}{did_you_mean(key, keys)}", path, key)
    try:
        config = _validated({keys[key]: value for key, value in table.items()})
    except ConfigError as error:
        key = (error.key or "").replace("_", "-")
        raise ConfigError(f"{where}{error}", path, key) from error
    return replace(config, root=path.parent.absolute(), origin=str(path)) if path is not None else config


def did_you_mean(word: str, words: Mapping[str, Any] | tuple[str, ...]) -> str:
    """'; did you mean "select"?', or nothing where no word is like the one given."""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

    close = get_close_matches(word, words, n=5, cutoff=0.5)
    close.sort(key=lambda found: sorted(found) != sorted(word))  # letters exchanged before others typed
    return f"; did you mean {_quoted(close[0])}?" if close else ""


def find_rule(word: str) -> str | None:
    """Give the code of the rule that has this code or name, however it is capitalised."""
    if word.upper() in BY_CODE:
        return word.upper()
    return _codes_by_name().get(word.lower())


def suggest_rule(word: str) -> str:
    """'; did you mean "PER001"?' for a word that was meant as a code or a rule's name."""
    return did_you_mean(word.upper(), (*_families(), *BY_CODE)) or did_you_mean(word.lower(), _codes_by_name())


def is_address(text: str) -> bool:
    """Whether a text is a web address that paths can be put behind."""
    return _ADDRESS.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Whether a text can stand in a header as an email address."""
    return text.isascii() and _EMAIL.fullmatch(text) is not None


_ADDRESS = pattern(r"https?://[^\s/?#]++(?:/[^\s?#]*+)?")
_EMAIL = pattern(r"[^\s@()<>\[\]\\,;:\"]++@[^\s@()<>\[\]\\,;:\"]++")
_CHECKED: dict[str, Callable[[Any], bool]] = {
    "crossref_url": is_address,
    "doi_url": is_address,
    "mailto": is_email,
    "cache": lambda value: value != "",
    "timeout": lambda value: 0 < value < math.inf,
    "deadline": lambda value: 0 <= value < math.inf,
    "citations": lambda value: isinstance(value, bool),
    "list_only": lambda value: isinstance(value, bool),
    "force_exclude": lambda value: isinstance(value, bool),
    "unsafe_fixes": lambda value: isinstance(value, bool),
    "output_format": lambda value: value != "",
    "baseline": lambda value: value != "",
}
#: The names of the settings that a file may hold, as Python spells them.
PUBLIC = tuple(f.name for f in fields(Config) if f.name not in {"root", "below", "origin", "_verdicts"})


def _selector(word: str, key: str) -> str:
    upper = word.upper()
    # The index answers without loading any rule; what it does not know yet is looked for among the rules themselves.
    if upper == ALL or (upper and any(code.startswith(upper) for codes in (_LISTED, BY_CODE) for code in codes)):
        return upper
    code = find_rule(word)
    if code is None:
        option = key.replace("_", "-")
        raise ConfigError(f"{option} names {_quoted(word)}, which is no rule{suggest_rule(word)}", key=key)
    return code


def _reach(selectors: tuple[str, ...], code: str) -> int:
    """How closely the nearest of `selectors` names `code`: 0 not at all, 1 "ALL", then longer prefixes above it."""
    return max(
        (1 if word == ALL else 1 + len(word) for word in selectors if word == ALL or code.startswith(word)), default=0
    )


def _matches(path: Path, patterns: tuple[str, ...], root: Path | None) -> bool:
    whole, base = path.absolute(), root or Path.cwd()
    inside = whole.relative_to(base) if whole.is_relative_to(base) else whole
    names = (whole.name, inside.as_posix())
    return any(fnmatchcase(name, pattern.removeprefix("./").rstrip("/")) for pattern in patterns for name in names)


@cache
def _find(directory: Path) -> Path | None:
    for name in FILE_NAMES:
        path = directory / name
        if os.path.isfile(path) and _tables(path) is not None:  # noqa: PTH113 - Path.is_file() raises where it may not look
            return path
    return None if directory.parent == directory else _find(directory.parent)


def _tables(path: Path) -> dict[str, Any] | None:
    """Give the settings in a TOML file, None where a pyproject.toml has no table for apacheck."""
    try:
        table = _toml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}", path) from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}", path) from error
    if path.name != "pyproject.toml":
        return table
    tools = table.get("tool", {})
    settings = tools.get("apacheck") if isinstance(tools, dict) else None
    if settings is not None and not isinstance(settings, dict):
        raise ConfigError(f"{path}: tool.apacheck is a table, not {_quoted(settings)}", path, "tool.apacheck")
    return settings


def _toml(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most runs meet no settings

    return tomllib.loads(text)


def _validated(table: dict[str, Any]) -> Config:
    if not table:
        return Config()
    for key in ("force_exclude", "unsafe_fixes"):  # pydantic would take "yes" and 1
        if key in table and not isinstance(table[key], bool):
            raise ConfigError(f"{_spelt(key)} is {_wanted(key)}, not {_quoted(table[key])}", key=key)
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - costs more than a whole check without settings

    try:
        return TypeAdapter(Config).validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise ConfigError(f"{_spelt(key)} is {_wanted(key)}, not {_quoted(table[key])}", key=key) from error


def _spelt(key: str) -> str:
    return key.replace("_", "-")


def _wanted(key: str) -> str:
    """Say what a setting has to be."""
    match key:
        case "severity":
            return _any_of(_RANK)
        case "exclude":
            return 'a list of strings, such as ["drafts", "*.md"]'
        case "crossref_url" | "doi_url":
            return f'an address, such as "https://{"api.crossref.org" if key == "crossref_url" else "doi.org"}"'
        case "per_file_ignores":
            return 'a table of patterns and lists of rules, such as { "drafts/*" = ["PER", "AUT001"] }'
        case "citations" | "list_only" | "force_exclude" | "unsafe_fixes":
            return "true or false"
        case "output_format":
            return 'the name of a format, such as "concise"'
        case "baseline":
            return 'the name of a file, such as "apacheck-baseline.json"'
        case "mailto":
            return 'an email address, such as "name@example.org"'
        case "cache":
            return 'true, false or a folder, such as ".cache"'
        case "timeout" | "deadline":
            return "a number of seconds" + (", or 0 for no end" if key == "deadline" else " above 0")
    return 'a list of strings, such as ["PER", "AUT001"]'


def _as_toml(text: str) -> str:
    """Say how an assignment like `severity=error` is written in TOML; nothing where that is not what is wrong."""
    key, _, value = (word.strip() for word in text.partition("="))
    if key in {"severity", "crossref-url", "doi-url", "mailto", "cache", "output-format", "baseline"}:
        return f'strings need quotes, as in {key} = "{value}"'
    if key in {"timeout", "deadline", "force-exclude", "unsafe-fixes", "per-file-ignores"}:
        return f"{key} is {_wanted(key)}"
    if key.replace("-", "_") in PUBLIC:
        words = ", ".join(f'"{word.strip()}"' for word in value.strip("[]").split(","))
        return f"lists need brackets and strings need quotes, as in {key} = [{words}]"
    return ""


@cache
def _codes_by_name() -> dict[str, str]:
    return {rule.name: code for code, rule in BY_CODE.items()}


@cache
def _families() -> tuple[str, ...]:
    return (ALL, *sorted({code.rstrip("0123456789") for code in BY_CODE}))


def _any_of(words: Mapping[str, Any]) -> str:
    *most, last = (_quoted(word) for word in words)
    return f"{', '.join(most)} or {last}"


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
