"""How well entries are verified: records as Crossref's public data file has them in, a table of figures out.

    python benchmarks/crossref/measure.py records.jsonl.gz [--each 150] [--seed 1] [--fail 0.2] [--show 5]

Entries are made from the records (right ones; with one field wrong; with the DOI of another work; …) and verified against a
local Crossref that serves all of them. Nothing is asked of the real one.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "tests")]

from works import CHANGES, Case, Message, changed, entry, invented, invented_doi, misspelled_title  # noqa: E402

import apacheck  # noqa: E402
from apacheck.crossref.cache import Cache  # noqa: E402
from apacheck.crossref.client import Client  # noqa: E402
from apacheck.crossref.limits import Clock  # noqa: E402
from apacheck.crossref.verify import Verifier  # noqa: E402
from apacheck.entries import Entry  # noqa: E402
from apacheck.record.notices import is_notice_title  # noqa: E402
from apacheck.record.verification import Verification  # noqa: E402
from apacheck.text import Span, StyledText  # noqa: E402
from crossref_index import Index  # noqa: E402
from crossref_server import CrossrefServer  # noqa: E402


def cases(messages: list[Message], each: int, chance: random.Random) -> list[Case]:
    """So many entries of each kind."""
    known = {message["DOI"].lower() for message in messages}
    usable = [message for message in messages if entry(message) is not None]
    pool = cycle(usable, chance)
    found: list[Case] = []

    def take(kind: str, count: int, make: "object") -> None:
        done = 0
        for message in pool:
            made = make(message)  # type: ignore[operator]
            if made is not None:
                found.append(Case(kind, made[0], message, made[1]))
                done += 1
                if done == count:
                    return

    take("valid", 4 * each, lambda m: (entry(m), None))
    for name, (field, change) in CHANGES.items():
        take(
            f"wrong: {name}",
            max(each // 3, 1),
            lambda m, c=change, f=field: (t, f) if (t := changed(m, pool, c, chance)) else None,
        )
    take(
        "another work",
        2 * each,
        lambda m: (entry(m, doi=next(o for o in pool if o["title"] != m["title"])["DOI"]), None),
    )
    take("no such DOI", each, lambda m: (entry(m, doi=invented_doi(m, known, chance)), None))
    take("missing DOI", 4 * each, lambda m: (entry(m, doi=""), None))
    take(
        "missing DOI, typo",
        each,
        lambda m: (t, None) if (t := changed(m, pool, misspelled_title, chance, doi="")) else None,
    )
    take("invented", 2 * each, lambda m: (t, None) if (t := invented(m, pool, chance)) else None)
    return found


def cycle(messages: list[Message], chance: random.Random) -> Iterator[Message]:
    while True:
        yield from chance.sample(messages, len(messages))


def retracted(messages: list[Message], count: int, chance: random.Random) -> list[Case]:
    """Entries of works whose records are given a retraction, and of the notices, deposited the wrong way round."""
    found = []
    articles = [
        message
        for message in messages
        if message["type"] == "journal-article"
        and entry(message)
        and len(message["title"][0]) > 30
        and not is_notice_title(message["title"][0])
    ]
    for number, message in enumerate(chance.sample(articles, count)):
        notice_doi = f"{message['DOI']}.r{number}"
        update = {
            "type": "retraction",
            "source": chance.choice(("publisher", "retraction-watch")),
            "updated": {"date-parts": [[2020, 5, 4]]},
        }
        message["updated-by"] = [{**update, "DOI": notice_doi}]
        notice = {**message, "DOI": notice_doi, "title": [f"Retraction: {message['title'][0]}"], "subtitle": []}
        notice["updated-by"] = [{**update, "DOI": message["DOI"]}]
        messages.append(notice)
        found.append(Case("retracted", entry(message) or "", message))
        found.append(Case("notice", entry(notice) or "", notice))
    return found


def right(case: Case, found: Verification) -> bool:
    """Whether an entry was called what it is."""
    doi = case.message["DOI"].lower() if case.message else ""
    kinds = {notice.kind for notice in found.notices}
    loud = {difference.field for difference in found.differences if not difference.slight}
    match case.kind:
        case "valid":
            return found.verdict == "confirmed"
        case "another work":
            return found.verdict == "another-work"
        case "no such DOI":
            return found.verdict == "no-such-doi"
        case "missing DOI" | "missing DOI, typo":
            return found.proposed is not None and found.proposed.lower() == doi
        case "invented":
            return found.proposed is None
        case "retracted":
            return "retraction" in kinds
        case "notice":
            return "retraction" not in kinds
    return found.verdict == "differs" and case.field in loud


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--each", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fail", type=float, default=0.0, help="share of requests that fail")
    parser.add_argument("--show", type=int, default=5, help="how many wrong ones of each kind are shown")
    given = parser.parse_args(arguments)
    chance = random.Random(given.seed)
    messages = list(read(given.records))
    originals = list(messages)
    made = retracted(messages, given.each, chance)
    made += cases(originals, given.each, chance)
    chance.shuffle(made)
    entries = [Entry(StyledText.plain(case.text), index, Span(0, len(case.text))) for index, case in enumerate(made)]
    print(f"{len(messages)} records, {len(made)} entries")
    with tempfile.TemporaryDirectory() as folder, CrossrefServer(Index(messages)) as server:
        if given.fail:
            server.fail(given.fail)
        began = time.perf_counter()
        found, sent = ask(server.url, folder, entries)
        took = time.perf_counter() - began
        server.fail(0)
        again, sent_again = ask(server.url, folder, entries)
    table(made, found, given.show)
    lost = sum(verification.unreachable for verification in found)
    print(f"{'entries lost':26}{lost}")
    for reason, count in Counter(verification.reason for verification in found if verification.unreachable).items():
        print(f"    {count}: {reason}")
    print(f"{'requests an entry':26}{sent / len(made):.2f}, again {sent_again / len(made):.2f}")
    print(f"{'seconds':26}{took:.1f}")
    if not given.fail:
        print(
            f"{'second run the same':26}{sum(a.verdict == b.verdict for a, b in zip(found, again, strict=True)) / len(made):.2%}"
        )


def ask(url: str, folder: str, entries: list[Entry]) -> tuple[list[Verification], int]:
    cache = Cache(Path(folder))
    with Client(
        crossref_url=url, doi_url=url, cache=cache, mailto="benchmark@example.org", clock=clock(), deadline=None
    ) as client:
        return Verifier(client).verify(entries), client.requests


def clock() -> Clock:
    """A clock that does not wait: the figures are about judgement, and the limits are the client's tests' business."""
    from crossref_clock import VirtualClock  # noqa: PLC0415

    return VirtualClock()


def read(path: Path) -> Iterable[Message]:
    import gzip  # noqa: PLC0415
    import json  # noqa: PLC0415

    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def table(made: list[Case], found: list[Verification], show: int) -> None:
    totals: Counter[str] = Counter(case.kind for case in made)
    wrong: dict[str, list[tuple[Case, Verification]]] = defaultdict(list)
    for case, verification in zip(made, found, strict=True):
        if not right(case, verification):
            wrong[case.kind].append((case, verification))
    for kind, total in sorted(totals.items()):
        print(f"{kind:26}{total - len(wrong[kind]):5} of {total:5}  {(total - len(wrong[kind])) / total:.2%}")
        for case, verification in wrong[kind][:show]:
            print(
                f"    {verification.verdict} {verification.reason or ''} {verification.proposed or ''} {case.text[:300]}"
            )
            for difference in verification.differences[:4]:
                print(
                    f"        {difference.field} {difference.how}: {difference.entry[:70]!r} / {difference.record[:70]!r}"
                )
    fields = [case for case in made if case.kind.startswith("wrong")]
    missed = sum(len(items) for kind, items in wrong.items() if kind.startswith("wrong"))
    print(
        f"{'wrong field named':26}{len(fields) - missed:5} of {len(fields):5}  {(len(fields) - missed) / max(len(fields), 1):.2%}"
    )
    proposed = [(c, v) for c, v in zip(made, found, strict=True) if v.proposed is not None]
    good = sum(
        c.message is not None and c.kind != "invented" and v.proposed.lower() == c.message["DOI"].lower()
        for c, v in proposed
        if v.proposed
    )
    print(f"{'proposed DOIs right':26}{good:5} of {len(proposed):5}  {good / max(len(proposed), 1):.2%}")
    for c, v in [
        (c, v) for c, v in proposed if c.message is None or (v.proposed or "").lower() != c.message["DOI"].lower()
    ][:show]:
        print(f"    {v.proposed} for {c.kind} {c.message and c.message['DOI']}: {c.text[:260]}")


if __name__ == "__main__":
    assert apacheck
    main(sys.argv[1:])
