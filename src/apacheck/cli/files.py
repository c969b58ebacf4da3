"""Paths as typed in, the documents to check out, each with the settings that hold for it."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from apacheck import config, document
from apacheck.cli import say
from apacheck.config import Config
from apacheck.document import Document
from apacheck.errors import ConfigError
from apacheck.lean import leanclass

#: Files that a search through directories looks into.
SUFFIXES = frozenset({".txt", ".text"}) | document.MARKDOWN | document.HTML

#: The path that means standard input.
STDIN = Path("-")

#: What a file has to hold, said where nothing was found.
LOOKED_FOR = (
    "looked for a heading such as “References” and for paragraphs that begin with authors and a date in parentheses"
)


@leanclass
class Source:
    """A document to check; `named` tells one that was typed from one that a search found."""

    path: Path
    config: Config
    named: bool


class Settings:
    """The settings of each directory: the command line's over those of the nearest file."""

    def __init__(self, above: Config, *, file: Path | None = None, isolated: bool = False) -> None:
        """Take the command line's settings, and a file to use instead of searching for one."""
        self._above = above
        self._search = not isolated and file is None
        self._fixed = above.over(config.load(file)) if file is not None else above
        self._by_file: dict[Path | None, Config] = {None: self._fixed}

    def at(self, directory: Path) -> Config:
        """Give the settings that hold in `directory`; raises ConfigError for a settings file that is wrong."""
        file = config.find(directory) if self._search else None
        if file not in self._by_file:
            assert file is not None
            self._by_file[file] = self._above.over(config.load(file))
        return self._by_file[file]


def settings_of(above: Config, assignments: tuple[str, ...], *, isolated: bool) -> Settings:
    """Give the settings that hold under the options of a command: `above`, and what --config and --isolated say."""
    file = None
    for text in assignments:
        if "=" in text and not os.path.isfile(text):  # noqa: PTH113 - it may be too long for a path
            above = above.over(config.from_assignment(text))
        elif file is not None:
            raise ConfigError("--config names two settings files; name one", text)
        else:
            file = Path(text)
    if file is not None and isolated:
        raise ConfigError("--isolated and --config FILE exclude each other", file)
    return Settings(above, file=file, isolated=isolated)


def read_source(source: Source, stdin_filename: str | None, warn: Callable[[str], None] | None = None) -> Document:
    """Read a document; raises DocumentError where that cannot be done. `warn`, or else stderr, is told what is odd."""
    if source.path == STDIN:
        path = Path(stdin_filename) if stdin_filename else None
        found = document.read_bytes(sys.stdin.buffer.read(), path=path)
    else:
        found = document.read(source.path)
    for warning in found.warnings:
        (warn or say_warning)(warning)
    return found


def say_warning(text: str) -> None:
    """Say on stderr what is odd."""
    say(f"warning: {text}")


def gather(
    paths: tuple[str, ...],
    settings: Settings,
    complain: Callable[[str], None],
    *,
    force_exclude: bool = False,
    stdin_filename: str | None = None,
) -> list[Source]:
    """Give the documents that `paths` name, each once and in that order; directories are searched for text files.

    What is named is taken as it is, whatever its suffix and although a pattern excludes it, unless `force_exclude`.
    A path that leads nowhere is complained of.
    """
    found: dict[str, Source] = {}
    for word in paths:
        path = Path(word)
        if path == STDIN:
            name = Path(stdin_filename or "-")
            found.setdefault("-", Source(path, settings.at(name.parent).for_file(name), named=True))
        elif os.path.isdir(path):  # noqa: PTH112 - Path.is_dir() raises where it may not look
            before = len(found)
            for source in _search(path, settings, complain):
                found.setdefault(os.path.abspath(source.path), source)  # noqa: PTH100 - links stay apart
            if len(found) == before:
                complain(f"no text file in {path}: looked for names that end in {_or(sorted(SUFFIXES))}")
        elif (reason := _unreachable(path)) is not None:
            complain(f"{path}: {reason}")
        else:
            source = Source(path, settings.at(path.parent).for_file(path), named=True)
            if not ((force_exclude or source.config.value("force_exclude")) and _excluded(path, source.config)):
                found.setdefault(os.path.abspath(path), source)  # noqa: PTH100
    return list(found.values())


def _search(root: Path, settings: Settings, complain: Callable[[str], None]) -> Iterator[Source]:
    def unreadable(error: OSError) -> None:
        complain(f"{error.filename}: {(error.strerror or str(error)).lower()}")

    for directory, directories, files in os.walk(root, onerror=unreadable):
        here = Path(directory)
        here_config = settings.at(here)
        directories[:] = sorted(name for name in directories if not here_config.excludes(here / name))
        for name in sorted(files):
            path = here / name
            if path.suffix.lower() in SUFFIXES and not here_config.excludes(path) and _belongs(path, root):
                yield Source(path, here_config.for_file(path), named=False)


def _belongs(path: Path, root: Path) -> bool:
    """Whether a search takes what it found: no pipe or device, and no link out of the directory that is searched.

    Who made a directory need not be who searches it: a link in it must not have another file shown, or mended.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
    except OSError:
        return True  # reading it says what is wrong
    if not path.is_symlink() or path.resolve().is_relative_to(root.resolve()):
        return True
    say_warning(f"{path}: a link out of {root}, passed by; name it to have it checked")
    return False


def _excluded(path: Path, settings: Config) -> bool:
    """Whether a search from the current directory would not have reached `path`."""
    whole, here = path.absolute(), Path.cwd()
    above = [parent for parent in whole.parents if parent != here and parent.is_relative_to(here)]
    return any(settings.excludes(step) for step in (whole, *above))


def _unreachable(path: Path) -> str | None:
    """Say why nothing can be found at `path`, None where something is there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return f"no such file or directory{_suggestion(path)}"
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return None


def _suggestion(path: Path) -> str:
    try:
        neighbours = os.listdir(path.parent)  # noqa: PTH208 - names are all that is needed
    except OSError:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

    close = get_close_matches(path.name, neighbours, n=1, cutoff=0.8)
    return f"; did you mean {path.parent / close[0]}?" if close else ""


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
