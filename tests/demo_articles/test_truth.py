"""The truth beside the demo articles is consistent with the files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest

from armillary.demo_articles import articles, truth
from armillary.schema import ChangeKind, Direction, Relation, Severity

Entry = Mapping[str, Any]

DEMO_LINE = {
    "en": "Demo text written for Armillary; not a news report.",
    "ru": "Демонстрационный текст, написан для Armillary; не является новостью.",
    "uk": "Демонстраційний текст, написаний для Armillary; не є новиною.",
    "pl": "Tekst demonstracyjny napisany dla programu Armillary; to nie jest wiadomość prasowa.",
    "zh": "演示文本，为 Armillary 编写，并非新闻报道。",
    "de": "Demotext, für Armillary geschrieben; keine Nachrichtenmeldung.",
    "fr": "Texte de démonstration écrit pour Armillary ; ce n'est pas une dépêche.",
    "tr": "Armillary için yazılmış tanıtım metnidir; haber değildir.",
}


def name(entry: Entry) -> str:
    return f"{entry['file']}#{entry['row']}" if "row" in entry else str(entry["file"])


def text(entry: Entry) -> str:
    (path,) = (path for path in articles() if path.name == entry["file"])
    content = path.read_bytes().decode(entry["encoding"])
    return str(json.loads(content.splitlines()[entry["row"] - 1])["text"]) if "row" in entry else content


ENTRIES: dict[str, Entry] = {name(entry): entry for entry in truth()["article"]}
TEXTS: dict[str, str] = {key: text(entry) for key, entry in ENTRIES.items()}
REPORTS: dict[str, Entry] = {report["id"]: report for report in truth()["report"]}


def residue(entry: Entry) -> list[str]:
    lines = TEXTS[name(entry)].split("\n")
    return [lines[number - 1] for number in entry["residue"]]


def news(entry: Entry) -> str:
    lines = TEXTS[name(entry)].split("\n")
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in entry["residue"])


def against(entry: Entry) -> str:
    """Name of the article that the changes of `entry` are measured against."""
    return str(entry.get("against") or REPORTS[entry["report"]]["reference"])


def ancestors(key: str) -> set[str]:
    parents = set(ENTRIES[key].get("parents", ()))
    return parents.union(*(ancestors(parent) for parent in parents))


def changes() -> Iterator[tuple[str, Entry]]:
    for key, entry in ENTRIES.items():
        for change in entry.get("change", ()):
            yield key, change


def test_every_file_has_its_truth() -> None:
    """Each file under articles/ is described, and each description has its file."""
    assert {path.name for path in articles()} == {entry["file"] for entry in ENTRIES.values()}


def test_the_counts_hold() -> None:
    """The expected numbers of articles, reports and stories follow from the entries."""
    expected = truth()["expected"]
    assert expected["articles"] == len(ENTRIES) == len(truth()["article"])
    assert expected["reports"] == len(REPORTS) == len({entry["report"] for entry in ENTRIES.values()})
    assert expected["stories"] == len({report["story"] for report in REPORTS.values()})
    for key, report in REPORTS.items():
        assert report["articles"] == sum(entry["report"] == key for entry in ENTRIES.values())


@pytest.mark.parametrize("key", ENTRIES)
def test_every_article_says_that_it_is_a_demo_text(key: str) -> None:
    """The line stands alone, in the article's language, and counts as residue."""
    entry = ENTRIES[key]
    wanted = DEMO_LINE[entry["language"]]
    assert [line for line in residue(entry) if wanted in line]
    assert wanted not in news(entry)


@pytest.mark.parametrize("key", ENTRIES)
def test_residue_lines_exist(key: str) -> None:
    """Residue lines are numbered in order and are not blank."""
    entry = ENTRIES[key]
    assert entry["residue"] == sorted(set(entry["residue"]))
    assert all(line.strip() for line in residue(entry))
    assert entry.get("dateline", "") in news(entry)


@pytest.mark.parametrize("key", ENTRIES)
def test_files_have_the_encoding_the_truth_states(key: str) -> None:
    """A file that is not UTF-8 cannot be read as UTF-8."""
    entry = ENTRIES[key]
    if entry["encoding"] != "utf-8":
        (path,) = (path for path in articles() if path.name == entry["file"])
        with pytest.raises(UnicodeDecodeError):
            path.read_bytes().decode("utf-8")


@pytest.mark.parametrize(("key", "change"), list(changes()))
def test_planted_changes_stand_in_the_files(key: str, change: Entry) -> None:
    """`was` occurs word for word in the other article's news, `now` in the copy's."""
    entry = ENTRIES[key]
    assert change["kind"] in get_args(ChangeKind)
    assert change["severity"] in get_args(Severity)
    assert "was" in change or "now" in change
    assert against(entry) != key
    assert change.get("was", "") in news(ENTRIES[against(entry)])
    assert change.get("now", "") in news(entry)


@pytest.mark.parametrize(("key", "change"), list(changes()))
def test_what_is_added_or_dropped_has_one_side(key: str, change: Entry) -> None:
    """Dropped words have no counterpart in the copy, added words none in the other article."""
    if change["kind"] in {"dropped", "clause"}:
        assert "now" not in change
        if ENTRIES[key]["language"] == ENTRIES[against(ENTRIES[key])]["language"]:
            assert change["was"] not in news(ENTRIES[key])
    if change["kind"] == "added":
        assert "was" not in change


@pytest.mark.parametrize("key", ENTRIES)
def test_relations_hold_together(key: str) -> None:
    """Parents exist, share the report of one of them, and come before their copies."""
    entry = ENTRIES[key]
    parents = [ENTRIES[parent] for parent in entry.get("parents", ())]
    report = REPORTS[entry["report"]]
    if entry["relation"] == "original":
        assert not parents
        assert report.get("origin") == key
    elif parents:
        assert entry["report"] in {parent["report"] for parent in parents}
    else:
        assert "origin" not in report
    if "published" in entry:
        assert all(parent["published"] <= entry["published"] for parent in parents)


def test_links_are_every_pair_of_one_report() -> None:
    """All members of a report are linked, whatever is linked beyond has a common parent or descends."""
    links = {frozenset((link["a"], link["b"])): link for link in truth()["link"]}
    assert len(links) == len(truth()["link"])
    for pair, link in links.items():
        assert pair <= set(ENTRIES)
        assert link["relation"] in get_args(Relation)
        assert link["direction"] in get_args(Direction)
    apart = {frozenset((pair["a"], pair["b"])) for pair in truth()["apart"]}
    assert not apart & set(links)
    for one, entry in ENTRIES.items():
        for two in [two for two in ENTRIES if two > one and ENTRIES[two]["report"] == entry["report"]]:
            assert frozenset((one, two)) in set(links) | apart


@pytest.mark.parametrize("link", truth()["link"], ids=lambda link: f"{link['a']}-{link['b']}")
def test_directions_follow_descent(link: Entry) -> None:
    """`b-from-a` where a is an ancestor of b; `common` where neither descends from the other."""
    a, b = link["a"], link["b"]
    if link["direction"] == "b-from-a":
        assert a in ancestors(b)
    elif link["direction"] == "a-from-b":
        assert b in ancestors(a)
    else:
        assert link["direction"] == "common"
        assert a not in ancestors(b)
        assert b not in ancestors(a)
