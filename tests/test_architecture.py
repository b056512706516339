"""The house keeps its shape: floors, one importer a library, no I/O and no clock below, modules of a size."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "i18n"
TABLE = (ROOT.parent / "CONTRIBUTING.md").read_text("utf-8")
FLOOR = {
    room.removesuffix(".py").rstrip("/"): int(floor)
    for floor, rooms in re.findall(r"^\| (\d+) \| ([^|]+) \|", TABLE, re.MULTILINE)
    for room in re.findall("`([^`]+)`", rooms)
}
"""The floor of each room, as CONTRIBUTING has them."""
ENTERS_THROUGH = {
    "polib": {"catalog/po.py"},
    "babel": {"languages.py"},
    "pypdf": {"privacy/pdf.py"},
    "lxml": {"editions/tree.py"},
    "langcodes": {"languages.py"},
    "nh3": {"formats/sanitise.py"},
    "yaml": {"formats/markdown/frontmatter.py"},
    "filelock": {"store.py"},
    "tomllib": {"config.py", "sentence_tables/__init__.py"},
    "pyromark": {
        "inline.py",
        "formats/markdown/blocks.py",
        "formats/markdown/phrases.py",
        "sentence_view.py",
        "catalog/realign/visible.py",
    },
    "rich": {"reports/lines.py", "cli/review_screen.py"},
    "rapidfuzz": {"match.py"},
    "simplemma": {"lexicon.py"},
}
# What a pure room may not touch: files, clock, environment, user.
IMPURE = {"os", "time", "tempfile", "getpass", "socket", "subprocess", "shutil", "platform"}

MODULES = sorted(path for path in ROOT.rglob("*.py"))


def name(path):
    return path.relative_to(ROOT).as_posix()


def room(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path, *, runtime_only=True):
    """(absolute top-level name or room of ours, is it ours) for each import of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0], False
        elif isinstance(node, ast.ImportFrom):
            base = (*package[: len(package) - node.level + 1], *(node.module.split(".") if node.module else ()))
            yield from (((base or (alias.name,))[0], True) for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_to_a_lower_floor_or_stay_in_the_room(path):
    mine = room(path)
    if mine == "__init__":
        return
    assert mine in FLOOR, f"{name(path)} is on no floor: add its room to the table of CONTRIBUTING"
    for other, ours in imports(path):
        if ours and other not in (mine, "__version__"):
            assert FLOOR[other] < FLOOR[mine], f"{name(path)} imports {other}, which is not below it"


def test_the_rooms_of_the_table_are_there_and_so_are_the_modules_it_names():
    assert FLOOR.keys() == {room(path) for path in MODULES} - {"__init__"}
    for rooms, told in re.findall(r"^\| \d+ \| ([^|]+) \|([^|]+)\|", TABLE, re.MULTILINE):
        for module in re.findall(r"`([\w/]+(?:\.py|/))`", told):
            assert any((ROOT / folder / module).exists() for folder in re.findall("`([^`]+/)`", rooms)), module


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_library_enters_through_one_module(path):
    for other, ours in imports(path):
        if not ours and other in ENTERS_THROUGH:
            assert name(path) in ENTERS_THROUGH[other]


@pytest.mark.parametrize("path", [path for path in MODULES if FLOOR.get(room(path), 99) <= 6], ids=name)
def test_the_pure_floors_touch_no_file_clock_or_user(path):
    assert not {other for other, ours in imports(path) if not ours} & IMPURE
    calls = {
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    }
    assert not {call for call in calls if call in ("open", "print", "input") or call.endswith((".today", ".now"))}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_have_a_size_one_can_read(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 55, f"{name(path)}: {node.name} needs scrolling"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_module_opens_with_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))) or not path.read_text("utf-8").strip()
