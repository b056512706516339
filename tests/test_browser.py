"""The built editions in a real browser: they fit, they read, they ask nobody for anything."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LANGUAGES = ("en", "ru", "uk", "be", "de", "fa", "zh-Hans")
ROOT = Path(__file__).parent.parent

pytestmark = [
    pytest.mark.full,
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    subprocess.run([sys.executable, "-m", "i18n.cli", "-C", str(folder), "build"], check=True, cwd=ROOT)
    return folder / "editions"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1000, "height": 1200}, offline=True)
    opened = context.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.said.append(message.text))
    yield opened
    context.close()


def test_the_index_leads_to_seven_languages_and_each_leads_to_all(editions, page):
    page.goto(f"file://{editions}/index.html")
    links = page.eval_on_selector_all("main a[hreflang]", "found => found.map(one => [one.hreflang, one.href])")
    assert sorted(language for language, _ in links) == sorted(LANGUAGES)
    for language, href in links:
        page.goto(href)
        assert page.get_attribute("html", "lang") == language
        assert page.eval_on_selector_all("nav a", "found => found.length") == len(LANGUAGES)


@pytest.mark.parametrize("width", [320, 768, 1600])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fits_its_window_asks_for_nothing_and_says_nothing_to_the_console(editions, page, language, width):
    page.set_viewport_size({"width": width, "height": 900})
    address = f"file://{editions}/{language}/united-we-stand.html"
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.asked == [address] and page.said == []
    assert page.eval_on_selector_all(".text p", "found => found.length") == 7


def test_persian_runs_from_right_to_left(editions, page):
    page.goto(f"file://{editions}/fa/united-we-stand.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.text p')).direction") == "rtl"
    first, last = page.evaluate(
        """() => { const text = document.querySelector('.text p').firstChild; const range = document.createRange();
        const at = i => { range.setStart(text, i); range.setEnd(text, i + 1); return range.getBoundingClientRect().x; };
        return [at(0), at(20)]; }"""
    )
    assert first > last


def test_a_page_reads_in_order_without_its_style_sheet(editions, page):
    page.goto(f"file://{editions}/ru/united-we-stand.html")
    page.evaluate("document.querySelector('style').remove()")
    text = page.inner_text("body").replace("\u00a0", " ")
    order = ["English", "В единстве", "Андрей Ханнанов", "2025", "машиной", "В тени Кремля"]
    assert [text.index(word) for word in order] == sorted(text.index(word) for word in order)
