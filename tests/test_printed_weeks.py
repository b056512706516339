"""Weeks of a small project, in any order: a build leaves and says what a build of the same into an empty folder does.

Editions that nothing has touched are not printed again. Whatever authors, translators and editors do, and whatever
becomes of the files of editions, nobody may be able to tell: not by a byte, a finding or the exit code.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from i18n import cache
from i18n.cli import main

SOURCES = {
    "trees.md": "---\ntitle: Trees\nauthor: Ash\ndate: 2026-01-02\n---\n\nThey grow[^1], see [wind](wind.md#storm).\n\n"
    'He said "no" - twice.\n\n![An oak](oak.png) and [a file](data.csv).\n\n[^1]: Slowly.\n',
    "wind.md": "# Wind\n\n## Storm\n\nIt *blows*, in [trees](trees.md) and [rain](deep/rain.txt).\n\n[gone](gone.md)\n",
    "deep/rain.txt": "Rain\n\nIt falls.\n\nIt waits.\n",
}
LANGUAGES = ("ru", "fa")
CONFIGURATION = {
    "typography": ("", "typography = false"),
    "site": ("", 'site = "https://a.example/"', 'site = "https://b.example/x/"'),
    "title": ("", 'title = "All"'),
    "front-matter": ("", 'front-matter = ["title"]'),
    "from": ("", 'publish.from = "reviewed"', 'publish.from = "machine"'),
    "policy": ("", 'publish.policy = "hold"', 'publish.policy = "hide"'),
    "threshold": ("", "publish.threshold = 60"),
    "grace": ("", "publish.grace-days = 30"),
    "credits": (
        "",
        'credits.ru.translators = ["Anna"]',
        'credits.ru.reviewers = ["Bo"]\ncredits.fa.translators = ["C"]',
    ),
    "language": ("", 'source-language = "en-GB"'),
}
FORMATS = ("html", "epub", "md", "txt", "bilingual.html", "bilingual.epub")
WORDS = st.sampled_from(
    (
        "oak",
        "дуб",
        '"so"',
        "a - b",
        "[x](#storm)",
        "[y](trees.md#note-1)",
        "^[n]",
        "[w](wind.md)",
        "*em*",
        "![p](q.png)",
    )
)
DAYS = ("2026-01-05", "2026-01-20", "2026-03-01")


def run(folder, *words):
    """What a command says, and its exit code; which file changed is no part of it."""
    done = CliRunner().invoke(main, ["-C", str(folder), *words], env={"SOURCE_DATE_EPOCH": "1767600000"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def contents(folder):
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != cache.NAME)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def findings(said):
    """What is said, without what became of which files."""
    return [line for line in said.split("\n") if not _OF_FILES.match(line)]


_OF_FILES = re.compile(r"Nothing changed:|\d+ files? removed|\d+ of \d+ files? written")


class Weeks(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.base = Path(tempfile.mkdtemp())
        self.root = self.base / "book"
        for name, text in SOURCES.items():
            path = self.root / "source" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.chosen = dict.fromkeys(CONFIGURATION, 0)
        self.configure()
        done = run(self.root, "new", str(self.root / "source/trees.md"), "--to", "ru", "--to", "fa")
        assert done[0] == 0, done
        assert run(self.root, "update")[0] == 0

    def teardown(self):
        shutil.rmtree(self.base)

    def configure(self):
        lines = [CONFIGURATION[key][number] for key, number in self.chosen.items()]
        formats = ", ".join(f'"{one}"' for one in FORMATS)
        (self.root / "tamizdat.toml").write_text("\n".join([f"formats = [{formats}]", *lines]))

    def one(self, data, pattern):
        files = sorted(path for path in self.root.glob(pattern) if path.is_file() and path.name != cache.NAME)
        return data.draw(st.sampled_from(files)) if files else None

    @rule(chosen=st.dictionaries(st.sampled_from(sorted(CONFIGURATION)), st.integers(0, 2), min_size=1, max_size=3))
    def somebody_configures(self, chosen):
        for key, number in chosen.items():
            self.chosen[key] = number % len(CONFIGURATION[key])
        self.configure()

    @rule(data=st.data(), word=WORDS, update=st.booleans())
    def the_author_writes(self, data, word, update):
        path = self.one(data, "source/**/*")
        lines = path.read_text("utf-8").split("\n")
        places = [
            at for at, line in enumerate(lines) if line and not line.startswith(("-", "#", "[^")) and ":" not in line
        ]
        if places:
            lines[data.draw(st.sampled_from(places))] += f" {word}"
            path.write_text("\n".join(lines), "utf-8")
        if update:
            run(self.root, "update")

    @rule(data=st.data())
    def the_author_leaves_a_blank_line(self, data):
        path = self.one(data, "source/**/*")
        path.write_text(f"{path.read_text('utf-8')}\n", "utf-8")

    @rule(data=st.data())
    def the_author_takes_it_back(self, data):
        name = data.draw(st.sampled_from(sorted(SOURCES)))
        (self.root / "source" / name).write_text(SOURCES[name])
        run(self.root, "update")

    @rule(data=st.data(), suffix=st.sampled_from((".md", ".txt")))
    def the_author_renames(self, data, suffix):
        path = self.one(data, "source/**/*")
        other = path.with_name(data.draw(st.sampled_from(("trees", "leaves", "rain", "storm"))) + suffix)
        if not list(other.parent.glob(f"{other.stem}.*")) or other.stem == path.stem:
            path.rename(other)
            run(self.root, "update")

    @rule(data=st.data(), word=WORDS, flag=st.sampled_from(("", "", "#, fuzzy\n")), many=st.booleans())
    def a_translator_translates(self, data, word, flag, many):
        path = self.one(data, "locales/*/LC_MESSAGES/**/*.po")
        header, *rest = path.read_text("utf-8").rstrip("\n").split("\n\n")
        chosen = range(len(rest)) if many else [data.draw(st.integers(0, len(rest) - 1))] if rest else []
        for number in chosen:
            text = f"{word} {number}".replace('"', '\\"')
            if not rest[number].startswith(("#~", "#, fuzzy")):
                rest[number] = flag + re.sub(
                    r'^msgstr ".*"$', lambda _, text=text: f'msgstr "{text}"', rest[number], flags=re.M
                )
        path.write_text("\n\n".join([header, *rest]) + "\n", "utf-8")
        assert run(self.root, "fmt")[0] == 0

    @rule(lang=st.sampled_from(LANGUAGES), many=st.booleans())
    def a_reviewer_reviews(self, lang, many):
        found = run(self.root, "review", lang, "--json")[1]
        keys = re.findall(r'"key": "([0-9a-f]{8})"', found)
        if keys:
            run(self.root, "review", lang, "--accept", *(keys if many else keys[:1]), "--as", "ash")

    @rule(lang=st.sampled_from(LANGUAGES))
    def a_language_comes_or_goes(self, lang):
        path = self.root / "locales/LINGUAS"
        codes = path.read_text().split()
        if lang not in codes:
            run(self.root, "add", lang)
        elif len(codes) > 1:
            path.write_text("".join(f"{code}\n" for code in codes if code != lang))

    @rule(lang=st.sampled_from(LANGUAGES))
    def somebody_publishes(self, lang):
        run(self.root, "publish", lang)

    @rule(data=st.data(), what=st.sampled_from(("edit", "delete", "swap", "forget")))
    def something_becomes_of_an_edition(self, data, what):
        path = self.one(data, "editions/**/*")
        if path is None:
            return
        if what == "edit":
            path.write_bytes(path.read_bytes() + b" ")
        elif what == "swap":
            path.write_bytes(self.one(data, "editions/**/*").read_bytes())
        elif what == "delete":
            path.unlink()
        else:
            (self.root / "editions" / cache.NAME).unlink(missing_ok=True)

    @rule(data=st.data())
    def a_part_is_built(self, data):
        words = data.draw(st.sampled_from((["ru"], ["--format", "html"], ["fa", "--format", "md"], ["--draft", "ru"])))
        self.build(words, is_whole=False)

    @rule(day=st.sampled_from(DAYS[1:]), draft=st.booleans())
    def all_is_built_another_day(self, day, draft):
        self.build(["--as-of", day, *(["--draft"] if draft else [])], is_whole=True)

    @invariant()
    def all_is_built(self):
        self.build(["--as-of", DAYS[0]], is_whole=True)

    def build(self, words, *, is_whole):
        """Build here, and what this is here in an empty folder."""
        fresh = self.base / "fresh"
        shutil.copytree(self.root, fresh, ignore=shutil.ignore_patterns("editions"))
        try:
            self.compare(run(self.root, "build", *words), run(fresh, "build", *words), fresh, is_whole=is_whole)
        finally:
            shutil.rmtree(fresh)

    def compare(self, found, wanted, fresh, *, is_whole):
        code, said = wanted
        assert "a mistake of ours" not in said
        if not found[1].startswith("Nothing to do") and is_whole:
            assert (found[0], findings(found[1])) == (code, findings(said))
        here, there = contents(self.root / "editions"), contents(fresh / "editions")
        if is_whole:
            assert here.keys() == there.keys()
        else:  # what lists the files that stand names those of other builds too
            there = {
                name: data
                for name, data in there.items()
                if Path(name).name not in ("index.html", "feed.xml", "SHA256SUMS")
            }
        assert not [name for name in there if here[name] != there[name]]


def _effort():
    profile = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))
    return settings(
        profile,
        max_examples=max(3, profile.max_examples // 20),
        stateful_step_count=12,
        phases=[Phase.generate, Phase.target],
        suppress_health_check=list(HealthCheck),
    )


def test_nobody_can_tell_whether_an_edition_was_printed_now():
    run_state_machine_as_test(Weeks, settings=_effort())
