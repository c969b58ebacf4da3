"""Comparisons → verdicts, notices, and the choice among what a search found."""

from typing import Any

import pytest

from apacheck.record.judge import judge
from apacheck.record.match import choose
from apacheck.record.message import read
from apacheck.record.model import Record
from apacheck.record.notices import is_notice, notices
from apacheck.record.verification import Verification
from apacheck.reference import parse
from world import message_of

ENTRY = "Roe, A., & Doe, J. (2014). Sleep and memory in older dogs. Journal of Sleep Research, 23(1), 15–24. https://doi.org/10.5555/sleep.1"
WITHOUT = ENTRY.removesuffix(" https://doi.org/10.5555/sleep.1")
OTHER = {
    "DOI": "10.5555/waves.1",
    "type": "journal-article",
    "title": ["Standing waves in shallow harbours"],
    "author": [{"family": "Marlow", "given": "Peter"}],
    "issued": {"date-parts": [[1999]]},
    "container-title": ["Coastal Engineering"],
    "volume": "36",
    "page": "201-219",
}


def record(message: dict[str, Any]) -> Record:
    found = read(message)
    assert found is not None
    return found


def judged(entry: str = ENTRY, message: dict[str, Any] | None = None, **stated: Any) -> Verification:
    return judge(0, parse(entry), record(message or message_of(ENTRY, **stated)), doi="10.5555/sleep.1")


# --- verdicts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ({}, "confirmed"),
        ({"issued": {"date-parts": [[2015]]}}, "confirmed"),
        ({"volume": "32"}, "differs"),
        ({"title": ["Why cats wander by night"]}, "differs"),
        ({"title": ["Schlaf und Gedächtnis alter Hunde"], "author": [{"family": "Marlow"}]}, "differs"),
        ({"title": ["Why cats wander by night"], "page": "201-210"}, "another-work"),
        (
            {"title": ["Why cats wander by night"], "author": [{"family": "Marlow", "given": "P."}], "page": None},
            "another-work",
        ),
        ({"type": "journal", "title": ["Journal of Sleep Research"], "volume": None, "author": None}, "another-work"),
    ],
)
def test_verdicts(stated: dict[str, Any], verdict: str) -> None:
    assert judged(**stated).verdict == verdict


def test_another_work_is_not_compared_field_by_field() -> None:
    found = judged(message=OTHER)
    assert (found.verdict, found.differences, found.notices) == ("another-work", [], [])


def test_a_title_that_many_works_have_does_not_make_it_the_same_work() -> None:
    entry = "Roe, A. (2014). Editorial. Journal of Sleep Research, 23(1), 1–2. https://doi.org/10.5555/sleep.1"
    same = message_of(entry)
    assert judged(entry, same).verdict == "confirmed"
    elsewhere = same | {"volume": "31", "page": "90-91", "issued": {"date-parts": [[2022]]}}
    assert judged(entry, elsewhere).verdict == "another-work"
    assert judged(entry, elsewhere | {"author": [{"family": "Marlow"}]}).verdict == "another-work"


def test_a_record_without_title_and_authors_confirms_nothing() -> None:
    found = judged(message={"DOI": "10.5555/sleep.1", "type": "component"})
    assert (found.verdict, found.unreachable) == ("not-checked", False)
    assert found.reason


# --- notices ------------------------------------------------------------------------------------------------------


def update(kind: str, doi: str = "10.5555/n.1", source: str = "publisher") -> dict[str, Any]:
    return {"type": kind, "DOI": doi, "source": source, "updated": {"date-parts": [[2016, 3, 1]]}}


def kinds(**stated: Any) -> list[tuple[str, str, str, str]]:
    return [(n.kind, n.date, n.source, n.doi) for n in notices(record(message_of(ENTRY, **stated)))]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("retraction", "retraction"),
        ("partial_retraction", "retraction"),
        ("withdrawal", "withdrawal"),
        ("removal", "withdrawal"),
        ("expression-of-concern", "expression-of-concern"),
        ("expression_of_concern", "expression-of-concern"),
        ("erratum", "correction"),
        ("corrigendum", "correction"),
    ],
)
def test_notices_by_the_words_of_crossref(word: str, kind: str) -> None:
    assert kinds(updated_by=[update(word)]) == [(kind, "2016-03-01", "publisher", "10.5555/n.1")]


def test_what_is_no_notice() -> None:
    assert kinds(updated_by=[update("new_version")], relation={"has-review": [{"id": "10.5555/r"}]}) == []


def test_one_notice_of_two_sources_is_one_and_the_gravest_comes_first() -> None:
    found = kinds(
        updated_by=[
            update("correction", "10.5555/n.0"),
            update("retraction"),
            update("retraction", source="retraction-watch"),
        ]
    )
    assert [(kind, source) for kind, _, source, _ in found] == [
        ("retraction", "publisher"),
        ("correction", "publisher"),
    ]


def test_a_title_says_that_a_work_was_retracted() -> None:
    assert [kind for kind, *_ in kinds(title=["RETRACTED: Sleep and memory in older dogs"])] == ["retraction"]
    assert [kind for kind, *_ in kinds(title=["WITHDRAWN: Sleep and memory in older dogs"])] == ["withdrawal"]
    own = update("retraction", "10.5555/sleep.1")
    assert kinds(title=["RETRACTED: Sleep and memory in older dogs"], update_to=[own]) == [
        ("retraction", "2016-03-01", "publisher", "")
    ]


@pytest.mark.parametrize(
    "stated",
    [
        {"title": ["Retraction: Sleep and memory in older dogs"]},
        {"title": ["Retraction notice to “Sleep and memory in older dogs”"]},
        {"title": ["Notice of retraction"]},
        {"title": ["Erratum to: Sleep and memory in older dogs"]},
        {"title": ["A note on sleep"], "update_to": [update("retraction", "10.5555/other")]},
    ],
)
def test_the_notice_is_never_called_retracted(stated: dict[str, Any]) -> None:
    message = message_of(ENTRY, updated_by=[update("retraction")], **stated)
    assert is_notice(record(message))
    assert notices(record(message)) == []


def test_a_preprint_that_was_published() -> None:
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/sleep.2"}]}
    assert kinds(type="posted-content", relation=relation) == [("published", "", "", "10.5555/sleep.2")]
    assert kinds(type="journal-article", relation=relation) == []


# --- the choice ---------------------------------------------------------------------------------------------------


def chosen(*messages: dict[str, Any], entry: str = WITHOUT) -> str | None:
    found = choose(parse(entry), [record(message) for message in messages])
    return found.doi if found is not None else None


def test_the_work_is_chosen_among_others() -> None:
    assert chosen(OTHER, message_of(ENTRY)) == "10.5555/sleep.1"
    assert chosen(message_of(ENTRY), message_of(ENTRY)) == "10.5555/sleep.1"
    assert chosen() is None


@pytest.mark.parametrize(
    "stated",
    [
        {"title": ["Sleep and memory in older cats and their keepers"]},
        {"title": ["Reply to: Sleep and memory in older dogs"]},
        {"title": ["Sleep and memory in older dogs: Part 2"], "page": "25-34"},
        {"title": ["Retraction: Sleep and memory in older dogs"]},
        {"author": [{"family": "Marlow", "given": "P."}]},
        {"issued": {"date-parts": [[2011]]}},
        {"volume": "32", "page": "101-110"},
        {"volume": "32", "page": "101-110", "container_title": ["Sleep Medicine"]},
        {"volume": None, "page": None, "container_title": []},
        {"type": "component"},
        {"type": "peer-review"},
    ],
)
def test_what_is_not_certainly_the_work_is_not_chosen(stated: dict[str, Any]) -> None:
    assert chosen(message_of(ENTRY, **stated)) is None


def test_one_wrong_number_does_not_hide_the_work() -> None:
    assert chosen(message_of(ENTRY, volume="32")) == "10.5555/sleep.1"
    assert chosen(message_of(ENTRY, page="115-124")) == "10.5555/sleep.1"


def test_two_records_that_say_the_same_leave_it_open() -> None:
    assert chosen(message_of(ENTRY), message_of(ENTRY, DOI="10.5555/copy")) is None
    assert chosen(message_of(ENTRY), message_of(ENTRY, DOI="10.5555/copy", issue="4")) == "10.5555/sleep.1"


def test_a_preprint_is_not_taken_for_the_article() -> None:
    preprint = message_of(
        ENTRY, DOI="10.5555/pre", type="posted-content", container_title=[], volume=None, issue=None, page=None
    )
    assert chosen(preprint) is None
    assert chosen(preprint, message_of(ENTRY)) == "10.5555/sleep.1"
    entry = "Roe, A., & Doe, J. (2014). Sleep and memory in older dogs. PsyArXiv."
    assert chosen(preprint, entry=entry) == "10.5555/pre"


def test_titles_that_many_works_have_need_their_place() -> None:
    entry = "Roe, A. (2014). Editorial. Journal of Sleep Research, 23(1), 1–2."
    assert chosen(message_of(entry), entry=entry) == "10.5555/none"
    assert chosen(message_of(entry, page=None, issue=None), entry=entry) is None
    bare = "Roe, A. (2014). Editorial. Journal of Sleep Research."
    assert chosen(message_of(bare), entry=bare) is None


def test_an_entry_without_authors_needs_its_place() -> None:
    entry = "Sleep and memory in older dogs. (2014). Journal of Sleep Research, 23(1), 15–24."
    assert chosen(message_of(entry), entry=entry) == "10.5555/none"
    assert chosen(message_of(entry, page="90-99"), entry=entry) is None
