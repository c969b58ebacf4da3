"""The pre-commit hooks, run by pre-commit itself on a toy repository."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GLUED = "Laurent, W. (2008). Human resources and recruiting management. Information Management18(6), 15–19.\n"
#: What pip says where it finds no index, as against a package that does not build.
UNREACHABLE = ("No matching distribution found", "Could not find a version", "Failed to establish a new connection")
MENDED = GLUED.replace("Management18", "Management, 18")
ITALIC = GLUED.replace("Information Management18", "*Information Management*, *18*")

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.skipif(
        subprocess.run([sys.executable, "-m", "pre_commit", "--version"], capture_output=True, check=False).returncode
        != 0,
        reason="needs pre-commit",
    ),
]


def git(directory: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=directory, check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Environment variables for git and pre-commit that keep both away from the user's own files."""
    home = tmp_path_factory.mktemp("home")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    yield inherited | {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull}
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as pre-commit would clone it, with the files as they are now."""
    copy = tmp_path_factory.mktemp("apacheck")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, copy / name)
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    git(copy, "init", "--quiet")
    git(copy, "add", "--all")
    git(copy, "commit", "--quiet", "--message", "hooks")
    return copy


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A repository with a list that is wrong, one that is right, and text without a list."""
    (tmp_path / "refs.txt").write_text(GLUED, encoding="utf-8")
    (tmp_path / "right.md").write_text(ITALIC, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Notes\n\nNothing cited here.\n", encoding="utf-8")
    (tmp_path / "data.bin").write_bytes(bytes(range(256)))
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    return tmp_path


def try_repo(
    hook: str, hooks: Path, toy: Path, environment: dict[str, str], *files: str
) -> subprocess.CompletedProcess[str]:
    chosen = ["--files", *files] if files else ["--all-files"]
    result = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), hook, "--verbose", "--color=never", *chosen],
        cwd=toy,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if result.returncode not in {0, 1} and any(sign in result.stdout for sign in UNREACHABLE):
        pytest.skip("pip cannot reach a package index here")
    return result


def test_the_hook_reports_and_changes_nothing(hooks: Path, toy: Path, environment: dict[str, str]) -> None:
    result = try_repo("apacheck", hooks, toy, environment)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "refs.txt:1:76" in result.stdout
    assert "PER001" in result.stdout
    assert "error:" not in result.stdout
    assert (toy / "refs.txt").read_text(encoding="utf-8") == GLUED
    passed = try_repo("apacheck", hooks, toy, environment, "right.md", "README.md")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout


def test_the_fixing_hook_mends_and_fails_once(hooks: Path, toy: Path, environment: dict[str, str]) -> None:
    result = try_repo("apacheck-fix", hooks, toy, environment)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "files were modified by this hook" in result.stdout
    assert (toy / "refs.txt").read_text(encoding="utf-8") == MENDED
    assert (toy / "right.md").read_text(encoding="utf-8") == ITALIC
    again = try_repo("apacheck-fix", hooks, toy, environment)
    assert again.returncode == 0, again.stdout + again.stderr
