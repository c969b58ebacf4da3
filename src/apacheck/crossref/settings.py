"""Settings and environment variables in, a client or a cache out.

What the command line says holds over the environment, and the environment over settings files: the file belongs to
the manuscript, the environment to whoever works on it.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from apacheck.config import Config, is_address, is_email
from apacheck.crossref.cache import Cache
from apacheck.crossref.client import CROSSREF_URL, DEADLINE, DOI_URL, TIMEOUT, Client
from apacheck.crossref.limits import Clock
from apacheck.errors import ConfigError

#: Environment variables by the setting that they stand for, with what they may hold.
VARIABLES: dict[str, tuple[str, Callable[[str], bool], str]] = {
    "crossref_url": ("APACHECK_CROSSREF_URL", is_address, "an address, such as https://api.crossref.org"),
    "doi_url": ("APACHECK_DOI_URL", is_address, "an address, such as https://doi.org"),
    "mailto": ("APACHECK_MAILTO", is_email, "an email address, such as name@example.org"),
}


def open_client(
    config: Config | None = None,
    *,
    offline: bool = False,
    cache: bool = True,
    environment: Mapping[str, str] = os.environ,
    warn: Callable[[str], None] | None = None,
    clock: Clock | None = None,
) -> Client:
    """Make a client as the settings say; nothing is sent and no file opened before it is asked something.

    `cache=False` keeps nothing and looks nothing up; `offline` sends nothing. `warn` is told what is wrong with the
    cache. Raises `ConfigError`.
    """
    settings = config or Config()
    kept = open_cache(settings, warn=warn) if cache else None
    if offline and kept is None:
        raise ConfigError("offline, only the cache can answer, and it is turned off", key="cache")
    deadline = _setting(settings, "deadline", environment)
    return Client(
        crossref_url=_setting(settings, "crossref_url", environment) or CROSSREF_URL,
        doi_url=_setting(settings, "doi_url", environment) or DOI_URL,
        mailto=_setting(settings, "mailto", environment),
        cache=kept,
        offline=offline,
        timeout=_setting(settings, "timeout", environment) or TIMEOUT,
        deadline=DEADLINE if deadline is None else deadline or None,
        clock=clock,
    )


def open_cache(config: Config | None = None, *, warn: Callable[[str], None] | None = None) -> Cache | None:
    """Make the cache that the settings name; give None where they turn it off."""
    settings = config or Config()
    layer = settings.deciding("cache", in_file=False) or settings.deciding("cache", in_file=True)
    if layer is None or layer.cache is True:
        return Cache(warn=warn)
    if not isinstance(layer.cache, str):
        return None
    if layer.root is None:
        return Cache(Path.cwd() / Path(layer.cache).expanduser(), warn=warn)
    # Settings come with a project, which may be a stranger's: what they name to write to lies in it.
    cache = Cache(layer.root / layer.cache, warn=warn)
    if not cache.path.resolve().is_relative_to(layer.root.resolve()):
        raise ConfigError(
            f"{layer.origin}: cache is a folder in {layer.root} or below, not {layer.cache}", layer.origin, "cache"
        )
    return cache


def _setting(config: Config, name: str, environment: Mapping[str, str]) -> Any:
    """The value of a setting, None where nobody decides it."""
    layer = config.deciding(name, in_file=False)
    if layer is None and name in VARIABLES:
        variable, is_right, wanted = VARIABLES[name]
        if value := environment.get(variable, "").strip():
            if not is_right(value):
                raise ConfigError(f"{variable} is {wanted}, not {value}", key=variable)
            return value
    layer = layer or config.deciding(name, in_file=True)
    return getattr(layer, name) if layer is not None else None
