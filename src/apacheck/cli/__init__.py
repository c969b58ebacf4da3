"""The command line, as click describes it: arguments in, an exit code out; each command's work is in its own module.

Nothing heavier than click is imported before a command runs, so that help and usage errors come at once.
"""

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from apacheck.errors import ApacheckError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CLEAN, FOUND, FAILED = 0, 1, 2
FORMATS = ("full", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "html")
EXPORTS = ("csl-json", "jsonl", "bibtex", "ris")
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
#: The variable by which a shell asks for its completion script and, with that, for completions.
COMPLETE = "_APACHECK_COMPLETE"
_OWN_OPTIONS = frozenset({"-h", "--help", "-V", "--version"})


def run(arguments: list[str]) -> int:
    """Run the command that `arguments` ask for and give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a character that the terminal cannot show must not end the run
            stream.reconfigure(errors="backslashreplace")
    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete  # noqa: PLC0415 - for shells only

        return shell_complete(commands, {}, "apacheck", COMPLETE, instruction)
    try:
        # Not commands.main(): it has its own mind about closed pipes and Ctrl-C.
        with commands.make_context("apacheck", arguments) as context:
            code = commands.invoke(context)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return FAILED
    except click.UsageError as error:
        complain(_sentence(error.format_message()))
        where = error.ctx.command_path if error.ctx is not None else "apacheck"
        say(f"For help, try: {where} --help")
        return FAILED
    except click.ClickException as error:
        complain(_sentence(error.format_message()))
        return FAILED
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except ApacheckError as error:
        complain(str(error))
        return FAILED
    except (OSError, KeyboardInterrupt):
        raise
    except Exception:  # noqa: BLE001 - Python's own exit code would be taken for findings
        import traceback  # noqa: PLC0415

        for line in traceback.format_exc().splitlines():
            say(line)
        complain("this is a fault in apacheck, please report it with the lines above")
        return FAILED
    return code if isinstance(code, int) else CLEAN


def complain(message: str) -> None:
    """Say on stderr what could not be done."""
    say(f"error: {message}")


def say(text: str) -> None:
    """Say something on stderr, in one line; file names and a document's words in it steer neither terminal nor runner."""
    if not text.isprintable() or "##[" in text or text.lstrip().startswith("::"):
        from apacheck.cli.formats import shielded  # noqa: PLC0415 - loads the reports, for few lines
        from apacheck.report.full import plain  # noqa: PLC0415

        text = plain(text)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            text = shielded(text)
    click.echo(text, err=True)


def _sentence(message: str) -> str:
    """Click's message in the manner of our own: no capital, no closing period."""
    return (message[:1].lower() + message[1:]).removesuffix(".")


def _words(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Join what an option was given in several goes, each a list with commas."""
    return tuple(word.strip() for words in given for word in words.split(",") if word.strip())


def _files(context: click.Context, parameter: click.Parameter | None, incomplete: str) -> "list[CompletionItem]":
    from apacheck.cli.complete import files  # noqa: PLC0415 - for shells only

    return files(context, parameter, incomplete)


def _codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    from apacheck.cli.complete import codes  # noqa: PLC0415 - as above

    return codes(context, parameter, incomplete)


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's
    if wanted:
        from apacheck import __version__  # noqa: PLC0415 - the package may load more than click

        click.echo(f"apacheck {__version__}")
        context.exit()


class _Commands(click.Group):
    """The commands; what is not one is a path or an option of `check`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and ctx.resilient_parsing:  # the first word is being completed
            return super().parse_args(ctx, args)
        if not args or (args[0] not in self.commands and args[0] not in _OWN_OPTIONS):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Give what the first word may become: a command, or an option of a check, or a file."""
        check = self.commands["check"]
        options = check.shell_complete(click.Context(check, ctx, "check"), incomplete)
        known = super().shell_complete(ctx, incomplete)
        given = {item.value for item in known}
        return [*_files(ctx, None, incomplete), *known, *(item for item in options if item.value not in given)]


_CONFIG = click.option(
    "--config",
    "assignments",
    multiple=True,
    metavar="FILE|KEY=VALUE",
    help="Settings: a TOML file, or one setting as TOML.",
)
_ISOLATED = click.option("--isolated", is_flag=True, help="Read no settings file.")


_OFFLINE = click.option("--offline", is_flag=True, help="Send nothing: verify with what the cache holds.")
_NO_CACHE = click.option("--no-cache", is_flag=True, help="Neither use nor fill the cache of Crossref's answers.")
_MAILTO = click.option("--mailto", metavar="EMAIL", help="Your address, which Crossref answers sooner.")


@click.group(cls=_Commands, context_settings=_HELP, options_metavar="", subcommand_metavar="[COMMAND] …")
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def commands() -> None:
    """Check and mend reference lists in APA Style (7th edition).

    \b
    apacheck refs.txt              check a file: the same as apacheck check refs.txt
    apacheck --fix refs.txt        check it and apply the safe fixes
    apacheck --diff refs.txt       show what --fix would change
    pbpaste | apacheck -           check what is piped in
    apacheck --verify refs.txt     ask Crossref about each work, too
    apacheck cite 10.1037/a0028240 write the entry for a DOI
    apacheck rule PER001           explain a rule
    apacheck parse refs.txt        write the entries as CSL-JSON, BibTeX or RIS
    apacheck config                show the settings that hold here

    Options of a check are listed by: apacheck check --help
    """


@commands.command(context_settings=_HELP)
@click.argument("paths", nargs=-1, metavar="[PATHS]…", shell_complete=_files)
@click.option("--fix", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Offer fixes that change words as well; with --fix, apply them.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, as a unified diff, and write nothing.")
@click.option(
    "--select",
    multiple=True,
    callback=_words,
    metavar="CODES",
    shell_complete=_codes,
    help="Rules to apply, instead of all.",
)
@click.option(
    "--ignore", multiple=True, callback=_words, metavar="CODES", shell_complete=_codes, help="Rules to leave out."
)
@click.option(
    "--extend-select",
    multiple=True,
    callback=_words,
    metavar="CODES",
    shell_complete=_codes,
    help="Rules to apply besides the selected ones.",
)
@click.option("--severity", type=click.Choice(["error", "warning", "info"]), help="Least severity to report.")
@click.option(
    "--citations/--no-citations", default=None, help="Check the citations in the text, or leave them.  [default: check]"
)
@click.option(
    "--list-only/--no-list-only", default=None, help="Look at nothing but the reference lists.  [default: no]"
)
@click.option("--output-format", type=click.Choice(FORMATS), help="How findings are written.  [default: full]")
@click.option("-o", "--output-file", metavar="FILE", shell_complete=_files, help="Write the findings to a file.")
@click.option("--baseline", metavar="FILE", shell_complete=_files, help="Leave out the findings that this file knows.")
@click.option("--update-baseline", is_flag=True, help="Write the findings to the baseline, and report none.")
@click.option("--statistics", is_flag=True, help="Show how often each rule found something, instead of where.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Check so many files at once.  [default: what pays]"
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option(
    "--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 when anything was fixed, even if nothing is left."
)
@click.option("--pass-on-no-entries", is_flag=True, help="Pass by files that hold no reference entry (for hooks).")
@click.option(
    "--config",
    "assignments",
    multiple=True,
    metavar="FILE|KEY=VALUE",
    help="Settings: a TOML file, or one setting as TOML.",
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.option(
    "--exclude", multiple=True, callback=_words, metavar="PATTERNS", help="Names or paths that a search passes by."
)
@click.option("--force-exclude", is_flag=True, help="Apply --exclude to files that are named, too.")
@click.option("--stdin-filename", metavar="NAME", help="Name to report for what is read from standard input (-).")
@click.option("--verify", is_flag=True, help="Ask Crossref whether each work is what its entry says it is.")
@_OFFLINE
@_NO_CACHE
@_MAILTO
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings and nothing else.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Use colour."
)
def check(**options: Any) -> int:
    """Check the reference lists in PATHS (default: the current directory).

    A path is a file, a directory to search for text, Markdown and HTML files, or - for standard input.
    CODES are rules (PER001), families or other beginnings of codes (PER), or ALL, separated by commas.

    Exits with 0 if there is nothing to report, 1 if there are findings, 2 if the work could not be done.
    """
    from apacheck import patterns  # noqa: PLC0415 - loads regex

    patterns.remember(options["paths"] or (".",))
    from apacheck.cli.check import Options, run_check  # noqa: PLC0415 - loads the rules

    if not options["verify"]:
        for name in ("offline", "no_cache", "mailto"):
            if options[name]:
                raise click.UsageError(f"--{name.replace('_', '-')} goes with --verify: without it, nothing is sent")
    if options.pop("watch"):
        from apacheck.cli.watch import run_watch  # noqa: PLC0415 - few runs watch

        code = run_watch(Options(**options))
    else:
        code = run_check(Options(**options))
    patterns.keep()
    return code


@commands.command(context_settings=_HELP)
@click.argument("paths", nargs=-1, metavar="[PATHS]…", shell_complete=_files)
@click.option("--to", type=click.Choice(EXPORTS), default="csl-json", show_default=True, help="Format to write.")
@click.option("-o", "--output-file", metavar="FILE", shell_complete=_files, help="Write to a file.")
@click.option(
    "--config",
    "assignments",
    multiple=True,
    metavar="FILE|KEY=VALUE",
    help="Settings: a TOML file, or one setting as TOML.",
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.option(
    "--exclude", multiple=True, callback=_words, metavar="PATTERNS", help="Names or paths that a search passes by."
)
@click.option("--force-exclude", is_flag=True, help="Apply --exclude to files that are named, too.")
@click.option("--stdin-filename", metavar="NAME", help="Name to report for what is read from standard input (-).")
def parse(**options: Any) -> int:
    """Write the entries of the reference lists in PATHS as CSL-JSON, JSON Lines, BibTeX or RIS.

    A path is a file, a directory to search for text, Markdown and HTML files, or - for standard input. Without a path, what
    is piped in is read, or else the current directory.

    What was not understood is said on standard error and kept as a note. Exits with 0, or with 2 if the work could not
    be done.
    """
    from apacheck.cli.parse import Options, run_parse  # noqa: PLC0415 - loads the parser

    return run_parse(Options(**options))


@commands.command(context_settings=_HELP)
@click.argument("codes", nargs=-1, metavar="[CODES]…", shell_complete=_codes)
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def rule(codes: tuple[str, ...], *, every: bool, output_format: str, color: str) -> int:
    """Explain rules: what is wrong, what APA expects, examples.

    CODES are rules (PER001), their names (journal-volume-glued) or families (PER).
    """
    from apacheck.cli.rule import explain  # noqa: PLC0415 - loads the rules

    if every == bool(codes):
        raise click.UsageError("name the rules to explain, or give --all")
    click.echo(explain(("ALL",) if every else codes, output_format, color=use_color(color, sys.stdout)), color=True)
    return CLEAN


@commands.command(context_settings=_HELP)
@click.argument("dois", nargs=-1, required=True, metavar="DOI…")
@click.option(
    "--style",
    type=click.Choice(["plain", "markdown", "html"]),
    default="plain",
    show_default=True,
    help="How italics are shown.",
)
@_OFFLINE
@_NO_CACHE
@_MAILTO
@_CONFIG
@_ISOLATED
def cite(**options: Any) -> int:
    """Write an entry in APA Style for each DOI, from Crossref's record of the work.

    What the record does not state is left out. The sentence case of the title is a proposal: look at the names in it.

    Exits with 0, or with 2 if a record could not be had.
    """
    from apacheck.cli.cite import Options, run_cite  # noqa: PLC0415 - loads the rules

    return run_cite(Options(**options))


@commands.group(context_settings=_HELP)
def cache() -> None:
    """Look into the cache of Crossref's answers, or empty it."""


@cache.command(context_settings=_HELP)
@_CONFIG
@_ISOLATED
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def info(assignments: tuple[str, ...], *, isolated: bool, output_format: str) -> int:
    """Say where the cache is and what it holds."""
    from apacheck.cli.cache import show  # noqa: PLC0415 - loads the rules, for the settings

    return show(assignments, isolated=isolated, output_format=output_format)


@cache.command(context_settings=_HELP)
@_CONFIG
@_ISOLATED
def clear(assignments: tuple[str, ...], *, isolated: bool) -> int:
    """Remove all answers; they are asked for again when they are needed."""
    from apacheck.cli.cache import clear as clear_cache  # noqa: PLC0415 - as above

    return clear_cache(assignments, isolated=isolated)


@commands.command("config", context_settings=_HELP)
@click.argument("path", default=".", metavar="[PATH]")
@_CONFIG
@_ISOLATED
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show_config(path: str, assignments: tuple[str, ...], *, isolated: bool, output_format: str) -> int:
    """Print the settings that hold for PATH (default: the current directory), and where each comes from."""
    from pathlib import Path  # noqa: PLC0415 - late, as everywhere here

    from apacheck.cli.settings import show  # noqa: PLC0415 - loads the rules

    click.echo(show(Path(path), assignments, isolated=isolated, output_format=output_format))
    return CLEAN


def use_color(wanted: str, stream: TextIO) -> bool:
    """Whether to colour what is written to `stream`; NO_COLOR and FORCE_COLOR decide where --color does not."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
