"""A reviewer at a terminal: one message after the other, one keystroke a decision, each written at once."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from .. import desk, review, reviewing, worddiff
from ..desk import Pile
from ..errors import TamizdatError
from ..model import Entry, Key
from ..project import Project
from ..reports.lines import amount
from ..reviewing import ChangedError, Item
from . import review_screen as screen
from .common import printable

if TYPE_CHECKING:
    from rich.console import Console

SCISSORS = "-------- >8 -------- what stands below this line is not part of the translation --------"


@dataclass(slots=True)
class Seat:
    """A message on the pile, as it was last seen."""

    pile: Pile
    item: Item


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that can be undone; ``after`` is None for a skip, ``told`` are the sentences told in the entry."""

    at: int
    before: Entry
    after: Entry | None
    verb: str
    told: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Session:
    """Where a reviewer is, what they did, and what they wrote that could not be saved."""

    project: Project
    locale: str
    name: str
    today: dt.date
    console: Console
    seats: list[Seat]
    at: int = 0
    past: list[Step] = field(default_factory=list)
    unsaved: dict[Key, str] = field(default_factory=dict)

    @property
    def needed(self) -> int:
        return self.project.config.publish_reviews

    @property
    def seat(self) -> Seat:
        return self.seats[self.at]

    def say(self, text: str) -> None:
        self.console.print(printable(text))


def run(project: Project, locale: str, name: str, today: dt.date, piles: tuple[Pile, ...]) -> Session:
    """Show message after message until the reviewer has seen all, or quits."""
    seats = [Seat(pile, item) for pile in piles for item in pile.items]
    session = Session(project, locale, name, today, screen.console(), seats)
    with suppress(KeyboardInterrupt, EOFError):
        while _one(session):
            pass
    return session


def done(session: Session) -> str:
    """What a session did, in a sentence; what was skipped is left."""
    counts = Counter(step.verb for step in session.past if step.after is not None)
    decided = {step.at for step in session.past if step.verb in ("accepted", "rejected")}
    left = len(session.seats) - len(decided)
    parts = [*(f"{count} {verb}" for verb, count in counts.items()), f"{left or 'none'} left"]
    return f"{', '.join(parts)}. {'Everything is written' if counts else 'Nothing was changed'}."


def _one(session: Session) -> bool:
    """Show the present message and do what the reviewer says; False to quit."""
    if session.at < len(session.seats):
        _show(session)
        prompt, keys = screen.KEYS, _KEYS
    else:
        prompt, keys = "That was the last one.  [u]ndo  [q]uit", {"u": _undo}
    while True:
        key = _key(session, prompt)
        if key in ("q", "\r", "\n") and (key == "q" or session.at == len(session.seats)):
            return False
        if key == "?":
            session.say(screen.HELP)
        elif key in keys:
            try:
                keys[key](session)
            except TamizdatError as error:
                session.say(str(error))
                continue
            return True
        else:
            session.say("? tells what the keys do.")


def _show(session: Session) -> None:
    item, pile = session.seat.item, session.seat.pile
    left = sum(seat.item.words for seat in session.seats[session.at :])
    position = f"{session.at + 1} of {len(session.seats)}, {amount(left, 'word')} left"
    shown = screen.card(item, pile.document, pile.home, session.locale, position, session.needed, session.console.width)
    session.console.print(shown)


# The letters on the keys of a, e, r, c, s, u, q and ? where a Cyrillic, Persian or Arabic layout is on.
_LAYOUTS = {"a": "фش", "e": "уث", "r": "кق", "c": "сزؤ", "s": "ыіس", "u": "гع", "q": "йض", "?": "؟,"}
_LATIN = str.maketrans({letter: key for key, letters in _LAYOUTS.items() for letter in letters})


def _key(session: Session, prompt: str) -> str:
    """One keystroke, as the key of a Latin layout. What was typed before the prompt is dropped: nobody had read yet."""
    session.say("")
    with _keystrokes() as read:
        session.console.print(screen.menu(prompt, session.console.width), end=" ")
        key = read()
    session.say("")
    if key in ("", "\x03", "\x04"):
        raise EOFError
    return "" if key.startswith("\x1b") else key[:1].lower().translate(_LATIN)


@contextmanager
def _keystrokes() -> Iterator[Callable[[], str]]:
    """The terminal without line editing and echo, and with nothing typed ahead; gives what reads a keystroke."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield click.getchar
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    # After Ctrl-Z and `fg` the shell has turned line editing on again.
    resumed = signal.signal(signal.SIGCONT, lambda *_: tty.setcbreak(terminal))
    try:
        tty.setcbreak(terminal, termios.TCSAFLUSH)
        yield lambda: _read(terminal)
    finally:
        signal.signal(signal.SIGCONT, resumed)
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _read(terminal: int) -> str:
    """What is typed next. An interrupt that comes just before the system waits is noticed when it looks up."""
    import select

    while not select.select([terminal], [], [], 0.2)[0]:
        pass
    return os.read(terminal, 32).decode("utf-8", "replace")


# Decisions


def _accept(session: Session) -> None:
    entry = session.seat.item.entry
    new = desk.acceptance(session.project, session.name, session.today)(entry)
    if _saved(session, new, "accepted"):
        count = len(review.counted(session.seat.item.entry, session.needed))
        counted = f" ({count} of {session.needed})" if session.needed > 1 else ""
        session.say(f"Accepted{counted}.")
        session.at += 1


def _edit(session: Session) -> None:
    item = session.seat.item
    text = _written(session, session.unsaved.get(item.key, item.entry.target))
    if text is None:
        session.say("Not changed.")
        return
    new = reviewing.edit(item.entry, text, session.name, session.today)
    if new == item.entry:
        session.unsaved.pop(item.key, None)
        session.say("Not changed.")
        return
    session.unsaved[item.key] = text
    if _saved(session, new, "edited"):
        del session.unsaved[item.key]
        others = f"{session.needed} others must accept it." if session.needed > 1 else "Accept it when it is right."
        session.say(f"Written. {others}")


def _reject(session: Session) -> None:
    reason = _line("Why? (Enter alone: do not reject) ")
    if not reason:
        session.say("Not rejected.")
    elif _saved(session, reviewing.reject(session.seat.item.entry, reason, session.name, session.today), "rejected"):
        session.say("Rejected: a draft again.")
        session.at += 1


def _comment(session: Session) -> None:
    text = _line("Comment: ")
    if text and _saved(
        session, reviewing.comment(session.seat.item.entry, text, session.name, session.today), "commented"
    ):
        session.say("Noted.")


def _skip(session: Session) -> None:
    session.past.append(Step(session.at, session.seat.item.entry, None, "skipped"))
    session.at += 1


def _undo(session: Session) -> None:
    if not session.past:
        session.say("There is nothing to undo.")
        return
    step = session.past.pop()
    session.at = step.at
    if step.after is None:
        return
    try:
        stands = desk.decide(session.project, session.seat.pile.path, step.after, step.before, step.told)
    except ChangedError as error:
        _look_again(session, error)
        return
    except TamizdatError:
        session.past.append(step)
        raise
    _seen(session, stands)
    session.say(f"Undone: it is as it was before you {step.verb} it." if step.verb != "commented" else "Undone.")


_KEYS: dict[str, Callable[[Session], None]] = {
    "a": _accept,
    "e": _edit,
    "r": _reject,
    "c": _comment,
    "s": _skip,
    "u": _undo,
}


def _saved(session: Session, new: Entry, verb: str) -> bool:
    """Whether a decision stands in the catalog; where the entry is another one meanwhile, that is shown."""
    seat = session.seat
    told = desk.told_in(session.project, seat.pile.path, seat.item.entry)
    try:
        stands = desk.decide(session.project, seat.pile.path, seat.item.entry, new)
    except ChangedError as error:
        _look_again(session, error)
        return False
    if stands != seat.item.entry:
        session.past.append(Step(session.at, seat.item.entry, stands, verb, told))
    _seen(session, stands)
    return True


def _seen(session: Session, entry: Entry) -> None:
    segment = session.seat.pile.segments.get(entry.key)
    session.seat.item = reviewing.item_of(entry, segment, session.needed)


def _look_again(session: Session, error: ChangedError) -> None:
    session.say(error.message[:1].upper() + error.message[1:] + ". This is how it stands now:")
    found = desk.look(session.project, session.seat.pile, session.seat.item.key)
    if found is None:
        session.say("It is gone from the catalog.")
        session.at += 1
    else:
        session.seat.item = found


# Writing


def _written(session: Session, text: str) -> str | None:
    """What the reviewer makes of a text, in their editor or on a line; None when they leave it as it is."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        session.say(screen.ON_A_LINE)
        typed = _line("> ", text.replace("\n", _BREAK))
        return typed.replace(_BREAK, "\n") if typed else None
    item = session.seat.item
    below = [SCISSORS, "", item.source, ""]
    if item.previous is not None:
        below += ["What changed in it:", "", worddiff.plain(worddiff.diff(item.previous, item.source)), ""]
    try:
        found = click.edit("\n".join([text, "", *below]), extension=".md", require_save=True)
    except click.ClickException:
        advice = "Set EDITOR to the command of yours; without one, texts are edited on a line."
        raise TamizdatError(f"the editor {editor!r} failed, so nothing was changed", advice=advice) from None
    return None if found is None else found.split(SCISSORS)[0].strip("\n")


_BREAK = "⏎"


def _line(prompt: str, text: str = "") -> str:
    """A line that the reviewer types, beginning with a text that can be changed; empty when they give up."""
    try:
        import readline
    except ImportError:  # Windows
        readline = None  # type: ignore[assignment]
    if readline:
        readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input(prompt).strip()
    except (KeyboardInterrupt, EOFError):
        click.echo()
        return ""
    finally:
        if readline:
            readline.set_startup_hook(None)
