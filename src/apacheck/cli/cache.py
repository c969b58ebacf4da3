"""The options of `apacheck cache` in, what the cache of Crossref's answers holds, or held, out."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from apacheck.cli import CLEAN, say
from apacheck.cli.files import settings_of
from apacheck.config import Config
from apacheck.crossref.cache import Cache, Info
from apacheck.crossref.settings import open_cache

_KINDS = {
    "found": "works found",
    "elsewhere": "DOIs of other agencies",
    "missing": "DOIs that do not exist",
    "hits": "searches",
    "no hits": "searches without a result",
}


def show(assignments: tuple[str, ...], *, isolated: bool, output_format: str) -> int:
    """Say where the cache is and what it holds."""
    cache = _cache(assignments, isolated=isolated)
    if cache is None:
        click.echo("null" if output_format == "json" else "The cache is turned off in the settings.")
        return CLEAN
    with cache:
        info = cache.info()
    click.echo(json.dumps(_values(info), ensure_ascii=False, indent=2) if output_format == "json" else _text(info))
    return CLEAN


def clear(assignments: tuple[str, ...], *, isolated: bool) -> int:
    """Empty the cache."""
    cache = _cache(assignments, isolated=isolated)
    if cache is None:
        click.echo("The cache is turned off in the settings; nothing to clear.")
        return CLEAN
    with cache:
        info = cache.info()
        freed = cache.clear()
    count = sum(info.counts.values()) + info.expired
    if not count and not freed:
        click.echo(f"{info.path} is empty.")
    else:
        click.echo(f"Removed {count} {'answer' if count == 1 else 'answers'} from {info.path} ({_bytes(freed)} less).")
    return CLEAN


def _cache(assignments: tuple[str, ...], *, isolated: bool) -> Cache | None:
    config = settings_of(Config(), assignments, isolated=isolated).at(Path.cwd())
    return open_cache(config, warn=lambda warning: say(f"warning: {warning}"))


def _text(info: Info) -> str:
    lines = [f"{info.path}: {_bytes(info.size)}"]
    rows = [(info.counts[kind], words) for kind, words in _KINDS.items() if kind in info.counts]
    if info.expired:
        rows.append((info.expired, "expired, to be asked again"))
    width = max((len(str(count)) for count, _ in rows), default=0)
    lines += (f"  {count:>{width}}  {words}" for count, words in rows)
    if info.oldest is not None:
        lines.append(f"The oldest answer is from {datetime.fromtimestamp(info.oldest).astimezone():%Y-%m-%d}.")
    else:
        lines.append("It holds no answers.")
    return "\n".join(lines)


def _values(info: Info) -> dict[str, object]:
    return {
        "path": str(info.path),
        "size": info.size,
        "answers": info.counts,
        "expired": info.expired,
        "oldest": datetime.fromtimestamp(info.oldest, UTC).isoformat() if info.oldest is not None else None,
    }


def _bytes(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
