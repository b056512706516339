"""Each law's test turns red when the law is broken: here each is broken once, on purpose, in a copy.

Red counts only where the broken line made it so: the test that failed is run once more, alone, in the same copy with the
line as it was, and must be green. That costs one test a mutant, and sees what the kind of an error does not tell: a command
that could not even begin ends in an AssertionError like any other. A copy that does not run at all breaks no law.
"""

import re
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# fmt: off
MUTANTS = {
    "what is gone is not missed": (
        "checks/lost.py", "(is_finished(entry) if commit else entry.filled)", "False",
        "tests/test_lost.py"),
    "marks never stray": (
        "checks/marks.py", "if mark.digest in bare)", "if False)",
        "tests/test_lost.py"),
    "who comes between joined sentences is not looked at": (
        "checks/pairing.py", "if found := evidence.of_neighbours(origin):", "if found := None:",
        "tests/test_lost.py"),
    "of two drafts of one text the last one is everybody's": (
        "catalog/merge3.py", "return max(roots, key=lambda root: match.ratio(root.key.source, entry.key.source))", "return roots[-1]",
        "tests/test_merge3.py::test_a_merge"),
    "a gap is lost": (
        "formats/markdown/read.py", "yield parsed.data[at : run.start].decode()", "yield parsed.data[at : run.start].decode().lstrip()",
        "tests/test_markdown_laws.py::test_joining_the_raw_parts_and_filling_nothing_give_the_file_back"),
    "line starts are not guarded and nothing is read again": (
        "formats/markdown/settle.py", "if parsed.skeleton == body.source.skeleton:", "if True:",
        "tests/test_markdown_laws.py::test_whatever_a_translator_writes_the_blocks_are_those_of_the_source"),
    "years begin lists": (
        "inline.py", r'return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line', "return line",
        "tests/test_markdown_cases.py"),
    "labels of references are translated": (
        "formats/markdown/segments.py", '*_labels(data, run, prefix), ', "",
        "tests/test_markdown_cases.py"),
    "soft breaks keep the signs of quotes": (
        "formats/markdown/segments.py", 'rb"(?:[ \\t]*>){0,%d}[ \\t]*" % quotes', 'rb"(?:zzz){0,%d}" % quotes',
        "tests/test_markdown_laws.py"),
    "hostile markup stays": (
        "inline.py", "    for _ in range(_ROUNDS):", "    return Neutral(target, ())\n    for _ in range(_ROUNDS):",
        "tests/test_hostile.py"),
    "nothing is sanitised": (
        "formats/sanitise.py", 'return html if "<" not in html else str(_cleaner().clean(html))', "return html",
        "tests/test_hostile.py"),
    "a digest without context": (
        "review.py", 'context = b"\\0" if key.context is None else b"\\1" + key.context.encode()', 'context = b""',
        "tests/test_review.py"),
    "fuzzy does not count": (
        "review.py", "    if entry.fuzzy:\n", "    if False:\n",
        "tests/test_review.py"),
    "a stale review counts": (
        "review.py", 'mark.kind == "reviewed" and mark.digest == wanted)', 'mark.kind == "reviewed")',
        "tests/test_review.py"),
    "fuzzy is not read": (
        "catalog/po.py", 'fuzzy="fuzzy" in found.flags,', "fuzzy=False,",
        "tests/test_po.py"),
    "previous sources are not read": (
        "catalog/po.py", "previous=None if previous is None else", "previous=None if True else",
        "tests/test_po.py"),
    "status counts messages": (
        "status.py", "    for block in blocks(document, catalog, None, needed):\n        yield from ((message.segment, message.state) for message in block.messages)", "    yield from {m.segment.key: (m.segment, m.state) for block in blocks(document, catalog, None, needed) for m in block.messages}.values()",
        "tests/test_status.py"),
    "files are written in place": (
        "store.py", "        with neighbour.open", "        target.write_bytes(data)\n        with neighbour.open",
        "tests/test_store.py"),
    "anyone may write at any time": (
        "store.py", "            locks.enter_context(locked(contained(path, root), _shown(path, root)))", "            contained(path, root)",
        "tests/test_two_writers.py::test_a_lock_that_is_held_for_long_is_said_and_not_waited_for"),
    "what another program saved meanwhile is written over": (
        "store.py", "    if maybe_read(path, shown) != over:", "    if False:",
        "tests/test_two_writers.py"),
    "files that are read-only are replaced": (
        "store.py", "        expect_writable(path, root)  # replacing", "        pass  # replacing",
        "tests/test_bad_input.py::test_a_file_that_is_read_only_is_not_replaced_by_its_neighbour"),
    "paths may lead anywhere": (
        "store.py", "if not real.is_relative_to(resolved(root)):", "if False:",
        "tests/test_store.py"),
    "originals are not marked": (
        "formats/markdown/html.py", """return f' class="original" lang="{escape(lang)}" dir="{direction(lang)}"'""", 'return ""',
        "tests/test_editions.py"),
    "an edition is silent about itself": (
        "editions/notices.py", "return () if edition.original else", "return () if True else",
        "tests/test_editions.py"),
    "drafts appear": (
        "editions/policy.py", "return state >= self.lowest", "return state >= State.OUTDATED",
        "tests/test_policy.py"),
    "editions stand though the documents that they lead to have changed": (
        "printing.py", "pieces, shelved, *library)", "pieces, shelved)",
        "tests/test_cache.py::test_nobody_can_tell_by_a_build_what_was_printed_before"),
    "editions stand whatever has become of their files": (
        "printing.py", "if outcome(project, files) == known[key].outcome:", "if True:",
        "tests/test_cache.py::test_only_editions_that_a_change_touches_are_printed_anew"),
    "names stay in headers": (
        "catalog/header.py", '    header["Last-Translator"] = TRANSLATORS\n', "",
        "tests/test_privacy.py"),
    "the hour is written": (
        "catalog/header.py", 'return f"{day.isoformat()} 00:00+0000"', 'return f"{day.isoformat()} {dt.datetime.now():%H:%M}+0000"',
        "tests/test_privacy.py"),
}
# fmt: on


@pytest.mark.parametrize("law", MUTANTS)
def test_every_mutant_finds_its_line(law):
    file, old, _, _ = MUTANTS[law]
    assert old in (ROOT / "i18n" / file).read_text("utf-8"), "write it anew"


@pytest.mark.full
@pytest.mark.parametrize("law", MUTANTS)
def test_a_broken_law_turns_its_test_red(law, tmp_path):
    file, old, new, test = MUTANTS[law]
    for part in ("i18n", "tests"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "bench"))
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    shutil.copytree(ROOT / "source", tmp_path / "source")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    expect_red(tmp_path, tmp_path / "i18n" / file, old, new, test)


def expect_red(folder, path, old, new, test):
    """Fails unless a test fails with a line broken, for what the test asserts, and passes with the line as it was."""
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(old, new), "utf-8")
    broken = pytest_in(folder, "-x", test)
    assert broken.returncode == 1, f"still green: {broken.stdout[-300:]}"
    assert "1 failed" in broken.stdout, broken.stdout[-300:]
    crash = re.search(r"^E +(?:\w+\.)*(?:Syntax|Name|Import|ModuleNotFound)Error\b.*", broken.stdout, re.MULTILINE)
    assert not crash, f"the copy does not run: {crash[0]}"
    path.write_text(whole, "utf-8")
    again = pytest_in(folder, "--last-failed", "--last-failed-no-failures", "none", test)
    assert again.returncode == 0 and "1 passed" in again.stdout, f"red without it too: {again.stdout[-600:]}"


def pytest_in(folder, *args):
    """pytest in a copy; without compiled files, which within a second are not told from those of the other text."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize(
    ("test", "new", "said"),
    [
        ("assert total((2, 2)) == 4", "sum(amounts) + 1", ""),
        ("assert total((2, 2)) == 7", "sum(amounts) + 1", "red without it too"),
        ("Path('/gone').read_text()", "sum(amounts) + 1", "red without it too"),
        ("assert total((2, 2)) == 4", "sum(amount)", "the copy does not run"),
        ("assert total((2, 2)) >= 4", "sum(amounts) + 1", "still green"),
    ],
)
def test_a_test_that_is_red_for_another_reason_than_the_broken_line_is_found(tmp_path, test, new, said):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    path = tmp_path / "law.py"
    path.write_text("def total(amounts):\n    return sum(amounts)\n")
    (tmp_path / "test_law.py").write_text(
        f"from pathlib import Path\nfrom law import total\n\ndef test():\n    {test}\n"
    )
    with pytest.raises(AssertionError, match=said) if said else nullcontext():
        expect_red(tmp_path, path, "sum(amounts)", new, "test_law.py")
