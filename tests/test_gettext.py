"""What gettext's own tools say of every PO file here."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "locales").rglob("*.po*"))
FURNITURE = sorted((ROOT / "i18n" / "editions" / "furniture").glob("*.po"))

pytestmark = pytest.mark.gettext


def needs(program):
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"{program} is not installed (make test-full installs it)"
    )


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_there_are_catalogs_to_look_at():
    assert len(FILES) >= 7 and len(FURNITURE) >= 17


@needs("msgfmt")
@pytest.mark.parametrize("path", [path for path in (*FILES, *FURNITURE) if path.suffix == ".po"], ids=name)
def test_msgfmt_finds_nothing(path):
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@needs("msgcat")
@pytest.mark.parametrize("path", [*FILES, *FURNITURE], ids=name)
def test_msgcat_changes_no_byte(path):
    done = subprocess.run(["msgcat", "--no-wrap", str(path)], capture_output=True)
    assert done.stdout == path.read_bytes()


@needs("i18nspector")
@pytest.mark.parametrize("path", FILES, ids=name)
def test_i18nspector_finds_no_error(path):
    done = subprocess.run(["i18nspector", str(path)], capture_output=True, text=True)
    errors = [line for line in done.stdout.splitlines() if line.startswith("E:")]
    # i18nspector 0.27 knows zh_CN and zh_TW, not the scripts that people translate into
    assert [line for line in errors if not re.search(r"invalid-language zh_Hans$", line)] == []
