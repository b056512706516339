"""What git says of a project's catalogs → their past, step by step; and catalogs as they were at a commit.

Only reads, through the `git` program: no index, no hooks, no network, nobody's settings, and
never the name or address of anyone. However many commits there are, it takes three processes.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from .catalog import po
from .errors import HistoryError, ProjectError
from .model import EMPTY, Catalog
from .transitions import Known, Past, Step, chunks, delta

HERE = ("HEAD",)
"""The commits that led to what is checked out."""
EVERYWHERE = ("HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "--all", "--reflog")
"""All that can be found: other branches, what a rebase left behind, a merge or rebase that is under way."""
UNSHALLOW = "Fetch the rest: `git fetch --unshallow`; in a GitHub workflow, `fetch-depth: 0` for actions/checkout."
IF_YOURS = "If the folder is yours: `git config --global --add safe.directory` and its path."
REFETCH = "Clone once more without --filter: old versions of the catalogs are needed."

_OPTIONS = ("--no-pager", "--literal-pathspecs", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false")
# A clone without blobs would fetch them one by one; git 2.44 knows the first of the last two, every git the second.
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
# What git tells a hook of the repository that it runs in; ours is found by its folder.
_FOREIGN = frozenset("GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_COMMON_DIR GIT_NAMESPACE".split())
_RENAMES = ("-M", "-l1000")
_UNSAVED = 2**62
"""What is not committed yet was written after all that is."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git work tree; ``prefix`` is where in it the project's ``root`` is (``"book/"``, or empty)."""

    root: Path
    prefix: str
    shallow: bool


def maybe_repository(root: Path) -> Repository | None:
    """The repository whose work tree a folder is in; None when there is none, or no git."""
    if shutil.which("git") is None:
        return None
    try:
        said = _git(root, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    except _GitError as error:
        if b"not a git repository" in error.said:
            return None
        raise _unusable(error) from None
    inside, shallow, prefix = os.fsdecode(said).split("\n")[:3]
    return Repository(root, prefix, shallow == "true") if inside == "true" else None


def expect_repository(root: Path) -> Repository:
    """The repository of a project; raises ProjectError when it has none."""
    found = maybe_repository(root)
    if found is None:
        advice = "History comes from git alone: is git installed, and the project committed?"
        raise ProjectError("this project is in no git repository", advice=advice)
    return found


def expect_commit(repository: Repository, revision: str) -> str:
    """The full name of a commit, from a revision, or from a day (``2026-03-01``): the last one before it, in UTC.

    Raises ProjectError when there is none, HistoryError when it may be in the part that a shallow clone lacks.
    """
    if revision.startswith("-") or not revision.isprintable():
        raise ProjectError(f"{revision!r} is no revision", advice="Name a commit, a tag, a branch or a day.")
    name = _maybe_line(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if name is None and re.fullmatch(r"\d{4}-\d\d-\d\d", revision):
        name = _maybe_line(repository, "rev-list", "-1", f"--before={revision}T00:00:00Z", "HEAD", "--")
    if name is None:
        kind = HistoryError if repository.shallow else ProjectError
        raise kind(f"there is no commit {revision!r} here", advice=_advice(repository, revision))
    return name


def _advice(repository: Repository, revision: str) -> str:
    """How to name a commit that is there."""
    if repository.shallow:
        return UNSHALLOW
    first = _maybe_line(repository, "rev-list", "--max-parents=0", "--timestamp", "HEAD", "--")
    if first is None:
        return "Nothing is committed yet."
    if re.fullmatch(r"\d{4}-\d\d-\d\d", revision):
        return f"A day means the last commit before it, and the first one is of {_day(first.split(' ')[0])}."
    return "`git log --oneline` lists commits; a day is written as 2026-01-31."


def day_of(repository: Repository, commit: str = "HEAD") -> dt.date | None:
    """The day of a commit in UTC; None when there is none."""
    said = _maybe_line(repository, "rev-list", "-1", "--timestamp", commit, "--")
    return _day(said.split(" ")[0]) if said else None


def catalogs_at(repository: Repository, commit: str, paths: Sequence[str]) -> Mapping[str, Catalog]:
    """The catalogs in some files as they were at a commit, also where they had other names; others are left out.

    Paths are relative to the project, with ``/``. Raises CatalogError for one that does not parse.
    """
    old = _names_at(repository, commit, _folders(paths))
    names = [old.get(repository.prefix + path, repository.prefix + path) for path in paths]
    found = zip(paths, contents(repository, [f"{commit}:{name}" for name in names]), strict=True)
    return {path: po.load(data, f"{path} ({commit[:7]})") for path, data in found if data is not None}


def pasts(
    repository: Repository,
    paths: Sequence[str],
    revisions: Sequence[str] = HERE,
    unsaved: Mapping[str, bytes] = EMPTY,
) -> Iterator[tuple[str, Past]]:
    """The past of each file: the steps of its catalog, also under other names that it had.

    Paths are relative to the project, with ``/``. ``unsaved`` is what stands in files now: where
    HEAD does not have it, it makes a last step, and that of a merge while one is under way.
    """
    folders = _folders(paths)
    log = _log(repository, folders, revisions)
    heads = ("HEAD", *_lines_of(repository, "MERGE_HEAD"))
    tips = tuple(tip for head in heads if (tip := _tip(repository, head, folders)))
    graph = {commit.name: commit.parents for commit in log.commits} | {"": tips}
    files = [_File(path, log.touches_of(repository.prefix + path), unsaved.get(path)) for path in paths]
    wanted = (name for file in files for name in (*file.blobs(), *file.names_at(heads, repository.prefix)))
    answers = contents(repository, list(wanted))
    ends = frozenset(_lines_of(repository, "shallow")) if repository.shallow else frozenset()
    for file in files:
        steps = tuple(_steps(file, answers, ends, len(heads)))
        hidden = UNSHALLOW if repository.shallow else REFETCH
        yield file.path, Past(steps, graph, hidden if any(step.boundary for step in steps) else None)


def contents(repository: Repository, names: Sequence[str]) -> Iterator[bytes | None]:
    """The content of blobs, by name or as ``REVISION:PATH``, in this order; None for what is not there, or not here."""
    command = _command(repository.root, "cat-file", "--batch", "--buffer")
    with tempfile.TemporaryFile() as asked:
        asked.write(b"".join(os.fsencode(name.replace("\n", " ")) + b"\n" for name in names))
        asked.seek(0)
        with subprocess.Popen(  # noqa: S603 (fixed arguments, no shell)
            command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        ) as process:
            assert process.stdout is not None, "it is a pipe"
            try:
                yield from (_answer(process.stdout) for _ in names)
            finally:
                process.kill()


def _answer(answers: IO[bytes]) -> bytes | None:
    head = answers.readline().split(b" ")
    if len(head) != 3 or not head[2].strip().isdigit():
        return None  # "NAME missing"; or nothing, where git gave up at a blob that a partial clone lacks
    data = answers.read(int(head[2]) + 1)[:-1]
    return data if head[1] == b"blob" else None


# Commits


class _Commit(NamedTuple):
    """``parents`` are the nearest ones that touched a file of ours, or merged."""

    name: str
    parents: tuple[str, ...]
    day: dt.date
    written: int


class _Touch(NamedTuple):
    """What a commit did to one file: name and blob in each parent, and after; no blob where there was no file."""

    before: tuple[tuple[str, str], ...]
    path: str
    blob: str

    def blobs(self) -> Mapping[str, None]:
        return dict.fromkeys(blob for blob in (*(blob for _, blob in self.before), self.blob) if blob)


class _Log(NamedTuple):
    """The commits that touched files of ours, parents first, and what they did.

    ``by_name`` are the numbers of touches by each name that a file has in them, ``renamed``
    the names that a file had before.
    """

    commits: tuple[_Commit, ...]
    touches: tuple[tuple[_Commit, _Touch], ...]
    by_name: Mapping[str, Sequence[int]]
    renamed: Mapping[str, Collection[str]]

    def touches_of(self, name: str) -> tuple[tuple[_Commit, _Touch], ...]:
        """What was done to a file, under all names that it ever had."""
        names, open_ones = {name}, [name]
        while open_ones:
            fresh = set(self.renamed.get(open_ones.pop(), ())) - names
            names |= fresh
            open_ones += fresh
        return tuple(self.touches[at] for at in sorted({at for each in names for at in self.by_name.get(each, ())}))


def _log(repository: Repository, folders: Sequence[str], revisions: Sequence[str]) -> _Log:
    commits = {commit.name: commit for commit in _commits(repository, folders, revisions)}
    told = "".join(f"{name}\n" for name in commits).encode()
    options = ("--stdin", "-r", "-c", "--root", "--raw", "-z", "--no-abbrev", "--combined-all-paths", "--no-ext-diff")
    try:
        said = _git(repository.root, "diff-tree", *options, *_RENAMES, "--", *folders, told=told)
    except _GitError:  # a partial clone lacks what names are followed by
        said = _git(repository.root, "diff-tree", *options, "--", *folders, told=told)
    touches = tuple((commits[name], touch) for name, touch in _touches(said))
    by_name: dict[str, list[int]] = {}
    renamed: dict[str, set[str]] = {}
    for number, (_, touch) in enumerate(touches):
        for name in {touch.path, *(name for name, _ in touch.before)}:
            by_name.setdefault(name, []).append(number)
        renamed.setdefault(touch.path, set()).update(name for name, blob in touch.before if blob and touch.blob)
    return _Log(tuple(commits.values()), touches, by_name, renamed)


def _commits(repository: Repository, folders: Sequence[str], revisions: Sequence[str]) -> tuple[_Commit, ...]:
    if _maybe_line(repository, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return ()  # nothing is committed yet
    said = _git(
        repository.root,
        *("rev-list", "--full-history", "--parents", "--topo-order", "--reverse", "--ignore-missing"),
        *("--format=%H %ct %at %P", *revisions, "--", *folders),
    )
    rows = (line.split() for line in said.decode().split("\n") if line and not line.startswith("commit "))
    return tuple(_Commit(name, tuple(parents), _day(day), int(at)) for name, day, at, *parents in rows)


def _touches(said: bytes) -> Iterator[tuple[str, _Touch]]:
    """What `git diff-tree -c --raw -z --combined-all-paths` says (see "Raw output format" in its manual), by commit."""
    tokens = iter(os.fsdecode(said).split("\0"))
    commit = ""
    for token in tokens:
        if not token.startswith(":"):
            commit = token
            continue
        parents = len(token) - len(token.lstrip(":"))
        fields = token[parents:].split(" ")
        modes, names, status = fields[: parents + 1], fields[parents + 1 : -1], fields[-1]
        blobs = [name if mode.startswith("100") else "" for mode, name in zip(modes, names, strict=True)]
        count = parents + 1 if parents > 1 or status[0] in "RC" else 1
        paths = [next(tokens) for _ in range(count)]
        before = paths[:parents] if count > 1 else paths
        yield commit, _Touch(tuple(zip(before, blobs[:-1], strict=True)), paths[-1], blobs[-1])


def _names_at(repository: Repository, commit: str, folders: Sequence[str]) -> Mapping[str, str]:
    """Files that had another name at a commit: what they are called at HEAD → what they were called."""
    try:
        said = _git(
            repository.root,
            *("diff-tree", "-r", *_RENAMES, "--raw", "-z", "--diff-filter=R", "--no-ext-diff"),
            *(commit, "HEAD", "--", *folders),
        )
    except _GitError:
        return {}
    paths = [token for token in os.fsdecode(said).split("\0") if token and not token.startswith(":")]
    return dict(zip(paths[1::2], paths[::2], strict=True))


def _lines_of(repository: Repository, name: str) -> tuple[str, ...]:
    """The commits that a file of git's own names: those being merged, those where a shallow clone ends."""
    place = _maybe_line(repository, "rev-parse", "--git-path", name)
    try:
        said = (repository.root / place).read_text("ascii") if place else ""
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(name for name in said.split() if re.fullmatch("[0-9a-f]{40,64}", name))


def _tip(repository: Repository, head: str, folders: Sequence[str]) -> str | None:
    """The last commit up to ``head`` that is in the log of some folders."""
    options = ("--full-history", "--parents", "--topo-order", "-1")
    said = _maybe_line(repository, "rev-list", *options, head, "--", *folders)
    return said.split(" ")[0] if said else None


def _folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Where files may have stood under other names: in the top folders of the project that they are in."""
    for path in paths:
        if path.startswith(("-", "/")) or ".." in PurePosixPath(path).parts:
            raise ProjectError(f"{path!r} is no path of a project")
    return tuple(sorted({path.split("/")[0] for path in paths}))


# Steps


class _File(NamedTuple):
    """A file, what was done to it, and what stands in it now (None: no matter)."""

    path: str
    touches: Sequence[tuple[_Commit, _Touch]]
    unsaved: bytes | None

    def blobs(self) -> Iterable[str]:
        """The versions of the file, in the order in which its steps need them."""
        return dict.fromkeys(blob for _, touch in self.touches for blob in touch.blobs())

    def names_at(self, heads: Sequence[str], prefix: str) -> Iterable[str]:
        return (f"{head}:{prefix}{self.path}" for head in heads if self.unsaved is not None)


def _steps(file: _File, answers: Iterator[bytes | None], ends: Collection[str], heads: int) -> Iterator[Step]:
    """The steps of a file. Of its versions, those are held that a later step is compared with."""
    last = {blob: number for number, (_, touch) in enumerate(file.touches) for blob in touch.blobs()}
    fresh = zip(file.blobs(), answers, strict=False)
    versions: dict[str, Mapping[bytes, None]] = {"": chunks(b"")}
    known: Known = {}
    for number, (commit, touch) in enumerate(file.touches):
        blobs = touch.blobs()
        while not versions.keys() >= blobs.keys():
            blob, data = next(fresh)
            versions[blob] = {} if data is None else chunks(data)
        deltas = tuple(delta(versions[blob], versions[touch.blob], known) for _, blob in touch.before)
        hidden = commit.name in ends or not all(versions[blob] for blob in blobs)
        yield Step(commit.name, commit.day, deltas, commit.written, hidden)
        for blob in blobs:
            if last[blob] == number:
                del versions[blob]
    if file.unsaved is not None:
        yield from _unsaved(file.unsaved, [next(answers) for _ in range(heads)], known)


def _unsaved(data: bytes, before: Sequence[bytes | None], known: Known) -> Iterator[Step]:
    """What stands in a file and in no commit, against HEAD and what is being merged into it."""
    if data not in before:
        deltas = tuple(delta(chunks(old or b""), chunks(data), known) for old in before)
        yield Step("", dt.date.max, deltas, _UNSAVED)


# The program


class _GitError(Exception):
    def __init__(self, said: bytes) -> None:
        super().__init__(said)
        self.said = said


def _git(root: Path, *arguments: str, told: bytes = b"") -> bytes:
    """What git prints; raises _GitError with what it complains of."""
    done = subprocess.run(  # noqa: S603 (fixed arguments, no shell)
        _command(root, *arguments), input=told, capture_output=True, env=_environment(), check=False
    )
    if done.returncode:
        raise _GitError(done.stderr)
    return done.stdout


def _maybe_line(repository: Repository, *arguments: str) -> str | None:
    """The last line that git prints; None when it prints none, or complains."""
    try:
        return os.fsdecode(_git(repository.root, *arguments)).strip("\n").rpartition("\n")[2] or None
    except _GitError:
        return None


def _command(root: Path, *arguments: str) -> list[str]:
    return [shutil.which("git") or "git", *_OPTIONS, "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _FOREIGN} | _ENVIRONMENT


def _unusable(error: _GitError) -> ProjectError:
    said = error.said.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
    advice = IF_YOURS if "ownership" in said else "Try `git status` here."
    return ProjectError(f"git does not read this repository: {said}", advice=advice)


def _day(seconds: str) -> dt.date:
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
