"""From a text to its verifications: what is asked, what comes of each answer, and what remains when little can be asked."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import apacheck
from apacheck import api
from apacheck.crossref.answer import Hits
from apacheck.crossref.verify import Verifier, cleaned, doi_of
from apacheck.reference import parse
from world import World, message_of, verified

SLEEP = "Roe, A., & Doe, J. (2014). Sleep and memory in older dogs. Journal of Sleep Research, 23(1), 15–24. https://doi.org/10.5555/sleep.1"
BARE = SLEEP.removesuffix(" https://doi.org/10.5555/sleep.1")
WAVES = "Marlow, P. (1999). Standing waves in shallow harbours. Coastal Engineering, 36(2), 201–219. https://doi.org/10.5555/waves.1"
BOOK = "Quint, R. (2001). The dogs of the north. Kestrel Books."
LIBRARY = (message_of(SLEEP), message_of(WAVES))


def text_of(*entries: str) -> str:
    return "References\n\n" + "\n\n".join(entries) + "\n"


@pytest.mark.parametrize(
    ("entry", "verdict", "doi", "proposed"),
    [
        (SLEEP, "confirmed", "10.5555/sleep.1", None),
        (SLEEP.replace("https://doi.org/", "DOI: "), "confirmed", "10.5555/sleep.1", None),
        (SLEEP.replace("23(1)", "32(1)"), "differs", "10.5555/sleep.1", None),
        (SLEEP.replace("sleep.1", "waves.1"), "another-work", "10.5555/waves.1", "10.5555/sleep.1"),
        (SLEEP.replace("sleep.1", "slep.1"), "no-such-doi", "10.5555/slep.1", "10.5555/sleep.1"),
        (BARE, "confirmed", "10.5555/sleep.1", "10.5555/sleep.1"),
        (BARE.replace("23(1)", "23(4)"), "differs", "10.5555/sleep.1", "10.5555/sleep.1"),
        (BOOK, "not-found", None, None),
        (f"{BOOK} https://doi.org/10.5555/book", "registered-elsewhere", "10.5555/book", None),
        (SLEEP.replace("sleep.1", "lost"), "not-checked", "10.5555/lost", None),
    ],
)
def test_verdicts(entry: str, verdict: str, doi: str | None, proposed: str | None) -> None:
    found = verified(entry, *LIBRARY, elsewhere={"10.5555/book": "DataCite"}, lost=("10.5555/lost",))
    assert (found.verdict, found.doi, found.proposed) == (verdict, doi, proposed)
    assert (found.agency == "DataCite") == (verdict == "registered-elsewhere")
    assert found.unreachable == (found.reason == "no connection") == (verdict == "not-checked")


@pytest.mark.parametrize(
    "entry",
    [
        "Roe, A. (2019, May 2). Why dogs sleep. Dog World. https://www.dogworld.org/sleep",
        "Brown v. Board of Education, 347 U.S. 483 (1954).",
        "Forman, M. (Director). (1975). One flew over the cuckoo’s nest [Film]. United Artists.",
    ],
)
def test_nothing_is_sent_of_what_crossref_does_not_register(entry: str) -> None:
    world = World(*LIBRARY)
    (found,) = apacheck.verify(text_of(entry), client=world).verifications
    assert (found.verdict, found.unreachable, world.requests) == ("not-checked", False, 0)
    assert found.reason


def test_only_author_year_title_and_source_are_sent() -> None:
    world = World(*LIBRARY)
    apacheck.verify("Some private thoughts.\n\n" + text_of(BARE), client=world)
    assert world.asked == []
    assert world.searched == [
        {
            "title": "Sleep and memory in older dogs",
            "author": "Roe",
            "year": 2014,
            "container": "Journal of Sleep Research",
        }
    ]


def test_a_doi_is_asked_for_once() -> None:
    world = World(*LIBRARY)
    report = apacheck.verify(text_of(SLEEP, SLEEP.replace("sleep.1", "SLEEP.1"), WAVES), client=world)
    assert [found.verdict for found in report.verifications] == ["confirmed"] * 3
    assert world.requests == 2


def test_findings_stand_in_the_source() -> None:
    source = "# Title\n\n" + text_of(WAVES, SLEEP.replace("older", "younger"))
    report = apacheck.verify(source, client=World(*LIBRARY))
    (difference,) = report.verifications[1].differences
    assert source[difference.span.start : difference.span.end] == "younger"
    (finding,) = [finding for finding in report.findings if finding.code == "REC004"]
    assert (source[finding.span.start : finding.span.end], finding.entry) == ("younger", 1)
    assert finding.fix is not None
    assert (finding.fix.applicability, finding.fix.message) == ("unsafe", "replace “younger” by “older”")


def test_a_selection_holds_for_records_too() -> None:
    text = text_of(SLEEP.replace("older", "younger").replace("23(1)", "32(1)"))
    report = apacheck.verify(text, client=World(*LIBRARY), config=apacheck.Config(select=("REC009",)))
    assert [finding.code for finding in report.findings] == ["REC009"]


def test_a_reminder_gives_way_to_what_the_record_says() -> None:
    entry = SLEEP.replace("23(1)", "23")
    assert "PER017" in {finding.code for finding in apacheck.check(text_of(entry)).findings}
    codes = {finding.code for finding in apacheck.verify(text_of(entry), client=World(*LIBRARY)).findings}
    assert "REC012" in codes
    assert "PER017" not in codes


def test_a_failing_search_is_not_a_verdict() -> None:
    assert verified(BARE, *LIBRARY, no_search=True).verdict == "not-checked"
    wrong = verified(SLEEP.replace("sleep.1", "slep.1"), *LIBRARY, no_search=True)
    assert (wrong.verdict, wrong.proposed) == ("no-such-doi", None)


def test_one_failure_loses_no_other_entry() -> None:
    class Broken(World):
        def search(
            self, *, title: str, author: str | None, year: int | None, container: str | None, rows: int = 5
        ) -> Hits:
            if title.startswith("Sleep"):
                raise RuntimeError("oh no")
            return super().search(title=title, author=author, year=year, container=container, rows=rows)

    report = apacheck.verify(text_of(BARE, BOOK, WAVES), client=Broken(*LIBRARY))
    assert [found.verdict for found in report.verifications] == ["not-checked", "not-found", "confirmed"]
    assert "oh no" in (report.verifications[0].reason or "")


def test_an_interrupted_run_keeps_what_is_known() -> None:
    from apacheck.document import read

    world = World(*LIBRARY, interrupt=1)
    report = api.checked(read(text_of(SLEEP, WAVES, BOOK)), Verifier(world))
    assert report.interrupted
    assert world.cancelled
    assert [found.verdict for found in report.verifications] == ["confirmed", "not-checked", "not-checked"]
    with pytest.raises(KeyboardInterrupt):
        apacheck.verify(text_of(SLEEP, WAVES), client=World(*LIBRARY, interrupt=1))


def test_progress_ends_at_the_total() -> None:
    told: list[tuple[int, int]] = []
    asking = Verifier(World(*LIBRARY), lambda done, total: told.append((done, total)))
    api.checked(text_of(SLEEP, WAVES, BARE, SLEEP.replace("sleep.1", "slep.1"), BOOK), asking)
    assert [done for done, _ in told] == list(range(len(told)))
    assert told[-1] == (6, 6)


def test_what_is_mended_is_not_asked_for_again() -> None:
    from apacheck import fixes
    from apacheck.document import read

    world = World(*LIBRARY)
    asking = Verifier(world)
    wrong = text_of(WAVES.replace("waves.1", "wave.1"), BARE.replace("older", "oldr").replace("23(1)", "32(1)"))
    mended, _ = fixes.fix_document(read(wrong), lambda document: api.checked(document, asking).findings, unsafe=True)
    assert mended.source == text_of(WAVES, SLEEP)
    assert world.requests <= 4


def test_the_report_as_json_keeps_to_its_schema() -> None:
    update = {"type": "retraction", "DOI": "10.5555/n.1", "source": "publisher", "updated": {"date-parts": [[2016]]}}
    world = World(message_of(SLEEP, updated_by=[update]), message_of(WAVES))
    report = apacheck.verify(
        text_of(SLEEP.replace("23(1)", "32(1)"), WAVES, BOOK, SLEEP.replace("sleep.1", "no")), client=world
    )
    values = json.loads(report.to_json())
    jsonschema.validate(values, apacheck.json_schema())
    first = values["verifications"][0]
    assert (first["entry"], first["verdict"], first["doi"], first["reason"]) == (0, "differs", "10.5555/sleep.1", None)
    assert [difference["field"] for difference in first["differences"]] == ["volume"]
    assert first["notices"] == [{"kind": "retraction", "date": "2016", "source": "publisher", "doi": "10.5555/n.1"}]
    assert first["record"]["volume"] == "23"
    assert values["verifications"][2]["record"] is None
    assert apacheck.check(SLEEP).to_dict()["verifications"] == []


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.5555/sleep.1", "10.5555/sleep.1"),
        ("doi:10.5555/sleep.1.", "10.5555/sleep.1"),
        ("10.5555/sleep%2F1", "10.5555/sleep/1"),
        (
            "https://doi.org/10.1002/(SICI)1099(199802)12:1<1::AID-ACP489>3.0.CO;2-1",
            "10.1002/(SICI)1099(199802)12:1<1::AID-ACP489>3.0.CO;2-1",
        ),
        ("10.5555/sleep–1)", "10.5555/sleep-1"),
    ],
)
def test_a_doi_is_freed_of_what_surrounds_it(text: str, doi: str) -> None:
    assert cleaned(text) == doi


def test_a_doi_is_found_where_the_reader_saw_no_link() -> None:
    assert doi_of(parse(f"{BARE} [10.5555/sleep.1]")) == "10.5555/sleep.1"
    assert doi_of(parse(BARE)) is None


def test_a_plain_check_and_the_import_load_nothing_of_the_verification() -> None:
    code = (
        "import sys, apacheck\n"
        "apacheck.check('Laurent, W. (2008). Human resources. Sage.')\n"
        "from apacheck.cli import run\n"
        "run(['-q', sys.argv[1]])\n"
        "heavy = ('habanero', 'sqlite3', 'httpx', 'httpx2', 'requests', 'rapidfuzz', 'platformdirs')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    path = Path(__file__).parent.parent / "fixtures" / "documents" / "alliances.txt"
    result = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"
