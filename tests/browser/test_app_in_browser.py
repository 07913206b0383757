"""What a reader meets who opens the app: every kind of page, wide and narrow, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("uvicorn", reason="needs uvicorn")

from looking import CONTRAST, OPEN_ALL, STICKS_OUT, VIEWS, WATCH_FOCUS
from served_app import App, Serve, kind_of, links

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Opener = Callable[..., "Page"]
WORLDS = ["demo_world", "made_world", pytest.param("big_world", marks=pytest.mark.slow)]


@pytest.fixture(params=WORLDS)
def app(request: pytest.FixtureRequest, served: Serve) -> App:
    """The app over each of the worlds."""
    return served(request.getfixturevalue(request.param))


@pytest.fixture
def demo(served: Serve, demo_world: object) -> App:
    """The app over the demo alone."""
    return served(demo_world)  # type: ignore[arg-type]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Opens a window; at the end of the test there were no complaints and no request left the app."""
    complaints: list[str] = []
    requests: set[str] = set()
    windows: list[Page] = []

    def at(app: App, width: int = 1280, scheme: str = "light", *, script: bool = True, free: bool = False) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
            bypass_csp=free,
        )
        windows.append(page)
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: requests.add(re.sub(r"^(\w+://[^/]+).*", r"\1", request.url)))
        return page

    yield at
    origins = {window.url.split("/", 3)[2] for window in windows}
    for window in windows:
        window.close()
    assert complaints == []
    assert {one.split("/")[2] for one in requests} <= origins


def _faults(app: App, page: Page, look: Callable[[], object]) -> dict[str, object]:
    """What a look at each page finds, where it finds anything."""
    found = {}
    for address in app.pages.values():
        page.goto(app.base + address)
        page.evaluate(OPEN_ALL)
        if fault := look():
            found[address] = fault
    return found


def test_every_kind_of_page_is_reached_by_links(demo: App) -> None:
    """From the first page, without knowing any address."""
    from armillary.web.pages import PAGES

    assert {page.name for page in PAGES} - set(demo.pages) == set()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_nothing_sticks_out_and_all_can_be_read(app: App, opened: Opener, width: int, scheme: str) -> None:
    """With all details open: no sideways scrolling, WCAG AA, and no complaint of the browser (errors, the policy)."""
    page = opened(app, width, scheme)
    assert _faults(app, page, lambda: page.evaluate(STICKS_OUT) + page.evaluate(CONTRAST)) == {}


@pytest.mark.parametrize(("width", "scheme"), [VIEWS[0], VIEWS[3]])
def test_axe_finds_nothing(app: App, opened: Opener, width: int, scheme: str) -> None:
    """No fault of accessibility that a program can find."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page = opened(app, width, scheme, free=True)

    def violations() -> list[tuple[str, str]]:
        return [(v["id"], v["nodes"][0]["html"][:300]) for v in axe.Axe().run(page).response["violations"]]

    assert _faults(app, page, violations) == {}


def test_anchors_are_there(demo: App) -> None:
    """A link into a page meets the place that it names, one of each kind."""
    wanted: dict[tuple[str | None, str], str] = {}
    for address in demo.pages.values():
        for link in links(demo.get(address)[1]):
            place = link.partition("#")[2]
            if place:
                wanted.setdefault((kind_of(link), re.sub(r"[0-9a-f]{8,}|\d+", "N", place)), link)
    missing = [link for link in wanted.values() if f'id="{link.partition("#")[2]}"' not in demo.get(link)[1]]
    assert missing == []


def test_the_keyboard_reaches_everything(demo: App, opened: Opener) -> None:
    """Tab comes to every link and control in the order of the page, and where it is can be seen."""
    page = opened(demo)
    faults = {}
    for address in demo.pages.values():
        page.goto(demo.base + address)
        n, n_dates = page.evaluate(WATCH_FOCUS)
        for _ in range(n + 3 * n_dates):
            page.keyboard.press("Tab")
        met = [one for one in page.evaluate("met") if one[0] >= 0]
        if list(dict.fromkeys(k for k, _, _ in met))[:n] != list(range(n)):
            faults[address] = f"met {len({k for k, _, _ in met})} of {n}"
        elif unseen := [words for _, seen, words in met if not seen]:
            faults[address] = unseen[0]
    assert faults == {}


def test_the_first_tab_leads_past_the_menu(demo: App, opened: Opener) -> None:
    """The link to the content is seen when it has the focus, and moves the focus."""
    page = opened(demo)
    page.goto(demo.base + "/statements")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_pages_tell_all_without_script(demo: App, opened: Opener) -> None:
    """The words of each page are the same with script and without."""
    told = []
    for script in (True, False):
        page = opened(demo, script=script)
        words = {}
        for kind, address in demo.pages.items():
            page.goto(demo.base + address)
            words[kind] = page.locator("main").text_content()
        told.append(words)
    assert told[0] == told[1]


def test_forms_work_without_script(demo: App, opened: Opener) -> None:
    """Every form of every page leads to a page that answers."""
    page = opened(demo, script=False)
    for address in demo.pages.values():
        page.goto(demo.base + address)
        for n in range(page.locator("main form").count()):
            page.goto(demo.base + address)
            form = page.locator("main form").nth(n)
            for choice in form.locator("select[required]").all():
                choice.select_option(index=1)
            with page.expect_navigation() as led:
                form.locator("button").click()
            assert led.value.ok, page.url


def test_the_slider_moves_the_map_and_the_address(demo: App, opened: Opener) -> None:
    """One step back in time: other words above, another map, an address that shows the same to whoever opens it."""
    page = opened(demo)
    page.goto(demo.base)
    before = page.locator("#map").inner_html()
    page.get_by_role("slider").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    period = page.locator("select[name=period]").input_value()
    page.get_by_text(f"period from {period}", exact=False).first.wait_for()
    assert page.locator("#map").inner_html() != before
    page.wait_for_url(f"**period={period}*")
    moved = page.locator("#map").inner_html()
    page.reload()
    assert page.locator("#map").inner_html() == moved
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == period


def test_two_clicks_from_a_movement_to_its_sentence(demo: App, opened: Opener) -> None:
    """From the first sentence of the app to marked words in an article, and one more click to the copies of that."""
    page = opened(demo)
    page.goto(demo.base)
    page.locator(".told .move.first a[href$='#evidence']").click()
    page.locator("#evidence .quote").filter(has_text="cop").get_by_role("link", name="in its article").first.click()
    marked = page.locator("mark.here").first
    assert marked.is_visible()
    box = marked.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    page.get_by_role("link", name=re.compile("^shared with")).click()
    assert page.locator("#articles li:target").is_visible()
    assert page.locator("#articles .family-list > li").count() > 1


def test_paper_has_no_menu(demo: App, opened: Opener) -> None:
    """Printed: no menu, no forms, and what was folded is there."""
    page = opened(demo)
    page.emulate_media(media="print")
    for address in demo.pages.values():
        page.goto(demo.base + address)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details:not([open])").count() == 0
        for hidden in ("nav.menu", "header.head", "main form"):
            for one in page.locator(hidden).all():
                assert not one.is_visible(), (address, hidden)
