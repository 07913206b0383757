"""What a reader meets who opens the report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from looking import CONTRAST, VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Opener = Callable[..., "Page"]
sys.path.insert(0, str(Path(__file__).parents[1] / "show"))


@pytest.fixture(scope="session")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the small world."""
    import small_world

    from armillary.commands import report

    folder = tmp_path_factory.mktemp("browser")
    report(small_world.write(folder / "small.duckdb"), folder / "report.html")
    return folder / "report.html"


@pytest.fixture
def opened(browser: Browser, report_file: Path) -> Iterator[Opener]:
    """Opens the report; at the end of the test there were no errors and no requests but for the file itself."""
    complaints: list[str] = []
    requests: list[str] = []
    pages: list[Page] = []

    def at(width: int = 1280, scheme: str = "light", *, script: bool = True, place: str = "") -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
        )
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(report_file.as_uri() + place)
        return page

    yield at
    for page in pages:
        page.close()
    assert complaints == []
    assert {url.split("#")[0] for url in requests} <= {report_file.as_uri()}


def _open_all(page: Page) -> None:
    page.get_by_role("button", name="Open all texts").click()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_nothing_sticks_out(opened: Opener, width: int, scheme: str) -> None:
    """No sideways scrolling on a wide or a narrow screen, with all texts open."""
    page = opened(width, scheme)
    _open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_text_has_enough_contrast(opened: Opener, width: int, scheme: str) -> None:
    """WCAG AA in the light and in the dark, with all texts open."""
    page = opened(width, scheme)
    _open_all(page)
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Opener, scheme: str) -> None:
    """No fault of accessibility that a program can find."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page = opened(1280, scheme)
    _open_all(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in axe.Axe().run(page).response["violations"]] == []


def test_a_change_leads_to_the_sentence(opened: Opener) -> None:
    """From the first page: one click to the change, one more to the words in their text."""
    page = opened()
    page.locator("#telling a").first.click()
    change = page.locator(":target")
    assert change.is_visible()
    change.locator("a.no").click()
    marked = page.locator(":target")
    assert marked.is_visible()
    assert marked.evaluate("e => Boolean(e.closest('td'))")


def test_a_change_in_a_closed_text_opens_it(opened: Opener) -> None:
    """A link into a folded text unfolds it."""
    page = opened()
    folded = page.locator("details.copy:not([open])").first
    key = folded.get_attribute("id")
    assert not folded.locator(".pair").is_visible()
    page.locator(f'.tree a[href="#{key}"]').first.click()
    assert page.locator(f"#{key} .pair").is_visible()


def test_the_page_reads_without_script(opened: Opener) -> None:
    """Texts unfold, links lead, and no button stands there that does nothing."""
    page = opened(script=False)
    assert not page.locator("#open-all").is_visible()
    summary = page.locator("details.copy:not([open]) > summary").first
    summary.click()
    assert page.locator("details.copy[open]").count() == 2


def test_the_keyboard_reaches_a_text(opened: Opener) -> None:
    """Tab and Enter are enough; where the focus is can be seen."""
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("details.copy:not([open]) > summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.copy[open]").count() == 2


def test_right_to_left_is_set_from_the_right(opened: Opener) -> None:
    """An Arabic sentence begins at the right edge of its cell, beside an English one from the left."""
    page = opened()
    _open_all(page)
    cells = page.locator('td[lang="ar"] p').first
    assert cells.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator('td[lang="en"] p').first.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_print_shows_the_folded_texts(opened: Opener) -> None:
    """What is folded on the screen is on the paper."""
    page = opened()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert not page.locator("nav").is_visible()
