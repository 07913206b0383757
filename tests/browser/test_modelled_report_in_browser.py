"""What a reader meets in the report of a world that was read and modelled, in English and in Chinese."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from looking import CONTRAST, OPEN_ALL, STICKS_OUT, VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Opener = Callable[..., "Page"]
sys.path.insert(0, str(Path(__file__).parents[1] / "show"))
sys.path.insert(0, str(Path(__file__).parents[1] / "web"))
SPOKEN = ("en", "zh")


@pytest.fixture(scope="session")
def modelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of a small world in these languages."""
    import read_world

    from armillary.commands import report

    folder = tmp_path_factory.mktemp("modelled")
    world = read_world.write(folder / "read.duckdb")
    for language in SPOKEN:
        report(world, folder / f"{language}.html", language=language)
    return folder


@pytest.fixture
def opened(browser: Browser, modelled: Path) -> Iterator[Opener]:
    """Opens a report; at the end of the test there were no errors and no requests but for the file itself."""
    complaints: list[str] = []
    pages: list[Page] = []

    def at(language: str, width: int = 1280, scheme: str = "light") -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
        page.goto((modelled / f"{language}.html").as_uri())
        return page

    yield at
    for page in pages:
        page.close()
    assert complaints == []


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Opener, language: str, scheme: str) -> None:
    """No fault of accessibility that a program can find, with all texts and reasons open."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page = opened(language, 1280, scheme)
    page.evaluate(OPEN_ALL)
    assert [(v["id"], v["nodes"][0]["html"]) for v in axe.Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_all_can_be_seen(opened: Opener, language: str, width: int, scheme: str) -> None:
    """Enough contrast, and nothing that must be looked for beyond the right edge of the page."""
    page = opened(language, width, scheme)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(STICKS_OUT) == []


@pytest.mark.parametrize("language", SPOKEN)
def test_a_note_is_one_click_away_and_one_click_back(opened: Opener, language: str) -> None:
    """From a row to its sentence, and back to where it was called."""
    page = opened(language)
    call = page.locator("#timeline a.call").first
    number = call.inner_text()
    call.click()
    note = page.locator(":target")
    assert note.get_attribute("id") == f"n{number}"
    assert note.locator("mark").is_visible()
    note.locator("a.back").click()
    assert page.locator(":target").inner_text() == number


def test_the_button_speaks_the_language(opened: Opener) -> None:
    """What the script puts on it is in the page's language too."""
    page = opened("zh")
    button = page.locator("#open-all")
    assert button.inner_text() == "展开全部文本"
    button.click()
    assert button.inner_text() == "收起全部文本"
    assert page.locator("details:not([open])").count() == 0
