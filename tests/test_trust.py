"""Documents, names, settings and directories of people whom one does not trust: what they can make a run do."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import regex

import apacheck
from apacheck import Config, config, patterns
from apacheck.__main__ import run
from apacheck.cli import write
from apacheck.crossref.cache import Cache
from apacheck.crossref.settings import open_cache
from apacheck.errors import ConfigError, DocumentError
from apacheck.report import sarif

GLUED = "Laurent, W. (2008). Human resources and recruiting management. Information Management18(6), 15–19."
MENDED = GLUED.replace("Management18", "Management, 18")
FAULTY = f"References\n\n{GLUED}\n"
FIXED = FAULTY.replace(GLUED, MENDED)
ONLY = ("--config", 'select = ["PER001"]')

#: Colours, a title, a report of the cursor's place, C1 controls, directions, a line that rings.
ATTACK = "\x1b[31m\x1b]0;owned\x07\x1b[6n\x9b31m\x9d0;x\x9c\x85\x7f\u202e\u2066\u200f\u2028\r"
STEERS = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command line in an empty directory of its own."""
    inner = tmp_path / "project"
    inner.mkdir()
    monkeypatch.chdir(inner)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    config._find.cache_clear()

    def run_here(*arguments: str | Path) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run_here


# --- terminals and logs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["--output-format", name] for name in ("full", "concise", "json", "json-lines", "sarif", "github", "gitlab")]
    + [["--output-format", name] for name in ("junit", "html")]
    + [["--diff", "--color", "always"], ["--color", "always"], ["--statistics"]],
    ids=" ".join,
)
def test_no_format_lets_a_document_steer_the_terminal(call: Call, arguments: list[str]) -> None:
    hostile = f"Laurent, W.{ATTACK} (2008). Human{ATTACK} resources. Information{ATTACK} Management18(6), 15-19."
    Path(f"a{ATTACK}b.txt").write_bytes(f"Trust ({ATTACK}Doe, 2009).\n\nReferences\n\n{hostile}\n\n{GLUED}\n".encode())
    code, out, err = call("--unsafe-fixes", *arguments, ".")
    assert code == 1
    assert out
    ours = regex.sub(r"\x1b\[\d*m", "", out) if "always" in arguments else out
    assert not STEERS.search(ours), STEERS.search(ours)
    assert not STEERS.search(err)
    if "always" in arguments:  # and the colours are ours, not the document's
        assert "\x1b[31m\ufffd" not in out
        assert "owned\x07" not in out


def test_errors_do_not_let_a_name_steer_the_terminal(call: Call) -> None:
    Path(f"empty{ATTACK}.txt").touch()
    Path(f"odd{ATTACK}.txt").write_bytes(f"References\n\n{GLUED}\n".encode() + b"\xff\xfe\xfa\xfb\n")
    Path(f"binary{ATTACK}.txt").write_bytes(b"a\0b")
    code, _, err = call(f"empty{ATTACK}.txt", f"odd{ATTACK}.txt", f"binary{ATTACK}.txt", f"none{ATTACK}.txt")
    assert code == 2
    assert len(err.splitlines()) == 4
    assert not STEERS.search(err)
    assert not STEERS.search(call("parse", f"empty{ATTACK}.txt", "--to", "ris")[2])
    assert not STEERS.search(call("--config", f"x{ATTACK} = 1")[2])
    assert not STEERS.search(call(f"--no{ATTACK}such")[2])


@pytest.mark.parametrize("to", ["csl-json", "jsonl", "bibtex", "ris"])
def test_a_terminal_is_shown_harmless_exports_and_a_file_gets_all(
    call: Call, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    Path("refs.txt").write_bytes("References\n\nLaurent, W. (2008). Hu\x1b[31mman\x9b31m resources. Sage.\n".encode())
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = call("parse", "refs.txt", "--to", to)
    assert (code, "Laurent" in out) == (0, True)
    assert not STEERS.search(out.replace("\r\n", "\n"))
    assert not STEERS.search(err)
    call("parse", "refs.txt", "--to", to, "-o", "out")
    written = Path("out").read_text(encoding="utf-8")
    assert "\ufffd" not in (str(json.loads(written)) if to == "csl-json" else written)


@pytest.mark.parametrize(
    "name", ["x\n::error::forged.txt", "x\r::set-output name=a::b.txt", "##[error]forged.txt", "%0A::error::.txt"]
)
def test_names_in_errors_forge_no_annotation(call: Call, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    Path(name).touch()
    Path("a" + name).write_bytes(FAULTY.encode("utf-8") + b"\xff\n")
    code, out, err = call("--output-format", "concise", name, "a" + name)
    assert code == 2
    for line in (*out.split("\n"), *err.split("\n")):
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_a_name_forges_no_line_of_a_diff(call: Call) -> None:
    name = "x\n+++ forged\n.txt"
    Path(name).write_text(FAULTY, encoding="utf-8")
    code, out, _ = call("--diff", *ONLY, name)
    assert code == 1
    assert out.splitlines()[:2] == [r'--- "x\n+++ forged\n.txt"', r'+++ "x\n+++ forged\n.txt"']
    result = subprocess.run(["patch", "--dry-run", "-p0"], input=out.encode(), capture_output=True, check=False)
    assert result.returncode == 0, result.stdout
    Path("a b é.txt").write_text(FAULTY, encoding="utf-8")
    assert call("--diff", *ONLY, "a b é.txt")[1].startswith("--- a b é.txt\n")


def test_words_of_a_document_are_no_link_in_sarif() -> None:
    report = apacheck.check(FAULTY, config=Config(select=("PER001",)))
    evil = replace(report.findings[0], message="see [here](https://evil.example) and [2]")
    report.findings[:] = [evil, replace(evil, message="of [2], no link")]
    log = json.loads(sarif.render([report], "1"))
    texts = [result["message"]["text"] for result in log["runs"][0]["results"]]
    assert texts == [r"see \[here\](https://evil.example) and \[2\]", "of [2], no link"]


# --- searching a directory ----------------------------------------------------------------------------------------


def test_a_search_follows_no_link_out_of_the_directory(call: Call, tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text(FAULTY, encoding="utf-8")
    Path("refs.txt").write_text(FIXED, encoding="utf-8")
    Path("own.txt").symlink_to("refs.txt")
    Path("out.txt").symlink_to(tmp_path / "private.txt")
    Path("up").symlink_to(tmp_path)
    code, out, err = call("--fix", *ONLY, ".")
    assert code == 0
    assert "private" not in out
    assert err == "warning: out.txt: a link out of ., passed by; name it to have it checked\n"
    assert (tmp_path / "private.txt").read_text(encoding="utf-8") == FAULTY
    assert call("--fix", *ONLY, "out.txt")[0] == 0  # whoever names it means it
    assert (tmp_path / "private.txt").read_text(encoding="utf-8") == FIXED
    assert Path("out.txt").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_search_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "refs.txt").write_text(FIXED, encoding="utf-8")
    command = [sys.executable, "-m", "apacheck", "--isolated", *ONLY, "."]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert result.stdout == "No findings in 1 entry.\n"
    assert result.stderr.startswith("error: loop.txt: ")


# --- settings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["../outside", "/tmp/outside", "~/outside", "link/inner", "."])  # noqa: S108
def test_settings_put_no_cache_outside_their_directory(call: Call, tmp_path: Path, place: str) -> None:
    del call
    Path("link").symlink_to(tmp_path)
    if place == ".":
        Path("crossref-1.sqlite3").symlink_to(tmp_path / "new")
    Path("apacheck.toml").write_text(f'cache = "{place}"\n', encoding="utf-8")
    found = config.load(Path("apacheck.toml"))
    if place == "~/outside":  # a directory of that name
        cache = open_cache(found)
        assert cache is not None
        assert cache.path.is_relative_to(tmp_path)
        return
    with pytest.raises(ConfigError, match="or below, not"):
        open_cache(found)
    assert open_cache(Config(cache=str(tmp_path / "outside"))) is not None  # on the command line it is one's own


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "timeout = " + "9" * 5000, "timeout = inf", "[tool", "\0"])
def test_hostile_settings_are_refused_in_a_line(call: Call, text: str) -> None:
    Path("refs.txt").write_text(FIXED, encoding="utf-8")
    Path("apacheck.toml").write_text(text, encoding="utf-8")
    code, out, err = call("refs.txt")
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert call("--isolated", "refs.txt", *ONLY)[0] == 0


def test_a_baseline_of_any_depth_is_refused(call: Call) -> None:
    Path("refs.txt").write_text(FIXED, encoding="utf-8")
    Path("base.json").write_text("[" * 100_000, encoding="utf-8")
    code, _, err = call("--baseline", "base.json", "refs.txt")
    assert (code, err.count("\n")) == (2, 1)


def test_a_cache_that_came_with_a_project_is_read_with_care(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put("crossref", [("10.1/a", "found", {"title": "A"}), ("10.1/b", "found", {})])
        path = cache.path
    bomb = zlib.compress(b'"' + b"a" * 200_000_000 + b'"')
    with sqlite3.connect(path) as database:
        database.execute("UPDATE answers SET value = ? WHERE question = '10.1/b'", (bomb,))
    database.close()
    with Cache(tmp_path) as cache:
        kept = cache.get("crossref", "10.1/a")
        assert kept is not None
        assert kept.value == {"title": "A"}
        assert cache.get("crossref", "10.1/b") is None
        assert cache._database is not None
        assert cache._database.execute("PRAGMA trusted_schema").fetchone() == (0,)


# --- the store of compiled patterns -------------------------------------------------------------------------------


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache directory with a store in it that would betray its being read."""
    monkeypatch.setattr(patterns, "_remembered", None)
    monkeypatch.setattr(patterns, "_store", None)
    monkeypatch.setattr(patterns, "_compiled_anew", False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    patterns.remember()
    patterns.pattern("planted").search("planted")
    patterns.keep()
    (path,) = (tmp_path / "cache" / "apacheck").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    monkeypatch.setattr(patterns, "_compiled_anew", False)
    return path


def was_read(*checked: str | Path) -> bool:
    patterns.remember(map(str, checked))
    return bool(patterns._remembered)


def test_the_store_is_read_where_it_is_the_users(store: Path, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    assert was_read("work", "work/refs.txt")
    assert was_read()


@pytest.mark.parametrize("checked", [".", "cache", "refs.txt", "work/..", "link", "cache/refs.txt"])
def test_a_store_in_what_is_checked_is_neither_read_nor_written(store: Path, tmp_path: Path, checked: str) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "link").symlink_to(tmp_path)
    before = store.read_bytes()
    assert not was_read(checked)
    patterns.pattern("something new").search("")
    patterns.keep()
    assert store.read_bytes() == before


def test_the_users_home_may_hold_the_store_and_the_files(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_home_of_user", lambda: os.path.realpath("."))
    assert was_read(".")
    monkeypatch.setattr(patterns, "_home_of_user", lambda: None)
    monkeypatch.setenv("HOME", str(store.parents[2]))  # the environment may be told anything
    assert not was_read(".")


@pytest.mark.parametrize("home", ["cache", "./cache", "../cache", ""])
def test_a_relative_cache_directory_is_none(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert not was_read("/elsewhere/refs.txt")
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)  # no such user
    assert not was_read("/elsewhere/refs.txt")
    assert patterns._store is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners here")
def test_a_store_that_others_may_write_is_not_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for mode in (0o620, 0o602, 0o666):
        store.chmod(mode)
        assert not was_read("/elsewhere/refs.txt")
    store.chmod(0o644)
    assert was_read("/elsewhere/refs.txt")
    monkeypatch.setattr(os, "getuid", lambda: store.stat().st_uid + 1)
    assert not was_read("/elsewhere/refs.txt")


def test_a_store_that_is_no_file_is_not_waited_for(store: Path) -> None:
    store.unlink()
    os.mkfifo(store)
    assert not was_read("/elsewhere/refs.txt")


def test_nothing_in_a_checked_directory_is_unpacked(tmp_path: Path) -> None:
    """A whole run, in a directory that is home, cache and manuscript at once; unpacking the store would say so."""
    name = f"patterns-2-{regex.__version__}-{sys.implementation.cache_tag}.marshal"
    places = (tmp_path / ".cache" / "apacheck", tmp_path / "apacheck", tmp_path / "~" / ".cache" / "apacheck")
    for place in places:
        place.mkdir(parents=True)
        (place / name).write_bytes(b"\0\0\0\0")
    (tmp_path / "refs.txt").write_text(FIXED, encoding="utf-8")
    code = (
        "import marshal, sys\n"
        "def fail(*_): sys.exit('unpacked')\n"
        "import apacheck.patterns as patterns\n"
        "patterns.marshal = type(sys)('marshal'); patterns.marshal.loads = fail; patterns.marshal.dumps = fail\n"
        "patterns.crc32 = lambda data: 0\n"
        "from apacheck.__main__ import run\n"
        f"sys.exit(run(['--isolated', '--config', {ONLY[1]!r}, *sys.argv[1:]]))"
    )
    for cache in (".", str(tmp_path), str(tmp_path / ".cache"), ""):
        for checked in ([], ["."], ["refs.txt"], [str(tmp_path / "refs.txt")]):
            result = subprocess.run(
                [sys.executable, "-c", code, *checked],
                cwd=tmp_path,
                env=os.environ | {"HOME": str(tmp_path), "XDG_CACHE_HOME": cache},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert (result.returncode, result.stderr) == (0, ""), (cache, checked)


# --- writing ------------------------------------------------------------------------------------------------------


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "refs.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def fixing(path: Path) -> str | None:
    return write.replace_file(path, FAULTY.encode(), FIXED.encode())


def alone(path: Path) -> bool:
    """Whether nothing but the file is left in its directory."""
    return list(path.parent.iterdir()) == [path]


def test_a_change_before_the_fix_is_written_is_kept(faulty: Path) -> None:
    faulty.write_text("mine", encoding="utf-8")
    with pytest.raises(DocumentError, match="changed while it was being checked"):
        fixing(faulty)
    assert faulty.read_text(encoding="utf-8") == "mine"
    assert alone(faulty)


@pytest.mark.parametrize("step", ["fsync", "chmod"])
def test_a_change_while_the_fix_is_written_is_kept(faulty: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    real = getattr(os, step)

    def slow(*arguments: object, **options: object) -> object:
        faulty.write_text("mine", encoding="utf-8")
        return real(*arguments, **options)

    monkeypatch.setattr(os, step, slow)
    with pytest.raises(DocumentError, match="changed while it was being checked"):
        fixing(faulty)
    assert faulty.read_text(encoding="utf-8") == "mine"
    assert alone(faulty)


def test_a_file_that_is_gone_is_not_made_anew(faulty: Path) -> None:
    faulty.unlink()
    with pytest.raises(DocumentError, match="No such file"):
        fixing(faulty)
    assert list(faulty.parent.iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "chown", "chmod", "replace"])
def test_ctrl_c_while_the_fix_is_written_leaves_the_old_file(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)  # the signal comes before that

    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        fixing(faulty)
    assert faulty.read_text(encoding="utf-8") == FAULTY
    assert alone(faulty)


@pytest.mark.parametrize("ending", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_run_that_is_ended_leaves_the_old_file_or_the_new(faulty: Path, ending: str) -> None:
    code = (
        "import os, sys, signal, time\n"
        "from pathlib import Path\n"
        "from apacheck.cli import write\n"
        "def stop(*_): print('writing', flush=True); time.sleep(60)\n"
        "os.fsync = stop\n"
        "write.replace_file(Path(sys.argv[1]), Path(sys.argv[1]).read_bytes(), sys.argv[2].encode())"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(faulty), FIXED], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(getattr(signal, ending))
    process.wait(timeout=30)
    process.stdout.close()
    assert faulty.read_text(encoding="utf-8") == FAULTY
    fixing(faulty)  # and what is left over, if anything, is in nobody's way
    assert faulty.read_text(encoding="utf-8") == FIXED


def test_other_names_of_a_file_keep_the_old_text_and_that_is_said(call: Call) -> None:
    Path("refs.txt").write_text(FAULTY, encoding="utf-8")
    os.link("refs.txt", "other.text")
    code, _, err = call("--fix", *ONLY, "refs.txt")
    assert code == 0
    assert "warning: refs.txt: the file had another name (hard links), with the old text still\n" in err
    assert Path("refs.txt").read_text(encoding="utf-8") == FIXED
    assert Path("other.text").read_text(encoding="utf-8") == FAULTY


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_said_in_a_line(faulty: Path) -> None:
    command = [sys.executable, "-m", "apacheck", "--isolated", *ONLY, "--color", "never", str(faulty)]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "No space left on device" in result.stderr
    result = subprocess.run([*command, "-o", "/dev/full"], capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (2, "error: cannot write /dev/full: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="shells close streams there")
@pytest.mark.parametrize(
    ("closing", "code", "said"),
    [
        (">&-", 2, "error: standard output is closed: there is nowhere to write to\n"),
        ("2>&-", 1, ""),
        (">&- 2>&-", 2, ""),
    ],
)
def test_a_stream_that_the_shell_closed_is_no_finding(tmp_path: Path, closing: str, code: int, said: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Laurent, W. (2008). Human resources. Information Management18(6), 15–19.\n", encoding="utf-8")
    command = f'"{sys.executable}" -m apacheck --isolated --quiet "{path}" {closing}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (code, said)
    assert done.stdout == "" or closing == "2>&-"
