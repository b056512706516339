"""Work on several processors: nobody can tell by its outcome, and nothing is left of the processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from i18n import jobs

from .bench.projects import project

ROOT = Path(__file__).parent.parent
SCRIPT = """
import os, signal, sys, time
sys.path.insert(0, {root!r})
from i18n import jobs
jobs._processors = lambda: 3
HOME = os.getpid()
def away():
    return os.getpid() != HOME
{body}
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are no forks")


def script(body):
    return [sys.executable, "-c", SCRIPT.format(root=str(ROOT), body=body)]


def told(body):
    """What a script prints, in a process that has one thread (that of a test may have more)."""
    done = subprocess.run(script(body), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return done.stdout.strip()


def test_results_come_in_order_from_other_processes():
    body = "print(*[(n, pid != HOME) for n, pid in jobs.each(lambda n: (n, os.getpid()), range(9), jobs.WORTH)])"
    assert told(body) == " ".join(f"({n}, True)" for n in range(9))


@pytest.mark.parametrize(
    ("items", "size", "why"),
    [
        ("range(9)", "jobs.WORTH - 1", "little work"),
        ("range(1)", "jobs.WORTH", "one item"),
        ("[]", "jobs.WORTH", "none"),
    ],
)
def test_what_is_not_worth_it_is_done_at_home(items, size, why):
    assert told(f"print(any(jobs.each(lambda n: away(), {items}, {size})))") == "False", why


def test_a_process_with_threads_makes_no_forks():
    begin = "import threading\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    assert told(f"{begin}print(any(jobs.each(lambda n: away(), range(9), jobs.WORTH)))") == "False"


def test_an_error_is_raised_at_home_where_its_result_is_wanted():
    body = """
def work(n):
    if n == 2:
        raise ValueError(f"two, away: {away()}")
    return n
try:
    for n in jobs.each(work, range(5), jobs.WORTH):
        print(n)
except ValueError as error:
    print(error)
"""
    assert told(body).split("\n") == ["0", "1", "two, away: False"]


def test_what_a_killed_process_owed_is_done_at_home():
    body = """
def work(n):
    if away() and n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return n
print(*jobs.each(work, range(9), jobs.WORTH))
"""
    assert told(body) == "0 1 2 3 4 5 6 7 8"


def test_what_cannot_travel_is_made_at_home():
    assert told("print(*(f() for f in jobs.each(lambda n: lambda: n, range(3), jobs.WORTH)))") == "0 1 2"


def test_results_travel_light_and_are_whole_at_home():
    body = """
luggage = jobs.Baggage(lambda result: result[1], lambda item, rest: (item, rest, "unpacked"))
print(*jobs.each(lambda n: (n, n * n), range(3), jobs.WORTH, luggage))
"""
    assert told(body) == "(0, 0, 'unpacked') (1, 1, 'unpacked') (2, 4, 'unpacked')"


FAILING = """
import errno, threading
begun = 0
def limited(real, most, error):
    def start(*args):
        global begun
        begun += 1
        if begun > most:
            raise error
        return real(*args)
    return start
"""
NO_FORK = "os.fork = limited(os.fork, {most}, BlockingIOError(errno.EAGAIN, 'Resource temporarily unavailable'))\n"
NO_THREAD = "threading.Thread.start = limited(threading.Thread.start, {most}, RuntimeError('no new thread'))\n"
NO_FILE = "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most}))\n"
SQUARES = "print(*jobs.each(lambda n: n * n, range(9), jobs.WORTH))"


@pytest.mark.parametrize(
    ("limit", "most"),
    [*((NO_FORK, most) for most in range(3)), *((NO_THREAD, most) for most in range(2)),
     *((NO_FILE, most) for most in (4, 9, 13, 17))],
)  # fmt: skip
def test_a_machine_that_has_no_more_processes_threads_or_files_makes_no_difference(limit, most):
    assert told(FAILING + limit.format(most=most) + SQUARES) == "0 1 4 9 16 25 36 49 64"


def test_of_forks_of_which_one_is_killed_the_others_go_on():
    body = """
def work(n):
    if away() and n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return away()
print(*jobs.each(work, range(9), jobs.WORTH))
"""
    found = told(body).split()
    assert len(found) == 9 and found[3] == "False" and found.count("True") == 8


def test_more_results_than_a_pipe_holds_numbers_and_larger_ones_than_it_holds_come_whole():
    body = "found = list(jobs.each(lambda n: (n, bytes(n % 7 * 30_000)), range(3000), jobs.WORTH))\n"
    assert told(f"{body}print(found == [(n, bytes(n % 7 * 30_000)) for n in range(3000)])") == "True"


def test_whoever_wants_to_hear_of_no_children_has_results_too():
    assert told(f"signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n{SQUARES}") == "0 1 4 9 16 25 36 49 64"


def test_in_the_background_ctrl_c_ends_no_fork():
    body = """
signal.signal(signal.SIGINT, signal.SIG_IGN)
def work(n):
    os.kill(os.getpid(), signal.SIGINT)
    return away()
print(all(jobs.each(work, range(9), jobs.WORTH)))
"""
    assert told(body) == "True"


def test_nothing_is_left_where_nobody_wants_the_rest():
    body = """
found = jobs.each(lambda n: (n, time.sleep(n and 60)), range(9), jobs.WORTH)
print(next(found)[0])
found.close()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("no child")
"""
    assert told(body).split("\n") == ["0", "no child"]


ENDLESS = """
def work(n):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
list(jobs.each(work, range(3), jobs.WORTH))
"""


@pytest.mark.parametrize("of", ["all", "one"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_the_one_that_began_it(number, of):
    command = script(ENDLESS)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=_own) as begun:
        forks = [int(begun.stdout.readline()) for _ in range(3)]
        if of == "all":
            os.killpg(begun.pid, number)  # as a terminal sends it
        else:
            begun.send_signal(number)
        assert begun.wait(20) != 0
        _expect_gone(forks)


def _own():
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _expect_gone(forks):
    until = time.monotonic() + 20
    while left := [pid for pid in forks if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < until, f"they live on: {left}"
        time.sleep(0.05)


# A whole build


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A project that is worth several processes: whole, partly translated, broken, with an earlier edition kept."""
    root = tmp_path_factory.mktemp("jobs") / "book"
    project(root, jobs.WORTH // 4, into=("ru", "fa", "de", "uk", "zh-Hans"))
    (root / "tamizdat.toml").write_text('[publish.policy]\nru = "hold"\nzh-Hans = "hide"\n', "utf-8")
    tamizdat = partial(subprocess.run, capture_output=True, text=True, cwd=root, timeout=120)
    assert tamizdat([sys.executable, "-m", "i18n", "publish", "ru"], env=_env()).returncode == 0
    source = root / "source" / "book.md"
    text = source.read_text("utf-8").replace(". ", '. "So it was." ', 3)
    source.write_text(f"{text}\n[x](#nowhere) ![y](y.png) [z](z.csv)\n", "utf-8")
    assert tamizdat([sys.executable, "-m", "i18n", "update"], env=_env()).returncode == 0
    broken = root / "locales/de/LC_MESSAGES/book.po"
    broken.write_text(broken.read_text("utf-8") + 'msgid "open\n', "utf-8")
    return root


def _env():
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}


def _build(folder, processors):
    """What a build on so many processors leaves and says."""
    shutil.rmtree(folder / "editions", ignore_errors=True)
    command = [sys.executable, "-m", "i18n", "build", "--format", "html", "--format", "epub", "--format", "md"]
    here = sorted(os.sched_getaffinity(0))[:processors]
    done = subprocess.run(
        command,
        cwd=folder,
        env=_env(),
        capture_output=True,
        timeout=120,
        preexec_fn=lambda: os.sched_setaffinity(0, here),
    )
    files = {path.relative_to(folder): path.read_bytes() for path in (folder / "editions").rglob("*") if path.is_file()}
    return files, done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="a machine of one processor has no second to try")
def test_a_build_on_two_processors_is_that_on_one_byte_for_byte(book):
    files, code, said, warned = _build(book, 1)
    assert code == 2 and b"not closed" in warned and b"#nowhere" in warned and b"y.png" in warned and b"z.csv" in warned
    assert b"the last good edition" in said and b"no edition" in said and len(files) > 9
    assert _build(book, 2) == (files, code, said, warned)
