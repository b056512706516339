"""The last good edition: frozen by `publish`, shown during grace and under `hold`, never mixed up by a merge."""

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from i18n.cli import main

ESSAY = "---\ntitle: Trees\ndate: 2025-12-08\nlang: en\n---\n\nThey grow slowly in the north.\n\nPeople wait.\n"
WORDS = {
    "Trees": "Деревья",
    "They grow slowly in the north.": "На севере они растут медленно.",
    "People wait.": "Люди ждут.",
}
PO = Path("locales/ru/LC_MESSAGES/trees.po")
PAGE = Path("editions/ru/trees.html")
CHANGES = Path("editions/ru/trees.changes.html")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")  # 2026-01-02

    def run(*args, code=0):
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        assert result.exit_code == code, result.output
        return result.output

    return run


@pytest.fixture
def project(run):
    """A whole Russian translation, published; then the source changes by one word."""
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru")
    text = PO.read_text("utf-8")
    for source, target in WORDS.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    PO.write_text(text, "utf-8")
    run("build")
    run("publish", "ru")
    return run


def configure(text):
    Path("tamizdat.toml").write_text(text)


def article(path=PAGE):
    return path.read_text("utf-8").split('<div id="text"')[1].split("</article>")[0]


def edit(path=Path("source/trees.md")):
    path.write_text(path.read_text().replace("in the north", "in the far north"))


def test_editions_are_set_in_the_typography_of_their_language_unless_it_is_switched_off(project):
    PO.write_text(PO.read_text("utf-8").replace("Люди ждут.", 'Люди - \\"ждут\\"...'), "utf-8")
    before = PO.read_bytes()
    project("build")
    assert "Люди\u00a0— «ждут»…" in article()
    assert "Люди\u00a0— «ждут»…" in PAGE.with_suffix(".md").read_text("utf-8")
    configure("typography = false\n")
    project("build")
    assert "Люди - &quot;ждут&quot;..." in article() or 'Люди - "ждут"...' in article()
    assert PO.read_bytes() == before


def test_a_format_that_nobody_makes_is_told_with_who_asks_for_it(project):
    assert "no writer makes 'htm' editions\n" in project("build", "--format", "htm", code=2)
    configure('formats = ["html", "htm"]\n')
    assert "no writer makes 'htm' editions, which `formats` in the" in project("build", code=2).replace("\n  ", " ")


def test_a_title_that_stands_as_a_heading_too_is_noted_where_it_stands(project):
    source = Path("source/trees.md")
    assert "once more" not in project("build")
    source.write_text(ESSAY.replace("They grow", "# Trees\n\nThey grow"))
    assert "source/trees.md:7: note: this heading is the title of the front matter once more" in project("build")
    source.write_text(ESSAY.replace("They grow", "# Trees, and more\n\nThey grow"))
    assert "once more" not in project("build")
    source.write_text("# Trees\n\nThey grow slowly in the north.\n")
    assert "once more" not in project("build")


def test_a_translation_that_is_not_whole_is_not_published(run):
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru")
    assert "0% of the words are translated or better; all must be" in run("publish", code=1)
    configure('publish.from = "reviewed"\n')
    assert "0% of the words are reviewed; all must be" in run("publish", code=1)
    assert not Path("locales/ru/published").exists()


def test_a_translation_that_lacks_one_word_in_a_thousand_is_not_called_whole(run):
    Path("trees.md").write_text(f"Trees {'grow ' * 400}.\n\nEnd.\n")
    run("new", "trees.md", "--to", "ru")
    PO.write_text(PO.read_text("utf-8").replace('grow ."\nmsgstr ""', 'grow ."\nmsgstr "Растут."'), "utf-8")
    assert "99% of the words are translated or better; all must be" in run("publish", code=1)


def test_publishing_twice_writes_nothing_more(project):
    files = sorted(Path("locales/ru/published").iterdir())
    before = [path.read_bytes() for path in files]
    project("publish", "ru", "--check")
    assert [path.read_bytes() for path in files] == before


def test_during_grace_the_body_is_the_last_good_one_byte_for_byte_and_says_what_changed(project):
    configure("publish.grace-days = 7\n")
    body = article()
    edit()
    project("update")
    said = project("build", "--as-of", "2026-01-08")
    assert "ru/published/trees.md (the last good edition; 1 passage of the original has changed since; " in said
    assert article() == body
    text = PAGE.read_text("utf-8")
    assert "оригинал изменился" in text and 'href="trees.changes.html"' in text
    assert "<ins>far" in CHANGES.read_text("utf-8")
    project("build", "--as-of", "2026-01-09")
    assert article() != body
    assert '<p class="original" lang="en" dir="ltr">They grow slowly in the far north.</p>' in PAGE.read_text("utf-8")


def test_under_hold_readers_keep_the_last_good_edition_until_the_translation_is_whole_again(project):
    configure('publish.policy = "hold"\n')
    body = article()
    edit()
    project("update")
    project("build")
    assert article() == body
    PO.write_text(
        PO.read_text("utf-8").replace("#, fuzzy\n#| msgid", "#| msgid", 1).replace("На севере", "На дальнем севере"),
        "utf-8",
    )
    project("build")
    assert "На дальнем севере" in article() and not CHANGES.exists()


def test_what_is_wrong_in_a_last_good_edition_is_told_at_its_own_text_with_what_renews_it(project):
    source, text, other = Path("source/trees.md"), PO.read_text("utf-8"), Path("source/other.md")
    other.write_text("# Other\n")
    source.write_text(source.read_text().replace("People wait", "People [wait](other.md)"))
    PO.write_text(text.replace("People wait", "People [wait](other.md)").replace("Люди ждут", "Люди [ждут](other.md)"))
    project("publish", "ru", code=1)
    configure('publish.policy = "hold"\n')
    other.rename("source/others.md")
    source.write_text(source.read_text().replace("They grow", "New.\n\nThey grow").replace("other.md", "others.md"))
    project("update")
    said = " ".join(project("build", code=1).split())
    assert "locales/ru/published/trees.md:9: [ru] error: a link to other.md: there is no such document" in said
    assert "`tamizdat publish ru` renews the last good edition once the translation is whole." in said


def test_hold_is_hide_where_there_is_no_last_good_edition_and_its_files_go(run):
    Path("trees.md").write_text(ESSAY)
    run("new", "trees.md", "--to", "ru")
    assert PAGE.exists()
    configure('[publish.policy]\nru = "hold"\n')
    assert "has no edition" in run("build")
    assert not PAGE.exists()
    assert (
        "editions/ru" not in Path("editions/index.html").read_text()
        and "ru/trees.html" not in Path("editions/en/trees.html").read_text()
    )


def test_below_the_threshold_a_mixed_edition_is_withheld_with_the_reason(run):
    Path("trees.md").write_text(ESSAY)
    configure("publish.threshold = 50\n")
    output = run("new", "trees.md", "--to", "ru")
    assert "under the threshold of 50%" in output and not PAGE.exists()


@pytest.mark.parametrize("part", ["trees.md", "trees.po"])
def test_one_half_of_a_last_good_edition_without_its_other_counts_for_nothing(project, part):
    path = Path("locales/ru/published") / part
    path.write_text(path.read_text("utf-8").replace("wait", "hope"), "utf-8")
    configure('publish.policy = "hold"\n')
    edit()
    project("update")
    output = project("build")
    assert "has no edition" in output


def test_status_update_and_fmt_leave_the_last_good_edition_alone(project):
    files = sorted(Path("locales/ru/published").iterdir())
    before = [path.read_bytes() for path in files]
    edit()
    project("update")
    project("fmt")
    assert json.loads(project("status", "--json"))["rows"][0]["segments"]["outdated"] == 1
    assert [path.read_bytes() for path in files] == before


def test_an_edition_names_those_who_made_it_by_the_names_they_chose(project):
    configure('[credits.ru]\ntranslators = ["Анна", "Б. <В.>"]\nreviewers = []\n')
    project("build")
    page = PAGE.read_text("utf-8")
    assert "Перевод: Анна и Б. &lt;В.&gt;" in page
    assert "Проверка: " not in page and "Проверка перевода" not in page


def test_credits_are_the_translators_or_reviewers_of_a_language(project):
    configure('[credits.ru]\nauthors = ["Анна"]\n')
    assert "translators or reviewers" in project("build", code=2)


def test_a_reader_can_verify_a_copy_from_hand_to_hand(project):
    project("build", "--format", "html")
    project("build", "ru", "--format", "md")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd="editions", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    named = {line.partition("  ")[2] for line in Path("editions/SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to("editions").as_posix() for path in Path("editions").rglob("*") if path.is_file()}
    assert named == there - {"SHA256SUMS", ".build"}


def test_every_language_has_a_feed_that_its_pages_name(project):
    feed = ElementTree.parse("editions/ru/feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert [feed.findtext(f"{atom}entry/{atom}{name}") for name in ("title", "updated")] == [
        "Деревья",
        "2026-01-02T00:00:00Z",
    ]
    assert feed.find(f"{atom}entry/{atom}link").get("href") == "trees.html"
    assert '<link rel="alternate" type="application/atom+xml" href="../ru/feed.xml">' in PAGE.read_text("utf-8")


def test_where_the_site_is_known_programs_get_whole_addresses_and_readers_links_that_work_anywhere(project):
    configure('site = "https://trees.example/essay"\n')
    project("build")
    page = PAGE.read_text("utf-8")
    assert '<link rel="alternate" hreflang="en" href="https://trees.example/essay/en/trees.html">' in page
    assert '<a href="../en/trees.html"' in page
    assert 'href="https://trees.example/essay/ru/trees.html"' in Path("editions/ru/feed.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "site", ("javascript:alert(1)", "trees.example", "https://a.example/?q", "https://a b.example")
)
def test_a_site_is_an_address(project, site):
    configure(f'site = "{site}"\n')
    assert "the address of a site" in project("build", code=2)


def test_a_link_to_a_heading_that_is_not_there_fails_the_build_and_is_told_once_with_its_place(project):
    Path("source/trees.md").write_text(ESSAY + "\n# Growth\n\nSee [above](#growth) and [below](#grow).\n")
    said = project("build", code=1)
    assert said.count("not there") == 1 and "source/trees.md:13: error: a link to #grow, " in said
    assert "Did you mean #growth?" in said


def test_an_anchor_written_as_other_tools_write_it_is_told_to_be_none(project):
    Path("source/trees.md").write_text(ESSAY + "\n# Growth {#up}\n\nSee [above](#up).\n")
    assert "{#up} is no anchor here" in " ".join(project("build", code=1).split())


def test_a_dead_link_of_a_translation_is_told_of_its_page(project):
    text = PO.read_text("utf-8").replace('"Люди ждут."', '"Люди [ждут](#там)."')
    PO.write_text(text, "utf-8")
    assert "editions/ru/trees.html links to #там" in " ".join(project("build", code=1).split())


def test_a_picture_beside_the_source_is_its_words_and_no_dead_link(project):
    Path("source/trees.md").write_text(ESSAY + "\n![An oak](a%20b.png) ![Far](https://example.org/a.png)\n")
    said = project("build")
    assert "source/trees.md:11: note: " in said and "a b.png stands there in words" in " ".join(said.split())
    page = article(Path("editions/en/trees.html"))
    assert ">An oak</span>" in page and "a%20b.png" not in page
    assert '<a href="https://example.org/a.png"' in page


def test_the_feed_of_a_language_without_editions_goes(project):
    configure('publish.policy = "hide"\n')
    edit()
    project("update")
    project("build")
    assert not Path("editions/ru/feed.xml").exists() and "ru/" not in Path("editions/SHA256SUMS").read_text()


@pytest.mark.parametrize("text", ['[publish.policy]\nfr = "hold"\n', '[credits]\nfr.translators = ["Ash"]\n'])
def test_what_the_configuration_says_of_a_language_that_is_not_there_is_told(project, text):
    configure(text)
    said = project("build", code=1)
    assert "names fr, which is no language of this project" in said and "translated into ru" in said
    configure(text.replace("fr", "ru"))
    assert "names" not in project("build")


@pytest.mark.parametrize("suffix", ["md", "po"])
def test_a_last_good_edition_that_was_tampered_with_is_none_and_build_says_why(project, suffix):
    configure('publish.policy = "hold"\n')
    path = Path(f"locales/ru/published/trees.{suffix}")
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    edit()
    project("update")
    assert "has no edition (the last good edition is not whole" in " ".join(project("build").split())


def test_a_translation_that_nobody_sees_is_none(project):
    text = PO.read_text("utf-8")
    PO.write_text(text.replace("Люди ждут.", "\u200b\u2060\u00a0"), "utf-8")
    project("build")
    assert "People wait." in article()


# Documents that are renamed, or deleted


KEPT = [Path("locales/ru/published/trees.md"), Path("locales/ru/published/trees.po")]


def rename():
    Path("source/trees.md").rename("source/woods.md")
    edit(Path("source/woods.md"))


def test_under_hold_a_renamed_document_has_its_last_good_edition_back_by_what_check_and_build_advise(project):
    configure('publish.policy = "hold"\n')
    body = article()
    rename()
    project("update")
    advice = "It is like source/woods.md: rename both to woods.md and woods.po, and readers have it again."
    for command in ("check", "build"):
        said = " ".join(project(command, code=1).split())
        assert "locales/ru/published/trees.md:1: " in said and "trees.po are the last good edition of" in said, said
        assert advice in said
    assert all(path.exists() for path in KEPT), "nothing deletes them unasked"
    for path in KEPT:
        path.rename(path.with_name(f"woods{path.suffix}"))
    project("build")
    assert article(Path("editions/ru/woods.html")) == body
    assert "last good" not in project("check")


def test_a_last_good_edition_of_a_document_that_is_gone_is_told_until_it_is_deleted(project):
    Path("source/trees.md").unlink()
    Path("source/other.md").write_text("# Other\n\nNothing of the kind.\n")
    project("update")
    said = " ".join(project("check").split())
    assert "trees.md:1: note: trees.md and trees.po are the last" in said
    assert "Give both the document’s new name, and readers have it again; if it is gone, delete both." in said
    for path in KEPT:
        path.unlink()
    assert "last good" not in project("check")


def test_what_was_published_under_the_new_name_is_not_to_be_overwritten_by_what_the_old_one_has_left(project):
    Path("source/trees.md").rename("source/woods.md")
    project("update")
    project("publish", "ru")
    said = " ".join(project("check", "ru").split())
    assert "It is like source/woods.md, which has one of its own by now: delete both." in said


@pytest.mark.parametrize("at", [0, 1])
def test_one_half_that_is_left_is_told_by_its_name(project, at):
    rename()
    KEPT[at].unlink()
    project("update")
    said = " ".join(project("check").split())
    assert f"{KEPT[1 - at].name} is a half of the last good edition" in said and "delete it" in said


def test_what_else_lies_beside_last_good_editions_is_nobodys_business(project):
    for name in ("notes.md", "notes.po", ".trees.po.tamizdat-1"):
        (KEPT[0].parent / name).write_text("# ours\n")
    assert "last good" not in project("check")
