"""Every page of the essay, and of a project with one of each kind of block: valid for the Nu HTML checker, accessible for axe-core."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from . import sampler

TOOLS = Path(__file__).parent.parent / ".venv/node/node_modules"
WIDTHS = (320, 768, 1600)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

pytestmark = [pytest.mark.full, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """The pages of the sampler, which has changed since it was translated, of the essay, and of two that link."""
    root = tmp_path_factory.mktemp("pages")
    sample = sampler.project(root / "sampler", config='[credits.ru]\ntranslators = ["Анна"]\n')
    sampler.change(sample)
    (root / "essay").mkdir()
    linked = shutil.copytree(Path(__file__).parent / "data/checklist", root / "linked")
    for one in (sample, sampler.essay(root / "essay"), linked):
        sampler.run(one, "build", "--format", "html", "--format", "bilingual.html")
    return root


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed (make test-full installs it)")
@pytest.mark.skipif(not (TOOLS / "vnu-jar").is_dir(), reason="vnu-jar is not installed (make test-full installs it)")
def test_the_nu_html_checker_finds_no_error(editions):
    pages = sorted(map(str, editions.rglob("editions/**/*.html")))
    # The index, the editions, those beside the original, the changes.
    assert len(pages) == (1 + 7 + 6 + 6) + (1 + 7 + 6) + (1 + 15 + 13 + 1)
    jar = TOOLS / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--also-check-css", *pages]
    said = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)["messages"]
    # The checker takes no account of a style sheet's digest in a policy; a browser does (see test_browser.py).
    known = "Inline style violates Content Security Policy"
    assert [one for one in said if known not in one["message"]] == []


@pytest.mark.skipif(not (TOOLS / "axe-core").is_dir(), reason="axe-core is not installed (make test-full installs it)")
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_axe_finds_no_violation_at_any_width(editions, browser, scheme):
    axe = (TOOLS / "axe-core/axe.min.js").read_text("utf-8")
    context = browser.new_context(offline=True, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in sorted(editions.rglob("editions/**/*.html")):
        page.goto(f"file://{path}")
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            tags = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
            for one in page.evaluate("options => axe.run(options)", tags)["violations"]:
                targets = [node["target"] for node in one["nodes"]]
                found[f"{path.relative_to(editions)} at {width}"] = (one["id"], one["impact"], targets)
    context.close()
    assert found == {}, "\n".join(f"{where}: {what}" for where, what in found.items())


def test_a_page_is_no_wider_than_the_narrowest_telephone(editions, browser):
    context = browser.new_context(offline=True, viewport={"width": 320, "height": 900})
    page = context.new_page()
    for path in sorted(editions.rglob("editions/**/*.html")):
        page.goto(f"file://{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()
