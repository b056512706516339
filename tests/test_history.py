"""What git says: versions of a catalog through merges and renames, what became of each message, day by day."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner

from i18n import history, review, transitions
from i18n.catalog import po
from i18n.cli import common, main
from i18n.errors import CatalogError, ProjectError
from i18n.model import Catalog, Entry, Key, State
from i18n.transitions import Became, Delta, Size, Step, compare

PO = "locales/ru/LC_MESSAGES/essay.po"
START = 1_767_312_000
"""2026-01-02 00:00 UTC; each commit of a `Book` is a day later than the one before."""
NAME, ADDRESS = "Ash Person", "ash@example.org"


class Book:
    """A git repository with a catalog in it, and no settings of anybody's."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.day = 0
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments, code=0):
        self.day += 1
        stamp = f"{START + self.day * 86400} +0300"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": NAME,
            "GIT_AUTHOR_EMAIL": ADDRESS,
            "GIT_COMMITTER_NAME": NAME,
            "GIT_COMMITTER_EMAIL": ADDRESS,
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_DATE": stamp,
            "GIT_EDITOR": "true",
        }
        done = subprocess.run(["git", *arguments], cwd=self.root, env=environment, capture_output=True, text=True)
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done.stdout.strip()

    def write(self, *lines, name=PO, wrap=True):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = po.dump(read_catalog(lines)).decode()
        path.write_text(wrapped(text) if wrap else text, "utf-8")

    def commit(self, *lines, name=PO, wrap=True):
        """The catalog as it is now, in a commit; its name."""
        self.write(*lines, name=name, wrap=wrap)
        return self.save()

    def save(self, *options):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "work", *options)
        return self.git("rev-parse", "HEAD")

    def on(self, branch, start=None):
        """On a branch, which begins at ``start`` if that is given."""
        self.git("checkout", "-q", *(("-b", branch, start) if start else (branch,)))

    def merge(self, *branches, code=0):
        self.git("merge", "-q", "--no-edit", "--no-ff", *branches, code=code)

    def past(self, name=PO, revisions=history.EVERYWHERE):
        repository = history.expect_repository(self.root)
        path = self.root / name
        unsaved = {name: path.read_bytes()} if path.is_file() else {}
        return dict(history.pasts(repository, [name], revisions, unsaved))[name]

    def catalog(self, name=PO):
        return po.load((self.root / name).read_bytes(), name)


def read_catalog(lines):
    """A catalog a line a message: "source = translation", "~" for "=" when it is fuzzy, "<- source" for the previous.

    "[context]" before it, "#~" before an obsolete one, "# " before a comment; "⏎" is a line break.
    """
    header = {"Language": "ru", "X-Tamizdat-Extractor": "1"}
    entries, notes = [], []
    for line in lines:
        if line.startswith("@ "):
            header |= [line[2:].split(": ", 1)]
        elif line.startswith("# "):
            notes.append(line[2:])
        else:
            entries.append(read_entry(line, tuple(notes)))
            notes = []
    return po.canonical(Catalog(None, MappingProxyType(header), tuple(entries)))


def read_entry(line, notes=()):
    found = re.fullmatch(
        r"(#~ )?(?:\[(.*?)\] )?(.*?) ([=~])(?: (.*?))?(?: <- (.*))?", line.replace("⏎", "\n"), re.DOTALL
    )
    assert found, line
    obsolete, context, source, sign, target, previous = found.groups()
    before = Key(None, previous) if previous else None
    return Entry(Key(context, source), target or "", sign == "~", before, notes, obsolete=bool(obsolete))


def wrapped(text):
    """A PO file as Poedit and msgcat wrap it: strings in lines of their own when they are longer than 79."""
    return "\n".join(line for long in text.split("\n") for line in _wrapped(long))


def _wrapped(line):
    found = re.fullmatch(r'((?:#~ )?(?:#\| )?)(msgid|msgstr) "(.*)"', line)
    if not found or len(line) <= 79:
        return [line]
    mark, word, text = found.groups()
    lines = [""]
    for piece in re.findall(r"\S+ ?", text):
        if len(lines[-1]) + len(piece) > 76:
            lines.append("")
        lines[-1] += piece
    return [f'{mark}{word} ""', *(f'{mark}"{each}"' for each in lines)]


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path / "book")


# What git refuses, or does not have


@pytest.mark.parametrize("revision", ["-h", "--all", "-1", "\0", "a\nb", ""])
def test_a_revision_that_could_be_an_option_is_refused(book, revision):
    book.commit("One. = Раз.")
    with pytest.raises(ProjectError, match=r"is no revision|no commit"):
        history.expect_commit(history.expect_repository(book.root), revision)


@pytest.mark.parametrize("path", ["-x.po", "/etc/passwd", "locales/../../x.po"])
def test_a_path_that_could_be_an_option_or_leads_out_is_refused(book, path):
    book.commit("One. = Раз.")
    with pytest.raises(ProjectError, match="no path of a project"):
        list(history.pasts(history.expect_repository(book.root), [path]))


@pytest.mark.parametrize("revision", ["nothing", "HEAD~99", "2001-01-01", "HEAD:source"])
def test_a_commit_that_is_not_there_is_said_with_advice(book, revision):
    book.commit("One. = Раз.")
    with pytest.raises(ProjectError, match="there is no commit") as raised:
        history.expect_commit(history.expect_repository(book.root), revision)
    assert raised.value.advice
    if revision[:2] == "20":
        assert "the first one is of 20" in raised.value.advice


def test_where_nothing_is_committed_it_is_said(book):
    with pytest.raises(ProjectError, match="there is no commit 'HEAD'") as raised:
        history.expect_commit(history.expect_repository(book.root), "HEAD")
    assert raised.value.advice == "Nothing is committed yet."


def test_a_folder_outside_git_has_no_history(tmp_path):
    assert history.maybe_repository(tmp_path) is None
    with pytest.raises(ProjectError, match="no git repository"):
        history.expect_repository(tmp_path)


def test_without_git_there_is_no_history(book, monkeypatch):
    monkeypatch.setenv("PATH", str(book.root))
    assert history.maybe_repository(book.root) is None


def test_a_repository_of_somebody_else_is_said_with_what_to_do(book, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(ProjectError, match="dubious ownership") as raised:
        history.maybe_repository(book.root)
    assert "safe.directory" in raised.value.advice


def test_before_the_first_commit_nothing_has_a_past(book):
    assert book.past().steps == ()
    assert history.day_of(history.expect_repository(book.root)) is None


def test_a_file_that_git_does_not_know_has_one_step(book):
    book.commit("One. = Раз.", name="locales/de/LC_MESSAGES/essay.po")
    book.write("One. = Раз.")
    (step,) = book.past().steps
    assert step.commit == "" and [entry.target for entry in step.deltas[0].new] == ["Раз."]


def test_versions_that_do_not_parse_hide_no_others(book):
    book.commit("One. = Раз.", "Two. = Два.", wrap=False)
    path = book.root / PO
    good = path.read_text("utf-8")
    path.write_text("<<<<<<< HEAD\n" + good.replace('"Два."', '"Два'), "utf-8")
    book.save()
    path.write_text(good, "utf-8")
    book.save()
    broken, mended = book.past().steps[1:]
    assert [entry.key.source for entry in broken.deltas[0].gone] == ["Two."]
    assert [entry.key.source for entry in mended.deltas[0].new] == ["Two."]


def test_a_catalog_that_did_not_parse_then_is_an_error_with_its_place(book):
    (book.root / PO).parent.mkdir(parents=True)
    (book.root / PO).write_text('msgid "a"\n')
    commit = book.save()
    with pytest.raises(CatalogError) as raised:
        history.catalogs_at(history.expect_repository(book.root), commit, [PO])
    assert raised.value.place.startswith(f"{PO} ({commit[:7]})")


# What it has


def test_each_commit_of_a_file_is_a_step_with_its_day_in_utc(book):
    commits = [book.commit("One. ="), book.commit("One. = Раз.")]
    (book.root / "other").write_text("x")
    book.save()
    steps = book.past().steps
    assert [step.commit for step in steps] == commits
    assert [step.day for step in steps] == [dt.datetime.fromtimestamp(step.written, dt.UTC).date() for step in steps]
    assert [(delta.gone[0].target, delta.new[0].target) for delta in steps[1].deltas] == [("", "Раз.")]
    assert history.day_of(history.expect_repository(book.root)) > steps[1].day


def test_a_merge_is_a_step_against_each_of_its_parents(book):
    base = book.commit("One. =", "Two. =", "Three. =", "Four. =")
    book.on("ours", base)
    book.commit("One. = Раз.", "Two. =", "Three. =", "Four. =")
    book.on("theirs", base)
    book.commit("One. =", "Two. =", "Three. =", "Four. = Четыре.")
    book.on("main")
    book.merge("ours", "theirs")
    past = book.past(revisions=history.HERE)
    last = past.steps[-1]
    assert last.is_merge
    assert sorted(delta.new[0].target for delta in last.deltas if len(delta.new) == 1) == ["Раз.", "Четыре."]
    assert past.follows(last.commit, base) and not past.follows(base, last.commit)
    assert past.follows("", last.commit)


def test_a_merge_that_takes_one_side_as_it_is_did_nothing(book):
    base = book.commit("One. =")
    book.on("theirs", base)
    theirs = book.commit("One. = Раз.")
    book.on("main")
    (book.root / "other").write_text("x")
    book.save()
    book.merge("theirs")
    assert [step.commit for step in book.past().steps] == [base, theirs]


def test_the_past_goes_on_under_another_name(book):
    old = "locales/ru/LC_MESSAGES/draft.po"
    first = book.commit("One. = Раз.", "Two. = Два.", name=old)
    book.git("mv", old, PO)
    second = book.save()
    third = book.commit("One. = Раз.", "Two. = Два!")
    assert [step.commit for step in book.past().steps] == [first, second, third]
    assert book.past().steps[1].deltas == (Delta((), ()),)
    assert history.catalogs_at(history.expect_repository(book.root), first, [PO])[PO].entries[1].target == "Два."


def test_what_is_not_committed_is_a_last_step(book):
    book.commit("One. =")
    book.write("One. = Раз.")
    assert [step.commit == "" for step in book.past().steps] == [False, True]
    book.save()
    assert [step.commit == "" for step in book.past().steps] == [False, False]


def test_a_merge_under_way_is_a_step_against_both_sides(book):
    base = book.commit("One. =", "Two. =", "Three. =", "Four. =")
    book.on("theirs", base)
    book.commit("One. =", "Two. =", "Three. =", "Four. = Четыре.")
    book.on("main")
    book.commit("One. = Раз.", "Two. =", "Three. =", "Four. =")
    book.git("merge", "-q", "--no-commit", "theirs")
    last = book.past().steps[-1]
    assert last.commit == "" and last.is_merge


def test_a_project_in_a_folder_of_a_repository_has_its_own_past(book):
    first = book.commit("One. =", name=f"essays/{PO}")
    book.commit("Other. =", name=PO)
    repository = history.expect_repository(book.root / "essays")
    ((_, past),) = history.pasts(repository, [PO])
    assert [step.commit for step in past.steps] == [first]
    assert history.catalogs_at(repository, first, [PO])[PO].entries[0].key.source == "One."


def test_what_git_tells_a_hook_does_not_lead_elsewhere(book, tmp_path, monkeypatch):
    commit = book.commit("One. =")
    other = Book(tmp_path / "other")
    other.commit("Other. =")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    assert history.expect_commit(history.expect_repository(book.root), "HEAD") == commit


def test_ages_are_counted_to_the_last_commit_of_the_project_also_inside_a_hook_of_another(book, tmp_path, monkeypatch):
    book.commit("One. =")
    other = Book(tmp_path / "other")
    other.commit("Other. =")
    other.commit("Other. = Другое.")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    day = common.as_of(None, book.root)
    assert day == history.day_of(history.expect_repository(book.root)) < common.as_of(None, other.root)


def test_a_repository_that_git_does_not_read_dates_nothing_and_stops_no_build(book, monkeypatch):
    book.commit("One. =")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert common.as_of(None, book.root) == common.today()


def test_names_with_spaces_quotes_and_other_scripts_are_read(book):
    name = "locales/ru/LC_MESSAGES/эссе \"one\" 'two'.po"
    book.commit("One. = Раз.", name=name)
    assert [entry.target for entry in book.past(name).steps[0].deltas[0].new] == ["Раз."]


def test_a_shallow_clone_knows_where_its_past_begins(book, tmp_path):
    book.commit("One. = Раз.")
    book.commit("One. = Раз.", "Two. = Два.")
    book.git("clone", "-q", "--depth", "1", f"file://{book.root}", str(tmp_path / "clone"))
    repository = history.expect_repository(tmp_path / "clone")
    ((_, past),) = history.pasts(repository, [PO])
    assert repository.shallow and past.steps[0].boundary and "fetch-depth: 0" in past.hidden
    assert list(transitions.of_step(past.steps[0])) == []


def test_a_partial_clone_fetches_nothing_and_says_so(book, tmp_path):
    book.commit("One. = Раз.")
    book.commit("One. = Раз.", "Two. = Два.")
    book.git("config", "uploadpack.allowFilter", "true")
    book.git("clone", "-q", "--filter=blob:none", f"file://{book.root}", str(tmp_path / "clone"))
    ((_, past),) = history.pasts(history.expect_repository(tmp_path / "clone"), [PO])
    assert all(step.boundary for step in past.steps) and "--filter" in past.hidden


def test_no_name_and_no_address_is_ever_read(book):
    asked = Path(history.__file__).read_text("utf-8")
    assert re.findall(r"%[a-zA-Z]+", re.sub(r"%-?[dsr]\b", "", asked)) == ["%H", "%ct", "%at", "%P"]
    book.commit("One. = Раз.")
    assert NAME not in repr(book.past()) and ADDRESS not in repr(book.past())


@pytest.mark.parametrize(
    "settings",
    [
        {"core.quotepath": "true", "log.showSignature": "true", "diff.noprefix": "true"},
        {"diff.renames": "false", "log.follow": "true", "format.pretty": "fuller", "color.ui": "always"},
        {"core.pager": "false", "log.diffMerges": "off", "diff.external": "false", "core.fsmonitor": "false"},
    ],
)
def test_settings_of_git_change_nothing(book, settings):
    old = "locales/ru/LC_MESSAGES/черновик.po"
    book.commit("One. = Раз.", "Two. = Два.", name=old)
    book.git("mv", old, PO)
    book.save()
    before = book.past()
    for name, value in settings.items():
        book.git("config", name, value)
    assert book.past() == before and len(before.steps) == 2


# What became of messages

S0, S1 = Entry(Key(None, "Old."), "Старое."), Entry(Key(None, "New."), "Старое.")
DAY = dt.date(2026, 1, 2)
CASES = {
    "nothing": (S0, S0, []),
    "the source changed, which no reader of the translation sees": (S0, S1, []),
    "a comment": (S0, replace(S0, notes=("why?",)), []),
    "still outdated": (
        replace(S0, fuzzy=True, previous=Key(None, "x")),
        replace(S1, fuzzy=True, previous=Key(None, "x")),
        [],
    ),
    "a new message": (None, replace(S1, target=""), [(Became.NEW, None, State.UNTRANSLATED)]),
    "a message comes translated": (None, S1, [(Became.TRANSLATED, None, State.TRANSLATED)]),
    "a message goes": (S0, None, [(Became.REMOVED, State.TRANSLATED, None)]),
    "a message becomes obsolete": (S0, replace(S0, obsolete=True), [(Became.REMOVED, State.TRANSLATED, None)]),
    "translated": (replace(S0, target=""), S0, [(Became.TRANSLATED, State.UNTRANSLATED, State.TRANSLATED)]),
    "emptied": (S0, replace(S0, target=""), [(Became.EMPTIED, State.TRANSLATED, State.UNTRANSLATED)]),
    "edited": (S0, replace(S0, target="Былое."), [(Became.EDITED, State.TRANSLATED, State.TRANSLATED)]),
    "outdated": (
        S0,
        replace(S1, fuzzy=True, previous=S0.key),
        [(Became.OUTDATED, State.TRANSLATED, State.OUTDATED)],
    ),
    "outdated, and not whole": (
        S0,
        replace(S1, target="Ста", fuzzy=True, previous=S0.key),
        [(Became.OUTDATED, State.TRANSLATED, State.OUTDATED)],
    ),
    "a draft": (replace(S0, target=""), replace(S0, fuzzy=True), [(Became.DRAFT, State.UNTRANSLATED, State.DRAFT)]),
    "by a machine": (
        replace(S0, target=""),
        review.mark_machine(S0, "engine", DAY),
        [(Became.MACHINE, State.UNTRANSLATED, State.MACHINE)],
    ),
    "reviewed": (
        review.mark_machine(S0, "engine", DAY),
        review.mark_reviewed(S0, "ash", DAY),
        [(Became.REVIEWED, State.MACHINE, State.REVIEWED)],
    ),
    "a review is void": (
        review.mark_reviewed(S0, "ash", DAY),
        replace(review.mark_reviewed(S0, "ash", DAY), target="Былое."),
        [(Became.UNREVIEWED, State.REVIEWED, State.TRANSLATED)],
    ),
    "of a machine, accepted": (
        review.mark_machine(S0, "engine", DAY),
        S0,
        [(Became.TRANSLATED, State.MACHINE, State.TRANSLATED)],
    ),
}


@pytest.mark.parametrize(("before", "after", "told"), CASES.values(), ids=CASES)
def test_what_became_of_a_message(before, after, told):
    found = compare([before] if before else [], [after] if after else [])
    assert [(one.became, one.before, one.after) for one in found] == told


def test_one_review_of_two_is_none():
    once = review.mark_reviewed(S0, "ash", DAY)
    assert list(compare([S0], [once], needed=2)) == []
    assert [one.became for one in compare([once], [review.mark_reviewed(once, "bob", DAY)], needed=2)] == ["reviewed"]


def test_a_merge_did_only_what_no_parent_had():
    empty = replace(S0, target="")
    side = Delta((empty,), (S0,))
    same = Delta((), ())
    assert list(transitions.of_step(Step("c", DAY, (side, same)))) == []
    assert [one.became for one in transitions.of_step(Step("c", DAY, (side, side)))] == ["translated"]


def test_sizes_are_messages_and_words_of_their_sources():
    several = [Entry(Key(None, "One two three."), "Раз."), Entry(Key(None, "Four five."), "Два.")]
    assert transitions.count(compare([], several)) == {Became.TRANSLATED: Size(2, 5)}


# The commands


@pytest.fixture
def run(book, monkeypatch):
    (book.root / "source").mkdir()
    (book.root / "source" / "essay.md").write_text("One.\n\nTwo.\n\nThree words here.\n", "utf-8")
    (book.root / "locales").mkdir()
    (book.root / "locales" / "LINGUAS").write_text("ru\nde\n")
    monkeypatch.chdir(book.root)

    def run(*arguments, code=0):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == code, result.output
        return result.stdout

    return run


def test_log_tells_day_by_day_what_became_of_a_language(book, run):
    book.commit("One. =", "Two. =", "Three words here. =")
    book.commit("One. = Раз.", "Two. = Два.", "Three words here. =")
    book.commit("One. = Раз!", "Two. ~ Два.", "Three words here. = Три.")
    book.write("One. =", "Two. =", "Three words here. =")
    lines = run("log", "ru").splitlines()
    assert [line.partition(" ")[2] for line in lines] == [
        "essay: 1 translated, 1 edited, 1 draft",
        "essay: 2 translated",
        "essay: 3 new",
    ]
    days = [dt.date.fromisoformat(line.split(" ")[0]) for line in lines]
    assert days == sorted(days, reverse=True) and days[-1] > DAY
    assert run("log", "ru", "-n", "1").splitlines() == lines[:1]
    rows = json.loads(run("log", "ru", "essay", "--json"))
    assert rows[0]["segments"] == {"translated": 1, "edited": 1, "draft": 1}
    assert rows[0]["words"]["translated"] == 3 and rows[0]["document"] == "essay"


def test_log_of_a_language_without_a_past_is_empty(book, run):
    book.commit("One. =", "Two. =", "Three words here. =")
    assert "Nothing of it is committed yet" in run("log", "de")


@pytest.mark.parametrize("arguments", [("fr",), ("ru", "other"), ("-n", "0", "ru"), ()])
def test_log_of_what_is_not_there_is_misuse(book, run, arguments):
    book.commit("One. =")
    run("log", *arguments, code=2)


def test_log_and_since_outside_git_are_misuse(tmp_path, run, monkeypatch):
    subprocess.run(["rm", "-r", ".git"], check=True)
    run("log", "ru", code=2)
    run("status", "--since", "HEAD", code=2)


def test_since_tells_what_became_of_each_language(book, run):
    book.commit("One. =", "Two. = Два.", "Three words here. = Три.")
    book.git("tag", "v1")
    book.commit("One. = Раз.", "Two. = Два.", "Three words here. = Три.")
    book.write("One. = Раз.", "Two. = Два!", "Three words here. ~ Три. <- Three words.")
    assert run("status", "--since", "v1", "ru") == (
        "ru: 1 translated (1 word), 1 edited (1 word), 1 outdated (3 words)\n"
    )
    assert run("status", "--since", "HEAD", "ru") == "ru: 1 edited (1 word), 1 outdated (3 words)\n"
    found = json.loads(run("status", "--since", "v1", "--json", "ru"))
    assert found["since"] == book.git("rev-parse", "v1")
    (row,) = found["rows"]
    assert row["language"] == "ru" and row["segments"]["outdated"] == 1
    assert {one["became"]: one["before"] for one in row["messages"]} == {
        "translated": "untranslated",
        "edited": "translated",
        "outdated": "translated",
    }


def test_since_a_day_is_since_the_last_commit_before_it(book, run):
    first = book.commit("One. =", "Two. =", "Three words here. =")
    day = history.day_of(history.expect_repository(book.root)) + dt.timedelta(days=1)
    book.commit("One. = Раз.", "Two. =", "Three words here. =")
    assert json.loads(run("status", "--json", "--since", day.isoformat()))["since"] == first


def test_since_follows_a_file_that_was_renamed(book, run):
    old = "locales/ru/LC_MESSAGES/draft.po"
    book.commit("One. = Раз.", "Two. = Два.", "Three words here. =", name=old)
    book.git("tag", "v1")
    book.git("mv", old, PO)
    book.save()
    assert run("status", "--since", "v1", "ru") == "ru: nothing changed\n"


# Size


def import_history(root, versions):
    """A repository with one commit a version of the catalog, by `git fast-import`."""
    Book(root)
    lines = []
    for number, data in enumerate(versions):
        lines.append(
            f"commit refs/heads/main\ncommitter A <a@b> {START + number * 3600} +0000\ndata 1\nx\n".encode()
            + f"M 100644 inline {PO}\ndata {len(data)}\n".encode()
            + data
            + b"\n"
        )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=b"".join(lines), check=True)


def versions_of(entries, commits):
    """A catalog of some entries, with one more translated in each version."""
    chunks = [po.dump(read_catalog([f"Sentence {n} of a long book, as it is told here. ="])) for n in range(entries)]
    head, *_ = chunks[0].split(b"\n\n")
    chunks = [chunk.partition(b"\n\n")[2] for chunk in chunks]
    for number in range(commits):
        at = number % entries
        chunks[at] = chunks[at].replace(b'msgstr "', f'msgstr "{number} '.encode())
        yield b"\n".join((head + b"\n", *chunks))


def test_a_long_history_asks_git_as_seldom_as_a_short_one(tmp_path, monkeypatch):
    """Each process costs more than reading a version."""
    calls = {commits: processes(tmp_path / str(commits), monkeypatch, commits) for commits in (10, 300)}
    assert calls[10] == calls[300] < 10


def processes(root, monkeypatch, commits):
    """How many processes the history of a catalog with so many commits takes."""
    import_history(root, versions_of(60, commits))
    begun, begin = [], subprocess.Popen.__init__

    def counted(self, *words, **options):
        begun.append(words)
        begin(self, *words, **options)

    with monkeypatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", counted)
        ((_, past),) = history.pasts(history.expect_repository(root), [PO])
    assert len(past.steps) == commits
    assert sum(len(list(transitions.of_step(step))) for step in past.steps) >= commits
    return len(begun)
