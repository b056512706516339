"""What tests share: Hypothesis profiles (a few examples while working, many in CI's long run), and Chromium.

No width: what is printed is not folded.
"""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("fast", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("full", max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

os.environ.pop("COLUMNS", None)  # pytest-xdist sets it


@pytest.fixture(scope="module")
def browser():
    """Chromium, steered by Playwright; it asks for nothing by itself."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed (make test-full installs it)")
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()
