"""Payloads that nobody here wrote, in a real browser: pages and books without their policy run nothing, ask for nothing.

The policy of each page is taken out, and sent along as one that forbids nothing and reports: so whatever it
would have had to forbid is counted, and the sanitiser alone is what is tried.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import pytest

from i18n import formats
from i18n.catalog import po
from i18n.editions.assemble import assemble, original
from i18n.editions.policy import Policy
from i18n.editions.shelf import shelve
from i18n.editions.writers import writers
from i18n.errors import CatalogError
from i18n.model import Catalog, Entry, State

from . import payloads
from .outcomes import ATTRIBUTES, SCHEMES, TAGS

BATCH = 100
SITE = "http://edition.test/"
ICON = f"{SITE}favicon.ico"
"""What the browser asks for by itself."""

STRICT = "default-src 'none'; style-src 'self'"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n')

pytestmark = [
    pytest.mark.full,
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
]

WATCH = """
window.broken = [];
document.addEventListener('securitypolicyviolation', one => broken.push(`${one.violatedDirective} ${one.sample} ${one.blockedURI}`));
"""
# Every element is touched in every way that a person may touch it; links are looked at, not followed.
TOUCH = """
async ([tags, attributes, schemes]) => {
  document.addEventListener('click', one => one.preventDefault(), true);
  const found = [];
  const kinds = 'click dblclick mousedown mouseup mouseover mouseenter mousemove mouseout focus blur focusin keydown ' +
    'keyup input change submit reset toggle load error animationstart animationend transitionend pointerdown ' +
    'pointerover touchstart wheel scroll copy cut paste drag drop contextmenu beforetoggle';
  for (const one of document.querySelectorAll('*')) {
    if (!tags.includes(one.localName) && !['style', 'meta', 'link', 'input'].includes(one.localName)) found.push(one.localName);
    for (const name of one.getAttributeNames())
      if (!attributes.includes(name) && !['meta', 'link', 'input', 'label'].includes(one.localName)) found.push(`${one.localName} ${name}`);
    if (one.href !== undefined && !schemes.includes(String(one.protocol ?? 'http:').slice(0, -1))) found.push(one.href);
    for (const kind of kinds.split(' ')) one.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
  }
  await new Promise(done => setTimeout(done, 20));
  return [...found, ...broken];
}
"""


class Visit:
    """A browser that is served one page or book, and notes what else it asks for and says."""

    def __init__(self, browser):
        self.files, self.noted = {}, []
        context = browser.new_context()
        context.add_init_script(WATCH)
        context.route("**/*", self.serve)
        self.page = context.new_page()
        self.page.on("dialog", lambda dialog: (self.noted.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("popup", lambda _: self.noted.append("popup"))
        self.page.on("download", lambda _: self.noted.append("download"))
        self.page.on("pageerror", lambda error: self.noted.append(f"script {error}"))

    def serve(self, route):
        found = self.files.get(route.request.url)
        if found is None:
            self.noted.append(f"request {route.request.url}")
            route.abort()
            return
        kind, policy, body = found
        headers = {"Content-Type": kind, "Content-Security-Policy-Report-Only": policy}
        route.fulfill(body=body, headers=headers)

    def look(self, name, kind, policy, body):
        """What a page does when it is opened and touched."""
        address = SITE + name
        self.files[address] = (kind, policy, body)
        self.noted.clear()
        self.page.goto(address)
        assert self.page.query_selector("parsererror") is None, name
        attributes = [*ATTRIBUTES, "xml:lang", "epub:type"]
        done = self.page.evaluate(TOUCH, [[*TAGS], attributes, [one for one in SCHEMES if one]])
        return [one for one in (*self.noted, *done) if ICON not in one]


def batches(texts):
    for at in range(0, len(texts), BATCH):
        yield texts[at : at + BATCH]


def edition(texts):
    """An edition with a paragraph for each text that a PO file can hold."""
    document = formats.of("x.md").read(
        "x.md", "".join(f"paragraph {number}\n\n" for number in range(len(texts))).encode()
    )
    entries = tuple(Entry(slot.segment.key, text) for slot, text in zip(document.slots, texts, strict=True))
    catalog = po.load(po.dump(Catalog("ru", {"Content-Type": "text/plain; charset=UTF-8"}, entries)), "x.po")
    found = assemble(document, catalog, formats.of("x.md"), "ru", "en", Policy(State.TRANSLATED))
    assert found.findings == (), "a passage that shows the original tries nothing: give it a document of its own"
    return found


def held(text):
    try:
        po.dump(Catalog("ru", {}, (Entry(formats.of("x.md").read("x.md", b"a").slots[0].segment.key, text),)))
    except CatalogError:
        return False
    return True


@pytest.mark.parametrize("name", payloads.SETS)
def test_pages_and_books_run_nothing_and_ask_for_nothing_when_opened_and_touched(browser, name):
    texts = [text for text in payloads.SETS[name]() if held(text)]
    if not texts:
        pytest.skip(f"{name} is not installed (make test-full installs it)")
    visit, done = Visit(browser), []
    for number, some in enumerate(batches(texts)):
        found = edition(some)
        shelf = shelve("x", [original(found.document, "en"), found])
        for suffix in (".html", ".bilingual.html"):
            page = writers()[suffix](found, shelf).decode()
            policy = unescape(_POLICY.search(page)[1])
            shown = visit.look(f"{number}{suffix}", "text/html; charset=utf-8", policy, _POLICY.sub("", page))
            done += [(suffix, number, one) for one in shown]
        with zipfile.ZipFile(io.BytesIO(writers()[".epub"](found, shelf))) as book:
            for part in (part for part in book.namelist() if part.endswith((".xhtml", ".css"))):
                kind = "text/css" if part.endswith(".css") else "application/xhtml+xml"
                visit.files[f"{SITE}{number}/{part}"] = (kind, STRICT, book.read(part))
            for part in (part for part in book.namelist() if part.endswith(".xhtml")):
                shown = visit.look(f"{number}/{part}", "application/xhtml+xml", STRICT, book.read(part))
                done += [(part, number, one) for one in shown]
    assert done == [], done[:10]


ACTIVE = {
    "a script": "<script>x = 1</script>",
    "a handler": '<p onclick="x = 1">y</p>',
    "a handler in disguise": "<svg><animate onbegin=x()></svg>",
    "a picture": '<img src="https://x.example/a.png">',
    "a dialog": "<script>alert(1)</script>",
    "a link of a bad scheme": '<a href="java&#10;script:x">y</a>',
    "a style": '<p style="color: red">y</p>',
}


@pytest.mark.parametrize("name", ACTIVE)
def test_the_browser_tells_what_is_active(browser, name):
    visit = Visit(browser)
    assert visit.look("x.html", "text/html", STRICT, f"<!DOCTYPE html><title>x</title>{ACTIVE[name]}")
    assert visit.look("y.html", "text/html", STRICT, "<!DOCTYPE html><title>x</title><p>y</p>") == []
