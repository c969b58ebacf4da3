"""Reports → one page that needs nothing else: every list as typed, its faults marked in place, explained and mended.

Text of a document reaches the page through `_text` alone, which escapes it and shows what would be invisible.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from apacheck.document import Document
from apacheck.entries import Entry
from apacheck.findings import Finding, Fix, Severity, manual
from apacheck.patterns import pattern
from apacheck.report.full import plain
from apacheck.report.model import Report
from apacheck.report.page import explanation
from apacheck.rules import BY_CODE
from apacheck.text import Edit, Span

#: How much is shown before and after what a fix changes, and around what stands outside the entries.
AROUND = 24
EXCERPT = 160
#: A fix whose edits lie further apart than this is told in words alone.
FAR = 300
_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
_SAFETY = {"safe": "safe: --fix applies it", "unsafe": "check it first: --unsafe-fixes applies it", "display": "a hint"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_LINE_BREAK = pattern(r"\r\n?|[\x85\u2028\u2029]")
_CODE = pattern(r"`([^`\n]++)`")


def render(reports: Sequence[Report], version: str) -> str:
    """All reports as one page."""
    first, *more = _summary(reports)
    style = Path(__file__).with_name("html.css").read_text(encoding="utf-8")
    page = _Page(reports)
    body = [part for number, report in enumerate(reports, 1) for part in page.document(number, report)]
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>apacheck: {_text(first)}</title>",
            f"<style>\n{style}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#checked">Skip to the entries</a>',
            "<header>",
            "<h1>References checked against APA Style</h1>",
            f'<p class="total">{_text(first)}</p>',
            *(f"<p>{_prose(line)}</p>" for line in more),
            '<div class="tools"><label><input type="checkbox" id="only"> Show only entries with findings</label></div>',
            "</header>",
            '<main id="checked" tabindex="-1">',
            *body,
            *page.table(),
            "</main>",
            f"<footer><p>apacheck {_text(version)} · APA 7 is the <cite>Publication Manual of the American Psychological "
            "Association</cite> (7th ed.).</p></footer>",
            "</body>",
            "</html>\n",
        )
    )


def _summary(reports: Sequence[Report]) -> list[str]:
    """What was found, and what can be done about it."""
    entries = sum(len(report.entries) for report in reports)
    found = [finding for report in reports for finding in report.findings]
    where = f"in {entries} {'entry' if entries == 1 else 'entries'}"
    if not found:
        return [f"No findings {where}." if entries else "No reference entry found."]
    counts = Counter(finding.severity for finding in found)
    words = [
        f"{counts[each]} info" if each == "info" else _count(counts[each], each) for each in _ORDER if counts[each]
    ]
    lines = [f"{_count(len(found), 'finding')} {where}: {', '.join(words)}."]
    mended = Counter(finding.fix.applicability for finding in found if finding.fix is not None)
    if mended["safe"]:
        lines.append(f"`--fix` mends {mended['safe']} of them without touching what an entry says.")
    if mended["unsafe"]:
        lines.append(
            f"`--fix --unsafe-fixes` mends {mended['unsafe']} {'more' if mended['safe'] else 'of them'}: read what it proposes first."
        )
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class _Page:
    """Numbers the findings through all documents, so that each mark and its note can point at each other."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.numbers: dict[int, int] = {}
        self.shown: dict[int, dict[int | None, list[Finding]]] = {}
        self.of_code: dict[str, list[int]] = {}
        self.by_code: dict[str, Finding] = {}
        for report in reports:
            # as they stand on the page: what is outside the entries comes after them
            self.shown[id(report)] = about = _by_entry(report)
            for finding in (finding for found in about.values() for finding in found):
                number = self.numbers[id(finding)] = len(self.numbers) + 1
                self.of_code.setdefault(finding.code, []).append(number)
                self.by_code.setdefault(finding.code, finding)

    def table(self) -> Iterator[str]:
        """How often each rule found something, with links to the places."""
        if not self.of_code:
            return
        yield '<section aria-labelledby="rules"><h2 id="rules">Findings by rule</h2><div class="wide"><table><thead><tr>'
        yield '<th scope="col">Found</th><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Findings</th>'
        yield "</tr></thead><tbody>"
        for code, numbers in sorted(self.of_code.items(), key=lambda item: (-len(item[1]), item[0])):
            finding = self.by_code[code]
            links = " ".join(f'<a href="#n{number}">{number}</a>' for number in numbers[:12])
            more = f" and {len(numbers) - 12} more" if len(numbers) > 12 else ""
            yield (
                f'<tr><td class="count">{len(numbers)}</td><td>{_rule_link(finding)}</td>'
                f'<td>{_severity(finding.severity)}</td><td class="places">{links}{more}</td></tr>'
            )
        yield "</tbody></table></div></section>"

    def document(self, number: int, report: Report) -> Iterator[str]:
        """A document: its entries as typed, then what was found elsewhere in it."""
        name = report.filename if report.filename not in {None, "-"} else "Text"
        yield f'<section aria-labelledby="d{number}">'
        yield f'<h2 id="d{number}">{_text(name or "")}</h2>'
        about = self.shown[id(report)]
        if report.entries:
            yield '<ol class="entries">'
            for entry in report.entries:
                yield from self.entry(number, report, entry, about.get(entry.index, []))
            yield "</ol>"
        else:
            yield "<p>No reference entry found.</p>"
        if None in about:
            yield '<h3>Outside the entries</h3><ol class="entries">'
            for finding in about[None]:
                yield from self.elsewhere(report.document, finding)
            yield "</ol>"
        yield "</section>"

    def entry(self, document: int, report: Report, entry: Entry, found: list[Finding]) -> Iterator[str]:
        """One entry as typed, with its marks, and a note for each."""
        line = report.document.places(entry.span.start)[0] if report.document is not None else None
        where = f' <span class="soft">· line {line}</span>' if line is not None else ""
        identifier = f"d{document}e{entry.index + 1}"
        yield f'<li class="entry {_worst(found) or "clean"}" id="{identifier}">'
        yield f"<h3>Entry {entry.index + 1}{where}</h3>"
        if report.document is not None:
            typed = self.marked(report.document.source, _typed(entry), found)
        else:
            typed = _text(entry.text)
        yield f'<p class="typed">{typed}</p>'
        verdict = next((each for each in report.verifications if each.entry == entry.index), None)
        if verdict is not None:
            from apacheck.report.verification import WORDS  # noqa: PLC0415 - most pages know of no verification

            yield f'<p class="soft">Crossref: {_text(WORDS[verdict.verdict])}</p>'
        if found:
            yield from self.notes(report.document, found, _typed(entry))
        else:
            yield '<p class="hidden">No findings.</p>'
        yield "</li>"

    def elsewhere(self, document: Document | None, finding: Finding) -> Iterator[str]:
        """A finding outside the entries, with the words around it."""
        yield f'<li class="entry {finding.severity}"><h4 class="soft">Line {finding.line}</h4>'
        line = Span(finding.span.start, finding.span.end)
        if document is not None:
            source, places = document.source, document.places
            start = max(places.starts[finding.line - 1], finding.span.start - EXCERPT)
            end = min(finding.span.end, finding.span.start + EXCERPT)
            line_end = places.starts[finding.end_line] if finding.end_line < len(places.starts) else len(source)
            end = max(end, min(line_end, end + EXCERPT))
            line = Span(start, end)
            yield f'<p class="typed">{self.marked(source, line, [finding]).strip()}</p>'
        yield from self.notes(document, [finding], line)
        yield "</li>"

    def marked(self, source: str, span: Span, found: Sequence[Finding]) -> str:
        """`source` within `span`, with a mark where something was found and its number after it."""
        inside = [finding for finding in found if finding.span.start <= span.end and finding.span.end >= span.start]
        points = {span.start, span.end}
        for finding in inside:
            points |= {max(finding.span.start, span.start), min(finding.span.end, span.end)}
        ends: dict[int, list[Finding]] = {}
        for finding in inside:
            ends.setdefault(min(finding.span.end, span.end), []).append(finding)
        begins = sorted(inside, key=lambda finding: finding.span.start)
        parts, covering, next_one, identified = [], list[Finding](), 0, set[int]()
        ordered = sorted(points)
        for start, end in zip(ordered, [*ordered[1:], span.end], strict=True):
            parts += [self.number(finding) for finding in ends.get(start, [])]
            covering = [finding for finding in covering if finding.span.end > start]
            while next_one < len(begins) and begins[next_one].span.start <= start:
                covering += [begins[next_one]] if begins[next_one].span.end > start else []
                next_one += 1
            text = _text(source[start:end])
            fresh = [finding for finding in covering if id(finding) not in identified]
            identified |= {id(finding) for finding in fresh}
            anchors = "".join(f'<span id="m{self.numbers[id(finding)]}"></span>' for finding in fresh)
            parts.append(f'{anchors}<mark class="{_worst(covering)}">{text}</mark>' if covering and text else text)
        return "".join(parts)

    def number(self, finding: Finding) -> str:
        """The number that stands after a mark and leads to its note."""
        number = self.numbers[id(finding)]
        point = f'<span id="m{number}"></span>' if not finding.span else ""
        label = f"{finding.severity} {number}"
        return f'{point}<a class="number {finding.severity}" href="#n{number}" aria-label="{label}">{number}</a>'

    def notes(self, document: Document | None, found: Sequence[Finding], within: Span) -> Iterator[str]:
        """What is wrong at each mark, how to mend it, and what APA expects; all of them stand in `within`."""
        yield '<ol class="notes">'
        for finding in found:
            number = self.numbers[id(finding)]
            yield f'<li id="n{number}" value="{number}">'
            yield f'<p>{_severity(finding.severity)} <span class="message">{_text(finding.message)}</span></p>'
            if finding.fix is not None:
                safety = _SAFETY[finding.fix.applicability]
                yield f'<p>Fix: {_text(finding.fix.message)} <span class="safety">{safety}</span></p>'
                if document is not None and (change := _change(document.source, finding.fix, within)):
                    yield f'<p class="change">{change}</p>'
            rule = BY_CODE.get(finding.code)
            if rule is not None:
                words = explanation(rule)
                text = " ".join((words.expectation or words.summary).split())
                yield f"<details><summary>What APA expects</summary><p>{_prose(text)}</p></details>"
            section = f" · {manual(finding.section)}" if finding.section else ""
            place = f"line {finding.line}, column {finding.column}"
            where = f'<span class="hidden"> of finding {number}</span>'
            back = f'<span class="back"> · <a href="#m{number}">back to the text{where}</a></span>'
            yield f'<p class="source">{_rule_link(finding)}{section} · {place}{back}</p></li>'
        yield "</ol>"


def _by_entry(report: Report) -> dict[int | None, list[Finding]]:
    """The findings of each entry, in order; what is about its number is the entry's here; the others come last."""
    starts = [_typed(entry).start for entry in report.entries]
    about: dict[int | None, list[Finding]] = {entry.index: [] for entry in report.entries}
    elsewhere = []
    for finding in report.findings:
        place = bisect_right(starts, finding.span.start) - 1
        if finding.entry in about:
            about[finding.entry].append(finding)
        elif place >= 0 and finding.span.end <= report.entries[place].span.end:
            about[report.entries[place].index].append(finding)
        else:
            elsewhere.append(finding)
    return about | ({None: elsewhere} if elsewhere else {})


def _typed(entry: Entry) -> Span:
    """Where an entry stands with its number."""
    return Span(entry.label.start if entry.label is not None else entry.span.start, entry.span.end)


def _change(source: str, fix: Fix, within: Span) -> str:
    """What a fix deletes and inserts, with a few words of `within` around it."""
    edits = _whole_words(source, fix.edits)
    first, last = edits[0].span.start, edits[-1].span.end
    if last - first > FAR:
        return ""
    before = source[max(first - AROUND, min(within.start, first)) : first]
    before = before[before.find(" ") + 1 :] if len(before) == AROUND else before
    after = source[last : min(last + AROUND, max(within.end, last))]
    after = after[: after.rfind(" ")] if len(after) == AROUND and " " in after.strip() else after
    parts, done = [_text(before)], first
    for edit in edits:
        parts.append(_text(source[done : edit.span.start]))
        old = source[edit.span.start : edit.span.end]
        parts += [f"<del>{_text(old)}</del>"] if old else []
        parts += [f"<ins>{_text(edit.replacement)}</ins>"] if edit.replacement else []
        done = edit.span.end
    left = "… " if first - len(before) > within.start else ""
    right = " …" if last + len(after) < within.end else ""
    return f"{left}{''.join(parts)}{_text(after)}{right}".replace("\n", " ")


def _whole_words(source: str, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, those that exchange a character or two inside a word widened to it: 31-61 → 31–61, not - → –."""
    widened: list[Edit] = []
    for index, edit in enumerate(edits):
        start, end, new = edit.span.start, edit.span.end, edit.replacement
        if start < end and new and max(end - start, len(new)) <= 2:
            low = max(widened[-1].span.end if widened else 0, start - AROUND)
            high = min(edits[index + 1].span.start if index + 1 < len(edits) else len(source), end + AROUND)
            before = after = 0
            while start - before > low and source[start - before - 1].isalnum():
                before += 1
            while end + after < high and source[end + after].isalnum():
                after += 1
            new = source[start - before : start] + new + source[end : end + after]
            start, end = start - before, end + after
        widened.append(Edit(Span(start, end), new))
    return widened


def _rule_link(finding: Finding) -> str:
    url = escape(finding.url) if finding.url.startswith("https://") else ""
    name = f'{_text(finding.code)} <span class="name">{_text(finding.name)}</span>'
    return f'<a href="{url}">{name}</a>' if url else name


def _severity(severity: Severity) -> str:
    return f'<span class="severity {severity}">{severity}</span>'


def _worst(found: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in found)
    return next((severity for severity in _ORDER if counts[severity]), "")


def _prose(text: str) -> str:
    """Our own words about a rule, with the code in them set as code."""
    return _CODE.sub(r"<code>\1</code>", _text(text))


def _text(text: str) -> str:
    """A text as the page shows it: escaped, its lines kept, control characters and invisible ones made visible."""
    return "\n".join(escape(plain(line)) for line in _LINE_BREAK.sub("\n", text).split("\n"))
