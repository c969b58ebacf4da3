"""The page: the text as typed with its marks, each leading to its note and back; nothing in a document becomes mark-up."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import apacheck
from apacheck.report import html
from apacheck.report.full import plain
from apacheck.report.model import Report
from apacheck.rules import BY_CODE

GLUED = "Laurent, W. (2008). Human resources. Information Management18(6), 15-19."
CLEAN = "Bidault, F., & Castello, A. (2010). Why too much trust. MIT Sloan Management Review, 51(4), 33–38."
TEXT = f"References\n\n{CLEAN}\n\n{GLUED}\n"
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "</p></li></ol></main><h1>Mine</h1>",
    "</style><style>*{display:none}</style>",
    "<!-- --><![CDATA[x]]>",
    "javascript:alert(1)",
    "<a href='https://example.org'>x</a>",
]
_VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """Reads a page strictly: every element is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.typed: list[str] = []
        self.words: list[str] = []
        self.marked: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = tag, {name: value or "" for name, value in attrs}
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)
        if element[1].get("class") == "typed":
            self.typed.append("")
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if "style" in tags:
            return
        self.words.append(data)
        within = [attributes.get("class", "") for _, attributes in self.open]
        if "typed" in within and not any(name.startswith("number") for name in within):
            self.typed[-1] += data
        if "mark" in tags:
            self.marked[-1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(*reports: Report) -> Page:
    return Page(html.render(reports, "1.2.3"))


def shown(text: str) -> str:
    """A text as the page shows it."""
    return "\n".join(plain(line) for line in re.split(r"\r\n?|[\n\x85\u2028\u2029]", text))


def check(text: str, filename: str | None = None) -> Report:
    """Check a text for two faults that each entry in it has."""
    return apacheck.check(text, filename=filename, config=apacheck.Config(select=("PER001", "TYP004")))


@pytest.fixture(scope="module")
def found() -> Page:
    return page(check(TEXT, filename="refs.txt"), check(f"1. {GLUED}", filename="more.txt"))


def test_entries_stand_as_typed(found: Page) -> None:
    assert found.typed == [CLEAN, GLUED, f"1. {GLUED}"]


def test_faults_are_marked_in_place(found: Page) -> None:
    assert found.marked[:2] == ["Management18", "15-19"]
    words = " ".join("".join(found.words).split())
    assert "4 findings in 3 entries: 2 errors, 2 warnings." in words
    assert 'run together: "Management18" should be "Management, 18"' in words
    assert "Fix: insert “, ” safe: --fix applies it" in words
    assert BY_CODE["PER001"].url in {link["href"] for link in found.all("a")}


def test_every_mark_leads_to_its_note_and_back(found: Page) -> None:
    identifiers = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(set(identifiers)) == len(identifiers)
    inner = [link["href"] for link in found.all("a") if link["href"].startswith("#")]
    assert {link.removeprefix("#") for link in inner} <= set(identifiers)
    numbers = [link for link in found.all("a") if link.get("class", "").startswith("number")]
    assert len(numbers) == len(found.marked) == 4
    assert [link["href"] for link in numbers] == ["#n1", "#n2", "#n3", "#n4"]
    assert [link["aria-label"] for link in numbers] == ["error 1", "warning 2", "error 3", "warning 4"]
    assert {"#m1", "#m2", "#m3", "#m4"} <= set(inner)
    notes = [item for item in found.all("li") if item.get("id", "").startswith("n")]
    assert [item["value"] for item in notes] == ["1", "2", "3", "4"]


def test_the_page_can_be_used_by_keyboard_and_screen_reader(found: Page) -> None:
    names = [name for name, _ in found.elements]
    assert found.all("html") == [{"lang": "en"}]
    assert names.count("h1") == names.count("main") == 1
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    first = next(attributes for name, attributes in found.elements if name == "a")
    assert first == {"class": "skip", "href": "#checked"}
    assert {attributes.get("id") for attributes in found.all("main")} == {"checked"}
    for section in found.all("section"):
        assert section["aria-labelledby"] in {attributes.get("id") for _, attributes in found.elements}
    assert names[names.index("input") - 1] == "label"
    assert all(cell.get("scope") == "col" for cell in found.all("th"))


def test_the_page_needs_nothing_else(found: Page) -> None:
    text = html.render([check(TEXT)], "1")
    policy = next(meta["content"] for meta in found.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not {"script", "link", "img", "iframe"} & {name for name, _ in found.elements}
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_a_clean_entry_can_be_put_away(found: Page) -> None:
    classes = [item["class"] for item in found.all("li") if item.get("class", "").startswith("entry")]
    assert classes == ["entry clean", "entry error", "entry error"]


def test_a_list_without_faults_says_so() -> None:
    words = "".join(page(check(f"References\n\n{CLEAN}\n")).words)
    assert "No findings in 1 entry." in words
    assert "Findings by rule" not in words
    assert "No reference entry found." in "".join(page(check("Only prose.")).words)


def test_wrapped_lines_and_numbers_stand_as_typed() -> None:
    wrapped = GLUED.replace("resources. ", "resources.\n    ")
    numbered = page(check(f"References\n\n[1] {wrapped}\n\n[2] {CLEAN}\n"))
    assert numbered.typed == [f"[1] {wrapped}", f"[2] {CLEAN}"]


def test_marks_that_overlap_cover_each_character_once() -> None:
    report = check(TEXT)
    first = next(finding for finding in report.findings if finding.code == "PER001")
    wide = apacheck.Finding(
        "TST001", "test", "wide", "warning", "", "", report.entries[1].span, 1, 1, 1, 2, entry=first.entry
    )
    report.findings.append(wide)
    overlapping = page(report)
    assert overlapping.typed[1] == GLUED
    assert "".join(overlapping.marked) == GLUED
    assert {"#n1", "#n2", "#n3"} <= {link["href"] for link in overlapping.all("a")}


def test_a_finding_about_a_number_stands_with_its_entry() -> None:
    report = check(f"References\n\n1. {CLEAN}\n\n2. {GLUED}\n")
    report.findings.insert(
        0, apacheck.Finding("TST001", "test", "what?", "info", "", "", apacheck.Span(12, 14), 3, 1, 3, 3)
    )
    numbered = page(report)
    assert numbered.typed == [f"1. {CLEAN}", f"2. {GLUED}"]
    assert numbered.marked == ["1.", "Management18", "15-19"]
    assert "Outside the entries" not in numbered.words


def test_what_stands_outside_the_entries_is_shown_with_its_line() -> None:
    report = check(f"Trust matters <here>.\n\n{TEXT}")
    place = apacheck.Span(6, 13), 1, 7, 1, 14
    report.findings.insert(0, apacheck.Finding("TST001", "test", "what?", "info", "", "", *place))
    outside = page(report)
    assert outside.typed == [CLEAN, GLUED, "Trust matters <here>."]
    assert outside.marked == ["Management18", "15-19", "matters"]
    assert [link["href"] for link in outside.all("a") if link.get("class") == "number info"] == ["#n3"]


# --- how it looks -------------------------------------------------------------------------------------------------

STYLE = Path(html.__file__).with_name("html.css").read_text(encoding="utf-8")
#: Letters and what they stand on.
PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "link", "error", "warning", "info") for ground in ("page", "card")),
    *((ink, f"{name}-wash") for name in ("error", "warning", "info") for ink in (name, "ink")),
    ("good", "good-wash"),
]


def luminance(color: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    digits = color.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", [0, 1, 2], ids=["light", "dark", "print"])
def test_colors_can_be_told_apart(mode: int) -> None:
    palette = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", STYLE.split(":root {")[mode + 1].split("}")[0]))
    for ink, ground in PAIRS:
        low, high = sorted((luminance(palette[ink]), luminance(palette[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)


def test_severity_is_not_told_by_color_alone() -> None:
    styles = [
        re.search(rf"mark\.{name} {{.*?text-decoration-style: (\w+)", STYLE) for name in ("error", "warning", "info")
    ]
    assert len({style[1] for style in styles if style is not None}) == 3


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: Says how wide the page is where it has so much room, and how tall the smallest link to a note is.
FRAME = """<!doctype html><iframe src="page.html" width="{width}" height="800"></iframe><p id="found"></p><script>
onload = () => {{
  const page = document.querySelector("iframe").contentDocument
  const hit = page.querySelector(".number")
  const area = getComputedStyle(hit, "::after")
  document.getElementById("found").textContent = [
    page.documentElement.scrollWidth, page.documentElement.clientWidth, area.height, area.width,
    page.querySelectorAll(".clean").length, getComputedStyle(page.querySelector("mark")).textDecorationStyle
  ].join(" ")
}}
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_fits_in_a_browser(tmp_path: Path, width: int) -> None:
    long = f"{GLUED} https://example.org/{'a' * 300}"
    report = apacheck.check(f"References\n\n{CLEAN}\n\n{long}\n", filename=f"{'folder/' * 30}refs.txt")
    (tmp_path / "page.html").write_text(html.render([report], "1"), encoding="utf-8")
    (tmp_path / "frame.html").write_text(FRAME.format(width=width), encoding="utf-8")
    assert CHROMIUM is not None
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
        "--virtual-time-budget=3000",
    ]
    result = subprocess.run(
        [
            CHROMIUM,
            *options,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            (tmp_path / "frame.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = re.search(r'<p id="found">([^<]+)</p>', result.stdout)
    if found is None:
        pytest.skip("Chromium does not run here")
    needed, room, tall, wide, clean, style = found[1].split(" ")
    assert int(needed) <= int(room) <= width
    assert float(tall.removesuffix("px")) >= 24
    assert float(wide.removesuffix("px")) >= 14
    assert (clean, style) == ("1", "solid")


# --- attacks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_document_becomes_markup(attack: str) -> None:
    entry = GLUED.replace("resources", f"{attack} resources").replace("Management18", f"{attack}Management18")
    attacked = page(check(f"References\n\n{entry}\n", filename=f"{attack}.txt"))
    harmless = {name for name, _ in page(check(TEXT)).elements} | {"del", "ins"}
    assert {name for name, _ in attacked.elements} <= harmless
    assert attacked.typed == [entry]
    assert not any(name.startswith("on") for _, attributes in attacked.elements for name in attributes)
    assert all(re.match(r"https://apacheck\.|#[a-z]", link["href"]) for link in attacked.all("a"))
    assert f"{attack}.txt" in attacked.words


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*ATTACKS, "<", ">", "&", '"', "'", "\n", "\r", "\0", "`"])).map("".join)
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_shown_as_text(text: str) -> None:
    entry = f"Laurent, W. (2008). Human {text} resources. Information Management18(6), 15-19."
    report = check(f"References\n\n{entry}\n", filename=text)
    shown_page = page(report)
    assert report.document is not None
    source = report.document.source
    assert shown_page.typed[: len(report.entries)] == [
        shown(source[(each.label or each.span).start : each.span.end]) for each in report.entries
    ]
    assert not {"script", "img", "iframe"} & {name for name, _ in shown_page.elements}
