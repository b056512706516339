"""A build does no work exactly when nothing that it depends on has changed and all that it made is still there."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from i18n import cache, printing
from i18n.cli import main
from i18n.editions import writers
from i18n.errors import WriterError
from i18n.project import find

ESSAY = '---\ntitle: Trees\nlang: en\n---\n\n"They" grow.\n\nPeople wait.\n'
NOTHING = "Nothing to do: 3 editions are up to date."
PO, OTHER = Path("locales/ru/LC_MESSAGES/trees.po"), Path("locales/de/LC_MESSAGES/trees.po")
PAGE = Path("editions/ru/trees.html")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project with an edition in three languages; whoever changes it works on a copy."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "trees.md").write_text(ESSAY)
    run("new", folder / "trees.md", "--to", "ru", "--to", "de", folder=folder)
    translate(folder / PO)
    run("build", folder=folder)
    run("publish", "ru", folder=folder)
    run("build", folder=folder)
    return folder


@pytest.fixture
def project(built, tmp_path, monkeypatch):
    shutil.copytree(built, tmp_path / "project", symlinks=True)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def run(*args, folder=Path(), code=0):
    environment = {"SOURCE_DATE_EPOCH": "1767312000"}
    result = CliRunner().invoke(main, ["-C", str(folder), *map(str, args)], env=environment)
    assert result.exit_code == code, result.output
    return result.output


def translate(path):
    header, blank, messages = path.read_text("utf-8").partition("\n\n")
    path.write_text(header + blank + messages.replace('msgstr ""', 'msgstr "слово"'), "utf-8")


def edit(path, old="", new="x"):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")


def test_what_is_said_of_pictures_is_said_once_and_nothing_is_made_again_for_it(project):
    edit(Path("source/trees.md"), new="\n![An oak](oak.png)\n")
    assert "editions hold no pictures" in run("build", "--format", "html")
    assert "Nothing to do" in run("build", "--format", "html")


def test_nothing_is_done_when_nothing_changed_and_it_says_so(project):
    before = {path: path.stat().st_mtime_ns for path in Path("editions").rglob("*")}
    assert run("build").strip() == NOTHING
    assert run("build", "--check").strip() == NOTHING
    assert {path: path.stat().st_mtime_ns for path in Path("editions").rglob("*")} == before


CHANGES = {
    "a word of the source": lambda: edit(Path("source/trees.md"), "wait", "hope"),
    "white space in the source": lambda: edit(Path("source/trees.md"), "", "\n"),
    "another source": lambda: shutil.copy("source/trees.md", "source/woods.md"),
    "the name of the source": lambda: Path("source/trees.md").rename("source/woods.md"),
    "a translation": lambda: edit(PO, "слово", "дело"),
    "a flag": lambda: edit(PO, "#. paragraph\n", "#, fuzzy\n#. paragraph\n"),
    "a note": lambda: edit(PO, "#. paragraph\n", "# translated: ash 2026-01-01 0123456789abcdef\n#. paragraph\n"),
    "a field of the header": lambda: edit(PO, "PO-Revision-Date: ", "PO-Revision-Date: 2026-01-01 00:00+0000\\n#"),
    "a catalog that is gone": OTHER.unlink,
    "the list of languages": lambda: edit(Path("locales/LINGUAS"), "de", ""),
    "a configuration": lambda: Path("tamizdat.toml").write_text('publish.from = "reviewed"\n'),
    "a configuration elsewhere": lambda: Path("pyproject.toml").write_text("[tool.tamizdat.publish]\nreviews = 2\n"),
    "an edited page": lambda: edit(PAGE, "слово", "дело"),
    "a deleted page": PAGE.unlink,
    "a deleted index": lambda: Path("editions/index.html").unlink(),
    "all editions": lambda: shutil.rmtree("editions"),
    "what was remembered": lambda: Path("editions/.build").unlink(),
    "what was remembered, damaged": lambda: edit(Path("editions/.build"), "", "x" * 9),
    "a source that is a link now": lambda: (Path("source/trees.md").rename("a.md"), Path("source/trees.md").symlink_to("../a.md")),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_built_and_the_next_build_has_nothing_to_do(change, project):
    CHANGES[change]()
    first = run("build")
    assert "Nothing to do" not in first or change == "what was remembered, damaged"
    assert "Nothing to do" in run("build")
    shutil.copytree("editions", "old")
    shutil.rmtree("editions")
    run("build")
    assert contents(Path("editions")).items() <= contents(Path("old")).items()


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != cache.NAME)
    return {path.relative_to(folder): path.read_bytes() for path in files}


OPTIONS = (("--draft",), ("--as-of", "2026-01-03"), ("--format", "html"), ("ru",), ("ru", "--format", "md"))


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_other_options_are_another_build(options, project):
    assert "Nothing to do" not in run("build", *options)
    assert "Nothing to do" in run("build", *options)


@pytest.mark.parametrize("part", ["code", "libraries"])
def test_another_program_builds_anew(part, project, tmp_path, monkeypatch):
    if part == "code":
        (tmp_path / "i18n").mkdir()
        monkeypatch.setattr(cache, "__file__", str(tmp_path / "i18n" / "cache.py"))
    else:
        (tmp_path / "nh3-99.0.dist-info").mkdir()
        monkeypatch.syspath_prepend(str(tmp_path))
    assert "Nothing to do" not in run("build")


def test_a_build_with_findings_reports_them_every_time(project):
    edit(Path("locales/ru/published/trees.md"), "wait", "hope")
    assert run("build", code=1).count("do not belong together") == 1
    assert run("build", code=1).count("do not belong together") == 1


def test_what_is_remembered_holds_nothing_but_digests(project):
    assert all(cache._LINE.fullmatch(line) for line in Path("editions/.build").read_text("ascii").splitlines())


def test_builds_are_forgotten_in_time(project):
    for day in range(10, 30):
        run("build", "--as-of", f"2026-01-{day}")
    assert len(remembered(count=3)) == cache.KEPT


def test_editions_are_forgotten_in_time(project, monkeypatch):
    monkeypatch.setattr(cache, "KEPT_EDITIONS", 2)
    edit(PO, "слово", "дело")
    run("build")
    assert len(remembered(count=2)) == 2


def remembered(count):
    lines = Path("editions/.build").read_text("ascii").splitlines()
    return [line for line in lines if len(line.split(" ")) == count]


@pytest.fixture
def printed(monkeypatch):
    """The languages that a build prints an edition of; the others stand."""
    found = []
    real = printing._edition_files

    def _edition_files(project, one, suffixes):
        found.append(one.edition.locale)
        return real(project, one, suffixes)

    monkeypatch.setattr(printing, "_edition_files", _edition_files)
    return found


PRINTED = {
    "a translation": (lambda: edit(PO, 'wait."\nmsgstr "слово', 'wait."\nmsgstr "дело'), ["ru"]),
    "a word of the source": (CHANGES["a word of the source"], ["en", "ru", "de"]),
    "an edited page": (CHANGES["an edited page"], ["ru"]),
    "a deleted page": (CHANGES["a deleted page"], ["ru"]),
    "a page that is not made any more": (lambda: Path("editions/ru/trees.changes.html").write_text("x"), ["ru"]),
    "a deleted index": (CHANGES["a deleted index"], []),
    "another source": (CHANGES["another source"], ["en", "de", "ru", "en", "de", "ru"]),
    "a title, which all pages show": (lambda: edit(PO, "слово", "дело. [A"), ["en", "de", "ru"]),
    "what was remembered": (CHANGES["what was remembered"], ["en", "de", "ru"]),
}


@pytest.mark.parametrize("change", PRINTED)
def test_only_editions_that_a_change_touches_are_printed_anew(change, project, printed):
    make, languages = PRINTED[change]
    make()
    run("build")
    assert sorted(printed) == sorted(languages)


def configure(text):
    Path("tamizdat.toml").write_text(text)


def hold(text=""):
    return lambda: (
        configure(f'publish.policy = "hold"\n{text}'),
        edit(Path("source/trees.md"), "wait", "hope"),
        run("update"),
    )


def other_titled():
    Path("source/woods.md").write_text("# Woods\n\nPaths [lead](trees.md) nowhere.\n")
    edit(Path("source/trees.md"), "They", "[They](woods.md)")
    run("update")


ALONE = {
    "white space": ([], CHANGES["white space in the source"]),
    "a day of the source": ([], lambda: edit(Path("source/trees.md"), "lang: en", "date: 2026-01-02\nlang: en")),
    "what a title does not show": ([], lambda: edit(PO, 'wait."\nmsgstr "слово', 'wait."\nmsgstr "дело')),
    "who made it": ([], lambda: configure('credits.ru.translators = ["Anna"]')),
    "where it stands": ([], lambda: configure('site = "https://a.example/"')),
    "its typography": ([], lambda: configure("typography = false")),
    "when it was revised": ([], CHANGES["a field of the header"]),
    "how far it has come": ([], lambda: run("review", "ru", "--accept", json.loads(run("review", "ru", "--json"))["items"][1]["key"], "--as", "ash")),
    "what counts as good": ([], lambda: configure('publish.from = "reviewed"')),
    "the title of another document": ([other_titled], lambda: edit(Path("source/woods.md"), "Woods", "Forests")),
    "where another document stands": ([other_titled], lambda: (Path("source/b").mkdir(), Path("source/woods.md").rename("source/b/woods.md"))),
    "that another document is gone": ([other_titled], lambda: Path("source/woods.md").unlink()),
    "what another one is translated into": ([other_titled, lambda: configure('publish.policy = "hide"')], lambda: translate(Path("locales/ru/LC_MESSAGES/woods.po"))),
    "more changes since the last good edition": ([hold()], lambda: edit(Path("source/trees.md"), "hope", "hope and sing")),
    "that it is the last good edition": ([lambda: configure('publish.policy = "hold"')], CHANGES["a flag"]),
    "another language": ([], lambda: run("add", "fa")),
    "one language less": ([], CHANGES["the list of languages"]),
    "the region of the original": ([], lambda: edit(Path("source/trees.md"), "lang: en", "lang: en-GB")),
    "what a reader sees of the source": ([], lambda: configure("front-matter = []")),
}  # fmt: skip
"""What editions are printed from, each changed alone after some changes and a build."""


@pytest.mark.parametrize("alone", ALONE)
def test_nobody_can_tell_by_a_build_what_was_printed_before(alone, project):
    first, last = ALONE[alone]
    for change in first:
        change()
    build()
    before = contents(Path("editions"))
    last()
    expect_as_new()
    assert contents(Path("editions")) != before, "the change is worth a test"


def test_the_formats_of_a_build_decide_what_its_pages_lead_to(project):
    shutil.rmtree("editions")
    build("--format", "html")
    expect_as_new()


def build(*options):
    """What a build says but for what became of which files, and its exit code."""
    done = CliRunner().invoke(main, ["build", *options], env={"SOURCE_DATE_EPOCH": "1767312000"})
    said = done.output.split("\n")
    return [line for line in said if " editions/" not in line and not line.startswith("Nothing ch")], done.exit_code


def expect_as_new():
    found, files = build(), contents(Path("editions"))
    shutil.rmtree("editions")
    assert build() == found
    assert contents(Path("editions")) == files


def test_an_edition_that_lacks_a_format_is_tried_again(project, printed, monkeypatch):
    def fail(*_):
        raise WriterError("not today")

    edit(PO, "слово", "дело")
    with monkeypatch.context() as broken:
        broken.setattr(writers, "writers", lambda: {".html": fail})
        broken.setattr(printing, "writers", lambda: {".html": fail})
        assert "not today" in run("build", "--format", "html", code=1)
    assert not PAGE.exists()
    run("build", "--format", "html")
    assert "дело" in PAGE.read_text("utf-8")


def test_where_it_cannot_be_known_a_build_does_its_work(project):
    Path("locales/more").symlink_to(project)
    assert cache.key(find(project), ()) is None
    assert "Nothing to do" not in run("build")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_byte_of_any_file_counts(project, data):
    files = [path for part in ("source", "locales") for path in sorted(Path(part).rglob("*")) if path.is_file()]
    path = data.draw(st.sampled_from(files))
    before, known = path.read_bytes(), cache.key(find(project), ())
    at = data.draw(st.integers(0, len(before)))
    path.write_bytes(before[:at] + data.draw(st.binary(max_size=2)) + before[at + data.draw(st.integers(0, 2)) :])
    assert (cache.key(find(project), ()) == known) == (path.read_bytes() == before)
    path.write_bytes(before)
