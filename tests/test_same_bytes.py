"""Two builds by people who share nothing but the project: the same bytes in every format, and for every file of the shelf."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from i18n.editions.writers import writers

from . import sampler
from .nobody import NOBODY, as_nobody

ROOT = Path(__file__).parent.parent
LETTER = "A Letter\n\nAnn O’Nym\n2025-12-08\n\nDear reader, this is the first paragraph of a letter.\n\nThis is the second one.\n"
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
LANGUAGES = ("ru", "fa", "zh-Hans")
A_YEAR_ON = "+400d"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Documents of both kinds, some of it changed since it was translated, so that there is a page of changes."""
    root = sampler.project(tmp_path_factory.mktemp("same"), LANGUAGES)
    (root / "source/letter.txt").write_text(LETTER)
    sampler.change(root)
    return root


@pytest.fixture
def elsewhere():
    """A folder that any user may reach, deep in another one."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101
        yield Path(folder)


def built(project, root, environment, *, backwards=False, mask=0o022, before=()):
    """The files of a build in a copy of the project whose files were made in order, or backwards."""
    for path in sorted((path for path in project.rglob("*") if path.is_file()), reverse=backwards):
        target = root / path.relative_to(project)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    home = root.parent / "home"
    fonts = home / ".local/share/fonts"
    fonts.mkdir(parents=True)
    if backwards:
        for font in sorted(Path("/usr/share/fonts").rglob("*.ttf"))[:20]:
            shutil.copy(font, fonts)
    if "--reuid" in " ".join(before):
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", str(root), str(home)], check=True)
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    call = [*before, sys.executable, "-m", "i18n.cli", "-C", str(root), "build"]
    done = subprocess.run(call, env={**kept, **environment}, capture_output=True, text=True, umask=mask, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / "editions").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


ONE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "USER": "one", "PYTHONHASHSEED": "1", "COLUMNS": "40"}
OTHER = {
    "TZ": "America/Los_Angeles",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "de",
    "USER": "other",
    "HOSTNAME": "elsewhere",
    "PYTHONHASHSEED": "2",
    "FONTCONFIG_FILE": "/dev/null",
}


@pytest.mark.full
def test_folder_user_day_zone_locale_mask_order_and_fonts_change_no_byte_of_any_format(project, elsewhere):
    if FAKETIME is None:
        pytest.skip("libfaketime is not installed (make test-full installs it)")
    as_other = as_nobody()
    one = built(project, elsewhere / "one", ONE)
    later = ("env", f"LD_PRELOAD={FAKETIME}", f"FAKETIME={A_YEAR_ON}")
    root = elsewhere / "another folder" / ("deep" * 10) / "two"
    other = built(project, root, OTHER, backwards=True, mask=0o077, before=(*as_other, *later))
    assert [name for name in sorted(one | other) if one.get(name) != other.get(name)] == []
    made = {suffix for suffix in writers() if any(name.endswith(suffix) for name in one)}
    assert made == set(writers())
    assert {
        "editions/index.html",
        "editions/SHA256SUMS",
        "editions/ru/feed.xml",
        "editions/ru/sampler.changes.html",
    } <= set(one)
