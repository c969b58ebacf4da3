"""A path in, the settings that hold there out, each with where it comes from: what `apacheck config` prints."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from apacheck.cli.files import settings_of
from apacheck.config import ALL, EXCLUDED, PUBLIC, Config
from apacheck.crossref.client import CROSSREF_URL, DEADLINE, DOI_URL, TIMEOUT
from apacheck.crossref.settings import VARIABLES
from apacheck.report.full import plain
from apacheck.rules import BY_CODE

DEFAULT = "default"
#: More rules than this are counted, not named; JSON names them all.
NAMED = 20
#: What holds where nobody decides a setting; the others are then not set at all.
DEFAULTS: dict[str, Any] = {
    "select": (ALL,),
    "ignore": (),
    "extend_select": (),
    "severity": "info",
    "exclude": EXCLUDED,
    "per_file_ignores": {},
    "force_exclude": False,
    "output_format": "full",
    "unsafe_fixes": False,
    "citations": True,
    "list_only": False,
    "crossref_url": CROSSREF_URL,
    "doi_url": DOI_URL,
    "cache": True,
    "timeout": TIMEOUT,
    "deadline": DEADLINE,
}
#: Of these, each layer adds to those below.
_STACKED = frozenset({"select", "ignore", "extend_select", "per_file_ignores"})


def show(path: Path, assignments: tuple[str, ...], *, isolated: bool, output_format: str) -> str:
    """The settings for a file or directory as TOML with remarks, or as JSON."""
    found = settings_of(Config(origin="command line"), assignments, isolated=isolated)
    directory = path if os.path.isdir(path) else path.parent  # noqa: PTH112 - as in gather
    config = found.at(directory).for_file(path)
    off = [code for code in sorted(BY_CODE) if not config.selected(code)]
    decided = {name: list(_decided(config, name)) for name in PUBLIC}
    if output_format == "json":
        values = {
            "path": str(path),
            "settings": {
                name.replace("_", "-"): [{"value": _plain_value(value), "origin": origin} for value, origin in layers]
                for name, layers in decided.items()
            },
            "rules_left_out": off,
        }
        return json.dumps(values, ensure_ascii=False, indent=2)
    lines = [f"# Settings for {plain(str(path))}"]
    for name, layers in decided.items():
        key = name.replace("_", "-")
        for place, (value, origin) in enumerate(layers):
            line = f"{key} = {_toml(_plain_value(value))}  # {origin}"
            lines.append(plain(f"# below it: {line}" if place else line))
        if not layers:
            lines.append(f"# {key} is not set")
    reason = f"{len(off)} of {len(BY_CODE)} rules are left out" if off else f"all {len(BY_CODE)} rules are applied"
    named = f": {' '.join(off)}" if 0 < len(off) <= NAMED else ""
    return "\n".join((*lines, f"# {reason}{named}"))


def _decided(config: Config, name: str) -> Iterator[tuple[Any, str]]:
    """The values of a setting that count, the one that stands highest first, and where each comes from."""
    given = list(_given(config, name))
    if not given and name in DEFAULTS:
        given = [(DEFAULTS[name], DEFAULT)]
    yield from given if name in _STACKED else given[:1]


def _given(config: Config, name: str) -> Iterator[tuple[Any, str]]:
    layers = [layer for layer in config.layers() if getattr(layer, name) is not None and _says_something(layer, name)]
    files = [layer for layer in layers if layer.root is not None]
    for layer in layers:
        if layer.root is None:
            yield getattr(layer, name), layer.origin
    if name in VARIABLES and (value := os.environ.get(VARIABLES[name][0], "").strip()):
        yield value, f"{VARIABLES[name][0]} in the environment"
    for layer in files:
        yield getattr(layer, name), layer.origin


def _says_something(layer: Config, name: str) -> bool:
    """Whether a layer decides a setting: an empty list adds nothing to one that stacks."""
    value = getattr(layer, name)
    return bool(value) or not isinstance(value, tuple | Mapping) or name not in _STACKED - {"select"}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain_value(inner) for name, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _toml(value: Any) -> str:
    """A value as TOML writes it; JSON's strings, lists, numbers and truth values are TOML's, too."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(name, ensure_ascii=False)} = {_toml(each)}" for name, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return json.dumps(value, ensure_ascii=False)
