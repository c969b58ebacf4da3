"""The command line: what it prints, where, with which exit code, and what it does to files."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from apacheck import config
from apacheck.__main__ import run
from apacheck.rules import BY_CODE

GLUED = "Laurent, W. (2008). Human resources and recruiting management. Information Management18(6), 15–19."
MENDED = GLUED.replace("Management18", "Management, 18")
CLEAN = "Bidault, F., & Castello, A. (2010). Why too much trust is death to innovation. MIT Sloan Management Review, 51(4), 33–38."
COMMALESS = "Urdan T. (2012). Achievement goals. Sage."

FAULTY = f"Post\n\nTrust matters (Bidault & Castello, 2010; Laurent, 2008).\n\nReferences\n\n{CLEAN}\n\n{GLUED}\n"
FIXED = FAULTY.replace(GLUED, MENDED)
RIGHT = f"References\n\n{CLEAN}\n"
PROSE = "Trust matters.\n\nIt is hard to earn and easy to lose.\n"


class Result(NamedTuple):
    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    """Run a command line in an empty directory that no settings file is above."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    config._find.cache_clear()

    def call(*arguments: str) -> Result:
        capfd.readouterr()
        code = run(list(arguments))
        return Result(code, *capfd.readouterr())

    return call


def command(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "apacheck", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        timeout=60,
        check=False,
    )


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "refs.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "right.txt"
    path.write_text(RIGHT, encoding="utf-8")
    return path


# --- exit codes and what goes where -------------------------------------------------------------------------------


def test_a_clean_list_exits_with_0(cli: Cli, right: Path) -> None:
    assert cli("right.txt") == (0, "No findings in 1 entry.\n", "")


def test_findings_exit_with_1_and_are_shown_in_place(cli: Cli, faulty: Path) -> None:
    result = cli("refs.txt")
    assert result.code == 1
    assert result.err == ""
    assert "PER001 [*] " in result.out
    assert "--> refs.txt:9:76\n" in result.out
    assert "Found 1 finding in 2 entries (1 error). [*] 1 fixable with --fix.\n" in result.out


def test_check_is_the_command_when_none_is_named(cli: Cli, faulty: Path) -> None:
    assert cli("refs.txt") == cli("check", "refs.txt")
    assert cli("--output-format", "concise", "refs.txt") == cli("check", "refs.txt", "--output-format", "concise")


def test_the_current_directory_is_checked_when_no_path_is_given(cli: Cli, faulty: Path, right: Path) -> None:
    result = cli()
    assert result.code == 1
    assert "refs.txt:9:76" in result.out
    assert "in 3 entries" in result.out


def test_a_missing_file_exits_with_2_and_the_rest_is_checked(cli: Cli, faulty: Path) -> None:
    result = cli("ref.txt", "refs.txt")
    assert result.code == 2
    assert result.err == "error: ref.txt: no such file or directory; did you mean refs.txt?\n"
    assert "PER001" in result.out


def test_nothing_found_is_not_clean(cli: Cli, tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "prose.txt").write_text(PROSE)
    alone = cli("prose.txt")
    assert alone.code == 2
    assert alone.out == ""
    assert alone.err == (
        "error: no reference entry found in prose.txt: looked for a heading such as “References” and for paragraphs "
        "that begin with authors and a date in parentheses\n"
    )
    beside = cli("prose.txt", "refs.txt")
    assert beside.code == 2
    assert beside.err == alone.err
    assert "PER001" in beside.out


def test_a_hook_may_pass_by_files_without_entries(cli: Cli, tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "prose.txt").write_text(PROSE)
    assert cli("--pass-on-no-entries", "prose.txt") == (0, "No reference entry found, nothing checked.\n", "")
    assert cli("--pass-on-no-entries", "prose.txt", "refs.txt").code == 1


def test_exit_zero_does_not_hide_what_could_not_be_done(cli: Cli, faulty: Path) -> None:
    assert cli("--exit-zero", "refs.txt").code == 0
    assert cli("--exit-zero", "refs.txt", "absent.txt").code == 2


def test_quiet_prints_findings_and_nothing_else(cli: Cli, faulty: Path, right: Path) -> None:
    assert cli("--quiet", "right.txt") == (0, "", "")
    assert cli("-q", "--output-format", "concise", "refs.txt").out.count("\n") == 1


# --- directories --------------------------------------------------------------------------------------------------


def test_directories_are_searched_for_text_files(cli: Cli, tmp_path: Path) -> None:
    for name in ("a/one.txt", "a/b/two.md", "a/three.TEXT", "a/image.png", "a/node_modules/four.txt", "a/prose.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PROSE if "prose" in name else FAULTY, encoding="utf-8")
    lines = cli("a", "--output-format", "concise", "--quiet").out.splitlines()
    assert list(dict.fromkeys(line.split(":")[0] for line in lines)) == ["a/one.txt", "a/three.TEXT", "a/b/two.md"]


def test_a_directory_without_entries_is_not_clean(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    result = cli("notes")
    assert result.code == 2
    assert result.err.startswith("error: no text file in notes: looked for names that end in ")
    (tmp_path / "notes" / "prose.txt").write_text(PROSE)
    result = cli("notes")
    assert result.code == 2
    assert result.err.startswith("error: no reference entry found in notes: looked for a heading")


def test_a_file_given_twice_is_checked_once(cli: Cli, faulty: Path) -> None:
    assert cli("refs.txt", "./refs.txt", ".", "--output-format", "concise", "-q").out.count("PER001") == 1


def test_patterns_exclude(cli: Cli, tmp_path: Path, faulty: Path, right: Path) -> None:
    assert cli("--exclude", "refs.*", ".").code == 0
    assert cli("--exclude", "refs.txt", "refs.txt").code == 1
    assert cli("--exclude", "refs.txt", "--force-exclude", "refs.txt", "right.txt").code == 0
    (tmp_path / "old").mkdir()
    faulty.rename(tmp_path / "old" / "refs.txt")
    assert cli("--exclude", "old", "--force-exclude", "old/refs.txt", "right.txt").code == 0
    assert cli("old/refs.txt").code == 1


# --- standard input -----------------------------------------------------------------------------------------------


def test_standard_input_is_checked() -> None:
    result = command("-", "--output-format", "concise", stdin=FAULTY.encode())
    assert result.returncode == 1
    assert result.stdout.startswith(b"-:9:76: PER001 [*] ")
    named = command("-", "--output-format", "concise", "--stdin-filename", "post.txt", stdin=FAULTY.encode())
    assert named.stdout.startswith(b"post.txt:9:76: PER001 [*] ")


def test_standard_input_without_entries_is_not_clean() -> None:
    result = command("-", stdin=b"")
    assert result.returncode == 2
    assert result.stderr.startswith(b"error: no reference entry found in standard input: ")


def test_standard_input_is_fixed_to_standard_output() -> None:
    crlf = FAULTY.replace("\n", "\r\n").encode()
    result = command("-", "--fix", stdin=crlf)
    assert result.stdout == FIXED.replace("\n", "\r\n").encode()
    assert result.stderr == b"Fixed 1 finding.\nNo findings in 2 entries.\n"
    assert result.returncode == 0


def test_a_filter_loses_nothing_where_there_is_nothing_to_fix() -> None:
    result = command("-", "--fix", stdin=PROSE.encode())
    assert result.stdout == PROSE.encode()
    assert result.returncode == 2


# --- fixing -------------------------------------------------------------------------------------------------------


def test_fix_mends_the_file(cli: Cli, faulty: Path) -> None:
    assert cli("--fix", "refs.txt") == (0, "Fixed 1 finding.\nNo findings in 2 entries.\n", "")
    assert faulty.read_text(encoding="utf-8") == FIXED
    assert list(faulty.parent.iterdir()) == [faulty]


def test_a_fix_may_fail_a_run(cli: Cli, faulty: Path) -> None:
    assert cli("--fix", "--exit-non-zero-on-fix", "refs.txt").code == 1
    assert cli("--fix", "--exit-non-zero-on-fix", "refs.txt").code == 0


def test_unsafe_fixes_are_applied_on_request_only(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(f"References\n\n{COMMALESS}\n", encoding="utf-8")
    shown = cli("refs.txt", "--select", "AUT001")
    assert "--fix --unsafe-fixes" in shown.out
    assert "[*]" not in shown.out
    offered = cli("refs.txt", "--select", "AUT001", "--unsafe-fixes")
    assert "[*] 1 fixable with --fix" in offered.out
    assert offered.out.startswith("AUT001 [*] ")
    assert cli("refs.txt", "--select", "AUT001", "--fix").code == 1
    assert "Urdan T." in path.read_text(encoding="utf-8")
    assert cli("refs.txt", "--select", "AUT001", "--fix", "--unsafe-fixes").code == 0
    assert "Urdan, T." in path.read_text(encoding="utf-8")


def test_only_selected_rules_fix(cli: Cli, faulty: Path) -> None:
    cli("--fix", "--ignore", "PER001", "refs.txt")
    assert faulty.read_text(encoding="utf-8") == FAULTY


def test_a_fixed_file_keeps_its_mode(cli: Cli, faulty: Path) -> None:
    faulty.chmod(0o640)
    assert cli("--fix", "refs.txt").code == 0
    assert stat.S_IMODE(faulty.stat().st_mode) == 0o640


def test_a_link_stays_a_link(cli: Cli, tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "inner").mkdir()
    target = faulty.rename(tmp_path / "inner" / "target.txt")
    link = tmp_path / "link.txt"
    link.symlink_to("inner/target.txt")
    assert cli("--fix", "link.txt").code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == FIXED


def test_a_file_that_is_right_is_not_touched(cli: Cli, right: Path) -> None:
    os.utime(right, (1, 1))
    before = right.stat()
    assert cli("--fix", "right.txt").code == 0
    assert (right.stat().st_mtime, right.stat().st_ino) == (1, before.st_ino)


def test_a_read_only_file_is_refused(cli: Cli, faulty: Path) -> None:
    faulty.chmod(0o444)
    result = cli("--fix", "refs.txt")
    assert (result.code, result.err) == (2, "error: cannot fix refs.txt: the file is read-only\n")
    assert faulty.read_text(encoding="utf-8") == FAULTY
    assert list(faulty.parent.iterdir()) == [faulty]


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_write_that_fails_leaves_the_file_as_it_was(
    cli: Cli, faulty: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    result = cli("--fix", "refs.txt")
    assert (result.code, result.err) == (2, "error: cannot fix refs.txt: No space left on device\n")
    assert faulty.read_text(encoding="utf-8") == FAULTY
    assert list(faulty.parent.iterdir()) == [faulty]


def test_bytes_outside_the_fix_stay_as_they_are(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    before = b"\xef\xbb\xbfCaf\xe9 \xff\r\n\r\nReferences\r\n\r\n" + GLUED.encode() + b"  \r\n\r\ntail \xfe"
    path.write_bytes(before)
    cli("--fix", "--select", "PER001", "refs.txt")
    assert path.read_bytes() == before.replace(b"Management18", b"Management, 18")


# --- diff ---------------------------------------------------------------------------------------------------------


def test_a_diff_shows_what_fix_would_do_and_writes_nothing(cli: Cli, faulty: Path) -> None:
    result = cli("--diff", "refs.txt")
    assert result.code == 1
    assert result.err == "Would fix 1 finding.\n"
    assert result.out.startswith("--- refs.txt\n+++ refs.txt\n@@ ")
    assert f"\n-{GLUED}\n+{MENDED}\n" in result.out
    assert faulty.read_text(encoding="utf-8") == FAULTY


def test_a_diff_tells_of_unsafe_fixes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "refs.txt").write_text(f"References\n\n{COMMALESS}\n", encoding="utf-8")
    assert cli("--diff", "refs.txt", "--select", "AUT001") == (0, "", "Nothing to fix. 1 more with --unsafe-fixes.\n")
    result = cli("--diff", "--unsafe-fixes", "refs.txt", "--select", "AUT001")
    assert (result.code, result.err) == (1, "Would fix 1 finding.\n")


def test_a_diff_of_nothing_is_empty(cli: Cli, right: Path) -> None:
    assert cli("--diff", "right.txt") == (0, "", "Nothing to fix.\n")


@pytest.mark.parametrize("ending", ["\n", "", "\r\n", "\n\n\n"])
def test_patch_reads_the_diff(cli: Cli, faulty: Path, ending: str) -> None:
    git = subprocess.run(["git", "--version"], capture_output=True, check=False) if os.name == "posix" else None
    if git is None or git.returncode:
        pytest.skip("needs git")
    faulty.write_bytes((FAULTY.rstrip("\n") + ending).encode())
    diff = (
        cli("--diff", "refs.txt")
        .out.replace("--- refs.txt", "--- a/refs.txt")
        .replace("+++ refs.txt", "+++ b/refs.txt")
    )
    (faulty.parent / "fix.patch").write_bytes(diff.encode())
    subprocess.run(["git", "apply", "--unsafe-paths", "fix.patch"], cwd=faulty.parent, check=True, timeout=60)
    assert faulty.read_bytes() == (FIXED.rstrip("\n") + ending).encode()


# --- choosing rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--select", "PER"], 1),
        (["--select", "AUT"], 0),
        (["--select", "AUT,PER001"], 1),
        (["--select", "AUT", "--select", "PER"], 1),
        (["--select", "AUT", "--extend-select", "journal-volume-glued"], 1),
        (["--ignore", "PER001"], 0),
        (["--select", "PER001", "--ignore", "PER"], 1),
        (["--config", 'select = ["AUT"]'], 0),
        (["--config", 'select = ["AUT"]', "--select", "PER"], 1),
        (["--severity", "error"], 1),
    ],
)
def test_rules_are_selected(cli: Cli, faulty: Path, arguments: list[str], code: int) -> None:
    assert cli("refs.txt", *arguments).code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "PRE001"], 'select names "PRE001", which is no rule; did you mean "PER001"?'),
        (["--selct", "PER"], "no such option '--selct'"),
        (["--selct", "PER"], "'--select'"),
        (["--config", "selct = []"], 'unknown setting "selct"; did you mean "select"?'),
        (["--config", "absent.toml"], "absent.toml: No such file or directory"),
        (["--output-format", "xml"], "'xml' is not one of 'full', 'concise', 'json'"),
        (["--severity", "loud"], "'loud' is not one of 'error', 'warning', 'info'"),
        (["-o", "absent/out.txt"], "cannot write absent/out.txt: No such file or directory"),
        (["--isolated", "--config", "some.toml"], "--isolated and --config FILE exclude each other"),
    ],
)
def test_a_wrong_option_exits_with_2_and_says_what_is_right(
    cli: Cli, faulty: Path, arguments: list[str], message: str
) -> None:
    result = cli("refs.txt", *arguments)
    assert result.code == 2
    assert result.err.startswith("error: ")
    assert message in result.err
    assert "Traceback" not in result.err


def test_settings_are_found_above_the_checked_file(cli: Cli, tmp_path: Path) -> None:
    inner = tmp_path / "thesis" / "chapters"
    inner.mkdir(parents=True)
    (inner / "refs.txt").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "thesis" / "pyproject.toml").write_text('[tool.apacheck]\nignore = ["PER001"]\nexclude = ["old*"]\n')
    assert cli("thesis/chapters/refs.txt").code == 0
    assert cli("--isolated", "thesis/chapters/refs.txt").code == 1
    assert cli("--extend-select", "PER001", "thesis/chapters/refs.txt").code == 1
    (inner / "older.txt").write_text(FAULTY, encoding="utf-8")
    assert "in 2 entries" in cli("thesis").out
    other = tmp_path / "other.toml"
    other.write_text("")
    assert cli("--config", str(other), "thesis/chapters/refs.txt").code == 1


def test_a_wrong_settings_file_exits_with_2(cli: Cli, tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "apacheck.toml").write_text('selct = ["PER"]\n')
    result = cli("refs.txt")
    assert result.code == 2
    assert result.err == f'error: {tmp_path / "apacheck.toml"}: unknown setting "selct"; did you mean "select"?\n'


# --- output -------------------------------------------------------------------------------------------------------


def test_concise_is_one_line_a_finding(cli: Cli, faulty: Path) -> None:
    first, closing, *rest = cli("--output-format", "concise", "refs.txt").out.splitlines()
    assert re.fullmatch(r"refs\.txt:9:76: PER001 \[\*\] \S.*", first)
    assert closing.startswith("Found 1 finding")
    assert rest == []


def test_json_is_a_list_of_findings(cli: Cli, faulty: Path, right: Path) -> None:
    findings = json.loads(cli("--output-format", "json", "refs.txt", "right.txt").out)
    assert [(found["code"], found["filename"], found["location"]) for found in findings] == [
        ("PER001", "refs.txt", {"row": 9, "column": 76})
    ]
    assert json.loads(cli("--output-format", "json", "right.txt").out) == []
    assert json.loads(cli("--output-format", "json", "absent.txt").out) == []


def test_findings_are_written_to_a_file(cli: Cli, tmp_path: Path, faulty: Path) -> None:
    result = cli("--output-format", "json", "-o", "out.json", "refs.txt")
    assert (result.code, result.out, result.err) == (1, "", "")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))[0]["code"] == "PER001"


def test_statistics_count_findings(cli: Cli, faulty: Path) -> None:
    assert cli("--statistics", "-q", "refs.txt") == (1, "1  PER001  [*] journal-volume-glued\n", "")
    assert json.loads(cli("--statistics", "--output-format", "json", "refs.txt").out) == [
        {"code": "PER001", "name": "journal-volume-glued", "count": 1, "fixable": 1}
    ]


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "0"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--diff", "--color", "always"], {}, True),
        (["--diff"], {}, False),
    ],
)
def test_color_is_for_terminals(
    cli: Cli,
    faulty: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    *,
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in cli("refs.txt", *arguments).out) is colored


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("References\n\n" + f"{GLUED}\n\n" * 400, encoding="utf-8")
    # Unbuffered, Python takes the write that the closed pipe cut short for a whole one.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen(
        [sys.executable, "-m", "apacheck", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 141
    assert errors == b""


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_is_quiet() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "apacheck", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")


def test_a_fault_of_ours_is_not_taken_for_findings(cli: Cli, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("oh no")

    monkeypatch.setattr("apacheck.api.checked", fail)
    result = cli("refs.txt")
    assert result.code == 2
    assert "RuntimeError: oh no" in result.err
    assert result.err.endswith("error: this is a fault in apacheck, please report it with the lines above\n")


# --- help, version, rules -----------------------------------------------------------------------------------------


def test_the_version_is_shown_without_loading_rules() -> None:
    for option in ("--version", "-V"):
        program = (
            "import sys; from apacheck.__main__ import run; code = run([sys.argv[1]]); "
            "loaded = {'apacheck.rules', 'click', 'regex', 'pydantic'} & sys.modules.keys(); sys.exit(f'{code} {loaded}' if code or loaded else 0)"
        )
        result = subprocess.run(
            [sys.executable, "-c", program, option], capture_output=True, text=True, timeout=60, check=False
        )
        assert (result.returncode, result.stderr) == (0, "")
        assert re.fullmatch(r"apacheck \d+\.\d+\.\d+\n", result.stdout)


def test_help_says_what_to_type(cli: Cli) -> None:
    overview = cli("--help")
    assert overview.code == 0
    assert "apacheck --fix refs.txt" in overview.out
    options = cli("check", "--help")
    assert options.code == 0
    for option in (
        "--fix",
        "--unsafe-fixes",
        "--diff",
        "--select",
        "--output-format",
        "--stdin-filename",
        "--statistics",
    ):
        assert option in options.out
    assert "Exits with 0" in options.out


def test_a_rule_is_explained(cli: Cli) -> None:
    result = cli("rule", "PER001")
    assert result.code == 0
    assert result.out.startswith("# journal-volume-glued (PER001)\n\nerror · safe fix · APA 7, 9.25\n\n")
    assert "\n```diff\n" in result.out
    assert re.search(r"(?m)^- .*Review51\(4\).*\n +\^+\n\+ .*Review, 51\(4\)", result.out)
    assert "{~~" not in result.out
    assert "{++" not in result.out
    assert cli("rule", "journal-volume-glued") == result
    assert cli("rule", "per001") == result
    colored = cli("rule", "PER001", "--color", "always").out
    assert re.sub(r"\x1b\[\d*m", "", colored) == result.out
    assert all(f"\x1b[{style}" in colored for style in ("1m# ", "31m- ", "32m+ ", "2m```"))


def test_every_rule_is_explained(cli: Cli) -> None:
    text = cli("rule", "--all")
    values = json.loads(cli("rule", "--all", "--output-format", "json").out)
    assert text.code == 0
    codes = [value["code"] for value in values]
    assert codes == sorted(BY_CODE)
    headings = [line for line in text.out.splitlines() if line.startswith("# ")]
    assert headings == [f"# {value['name']} ({value['code']})" for value in values]
    assert all(
        value["summary"] and value["invalid"] and value["url"].endswith(f"/{value['code']}/") for value in values
    )
    assert "--all" in cli("rule", "--help").out
    assert cli("rule", "ALL") == text


def test_families_of_rules_are_explained(cli: Cli) -> None:
    values = json.loads(cli("rule", "PER", "--output-format", "json").out)
    assert len(values) > 1
    assert all(value["code"].startswith("PER") for value in values)
    one = json.loads(cli("rule", "PER001", "--output-format", "json").out)
    assert one["code"] == "PER001"
    assert (one["fix"], one["section"]) == ("safe", "9.25")
    assert all(example["fixed"] != example["text"] for example in one["invalid"])


def test_an_unknown_rule_exits_with_2(cli: Cli) -> None:
    assert cli("rule", "PRE001") == (2, "", 'error: no rule is called "PRE001"; did you mean "PER001"?\n')
    assert cli("rule", "journal-volume-glue").err.endswith('did you mean "journal-volume-glued"?\n')
    assert cli("rule").code == 2
    assert cli("rule", "PER001", "--all").code == 2
